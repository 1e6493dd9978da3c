//! Tests of the limits on memory and time.

use crate::program::{TALE, fed, folder, program, retold_in, stderr};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Output;
use std::time::Instant;

/// The program with so many KiB of address space, in one thread.
#[cfg(target_os = "linux")]
fn within(kibibytes: u32, folder: &Path, args: &[&str]) -> Output {
    let script = format!("ulimit -v {kibibytes}; exec \"$0\" \"$@\"");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_retold")]).args(args);
    command.args(["--threads", "1"]).current_dir(folder).output().unwrap()
}

fn sparse(folder: &Path, name: &str, len: u64) {
    File::create(folder.join(name)).and_then(|file| file.set_len(len)).unwrap();
}

fn skipped(output: &Output) -> Vec<(String, String)> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = report["skipped"].as_array().unwrap().iter();
    all.map(|one| (text(&one["name"]), text(&one["reason"]))).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_huge_file_without_a_text_is_named_after_its_first_bytes() {
    let folder = folder(&[("a.txt", TALE), ("b.txt", TALE)]);
    sparse(folder.path(), "disk.img", 4 << 30);
    sparse(folder.path(), "log.jsonl", 4 << 30);
    let scan = ["scan", ".", "-f", "json", "-q"];
    let output = within(300_000, folder.path(), &scan);
    let reason = "binary file (a NUL byte at offset 0)".to_owned();
    let expected = ["./disk.img", "./log.jsonl"].map(|name| (name.to_owned(), reason.clone()));
    assert_eq!(skipped(&output), expected, "{}", stderr(&output));
    assert_eq!(output.status.code(), Some(0));
    let output = within(300_000, folder.path(), &["compare", "a.txt", "disk.img", "-q"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

/// What it is shows in its first bytes, so that the reason says what to do with it.
#[cfg(target_os = "linux")]
#[test]
fn a_huge_document_of_another_program_is_named_with_its_remedy() {
    let folder = folder(&[("in/a.txt", TALE)]);
    let inside = folder.path().join("in");
    fs::write(inside.join("a"), "%PDF-1.7\n%\u{e4}\u{f6}\n1 0 obj\n").unwrap();
    fs::write(inside.join("b"), b"PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml")
        .unwrap();
    for name in ["a", "b"] {
        File::options()
            .write(true)
            .open(inside.join(name))
            .and_then(|file| file.set_len(4 << 30))
            .unwrap();
    }
    let scan = ["scan", "in", "-f", "json", "-q"];
    let output = within(300_000, folder.path(), &scan);
    let expected = [
        ("in/a", "binary file (PDF); extract its text first, e.g. `pdftotext FILE -`"),
        ("in/b", "binary file (Word); convert it to text first, e.g. `pandoc FILE -t plain`"),
    ]
    .map(|(name, reason)| (name.to_owned(), reason.to_owned()));
    assert_eq!(skipped(&output), expected, "{}", stderr(&output));
    // `dedup` would copy the file, so only its message is checked.
    let output = within(300_000, folder.path(), &["dedup", "in", "-o", "out", "--dry-run"]);
    let said = stderr(&output);
    assert!(said.contains("in/a: kept as it is: binary file (PDF); extract"), "{said}");
}

/// A few bytes at the end of a Parquet file that ask for 200 GB, or for a stack of 100 MB.
#[cfg(feature = "parquet")]
#[test]
fn a_forged_table_of_contents_is_named_and_the_rest_is_read() {
    let file = |table: &[u8]| {
        let len = (table.len() as u32).to_le_bytes();
        [b"PAR1", table, &len, b"PAR1"].concat()
    };
    let version: &[u8] = &[0x15, 2];
    // The root with one child, and a column of texts.
    let root: &[u8] = &[0x48, 1, b'r', 0x15, 2, 0];
    let leaf: &[u8] = &[0x15, 12, 0x25, 0, 0x18, 4, b't', b'e', b'x', b't', 0];
    let rows: &[u8] = &[0x16, 2];
    // 2,147,483,647 in a varint.
    let most: &[u8] = &[0xff, 0xff, 0xff, 0xff, 7];
    let groups = [version, &[0x19, 0x2c], root, leaf, rows, &[0x19, 0xfc], most, &[0; 20]];
    // 200,000 nodes, each in the one before it, and the length of that list in a varint.
    let node = [0x35, 0, 0x18, 1, b'a', 0x15, 2, 0].repeat(200_000);
    let nodes: &[u8] = &[0xc2, 0x9a, 0x0c];
    let deep = [version, &[0x19, 0xfc], nodes, root, &node, leaf, rows, &[0x19, 0x0c, 0]];
    let folder = folder(&[("a.txt", TALE), ("b.txt", TALE)]);
    fs::write(folder.path().join("groups.parquet"), file(&groups.concat())).unwrap();
    fs::write(folder.path().join("deep.parquet"), file(&deep.concat())).unwrap();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "json", "-q"]);
    let expected = [
        ("./deep.parquet", "broken Parquet file: its columns are nested more than 64 levels deep"),
        ("./groups.parquet", "broken Parquet file: it has more than 32767 row groups"),
    ]
    .map(|(name, reason)| (name.to_owned(), reason.to_owned()));
    assert_eq!(skipped(&output), expected, "{}", stderr(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documents"].as_array().unwrap().len(), 2);
}

/// The file is larger than what the program may take beside itself.
#[cfg(target_os = "linux")]
#[test]
fn dedup_keeps_a_large_binary_file_without_holding_it() {
    let folder = folder(&[("in/a.txt", TALE), ("in/b.txt", TALE)]);
    sparse(&folder.path().join("in"), "disk.img", 40 << 20);
    fs::write(folder.path().join("in/b.bin"), [0, 1, 2]).unwrap();
    let args = ["dedup", "in", "-o", "out"];
    let output = within(130_000, folder.path(), &args);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("in/disk.img: kept as it is: binary file"), "{said}");
    assert_eq!(fs::read(folder.path().join("out/disk.img")).unwrap(), vec![0; 40 << 20]);
    assert_eq!(fs::read(folder.path().join("out/b.bin")).unwrap(), [0, 1, 2]);
    assert!(!folder.path().join("out/b.txt").exists());
}

/// A stream of 320 blank lines that unpacks to as many MB, and one line that does to 300 MB.
fn bombs() -> [(&'static str, Vec<u8>); 2] {
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 1).unwrap();
    [
        (
            "blank.jsonl.zst",
            zstd(&[vec![b' '; (1 << 20) - 1], b"\n".to_vec()].concat().repeat(320)),
        ),
        ("line.jsonl.zst", zstd(&[b"{\"text\":\"".to_vec(), vec![b'x'; 300 << 20]].concat())),
    ]
}

#[cfg(target_os = "linux")]
#[test]
fn dedup_stops_a_bomb_and_goes_on_with_a_folder() {
    for (name, bomb) in bombs() {
        let folder = folder(&[("in/a.txt", TALE), ("in/b.txt", TALE)]);
        fs::write(folder.path().join("in").join(name), &bomb).unwrap();
        let path = format!("in/{name}");
        let output = within(1_200_000, folder.path(), &["dedup", &path, "-o", "o.jsonl"]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(&path) && said.contains("more than 250 times its size"), "{said}");
        assert!(!folder.path().join("o.jsonl").exists());
        let output = within(1_200_000, folder.path(), &["dedup", "in", "-o", "out"]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert_eq!(fs::read(folder.path().join("out").join(name)).unwrap(), bomb);
        assert!(!folder.path().join("out/b.txt").exists(), "the rest of the folder is read");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_is_refused_wherever_a_file_is_named() {
    let folder = folder(&[("a.jsonl", "{\"text\":\"one\"}\n")]);
    assert!(
        std::process::Command::new("mkfifo")
            .arg(folder.path().join("pipe"))
            .status()
            .unwrap()
            .success()
    );
    std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for name in ["/dev/zero", "/dev/urandom", "pipe", "socket", "folder"] {
        let priority = format!("priority:{name}");
        let mut all: Vec<Vec<&str>> = vec![
            vec!["scan", "--files-from", name],
            vec!["scan", "a.jsonl", "--config", name],
            vec!["scan", "a.jsonl", "--known-text", name],
            vec!["scan", "a.jsonl", "--key", name],
            vec!["dedup", "a.jsonl", "-o", "o", "--keep", &priority],
            vec!["dedup", "a.jsonl", "-o", "o", "--config", name],
            vec!["restore", "a.jsonl", "-o", "o", "--audit", name],
        ];
        if name != "folder" {
            all.push(vec!["scan", name]);
            all.push(vec!["compare", name, "a.jsonl"]);
            all.push(vec!["compare", "a.jsonl", name]);
            all.push(vec!["dedup", name, "-o", "o"]);
            all.push(vec!["dedup", "a.jsonl", "-o", "o", "--against", name]);
            all.push(vec!["restore", name, "-o", "o", "--audit", "a.jsonl"]);
        }
        for args in all {
            let output = within(400_000, folder.path(), &args);
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
            assert!(!said.contains("panicked"), "{args:?}: {said}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_endless_standard_input_that_is_no_text_ends_at_once() {
    let folder = folder(&[]);
    for args in [&["scan", "-"][..], &["dedup", "-", "-o", "o"], &["scan", "--files-from", "-"]] {
        let zeros = File::open("/dev/zero").unwrap();
        if args.contains(&"--files-from") {
            continue;
        }
        let output = program(folder.path()).args(args).stdin(zeros).output().unwrap();
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(format!("{said}{report}").contains("binary file"), "{args:?}: {said}{report}");
    }
}

/// A pipe that the shell has opened is read: `<(command)`.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_that_is_handed_over_open_is_read() {
    let folder = folder(&[("a.txt", TALE)]);
    let output = fed(folder.path(), &["compare", "a.txt", "/dev/stdin", "-q"], TALE.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("/dev/stdin"));
}

#[test]
fn option_files_have_a_limit() {
    let folder = folder(&[("a.jsonl", "{\"text\":\"one\"}\n")]);
    sparse(folder.path(), "settings.toml", (1 << 20) + 1);
    sparse(folder.path(), "key", 5_000);
    let said = |args: &[&str]| {
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    insta::assert_snapshot!(said(&["scan", "a.jsonl", "--config", "settings.toml"]), @"retold: cannot read settings.toml: it is larger than 1.00 MiB; settings take a few lines
    ");
    insta::assert_snapshot!(said(&["scan", "a.jsonl", "--key", "key"]), @"retold: cannot read key: it is larger than 4.00 KiB; a key is 32 hexadecimal digits
    ");
}

#[test]
fn a_field_of_thousands_of_levels_is_named_and_overflows_nothing() {
    let levels = 20_000;
    let deep = format!("{}\"x\"{}\n", "{\"a\":".repeat(levels), "}".repeat(levels));
    let lists = format!(
        "{{\"text\":{}{}}}\n{{\"text\":\"y\"}}\n",
        "[".repeat(1_000_000),
        "]".repeat(1_000_000)
    );
    let folder = folder(&[("deep.jsonl", &deep), ("lists.jsonl", &lists)]);
    let field = vec!["a"; levels].join(".");
    let output =
        retold_in(folder.path(), &["scan", "deep.jsonl", "--text-field", &field, "-f", "json"]);
    let [(name, reason)] = &skipped(&output)[..] else { panic!("{}", stderr(&output)) };
    assert_eq!(name, "deep.jsonl:1");
    assert!(reason.ends_with("is more than 32 objects deep, which is not read; move the text up"));
    assert!(reason.len() < 200, "{reason}");
    let output = retold_in(folder.path(), &["scan", "lists.jsonl", "-f", "json"]);
    let expected =
        ("lists.jsonl:1".to_owned(), "the field `text` is a list, not a string".to_owned());
    assert_eq!(skipped(&output), [expected]);
}

#[test]
fn a_run_ends_before_memory_runs_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = Vec::new();
    for i in 0..100_000 {
        writeln!(lines, "{{\"text\":\"t{i}\"}}").unwrap();
    }
    fs::write(folder.path().join("a.jsonl"), &lines).unwrap();
    fs::write(folder.path().join("prose.txt"), TALE.repeat(200_000)).unwrap();
    for args in [
        &["scan", "a.jsonl"][..],
        &["scan", "prose.txt"],
        &["compare", "a.jsonl", "prose.txt"],
        &["dedup", "a.jsonl", "-o", "o.jsonl"],
        &["dedup", "a.jsonl", "-o", "o.jsonl", "--by", "passage"],
    ] {
        let output = retold_in(folder.path(), &[args, &["--max-memory", "40MiB", "-q"]].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        for part in ["does not fit into memory", "the limit is 40.00 MiB (--max-memory)"] {
            assert!(said.contains(part), "{args:?}: {said}");
        }
        assert!(output.stdout.is_empty() && !folder.path().join("o.jsonl").exists());
        let enough = [args, &["--max-memory", "4GiB", "-q", "--dry-run"]].concat();
        let enough = if args[0] == "dedup" { &enough[..] } else { &enough[..enough.len() - 1] };
        if args[1] == "a.jsonl" && args[0] != "compare" {
            assert_eq!(retold_in(folder.path(), enough).status.code(), Some(0), "{args:?}");
        }
    }
}

/// The estimate differs from the memory of a run by at most a half.
#[cfg(target_os = "linux")]
#[test]
fn the_estimate_of_memory_is_near_the_peak() {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = retold_synth::Rng::new(7);
    let mut write = |name: &str, records: usize, words: usize| {
        let mut file = std::io::BufWriter::new(File::create(folder.path().join(name)).unwrap());
        for record in 0..records {
            let text: Vec<String> =
                (0..words).map(|_| format!("w{:x}", rng.next_u64() % 40_000)).collect();
            if name.ends_with("jsonl") {
                writeln!(file, "{{\"text\":\"{record} {}\"}}", text.join(" ")).unwrap();
            } else {
                writeln!(file, "{}", text.join(" ")).unwrap();
            }
        }
    };
    write("tiny.jsonl", 250_000, 1);
    write("prose.jsonl", 20_000, 300);
    write("giant.txt", 200_000, 30);
    for name in ["tiny.jsonl", "prose.jsonl", "giant.txt"] {
        for unit in ["passage", "document"] {
            estimate_is_near_the_peak(folder.path(), &["scan", name, "--unit", unit]);
        }
    }
}

/// The same for lines and for given pairs, of which a deduplication keeps figures in memory.
#[cfg(target_os = "linux")]
#[test]
fn the_estimate_of_the_memory_of_dedup_is_near_the_peak() {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = retold_synth::Rng::new(7);
    let create = |name| std::io::BufWriter::new(File::create(folder.path().join(name)).unwrap());
    let mut lines = create("lines.jsonl");
    for _ in 0..10_000 {
        let mut line = || -> String {
            let words = (0..15).map(|_| format!("w{:x}", rng.next_u64() % 40_000));
            words.collect::<Vec<_>>().join(" ")
        };
        let text: Vec<String> = (0..20).map(|_| line()).collect();
        writeln!(lines, "{{\"text\":\"{}\"}}", text.join("\\n")).unwrap();
    }
    drop(lines);
    let (mut records, mut pairs) = (create("records.jsonl"), create("pairs.csv"));
    writeln!(pairs, "a,b,score").unwrap();
    for number in 1..=100_000 {
        writeln!(records, "{{\"text\":\"word{number}\"}}").unwrap();
        for _ in 0..2 {
            let other = 1 + rng.next_u64() % 100_000;
            writeln!(pairs, "records.jsonl:{number},records.jsonl:{other},0.9").unwrap();
        }
    }
    drop((records, pairs));
    for args in [
        &["dedup", "lines.jsonl", "--dry-run", "--unit", "line"][..],
        &["dedup", "records.jsonl", "--dry-run", "--pairs", "pairs.csv"],
    ] {
        estimate_is_near_the_peak(folder.path(), args);
    }
}

#[cfg(target_os = "linux")]
fn estimate_is_near_the_peak(folder: &Path, args: &[&str]) {
    let args = [args, &["--threads", "2"]].concat();
    let said = stderr(&retold_in(folder, &args));
    let peak = size(said.rsplit(", ").next().unwrap());
    // An estimate between these is refused by the one limit and fits into the other.
    for (share, code) in [(0.7, 2), (1.5, 0)] {
        let limit = format!("{}", (share * peak) as u64);
        let output = retold_in(folder, &[&args[..], &["--max-memory", &limit]].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?} {share} of {peak}: {said}");
    }
}

/// `17.37 MiB at the peak` in bytes.
#[cfg(target_os = "linux")]
fn size(text: &str) -> f64 {
    let mut words = text.split(' ');
    let number: f64 = words.next().unwrap().parse().unwrap();
    let unit = match words.next().unwrap() {
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        _ => 1 << 30,
    };
    number * f64::from(unit)
}

#[test]
fn a_line_of_an_audit_log_that_is_no_text_ends_at_once() {
    let folder = folder(&[("a.jsonl", "{\"text\":\"one\"}\n")]);
    let path = folder.path();
    assert!(retold_in(path, &["dedup", "a.jsonl", "-o", "o.jsonl"]).status.success());
    let log = path.join("o.jsonl.audit.jsonl");
    let mut header = fs::read(&log).unwrap();
    header.extend(vec![0; 1000]);
    fs::write(&log, header).unwrap();
    File::options().write(true).open(&log).and_then(|file| file.set_len(8 << 30)).unwrap();
    let output = retold_in(path, &["restore", "o.jsonl", "-o", "again.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @"retold: o.jsonl.audit.jsonl:2: no sound audit log: the line contains a NUL byte
    ");
}

#[test]
fn threads_have_a_maximum() {
    let folder = folder(&[("a.txt", "one")]);
    for number in ["0", "1025", "100000000", "99999999999999999999"] {
        let output = retold_in(folder.path(), &["scan", "a.txt", "--threads", number]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains(number) && said.contains("must be a whole number from 1 to "),
            "{said}"
        );
    }
}

/// A text with very many removals takes time in proportion to its length. When its hash was computed for each
/// removal, four times the lines took up to sixteen times as long.
#[test]
fn a_text_of_equal_lines_takes_linear_time() {
    let words: Vec<String> = (0..20).map(|word| format!("word{word}")).collect();
    let seconds = |lines: usize| {
        let text = format!("{}.\n", words.join(" ")).repeat(lines);
        let folder = folder(&[("a.txt", &text)]);
        let args = ["dedup", "a.txt", "--unit", "line", "-o", "out.txt", "-q"];
        let start = Instant::now();
        let output = retold_in(folder.path(), &args);
        let seconds = start.elapsed().as_secs_f64();
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(folder.path().join("out.txt")).unwrap().lines().count(), 1);
        seconds
    };
    let (few, many) = (seconds(20_000), seconds(80_000));
    assert!(many < 9.0 * few, "{few} and {many} seconds");
}
