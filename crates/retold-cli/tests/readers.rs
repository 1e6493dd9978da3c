//! The same words are found in whatever form they come.

use crate::program::{folder, retold_in, stderr};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Twelve lines of running text.
const LINES: [&str; 12] = [
    "the old man walked slowly down to the harbour to look",
    "for his brother who had gone out with the boats before",
    "dawn and had not been seen since the storm broke over",
    "the bay while nobody on the quay had any news of him",
    "and the harbour master only shook his head when he was",
    "asked about it so that in the end he sat down on a coil",
    "of rope and waited for the tide to turn since there was",
    "nothing else to be done on such a day and the light was",
    "going fast behind the island where the lamp had not been",
    "lit for three nights because its keeper was ill and his",
    "wife had rowed across the sound to fetch a doctor whom",
    "she did not find at home and whose dog would not let her in",
];

fn text() -> String {
    LINES.join("\n")
}

fn report(folder: &Path, args: &[&str]) -> Value {
    let output = retold_in(folder, &[args, &["--quiet", "--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)))
}

/// Lines made of the text, from two lines a piece.
fn pieces(piece: impl Fn(usize, &str) -> String) -> String {
    LINES.iter().enumerate().map(|(at, line)| piece(at, line)).collect::<Vec<_>>().concat()
}

#[test]
fn a_text_is_found_in_every_form() {
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let (whole, time) = (text(), |at: usize| format!("00:00:{at:02},000"));
    let quoted = whole.replace(' ', "=20");
    let rolling = pieces(|at, line| {
        let before = if at == 0 { " " } else { LINES[at - 1] };
        let (now, next) = (format!("00:{at:02}.000"), format!("00:{at:02}.500"));
        format!(
            "{now} --> {next}\n{before}\n<{now}><c>{line}</c>\n\n{next} --> {next}\n{line}\n \n\n"
        )
    });
    for (name, content) in [
        ("a.json", format!("[{{\"text\": {}, \"ppl\": NaN}}]", json(&whole))),
        ("b.jsonl", format!("{{\n \"text\":\n{}\n}}", json(&whole))),
        ("c.csv", format!("id;text\n1;\"{whole}\"\n")),
        (
            "d.mbox",
            format!(
                "From a@b Mon Jan  1 00:00:01 2024\nSubject: s\n\n{}\n",
                pieces(|_, line| format!("> {line}\n"))
            ),
        ),
        ("e.eml", format!("Subject: s\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n")),
        (
            "f.srt",
            pieces(|at, line| {
                format!("{at}\n{} --> {}\n<i>{line}</i>\n\n", time(at), time(at + 1))
            }),
        ),
        ("g.vtt", format!("WEBVTT\n\n{rolling}")),
        (
            "h.ipynb",
            format!(
                "{{\"cells\": [{{\"cell_type\": \"markdown\", \"source\": {}}}]}}",
                json(&whole)
            ),
        ),
        ("i.mdx", format!("import A from 'a';\n\n<A b={{1}}>\n\n{whole}\n\n</A>\n")),
        ("j.qmd", format!("---\ntitle: t\n---\n\n**{whole}**\n")),
        (
            "k.txt",
            pieces(|at, line| format!("[10:00:{at:02}] {}: {line}\n", ["ANN", "BO"][at / 2 % 2])),
        ),
        ("l.log", pieces(|at, line| format!("2024-05-17 10:00:{at:02},123 INFO [main] {line}\n"))),
        ("m.txt", pieces(|at, line| format!("{:6}\t{line}\n", at + 1))),
    ] {
        let folder = folder(&[("plain.md", &whole), (name, &content)]);
        let report = report(folder.path(), &["compare", "plain.md", name]);
        let pair = &report["pairs"][0];
        assert_eq!(report["skipped"], serde_json::json!([]), "{name}");
        let relation = pair["relation"].as_str().unwrap_or_default();
        assert!(matches!(relation, "identical" | "same_words"), "{name}: {pair}\n{content}");
        // Where offsets are those of the file, they lead to the text.
        if !report["documents"][1]["name"].as_str().unwrap().contains(':') {
            let place = &pair["passages"][0]["b"];
            let at = |key: &str| place[key].as_u64().unwrap() as usize;
            let found = &content[at("start")..at("end")];
            assert!(found.starts_with(LINES[0]) && found.contains(LINES[11]), "{name}: {found}");
        }
    }
}

#[test]
fn several_fields_make_one_text() {
    let messages: Vec<Value> =
        LINES.iter().map(|line| serde_json::json!({"role": "user", "content": line})).collect();
    let chat = serde_json::json!({ "messages": messages }).to_string();
    let folder = folder(&[("a.jsonl", &chat), ("b.txt", &text())]);
    let args = ["compare", "a.jsonl", "b.txt", "--text-field", "messages[].content"];
    assert_eq!(report(folder.path(), &args)["pairs"][0]["relation"], "identical");
    let wrong = retold_in(folder.path(), &["scan", "a.jsonl", "--text-field", "message"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = stderr(&wrong);
    assert!(
        said.contains(
            "no record has a field `message`; the first has `messages`; is `messages` meant?"
        ),
        "{said}"
    );
}

/// Their labels repeat in every drawing, and the repeats of the prose beside them would be lost among them.
#[test]
fn drawings_in_a_folder_are_counted_and_not_read() {
    let drawing =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{}</text></svg>", text());
    let folder = folder(&[("doc/a.svg", &drawing), ("doc/b.svg", &drawing), ("doc/c.md", &text())]);
    let output = retold_in(folder.path(), &["scan", "doc", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(all["documents"].as_array().map(Vec::len), Some(1));
    assert!(all["skipped"][0]["reason"].as_str().unwrap().starts_with("a drawing"), "{all}");
    let named = report(folder.path(), &["compare", "doc/a.svg", "doc/c.md"]);
    assert_eq!(named["pairs"][0]["relation"], "identical");
}

/// A file with a few foreign bytes is read but for the words around them, and the exit code tells.
#[test]
fn a_damaged_text_is_found_but_for_its_words() {
    let folder = folder(&[("a.txt", &text())]);
    let mut bytes = format!("é {}", text()).into_bytes();
    bytes[100] = 0xe9;
    bytes[300] = 0;
    fs::write(folder.path().join("b.txt"), bytes).unwrap();
    let output = retold_in(folder.path(), &["scan", ".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let reasons: Vec<&str> = all["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["reason"].as_str().unwrap())
        .collect();
    assert!(
        reasons[0].starts_with("line 2 has byte 0xe9") && reasons[1].contains("a NUL byte"),
        "{reasons:?}"
    );
    assert!(!all["pairs"].as_array().unwrap().is_empty(), "{all}");
}
