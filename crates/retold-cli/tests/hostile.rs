//! Tests of hostile input: it has no effect on a terminal, a spreadsheet or a JSON reader.

use crate::program::{program, retold_in, stderr};
use serde_json::Value;

const NAME: &str = "=a\u{1b}[31m<script>alert(1)<\u{2215}script>\n\u{9b}0m\u{202e}\u{2028}\u{2029}\
                    \u{200e}\u{200f}\u{61c}.txt";
const TEXT: &str = "=1+1 <script>alert(1)</script> \u{1b}[31m seen twice \u{7} in red, and \u{9b}0m \
                    then once \u{202e} more, \u{7f} until the \u{0} very end of the long line.";

fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    // Two bytes of zero side by side make a file binary, and are not in the texts.
    let text = TEXT.replace('\0', "\u{1}");
    for name in [NAME.to_owned(), format!("b{NAME}")] {
        std::fs::write(folder.path().join(name), &text).unwrap();
    }
    std::fs::write(folder.path().join(format!("c{NAME}")), TEXT.replace('\0', "\0\0")).unwrap();
    folder
}

/// Whether anything in it could act on a terminal.
fn acts(text: &str) -> bool {
    const MARKS: &str = "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
                         \u{2066}\u{2067}\u{2068}\u{2069}";
    text.chars().any(|c| c != '\n' && (c.is_control() || MARKS.contains(c)))
}

#[cfg(unix)]
#[test]
fn control_characters_of_the_input_reach_no_terminal() {
    let folder = hostile();
    for format in ["text", "json", "jsonl", "csv", "sarif"] {
        for command in [&["scan", "."][..], &["compare", NAME, &format!("b{NAME}")]] {
            let output = retold_in(folder.path(), &[command, &["-f", format]].concat());
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            let text = String::from_utf8(output.stdout.clone()).unwrap();
            assert!(text.contains("<script>alert(1)") || text.contains("%3Cscript%3E"), "{text}");
            assert!(!acts(&text), "{format}: {text:?}");
            assert!(!acts(&stderr(&output)), "{format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn names_come_back_whole_from_json() {
    let folder = hostile();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documents"][0]["name"], format!("./{NAME}"));
    assert_eq!(report["skipped"][0]["name"], format!("./c{NAME}"));
    assert_eq!(report["families"].as_array().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn no_cell_of_the_table_is_a_formula() {
    let folder = hostile();
    let output = retold_in(folder.path(), &["scan", NAME, &format!("b{NAME}"), "-f", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert!(rows.iter().any(|row| row[7].starts_with("'=a\\u{1b}[31m<script>")), "{text}");
    assert!(rows.iter().any(|row| row[14].starts_with("'=1+1 ") || row[14].starts_with("1+1")));
    for cell in rows.iter().flat_map(csv::StringRecord::iter) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[test]
fn messages_about_hostile_arguments_are_plain() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["scan", NAME][..],
        &[NAME],
        &["scan", "--\u{1b}[31m\u{9b}"],
        &["scan", "--min-words", "\u{9b}31m"],
        &["scan", ".", "--known-text", NAME],
        &["scan", ".", "--output", &format!("{NAME}/x")],
        &["scan", ".", "--config", NAME],
        &["compare", ".", NAME],
    ] {
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!acts(&stderr(&output)), "{args:?}: {:?}", stderr(&output));
        assert!(!acts(&String::from_utf8(output.stdout).unwrap()));
    }
}

/// A line break in a name starts no new line, where it could imitate a message.
#[test]
fn a_name_with_a_line_break_takes_one_line_of_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let name = "x\nretold: all is well";
    for args in [
        &["scan", ".", "--known-text", name][..],
        &["scan", ".", "--output", &format!("{name}/x")],
        &["scan", ".", "--config", name],
        &["scan", ".", "--unit", name],
        &["scan", ".", &format!("--unit={name}")],
        &["scan", ".", "--min-words", name],
        &["scan", ".", &format!("--{name}")],
        &[name],
    ] {
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = stderr(&output);
        assert!(said.contains("x\\u{a}retold: all is well"), "{args:?}: {said}");
        assert!(!said.contains("\nretold: all"), "{args:?}: {said}");
    }
}

/// The printed settings are a valid configuration file without control characters.
#[cfg(unix)]
#[test]
fn settings_with_control_characters_are_printed_as_escapes() {
    let folder = tempfile::tempdir().unwrap();
    let field = "a\u{1b}\u{9b}\u{202e}\u{2028}\u{61c}\"'\n\\b";
    std::fs::create_dir(folder.path().join(NAME)).unwrap();
    let file = format!("{NAME}/retold.toml");
    std::fs::write(folder.path().join(&file), "id-field = \"id\"\n").unwrap();
    let args = [
        "scan",
        ".",
        "--print-config",
        "--text-field",
        field,
        "--group-field=a'\u{202e}\"\"\"",
        "--config",
        &file,
    ];
    let output = retold_in(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!acts(&text), "{text:?}");
    let table: toml::Table = text.parse().unwrap();
    assert_eq!(table["scan"]["text-field"].as_str(), Some(field));
    assert_eq!(table["scan"]["group-field"].as_str(), Some("a'\u{202e}\"\"\""));
    assert_eq!(table["scan"]["id-field"].as_str(), Some("id"));
}

/// Two names that are no UTF-8 are two names.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf_8_stay_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let names = [&b"caf\xe8.txt"[..], b"caf\xe9.txt"].map(OsStr::from_bytes);
    for name in names {
        std::fs::write(folder.path().join(name), crate::program::TALE).unwrap();
    }
    let run = |args: &[&OsStr]| {
        let output = program(folder.path()).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let [scan, compare, dot, format] = ["scan", "compare", ".", "--format"].map(OsStr::new);
    let report = run(&[scan, dot, format, OsStr::new("json")]);
    assert_eq!(report["documents"][0]["name"], r"./caf\xe8.txt");
    assert_eq!(report["documents"][1]["name"], r"./caf\xe9.txt");
    // A file within the folder is no copy of itself, and the other one is.
    let report = run(&[compare, dot, names[1], format, OsStr::new("json")]);
    assert_eq!(report["documents"].as_array().unwrap().len(), 2);
    assert_eq!(report["pairs"].as_array().unwrap().len(), 1);
    let log = run(&[scan, dot, format, OsStr::new("sarif")]);
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "caf%E8.txt");
}

/// A gigabyte of memory is enough, whatever uncompressed size a file declares.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_takes_bounded_memory_and_the_rest_is_read() {
    use std::io::Read;
    let folder = tempfile::tempdir().unwrap();
    let spaces = || std::io::repeat(b' ').take(3 << 30);
    std::fs::write(folder.path().join("a.txt.zst"), zstd::encode_all(spaces(), 1).unwrap())
        .unwrap();
    let mut gzip =
        flate2::read::GzEncoder::new(spaces().take(600 << 20), flate2::Compression::best());
    let mut packed = Vec::new();
    gzip.read_to_end(&mut packed).unwrap();
    std::fs::write(folder.path().join("b.txt.gz"), packed).unwrap();
    std::fs::write(folder.path().join("c.txt"), crate::program::TALE.repeat(2)).unwrap();
    // One file after the other, and no thread that has memory of its own set aside.
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 1000000; exec \"$0\" scan . -f json --threads 1"])
        .arg(env!("CARGO_BIN_EXE_retold"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["families"].as_array().unwrap().len(), 1);
    let skipped = report["skipped"].as_array().unwrap();
    assert_eq!(skipped.len(), 2, "{skipped:?}");
    assert!(
        skipped.iter().all(|file| file["reason"].as_str().unwrap().contains("bomb")),
        "{skipped:?}"
    );
}

/// Folders two thousand deep, with paths that are too long to be opened.
#[cfg(target_os = "linux")]
#[test]
fn what_lies_too_deep_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let deep = |top: &str| folder.path().join(top).join("dd/".repeat(1_000));
    for (top, name) in [("a", "tale.txt"), ("b", "again.txt")] {
        std::fs::create_dir_all(deep(top)).unwrap();
        std::fs::write(deep(top).join(name), crate::program::TALE).unwrap();
    }
    std::fs::write(folder.path().join("c.txt"), crate::program::TALE).unwrap();
    std::fs::rename(folder.path().join("a"), deep("b").join("a")).unwrap();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "json"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documents"].as_array().unwrap().len(), 2);
    assert_eq!(report["families"][0]["occurrences"].as_array().unwrap().len(), 2);
    assert_eq!(report["skipped"].as_array().unwrap().len(), 1, "{}", report["skipped"]);
}

