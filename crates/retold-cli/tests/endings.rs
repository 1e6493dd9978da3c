//! Tests of exit codes and of the last lines of a run.

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

/// An unreadable file is an error if the user named it, and not if it is in a folder. Both are
/// reported.
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

/// The standard error is closed, so no message can be written.
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
        (&["--known-text", "no/such"], "cannot read the known text no/such: no such file"),
        (&["--known-text", "seeds"], "cannot read the known text seeds: it is a folder"),
        (&["--chars", "0"], "'--chars <N>': must be a whole number from 1 to 32"),
        (&["--shingle-width", "99"], "must be a whole number from 1 to 32"),
        (&["--threads", "0"], "'--threads <N>': must be a whole number from 1 to "),
        (&["--min-words", "-3"], "'-3' for '--min-words <N>': must be a whole number, 1 or more"),
        (&["--seed", "-1"], "must be a whole number from 0 to 18446744073709551615"),
        (&["--threshold", "-0.5"], "must be a number above 0 and at most 1"),
        (&["--format", "htm"], "a similar value exists: 'html'"),
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
    assert!(
        said.starts_with("retold: read 5 texts (17.37 KiB), found 5 repeated passages"),
        "{said}"
    );
    assert_eq!(stderr(&retold(&["scan", "seeds", "--quiet"])), "");
}

/// The last lines say what to do next.
#[test]
fn an_input_without_a_text_is_reported_with_the_remedy() {
    let folder = folder(&[
        ("c.jsonl", "{\"content\":\"a b c\",\"title\":\"x\"}\n"),
        ("empty/.hidden", TALE),
    ]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, b"{\"text\":\"a\"}\n").unwrap();
    std::fs::write(folder.path().join("cut.jsonl.gz"), &gzip.finish().unwrap()[..20]).unwrap();
    for (args, stdout, said, code) in [
        (
            &["scan", "c.jsonl"][..],
            "c.jsonl: no record has a field `text`; the first has `content`, `title` (--text-field names another)",
            "retold: not read: c.jsonl: no record has a field `text`",
            2,
        ),
        (&["scan", "nowhere", "-q"], "", "retold: not read: nowhere: no such file or folder", 2),
        (
            &["scan", "empty"],
            "0 documents",
            "retold: not read: empty: this folder contains no files to read\n",
            0,
        ),
        (
            &["compare", "empty", "c.jsonl", "--text-field", "title"],
            "1 document",
            "empty: this folder contains no file",
            0,
        ),
        (&["scan", "cut.jsonl.gz"], "(no line was read)", "1 not read", 2),
        (
            &["scan", "--files-from", "empty"],
            "empty: a folder, where a regular file is needed",
            "",
            2,
        ),
    ] {
        let output = retold_in(folder.path(), args);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(text.contains(stdout), "{args:?}: {text}");
        assert!(format!("{text}{}", stderr(&output)).contains(said), "{args:?}: {text}");
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(!text.contains("No text of") || args[0] == "compare", "{args:?}: {text}");
        // Hints are printed only at a terminal.
        assert!(!text.contains("Next:") && !stderr(&output).contains("--everything"), "{args:?}");
    }
}

#[test]
fn settings_are_printed_without_anything_to_read() {
    for command in ["scan", "compare", "dedup", "restore"] {
        let output = retold(&[command, "--print-config"]);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", stderr(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with(&format!("[{command}]\n")), "{text}");
    }
    let output = retold(&["compare", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("<B>"), "{}", stderr(&output));
}

/// As any input: in its encoding, and as the text that it shows.
#[test]
fn a_known_text_is_read_as_any_input_is() {
    let text = TALE.replace("harbour", "café");
    let marked = format!("<p>{}</p>", text.replace("slowly", "<b>slowly</b>"));
    let folder = folder(&[("a.txt", &text), ("b.txt", &text), ("known.html", &marked)]);
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    std::fs::write(folder.path().join("known.txt"), latin).unwrap();
    for known in ["known.html", "known.txt"] {
        let args = ["scan", "a.txt", "b.txt", "--check", "--known-text", known];
        let output = retold_in(folder.path(), &[&args[..], &["--format", "json"]].concat());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["families"], serde_json::json!([]), "{known}: {}", stderr(&output));
    }
}

