//! Tests of failures: no text is lost, and an incomplete output never has its final name.

use crate::dedup_corpus::{corpus, ends, pack, unpacked};
#[cfg(unix)]
use crate::dedup_outputs::{leave_new, leave_notes};
use crate::program::{TALE, fed, folder, program, stderr};
use retold_synth::Rng;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The other files in a folder.
fn others(folder: &Path, but: &[&str]) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    names.filter(|name| !but.contains(&name.as_str())).collect()
}

#[test]
fn a_run_that_is_killed_leaves_nothing_that_looks_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let input = pack("in.zst", &corpus(11, 2_500));
    fs::write(path("in.zst"), &input).unwrap();
    let by = ["dedup", "in.zst", "--by", "paragraph", "--threads", "1", "--output"];
    let with = |out: &'static str| [&by[..], &[out]].concat();
    let started = Instant::now();
    ends(folder.path(), &with("whole.zst"), 2);
    let whole = started.elapsed();
    let [expected, log] =
        ["whole.zst", "whole.zst.audit.jsonl"].map(|it| fs::read(path(it)).unwrap());
    let known = ["in.zst", "whole.zst", "whole.zst.audit.jsonl"];
    let mut rng = Rng::new(5);
    let mut interrupted = 0;
    for moment in 0..10 {
        let mut child =
            program(folder.path()).args(with("out.zst")).stderr(Stdio::null()).spawn().unwrap();
        // At random moments, from early to late.
        let share = (moment * 100 + rng.below(100)) as u32;
        std::thread::sleep(whole * share / 1000);
        child.kill().unwrap();
        child.wait().unwrap();
        let is_whole = path("out.zst").exists();
        if is_whole {
            assert!(fs::read(path("out.zst")).unwrap() == expected);
            assert!(fs::read(path("out.zst.audit.jsonl")).unwrap() == log);
            fs::remove_file(path("out.zst")).unwrap();
            fs::remove_file(path("out.zst.audit.jsonl")).unwrap();
            continue;
        }
        let left = others(folder.path(), &known);
        interrupted += usize::from(!left.is_empty());
        let is_log = |name: &String| name == "out.zst.audit.jsonl";
        let is_helper = |name: &String| {
            let name = name.strip_prefix(".out.zst").unwrap_or_default();
            let name = name.strip_prefix(".audit.jsonl").unwrap_or(name);
            [".retold-lock.tmp", ".retold-new.tmp"].contains(&name)
        };
        assert!(left.iter().all(|name| is_log(name) || is_helper(name)), "{left:?}");
        let output = ends(folder.path(), &with("out.zst"), 2);
        // Killed when only the last name was missing, which the next run has given.
        let is_finished = stderr(&output).contains("have their names now");
        let says = is_finished || stderr(&output).contains("this one starts over");
        assert_eq!(says, !left.is_empty(), "{}", stderr(&output));
        assert!(fs::read(path("out.zst")).unwrap() == expected);
        assert!(fs::read(path("out.zst.audit.jsonl")).unwrap() == log);
        assert!(others(folder.path(), &known).len() == 2, "nothing else is left");
        fs::remove_file(path("out.zst")).unwrap();
        fs::remove_file(path("out.zst.audit.jsonl")).unwrap();
    }
    assert!(interrupted > 2, "{interrupted}");
    assert!(fs::read(path("in.zst")).unwrap() == input);
}

/// The log gets its name first. If a run is killed between the two, everything is written, and the
/// next run gives the output its name.
#[cfg(unix)]
#[test]
fn an_output_that_only_lacks_its_name_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let log = "out.jsonl.audit.jsonl";
    fs::write(path("in.jsonl"), corpus(12, 30)).unwrap();
    let args = ["dedup", "in.jsonl", "-o", "out.jsonl"];
    ends(folder.path(), &args, 2);
    let whole = fs::read_to_string(path("out.jsonl")).unwrap();
    fs::remove_file(path("out.jsonl")).unwrap();
    let refused = |says: &str| {
        let output = ends(folder.path(), &args, 2);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
    };
    refused("out.jsonl.audit.jsonl exists already");
    let new = ".out.jsonl.retold-new.tmp";
    let leave = |text: &str| {
        leave_new(folder.path(), "out.jsonl", text);
        leave_notes(folder.path(), "out.jsonl", &[("new", new), ("commit", "none")]);
    };
    // The log was written by another run: it has left no notes on it.
    leave(&whole);
    refused("run retold dedup with the same --output and --audit again");
    assert!(path(new).exists());
    // It does not describe the existing output.
    leave("half");
    leave_notes(folder.path(), log, &[]);
    refused("out.jsonl.audit.jsonl exists already");
    assert!(!path(new).exists() && !path("out.jsonl").exists());
    leave(&whole);
    leave_notes(folder.path(), log, &[]);
    refused("have their names now");
    assert_eq!(fs::read_to_string(path("out.jsonl")).unwrap(), whole);
    assert!(others(folder.path(), &["in.jsonl", "out.jsonl", log]).is_empty());
    ends(folder.path(), &["restore", "out.jsonl", "-o", "again"], 0);
    assert!(fs::read(path("again")).unwrap() == corpus(12, 30));
}