#[test]
fn a_key_distinguishes_words_that_were_made_to_collide() {
    let tale = |word| crate::program::TALE.replace("brother", word);
    let folder = crate::program::folder(&[
        ("a.txt", &tale("guzabomokotemome")),
        ("b.txt", &tale("defalamujiluzodu")),
        ("key", "6d2c1f00a94be3775e8801c4b2f09a3d\n"),
        ("short", "6d2c1f00a94be3775e8801c4b2f09a3\n"),
    ]);
    let scan = |more: &[&str]| {
        let args = [&["scan", "a.txt", "b.txt", "-f", "json"], more].concat();
        retold_in(folder.path(), &args)
    };
    let clusters = |more: &[&str]| {
        let output = scan(more);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["settings"]["key"].is_string(), !more.is_empty());
        report["clusters"].as_array().unwrap().len()
    };
    assert_eq!((clusters(&[]), clusters(&["--key", "key"])), (1, 0));
    for (key, reason) in [("short", "32 hexadecimal digits"), ("none", "no such file")] {
        let output = scan(&["--key", key]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(reason) && !stderr(&output).contains("6d2c"), "{key}");
    }
    let output = scan(&["--key", "key", "--output", "key"]);
    assert_eq!(output.status.code(), Some(2), "what was read is not written over");
}

/// A name after `--` is never read as an option.
#[test]
fn names_that_look_like_options_are_names_behind_two_dashes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("--check"), crate::program::TALE.repeat(2)).unwrap();
    let output = program(folder.path()).args(["scan", "--", "--check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("1 document"));
}
