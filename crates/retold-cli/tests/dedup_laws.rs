//! Properties of `dedup` for every corpus.

use crate::dedup_corpus::{corpus, ends, entries, pack, texts, unpacked};
use crate::program::{fed, stderr};
use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseResult;
use std::fs;
use std::path::Path;

const UNITS: [&str; 4] = ["document", "paragraph", "line", "passage"];

#[test]
fn clean_and_audit_are_the_input_for_every_unit_and_packing() {
    let input = corpus(1, 150);
    for by in UNITS {
        for name in ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "-"] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(name), pack(name, &input)).unwrap();
            let clean = if name == "-" { "clean.zst" } else { &format!("clean.{name}") };
            let args = ["dedup", name, "--by", by, "--output", clean];
            let output = fed(folder.path(), &args, &input);
            // Some lines have no text.
            assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
            ends(folder.path(), &["restore", clean, "-o", "again.gz"], 0);
            assert!(unpacked(&folder.path().join("again.gz")) == input, "{by} {name}");
            let clean = unpacked(&folder.path().join(clean));
            assert!(clean.len() < input.len(), "{by} {name}");
            let is_left = |name: &str| name.starts_with('.');
            let left = fs::read_dir(folder.path()).unwrap();
            assert!(
                !left.into_iter().any(|it| is_left(&it.unwrap().file_name().to_string_lossy()))
            );
        }
    }
}

#[test]
fn every_record_that_stays_is_the_record_that_was_there() {
    let input = corpus(2, 200);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), &input).unwrap();
    ends(folder.path(), &["dedup", "a.jsonl", "-o", "clean.jsonl"], 2);
    let clean = fs::read(folder.path().join("clean.jsonl")).unwrap();
    let gone: Vec<u64> = entries(&folder.path().join("clean.jsonl.audit.jsonl"))
        .iter()
        .map(|entry| entry["record"].as_u64().unwrap())
        .collect();
    assert!(gone.len() > 20);
    let mut expected = Vec::new();
    for (number, line) in (1..).zip(input.split_inclusive(|&byte| byte == b'\n')) {
        if !gone.contains(&number) {
            expected.extend_from_slice(line);
        }
    }
    assert!(clean == expected);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let input = corpus(3, 300);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl.zst"), pack("a.zst", &input)).unwrap();
    for by in UNITS {
        let mut results = Vec::new();
        for threads in ["1", "2", "7"] {
            let out = format!("{by}.zst");
            let args =
                ["dedup", "a.jsonl.zst", "--by", by, "-o", &out, "--force", "--threads", threads];
            ends(folder.path(), &args, 2);
            let log = fs::read(folder.path().join(format!("{out}.audit.jsonl"))).unwrap();
            results.push((fs::read(folder.path().join(out)).unwrap(), log));
        }
        assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{by}");
    }
}

#[test]
fn folders_come_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let text = String::from_utf8(corpus(4, 12)).unwrap();
    let long = texts(text.as_bytes()).into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let files: [(&str, Vec<u8>); 8] = [
        ("in/a.txt", long.clone().into_bytes()),
        ("in/b/copy.md", long.clone().into_bytes()),
        ("in/b/packed.txt.gz", pack("x.gz", long.as_bytes())),
        (
            "in/b/latin.txt",
            b"Un caf\xe9 noir, s'il vous pla\xeet, et l'addition. \xc0 bient\xf4t.".to_vec(),
        ),
        ("in/binary.bin", vec![0, 159, 146, 150, 0, 1, 2]),
        ("in/empty.txt", Vec::new()),
        ("in/page.html", b"<p>Hello <b>world</b>".to_vec()),
        ("in/records.jsonl.zst", pack("x.zst", &corpus(5, 60))),
    ];
    for (name, bytes) in &files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    for by in UNITS {
        let (clean, again) = (format!("clean-{by}"), format!("again-{by}"));
        ends(folder.path(), &["dedup", "in", "--by", by, "-o", &clean], 2);
        ends(folder.path(), &["restore", &clean, "-o", &again], 0);
        for (name, _) in &files {
            let name = name.strip_prefix("in/").unwrap();
            let [before, after] =
                ["in", &again].map(|it| unpacked(&folder.path().join(it).join(name)));
            assert!(before == after, "{by} {name}");
        }
        let copy = folder.path().join(&clean).join("b/copy.md");
        if by == "document" {
            assert!(!copy.exists(), "it repeats a.txt");
            let log = entries(&folder.path().join("clean-document.audit.jsonl"));
            assert_eq!(log[0]["repeats"]["source"], "in/a.txt");
            let [stays, was] = [&clean, "in"]
                .map(|it| fs::read(folder.path().join(it).join("b/latin.txt")).unwrap());
            assert_eq!(stays, was);
        } else {
            assert!(fs::read(copy).unwrap().len() * 10 < long.len());
        }
    }
}

