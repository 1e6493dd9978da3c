//! The public items of a crate, one line for each.

use super::crate_tree::{CrateTree, Module, is_for_tests, is_hidden, is_public, name_of};
use super::signature::{function, head, implementation, of_type, parameters};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, TraitItem, Type, Variant};

/// The module and the name of a definition.
type Definition = (Vec<String>, String);

/// The lines, sorted, each of them once.
pub(super) fn list(tree: &CrateTree) -> Vec<String> {
    let mut listing = Listing { tree, places: BTreeMap::new(), lines: BTreeSet::new() };
    listing.walk(&tree.root);
    listing.add_implementations(&tree.root);
    listing.lines.into_iter().collect()
}

struct Listing<'t> {
    tree: &'t CrateTree,
    /// The public path of each definition that has one.
    places: BTreeMap<Definition, String>,
    lines: BTreeSet<String>,
}

impl<'t> Listing<'t> {
    fn add(&mut self, line: String) {
        self.lines.insert(line);
    }

    /// Lists a public module: what it defines and what it passes on.
    fn walk(&mut self, module: &'t Module) {
        self.add(format!("pub mod {}", module.path.join("::")).trim_end().to_owned());
        for item in &module.items {
            if let Some(name) = name_of(item) {
                self.define(module, item, &joined(&module.path, &name));
            }
        }
        for child in module.children.values().filter(|child| child.public) {
            self.walk(child);
        }
        for import in module.imports().into_iter().filter(|import| import.public) {
            let Some((home, name)) = self.tree.resolve(module, &import.from) else {
                panic!("{} passes on {}, which is not found", module.path.join("::"), import.name);
            };
            let path = joined(&module.path, &import.name);
            if let Some(other) = self.places.get(&(home.path.clone(), name.clone())) {
                let line = format!("pub use {other} as {path}");
                self.add(line);
                continue;
            }
            for item in &home.items {
                if name_of(item).is_some_and(|own| own == name) {
                    self.define(home, item, &path);
                }
            }
        }
    }

