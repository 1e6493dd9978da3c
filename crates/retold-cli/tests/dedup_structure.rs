//! Tests of markup: the output of `dedup` has the block structure of the input.

use crate::dedup_corpus::{ends, entries};
use crate::program::{TALE, folder};
use proptest::prelude::{ProptestConfig, prop, proptest};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const UNITS: [&str; 3] = ["paragraph", "line", "passage"];

/// Sentences long enough to be repeats by paragraph.
const TEXTS: [&str; 4] = [
    "The operator waits until every worker has joined the pool and the queue is drained for the day.",
    "Each worker then reads its share of the queue and reports the result to the ledger at night.",
    "No worker is stopped while it holds a lease on a part of the queue that others wait for.",
    "The ledger is written to a disk of its own, which the operator mounts before the pool starts.",
];

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// A page of the documentation of a version.
fn page(version: u32, unit: &str) -> String {
    let [a, b, c, d] = TEXTS;
    format!(
        "---\ntitle: \"How the pool works, from the first worker to the last one of the day\"\n\
         description: \"Explains how workers join the pool and when they read their share of it.\"\n\
         sidebar_position: 2\n---\n\nimport Tabs from '@theme/Tabs';\n\n# The pool\n\n{a}\n\n{b}\n\n\
         :::note\n\n{c}\n\n:::\n\n## Ledger\n\n{d}\n\nWritten for {unit} version {version}, see \
         [the list][workers] of workers there.[^limits]\n\n1. {a}\n2. First of version {version}.\n\n\
         [workers]: https://docs.example.org/reference/the/list/of/all/workers/in/the/pool/index.html\n\
         [^limits]: The limits of the pool are those that the operator has set on the first day.\n"
    )
}

/// The lines that are no running text.
fn structure(text: &str) -> Vec<&str> {
    let is_text = |line: &&str| {
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || ".-> ".contains(c));
        line.is_empty() || TEXTS.contains(&line) || line.starts_with("Written for")
    };
    text.lines().filter(|line| !is_text(line)).collect()
}

/// Of versions of one page, the later ones keep front matter, definitions, headings and directives.
#[test]
fn versions_of_a_page_keep_their_structure() {
    for by in UNITS {
        let pages: Vec<String> = (1..=3).map(|version| page(version, by)).collect();
        let mut lines = String::new();
        for page in &pages {
            let _ = writeln!(lines, "{{\"text\":{}}}", serde_json::to_string(page).unwrap());
        }
        let windows = pages[2].replace('\n', "\r\n");
        let folder = folder(&[
            ("in/v1/pool.md", &pages[0]),
            ("in/v2/pool.md", &pages[1]),
            ("in/v3/pool.md", &windows),
            ("a.jsonl", &lines),
        ]);
        ends(folder.path(), &["dedup", "in", "--by", by, "-o", "out"], 0);
        ends(folder.path(), &["dedup", "a.jsonl", "--by", by, "-o", "out.jsonl"], 0);
        let records = read(folder.path(), "out.jsonl");
        let records: Vec<serde_json::Value> =
            records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for (number, page) in pages.iter().enumerate().skip(1) {
            let left = read(folder.path(), &format!("out/v{}/pool.md", number + 1));
            for left in [left.as_str(), records[number]["text"].as_str().unwrap()] {
                assert_eq!(structure(left), structure(page), "{by}");
                assert!(!left.contains(TEXTS[1]), "{by}: {left}");
                for kept in [2, 3] {
                    let below = left.contains(TEXTS[kept]) || kept == 3;
                    assert!(below, "{by}: nothing is below what opens: {left}");
                }
            }
        }
        assert!(entries(&folder.path().join("out.audit.jsonl")).len() >= 2);
        ends(folder.path(), &["restore", "out", "-o", "again"], 0);
        assert_eq!(read(folder.path(), "again/v2/pool.md"), pages[1]);
        assert_eq!(read(folder.path(), "again/v3/pool.md"), windows);
    }
}

/// Text in other blocks is no reason to remove running text.
#[test]
fn what_is_never_cut_is_never_the_reason_to_cut() {
    let tale = TALE.trim();
    let joined = tale.replace('\n', " ");
    for other in [
        format!("# {joined}\n\nText.\n"),
        format!("---\ntitle: \"{joined}\"\n---\n\nText.\n"),
        format!("```\n{tale}\n```\n"),
        format!("Text\n\n    {joined}\n"),
        format!("| a |\n|---|\n| {joined} |\n"),
        format!("<div>\n{joined}\n</div>\n"),
        format!("!!! note\n    {joined}\n"),
        format!("[a]: https://example.org '{joined}'\n"),
    ] {
        let folder = folder(&[("in/a.md", &other), ("in/b.md", &format!("{joined}\n\nEnd.\n"))]);
        for by in UNITS {
            ends(folder.path(), &["dedup", "in", "--by", by, "-o", by], 0);
            let (a, b) = (format!("{by}/a.md"), format!("{by}/b.md"));
            assert_eq!(read(folder.path(), &a), other, "{by}");
            assert_eq!(read(folder.path(), &b), format!("{joined}\n\nEnd.\n"), "{by}: {other}");
        }
    }
}

