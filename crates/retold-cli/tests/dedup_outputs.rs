//! Tests of the files that `retold dedup` and `retold restore` write, and must not write.

use crate::dedup_corpus::ends;
use crate::program::{TALE, folder, program, stderr};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) fn record() -> String {
    format!("{{\"text\":\"{}\"}}\n", TALE.trim())
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

pub(crate) fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

pub(crate) fn start(folder: &Path, args: &[&str]) -> Child {
    let mut command = program(folder);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits until a run has made the lock file, or the new file, of a name.
pub(crate) fn until_made(folder: &Path, child: &mut Child, name: &str, lock: bool) {
    let made = format!(".{name}.retold-{}.tmp", if lock { "lock" } else { "new" });
    while !folder.join(&made).exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it came that far");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Creates the files of a killed run that was writing `name`: the new file, and the notes on it.
#[cfg(unix)]
pub(crate) fn leave_new(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(format!(".{name}.retold-new.tmp")), text).unwrap();
    leave_notes(folder, name, &[("new", &format!(".{name}.retold-new.tmp"))]);
}

/// Creates the notes of a killed run that was writing `name`: words, each with an existing file.
#[cfg(unix)]
pub(crate) fn leave_notes(folder: &Path, name: &str, notes: &[(&str, &str)]) {
    use std::os::unix::fs::MetadataExt;
    let mut text = "retold lock 1\n".to_owned();
    for (word, file) in notes {
        let found = fs::metadata(folder.join(file));
        let number = found.map_or("-".to_owned(), |found| found.ino().to_string());
        text.extend([*word, " ", &number, "\n"]);
    }
    fs::write(folder.join(format!(".{name}.retold-lock.tmp")), text).unwrap();
}

/// Ends the wait of a run.
fn finish(mut child: Child, input: &[u8]) -> Output {
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// Runs the program, and checks that it does not wait and ends with `code`.
pub(crate) fn ends_at_once(folder: &Path, args: &[&str], code: i32) -> String {
    let mut child = start(folder, args);
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(10) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    stderr(&output)
}

#[cfg(unix)]
pub(crate) fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Many different records, so that a run takes some time.
pub(crate) fn many() -> String {
    let record = |number: usize| {
        let words: Vec<String> = (0..16).map(|it| format!("{}", number * 16 + it)).collect();
        format!("{{\"text\":\"{}\"}}\n", words.join(" word"))
    };
    (0..30_000).map(record).collect()
}

/// Runs the program, and calls a function after it has checked its outputs and has begun to write.
pub(crate) fn meanwhile(folder: &Path, args: &[&str], act: impl FnOnce()) -> Output {
    let mut child = start(folder, args);
    until_made(folder, &mut child, "b.audit.jsonl", false);
    act();
    assert!(child.try_wait().unwrap().is_none(), "it ended too soon");
    child.wait_with_output().unwrap()
}

#[test]
fn an_output_that_appears_meanwhile_is_left_alone() {
    let (input, records) = ("a.jsonl", many());
    for (appears, force) in [("b", false), ("b.audit.jsonl", false), ("b", true)] {
        let folder = folder(&[(input, &records)]);
        let args = ["dedup", input, "-o", "b", "--force"];
        let output = meanwhile(folder.path(), &args[..if force { 5 } else { 4 }], || {
            fs::write(folder.path().join(appears), "mine").unwrap();
        });
        let said = stderr(&output);
        if force {
            assert_eq!(output.status.code(), Some(0), "{said}");
            assert!(read(folder.path(), appears) == records);
            continue;
        }
        assert_eq!(output.status.code(), Some(2), "{appears}");
        assert!(said.contains(&format!("cannot write {appears}: ")), "{said}");
        assert!(said.contains("--force overwrites it"), "{said}");
        assert_eq!(read(folder.path(), appears), "mine");
        assert_eq!(names(folder.path()), [input, appears], "nothing else is left");
    }
}

#[test]
fn restore_writes_nothing_that_another_run_writes() {
    let folder = folder(&[("a.jsonl", &record().repeat(3))]);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "-o", "b.jsonl"], 0);
    let lock = fs::File::create_new(at.join(".again.retold-lock.tmp")).unwrap();
    lock.lock().unwrap();
    let before = names(at);
    for args in [
        &["restore", "b.jsonl", "-o", "again"][..],
        &["dedup", "a.jsonl", "-o", "again"],
        &["scan", "a.jsonl", "-o", "again"],
    ] {
        let said = ends_at_once(at, args, 2);
        assert!(said.contains("another run is writing again"), "{said}");
        assert_eq!(names(at), before);
    }
    drop(lock);
    // A file that remains does not stop the next run.
    ends(at, &["restore", "b.jsonl", "-o", "again"], 0);
    assert_eq!(read(at, "again"), record().repeat(3));
    assert_eq!(names(at), ["a.jsonl", "again", "b.jsonl", "b.jsonl.audit.jsonl"]);
}

#[test]
fn two_runs_do_not_write_the_same_files() {
    let folder = folder(&[("a.jsonl", &record().repeat(2)), ("in/t.txt", TALE)]);
    let at = folder.path();
    let mut child = start(at, &["dedup", "-", "-o", "out"]);
    until_made(at, &mut child, "out.audit.jsonl", true);
    let before = names(at);
    for args in [
        &["dedup", "a.jsonl", "-o", "out"][..],
        &["dedup", "a.jsonl", "-o", "out", "--force"],
        &["dedup", "in", "-o", "./out"],
        &["dedup", "a.jsonl", "-o", "other", "--audit", "out.audit.jsonl"],
    ] {
        let said = ends_at_once(at, args, 2);
        assert!(said.contains("another run is writing "), "{args:?}: {said}");
        assert_eq!(names(at), before, "{args:?}");
    }
    let output = finish(child, record().repeat(3).as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(read(at, "out"), record());
    assert_eq!(names(at), ["a.jsonl", "in", "out", "out.audit.jsonl"]);
}

/// The files of a killed run may be the only copy, so they are removed only when the next run is
/// sure to start.
#[cfg(unix)]
#[test]
fn nothing_is_removed_before_the_inputs_are_found() {
    let folder = folder(&[("a.jsonl", &record().repeat(2))]);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "-o", "b"], 0);
    fs::rename(at.join("b"), at.join("moved")).unwrap();
    leave_new(at, "b", "half");
    let before = names(at);
    for input in ["nowhere.jsonl", "moved/x"] {
        ends(at, &["dedup", input, "-o", "b"], 2);
        assert_eq!(names(at), before, "{input}");
    }
    // The log was not written by the run that was killed.
    let said = stderr(&ends(at, &["dedup", "a.jsonl", "-o", "b"], 2));
    assert!(said.contains("b.audit.jsonl exists already"), "{said}");
    ends(at, &["restore", "moved", "--audit", "b.audit.jsonl", "-o", "again"], 0);
    assert_eq!(read(at, "again"), record().repeat(2));
}

