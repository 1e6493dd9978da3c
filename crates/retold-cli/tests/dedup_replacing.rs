//! A pair that is replaced is there until the new one is.

use crate::dedup_corpus::{corpus, ends};
use crate::dedup_outputs::{many, meanwhile, names, read, record, start, until_made};
use crate::program::{fed, folder, stderr};
use std::fs;
use std::time::Instant;

/// The steps of replacing a pair, as `docs/audit.md` states them: whatever a run was killed
/// between, the next one finds the old pair or the new one, and says which.
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
    let (kept, kept_log) = (".b.retold-older", ".b.audit.jsonl.retold-older");
    let (name, log) = ("b", "b.audit.jsonl");
    let (older, older_log) = (old.as_str(), old_log.as_str());
    for (state, expected, says) in [
        (vec![(name, older), (kept_log, older_log)], [&old, &old_log], "are back"),
        (vec![(kept, older), (kept_log, older_log)], [&old, &old_log], "are back"),
        (vec![(kept, older), (kept_log, older_log), (log, &new_log)], [&old, &old_log], "are back"),
        // The run that was killed wrote its log elsewhere.
        (vec![(kept, older), (log, older_log)], [&old, &old_log], "are back"),
        (
            vec![(kept, older), (kept_log, older_log), (log, &new_log), (name, &new)],
            [&new, &new_log],
            "came to its end",
        ),
        (vec![(kept_log, older_log), (log, &new_log), (name, &new)], [&new, &new_log], "its end"),
    ] {
        let folder = folder(&state);
        fs::write(folder.path().join("a.jsonl"), record()).unwrap();
        fs::write(folder.path().join(".b.retold-aaaaaaaa.tmp"), "half").unwrap();
        let said = stderr(&ends(folder.path(), &["dedup", "a.jsonl", "-o", "b"], 2));
        assert!(said.contains(says) && said.contains("b exists already"), "{state:?}: {said}");
        assert_eq!([&read(folder.path(), name), &read(folder.path(), log)], expected, "{state:?}");
        assert_eq!(names(folder.path()), ["a.jsonl", "b", "b.audit.jsonl"], "{state:?}");
    }
}

/// Killed in the middle, with its log elsewhere; what it has left is put right by whatever writes
/// the same output next.
#[test]
fn a_killed_run_that_wrote_its_log_elsewhere_leaves_no_draft_for_ever() {
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
        // A run that is refused leaves all that the next one has to know.
        ends(at, &["dedup", "nowhere.jsonl", "-o", "b"], 2);
        let said = stderr(&ends(at, next, 0));
        assert!(said.contains("did not come to its end"), "{next:?}: {said}");
        assert!(!names(at).iter().any(|name| name.starts_with('.')), "{next:?}: {:?}", names(at));
        let logs = if next.contains(&"logs/x") { &["notes", "x"][..] } else { &["notes"] };
        assert_eq!(names(&at.join("logs")), logs, "{next:?}");
    }
}

/// As it would be found by another run that replaces the same file.
#[test]
fn restore_puts_right_what_an_interrupted_replacement_left() {
    let made = folder(&[("a.jsonl", &record().repeat(2))]);
    ends(made.path(), &["dedup", "a.jsonl", "-o", "c"], 0);
    let [clean, log] = ["c", "c.audit.jsonl"].map(|name| read(made.path(), name));
    let folder = folder(&[
        ("c", &clean),
        ("c.audit.jsonl", &log),
        (".b.retold-older", "old"),
        (".x.retold-older", "old log"),
    ]);
    let at = folder.path();
    let noted = at.canonicalize().unwrap().join("x");
    fs::write(at.join(".b.retold-lock.tmp"), noted.to_str().unwrap()).unwrap();
    let said = stderr(&ends(at, &["restore", "c", "-o", "b"], 2));
    assert!(said.contains("are back as they were") && said.contains("b exists"), "{said}");
    assert_eq!([read(at, "b"), read(at, "x")], ["old", "old log"]);
    assert_eq!(names(at), ["b", "c", "c.audit.jsonl", "x"]);
    ends(at, &["restore", "c", "-o", "b", "--force"], 0);
    assert_eq!([read(at, "b"), read(at, "x")], [record().repeat(2), "old log".to_owned()]);
    // What is read is left alone, whatever a lock says.
    fs::rename(at.join("b"), at.join(".b.retold-older")).unwrap();
    fs::write(
        at.join(".b.retold-lock.tmp"),
        noted.with_file_name("c.audit.jsonl").to_str().unwrap(),
    )
    .unwrap();
    ends(at, &["restore", "c", "-o", "b"], 0);
    assert_eq!(read(at, "c.audit.jsonl"), log);
}

/// What stands there by then may be anything: it is no reason to remove the older pair.
#[test]
fn an_older_pair_is_removed_for_nothing_but_a_newer_pair() {
    let made = folder(&[("a.jsonl", &record())]);
    ends(made.path(), &["dedup", "a.jsonl", "-o", "b"], 0);
    // A log of something else, and even the new log, beside what is not the new output.
    for log in ["my notes".to_owned(), read(made.path(), "b.audit.jsonl")] {
        let state = [
            ("a.jsonl", record()),
            ("b", "mine".to_owned()),
            ("b.audit.jsonl", log),
            (".b.retold-older", record()),
            (".b.audit.jsonl.retold-older", "log".to_owned()),
        ];
        let folder = folder(&state.each_ref().map(|(name, text)| (*name, text.as_str())));
        for force in [&[][..], &["--force"]] {
            let args = [&["dedup", "a.jsonl", "-o", "b"], force].concat();
            let said = stderr(&ends(folder.path(), &args, 2));
            assert!(said.contains("nothing is lost: rename it by hand"), "{said}");
            assert!(state.iter().all(|(name, text)| read(folder.path(), name) == *text), "{said}");
        }
    }
}

/// Nothing is gained by a new log beside an old output.
#[test]
fn a_replacement_that_fails_leaves_the_old_pair() {
    // What appears under one of the names cannot be replaced.
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
        // Nothing is written over, and what was interrupted is put right.
        let said = stderr(&ends(at, &["dedup", "old.jsonl", "-o", "b"], 2));
        assert!(said.contains("b exists already"), "{said}");
        let found = files.map(|name| read(at, name));
        assert!(found == old || found == new, "{moment}");
        assert_eq!(pair("old.jsonl"), old);
        assert_eq!(names(at), ["b", "b.audit.jsonl", "new.jsonl", "old.jsonl"]);
    }
}
