//! Tests of the replacement of an older output: the old pair exists until the new pair does.

use crate::dedup_corpus::{corpus, ends};
#[cfg(unix)]
use crate::dedup_outputs::leave_notes;
use crate::dedup_outputs::{many, meanwhile, names, read, record, start, until_made};
use crate::program::{fed, folder, stderr};
use std::fs;
use std::time::Instant;

/// The steps of the replacement, as `docs/audit.md` lists them. If a run is killed between two of
/// them, the next run finds the old pair or the new one, and reports which.
#[cfg(unix)]
#[test]
fn a_replacement_that_was_interrupted_is_undone_or_completed() {
    let older = record();
    let newer = record().replace("walked", "ran").repeat(2);
    let made = folder(&[("older.jsonl", &older), ("newer.jsonl", &newer)]);
    let pair = |name: &str| {
        ends(made.path(), &["dedup", name, "-o", "b"], 0);
        let pair = ["b", "b.audit.jsonl"].map(|name| read(made.path(), name));
        for name in ["b", "b.audit.jsonl"] {
            fs::remove_file(made.path().join(name)).unwrap();
        }
        pair
    };
    let ([old, old_log], [new, new_log]) = (pair("older.jsonl"), pair("newer.jsonl"));
    let (name, log) = ("b", "b.audit.jsonl");
    let [kept, next, next_log] =
        [".b.retold-old", ".b.retold-new.tmp", ".b.audit.jsonl.retold-new.tmp"];
    let (older, older_log) = (old.as_str(), old_log.as_str());
    let (newer, newer_log) = (new.as_str(), new_log.as_str());
    for (state, expected, says) in [
        // Step 1 was not done, was done, and step 2 and step 3 were done.
        (
            vec![(name, older), (log, older_log), (next, newer), (next_log, newer_log)],
            [&old, &old_log],
            "what it left is removed",
        ),
        (
            vec![(kept, older), (log, older_log), (next, newer), (next_log, newer_log)],
            [&old, &old_log],
            "are back as they were",
        ),
        (
            vec![(kept, older), (log, newer_log), (next, newer)],
            [&new, &new_log],
            "have their names now",
        ),
        (
            vec![(kept, older), (log, newer_log), (name, newer)],
            [&new, &new_log],
            "finished except for",
        ),
    ] {
        let folder = folder(&state);
        let at = folder.path();
        fs::write(at.join("a.jsonl"), record()).unwrap();
        let has = |name: &str| state.iter().any(|(it, _)| *it == name);
        let (old_file, new_file) =
            (if has(kept) { kept } else { name }, if has(next) { next } else { name });
        leave_notes(at, "b", &[("new", new_file), ("commit", old_file)]);
        let new_log = if has(next_log) { next_log } else { log };
        leave_notes(at, log, &[("new", new_log)]);
        let said = stderr(&ends(at, &["dedup", "a.jsonl", "-o", "b"], 2));
        assert!(said.contains(says) && said.contains("b exists already"), "{state:?}: {said}");
        assert_eq!([&read(at, name), &read(at, log)], expected, "{state:?}");
        assert_eq!(names(at), ["a.jsonl", "b", "b.audit.jsonl"], "{state:?}");
    }
}

/// A run is killed, and its log is in another folder. The next run that writes the output removes
/// the files beside the output, and the next run that writes the log removes those beside the log.
#[test]
fn a_killed_run_that_wrote_its_log_elsewhere_is_cleared_name_by_name() {
    for next in [
        &["dedup", "a.jsonl", "-o", "b"][..],
        &["restore", "c", "-o", "b"],
        &["dedup", "a.jsonl", "-o", "b", "--audit", "logs/x"],
    ] {
        let folder = folder(&[("a.jsonl", &record()), ("logs/notes", "mine")]);
        let at = folder.path();
        ends(at, &["dedup", "a.jsonl", "-o", "c"], 0);
        fs::write(at.join("many.jsonl"), corpus(24, 2_000)).unwrap();
        let killed = ["dedup", "many.jsonl", "-o", "b", "--audit", "logs/x", "--threads", "1"];
        let mut child = start(at, &killed);
        until_made(at, &mut child, "b", false);
        until_made(&at.join("logs"), &mut child, "x", false);
        child.kill().unwrap();
        child.wait().unwrap();
        // A refused run keeps all files that the next run needs.
        ends(at, &["dedup", "nowhere.jsonl", "-o", "b"], 2);
        let said = stderr(&ends(at, next, 0));
        assert!(said.contains("did not finish"), "{next:?}: {said}");
        assert!(!names(at).iter().any(|name| name.starts_with('.')), "{next:?}: {:?}", names(at));
        if !next.contains(&"logs/x") {
            let left = [".x.retold-lock.tmp", ".x.retold-new.tmp", "notes"];
            assert_eq!(names(&at.join("logs")), left, "{next:?}");
            ends(at, &["dedup", "a.jsonl", "-o", "d", "--audit", "logs/x"], 0);
        }
        assert_eq!(names(&at.join("logs")), ["notes", "x"], "{next:?}");
    }
}