#[test]
fn nothing_that_is_read_is_written_over_even_by_force() {
    let files = [
        ("a.jsonl", record().repeat(2)),
        ("old.jsonl", record()),
        ("list", "a.*\n".to_owned()),
        ("own.toml", "quiet = true\n".to_owned()),
        ("retold.toml", "quiet = true\n".to_owned()),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let folder = folder(&files);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "-o", "b"], 0);
    let log = read(at, "b.audit.jsonl");
    let before = names(at);
    for args in [
        &["dedup", "a.jsonl", "--keep", "priority:list", "-o", "list"][..],
        &["dedup", "a.jsonl", "--keep", "priority:./list", "-o", "c", "--audit", "list"],
        &["dedup", "a.jsonl", "--against", "old.jsonl", "-o", "old.jsonl"],
        &["dedup", "a.jsonl", "--against", "old.jsonl", "-o", "c", "--audit", "./old.jsonl"],
        &["dedup", "a.jsonl", "--config", "own.toml", "-o", "own.toml"],
        &["dedup", "a.jsonl", "-o", "retold.toml"],
        &["dedup", "a.jsonl", "-o", "c", "--audit", "retold.toml"],
        &["restore", "b", "-o", "retold.toml"],
        &["restore", "b", "-o", "b.audit.jsonl"],
        &["restore", "b", "--config", "own.toml", "-o", "./own.toml"],
    ] {
        let said = stderr(&ends(at, &[args, &["--force"]].concat(), 2));
        assert!(said.contains("is part of the input"), "{args:?}: {said}");
        assert_eq!(names(at), before, "{args:?}");
        assert!(files.iter().all(|(name, text)| read(at, name) == *text), "{args:?}");
        assert_eq!(read(at, "b.audit.jsonl"), log);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_before_it_is_opened() {
    let folder = folder(&[("a.jsonl", &record()), ("t.txt", TALE), ("in/t.txt", TALE)]);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "-o", "b"], 0);
    pipe(&at.join("pipe"));
    std::os::unix::fs::symlink("t.txt", at.join("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", at.join("lost")).unwrap();
    let before = names(at);
    let cannot = "which cannot be replaced";
    for (args, says) in [
        (&["dedup", "a.jsonl", "-o", "pipe"][..], cannot),
        (&["dedup", "a.jsonl", "-o", "c", "--audit", "pipe"], cannot),
        (&["dedup", "in", "-o", "pipe"], cannot),
        (&["dedup", "a.jsonl", "-o", "/dev/null"], cannot),
        (&["dedup", "a.jsonl", "-o", "/dev/stdout"], "it is a link"),
        (&["dedup", "a.jsonl", "-o", "c", "--audit", "-"], "--audit must name a file"),
        (&["dedup", "a.jsonl", "-o", "link"], "it is a link"),
        (&["dedup", "a.jsonl", "-o", "lost"], "it is a link"),
        (&["dedup", "a.jsonl", "-o", "in"], "it is a folder"),
        (&["dedup", "a.jsonl", "-o", "c", "--audit", "in"], "it is a folder"),
        (&["dedup", "pipe", "-o", "c"], "can be read only once"),
        (&["dedup", "a.jsonl", "pipe", "-o", "c"], "can be read only once"),
        (&["restore", "b", "-o", "pipe"], cannot),
        (&["restore", "b", "-o", "/dev/stdout"], "it is a link"),
        (&["restore", "b", "-o", "-"], "must name a file"),
        (&["restore", "b", "-o", "in"], "it is a folder"),
    ] {
        let said = ends_at_once(at, &[args, &["--force"]].concat(), 2);
        assert!(said.contains(says), "{args:?}: {said}");
        assert_eq!(names(at), before, "{args:?}");
    }
    assert_eq!(read(at, "t.txt"), TALE);
    for command in ["dedup", "restore"] {
        let help = String::from_utf8(ends(at, &[command, "--help"], 0).stdout).unwrap();
        assert!(["pipe", "device", "link"].iter().all(|it| help.contains(it)), "{help}");
    }
}

