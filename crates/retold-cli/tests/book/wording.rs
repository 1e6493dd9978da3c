//! The words that the project does not use.

use super::pages::{Page, below_root, line_of};
use crate::program::root;
use regex::Regex;
use std::path::Path;

/// Files and folders whose text is checked.
const CHECKED: [&str; 15] = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ".github",
    "docs",
    "src",
    "crates",
    "tests",
    "benches",
    "bindings",
    "examples",
    "fuzz",
    "xtask",
];

/// Files that quote such words, and folders with words of a language.
const EXEMPT: [&str; 7] = [
    "docs/style.md",
    "tests/data",
    "crates/retold-cli/tests/book",
    "crates/retold-synth/src/vocabulary",
    // A text that figures of docs/quality.md depend on.
    "crates/retold-synth/src/negatives/bulletins.rs",
    "src/facts/lexicon",
    "fuzz/corpus",
];

/// Folders of files that are made by tools.
const MADE: [&str; 4] = ["target", "node_modules", "proptest-regressions", "tests/browser/pages"];

/// A pattern, and what to write in its place.
struct Rejected {
    pattern: Regex,
    instead: String,
}

/// The list in `tests/data/rejected-words.txt`: a regular expression and a replacement a line.
fn rejected() -> Vec<Rejected> {
    let list = std::fs::read_to_string(root().join("tests/data/rejected-words.txt")).unwrap();
    let entries = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    entries
        .map(|line| {
            let (pattern, instead) = line.split_once(" => ").expect("PATTERN => REPLACEMENT");
            // Lines are wrapped anywhere.
            let pattern = pattern.trim().replace(' ', r"\s+");
            let pattern = Regex::new(&format!("(?i){pattern}")).expect("a pattern");
            Rejected { pattern, instead: instead.trim().to_owned() }
        })
        .collect()
}

/// The pieces of text of a file that are checked, each with its first line: all of a file but the code
/// of a page in Markdown.
fn pieces(path: &Path) -> Vec<(usize, String)> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    if path.extension().is_some_and(|extension| extension == "md") {
        return Page { name: below_root(path), text }.prose();
    }
    vec![(1, text)]
}

fn files(path: &Path, found: &mut Vec<std::path::PathBuf>) {
    if path.is_dir() {
        if MADE.iter().any(|made| path.ends_with(made)) {
            return;
        }
        let entries = std::fs::read_dir(path).unwrap();
        let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for entry in entries {
            files(&entry, found);
        }
    } else {
        found.push(path.to_owned());
    }
}

fn faults(text: &str, first_line: usize, rejected: &[Rejected]) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in rejected {
        for found in entry.pattern.find_iter(text) {
            let line = first_line + line_of(text, found.start()) - 1;
            faults.push(format!("{line}: `{}`; write: {}", found.as_str(), entry.instead));
        }
    }
    faults
}

#[test]
fn no_rejected_word_is_used() {
    let rejected = rejected();
    let mut paths = Vec::new();
    for name in CHECKED {
        files(&root().join(name), &mut paths);
    }
    let mut all = Vec::new();
    for path in paths {
        let name = below_root(&path);
        if EXEMPT.iter().any(|exempt| name.starts_with(exempt)) {
            continue;
        }
        // Its own name is text too.
        let words = name.replace(['_', '-', '.', '/'], " ");
        all.extend(
            faults(&words, 1, &rejected).into_iter().map(|it| format!("{name}: name: {it}")),
        );
        for (line, text) in pieces(&path) {
            all.extend(faults(&text, line, &rejected).into_iter().map(|it| format!("{name}:{it}")));
        }
    }
    assert!(all.is_empty(), "{} rejected words:\n{}", all.len(), all.join("\n"));
}

#[test]
fn rejected_words_are_found_across_lines_and_in_prose_only() {
    let text =
        "It is *held*\nagainst both. `told` is code, and so is\n\n    told\n\nthis: newsroom.";
    let page = Page { name: "page.md".to_owned(), text: text.to_owned() };
    let rejected = rejected();
    let found: Vec<String> =
        page.prose().iter().flat_map(|(line, text)| faults(text, *line, &rejected)).collect();
    assert!(found.len() == 2 && found[0].starts_with("1: `held\nagainst`"), "{found:?}");
}