#[test]
fn files_without_a_last_line_break_are_separated_again() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [corpus(6, 20), b"".to_vec(), corpus(6, 20), b"\n".to_vec(), corpus(7, 5)];
    let names = ["a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "e.jsonl"];
    for (name, part) in names.iter().zip(&parts) {
        fs::write(folder.path().join(name), part).unwrap();
    }
    for by in UNITS {
        let (clean, again) = (format!("{by}.jsonl"), format!("again-{by}"));
        let mut args = vec!["dedup"];
        args.extend(names);
        args.extend(["--by", by, "-o", &clean]);
        assert!(fed(folder.path(), &args, b"").status.code().is_some_and(|code| code != 1));
        ends(folder.path(), &["restore", &clean, "-o", &again], 0);
        for (name, part) in names.iter().zip(&parts) {
            assert!(
                fs::read(folder.path().join(&again).join(name)).unwrap() == *part,
                "{by} {name}"
            );
        }
        // No two records on one line.
        let clean = fs::read(folder.path().join(clean)).unwrap();
        let glued = |line: &[u8]| line.windows(3).any(|it| it == b"}{ ");
        assert!(!clean.split(|&byte| byte == b'\n').any(glued));
    }
}

/// A small number of sentences, so that many are repeated.
const SENTENCES: [&str; 14] = [
    "The old man walked slowly down to the harbour to look for his brother.",
    "The old man walked very slowly down to the harbour to look for his brother.",
    "Nobody was there, and the boats lay upside down on the sand as they had in May.",
    "On 12 June the price of fish rose to 133 crowns a barrel in every town of the coast.",
    "On 14 June the price of fish rose to 137 crowns a barrel in every town of the coast.",
    "He sat down on a stone.",
    "“Where has he gone, and where did they see him go?” asked the widow at the well, and wept.",
    "一位老人慢慢地走到港口去找他的兄弟，但是那里没有人，船都倒放在沙滩上。",
    "It rained.",
    "It rained?",
    "Mr. Smith went down to the harbour of the U.S. Navy to look for his brother and his boat.",
    "Smith went down to the harbour of the U.S. Navy to look for his brother and his boat.",
    "“It is late. Nobody was there, and the boats lay upside down on the sand as they had in May.”",
    "A man who goes by the name of Smith walked slowly down to the harbour to look for his brother.",
];

/// Documents of paragraphs of sentences.
fn documents() -> impl Strategy<Value = Vec<String>> {
    let sentence = prop::sample::select(SENTENCES.to_vec());
    let paragraph = prop::collection::vec(sentence, 1..5).prop_map(|it| it.join(" "));
    let between = prop::sample::select(vec!["\n\n", "\n", "\r\n\r\n", "\n\n  ", "\n * * *\n\n"]);
    let text = prop::collection::vec((paragraph, between), 0..6)
        .prop_map(|parts| parts.into_iter().map(|(a, b)| a + b).collect::<String>());
    prop::collection::vec(text, 1..8)
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    retold::text::Words.for_each(text, |token| {
        words.push(retold::text::normalise(&text[token.span.range()]).into_owned());
    });
    words
}

/// The rest of a text after whole sentences are removed from its start.
fn beyond_sentences(text: &str) -> &str {
    let mut rest = text.trim_start_matches([' ', '\r', '\n', '*']);
    while let Some(next) = SENTENCES.iter().find_map(|sentence| rest.strip_prefix(sentence)) {
        rest = next.trim_start_matches([' ', '\r', '\n', '*']);
    }
    rest
}

