//! Tests of publishing: a run is stopped after each step, and finds foreign files of each kind.

use super::operation_log::{Operation, record};
use super::{Lock, Permissions, TempOutput, commit, commit_pair, recover, recover_pair};
use crate::diagnostics::Silent;
use crate::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const LOCK: &str = ".out.retold-lock.tmp";
const NEW: &str = ".out.retold-new.tmp";
const OLD: &str = ".out.retold-old";

/// A log describes an output if it consists of `log of TEXT`.
fn describes(output: &Path, log: &Path) -> bool {
    let output = if output.is_dir() { output.join("in/a") } else { output.to_owned() };
    let (Ok(text), Ok(log)) = (fs::read_to_string(output), fs::read_to_string(log)) else {
        return false;
    };
    log == format!("log of {text}")
}

fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a file can be written");
}

fn text(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it can be listed");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Writes a pair as `dedup` does.
fn write_pair(folder: &Path, new: &str, is_file: bool, replaces: bool) -> Result<(), Error> {
    let mut output = Lock::take(&folder.join("out"))?;
    let mut log = Lock::take(&folder.join("log"))?;
    recover_pair(&mut output, &mut log, describes, &Silent)?;
    let (output_file, log_file) = if is_file {
        (TempOutput::file(&output, Permissions::ANY)?, TempOutput::file(&log, Permissions::ANY)?)
    } else {
        (TempOutput::folder(&output, Permissions::ANY)?, TempOutput::file(&log, Permissions::ANY)?)
    };
    let mut file = if is_file {
        output_file.open_file()
    } else {
        output_file.file_in("in/a", None, Permissions::ANY)
    }
    .expect("it was made");
    // In two parts, so that a killed run may leave half of it.
    file.write_all(&new.as_bytes()[..1]).expect("it can be written");
    file.write_all(&new.as_bytes()[1..]).expect("it can be written");
    let mut file = log_file.open_file().expect("it was made");
    write!(file, "log of {new}").expect("it can be written");
    commit_pair(output_file, log_file, &mut output, replaces)
}

fn recover_both(folder: &Path) -> Result<(), Error> {
    let mut output = Lock::take(&folder.join("out"))?;
    let mut log = Lock::take(&folder.join("log"))?;
    recover_pair(&mut output, &mut log, describes, &Silent)
}

/// The text of the output, a file or a folder.
fn output(folder: &Path) -> Option<String> {
    text(folder, "out").or_else(|| text(folder, "out/in/a"))
}

/// A run is killed after each of its operations. If the output exists, its log describes it, and
/// the next run finds the old pair or the new one and leaves nothing else.
#[test]
fn after_every_step_the_old_pair_or_the_new_one_is_there() {
    for (is_file, old) in [(true, true), (true, false), (false, false)] {
        let mut states = Vec::new();
        for most in 0.. {
            let made = tempfile::tempdir().expect("a folder can be made");
            let folder = made.path();
            if old {
                put(folder, "out", "old");
                put(folder, "log", "log of old");
            }
            let (result, done) = record(folder, most, || write_pair(folder, "new", is_file, old));
            let case = format!("{is_file} {old} {most}: {done:?}");
            assert!(
                output(folder).is_none() || describes(&folder.join("out"), &folder.join("log")),
                "{case}"
            );
            if done.len() < most {
                result.expect(&case);
                assert_eq!(names(folder), ["log", "out"], "{case}");
                assert_eq!(output(folder).as_deref(), Some("new"), "{case}");
                break;
            }
            let whole: Vec<String> = ["out", NEW, OLD]
                .iter()
                .filter_map(|name| {
                    text(folder, name).or_else(|| text(folder, &format!("{name}/in/a")))
                })
                .collect();
            assert!(!old || whole.iter().any(|text| text == "old" || text == "new"), "{case}");
            recover_both(folder).expect(&case);
            let found = [output(folder), text(folder, "log")];
            let [old_pair, new_pair] =
                ["old", "new"].map(|it| [Some(it.to_owned()), Some(format!("log of {it}"))]);
            let none = [None, None];
            assert!(
                found == new_pair || found == if old { old_pair } else { none },
                "{case} {found:?}"
            );
            let expected = if found[0].is_some() { vec!["log", "out"] } else { vec![] };
            assert_eq!(names(folder), expected, "{case}");
            states.push(found[0].clone());
        }
        assert!(states.len() > 10, "{states:?}");
        assert_eq!(states.last().cloned().flatten().as_deref(), Some("new"), "{states:?}");
    }
}

/// The next run may be killed as well, while it recovers.
#[test]
fn a_run_that_is_killed_while_it_recovers_loses_nothing_either() {
    for most in 12..24 {
        for again in 0..10 {
            let made = tempfile::tempdir().expect("a folder can be made");
            let folder = made.path();
            put(folder, "out", "old");
            put(folder, "log", "log of old");
            let (result, _) = record(folder, most, || write_pair(folder, "new", true, true));
            let (_, _) = record(folder, again, || recover_both(folder));
            assert!(
                output(folder).is_none() || describes(&folder.join("out"), &folder.join("log")),
                "{most} {again}"
            );
            recover_both(folder).expect("nothing is in the way");
            assert_eq!(names(folder), ["log", "out"], "{most} {again}");
            assert!(describes(&folder.join("out"), &folder.join("log")), "{most} {again}");
            assert!(result.is_err() || output(folder).as_deref() == Some("new"));
        }
    }
}

/// A folder in which a run that replaces a pair was killed after so many steps; `None` if it takes
/// fewer.
fn killed_after(steps: usize) -> Option<tempfile::TempDir> {
    let made = tempfile::tempdir().expect("a folder can be made");
    let folder = made.path();
    put(folder, "out", "old");
    put(folder, "log", "log of old");
    let (_, done) = record(folder, steps, || write_pair(folder, "new", true, true));
    (done.len() >= steps).then_some(made)
}

/// Recovery is as durable as writing: each name that it gives is on the disk before the next
/// operation.
#[test]
fn a_name_given_by_recovery_is_on_the_disk_before_the_next_step() {
    let mut renamed = 0;
    for most in 0.. {
        let Some(made) = killed_after(most) else { break };
        let folder = made.path();
        let (result, done) = record(folder, usize::MAX, || recover_both(folder));
        result.expect("nothing is in the way");
        for (at, _) in done.iter().enumerate().filter(|(_, step)| step.0 == "rename") {
            let next = &done[at + 1];
            assert_eq!(*next, ("sync folder", folder.to_owned()), "{most}: {done:?}");
            renamed += 1;
        }
    }
    assert!(renamed >= 2, "both ways were taken: {renamed}");
}

/// The next run can read the notes of a run that recovered and was killed in turn.
#[test]
fn runs_that_are_killed_one_after_the_other_leave_notes_that_the_next_one_reads() {
    for is_file in [true, false] {
        // From the first note of a file on.
        for first in 5..12 {
            for second in 3..14 {
                let made = tempfile::tempdir().expect("a folder can be made");
                let folder = made.path();
                let write = |text: &str| write_pair(folder, text, is_file, false);
                let _ = record(folder, first, || write("one"));
                let _ = record(folder, second, || write("two"));
                let case = format!("{is_file} {first} {second}: {:?}", names(folder));
                recover_both(folder).expect(&case);
                let left = names(folder);
                assert!(left.is_empty() || left == ["log", "out"], "{case}, then {left:?}");
                assert!(
                    left.is_empty() || describes(&folder.join("out"), &folder.join("log")),
                    "{case}"
                );
            }
        }
    }
}

/// The positions of operations in a list; each occurs once.
fn places<const N: usize>(
    done: &[Operation],
    folder: &Path,
    wanted: [(&str, &str); N],
) -> [usize; N] {
    wanted.map(|(what, name)| {
        let path: PathBuf = if name.is_empty() { folder.to_owned() } else { folder.join(name) };
        let place = done.iter().position(|it| it.0 == what && it.1 == path);
        place.unwrap_or_else(|| panic!("{what} {name} is missing: {done:?}"))
    })
}

/// Contents are on the disk before they get a name, and a name before the next one is given.
#[test]
fn contents_are_on_the_disk_before_they_get_a_name() {
    let made = tempfile::tempdir().expect("a folder can be made");
    let folder = made.path();
    put(folder, "out", "old");
    put(folder, "log", "log of old");
    let (result, done) = record(folder, usize::MAX, || write_pair(folder, "new", true, true));
    result.expect("nothing is in the way");
    let steps = places(
        &done,
        folder,
        [
            ("create", NEW),
            ("sync", NEW),
            ("sync", ".log.retold-new.tmp"),
            ("sync", LOCK),
            ("rename", OLD),
            ("rename", "log"),
            ("rename", "out"),
            ("remove", OLD),
            ("remove", LOCK),
        ],
    );
    assert!(steps.is_sorted(), "{steps:?}: {done:?}");
    for renamed in [steps[4], steps[5], steps[6]] {
        let next = &done[renamed + 1];
        assert_eq!(*next, ("sync folder", folder.to_owned()), "{done:?}");
    }
    // A single file, and every file and folder of a folder.
    let name = folder.join("single");
    let (result, done) = record(folder, usize::MAX, || write_one(&name, "new", true));
    result.expect("nothing is in the way");
    let steps = places(
        &done,
        folder,
        [("sync", ".single.retold-new.tmp"), ("rename", "single"), ("sync folder", "")],
    );
    assert!(steps.is_sorted(), "{done:?}");
    let name = folder.join("tree");
    let (result, done) = record(folder, usize::MAX, || write_one(&name, "new", false));
    result.expect("nothing is in the way");
    let tree = ".tree.retold-new.tmp";
    let [file, inner, outer, name] = places(
        &done,
        folder,
        [
            ("sync", ".tree.retold-new.tmp/in/a"),
            ("sync folder", ".tree.retold-new.tmp/in"),
            ("sync folder", tree),
            ("rename", "tree"),
        ],
    );
    assert!(file < name && inner < name && outer < name, "{done:?}");
    assert_eq!(done[name + 1], ("sync folder", folder.to_owned()), "{done:?}");
}

/// Writes an output without a log, as `restore` and `scan -o` do.
fn write_one(name: &Path, text: &str, is_file: bool) -> Result<(), Error> {
    let mut lock = Lock::take(name)?;
    recover(&mut lock, &Silent)?;
    let output = if is_file {
        TempOutput::file(&lock, Permissions::ANY)?
    } else {
        TempOutput::folder(&lock, Permissions::ANY)?
    };
    let file =
        if is_file { output.open_file() } else { output.file_in("in/a", None, Permissions::ANY) };
    file.and_then(|mut file| file.write_all(text.as_bytes())).expect("it was made");
    commit(output, is_file)
}

#[test]
fn a_killed_writer_of_one_output_leaves_the_old_one_or_the_new_one() {
    for (is_file, old) in [(true, true), (true, false), (false, false)] {
        for most in 0.. {
            let made = tempfile::tempdir().expect("a folder can be made");
            let folder = made.path();
            if old {
                put(folder, "out", "old");
            }
            let name = folder.join("out");
            let (result, done) = record(folder, most, || write_one(&name, "new", is_file));
            let found = output(folder);
            let before = old.then(|| "old".to_owned());
            assert!(found == before || found.as_deref() == Some("new"), "{done:?}");
            // The next run removes everything else; a folder is not replaced.
            if found.is_none() || is_file {
                write_one(&name, "newer", is_file).expect("nothing is in the way");
                assert_eq!(output(folder).as_deref(), Some("newer"), "{done:?}");
                assert_eq!(names(folder), ["out"], "{done:?}");
            }
            if done.len() < most {
                result.expect("nothing is in the way");
                assert!(most > 4, "{done:?}");
                break;
            }
        }
    }
}

/// Between its last steps, a pair is left to a run that knows its log.
#[test]
fn a_half_renamed_pair_is_left_to_a_run_that_knows_its_log() {
    let mut refused = 0;
    for most in 0.. {
        let Some(made) = killed_after(most) else { break };
        let folder = made.path();
        let before = names(folder);
        let name = folder.join("out");
        if let Err(failure) = write_one(&name, "mine", true) {
            assert!(
                failure.to_string().contains("with the same --output and --audit"),
                "{failure}"
            );
            assert_eq!(names(folder), before);
            refused += 1;
            recover_both(folder).expect("nothing is in the way");
            assert!(describes(&name, &folder.join("log")));
        }
    }
    assert!(refused > 2, "{refused}");
}

/// A failure in the middle is undone.
#[test]
fn a_log_that_cannot_get_its_name_leaves_the_old_pair() {
    for replaces in [true, false] {
        let made = tempfile::tempdir().expect("a folder can be made");
        let folder = made.path();
        if replaces {
            put(folder, "out", "old");
        }
        fs::create_dir_all(folder.join("log/in")).expect("a folder can be made");
        let failure = write_pair(folder, "new", true, replaces).expect_err("it is a folder");
        assert!(failure.to_string().contains("has appeared in the meantime"), "{failure}");
        assert_eq!(text(folder, "out").as_deref(), replaces.then_some("old"));
        assert_eq!(names(folder), if replaces { &["log", "out"][..] } else { &["log"] });
    }
}

/// An output whose name is taken at the last moment removes its log.
#[test]
fn an_output_that_cannot_get_its_name_leaves_no_log() {
    let made = tempfile::tempdir().expect("a folder can be made");
    let folder = made.path();
    put(folder, "out", "mine");
    let failure = write_pair(folder, "new", true, false).expect_err("the name is taken");
    assert!(failure.to_string().contains("--force overwrites it"), "{failure}");
    assert_eq!(text(folder, "out").as_deref(), Some("mine"));
    assert_eq!(names(folder), ["out"]);
}

#[cfg(unix)]
#[test]
fn files_other_than_the_noted_one_are_not_touched() {
    use std::os::unix::fs::MetadataExt;
    let number = |path: &Path| fs::symlink_metadata(path).expect("it is there").ino();
    let made = tempfile::tempdir().expect("a folder can be made");
    let folder = made.path();
    let lock = |line: &str| put(folder, LOCK, &format!("retold lock 1\n{line}"));
    let write = || write_one(&folder.join("out"), "new", true);
    let refused = |kind: &str| {
        let before = names(folder);
        let failure = write().expect_err(kind).to_string();
        assert!(failure.contains(NEW) && failure.contains(kind), "{failure}");
        assert!(failure.contains("remove or rename it"), "{failure}");
        assert_eq!(names(folder), before);
    };
    // Another file than the one that was noted.
    put(folder, NEW, "mine");
    lock(&format!("new {}\n", number(&folder.join(NEW)) + 1));
    refused("it is a file");
    assert_eq!(text(folder, NEW).as_deref(), Some("mine"));
    // The lock of a run that has noted nothing.
    lock("");
    refused("it is a file");
    // The noted file, which has another name as well.
    fs::hard_link(folder.join(NEW), folder.join("diary")).expect("files have several names");
    lock(&format!("new {}\n", number(&folder.join(NEW))));
    refused("several names");
    fs::remove_file(folder.join("diary")).expect("it is there");
    write().expect("it is the file that was noted");
    assert_eq!(names(folder), ["out"]);
    // A folder that contains something that no run writes.
    fs::create_dir(folder.join(NEW)).expect("the name is free");
    std::os::unix::fs::symlink(folder.join("out"), folder.join(NEW).join("link"))
        .expect("links can be made");
    lock(&format!("new {}\n", number(&folder.join(NEW))));
    refused("it is a folder");
    fs::remove_file(folder.join(NEW).join("link")).expect("it is there");
    write().expect("it is the folder that was noted");
    assert_eq!(names(folder), ["out"]);
}