#[test]
fn nothing_is_written_over_that_was_not_asked_for() {
    let record = format!("{{\"text\":\"{}\"}}\n", TALE.trim());
    let two = record.repeat(2);
    let folder =
        folder(&[("a.jsonl", &two), ("in/a.txt", TALE), ("in/b.txt", TALE), ("old/x", "x")]);
    let refuses = |args: &[&str], says: &str| {
        let args = [&["dedup"], args].concat();
        let output = ends(folder.path(), &args, 2);
        assert!(stderr(&output).contains(says), "{args:?}: {}", stderr(&output));
    };
    refuses(&["a.jsonl", "-o", "a.jsonl", "--force"], "is part of the input");
    refuses(&["a.jsonl", "-o", "./in/../a.jsonl"], "is part of the input");
    refuses(&["a.jsonl", "-o", "b", "--audit", "a.jsonl", "--force"], "is part of the input");
    refuses(&["a.jsonl", "-o", "b", "--audit", "b"], "name the same file");
    refuses(&["a.jsonl", "-o", "in"], "it is a folder");
    refuses(&["in", "-o", "old", "--force"], "the folder is not empty");
    refuses(&["in", "-o", "a.jsonl", "--force"], "it is a file, and the output is a folder");
    refuses(&["in", "-o", "in/clean"], "name a place outside of it");
    refuses(&["in", "-o", "-"], "must name a file or folder");
    refuses(&["a.jsonl", "-o", "/dev/null", "--force"], "which cannot be replaced");
    refuses(&["a.jsonl", "nowhere.jsonl", "-o", "b"], "cannot read nowhere.jsonl");
    refuses(&["a.jsonl", "in/a.txt", "in/../in/a.txt", "-o", "b"], "in/a.txt is given twice");
    assert_eq!(fs::read_to_string(folder.path().join("a.jsonl")).unwrap(), two);
    assert!(others(folder.path(), &["a.jsonl", "in", "old"]).is_empty());
    ends(folder.path(), &["dedup", "a.jsonl", "-o", "b"], 0);
    refuses(&["a.jsonl", "-o", "b"], "b exists already; --force overwrites it");
    fs::write(folder.path().join("b"), "older").unwrap();
    ends(folder.path(), &["dedup", "a.jsonl", "-o", "b", "--force"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("b")).unwrap(), record);
    let output = ends(folder.path(), &["restore", "b", "-o", "a.jsonl"], 2);
    assert!(stderr(&output).contains("a.jsonl exists already; --force overwrites it"));
    let output = ends(folder.path(), &["restore", "b", "-o", "b", "--force"], 2);
    assert!(stderr(&output).contains("is part of the input"));
}

