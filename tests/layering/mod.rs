//! Data flows one way: in every crate, a module imports only from modules before it.

mod paths;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use tree::{File, Module, Tree};

/// The crates, and the modules of each in the order in which data flows through them; imports point up
/// each list.
const CRATES: [(&str, &[&str]); 8] = [
    (
        ".",
        &[
            "error", "simd", "table", "hash", "model", "text", "facts", "shingle", "sketch", "lsh",
            "matching", "passage", "report", "item", "detector",
        ],
    ),
    (
        "crates/retold-io",
        &[
            "size",
            "paths",
            "error",
            "diagnostics",
            "regular_file",
            "input",
            "origins",
            "publish",
            "output",
            "input_set",
            "dedup",
        ],
    ),
    (
        "crates/retold-cli",
        &[
            "failure",
            "sanitize",
            "progress",
            "summary",
            "messages",
            "view",
            "arguments",
            "session",
            "config",
            "generate",
            "scan",
            "compare",
            "dedup",
            "restore",
            "stage",
        ],
    ),
    (
        "crates/retold-html",
        &[
            "utf16", "escape", "mismatch", "check", "excerpt", "payload", "summary", "assets",
            "page",
        ],
    ),
    (
        "crates/retold-arrow",
        &["error", "text_column", "blocks", "signatures", "fingerprints", "verify", "dedup"],
    ),
    (
        "bindings/python",
        &[
            "failure",
            "settings",
            "run",
            "texts",
            "table",
            "column",
            "explanation",
            "minhash",
            "fingerprint",
            "removal",
            "report_texts",
            "report_tables",
            "report",
            "index",
            "file",
        ],
    ),
    (
        "crates/retold-synth",
        &[
            "rng",
            "language",
            "place",
            "words",
            "vocabulary",
            "prose",
            "edit",
            "corpora",
            "near_copies",
            "passages",
            "negatives",
            "plagdet",
        ],
    ),
    (
        "xtask",
        &[
            "outcome",
            "json",
            "links",
            "process",
            "steps",
            "step_list",
            "arguments",
            "runner",
            "main",
        ],
    ),
];

/// The place of a module among its siblings, from the root: what lies on one side of an import where the
/// ways to both modules part.
fn siblings(from: &Module, to: &Module) -> (Module, Module) {
    let common = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let side = |module: &Module| module[..module.len().min(common + 1)].to_vec();
    (side(from), side(to))
}

#[test]
fn imports_never_run_upwards() {
    let mut faults = Vec::new();
    for (folder, order) in CRATES {
        let tree = Tree::read(folder);
        let place = |module: &Module| {
            let name = module.first()?;
            order.iter().position(|it| it == name)
        };
        for import in tree.imports() {
            // What the root exports again is for users.
            if import.from.is_empty() {
                continue;
            }
            let (from, to) = (place(&import.from), place(&import.to));
            if from.is_none() || to.is_none() || to > from {
                let file = &tree.files[&import.from].path;
                faults.push(format!("{file}:{} imports `{}`", import.line, import.to.join("::")));
            }
        }
    }
    assert!(faults.is_empty(), "imports against the flow:\n{}", faults.join("\n"));
}

#[test]
fn modules_import_one_another_without_circles() {
    let mut faults = Vec::new();
    for (folder, _) in CRATES {
        let tree = Tree::read(folder);
        let mut edges: BTreeMap<Module, BTreeMap<Module, String>> = BTreeMap::new();
        for import in tree.imports() {
            let (from, to) = siblings(&import.from, &import.to);
            // The index of a folder exports what its files define; a file that imports from the index
            // of a folder around it is the circle.
            if from.len() < to.len() {
                continue;
            }
            let place = format!("{}:{}", tree.files[&import.from].path, import.line);
            if to.len() < from.len() {
                faults.push(format!(
                    "{place} imports from the index around it: {}",
                    import.to.join("::")
                ));
                continue;
            }
            edges.entry(from).or_default().entry(to).or_insert(place);
        }
        assert!(!edges.is_empty(), "the search for imports finds nothing in {}", tree.folder);
        for (start, first) in &edges {
            let mut seen: BTreeSet<&Module> = first.keys().collect();
            let mut open: Vec<&Module> = first.keys().collect();
            while let Some(module) = open.pop() {
                if module == start {
                    let around: Vec<_> = first
                        .iter()
                        .map(|(to, place)| format!("{} ({place})", to.join("::")))
                        .collect();
                    let start = start.join("::");
                    faults.push(format!(
                        "{folder}: {start} is in a circle; it imports {}",
                        around.join(", ")
                    ));
                    break;
                }
                for next in edges.get(module).into_iter().flat_map(BTreeMap::keys) {
                    if seen.insert(next) {
                        open.push(next);
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn indices_hold_documentation_and_exports_only() {
    let mut faults = Vec::new();
    for (folder, _) in CRATES {
        for file in Tree::read(folder).files.values() {
            if !file.path.ends_with("/mod.rs") {
                continue;
            }
            let parsed = syn::parse_file(&file.text).expect("a source is Rust");
            let is_index = |item: &syn::Item| match item {
                syn::Item::Use(_) => true,
                syn::Item::Mod(module) => module.content.is_none(),
                _ => false,
            };
            // Helpers of tests have no other home than the folder of tests.
            let others = parsed.items.iter().filter(|item| !is_index(item)).count();
            if others > 0 && !file.path.contains("/tests/") {
                faults.push(format!("{} defines {others} things", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "an index is no home:\n{}", faults.join("\n"));
}

#[test]
fn only_the_drivers_use_rayon() {
    let tree = Tree::read(".");
    let outside =
        tree.files.iter().filter(|(module, _)| module.first().is_none_or(|it| it != "detector"));
    let strays: Vec<_> = outside
        .filter(|(_, file)| code_lines(&file.text).any(|(_, line)| line.contains("rayon::")))
        .map(|(_, file)| &file.path)
        .collect();
    assert!(strays.is_empty(), "rayon outside src/detector: {strays:?}");
}

#[test]
fn unsafe_code_lives_in_kernel_folders_and_gives_its_reason() {
    let trees: Vec<Tree> = CRATES.iter().map(|(folder, _)| Tree::read(folder)).collect();
    for File { path: file, text, .. } in trees.iter().flat_map(|tree| tree.files.values()) {
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in code_lines(text) {
            if !line.contains("unsafe {") && !line.contains("unsafe fn") {
                continue;
            }
            assert!(file.contains("/kernel/"), "{file}:{number} is unsafe outside a kernel folder");
            let above = lines[..number - 1].iter().rev().take(6);
            let reason = above
                .filter(|line| line.trim_start().starts_with("//"))
                .any(|line| line.contains("SAFETY:") || line.contains("# Safety"));
            assert!(reason, "{file}:{number} gives no reason why it is safe");
        }
    }
}

#[test]
fn core_does_no_input_or_output_and_reads_no_clock() {
    let banned = ["std::fs", "std::io", "std::net", "std::env", "std::time", "println!", "rand::"];
    for File { path: file, text, .. } in Tree::read(".").files.values() {
        for (number, line) in code_lines(text) {
            for word in banned {
                assert!(!line.contains(word), "{file}:{number} uses {word}");
            }
        }
    }
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}
