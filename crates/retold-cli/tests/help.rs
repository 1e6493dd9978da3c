//! Tests of the help texts and their examples.

use crate::program::{TALE, program, root, stderr, stdout};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn help_of_every_command() {
    for (name, args) in [
        ("help", &["--help"][..]),
        ("help_scan", &["scan", "--help"]),
        ("help_scan_short", &["scan", "-h"]),
        ("help_compare", &["compare", "--help"]),
        ("help_dedup", &["dedup", "--help"]),
        ("help_stage", &["stage", "--help"]),
        ("help_stage_start", &["stage", "start", "--help"]),
        ("help_stage_sign", &["stage", "sign", "--help"]),
        ("help_stage_status", &["stage", "status", "--help"]),
    ] {
        insta::assert_snapshot!(name, stdout(args));
    }
}

const COMMANDS: [&str; 4] = ["scan", "compare", "dedup", "restore"];

/// The help, at a terminal so wide.
fn help(args: &[&str], columns: &str) -> String {
    let output = program(&root()).args(args).env("COLUMNS", columns).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The commands in the examples of a help text.
fn examples(help: &str) -> Vec<&str> {
    let examples = help.split("\nExamples:\n").nth(1).unwrap();
    examples.lines().filter_map(|line| line.strip_prefix("    ")).collect()
}

#[test]
fn the_help_fits_eighty_columns_and_breaks_no_example() {
    for command in COMMANDS {
        let narrow = help(&[command, "--help"], "80");
        assert_eq!(examples(&narrow), examples(&help(&[command, "--help"], "200")));
        for text in [narrow, help(&[command, "-h"], "80"), help(&["--help"], "80")] {
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{command}: {line}");
            }
        }
    }
    // Text in separate lines is not wrapped.
    let tail =
        |columns| help(&["--help"], columns).split_once("\nExit codes:").unwrap().1.to_owned();
    assert_eq!(tail("80"), tail("200"));
}

/// A shell runs every line of the examples, with the program under its name, in a folder of its
/// own. If a command has no example, the test names it.
#[cfg(unix)]
#[test]
fn the_examples_of_the_help_work() {
    let records = |name: &str| -> String {
        let line = |id: usize| {
            format!("{{\"id\":\"{name}{id}\",\"published\":\"2024-05-1{id}\",\"text\":{TALE:?}}}\n")
        };
        (1..4).map(line).collect()
    };
    let corpora = ["corpus", "a", "b", "new"].map(|name| (format!("{name}.jsonl"), records(name)));
    let files: Vec<(&str, &str)> = corpora.iter().map(|(name, text)| (&**name, &**text)).collect();
    let folder = crate::program::folder(&files);
    for name in ["corpus", "old"] {
        let packed = zstd::encode_all(records(name).as_bytes(), 3).unwrap();
        std::fs::write(folder.path().join(format!("{name}.jsonl.zst")), packed).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let own = std::path::Path::new(env!("CARGO_BIN_EXE_retold")).parent().unwrap();
    std::os::unix::fs::symlink(root().join("seeds"), folder.path().join("seeds")).unwrap();
    for command in COMMANDS {
        let help = help(&[command, "--help"], "80");
        let examples = examples(&help);
        assert!(examples.len() >= 2, "{command}");
        for line in examples {
            // The other program of a pipe is not run; its output is written here.
            let (input, line) = match line.split_once(" | ") {
                Some(("git ls-files '*.txt'", line)) => ("seeds/003_32b419a4a3be82d9.txt\n", line),
                Some((line, _)) => ("", line),
                None => ("", line),
            };
            assert!(line.starts_with("retold "), "{line}");
            if line.starts_with("retold restore ") {
                // The output of a restoration must not exist.
                let output = line.split("--output ").nth(1).unwrap();
                let _ = std::fs::remove_file(folder.path().join(output));
                let _ = std::fs::remove_dir_all(folder.path().join(output));
            }
            let mut shell = Command::new("sh")
                .current_dir(folder.path())
                .env("PATH", format!("{}:{path}", own.display()))
                .args(["-c", line])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            // A program that does not read its input may have ended already.
            let _ = shell.stdin.take().unwrap().write_all(input.as_bytes());
            let output = shell.wait_with_output().unwrap();
            let expected = i32::from(line.contains("--check"));
            assert_eq!(output.status.code(), Some(expected), "{line}: {}", stderr(&output));
        }
    }
    assert!(folder.path().join("seeds.csv").is_file());
    let restored = std::fs::read_to_string(folder.path().join("corpus.jsonl")).unwrap();
    assert_eq!(restored, records("corpus"));
}

#[test]
fn completions_and_man_pages_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&["generate", "completions", shell]);
        assert!(script.contains("compare") && script.contains("min-words"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    stdout(&["generate", "man", folder.path().to_str().unwrap()]);
    let page = std::fs::read_to_string(folder.path().join("retold-scan.1")).unwrap();
    assert!(page.contains("min\\-words"), "{page}");
}