/// Cleans some documents, compares the kept text with the log, and restores the input.
fn check(documents: &[String], by: &str, keep: &str, [escape, whole]: [bool; 2]) -> TestCaseResult {
    let folder = tempfile::tempdir().unwrap();
    let record = |(number, text): (usize, &String)| {
        let mut json = serde_json::to_string(text).unwrap();
        if escape {
            json = json.replace('o', "\\u006f").replace('，', "\\uff0c");
        }
        format!("{{\"text\":{json},\"n\":{}}}\n", number * 7 % 5)
    };
    let input: String = documents.iter().enumerate().map(record).collect();
    fs::write(folder.path().join("in.jsonl"), &input).unwrap();
    let clean_up = |from: &str, to: &str| {
        let args = ["dedup", from, "--by", by, "--keep", keep, "--min-words", "5", "-o", to];
        ends(folder.path(), &args, 0);
        fs::read(folder.path().join(to)).unwrap()
    };
    let clean = clean_up("in.jsonl", "out.jsonl");
    let first = entries(&folder.path().join("out.jsonl.audit.jsonl"));
    // The rest of passages can form other passages.
    if by != "passage" {
        let again = clean_up("out.jsonl", "twice.jsonl");
        // `longest` removes documents that a longer one contains, but not those that are the kept text of another
        // removal, and a second run has no such removal any more. Nothing else is removed.
        let second = entries(&folder.path().join("twice.jsonl.audit.jsonl"));
        for entry in &second {
            let is_kept_text = first.iter().any(|it| it["repeats"]["text"] == entry["text"]);
            prop_assert!((by, keep) == ("document", "longest") && is_kept_text, "{entry}");
            prop_assert!(entry["contained"] == true, "{entry}");
        }
        if second.is_empty() {
            prop_assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&clean));
        }
    }
    ends(folder.path(), &["restore", "out.jsonl", "-o", "again.jsonl"], 0);
    prop_assert_eq!(fs::read_to_string(folder.path().join("again.jsonl")).unwrap(), input);
    let entries = first;
    let left = texts(&clean);
    let gone = |record: u64| by == "document" && entries.iter().any(|it| it["record"] == record);
    // The number of a record among the kept ones.
    let place = |record: u64| (1..record).filter(|&it| !gone(it)).count();
    for entry in &entries {
        let text = entry["text"].as_str().unwrap();
        let other = &entry["repeats"];
        let (kept, record) = (other["text"].as_str().unwrap(), other["record"].as_u64().unwrap());
        prop_assert!(!gone(record), "a removed text repeats kept text");
        let there = left[place(record)].as_ref().unwrap();
        prop_assert!(there.contains(kept), "{kept:?} is gone from {there:?}");
        if entry["identical"] == true {
            prop_assert_eq!(words(text), words(kept));
        } else {
            let (a, b) = (words(text), words(kept));
            let common = a.iter().filter(|word| b.contains(word)).count();
            prop_assert!(common * 10 >= a.len() * 5, "{text:?} ~ {kept:?}");
        }
        prop_assert_eq!(entry["same_words"] == true, words(text) == words(kept));
        if entry["identical"] == true {
            prop_assert!(retold::facts::same_text(text, kept), "{text:?} ~ {kept:?}");
        } else {
            let figures = |text: &str| -> Vec<String> {
                let is_figure = |it: &String| it.chars().all(|c| c.is_ascii_digit());
                words(text).into_iter().filter(is_figure).collect()
            };
            let (gone, kept) = (figures(text), figures(kept));
            prop_assert!(gone.iter().all(|it| kept.contains(it)), "{gone:?} ~ {kept:?}");
            prop_assert!(by != "passage" || gone == kept, "{gone:?} ~ {kept:?}");
        }
    }
    if whole {
        for text in left.iter().flatten() {
            prop_assert_eq!(beyond_sentences(text), "", "of {:?}", text);
        }
    }
    // All kept text is from the input, and each removal has an entry.
    let before: usize = documents.iter().map(|text| words(text).len()).sum();
    let after: usize = left.iter().flatten().map(|text| words(text).len()).sum();
    let went: usize = entries.iter().map(|it| words(it["text"].as_str().unwrap()).len()).sum();
    prop_assert_eq!(before, after + went);
    if by == "document" {
        prop_assert_eq!(left.len() + entries.len(), documents.len());
    } else {
        prop_assert_eq!(left.len(), documents.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_went_still_stands_in_what_is_left(
        documents in documents(),
        by in prop::sample::select(UNITS.to_vec()),
        keep in prop::sample::select(vec!["first", "longest", "earliest:n"]),
        escape in proptest::bool::ANY,
    ) {
        check(&documents, by, keep, [escape, true])?;
    }
}

/// Two equal documents that a longer one contains: one of them is kept for the other, since a removed text is never the
/// reason of a removal. A second run finds that the longer one contains it, and a third run finds nothing.
#[test]
fn a_second_run_removes_a_document_that_was_kept_for_an_equal_one() {
    let record = |text: &str| format!("{{\"text\":{}}}\n", serde_json::to_string(text).unwrap());
    let both = format!("{} {}", SENTENCES[1], SENTENCES[0]);
    let folder = tempfile::tempdir().unwrap();
    let input = record(&both) + &record(SENTENCES[1]) + &record(SENTENCES[1]);
    fs::write(folder.path().join("0.jsonl"), input).unwrap();
    let mut left = Vec::new();
    for run in 0..3 {
        let (from, to) = (format!("{run}.jsonl"), format!("{}.jsonl", run + 1));
        let args = ["dedup", &from, "--unit", "document", "--keep", "longest", "-o", &to];
        ends(folder.path(), &args, 0);
        left.push(fs::read_to_string(folder.path().join(to)).unwrap().lines().count());
    }
    assert_eq!(left, [2, 1, 1]);
}

/// A removal between two lines must not join them to a paragraph that the first run did not
/// compare.
#[test]
fn a_second_run_by_paragraph_finds_nothing() {
    let wide = "a line that is so much wider than the others around it that they are short";
    let (one, other) = ("Some few words here.", "Other few words too.");
    let texts = [
        format!("{one}\n{other}\n"),
        format!("{wide}\n"),
        format!("{one}\n{wide}\n{other}\n"),
        format!("Before.\n\n{one}\n{wide}\n{other}\n\nBehind."),
    ];
    let record = |text: &String| format!("{{\"text\":{}}}\n", serde_json::to_string(text).unwrap());
    let input: String = texts.iter().map(record).collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), &input).unwrap();
    for (from, to) in [("a.jsonl", "b.jsonl"), ("b.jsonl", "c.jsonl")] {
        let args = ["dedup", from, "--by", "paragraph", "--min-words", "4", "-o", to];
        ends(folder.path(), &args, 0);
    }
    let [once, twice] =
        ["b.jsonl", "c.jsonl"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    assert_eq!(once, twice);
    assert_eq!(once.matches(wide).count(), 1, "{once}");
    ends(folder.path(), &["restore", "b.jsonl", "-o", "again.jsonl"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("again.jsonl")).unwrap(), input);
}

