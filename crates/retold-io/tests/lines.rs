//! Tests of repeated lines in files of every kind: the clean corpus and the restored input.

use crate::table::{said, write};
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use retold_io::dedup::{By, Options, RestoreOptions, Summary, dedup, restore};
use retold_io::diagnostics::Silent;
use std::fs;
use std::path::Path;

/// Lines that are long enough to be removed. No two of them are alike.
const LONG: [&str; 5] = [
    "The old man walked slowly down to the harbour to look for his brother and his boat.",
    "Nobody was there and the nets lay upside down on the wet sand all through the cold May.",
    "The council has decided that the bridge will be closed for repairs until the end of June.",
    "Seven of the machines in the hall were sold last year while the others stand still since then.",
    "« Je ne sais pas, dit-elle à voix basse, pourquoi le facteur est passé deux fois ce matin-là. »",
];

/// Lines below the minimum of eight words, which are never removed.
const SHORT: [&str; 3] = ["", "Print this page", "  * * *"];

const LEAST: usize = 8;

fn run(at: &Path, inputs: &[&str], output: &str) -> Summary {
    let inputs = inputs.iter().map(|name| at.join(name)).collect();
    let mut options = Options::new(inputs, at.join(output));
    options.by = By::Line;
    options.min_words = Some(LEAST);
    dedup(&options, &Silent).unwrap()
}

/// A text as numbers of lines: those of [`LONG`], then those of [`SHORT`].
fn text() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..LONG.len() + SHORT.len(), 0..9)
}

fn line(number: usize) -> &'static str {
    LONG.get(number).unwrap_or_else(|| &SHORT[number - LONG.len()])
}

fn joined(lines: &[usize], ending: &str, has_last: bool) -> String {
    let mut text: String = lines.iter().map(|&it| line(it).to_owned() + ending).collect();
    if !has_last {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    text
}

/// The long lines of some texts without those that occurred before, by brute force.
fn first_of_each(texts: &[Vec<usize>]) -> Vec<Vec<&'static str>> {
    let mut seen = Vec::new();
    let mut first = |number: &usize| {
        let is_new = !seen.contains(number);
        seen.push(*number);
        (is_new && *number < LONG.len()).then(|| line(*number))
    };
    texts.iter().map(|text| text.iter().filter_map(&mut first).collect()).collect()
}

/// The long lines of a text.
fn long(text: &str) -> Vec<&str> {
    text.lines().filter(|line| LONG.contains(line)).collect()
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(48))]

    /// The first of equal lines is kept, every short line is, and the input comes back byte for byte.
    #[test]
    fn files_of_every_kind_come_back_without_and_with_their_repeated_lines(
        texts in prop::collection::vec(text(), 6),
        windows in any::<bool>(),
        has_last in any::<bool>(),
        markdown in text(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let ending = if windows { "\r\n" } else { "\n" };
        let written: Vec<String> =
            texts.iter().map(|text| joined(text, ending, has_last)).collect();
        let json = |text: &String| serde_json::json!({ "n": [1], "text": text }).to_string();
        let csv = |text: &String| format!("1,\"{text}\",x{ending}");
        let files = [
            ("a.txt", written[0].clone()),
            ("b.jsonl", [json(&written[1]), json(&written[2])].join("\n")),
            ("c.csv", ["id,text,more\n".to_owned(), csv(&written[3]), csv(&written[4])].concat()),
            ("e.md", format!("---\ntitle: A\n---\n\n# B\n\n{}", joined(&markdown, "\n\n", true))),
        ];
        for (name, bytes) in &files {
            fs::write(at.join(name), bytes).unwrap();
        }
        write(&at.join("d.parquet"), &[&[Some(&written[5]), None]]);
        let names = ["a.txt", "b.jsonl", "c.csv", "d.parquet", "e.md"];
        let summary = run(at, &names, "clean");

        let expected = first_of_each(&texts);
        let clean = |name: &str| fs::read_to_string(at.join("clean").join(name)).unwrap();
        let mut left = vec![clean("a.txt")];
        let of_json = clean("b.jsonl");
        let values = of_json.lines().map(serde_json::from_str::<serde_json::Value>);
        left.extend(values.map(|it| it.unwrap()["text"].as_str().unwrap().to_owned()));
        let table = clean("c.csv");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        left.extend(reader.records().map(|row| row.unwrap()[1].to_owned()));
        prop_assert_eq!(left.len(), 5);
        for (left, (written, expected)) in left.iter().zip(written.iter().zip(&expected)) {
            prop_assert_eq!(&long(left), expected);
            let short = |text: &str| -> Vec<String> {
                let is_short = |it: &&str| !it.trim().is_empty() && !LONG.contains(it);
                text.lines().filter(is_short).map(str::to_owned).collect()
            };
            prop_assert_eq!(short(left), short(written));
        }
        let (rows, _) = said(&at.join("clean/d.parquet"));
        for line in LONG {
            let is_left = format!("{rows:?}").contains(line);
            prop_assert_eq!(is_left, expected[5].contains(&line));
        }
        let before: usize = written.iter().map(|it| long(it).len()).sum::<usize>()
            + markdown.iter().filter(|&&it| it < LONG.len()).count();
        let after: usize = expected.iter().map(Vec::len).sum::<usize>();
        prop_assert!(summary.counts.removed as usize <= before - after);
        prop_assert!(summary.counts.removed as usize + markdown.len() >= before - after);

        restore(&RestoreOptions::new(at.join("clean"), at.join("again")), &Silent).unwrap();
        for (name, bytes) in &files {
            prop_assert_eq!(&fs::read_to_string(at.join("again").join(name)).unwrap(), bytes);
        }
        prop_assert_eq!(said(&at.join("again/d.parquet")), said(&at.join("d.parquet")));
    }
}