#[test]
fn a_file_that_is_changed_meanwhile_is_noticed() {
    let folder = folder(&[("a.jsonl", &format!("{{\"text\":\"{}\"}}\n", TALE.trim()))]);
    // The standard input is read after the file was found and before it is read.
    let mut child = program(folder.path())
        .args(["dedup", "a.jsonl", "-", "-o", "b.jsonl"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    fs::write(folder.path().join("a.jsonl"), "{\"text\":\"something else\"}\n").unwrap();
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("a.jsonl was changed while it was read"),
        "{}",
        stderr(&output)
    );
    assert!(others(folder.path(), &["a.jsonl"]).is_empty());
}

#[test]
fn a_file_that_breaks_off_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.jsonl.gz", "a.jsonl.zst"] {
        let packed = pack(name, &corpus(13, 200));
        fs::write(folder.path().join(name), &packed[..packed.len() / 2]).unwrap();
        let output = ends(folder.path(), &["dedup", name, "-o", "out.jsonl"], 2);
        assert!(stderr(&output).contains(&format!("cannot read {name}")), "{}", stderr(&output));
        assert!(stderr(&output).contains("nothing was written"), "{}", stderr(&output));
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    assert!(others(folder.path(), &[]).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    let folder = folder(&[("a.jsonl", &format!("{{\"text\":\"{}\"}}\n", TALE.trim()))]);
    // Even root cannot create files there.
    let output = ends(folder.path(), &["dedup", "a.jsonl", "-o", "/proc/clean.jsonl"], 2);
    assert!(stderr(&output).contains("cannot write /proc/clean.jsonl"), "{}", stderr(&output));
    let output = ends(folder.path(), &["dedup", "a.jsonl", "-o", "no/such/clean.jsonl"], 2);
    assert!(stderr(&output).contains("cannot write no/such/clean.jsonl"), "{}", stderr(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error_and_a_closed_pipe_is_none() {
    let folder = folder(&[("a.jsonl", &format!("{{\"text\":\"{}\"}}\n", TALE.trim()).repeat(2))]);
    let dry = ["dedup", "a.jsonl", "-o", "b", "--dry-run"];
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output =
        program(folder.path()).args(dry).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("No space left"), "{}", stderr(&output));
    let mut child = program(folder.path())
        .args(dry)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// A mounted file system, which is removed when dropped.
struct Small(PathBuf);

impl Small {
    /// None where nobody may mount one.
    fn mount(at: &Path, size: &str) -> Option<Small> {
        let size = format!("size={size}");
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        mount.is_ok_and(|output| output.status.success()).then(|| Small(at.to_owned()))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_is_named_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let disk = tempfile::tempdir().unwrap();
    let Some(_small) = Small::mount(disk.path(), "256k") else {
        eprintln!("not tested: only root may mount a small file system");
        return;
    };
    let input = corpus(14, 600);
    assert!(input.len() > 512 * 1024);
    fs::write(folder.path().join("in.jsonl"), &input).unwrap();
    fs::write(folder.path().join("in.jsonl.zst"), pack("x.zst", &input)).unwrap();
    let out = disk.path().join("out.jsonl");
    let out = out.to_str().unwrap();
    let elsewhere = folder.path().join("log");
    for args in [
        &["dedup", "in.jsonl", "-o", out][..],
        &["dedup", "in.jsonl.zst", "-o", out],
        &["dedup", "-", "-o", out],
        // Only the log has no room, or only the output.
        &["dedup", "in.jsonl", "-o", "clean", "--audit", out],
        &["dedup", "in.jsonl", "-o", out, "--audit", elsewhere.to_str().unwrap()],
    ] {
        let output = fed(folder.path(), args, &input);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("No space left"), "{args:?}: {}", stderr(&output));
        assert!(others(disk.path(), &[]).is_empty());
    }
    assert!(others(folder.path(), &["in.jsonl", "in.jsonl.zst"]).is_empty());
    assert!(unpacked(&folder.path().join("in.jsonl.zst")) == input);
}

/// The readers blank out some text to find repeats, but that text belongs to the file: two
/// recordings at other times, two mails from other people, or two notebooks with other code are no
/// copies.
#[test]
fn files_that_differ_in_their_frames_only_are_kept() {
    let words =
        ["harbour", "boat", "river", "stone", "garden", "letter", "window", "morning", "village"];
    // No line is like another: the same lines in another order would be copies.
    let mut rng = Rng::new(7);
    let mut line = |_| {
        let words: Vec<&str> = (0..9).map(|_| words[rng.below(words.len())]).collect();
        format!("{}.", words.join(" "))
    };
    let lines: Vec<String> = (1..30).map(&mut line).collect();
    let with = |frame: &dyn Fn(usize) -> String| -> String {
        let framed = lines.iter().enumerate().map(|(at, line)| frame(at) + line + "\n");
        framed.collect::<Vec<_>>().concat()
    };
    let cues = |hour: usize| {
        let time = |at: usize| format!("{hour:02}:{:02}:{:02},000", at / 60, at % 60);
        with(&|at| format!("\n{}\n{} --> {}\n", at + 1, time(at), time(at + 1)))
    };
    let mail = |from: &str| {
        format!(
            "From: {from}\nSubject: A\nContent-Type: text/plain\n\n{}",
            with(&|_| String::new())
        )
    };
    let book = |code: &str| {
        let text = lines.join("\\n");
        format!(
            "{{\"cells\":[{{\"cell_type\":\"markdown\",\"source\":[\"{text}\"]}},{{\"cell_type\":\"code\",\
             \"source\":[\"{code}\"]}}],\"nbformat\":4}}"
        )
    };
    let page = |head: &str| format!("{head}\n\n{}", with(&|_| String::new()));
    for (name, [one, other]) in [
        ("talk.srt", [cues(0), cues(7)]),
        (
            "run.log",
            [2024, 2025].map(|year| with(&|at| format!("{year}-05-17 10:{at:02}:00 INFO "))),
        ),
        (
            "chat.txt",
            [0, 1].map(|shift| with(&|at| format!("{}: ", ["ALICE", "BOB"][(at + shift) % 2]))),
        ),
        ("letter.eml", ["ann@example.org", "bob@example.org"].map(mail)),
        ("book.ipynb", ["x = 1", "remove(everything)"].map(book)),
        ("page.mdx", ["<Price value={3} />", "<Price value={999} />"].map(page)),
        ("page.md", ["---\ndate: 2024\n---", "---\ndate: 2025\n---"].map(page)),
    ] {
        let files = [("in/a/".to_owned() + name, one), ("in/b/".to_owned() + name, other)];
        let files = files.each_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        let folder = folder(&files);
        ends(folder.path(), &["dedup", "in", "-o", "out"], 0);
        for (name, text) in files {
            let kept = name.replace("in/", "out/");
            assert_eq!(
                fs::read_to_string(folder.path().join(&kept)).ok().as_deref(),
                Some(text),
                "{kept}"
            );
        }
    }
}
