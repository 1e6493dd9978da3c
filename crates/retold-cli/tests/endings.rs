//! The exit code says how it went.

use crate::program::{TALE, folder, program, retold, retold_in, root, stderr};
use std::io::Read;
use std::process::Stdio;

fn code(folder: &std::path::Path, args: &[&str]) -> i32 {
    retold_in(folder, args).status.code().unwrap()
}

#[test]
fn done_is_zero_found_is_one_trouble_is_two() {
    let folder = folder(&[("a.txt", TALE), ("b.txt", TALE), ("c.txt", "Something else.")]);
    assert_eq!(code(folder.path(), &["scan", "."]), 0);
    assert_eq!(code(folder.path(), &["scan", "--check", "."]), 1);
    assert_eq!(code(folder.path(), &["scan", "--check", "a.txt", "c.txt"]), 0);
    assert_eq!(code(folder.path(), &["scan", "--check", "a.txt", "b.txt", "none.txt"]), 2);
    assert_eq!(code(folder.path(), &["compare", "--check", "a.txt", "b.txt"]), 1);
    assert_eq!(code(folder.path(), &["compare", "--check", "a.txt", "c.txt"]), 0);
    assert_eq!(code(folder.path(), &["scan", "--no-such-option", "."]), 2);
    assert_eq!(code(folder.path(), &["scan"]), 2);
    assert_eq!(code(folder.path(), &["--version"]), 0);
}

/// What is met is no trouble, what is asked for is; either is named.
#[test]
fn a_binary_file_is_trouble_only_if_it_was_named() {
    let folder = folder(&[("a.txt", TALE)]);
    std::fs::write(folder.path().join("photo.jpg"), b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01").unwrap();
    for (args, expected) in [(&["scan", "."][..], 0), (&["scan", "a.txt", "photo.jpg"], 2)] {
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(expected), "{args:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Not read") && text.contains("photo.jpg: "), "{text}");
        assert!(text.starts_with("1 document"), "the rest is read: {text}");
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_failure() {
    for format in ["text", "json", "jsonl", "csv", "sarif"] {
        // Longer than any pipe holds, so that writing goes on when nobody reads.
        let text = format!("{TALE}\n").repeat(4000);
        let folder = folder(&[("a.txt", &text)]);
        let mut child = program(folder.path())
            .args(["scan", ".", "-f", format, "--unit", "line", "--min-words", "1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 1];
        child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    }
}

/// Nobody listens: neither to what goes wrong nor to how it went.
#[cfg(unix)]
#[test]
fn a_closed_standard_error_is_no_failure() {
    let mut shell = std::process::Command::new("sh");
    let line = "\"$0\" scan seeds 2>&- >/dev/null";
    let run = shell.args(["-c", line, env!("CARGO_BIN_EXE_retold")]).current_dir(root());
    assert_eq!(run.status().unwrap().code(), Some(0));
}

#[test]
fn wrong_settings_are_refused_before_anything_is_read() {
    for (args, message) in [
        (&["--threshold", "1.7"][..], "must be a number above 0 and at most 1"),
        (&["--max-gap", "1000"], "max_gap must be at most 64 tokens, got 1000"),
        (&["--unit", "line", "--bands", "99x9"], "99 bands x 9 rows need 891 slots"),
        (&["--bands", "12"], "must be bands and rows, such as 16x6"),
        (&["--noisy", "--large-corpus"], "cannot be used with"),
        (&["--known-text", "no/such"], "cannot read the known text no/such"),
    ] {
        let output = retold(&[&["scan", "no/such/folder"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn the_summary_says_what_was_done_and_quiet_leaves_it_out() {
    let said = stderr(&retold(&["scan", "seeds"]));
    assert!(said.starts_with("retold: read 5 texts (17.37 KiB), found 5 passages"), "{said}");
    assert_eq!(stderr(&retold(&["scan", "seeds", "--quiet"])), "");
}
