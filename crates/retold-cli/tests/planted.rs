//! Tests of foreign files under the names of temporary files: a run never changes them. It
//! continues, or ends with an error that names the file.

use crate::dedup_corpus::{corpus, ends};
use crate::dedup_outputs::{ends_at_once, names, pipe, read, record, start, until_made};
use crate::program::{TALE, folder, stderr};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

/// The kinds of things that somebody may have put there.
const KINDS: [&str; 14] = [
    "a link to a file",
    "a link to an empty file",
    "a hard link to an empty file",
    "a link to nowhere",
    "a link to a folder",
    "a pipe",
    "a socket",
    "an empty folder",
    "a folder",
    "a hard link",
    "foreign content",
    "a path",
    "notes of another file",
    "an unreadable file",
];

/// Puts something of a kind at a path in the folder `w`, beside which `victim` and `other` are.
fn plant(kind: &str, path: &Path) {
    let write = |text: &str| fs::write(path, text).unwrap();
    match kind {
        "a link to a file" => symlink("../victim", path).unwrap(),
        // An empty lock file is taken for one of a run that was killed at once; but not these.
        "a link to an empty file" => symlink("../other/empty", path).unwrap(),
        "a hard link to an empty file" => {
            fs::hard_link(path.parent().unwrap().join("../other/empty"), path).unwrap();
        }
        "a link to nowhere" => symlink("../nowhere", path).unwrap(),
        "a link to a folder" => symlink("../other", path).unwrap(),
        "a pipe" => pipe(path),
        "a socket" => drop(UnixListener::bind(path).unwrap()),
        "an empty folder" => fs::create_dir(path).unwrap(),
        "a folder" => {
            fs::create_dir(path).unwrap();
            fs::write(path.join("diary"), "dear diary").unwrap();
        }
        "a hard link" => fs::hard_link(path.parent().unwrap().join("../victim"), path).unwrap(),
        "foreign content" => write("dear diary"),
        "a path" => write(path.parent().unwrap().join("../other/notes").to_str().unwrap()),
        "notes of another file" => {
            let victim = fs::metadata(path.parent().unwrap().join("../victim")).unwrap();
            write(&format!("retold lock 1\nnew {0}\ncommit {0}\n/etc/passwd\n", victim.ino()));
        }
        _ => {
            write("dear diary");
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        }
    }
}

/// Everything in a folder: the paths with the content, the number and the mode of each.
fn all_in(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        let found = fs::symlink_metadata(&path).unwrap();
        let is = format!("{name} {} {:o} {}", found.ino(), found.mode(), found.nlink());
        let holds = if found.is_dir() {
            all_in(&path).join(", ")
        } else if found.is_symlink() {
            fs::read_link(&path).unwrap().display().to_string()
        } else if found.is_file() {
            String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned()
        } else {
            String::new()
        };
        all.push(format!("{is}: {holds}"));
    }
    all
}

/// A folder with a pair `c`, its input `a.jsonl`, and a folder of texts `in`; beside it are files
/// that must not change.
fn place() -> tempfile::TempDir {
    let place = folder(&[
        ("victim", "precious"),
        ("other/notes", "precious too"),
        ("other/.notes.retold-new.tmp", "mine"),
        ("other/empty", ""),
        ("w/a.jsonl", &record().repeat(2)),
        ("w/in/a.txt", TALE),
        ("w/in/b.txt", TALE),
    ]);
    ends(&place.path().join("w"), &["dedup", "a.jsonl", "-o", "c"], 0);
    place
}