    /// Lists an item, if it is public, under a path.
    fn define(&mut self, home: &Module, item: &Item, path: &str) {
        let note = |attributes: &[Attribute]| {
            let open = attributes.iter().any(|one| one.path().is_ident("non_exhaustive"));
            if open { " (non-exhaustive)" } else { "" }
        };
        let (attributes, visibility) = match item {
            Item::Const(item) => (&item.attrs, &item.vis),
            Item::Enum(item) => (&item.attrs, &item.vis),
            Item::Fn(item) => (&item.attrs, &item.vis),
            Item::Struct(item) => (&item.attrs, &item.vis),
            Item::Trait(item) => (&item.attrs, &item.vis),
            Item::Type(item) => (&item.attrs, &item.vis),
            Item::Static(item) => (&item.attrs, &item.vis),
            _ => panic!("{path} is of a kind that the list does not know"),
        };
        if !is_public(visibility) || is_for_tests(attributes) || is_hidden(attributes) {
            return;
        }
        let name = name_of(item).expect("every kind above has a name");
        self.places.insert((home.path.clone(), name), path.to_owned());
        for derived in derives(attributes) {
            self.add(format!("impl {derived} for {path}"));
        }
        match item {
            Item::Const(item) => self.add(format!("pub const {path}: {}", of_type(&item.ty))),
            Item::Static(item) => self.add(format!("pub static {path}: {}", of_type(&item.ty))),
            Item::Fn(item) => self.add(format!("pub {}", function(path, &item.sig))),
            Item::Type(item) => {
                let (own, ty) = (parameters(&item.generics), of_type(&item.ty));
                self.add(format!("pub type {path}{own} = {ty}"));
            }
            Item::Struct(item) => {
                let own = parameters(&item.generics);
                let tuple = match &item.fields {
                    Fields::Unnamed(_) => fields(&item.fields, true),
                    _ => String::new(),
                };
                self.add(format!("pub struct {path}{own}{tuple}{}", note(attributes)));
                for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                    if let Some(name) = &field.ident {
                        self.add(format!("pub {path}::{name}: {}", of_type(&field.ty)));
                    }
                }
            }
            Item::Enum(item) => {
                let own = parameters(&item.generics);
                self.add(format!("pub enum {path}{own}{}", note(attributes)));
                for Variant { ident, fields: held, attrs, .. } in &item.variants {
                    let held = fields(held, false);
                    self.add(format!("pub {path}::{ident}{held}{}", note(attrs)));
                }
            }
            Item::Trait(item) => {
                self.add(head(path, item));
                for item in &item.items {
                    self.add_of_trait(path, item);
                }
            }
            _ => {}
        }
    }

    fn add_of_trait(&mut self, path: &str, item: &TraitItem) {
        match item {
            TraitItem::Fn(item) => {
                let provided = if item.default.is_some() { " (provided)" } else { "" };
                let line = function(&format!("{path}::{}", item.sig.ident), &item.sig);
                self.add(format!("pub {line}{provided}"));
            }
            TraitItem::Type(item) => self.add(format!("pub type {path}::{}", item.ident)),
            TraitItem::Const(item) => {
                self.add(format!("pub const {path}::{}: {}", item.ident, of_type(&item.ty)));
            }
            _ => panic!("{path} holds something that the list does not know"),
        }
    }

    /// Lists methods, associated constants and traits of public types, in any file.
    fn add_implementations(&mut self, module: &'t Module) {
        for item in &module.items {
            if let Item::Impl(item) = item
                && !is_for_tests(&item.attrs)
            {
                self.add_implementation(module, item);
            }
        }
        for child in module.children.values() {
            self.add_implementations(child);
        }
    }

    fn add_implementation(&mut self, module: &'t Module, item: &ItemImpl) {
        let Some(names) = path_of(&item.self_ty) else { return };
        let home = self.tree.resolve(module, &names);
        let place = match &home {
            Some((home, name)) => match self.places.get(&(home.path.clone(), name.clone())) {
                Some(place) => Some(place.clone()),
                None => return,
            },
            None => None,
        };
        let own = names.last().cloned().unwrap_or_default();
        if let Some((of, _)) = &item.trait_ {
            let trait_names: Vec<String> =
                of.segments.iter().map(|segment| segment.ident.to_string()).collect();
            if let Some((home, name)) = self.tree.resolve(module, &trait_names)
                && !self.places.contains_key(&(home.path.clone(), name.clone()))
            {
                return;
            }
            let ty = of_type(&item.self_ty);
            let ty = place.map_or(ty.clone(), |place| ty.replacen(&own, &place, 1));
            self.add(implementation(&item.generics, of, &ty));
            return;
        }
        let Some(place) = place else { return };
        for item in &item.items {
            match item {
                ImplItem::Fn(item)
                    if is_public(&item.vis)
                        && !is_for_tests(&item.attrs)
                        && !is_hidden(&item.attrs) =>
                {
                    let path = format!("{place}::{}", item.sig.ident);
                    self.add(format!("pub {}", function(&path, &item.sig)));
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    let ty = of_type(&item.ty);
                    self.add(format!("pub const {place}::{}: {ty}", item.ident));
                }
                _ => {}
            }
        }
    }
}

fn joined(module: &[String], name: &str) -> String {
    [module, &[name.to_owned()]].concat().join("::")
}

/// The fields of a tuple or of a variant; those of a tuple that are private as `_`.
fn fields(fields: &Fields, hide_private: bool) -> String {
    let shown = fields.iter().map(|field| match &field.ident {
        _ if hide_private && !is_public(&field.vis) => "_".to_owned(),
        None if hide_private => format!("pub {}", of_type(&field.ty)),
        None => of_type(&field.ty),
        Some(name) => format!("{name}: {}", of_type(&field.ty)),
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    match fields {
        Fields::Unit => String::new(),
        Fields::Unnamed(_) => format!("({shown})"),
        Fields::Named(_) => format!(" {{ {shown} }}"),
    }
}

/// The traits that are derived, by the default features too, by the last part of their paths.
fn derives(attributes: &[Attribute]) -> Vec<String> {
    let texts =
        attributes.iter().map(|one| one.meta.to_token_stream().to_string().replace(' ', ""));
    let lists = texts.filter_map(|text| {
        let list = match text.strip_prefix("cfg_attr(") {
            Some(conditional) => conditional.split_once(",derive(")?.1,
            None => text.strip_prefix("derive(")?,
        };
        Some(list.trim_end_matches(')').to_owned())
    });
    lists
        .flat_map(|list| list.split(',').map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|path| path.rsplit("::").next().map(str::to_owned))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The path of the type that an implementation is for, without references.
fn path_of(ty: &Type) -> Option<Vec<String>> {
    match ty {
        Type::Path(path) => {
            Some(path.path.segments.iter().map(|segment| segment.ident.to_string()).collect())
        }
        Type::Reference(inner) => path_of(&inner.elem),
        _ => None,
    }
}