/// A foreign file under the name is no reason to remove the older output.
#[cfg(unix)]
#[test]
fn an_older_output_is_removed_for_nothing_but_a_newer_pair() {
    let made = folder(&[("a.jsonl", &record())]);
    ends(made.path(), &["dedup", "a.jsonl", "-o", "b"], 0);
    // A log of something else, and even the new log, beside what is not the new output.
    for log in ["my notes".to_owned(), read(made.path(), "b.audit.jsonl")] {
        let state = [
            ("a.jsonl", record()),
            ("b", "mine".to_owned()),
            ("b.audit.jsonl", log),
            (".b.retold-old", record()),
        ];
        let folder = folder(&state.each_ref().map(|(name, text)| (*name, text.as_str())));
        leave_notes(folder.path(), "b", &[("commit", ".b.retold-old")]);
        leave_notes(folder.path(), "b.audit.jsonl", &[]);
        for force in [&[][..], &["--force"]] {
            let args = [&["dedup", "a.jsonl", "-o", "b"], force].concat();
            let said = stderr(&ends(folder.path(), &args, 2));
            assert!(said.contains("nothing is lost: rename it by hand"), "{said}");
            assert!(state.iter().all(|(name, text)| read(folder.path(), name) == *text), "{said}");
        }
    }
}

/// A new log is never left beside an old output.
#[test]
fn a_replacement_that_fails_leaves_the_old_pair() {
    // A file that appears under one of the names during the run is not replaced.
    for (name, aside) in [("b.audit.jsonl", "log"), ("b", "out")] {
        let folder = folder(&[("a.jsonl", &record()), ("many.jsonl", &many())]);
        let at = folder.path();
        ends(at, &["dedup", "a.jsonl", "-o", "b"], 0);
        let pair = ["b", "b.audit.jsonl"].map(|name| read(at, name));
        let output = meanwhile(at, &["dedup", "many.jsonl", "-o", "b", "--force"], || {
            fs::rename(at.join(name), at.join(aside)).unwrap();
            fs::create_dir_all(at.join(name).join("x")).unwrap();
        });
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(&format!("cannot write {name}: ")), "{}", stderr(&output));
        let found = ["b", "b.audit.jsonl"].map(|it| read(at, if it == name { aside } else { it }));
        assert_eq!(found, pair);
        let mut expected = ["a.jsonl", "b", "b.audit.jsonl", "many.jsonl", aside];
        expected.sort_unstable();
        assert_eq!(names(at), expected);
    }
}

/// Random moments seldom meet the few steps of publishing; this asks for all others.
#[test]
fn a_killed_replacement_leaves_the_old_pair_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("old.jsonl"), record()).unwrap();
    fs::write(at.join("new.jsonl"), corpus(24, 800)).unwrap();
    let files = ["b", "b.audit.jsonl"];
    let pair = |input: &str| {
        fed(at, &["dedup", input, "-o", "b", "--force", "--threads", "1"], b"");
        files.map(|name| read(at, name))
    };
    let started = Instant::now();
    let new = pair("new.jsonl");
    let whole = started.elapsed();
    let old = pair("old.jsonl");
    for moment in 1..=10 {
        let mut child = start(at, &["dedup", "new.jsonl", "-o", "b", "--force", "--threads", "1"]);
        std::thread::sleep(whole * moment / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        // Nothing is overwritten, and the interrupted step is completed.
        let said = stderr(&ends(at, &["dedup", "old.jsonl", "-o", "b"], 2));
        assert!(said.contains("b exists already"), "{said}");
        let found = files.map(|name| read(at, name));
        assert!(found == old || found == new, "{moment}");
        assert_eq!(pair("old.jsonl"), old);
        assert_eq!(names(at), ["b", "b.audit.jsonl", "new.jsonl", "old.jsonl"]);
    }
}