/// Plants every kind under every name, and runs `args` on it. Under the names for which `is_used`,
/// nothing is written; under others, it makes no difference.
fn try_all(args: &[&str], older: &[&str], planted: &[&str], is_used: impl Fn(&str) -> bool) {
    for name in planted {
        for kind in KINDS {
            let place = place();
            let at = place.path().join("w");
            for older in older {
                fs::copy(at.join(older.replacen("out", "c", 1)), at.join(older)).unwrap();
            }
            plant(kind, &at.join(name));
            let before = all_in(place.path());
            let inner = all_in(&at);
            let case = format!("{args:?} {name} {kind}");
            if is_used(name) {
                let said = ends_at_once(&at, args, 2);
                assert!(said.contains(&format!("{name} is in the way")), "{case}: {said}");
                assert!(said.contains("remove or rename it"), "{case}: {said}");
                assert_eq!(all_in(place.path()), before, "{case}");
            } else {
                ends_at_once(&at, args, 0);
                let after = all_in(&at);
                let is_older =
                    |it: &&String| older.iter().any(|old| it.starts_with(&format!("{old} ")));
                for thing in inner.iter().filter(|it| !is_older(it)) {
                    assert!(after.contains(thing), "{case}: {thing}: {after:?}");
                }
                let outside = |all: Vec<String>| {
                    all.into_iter().filter(|it| !it.starts_with("w ")).collect::<Vec<_>>()
                };
                assert_eq!(outside(all_in(place.path())), outside(before), "{case}");
            }
        }
    }
}

const OUT: [&str; 3] = [".out.retold-lock.tmp", ".out.retold-new.tmp", ".out.retold-old"];
const LOG: [&str; 3] = [
    ".out.audit.jsonl.retold-lock.tmp",
    ".out.audit.jsonl.retold-new.tmp",
    ".out.audit.jsonl.retold-old",
];

fn is_tmp(name: &str) -> bool {
    !name.ends_with("-old")
}

#[test]
fn dedup_touches_nothing_that_was_planted_beside_a_file() {
    try_all(&["dedup", "a.jsonl", "-o", "out"], &[], &[OUT, LOG].concat(), is_tmp);
}

#[test]
fn dedup_touches_nothing_that_was_planted_beside_a_folder() {
    try_all(&["dedup", "in", "-o", "out"], &[], &[OUT, LOG].concat(), is_tmp);
}

#[test]
fn dedup_that_replaces_a_pair_touches_nothing_that_was_planted() {
    let args = ["dedup", "a.jsonl", "-o", "out", "--force"];
    let is_used = |name: &str| is_tmp(name) || name == ".out.retold-old";
    try_all(&args, &["out", "out.audit.jsonl"], &[OUT, LOG].concat(), is_used);
}

#[test]
fn restore_touches_nothing_that_was_planted() {
    try_all(&["restore", "c", "-o", "out"], &[], &OUT, is_tmp);
    try_all(&["restore", "c", "-o", "out", "--force"], &["out"], &OUT[1..], is_tmp);
}

#[test]
fn scan_touches_nothing_that_was_planted() {
    try_all(&["scan", "a.jsonl", "-q", "-o", "out"], &[], &OUT, is_tmp);
    try_all(&["scan", "a.jsonl", "-q", "-o", "out"], &["out"], &OUT[..2], is_tmp);
}

/// A lock file without a word is what a run leaves that was killed at once.
#[test]
fn an_empty_lock_file_hinders_nobody() {
    for args in [
        &["dedup", "a.jsonl", "-o", "out"][..],
        &["restore", "c", "-o", "out"],
        &["scan", "a.jsonl", "-o", "out"],
    ] {
        let place = place();
        let at = place.path().join("w");
        fs::write(at.join(OUT[0]), "").unwrap();
        ends(&at, args, 0);
        assert!(!names(&at).iter().any(|name| name.starts_with('.')), "{args:?}");
    }
}

/// The log that `restore` reads, and the files of the clean corpus, are regular files.
#[test]
fn restore_waits_for_no_pipe() {
    let place = place();
    let at = place.path().join("w");
    ends(&at, &["dedup", "in", "-o", "clean"], 0);
    for (name, args) in [
        ("c.audit.jsonl", &["restore", "c", "-o", "again"][..]),
        ("c", &["restore", "c", "-o", "again"]),
        ("clean/a.txt", &["restore", "clean", "-o", "again"]),
    ] {
        fs::rename(at.join(name), at.join("moved")).unwrap();
        pipe(&at.join(name));
        let before = all_in(&at);
        let said = ends_at_once(&at, args, 2);
        assert!(said.contains(&format!("cannot read {name}: a pipe")), "{said}");
        assert_eq!(all_in(&at), before);
        fs::remove_file(at.join(name)).unwrap();
        fs::rename(at.join("moved"), at.join(name)).unwrap();
    }
}

