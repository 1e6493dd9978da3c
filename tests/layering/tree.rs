//! The modules of a crate, and which imports which.

use super::paths::{Written, paths};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module, by its names from the root of the crate: `["dedup", "find"]`; the root has none.
pub(super) type Module = Vec<String>;

/// The modules of a crate.
pub(super) struct Tree {
    /// Below the repository: `crates/retold-io`.
    pub(super) folder: String,
    pub(super) files: BTreeMap<Module, File>,
}

/// A module with its file.
pub(super) struct File {
    /// Its path below the repository.
    pub(super) path: String,
    pub(super) text: String,
    paths: Vec<Written>,
    /// The modules of the names that the file imports or exports again.
    imports: BTreeMap<String, Vec<String>>,
}

/// One module that names another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Import {
    pub(super) from: Module,
    pub(super) to: Module,
    pub(super) line: usize,
}

impl Tree {
    /// Reads the files below `folder/src`.
    pub(super) fn read(folder: &str) -> Tree {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let source = root.join(folder).join("src");
        let mut files = BTreeMap::new();
        for path in files_below(&source) {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            let module = module_of(path.strip_prefix(&source).expect("it was found below"));
            let code: proc_macro2::TokenStream = text.parse().expect("a source is Rust");
            let is_index = path.file_stem().is_some_and(|stem| stem == "mod" || stem == "lib");
            let imports = if is_index { names(&text, &module) } else { BTreeMap::new() };
            let shown = path.strip_prefix(root).expect("found below the root");
            let path = shown.to_string_lossy().replace('\\', "/");
            files.insert(module, File { path, paths: paths(code), text, imports });
        }
        assert!(files.len() > 2, "no files in {}", source.display());
        Tree { folder: folder.to_owned(), files }
    }

    /// Every import of a module from another one of the crate, those through `pub use` to where the
    /// thing is defined. Modules of tests are left out.
    pub(super) fn imports(&self) -> Vec<Import> {
        let mut found = BTreeSet::new();
        for (from, file) in self.files.iter().filter(|(module, _)| !is_test(module)) {
            for Written { segments, line } in &file.paths {
                let to = self.resolve(&absolute(from, segments), 0);
                if to != *from && !is_test(&to) {
                    found.insert(Import { from: from.clone(), to, line: *line });
                }
            }
        }
        found.into_iter().collect()
    }

    /// The module that defines what a path from the root leads to.
    fn resolve(&self, path: &[String], depth: usize) -> Module {
        let mut module = Module::new();
        let mut rest = path;
        while let [next, behind @ ..] = rest {
            module.push(next.clone());
            if !self.files.contains_key(&module) {
                module.pop();
                break;
            }
            rest = behind;
        }
        let Some(name) = rest.first() else { return module };
        let file = self.files.get(&module);
        match file.and_then(|file| file.imports.get(name)) {
            // A name may be exported again by a module on the way, and by another behind it.
            Some(target) if depth < 8 => {
                let on: Vec<String> = target.iter().chain(&rest[1..]).cloned().collect();
                self.resolve(&on, depth + 1)
            }
            _ => module,
        }
    }
}

/// The names that an index exports again, each with its path from the root.
fn names(text: &str, module: &Module) -> BTreeMap<String, Vec<String>> {
    let file = syn::parse_file(text).expect("a source is Rust");
    let mut found = BTreeMap::new();
    for item in file.items {
        if let syn::Item::Use(item) = item {
            each_name(&item.tree, &mut Vec::new(), &mut |name, path| {
                found.insert(name, absolute(module, path));
            });
        }
    }
    found
}

fn each_name(
    tree: &syn::UseTree,
    before: &mut Vec<String>,
    found: &mut dyn FnMut(String, &[String]),
) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            each_name(&path.tree, before, found);
            before.pop();
        }
        syn::UseTree::Name(name) => {
            before.push(name.ident.to_string());
            found(name.ident.to_string(), before);
            before.pop();
        }
        syn::UseTree::Rename(name) => {
            before.push(name.ident.to_string());
            found(name.rename.to_string(), before);
            before.pop();
        }
        syn::UseTree::Group(group) => {
            group.items.iter().for_each(|tree| each_name(tree, before, found));
        }
        syn::UseTree::Glob(_) => {}
    }
}

/// A path from the root of the crate, of one that a module writes.
fn absolute(module: &Module, segments: &[String]) -> Vec<String> {
    let mut path = match segments.first().map(String::as_str) {
        Some("crate") => Vec::new(),
        _ => module.clone(),
    };
    for segment in segments {
        match segment.as_str() {
            "crate" | "self" => {}
            "super" => {
                path.pop();
            }
            name => path.push(name.to_owned()),
        }
    }
    path
}

fn is_test(module: &Module) -> bool {
    module.iter().any(|name| name == "tests")
}

/// `dedup/find.rs` is `dedup::find`, `dedup/mod.rs` is `dedup`, and `lib.rs` is the root.
fn module_of(path: &Path) -> Module {
    let mut names: Module =
        path.with_extension("").iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") || names == ["lib"] {
        names.pop();
    }
    names
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources can be listed") {
        let path = entry.expect("a folder of sources can be listed").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
