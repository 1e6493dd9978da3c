//! Tests of `retold stage`: the commands that it prints run the job, a killed task is repeated, and the result is
//! that of `retold dedup`.

use crate::program::{folder, program, retold_in, stderr};
use retold_synth::{Language, Prose, Rng};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Writes files of records into `shards`, a third of which are copies or near-copies of others.
fn write_shards(at: &Path, shards: usize, documents: usize) {
    fs::create_dir(at.join("shards")).unwrap();
    let mut rng = Rng::new(9);
    let mut voices: Vec<Prose> = (0..8).map(|voice| Prose::new(Language::English, voice)).collect();
    let mut recent: Vec<String> = Vec::new();
    for shard in 0..shards {
        let mut lines = String::new();
        for document in 0..documents / shards {
            let text = match rng.below(9) {
                draw if draw < 3 && !recent.is_empty() => {
                    let original = &recent[rng.below(recent.len())];
                    match draw {
                        0 => original.to_uppercase(),
                        1 => original.replacen(' ', " the ", 2),
                        _ => original.replacen(' ', " never ", 1),
                    }
                }
                _ => {
                    let voice = rng.below(voices.len());
                    let length = rng.between(200, 900);
                    let text = voices[voice].article(length);
                    if recent.len() < 4_000 {
                        recent.push(text.clone());
                    } else {
                        let place = rng.below(recent.len());
                        recent[place].clone_from(&text);
                    }
                    text
                }
            };
            let text = serde_json::to_string(&text).unwrap();
            writeln!(lines, "{{\"id\":\"{shard}-{document}\",\"text\":{text}}}").unwrap();
        }
        let name = format!("shards/{shard:03}.jsonl.zst");
        fs::write(at.join(name), zstd::encode_all(lines.as_bytes(), 1).unwrap()).unwrap();
    }
}

