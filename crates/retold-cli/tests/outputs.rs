//! Tests of report files: they are complete or do not exist, and no input is overwritten.

use crate::program::{TALE, folder, program, retold_in, stderr};
use std::fs;
use std::path::Path;

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_may_lie_in_the_folder_that_is_read() {
    let folder = folder(&[("a.txt", TALE), ("b.txt", TALE), (".gitignore", "*.json\n")]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    let args = ["scan", ".", "-f", "json", "-o", "report.json"];
    assert_eq!(retold_in(folder.path(), &args).status.code(), Some(0));
    let first = fs::read_to_string(folder.path().join("report.json")).unwrap();
    assert!(first.contains("\"retold.report/1\"") && first.ends_with("}\n"));
    assert_eq!(files(folder.path()), [".git", ".gitignore", "a.txt", "b.txt", "report.json"]);
    // It is not read, so it may be replaced, and says the same.
    assert_eq!(retold_in(folder.path(), &args).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("report.json")).unwrap(), first);
}

#[test]
fn a_file_that_is_read_is_never_overwritten() {
    let folder = folder(&[("a.txt", TALE), ("list", "a.txt\n"), ("known", TALE)]);
    fs::create_dir(folder.path().join("sub")).unwrap();
    for args in [
        &["scan", "a.txt", "-o", "a.txt"][..],
        &["scan", ".", "-o", "a.txt"],
        &["scan", ".", "-o", "sub/../a.txt"],
        &["compare", "a.txt", "known", "-o", "known"],
        &["scan", "--files-from", "list", "-o", "list"],
        &["scan", "a.txt", "--known-text", "known", "-o", "known"],
        &["compare", "a.txt", "list", "--known-text", "known", "-o", "known"],
    ] {
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("not overwritten"), "{args:?}: {}", stderr(&output));
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), TALE);
        assert_eq!(fs::read_to_string(folder.path().join("known")).unwrap(), TALE);
        assert_eq!(files(folder.path()), ["a.txt", "known", "list", "sub"], "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_what_they_name() {
    let folder = folder(&[("a.txt", TALE), ("old.json", "old")]);
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.path().join(name));
    link("a.txt", "to_text").unwrap();
    link("old.json", "to_report").unwrap();
    let run = |output: &str| {
        retold_in(folder.path(), &["scan", "a.txt", "-f", "json", "-o", output]).status.code()
    };
    assert_eq!(run("to_text"), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), TALE);
    assert_eq!(run("to_report"), Some(0));
    assert!(fs::read_to_string(folder.path().join("old.json")).unwrap().contains("schema"));
    assert!(folder.path().join("to_report").is_symlink());
    assert_eq!(run("/dev/null"), Some(0), "a device is written to, not replaced");
}

#[test]
fn what_cannot_be_written_is_named_before_the_work() {
    let folder = folder(&[("a.txt", TALE)]);
    for (path, reason) in [
        ("no/such/report.json", "cannot write no/such/report.json: its folder does not exist"),
        (".", "cannot write .: it is a folder"),
    ] {
        let output = retold_in(folder.path(), &["scan", "a.txt", "-o", path]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
        assert!(!stderr(&output).contains("read 1 text"), "nothing was read");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_never_success() {
    let folder = folder(&[("a.txt", TALE)]);
    for (args, name) in [
        (&["scan", "a.txt", "-o", "/dev/full"][..], "/dev/full"),
        (&["scan", "a.txt"], "the standard output"),
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = program(folder.path()).args(args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.contains(name) && said.contains("No space left on device"), "{said}");
    }
}

/// A replaced file keeps its permissions; a new file has those of any new file.
#[cfg(unix)]
#[test]
fn permissions_are_those_of_any_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", TALE), ("old", "")]);
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    fs::set_permissions(folder.path().join("old"), fs::Permissions::from_mode(0o640)).unwrap();
    for name in ["old", "new"] {
        let run = retold_in(folder.path(), &["scan", "a.txt", "-o", name]);
        assert_eq!(run.status.code(), Some(0));
    }
    assert_eq!(mode("old") & 0o777, 0o640);
    assert_eq!(mode("new") & 0o777, mode("a.txt") & 0o777);
}

/// An input file is never overwritten, even if nothing could be read from it.
#[test]
fn a_file_that_gave_no_text_or_odd_ids_is_not_written_over() {
    let corpora = [
        ("{\"id\":\"s3://b/k:1\",\"text\":\"x\"}\n", ["--id-field", "id"]),
        ("{\"content\":\"precious\"}\n", ["--text-field", "text"]),
    ];
    for (line, options) in corpora {
        let folder = crate::program::folder(&[("z.jsonl", line)]);
        let args = [&["scan", "z.jsonl", "-o", "z.jsonl"], &options[..]].concat();
        let output = crate::program::retold_in(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(std::fs::read_to_string(folder.path().join("z.jsonl")).unwrap(), line);
    }
}
