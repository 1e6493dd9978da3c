//! The kind of a file's text (prose, code or data), by its name.

use retold::model::TextKind;
use std::path::Path;

/// Extensions of source code, sorted.
const CODE: [&str; 74] = [
    "asm", "bash", "bat", "bzl", "c", "cc", "clj", "cljs", "cmake", "cpp", "cr", "cs", "css", "cu",
    "cxx", "d", "dart", "el", "erl", "ex", "exs", "f90", "fish", "fs", "go", "gradle", "groovy",
    "h", "hpp", "hrl", "hs", "hx", "java", "jl", "js", "jsx", "kt", "kts", "lean", "less", "lisp",
    "lua", "m", "mjs", "ml", "mli", "mm", "nim", "nix", "pas", "php", "pl", "pm", "proto", "ps1",
    "py", "r", "rb", "rs", "sass", "scala", "scm", "scss", "sh", "sol", "sql", "swift", "tcl",
    "ts", "tsx", "v", "vb", "vue", "zig",
];

/// Extensions of records, figures and settings, sorted.
const DATA: [&str; 20] = [
    "cfg",
    "conf",
    "csv",
    "dat",
    "geojson",
    "gpx",
    "ini",
    "json",
    "json5",
    "lock",
    "log",
    "plist",
    "properties",
    "rdf",
    "toml",
    "tsv",
    "xml",
    "xsd",
    "yaml",
    "yml",
];

/// Names of source files without an extension, sorted.
const CODE_NAMES: [&str; 10] = [
    "containerfile",
    "dockerfile",
    "gemfile",
    "gnumakefile",
    "jenkinsfile",
    "justfile",
    "makefile",
    "procfile",
    "rakefile",
    "vagrantfile",
];

/// The kind of text that a file holds, by its name without the extension of a compression format.
/// Prose is the default.
pub(crate) fn content_of(path: &Path) -> TextKind {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let packings = [".gz", ".gzip", ".zst", ".zstd"];
    let name = packings.iter().find_map(|packing| name.strip_suffix(packing)).unwrap_or(&name);
    let among = |list: &[&str], name: &str| list.binary_search(&name).is_ok();
    match name.rsplit_once('.') {
        Some((_, extension)) if among(&CODE, extension) => TextKind::Code,
        Some((_, extension)) if among(&DATA, extension) => TextKind::Data,
        None if among(&CODE_NAMES, name) => TextKind::Code,
        _ => TextKind::Prose,
    }
}

#[cfg(test)]
mod tests {
    use super::{CODE, CODE_NAMES, DATA, content_of};
    use retold::model::TextKind;
    use std::path::Path;

    #[test]
    fn names_say_what_a_file_holds() {
        for (name, kind) in [
            ("a/b.RS", TextKind::Code),
            ("Makefile", TextKind::Code),
            ("x.py.gz", TextKind::Code),
            ("settings.yaml", TextKind::Data),
            ("a.md", TextKind::Prose),
            ("letter.txt", TextKind::Prose),
            ("README", TextKind::Prose),
            ("a.jsonl", TextKind::Prose),
            ("v1.2", TextKind::Prose),
        ] {
            assert_eq!(content_of(Path::new(name)), kind, "{name}");
        }
    }

    #[test]
    fn lists_are_in_order() {
        for list in [CODE.as_slice(), &DATA, &CODE_NAMES] {
            assert!(list.is_sorted());
        }
    }
}
