//! Corpora for the tests of `dedup`, and functions that read its output.

use crate::program::{fed, stderr};
use retold_synth::{Language, Prose, Rng};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Output;

/// Articles of several paragraphs as JSON Lines, a third of which repeats another: word for word,
/// edited, or a paragraph of it. Between them, lines that are none of these.
pub(crate) fn corpus(seed: u64, documents: usize) -> Vec<u8> {
    let mut rng = Rng::new(seed);
    let mut prose = Prose::new(Language::English, seed);
    let mut texts: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for number in 0..documents {
        let mut own = || {
            let paragraphs: Vec<String> = (0..4).map(|_| prose.paragraph(40)).collect();
            paragraphs.join("\n\n")
        };
        let text = match (rng.below(12), texts.is_empty()) {
            (0, false) => rng.pick(&texts).clone(),
            (1, false) => rng.pick(&texts).to_uppercase(),
            (2, false) => rng.pick(&texts).replacen(" the ", " \u{201c}that\u{201d} ", 1),
            (3, false) => {
                let other = rng.pick(&texts).split("\n\n").next().unwrap().to_owned();
                format!("{}\n\n{other}\n", own())
            }
            (4, _) => {
                let text = own();
                format!("{text}\n\n{}", text.split("\n\n").nth(1).unwrap())
            }
            _ => own(),
        };
        let json = serde_json::to_string(&text).unwrap();
        // The same text may be written in several ways.
        let json = match rng.below(3) {
            0 => json.replace('e', "\\u0065"),
            1 => json.replace('\u{201c}', "\\u201C").replace("\\n", "\\u000a"),
            _ => json,
        };
        let end = if rng.below(5) == 0 { "\r\n" } else { "\n" };
        let year = 1990 + rng.below(30);
        lines.push(format!(
            "{{ \"id\":\"n{number}\",\"text\" : {json}, \"year\":{year}, \"x\":[1.50,\"\\/\"]}}{end}"
        ));
        match rng.below(40) {
            0 => lines.push("\n".to_owned()),
            1 => lines.push("{\"id\": 1, \"text\": \"broken\n".to_owned()),
            2 => lines.push("{\"id\": 2, \"text\": null}\n".to_owned()),
            _ => {}
        }
        texts.push(text);
    }
    let mut corpus = lines.concat().into_bytes();
    // The last line has no line break.
    corpus.pop();
    corpus
}

/// The bytes, compressed according to the name.
pub(crate) fn pack(name: &str, bytes: &[u8]) -> Vec<u8> {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    if extension == Some("gz") {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    } else if extension == Some("zst") {
        zstd::encode_all(bytes, 1).unwrap()
    } else {
        bytes.to_vec()
    }
}

/// The content of a file, uncompressed according to its name.
pub(crate) fn unpacked(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => {
            let mut unpacked = Vec::new();
            flate2::read::MultiGzDecoder::new(&*bytes).read_to_end(&mut unpacked).unwrap();
            unpacked
        }
        Some("zst") => zstd::decode_all(&*bytes).unwrap(),
        _ => bytes,
    }
}

/// Runs the program, and checks its exit code.
pub(crate) fn ends(folder: &Path, args: &[&str], code: i32) -> Output {
    let output = fed(folder, args, b"");
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    output
}

/// The entries of an audit log, without its header.
pub(crate) fn entries(path: &Path) -> Vec<Value> {
    let log = String::from_utf8(unpacked(path)).unwrap();
    let mut lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert_eq!(lines.next().unwrap()["schema"], "retold.audit/1");
    lines.collect()
}

/// The text of each line; none for lines that have none.
pub(crate) fn texts(lines: &[u8]) -> Vec<Option<String>> {
    let lines = lines.split_inclusive(|&byte| byte == b'\n');
    lines
        .map(|line| {
            let value: Value = serde_json::from_slice(line).ok()?;
            Some(value["text"].as_str()?.to_owned())
        })
        .collect()
}