/// All files below a folder, with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn ok(at: &Path, args: &[&str]) -> String {
    let output = retold_in(at, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the job prints, each as its words.
fn commands(at: &Path) -> Vec<Vec<String>> {
    let text = ok(at, &["stage", "status", "job", "--commands"]);
    let words = |line: &str| line.split(' ').skip(1).map(str::to_owned).collect();
    text.lines().map(words).collect()
}

/// Runs a task, kills it with the signal 9 as soon as its temporary file is there, and returns whether it was
/// killed before it was done. Then no file has the name that it makes.
fn killed(at: &Path, words: &[String]) -> bool {
    let made = match words {
        [_, stage, _, number] => format!("{stage}-{:05}.stage", number.parse::<u32>().unwrap()),
        [_, stage, ..] => format!("{stage}.stage"),
        _ => unreachable!("a command has a stage"),
    };
    let temporary = at.join(format!("job/.{made}.retold-new.tmp"));
    let mut child = program(at).args(words).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while !temporary.exists() && child.try_wait().unwrap().is_none() {
        assert!(started.elapsed() < Duration::from_secs(60), "{words:?} does not start");
        std::thread::sleep(Duration::from_millis(1));
    }
    // The process that this test started, by its handle.
    child.kill().unwrap();
    let is_killed = child.wait().unwrap().code().is_none();
    if is_killed && at.join("job").join(&made).exists() {
        // The signal came after the file had its name.
        return false;
    }
    is_killed
}

/// Every task is killed once and run again: the result has the bytes of one run.
fn run_with_kills(at: &Path) -> BTreeMap<String, usize> {
    let mut kills: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        let commands = commands(at);
        if commands.is_empty() {
            return kills;
        }
        for words in commands {
            if words[1] != "finish" && killed(at, &words) {
                *kills.entry(words[1].clone()).or_default() += 1;
            }
            ok(at, &words.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

fn compared_with_one_run(
    shards: usize,
    documents: usize,
) -> (BTreeMap<String, usize>, tempfile::TempDir) {
    let folder = folder(&[]);
    let at = folder.path();
    write_shards(at, shards, documents);
    let settings = ["shards", "--threshold", "0.7", "--id-field", "id", "--output"];
    ok(at, &[&["dedup"], &settings[..], &["whole"]].concat());
    ok(
        at,
        &[&["stage", "start"], &settings[..], &["clean", "--job", "job", "--parts", "3"]].concat(),
    );
    let kills = run_with_kills(at);
    let log = |name: &str| fs::read(at.join(format!("{name}.audit.jsonl"))).unwrap();
    assert!(log("whole").len() > documents * 50, "much was removed");
    assert!(log("whole") == log("clean"), "another log");
    assert!(files(&at.join("whole")) == files(&at.join("clean")), "other clean files");
    (kills, folder)
}

#[test]
fn killed_tasks_are_run_again_and_give_the_bytes_of_one_run() {
    let (kills, folder) = compared_with_one_run(4, 8_000);
    for stage in ["sign", "fetch", "write"] {
        assert!(
            kills.get(stage).is_some_and(|&count| count > 0),
            "{stage} was never killed: {kills:?}"
        );
    }
    let at = folder.path();
    assert_eq!(ok(at, &["stage", "status", "job"]).lines().last(), Some("finished"));
    // Nothing is left beside the outputs.
    let names = files(at).into_keys().filter(|name| name.to_string_lossy().contains("retold-"));
    assert_eq!(names.collect::<Vec<_>>(), Vec::<PathBuf>::new());
    ok(at, &["restore", "clean", "--output", "back"]);
    let unpacked = |folder: &str| {
        let of = |number| fs::read(at.join(format!("{folder}/{number:03}.jsonl.zst"))).unwrap();
        (0..4).flat_map(|number| zstd::decode_all(&*of(number)).unwrap()).collect::<Vec<u8>>()
    };
    assert!(unpacked("back") == unpacked("shards"));
}

/// `cargo xtask slow` runs it.
#[test]
#[ignore = "takes minutes: `cargo xtask slow`"]
fn large_job_with_killed_tasks_gives_the_bytes_of_one_run() {
    let (kills, folder) = compared_with_one_run(8, 200_000);
    assert!(kills.values().sum::<usize>() > 20, "{kills:?}");
    let script =
        "for it in whole clean; do cat $it/* | sha256sum; sha256sum < $it.audit.jsonl; done";
    let sums = Command::new("sh").args(["-c", script]).current_dir(folder.path()).output().unwrap();
    let sums = String::from_utf8(sums.stdout).unwrap();
    println!(
        "sha256 of the kept records and of the log, of one run and of the stages:\n{sums}killed: {kills:?}"
    );
    let lines: Vec<&str> = sums.lines().collect();
    assert_eq!(lines[..2], lines[2..]);
}

/// A file system that takes no more bytes: the error names the file, nothing has a final name, and the task is
/// repeated.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_file_with_a_final_name() {
    let folder = folder(&[]);
    let at = folder.path();
    write_shards(at, 2, 2_000);
    ok(at, &["stage", "start", "shards", "--output", "clean", "--job", "job", "--parts", "1"]);
    let mut full = 0;
    loop {
        let commands = commands(at);
        if commands.is_empty() {
            break;
        }
        for words in commands {
            let args: Vec<&str> = words.iter().map(String::as_str).collect();
            let before = files(at);
            // Files of at most four blocks; the signal is ignored, so the write fails.
            let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"";
            let mut shell = Command::new("sh");
            shell.args(["-c", script, env!("CARGO_BIN_EXE_retold")]).args(&args).current_dir(at);
            let output = shell.output().unwrap();
            if output.status.code() == Some(2) {
                full += 1;
                let said = stderr(&output);
                assert!(said.contains("cannot ") && said.contains("File too large"), "{said}");
                let kept = files(at)
                    .into_iter()
                    .filter(|(name, _)| !name.to_string_lossy().contains("/.shard-"));
                assert!(kept.collect::<BTreeMap<_, _>>() == before, "{args:?}");
            }
            ok(at, &args);
        }
    }
    assert!(full > 6, "{full}");
    ok(at, &["dedup", "shards", "--output", "whole"]);
    assert!(files(&at.join("whole")) == files(&at.join("clean")));
}

#[test]
fn status_says_what_is_missing() {
    let folder = folder(&[]);
    let at = folder.path();
    write_shards(at, 3, 60);
    let output =
        retold_in(at, &["stage", "start", "shards", "--output", "clean", "--job", "my job"]);
    assert!(
        stderr(&output).contains("3 files in 3 shards, 16 partitions, 4 parts"),
        "{}",
        stderr(&output)
    );
    ok(at, &["stage", "sign", "my job", "1"]);
    insta::assert_snapshot!(ok(at, &["stage", "status", "my job"]));
    let sign = at.join("my job/sign-00001.stage");
    let bytes = fs::read(&sign).unwrap();
    fs::write(&sign, &bytes[1..]).unwrap();
    let output = retold_in(at, &["stage", "status", "my job"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output));
}

/// A record without text is no reason to stop a chain of tasks: only the last task has another exit code. A foreign file
/// in the place of the log is not the log.
#[test]
fn only_the_last_task_reports_records_without_text() {
    let lines = "{\"text\":\"a text of some words\"}\n{\"id\":2}\n";
    let folder = folder(&[("in/a.jsonl", lines), ("in/b.jsonl", lines)]);
    let at = folder.path();
    let start = ["stage", "start", "in", "--output", "clean", "--job", "job"];
    ok(at, &[&start[..], &["--partitions", "1", "--parts", "1"]].concat());
    fs::write(at.join("clean.audit.jsonl"), "mine\n").unwrap();
    loop {
        let next = retold_in(at, &["stage", "status", "job", "--commands"]).stdout;
        let next = String::from_utf8(next).unwrap();
        if next.is_empty() {
            break;
        }
        for line in next.lines() {
            ok(at, &line.split(' ').skip(1).collect::<Vec<_>>());
        }
    }
    let status = retold_in(at, &["stage", "status", "job"]);
    assert_eq!(status.status.code(), Some(2));
    assert!(
        stderr(&status).contains("clean.audit.jsonl is not the audit log"),
        "{}",
        stderr(&status)
    );
    fs::remove_file(at.join("clean.audit.jsonl")).unwrap();
    let last = retold_in(at, &["stage", "finish", "job"]);
    assert_eq!(last.status.code(), Some(2), "{}", stderr(&last));
    assert!(ok(at, &["stage", "status", "job"]).contains("finished"));
}

#[test]
fn options_without_effect_are_refused() {
    let folder = folder(&[("a.jsonl", "{\"text\":\"a text\"}\n")]);
    let refused = |more: &[&str]| {
        let start = ["stage", "start", "a.jsonl", "--output", "clean", "--job", "job"];
        let output = retold_in(folder.path(), &[&start[..], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        stderr(&output)
    };
    assert!(refused(&["--exact"]).contains("--exact has no effect on dedup"));
    assert!(refused(&["--dry-run"]).contains("run `retold dedup --dry-run`"));
    assert!(refused(&["--max-memory", "1GiB"]).contains("give it to the tasks"));
    assert!(refused(&["--unit", "line"]).contains("the stages remove whole documents"));
    assert!(refused(&["--chars", "8"]).contains("leave --chars out"));
    assert!(refused(&["--audit", "none/log.jsonl"]).contains("its folder does not exist"));
    for inside in ["job", "clean"] {
        fs::create_dir(folder.path().join(inside)).unwrap();
        let log = format!("{inside}/job.json");
        assert!(refused(&["--audit", &log]).contains("name a place outside of it"), "{inside}");
        fs::remove_dir(folder.path().join(inside)).unwrap();
    }
    assert!(refused(&["--min-words", "-1"]).contains("invalid value '-1'"));
    assert!(!folder.path().join("job").exists());
    ok(folder.path(), &["stage", "start", "a.jsonl", "--output", "clean", "--job", "job"]);
    let little = retold_in(folder.path(), &["stage", "sign", "job", "0", "--max-memory", "1MB"]);
    assert!(stderr(&little).contains("(--max-memory)"), "{}", stderr(&little));
    let again = retold_in(
        folder.path(),
        &["stage", "start", "a.jsonl", "--output", "clean", "--job", "job"],
    );
    assert!(stderr(&again).contains("retold: started before: 1 file in 1 shard"));
}
