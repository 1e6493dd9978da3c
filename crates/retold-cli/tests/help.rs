//! The help says what works.

use crate::program::{root, stderr, stdout};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn help_of_every_command() {
    for (name, args) in [
        ("help", &["--help"][..]),
        ("help_scan", &["scan", "--help"]),
        ("help_scan_short", &["scan", "-h"]),
        ("help_compare", &["compare", "--help"]),
    ] {
        insta::assert_snapshot!(name, stdout(args));
    }
}

/// Every line of the examples that begins with the name of a command is run by a shell, with the
/// program under its name; what they write goes to a folder of its own.
#[cfg(unix)]
#[test]
fn the_examples_of_the_help_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var("PATH").unwrap();
    let own = std::path::Path::new(env!("CARGO_BIN_EXE_retold")).parent().unwrap();
    std::os::unix::fs::symlink(root().join("seeds"), folder.path().join("seeds")).unwrap();
    let mut run = 0;
    for command in ["scan", "compare"] {
        let help = stdout(&[command, "--help"]);
        let examples = help.split("\nExamples:\n").nth(1).unwrap();
        for line in examples.lines().filter_map(|line| line.strip_prefix("    ")) {
            // The part behind a pipe is somebody else's program, and so is the one before.
            let (input, line) = match line.split_once(" | ") {
                Some(("git ls-files '*.txt'", line)) => ("seeds/003_32b419a4a3be82d9.txt\n", line),
                Some((line, _)) => ("", line),
                None => ("", line),
            };
            assert!(line.starts_with("retold "), "{line}");
            let mut shell = Command::new("sh")
                .current_dir(folder.path())
                .env("PATH", format!("{}:{path}", own.display()))
                .args(["-c", line])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            // A program that reads nothing may be gone already.
            let _ = shell.stdin.take().unwrap().write_all(input.as_bytes());
            let output = shell.wait_with_output().unwrap();
            let expected = i32::from(line.contains("--check"));
            assert_eq!(output.status.code(), Some(expected), "{line}: {}", stderr(&output));
            run += 1;
        }
    }
    assert!(run >= 9, "{run}");
    assert!(folder.path().join("seeds.csv").is_file());
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
