//! `dedup` and `restore`: the input can be restored byte for byte, and a clean corpus stays
//! unchanged.

use crate::corpora::texts;
use crate::folder::{Folder, read};
use serde_json::json;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Cleans a small corpus and restores it.
pub fn dedup(data: &[u8]) {
    let Some((&[first, second], rest)) = data.split_first_chunk() else { return };
    let folder = Folder::new();
    let by = ["document", "paragraph", "passage"][usize::from(first) % 3];
    let mut options: Vec<&str> = vec!["--by", by];
    // Only records that are made here have dates.
    let rules = if first / 12 % 4 > 1 { 3 } else { 2 };
    let keep = ["first", "longest", "earliest:date"][usize::from(second) % rules];
    let threshold = ["0.3", "0.6", "0.8", "1"][usize::from(second / 3) % 4];
    options.extend(["--keep", keep, "--threshold", threshold]);
    if first / 3 % 2 == 1 {
        options.push("--ignore-facts");
    }
    if first / 6 % 2 == 1 {
        options.extend(["--min-words", "3"]);
    }
    let input = match first / 12 % 4 {
        // Any bytes, as lines.
        0 => vec![folder.file("in.jsonl", rest)],
        1 => of_texts(&folder, &texts(rest), second),
        _ => vec![folder.file("in.jsonl", &records(&texts(rest), second))],
    };
    let clean = folder.path("clean.jsonl");
    if run("dedup", &input, &clean, &options) {
        back(&folder, &input, &clean);
        if by == "document" && clean.is_file() {
            let again = folder.path("again.jsonl");
            assert!(run("dedup", std::slice::from_ref(&clean), &again, &options), "{input:?}");
            assert!(read(&again) == read(&clean), "there is something left in {}", show(&clean));
        }
    }
}

/// Records with other fields, in several notations. These bytes must not change.
fn records(texts: &[String], style: u8) -> Vec<u8> {
    let mut lines = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let date = format!("20{:02}-01-01", (usize::from(style) * (number + 1)) % 40);
        let mut line = json!({ "id": number, "text": text, "date": date }).to_string();
        if style / 16 % 2 == 1 {
            // The names of the fields, too.
            line = line.replace('a', "\\u0061").replace('x', "\\u0078");
        }
        if style / 32 % 2 == 1 {
            line = format!(" {}  ", line.replace(',', " ,\t"));
        }
        lines.push(line);
    }
    let ending = if style / 64 % 2 == 1 { "\r\n" } else { "\n" };
    let mut all = lines.join(ending);
    if style / 128 == 0 {
        all.push_str(ending);
    }
    all.into_bytes()
}

/// A folder of text files.
fn of_texts(folder: &Folder, texts: &[String], style: u8) -> Vec<PathBuf> {
    for (number, text) in texts.iter().enumerate() {
        let ending = ["txt", "md", "html"][(usize::from(style) + number) % 3];
        folder.file(&format!("in/{number}.{ending}"), text.as_bytes());
    }
    vec![folder.path("in")]
}

/// Runs the command, and returns whether it wrote an output.
fn run(command: &str, inputs: &[PathBuf], output: &Path, options: &[&str]) -> bool {
    let mut args: Vec<OsString> = ["retold", command].map(OsString::from).into();
    args.extend(inputs.iter().map(OsString::from));
    args.extend([OsString::from("--output"), output.into()]);
    args.extend(options.iter().map(OsString::from));
    args.extend(["--quiet", "--no-config", "--threads", "1"].map(OsString::from));
    retold_cli::run(&args);
    output.exists()
}

/// The input is restored byte for byte.
fn back(folder: &Folder, input: &[PathBuf], clean: &Path) {
    let original = folder.path("original.jsonl");
    assert!(run("restore", &[clean.to_owned()], &original, &[]), "{}", show(clean));
    for input in input {
        if input.is_file() {
            assert!(read(input) == read(&original), "{} became {}", show(input), show(&original));
            continue;
        }
        for entry in input.read_dir().expect("the folder was just written") {
            let before = entry.expect("as before").path();
            let after = original.join(before.file_name().expect("an entry has a name"));
            assert!(read(&before) == read(&after), "{} became {}", show(&before), show(&after));
        }
    }
}

/// A file as a message shows it.
fn show(path: &Path) -> String {
    match read(path) {
        Some(bytes) => format!("{} {:?}", path.display(), String::from_utf8_lossy(&bytes)),
        None => format!("no file {}", path.display()),
    }
}