/// Texts that would take quadratic time or a deep stack in a careless parser.
#[test]
fn hostile_markup_ends_soon() {
    let tale = TALE.trim();
    let texts = [
        "[".repeat(100_000),
        "> ".repeat(50_000),
        "- ".repeat(50_000),
        "**a ".repeat(25_000),
        "<b>".repeat(30_000),
        "[a]: b\n".repeat(15_000),
        "[^a]\n".repeat(15_000),
        "1. a\n".repeat(20_000),
        "a:\n\n".repeat(20_000),
        ":::a\n\n".repeat(15_000),
    ];
    let files: Vec<(String, String)> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (format!("in/{at}.md"), format!("{tale}\n\n{text}\n\n{tale}\n")))
        .collect();
    let given: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let folder = folder(&given);
    for by in UNITS {
        ends(folder.path(), &["dedup", "in", "--by", by, "-o", by, "--threads", "1"], 0);
        let again = format!("again-{by}");
        ends(folder.path(), &["restore", by, "-o", &again], 0);
        for (name, text) in &files {
            let name = name.replace("in/", &format!("{again}/"));
            assert!(read(folder.path(), &name) == *text, "{by} {name}");
        }
    }
}

/// A block of Markdown around a text.
fn block(kind: usize, text: &str) -> String {
    match kind {
        0..=2 => format!("{text}\n"),
        3 => format!("- {text}\n- Short.\n- {text}\n"),
        4 => format!("1. {text}\n2. Short.\n3. {text}\n"),
        5 => format!("> {text}\n>\n> Short.\n"),
        // A title: in a text without a name, a longer line is a comment.
        6 => format!("## {}\n", text.split('.').next().unwrap_or_default()),
        7 => format!("```\n{text}\n```\n"),
        8 => format!("| a | b |\n|---|---|\n| {text} | c |\n"),
        9 => format!(":::note\n\n{text}\n\n:::\n"),
        10 => format!("<div>\n\n{text}\n\n</div>\n"),
        11 => format!("- Short.\n\n  {text}\n"),
        12 => format!("[^1]: {text}\n"),
        13 => format!("**{text}** {text}\n"),
        14 => format!("As follows:\n\n- {text}\n"),
        15 => format!("    {text}\n"),
        _ => "***\n".to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn markdown_comes_back_byte_for_byte(
        blocks in prop::collection::vec((0usize..17, 0usize..4, 0usize..4), 1..24),
        ending in prop::sample::select(vec!["\n", "\r\n", "mixed"]),
    ) {
        let mut text = String::new();
        for (kind, one, two) in blocks {
            let _ = writeln!(text, "{}", block(kind, &format!("{} {}", TEXTS[one], TEXTS[two])));
        }
        match ending {
            "mixed" => {
                let lines = text.split_inclusive('\n').enumerate();
                text = lines.map(|(at, line)| {
                    if at % 3 == 0 { line.replace('\n', "\r\n") } else { line.to_owned() }
                }).collect();
            }
            ending => text = text.replace('\n', ending),
        }
        let folder = folder(&[("in/a.md", &text), ("in/b.md", &text), ("in/c.txt", &text)]);
        for by in UNITS {
            ends(folder.path(), &["dedup", "in", "--by", by, "-o", by], 0);
            let again = format!("again-{by}");
            ends(folder.path(), &["restore", by, "-o", &again], 0);
            for name in ["a.md", "b.md", "c.txt"] {
                assert!(read(folder.path(), &format!("{again}/{name}")) == text, "{by} {name}");
                let left = read(folder.path(), &format!("{by}/{name}"));
                let heads = |text: &str| {
                    let marks = ["##", "```", "|", ":::", "<", "***", "[^"];
                    let lines = text.lines().filter(|line| marks.iter().any(|it| line.starts_with(it)) && !line.starts_with("**T"));
                    lines.map(str::to_owned).collect::<Vec<_>>()
                };
                assert_eq!(heads(&left), heads(&text), "{by} {name}");
            }
        }
    }
}