#[test]
fn what_was_not_read_is_named_with_the_remedy_however_quiet_it_is() {
    let folder = folder(&[
        ("in/a.txt", TALE),
        ("in/plan.pdf", "%PDF-1.7\n1 0 obj"),
        ("in/letter.docx", "PK\u{3}\u{4}\u{14}\0\0\0word/document.xml"),
        ("in/old.txt", "text\0text"),
        ("in/report.doc", "\0\0\0\0"),
    ]);
    for args in [&["scan", "in", "-q"][..], &["scan", "in"], &["scan", "in", "-q", "-f", "json"]] {
        let output = retold_in(folder.path(), args);
        let said = stderr(&output);
        for expected in [
            "retold: not read: in/plan.pdf: binary file (PDF); extract its text first, e.g. `pdftotext",
            "retold: not read: in/letter.docx: binary file (Word); convert it to text first",
            "retold: not read: in/report.doc: binary file (Word); extract its text first",
            "retold: not read: in/old.txt: binary file (a NUL byte at offset 4)",
        ] {
            assert!(said.contains(expected), "{args:?}: {said}");
        }
        // An unreadable file in a folder is no error.
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    }
    assert_eq!(retold_in(folder.path(), &["scan", "in/plan.pdf", "-q"]).status.code(), Some(2));
}

#[test]
fn a_check_of_nothing_does_not_pass() {
    let folder = folder(&[("empty/.hidden", TALE), ("in/photo.png", "\0"), ("text/a.txt", TALE)]);
    for (path, code) in [("empty", 2), ("in", 2), ("text", 0)] {
        let output = retold_in(folder.path(), &["scan", path, "--check", "-q"]);
        assert_eq!(output.status.code(), Some(code), "{path}: {}", stderr(&output));
        let is_said = stderr(&output).contains("--check fails because no text was read");
        assert_eq!(is_said, code == 2, "{path}");
    }
}

/// Similar rows are reported as one region: `--check` fails for them as for any other repeat, and
/// the last line counts them.
#[test]
fn a_check_fails_where_nothing_but_rows_was_found() {
    let row = |n: usize| {
        let name = ["lamp", "red chair", "table"][n % 3];
        let job = 7_000 + 13 * n;
        format!(
            "at={n}\tmsg=the night worker took the {name} from the rack in the hall\tjob={job}\n"
        )
    };
    let rows: String = (0..40).map(row).collect();
    let folder = folder(&[("a.log", &rows), ("b.txt", TALE)]);
    let output = retold_in(folder.path(), &["scan", "a.log", "b.txt", "--check", "-f", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let count = |list: &str| report[list].as_array().map_or(0, Vec::len);
    assert_eq!((count("families"), count("clusters"), count("rows")), (0, 0, 1), "{report:#}");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains(", 1 region of similar rows, "), "{said}");
}

/// Twenty-five passages, and the one with most text first.
#[test]
fn the_longest_findings_come_first_and_as_many_as_are_asked_for() {
    let sentence = |n: usize, words: usize| {
        (0..words).map(|word| format!("w{n}x{word}")).collect::<Vec<_>>().join(" ")
    };
    let all: Vec<String> = (0..25).map(|n| sentence(n, 14 + n)).collect();
    let apart = |side: &str| {
        // More words than a passage may skip.
        let own = |n: usize| {
            (0..20).map(|word| format!("{side}{n}y{word}")).collect::<Vec<_>>().join(" ")
        };
        let with = |(n, text): (usize, &String)| format!("{}\n\n{text}\n\n", own(n));
        all.iter().enumerate().map(with).collect::<String>()
    };
    let folder = folder(&[("a.txt", &apart("a")), ("b.txt", &apart("b"))]);
    let text = |args: &[&str]| {
        let output =
            retold_in(folder.path(), &[&["scan", "-q"], args, &["a.txt", "b.txt"]].concat());
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let lengths = |text: &str| -> Vec<usize> {
        let words = text.lines().filter_map(|line| line.split_once(" words").map(|it| it.0));
        let words = words.filter_map(|line| line.rsplit(' ').next());
        words.filter_map(|words| words.parse().ok()).collect()
    };
    // A pipe gets all of them.
    for all in [text(&[]), text(&["--top", "0"])] {
        assert_eq!(lengths(&all), (14..39).rev().collect::<Vec<_>>(), "{all}");
        assert!(!all.contains(" more"), "{all}");
    }
    let some = text(&["--top", "3"]);
    assert_eq!(lengths(&some), [38, 37, 36], "{some}");
    assert!(some.contains("  and 22 more\n"), "{some}");
}
