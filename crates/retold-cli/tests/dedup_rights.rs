//! Tests of permissions: the output is readable only for users who can read all of its input.

use crate::dedup_outputs::record;
use crate::program::{TALE, folder, stderr};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn mode(folder: &Path, name: &str) -> u32 {
    fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777
}

fn set(folder: &Path, name: &str, mode: u32) {
    fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs the program in a shell, with a umask.
fn with_umask(folder: &Path, umask: &str, args: &[&str]) {
    let line = format!("umask {umask} && exec \"$0\" \"$@\"");
    let mut shell = std::process::Command::new("sh");
    let shell = shell.args(["-c", &line, env!("CARGO_BIN_EXE_retold")]).args(args);
    let output = shell.current_dir(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
}

#[test]
fn a_clean_file_has_the_rights_of_its_inputs() {
    let folder = folder(&[("a", &record()), ("b", &record()), ("old", &record())]);
    let at = folder.path();
    let log = |out: &str| format!("{out}.audit.jsonl");
    for (a, b, umask, expected) in [
        (0o600, 0o644, "022", 0o600),
        (0o640, 0o604, "000", 0o600),
        (0o664, 0o666, "002", 0o664),
        (0o666, 0o666, "027", 0o640),
        (0o755, 0o755, "000", 0o644),
    ] {
        let out = format!("out-{a:o}-{b:o}");
        set(at, "a", a);
        set(at, "b", b);
        with_umask(at, umask, &["dedup", "a", "b", "-o", &out]);
        assert_eq!([mode(at, &out), mode(at, &log(&out))], [expected; 2], "{a:o} {b:o}");
        let again = format!("again-{out}");
        with_umask(at, umask, &["restore", &out, "-o", &again]);
        assert_eq!(mode(at, &format!("{again}/a")), expected, "{a:o} {b:o}");
    }
    // The log holds texts of the old corpus, the output does not.
    set(at, "old", 0o600);
    set(at, "a", 0o644);
    with_umask(at, "022", &["dedup", "a", "--against", "old", "-o", "new"]);
    assert_eq!([mode(at, "new"), mode(at, &log("new"))], [0o644, 0o600]);
    with_umask(at, "022", &["restore", "new", "-o", "a-again"]);
    assert_eq!(mode(at, "a-again"), 0o600);
    // A replaced file keeps its restrictions, and allows no more than the input does.
    for (older, input, expected) in [(0o600, 0o644, 0o600), (0o644, 0o640, 0o640)] {
        set(at, "new", older);
        set(at, &log("new"), older);
        set(at, "a", input);
        with_umask(at, "022", &["dedup", "a", "-o", "new", "--force"]);
        let found = [mode(at, "new"), mode(at, &log("new"))];
        assert_eq!(found, [expected; 2], "{older:o} {input:o}");
    }
}

#[test]
fn a_clean_folder_has_the_rights_of_its_inputs() {
    let folder = folder(&[
        ("in/a.txt", TALE),
        ("in/b.txt", "Something else."),
        ("in/deep/c.txt", "And another."),
        ("in/deep/d.txt", TALE),
    ]);
    let at = folder.path();
    set(at, "in", 0o750);
    set(at, "in/a.txt", 0o640);
    set(at, "in/b.txt", 0o644);
    set(at, "in/deep", 0o700);
    with_umask(at, "002", &["dedup", "in", "-o", "out"]);
    assert_eq!(mode(at, "out.audit.jsonl"), 0o600, "a folder that is closed closes its files");
    with_umask(at, "002", &["restore", "out", "-o", "again"]);
    for (name, expected) in [("", 0o750), ("/a.txt", 0o640), ("/b.txt", 0o644), ("/deep", 0o700)] {
        for of in ["out", "again"] {
            assert_eq!(mode(at, &format!("{of}{name}")), expected, "{of}{name}");
        }
    }
    assert_eq!(mode(at, "again/deep/d.txt"), 0o600, "of which nothing was left but in the log");
}
