//! Tests of options that have no effect beside others: on the command line, each of them is an error.

use crate::program::{folder, retold_in, root, stderr};
use std::fs;

/// A command line, an option without effect as a line of a configuration file, and the other option
/// that the message names.
const IDLE: [(&[&str], &str, &str); 30] = [
    (&["scan", "--unit", "document"], "collapse = true", "--unit document"),
    (&["scan", "--unit", "line"], "collapse = true", "--unit line"),
    (&["scan", "--unit", "blank-line"], "max-gap = 0", "--unit blank-line"),
    (&["scan", "--unit", "sentence"], "guarantee = 4", "--unit sentence"),
    (&["scan", "--unit", "paragraph"], "frequent = 2", "--unit paragraph"),
    (&["scan", "--unit", "document"], "min-identity = 0.1", "--unit document"),
    (&["scan", "--unit", "line"], "scope = \"across\"", "--unit line"),
    (&["scan", "--unit", "line"], "known-text = [\"in/000\"]", "--unit line"),
    (&["scan", "--unit", "line"], "noisy = true", "--unit line"),
    (&["scan", "--unit", "line", "--min-words", "4"], "large-corpus = true", "--min-words"),
    (&["scan", "--unit", "document"], "large-corpus = true", "--unit document"),
    (&["scan", "--unit", "document"], "min-words = 900", "--unit document"),
    (
        &["scan", "--unit", "document", "--threshold", "0.1"],
        "document-threshold = 0.9",
        "--threshold",
    ),
    (&["scan", "--exact"], "seed = 9", "--exact"),
    (&["scan", "--unit", "line", "--exact"], "sketch = \"classic\"", "--exact"),
    (&["scan", "--unit", "line", "--exact"], "signature-length = 16", "--exact"),
    (&["scan", "--format", "csv"], "top = 1", "--format csv"),
    (&["scan"], "pairs = \"summary\"", "--format json"),
    (&["compare", "--format", "html"], "pairs = \"summary\"", "--format json"),
    (&["scan", "--unit", "document", "--format", "json"], "pairs = \"summary\"", "--unit document"),
    (&["compare"], "group-field = \"text\"", "compare"),
    (&["compare"], "scope = \"inside\"", "compare"),
    (&["dedup", "--unit", "line"], "document-threshold = 1.0", "--unit line"),
    (
        &["dedup", "--threshold", "0.2", "--remove", "similar"],
        "document-threshold = 1.0",
        "--threshold",
    ),
    (&["dedup", "--unit", "passage"], "document-threshold = 0.1", "--unit passage"),
    (&["dedup", "--unit", "passage"], "recall = 0.1", "--unit passage"),
    (&["dedup", "--unit", "passage"], "exact = true", "--recall"),
    (&["dedup", "--remove", "similar"], "exact = true", "--recall"),
    (&["dedup", "--remove", "similar"], "known-text = [\"in/000\"]", "--unit document"),
    (&["dedup", "--remove", "similar"], "annotate-prefix = \"x\"", "--annotate"),
];

/// The same setting in a configuration file is accepted, and changes nothing.
#[test]
fn an_option_without_effect_is_an_error_that_names_the_other_option() {
    let folder = folder(&[]);
    let at = folder.path();
    fs::create_dir(at.join("in")).unwrap();
    for seed in fs::read_dir(root().join("seeds")).unwrap() {
        let path = seed.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap()[..3].to_owned();
        fs::copy(&path, at.join("in").join(name)).unwrap();
    }
    // A near-copy of one of them.
    let copy = fs::read_to_string(at.join("in/000")).unwrap() + "\nOne more.\n";
    fs::write(at.join("in/900"), copy).unwrap();
    for (args, setting, other) in IDLE {
        let inputs: &[&str] = match args[0] {
            "scan" => &["in", "-q"],
            "compare" => &["in/000", "in/001", "-q"],
            _ => &["in", "-q", "--dry-run"],
        };
        let args = [args, inputs].concat();
        let (key, value) = setting.split_once(" = ").unwrap();
        let value = value.trim_matches(['[', ']', '"']);
        let option = format!("--{key}");
        let given = if value == "true" { vec![&*option] } else { vec![&*option, value] };
        let refused = retold_in(at, &[&args[..], &given].concat());
        let said = stderr(&refused);
        assert_eq!(refused.status.code(), Some(2), "{args:?} {setting}: {said}");
        let message = format!("retold: {option} has no effect ");
        assert!(said.starts_with(&message) && said.contains(other), "{args:?} {setting}: {said}");
        assert!(refused.stdout.is_empty(), "{args:?} {setting}");
        let [without, with] = ["", setting].map(|setting| {
            fs::write(at.join("retold.toml"), setting).unwrap();
            retold_in(at, &args)
        });
        fs::remove_file(at.join("retold.toml")).unwrap();
        assert_eq!(with.status.code(), Some(0), "{args:?} {setting}: {}", stderr(&with));
        assert!(without.stdout == with.stdout, "{args:?} {setting} has an effect");
        assert!(!without.stdout.is_empty(), "{args:?} finds nothing");
    }
}

/// An option that a configuration file makes idle is one too; what the command line turns off is not.
#[test]
fn only_options_of_the_command_line_are_checked() {
    let tale = crate::program::TALE;
    let folder = folder(&[("a.txt", tale), ("retold.toml", "[scan]\nunit = \"document\"\n")]);
    let scan = |args: &[&str]| retold_in(folder.path(), &[&["scan", "a.txt"], args].concat());
    assert!(stderr(&scan(&["--collapse"])).contains("--unit document"));
    assert_eq!(scan(&["--collapse", "--unit", "passage"]).status.code(), Some(0));
    assert_eq!(scan(&["--collapse", "--no-collapse"]).status.code(), Some(0));
    assert_eq!(scan(&["--collapse", "--print-config"]).status.code(), Some(0));
}
