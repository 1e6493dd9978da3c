//! The modules of a crate, read from its sources.

use super::source::{folder_of, parse, read};
use quote::ToTokens;
use std::collections::BTreeMap;
use std::path::Path;
use syn::{Attribute, Item, ItemMacro, UseTree, Visibility};

/// A crate as modules with their items.
pub(super) struct CrateTree {
    pub(super) root: Module,
}

/// A module: its path, its visibility and its items.
pub(super) struct Module {
    /// The names from the crate down, the crate's first; none for a crate without a name.
    pub(super) path: Vec<String>,
    pub(super) public: bool,
    pub(super) items: Vec<Item>,
    pub(super) children: BTreeMap<String, Module>,
}

/// A name that a module takes from elsewhere.
pub(super) struct Import {
    pub(super) name: String,
    pub(super) from: Vec<String>,
    pub(super) public: bool,
}

impl CrateTree {
    pub(super) fn read(name: &str, file: &Path) -> CrateTree {
        let source = read(file);
        CrateTree { root: Module::of(vec![name.to_owned()], true, parse(&source), Some(file)) }
    }

    pub(super) fn parse(name: &str, source: &str) -> CrateTree {
        let path = if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
        CrateTree { root: Module::of(path, true, parse(source), None) }
    }

    /// The definition of the path `names` in `module`: the defining module and the name there.
    ///
    /// Nothing for what other crates define.
    pub(super) fn resolve<'t>(
        &'t self,
        module: &'t Module,
        names: &[String],
    ) -> Option<(&'t Module, String)> {
        let (mut at, mut rest) = (module, names);
        match rest.first()?.as_str() {
            "crate" => (at, rest) = (&self.root, &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    at = self.parent(at);
                    rest = &rest[1..];
                }
            }
            _ => {}
        }
        while let [name, more @ ..] = rest
            && !more.is_empty()
        {
            (at, rest) = (at.children.get(name)?, more);
        }
        let name = rest.first()?;
        if at.defines(name) {
            return Some((at, name.clone()));
        }
        let import = at.imports().into_iter().find(|import| import.name == *name)?;
        if import.from == [name.clone()] { None } else { self.resolve(at, &import.from) }
    }

    fn parent(&self, module: &Module) -> &Module {
        let depth = self.root.path.len();
        let above = &module.path[depth..module.path.len() - 1];
        above.iter().fold(&self.root, |at, name| &at.children[name])
    }
}

impl Module {
    fn of(path: Vec<String>, public: bool, items: Vec<Item>, file: Option<&Path>) -> Module {
        let mut module = Module { path, public, items: Vec::new(), children: BTreeMap::new() };
        for item in items {
            match item {
                Item::Mod(inner) if !is_for_tests(&inner.attrs) => {
                    let name = inner.ident.to_string();
                    let path = [&module.path[..], std::slice::from_ref(&name)].concat();
                    let public = is_public(&inner.vis);
                    let child = if let Some((_, items)) = inner.content {
                        Module::of(path, public, items, None)
                    } else {
                        let folder = folder_of(file.expect("an inline module holds its modules"));
                        let files =
                            [folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")];
                        let file = files.iter().find(|file| file.exists());
                        let file = file.unwrap_or_else(|| panic!("no source of `mod {name}`"));
                        Module::of(path, public, parse(&read(file)), Some(file))
                    };
                    module.children.insert(name, child);
                }
                Item::Macro(made) if made.ident.is_none() => {
                    let expanded = expand(&module.items, &made);
                    module.items.extend(expanded);
                }
                item => module.items.push(item),
            }
        }
        module
    }

    /// All names that come from elsewhere.
    pub(super) fn imports(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        for item in &self.items {
            if let Item::Use(item) = item {
                let shown = is_public(&item.vis) && !is_hidden(&item.attrs);
                leaves(&item.tree, &[], shown, &mut imports);
            }
        }
        imports
    }

    fn defines(&self, name: &str) -> bool {
        self.items.iter().any(|item| name_of(item).is_some_and(|own| own == name))
    }
}

/// The name of an item that has one.
pub(super) fn name_of(item: &Item) -> Option<String> {
    match item {
        Item::Const(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Fn(item) => Some(item.sig.ident.to_string()),
        Item::Static(item) => Some(item.ident.to_string()),
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Trait(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Union(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether the documentation leaves the item out: it is there for the other crates of the workspace
/// or for tests, and nobody else may rely on it.
pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.to_token_stream().to_string().replace(' ', "") == "#[doc(hidden)]"
    })
}

pub(super) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string().replace(' ', "");
        text == "#[cfg(test)]" || text == "#[cfg(doctest)]"
    })
}

fn leaves(tree: &UseTree, above: &[String], public: bool, out: &mut Vec<Import>) {
    let below = |name: String| [above, &[name]].concat();
    match tree {
        UseTree::Path(path) => {
            leaves(&path.tree, &below(path.ident.to_string()), public, out);
        }
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            out.push(Import { from: below(name.clone()), name, public });
        }
        UseTree::Rename(rename) => {
            let from = below(rename.ident.to_string());
            out.push(Import { from, name: rename.rename.to_string(), public });
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| leaves(tree, above, public, out));
        }
        UseTree::Glob(_) => assert!(!public, "a public glob import hides what is public"),
    }
}

/// The items that a macro with one arm makes from its last name, `$name`.
fn expand(items: &[Item], made: &ItemMacro) -> Vec<Item> {
    let wanted = made.mac.path.to_token_stream().to_string();
    let invoked = made.mac.tokens.to_string();
    if wanted == "sparse" {
        // The macro has a file of its own, and generates the same as `derive(Serialize)`.
        let name = invoked.split_whitespace().next().expect("it names a type");
        return parse(&format!("impl Serialize for {name} {{}}"));
    }
    let rules = items.iter().find_map(|item| match item {
        Item::Macro(rules) if rules.ident.as_ref().is_some_and(|own| *own == wanted) => Some(rules),
        _ => None,
    });
    let rules = rules.unwrap_or_else(|| panic!("the macro {wanted} is in another file"));
    let text = rules.mac.tokens.to_string().replace(char::is_whitespace, " ");
    let (_, body) = text.split_once("=>").expect("a rule has an arrow");
    let (start, end) = (body.find('{'), body.rfind('}'));
    let body = &body[start.expect("a body opens") + 1..end.expect("a body closes")];
    let name = invoked.split_whitespace().last().expect("something is made");
    let mut body: String = body.chars().filter(|c| *c != '\n').collect();
    for repeated in ["$ (# [$ doc]) *", "$ (#[$ doc]) *", "$(#[$doc])*"] {
        body = body.replace(repeated, "");
    }
    parse(&body.replace("$ name", name).replace("$name", name))
}
