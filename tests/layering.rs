//! Data flows one way: a module of `src/` imports only from modules before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order in which data flows through them; imports point up this list.
const ORDER: [&str; 14] = [
    "error", "simd", "table", "hash", "model", "text", "facts", "shingle", "sketch", "lsh",
    "matching", "passage", "report", "detector",
];

#[test]
fn imports_never_run_upwards() {
    let mut faults = Vec::new();
    for (file, line, target) in imports() {
        let own = module_of(&file);
        if own == "lib" {
            continue;
        }
        let Some(to) = position(&target) else {
            faults
                .push(format!("{file}:{line} imports `{target}`, which is no module of the list"));
            continue;
        };
        if position(&own).is_none_or(|from| to > from) {
            faults.push(format!("{file}:{line}: `{own}` comes before `{target}`"));
        }
    }
    assert!(faults.is_empty(), "imports against the flow:\n{}", faults.join("\n"));
}

#[test]
fn rayon_lives_in_the_engine_room() {
    let strays: Vec<_> = sources()
        .into_iter()
        .filter(|(file, _)| module_of(file) != "detector")
        .filter(|(_, text)| code_lines(text).any(|(_, line)| line.contains("rayon::")))
        .map(|(file, _)| file)
        .collect();
    assert!(strays.is_empty(), "rayon outside src/detector: {strays:?}");
}

#[test]
fn unsafe_code_lives_in_kernel_folders_and_gives_its_reason() {
    for (file, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in code_lines(&text) {
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
    for (file, text) in sources() {
        for (number, line) in code_lines(&text) {
            for word in banned {
                assert!(!line.contains(word), "{file}:{number} uses {word}");
            }
        }
    }
}

#[test]
fn files_of_one_folder_import_without_circles() {
    let mut edges: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (file, text) in sources() {
        let path = Path::new(&file);
        let (Some(folder), Some(stem)) = (path.parent(), path.file_stem()) else { continue };
        let stem = stem.to_string_lossy().into_owned();
        if stem == "mod" || stem == "lib" {
            continue;
        }
        let folder = folder.to_string_lossy().into_owned();
        // In a module of tests within the file, `super` is the file itself.
        let code = text.split("\nmod tests {").next().expect("a split has a first part");
        for (_, line) in code_lines(code) {
            let Some(rest) = line.trim_start().strip_prefix("use super::") else { continue };
            let listed = rest.strip_prefix('{').unwrap_or(rest);
            let own = edges.entry((folder.clone(), stem.clone())).or_default();
            for target in listed.split(", ") {
                let name = target.chars().take_while(|c| c.is_alphanumeric() || *c == '_');
                own.push(name.collect());
            }
        }
    }
    for start in edges.keys() {
        let mut seen = vec![start.1.clone()];
        let mut open = vec![start.1.clone()];
        while let Some(stem) = open.pop() {
            for next in edges.get(&(start.0.clone(), stem)).into_iter().flatten() {
                assert!(*next != start.1, "{}/{}.rs imports itself in a circle", start.0, start.1);
                if !seen.contains(next) {
                    seen.push(next.clone());
                    open.push(next.clone());
                }
            }
        }
    }
}

fn position(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// The module below `src/` that a file belongs to: its folder, or its stem.
fn module_of(file: &str) -> String {
    let below = file.strip_prefix("src/").expect("every source lies in src/");
    below.split('/').next().expect("a path has a part").trim_end_matches(".rs").to_owned()
}

/// Every `crate::module` in the code of the library, outside comments.
fn imports() -> Vec<(String, usize, String)> {
    let mut found = Vec::new();
    for (file, text) in sources() {
        for (number, line) in code_lines(&text) {
            for rest in line.split("crate::").skip(1) {
                let target: String =
                    rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.push((file.clone(), number, target));
            }
        }
    }
    assert!(found.len() > 20, "the search for imports finds nothing any more");
    found
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn sources() -> Vec<(String, String)> {
    fn visit(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src/ can be listed") {
            let path = entry.expect("src/ can be listed").path();
            if path.is_dir() { visit(&path, files) } else { files.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    visit(&root.join("src"), &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            let below = path.strip_prefix(root).expect("found below the root");
            (below.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}