/// A line of a text in Markdown is removed where it is a line of running text, and nowhere else.
#[test]
fn code_tables_and_front_matter_keep_their_lines() {
    let [tale, nets, bridge, ..] = LONG;
    let body = format!(
        "---\nsummary: {tale}\n---\n\n# {tale}\n\n```\n{tale}\n```\n\n| {tale} | b |\n|---|---|\n\
         | {tale} | {tale} |\n\n    {tale}\n\nKept.\n\n{nets}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.txt"), format!("{tale}\n{nets}\n{bridge}\n")).unwrap();
    fs::write(at.join("b.md"), &body).unwrap();
    fs::write(at.join("c.py"), format!("{tale}\n{tale}\n")).unwrap();
    let json = serde_json::json!({ "text": &body });
    fs::write(at.join("d.jsonl"), format!("{json}\n")).unwrap();
    let summary = run(at, &["a.txt", "b.md", "c.py", "d.jsonl"], "clean");
    assert_eq!((summary.counts.removed, summary.whole), (2, 1));
    let left = body.replace(&format!("\n{nets}\n"), "");
    let clean = |name: &str| fs::read_to_string(at.join("clean").join(name)).unwrap();
    assert_eq!(clean("b.md"), left);
    assert_eq!(clean("c.py"), format!("{tale}\n{tale}\n"));
    assert_eq!(clean("d.jsonl"), format!("{}\n", serde_json::json!({ "text": left })));
}

/// A paragraph that is wrapped over lines of a Markdown file is one line to its readers.
#[test]
fn no_wrapped_line_is_taken_out_of_a_paragraph_of_markdown() {
    let [tale, nets, ..] = LONG;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let wrapped = format!("# A\n\nIt is said that\n{tale}\nand nothing more.\n\n{nets}\n\nB\n");
    fs::write(at.join("a.txt"), format!("{tale}\n{nets}\n")).unwrap();
    fs::write(at.join("b.md"), &wrapped).unwrap();
    assert_eq!(run(at, &["a.txt", "b.md"], "clean").counts.removed, 1);
    let left = fs::read_to_string(at.join("clean/b.md")).unwrap();
    assert_eq!(left, wrapped.replace(&format!("{nets}\n\n"), ""));
}

/// A removed line never joins the lines beside it, and takes one line end along.
#[test]
fn the_lines_beside_a_removed_one_stay_lines() {
    let [tale, nets, bridge, hall, _] = LONG;
    for ending in ["\n", "\r\n", "\r"] {
        for (before, after) in [
            (format!("{tale}|{nets}|{tale}|{hall}|"), format!("{tale}|{nets}|{hall}|")),
            (format!("{tale}|{nets}|{tale}"), format!("{tale}|{nets}")),
            (format!("{tale}||{nets}|{tale}|{hall}"), format!("{tale}||{nets}|{hall}")),
            (format!("{tale}|{bridge}||{tale}||{hall}"), format!("{tale}|{bridge}||{hall}")),
            (format!("{tale}|Short.|{tale}|Short."), format!("{tale}|Short.|Short.")),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let at = folder.path();
            fs::write(at.join("a.txt"), before.replace('|', ending)).unwrap();
            run(at, &["a.txt"], "clean.txt");
            let left = fs::read_to_string(at.join("clean.txt")).unwrap();
            assert_eq!(left, after.replace('|', ending), "{before}");
        }
    }
}

/// A line that states another number is no repeat.
#[test]
fn a_line_with_another_number_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let lines = ["17", "18", "17"].map(|day| {
        format!("The office in the old town hall will be closed on the {day} of March this year.\n")
    });
    fs::write(at.join("a.txt"), lines.concat()).unwrap();
    let summary = run(at, &["a.txt"], "clean.txt");
    assert_eq!((summary.counts.removed, summary.counts.kept_for_facts), (1, 1));
    let left = fs::read_to_string(at.join("clean.txt")).unwrap();
    assert_eq!(left, lines[..2].concat());
}