/// For near-copies, the order can change the number, because similarity is not transitive.
#[test]
fn the_order_of_the_input_does_not_change_how_much_goes() {
    let input = String::from_utf8(corpus(9, 150)).unwrap() + "\n";
    let folder = tempfile::tempdir().unwrap();
    let mut lines: Vec<&str> = input.split_inclusive('\n').collect();
    for by in ["document", "paragraph"] {
        let mut counts = Vec::new();
        for seed in 0..4 {
            retold_synth::Rng::new(seed).shuffle(&mut lines);
            fs::write(folder.path().join("a.jsonl"), lines.concat()).unwrap();
            let args =
                ["dedup", "a.jsonl", "--by", by, "--threshold", "1", "-o", "b.jsonl", "--force"];
            ends(folder.path(), &args, 2);
            counts.push(entries(&folder.path().join("b.jsonl.audit.jsonl")).len());
        }
        assert!(counts[0] > 10 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    }
}

/// A larger corpus, with passages that overlap in many ways.
#[test]
fn no_passage_loses_its_last_place() {
    let mut documents = Vec::new();
    for seed in 0..3 {
        let synth =
            retold_synth::Passages::new(retold_synth::Language::English).documents(40).build(seed);
        documents.extend(synth.documents);
    }
    // The same text again, divided into other documents.
    let all: Vec<&str> = documents.iter().flat_map(|text| text.split("\n\n")).collect();
    let again: Vec<String> = all.chunks(7).map(|part| part.join("\n\n")).collect();
    documents.extend(again);
    for keep in ["first", "longest"] {
        check(&documents, "passage", keep, [false; 2]).unwrap();
    }
}

#[test]
fn a_log_that_was_changed_restores_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), corpus(8, 60)).unwrap();
    ends(folder.path(), &["dedup", "a.jsonl", "-o", "b.jsonl"], 2);
    let log = folder.path().join("b.jsonl.audit.jsonl");
    let sound = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = sound.split_inclusive('\n').collect();
    let without = [&lines[..2], &lines[3..]].concat().concat();
    let changed =
        sound.replacen("\\u0065", "\\u0066", 1).replacen("\"raw\":\"{ ", "\"raw\":\"{", 1);
    for (broken, says) in [
        (without.as_str(), "was changed"),
        (&changed, "was changed"),
        (&sound[..sound.len() - 9], "is cut off"),
        ("{}\n", "no sound audit log"),
    ] {
        assert_ne!(broken, sound);
        fs::write(&log, broken).unwrap();
        let output = ends(folder.path(), &["restore", "b.jsonl", "-o", "c.jsonl"], 2);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert!(!folder.path().join("c.jsonl").exists());
    }
    fs::write(&log, sound.replacen("a.jsonl\",\"copied", "../a.jsonl\",\"copied", 1)).unwrap();
    let output = ends(folder.path(), &["restore", "b.jsonl", "-o", "c.jsonl"], 2);
    assert!(stderr(&output).contains("no name in a folder"), "{}", stderr(&output));
    assert!(Path::new(&log).exists());
}
