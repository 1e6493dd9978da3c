//! Tests of the readers: the same words are found in every file format.

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

/// A file with a few invalid bytes is read, except for the words around them, and the exit code is
/// not 0.
#[test]
fn a_damaged_text_is_found_except_for_its_damaged_words() {
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

/// A page with a list, a block of code and prose that another page has too, and text of its own between them.
fn page(name: &str) -> String {
    let code = "let boats = harbour.boats().iter().filter(|boat| boat.is_old() && boat.has_sail()).count();";
    let item = "- nets of three kinds, a lamp with oil for two nights, rope, bread, a letter to the keeper";
    let own = (0..30).map(|at| format!("{name}{at}")).collect::<Vec<_>>().join(" ");
    format!("# {name}\n\n{item}\n\n{own}\n\n```rust\n{code}\n{code}\n```\n\n{own}\n\n{}\n", text())
}

#[test]
fn places_have_kinds_prose_comes_first_and_kinds_can_be_chosen() {
    let folder = folder(&[("a.md", &page("Ann")), ("b.md", &page("Bob"))]);
    let kinds = |args: &[&str]| -> Vec<String> {
        let report = report(folder.path(), &[&["scan", "."], args].concat());
        let families = report["families"].as_array().unwrap().iter();
        families.map(|it| it["occurrences"][0]["kind"].as_str().unwrap().to_owned()).collect()
    };
    let all = kinds(&[]);
    assert_eq!(all[0], "prose", "{all:?}");
    assert!(all.is_sorted_by_key(|kind| {
        ["prose", "list", "heading", "table", "code"].iter().position(|it| it == kind)
    }));
    assert!(
        all.iter().any(|kind| kind == "list") && all.iter().any(|kind| kind == "code"),
        "{all:?}"
    );
    assert_eq!(kinds(&["--only", "list"]), ["list"]);
    assert!(!kinds(&["--skip", "code"]).contains(&"code".to_owned()));
    assert_eq!(kinds(&["--only", "code"]), ["code"]);
}

/// Code would bury the prose: people see it if they ask, and the last line says that it is left out.
#[test]
fn repeated_code_is_listed_for_people_if_it_is_asked_for() {
    let page = |name: &str| format!("# {name}\n\n```\n{}\n```\n", text());
    let folder = folder(&[("a.md", &page("Ann and her boat")), ("b.md", &page("Bob"))]);
    let units = ["scan", ".", "--document-threshold", "1"];
    let shown = |args: &[&str]| {
        let output = retold_in(folder.path(), &[&units, args].concat());
        (output.status.code(), String::from_utf8(output.stdout.clone()).unwrap(), stderr(&output))
    };
    let (code, listed, said) = shown(&["--check"]);
    assert_eq!(code, Some(0), "{listed}");
    assert!(
        !listed.contains("harbour")
            && said.contains("not listed: 1 passage of code (--only all lists them)"),
        "{listed}{said}"
    );
    let (code, listed, said) = shown(&["--check", "--only", "all"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(listed.contains("of code"), "{listed}");
}

#[test]
fn files_are_chosen_by_patterns_in_folders_and_read_if_they_are_named() {
    let text = text();
    let folder = folder(&[("x/a.md", &text), ("x/drafts/b.md", &text), ("x/c.txt", &text)]);
    let names = |args: &[&str]| -> Vec<String> {
        let report = report(folder.path(), &[&["scan"], args].concat());
        let documents = report["documents"].as_array().unwrap().iter();
        documents.map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["x", "--include", "*.md"]), ["x/a.md", "x/drafts/b.md"]);
    assert_eq!(names(&["x", "--exclude", "drafts"]), ["x/a.md", "x/c.txt"]);
    assert_eq!(
        names(&["x", "x/c.txt", "--include", "*.md", "--exclude", "drafts"]),
        ["x/a.md", "x/c.txt"]
    );
    let wrong = retold_in(folder.path(), &["scan", "x", "--include", "a["]);
    assert!(wrong.status.code() == Some(2) && stderr(&wrong).contains("a["), "{}", stderr(&wrong));
}

/// A download that was cut off, and the page: by default both are kept, since the page has more text.
/// `--contained` and `--keep longest` remove the part, and `restore` restores it. If it was cut in the middle
/// of a word, which may be another word, `--remove similar` is needed too.
#[test]
fn a_document_inside_a_longer_one_is_removed_if_that_is_asked_for() {
    let text = text();
    let rest = "and nothing of this is in the part that was downloaded before the line went down that night. ".repeat(9);
    let part = &text[..text.rfind(' ').unwrap()];
    let lines = [part, &format!("{text} {rest}")]
        .map(|text| format!("{}\n", serde_json::json!({ "text": text })));
    for name in ["in.jsonl", "in.jsonl.zst"] {
        let folder = folder(&[]);
        let bytes = lines.concat().into_bytes();
        let packed = if name.ends_with("zst") {
            zstd::encode_all(&*bytes, 1).unwrap()
        } else {
            bytes.clone()
        };
        fs::write(folder.path().join(name), packed).unwrap();
        for (args, left) in [(&[][..], 2), (&["--contained"], 1), (&["--keep", "longest"], 1)] {
            let output = retold_in(
                folder.path(),
                &[&["dedup", name, "-o", "out.jsonl", "--force"], args].concat(),
            );
            assert!(output.status.success(), "{}", stderr(&output));
            let clean = fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
            assert_eq!(clean.lines().count(), left, "{name} {args:?}");
            assert!(clean.ends_with(&lines[1]), "the longer one is kept");
            let output =
                retold_in(folder.path(), &["restore", "out.jsonl", "-o", "back.jsonl", "--force"]);
            assert!(output.status.success(), "{}", stderr(&output));
            assert_eq!(fs::read(folder.path().join("back.jsonl")).unwrap(), bytes);
        }
    }
    let by_paragraph =
        retold_in(Path::new("."), &["dedup", "x", "-o", "y", "--contained", "--unit", "paragraph"]);
    assert!(stderr(&by_paragraph).contains("--unit document"), "{}", stderr(&by_paragraph));
}