/// The files of a killed run may be the only copy: they can be read, and a run that reads them does
/// not remove them.
#[test]
fn what_is_read_is_not_removed_as_a_leftover() {
    use crate::dedup_outputs::leave_new;
    let place = place();
    let at = place.path().join("w");
    leave_new(&at, "out", &record());
    let new = ".out.retold-new.tmp";
    for args in [
        &["dedup", new, "-o", "out"][..],
        &["dedup", "a.jsonl", "--against", new, "-o", "out"],
        &["scan", new, "-o", "out"],
        &["compare", new, "a.jsonl", "-o", "out"],
        &["restore", new, "--audit", "c.audit.jsonl", "-o", "out"],
    ] {
        let said = ends_at_once(&at, args, 2);
        assert!(said.contains(&format!("{new} is part of the input")), "{args:?}: {said}");
        assert_eq!(read(&at, new), record(), "{args:?}");
    }
    ends(&at, &["dedup", new, "-o", "elsewhere"], 0);
    ends(&at, &["scan", "a.jsonl", "-o", "out"], 0);
    assert!(!at.join(new).exists());
}

/// The names of a pair must not be the names of each other's temporary files.
#[test]
fn a_log_is_not_called_as_a_helper_file_of_its_output() {
    let place = place();
    let at = place.path().join("w");
    let before = names(&at);
    for name in OUT {
        for args in [
            ["dedup", "a.jsonl", "--force", "-o", "out", "--audit", name],
            ["dedup", "a.jsonl", "--force", "-o", name, "--audit", "in/../out"],
        ] {
            let said = stderr(&ends(&at, &args, 2));
            assert!(
                said.contains(&format!("cannot write {name}: this name is reserved")),
                "{said}"
            );
            assert_eq!(names(&at), before);
        }
    }
}

/// The names of man pages are no user's choice: a link of such a name is not followed.
#[test]
fn a_man_page_replaces_nothing_but_a_file() {
    for kind in ["a link to a file", "a link to nowhere", "a pipe", "a folder"] {
        let folder = folder(&[("victim", "precious"), ("man/retold.1", "old")]);
        let at = folder.path();
        ends(at, &["generate", "man", "man"], 0);
        assert!(read(at, "man/retold.1").contains("retold\\-scan"), "{}", read(at, "man/retold.1"));
        fs::remove_file(at.join("man/retold-scan.1")).unwrap();
        plant(kind, &at.join("man/retold-scan.1"));
        let scan = |all: Vec<String>| all.into_iter().find(|it| it.starts_with("retold-scan.1 "));
        let before = scan(all_in(&at.join("man")));
        let said = ends_at_once(at, &["generate", "man", "man"], 2);
        assert!(said.contains("cannot write man/retold-scan.1: a "), "{kind}: {said}");
        assert_eq!(scan(all_in(&at.join("man"))), before, "{kind}");
        assert_eq!(read(at, "victim"), "precious");
        assert_eq!(names(at), ["man", "victim"]);
    }
}

/// A read-only folder is named; root may write to it all the same.
#[test]
fn a_folder_that_is_read_only_is_named() {
    use std::os::unix::process::CommandExt;
    let place = place();
    let at = place.path().join("w");
    fs::create_dir(at.join("shut")).unwrap();
    fs::set_permissions(at.join("shut"), fs::Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let own = place.path().join("retold");
    let mut copy = std::process::Command::new("cp");
    assert!(copy.arg(env!("CARGO_BIN_EXE_retold")).arg(&own).status().unwrap().success());
    for args in [
        &["dedup", "a.jsonl", "-o", "shut/out"][..],
        &["restore", "c", "-o", "shut/out"],
        &["scan", "a.jsonl", "-o", "shut/out"],
    ] {
        let mut command = std::process::Command::new(&own);
        command.current_dir(&at).args(args);
        if is_root() {
            command.uid(65_534);
        }
        let said = stderr(&command.output().unwrap());
        assert!(
            said.contains("cannot write shut/out: no permission to write to its folder"),
            "{said}"
        );
        assert!(names(&at.join("shut")).is_empty());
    }
}

/// Whether the tests run as root.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0)
}