/// An output in a folder that is read would be read by the next run.
#[test]
fn nothing_is_written_into_a_folder_that_is_read() {
    let folder = folder(&[("in/t.txt", TALE), ("old/u.txt", TALE), ("a.jsonl", &record())]);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "-o", "b"], 0);
    let before = [names(at), names(&at.join("in")), names(&at.join("old"))];
    for args in [
        &["dedup", "in", "-o", "in/clean"][..],
        &["dedup", "in", "-o", "clean", "--audit", "in/log.jsonl"],
        &["dedup", "in", "-o", "clean", "--audit", "old/../in/log.jsonl", "--everything"],
        &["dedup", "a.jsonl", "--against", "old", "-o", "old/clean.jsonl"],
        &["dedup", "a.jsonl", "--against", "old", "-o", "clean", "--audit", "old/log"],
    ] {
        let said = stderr(&ends(at, args, 2));
        assert!(said.contains("which is read: name a place outside of it"), "{args:?}: {said}");
        assert_eq!([names(at), names(&at.join("in")), names(&at.join("old"))], before, "{args:?}");
    }
}

#[test]
fn what_cannot_be_read_or_written_is_named_with_what_to_do() {
    let folder = folder(&[("a.jsonl", &record()), ("in/t.txt", TALE)]);
    let at = folder.path();
    fs::create_dir(at.join("new")).unwrap();
    ends(at, &["dedup", "a.jsonl", "-o", "b"], 0);
    for (args, says) in [
        (
            &["dedup", "a.jsonl", "-o", "no/such/c"][..],
            "cannot write no/such/c: its folder does not exist",
        ),
        (&["restore", "b", "-o", "no/such/c"], "cannot write no/such/c: its folder does not exist"),
        (&["dedup", "a.jsonl", "-o", "a.jsonl/c"], "cannot write a.jsonl/c: its folder does not"),
        (&["dedup", "nowhere", "-o", "c"], "cannot read nowhere: no such file"),
        (&["dedup", "a.jsonl", "-o", "c", "--audit", "./c"], "name the same file"),
        (&["dedup", "a.jsonl", "-o", "c", "--audit", "in/../c"], "name the same file"),
        (
            &["dedup", "in", "-o", "new", "--audit", "new/log"],
            "new/log is in new, the output folder",
        ),
        (&["restore", "nowhere", "-o", "c"], "cannot read nowhere.audit.jsonl: no such"),
        (&["restore", "nowhere", "--audit", "b.audit.jsonl", "-o", "c"], "cannot read nowhere: "),
    ] {
        let said = stderr(&ends(at, args, 2));
        assert!(said.contains(says) && !said.contains("entity"), "{args:?}: {said}");
    }
}

/// A pipe cannot be read again.
#[test]
fn a_pipe_is_not_read_in_vain() {
    let folder = folder(&[("b", "mine")]);
    let mut child = start(folder.path(), &["dedup", "-", "-o", "b"]);
    let ended = Instant::now() + Duration::from_secs(10);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < ended, "it waits for what it will not use");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(stderr(&child.wait_with_output().unwrap()).contains("b exists already"));
}