/// Killed while it writes, `scan -o` and `compare -o` leave what the next run clears.
#[test]
fn what_a_killed_scan_leaves_is_cleared_by_the_next() {
    use crate::dedup_outputs::leave_new;
    let place = place();
    let at = place.path().join("w");
    leave_new(&at, "report.json", "{\"half\":");
    ends(&at, &["scan", "a.jsonl", "-f", "json", "-o", "report.json"], 0);
    assert!(read(&at, "report.json").ends_with("}\n"));
    assert!(!names(&at).iter().any(|name| name.starts_with('.')), "{:?}", names(&at));
    // A run that is killed in earnest.
    fs::write(at.join("many.jsonl"), corpus(31, 3_000)).unwrap();
    let args = ["scan", "many.jsonl", "-f", "json", "-o", "report.json"];
    let old = read(&at, "report.json");
    let mut child = start(&at, &args);
    until_made(&at, &mut child, "report.json", false);
    child.kill().unwrap();
    child.wait().unwrap();
    let found = read(&at, "report.json");
    assert!(found == old || found.ends_with("}\n"));
    // Some of its records have no text.
    ends(&at, &args, 2);
    assert!(!names(&at).iter().any(|name| name.starts_with('.')), "{:?}", names(&at));
}

/// A pipe under the name of an ignore file never makes a run wait.
#[test]
fn ignore_files_that_are_no_files_are_named_and_the_rest_is_read() {
    for name in [".gitignore", ".ignore", ".git/info/exclude"] {
        for inner in ["", "sub/"] {
            let place = folder(&[
                ("in/a.txt", TALE),
                ("in/sub/b.txt", TALE),
                ("in/sub/c.log", TALE),
                ("in/z/d.txt", TALE),
                ("in/z/e.log", TALE),
                ("in/z/.ignore", "*.log\n"),
            ]);
            let at = place.path();
            let path = at.join("in").join(inner).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            pipe(&path);
            let shown = format!("in/{inner}{name}");
            let said = ends_at_once(at, &["scan", "in", "-o", "report", "-f", "json"], 2);
            assert!(
                said.contains(&shown) && said.contains("a pipe, where a regular file"),
                "{said}"
            );
            let report = read(at, "report");
            for text in ["in/a.txt", "in/sub/b.txt", "in/sub/c.log", "in/z/d.txt"] {
                assert!(report.contains(&format!("{text}\"")), "{shown} {text}: {report}");
            }
            // Others of its kind may be off with it, but not those of other kinds.
            let is_off = name == ".ignore" && inner.is_empty();
            assert_eq!(report.contains("in/z/e.log"), is_off, "{shown}: {report}");
            let said = ends_at_once(at, &["dedup", "in", "-o", "out"], 2);
            assert!(
                said.contains(&shown) && said.contains("a pipe, where a regular file"),
                "{said}"
            );
            assert_eq!(read(at, "out/a.txt"), TALE);
            let said = ends_at_once(at, &["dedup", "in/a.txt", "--against", "in", "-o", "new"], 2);
            assert!(said.contains(&shown), "{said}");
            // A folder around what is read counts, too.
            let said = ends_at_once(at, &["scan", "in/sub", "-q", "-o", "report"], 2);
            assert!(said.contains(name), "{said}");
        }
    }
}

/// In a further working tree of a repository, files lead to the rules.
#[test]
fn a_working_tree_whose_repository_is_a_trap_is_read() {
    let place = folder(&[("in/a.txt", TALE), ("evil/x", ""), ("evil/common/x", "")]);
    let at = place.path();
    fs::write(at.join("in/.git"), "gitdir: evil\n").unwrap();
    pipe(&at.join("evil/commondir"));
    let said = ends_at_once(at, &["scan", "in", "-q"], 2);
    assert!(said.contains("evil/commondir"), "{said}");
    fs::remove_file(at.join("evil/commondir")).unwrap();
    fs::write(at.join("evil/commondir"), "./common\n").unwrap();
    fs::create_dir(at.join("evil/common/info")).unwrap();
    pipe(&at.join("evil/common/info/exclude"));
    let said = ends_at_once(at, &["scan", "in", "-q"], 2);
    assert!(said.contains("info/exclude"), "{said}");
}
