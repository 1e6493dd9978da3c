//! Tests of records in CSV and JSON arrays, which are removed and restored byte for byte.

use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
use retold_io::dedup::{By, Options, RestoreOptions, Summary, dedup, restore};
use retold_io::diagnostics::{Diagnostics, Progress, Silent};
use retold_io::error::ErrorKind;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// Sentences that say something else each.
const SAID: [&str; 4] = [
    "The old man walked slowly down to the harbour to look for his brother and his boat.",
    "Nobody was there, and the boats lay upside down on the wet sand all through the cold May.",
    "The council has decided that the bridge will be closed for repairs until the end of June.",
    "Seven of the machines in the hall were sold last year, and the others stand still since then.",
];

fn run(at: &Path, input: &str, output: &str, by: By) -> Summary {
    let mut options = Options::new(vec![at.join(input)], at.join(output));
    options.by = by;
    options.min_words = Some(5);
    options.force = true;
    dedup(&options, &Silent).unwrap()
}

/// Deduplicates a file and restores it; gives the clean one.
fn there_and_back(name: &str, bytes: &[u8], by: By) -> (Vec<u8>, Summary) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join(name), bytes).unwrap();
    let clean = format!("clean-{name}");
    let summary = run(at, name, &clean, by);
    let options = RestoreOptions::new(at.join(&clean), at.join("again"));
    restore(&options, &Silent).unwrap();
    assert_eq!(fs::read(at.join("again")).unwrap(), bytes);
    (fs::read(at.join(clean)).unwrap(), summary)
}

fn units() -> impl Iterator<Item = By> {
    [By::Document, By::Paragraph, By::Line, By::Passage].into_iter()
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(48))]

    /// Whatever the spaces, and whichever elements go: what is left is an array of the others.
    #[test]
    fn an_array_without_some_elements_is_an_array(
        said in prop::collection::vec((0_usize..5, any::<bool>()), 0..9),
        spaces in prop::collection::vec("[ \n\r\t]{0,3}", 24),
    ) {
        let space = |at: usize| spaces[at % spaces.len()].as_str();
        let elements = said.iter().enumerate().map(|(at, (which, flag))| {
            let text = SAID.get(*which).copied().unwrap_or("");
            let json = serde_json::json!({ "text": text, "flag": flag, "of": ["]", {}] });
            // One of the elements is no record.
            if *which == 4 && *flag { "[7, \"]\"]".to_owned() } else { json.to_string() }
        }
        .replacen('{', &format!("{{{}", space(at)), 1));
        let elements: Vec<String> = elements.collect();
        let mut json = format!("{}[{}", space(1), space(2));
        for (at, element) in elements.iter().enumerate() {
            if at > 0 {
                json += &[space(at + 5), ",", space(at + 9)].concat();
            }
            json += element;
        }
        json += &[space(3), "]", space(4)].concat();
        // An array that does not begin with a record is any file.
        if !elements.first().is_some_and(|first| first.starts_with('{')) {
            return Ok(());
        }
        let whole: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        let (clean, summary) = there_and_back("a.json", json.as_bytes(), By::Document);
        let left: Vec<serde_json::Value> = serde_json::from_slice(&clean).unwrap();
        prop_assert_eq!(whole.len() - left.len(), summary.counts.removed as usize);
        prop_assert!(left.iter().all(|element| whole.contains(element)));
        let mut seen: Vec<&str> = Vec::new();
        for text in left.iter().filter_map(|it| it["text"].as_str()).filter(|it| !it.is_empty()) {
            prop_assert!(!seen.contains(&text));
            seen.push(text);
        }
        for by in [By::Paragraph, By::Line, By::Passage] {
            let (clean, _) = there_and_back("a.json", json.as_bytes(), by);
            let left: Vec<serde_json::Value> = serde_json::from_slice(&clean).unwrap();
            prop_assert_eq!(left.len(), whole.len());
        }
    }

    /// The crate `csv` reads the same rows, without the removed ones.
    #[test]
    fn a_table_without_some_rows_is_a_table(
        rows in prop::collection::vec((0_usize..5, 0_usize..4, any::<bool>()), 1..9),
        ending in "\r?\n",
        has_last in any::<bool>(),
    ) {
        let mut table = format!("id,text{ending}");
        for (at, (which, style, two)) in rows.iter().enumerate() {
            let said = SAID.get(*which).copied().unwrap_or("");
            let both = format!("{said}\n\n{}", SAID[0]);
            let text = if *two { &both } else { said };
            let row = match style {
                0 if !*two && !said.contains(',') => format!("{at},{said}{ending}"),
                1 => format!("\"{at}\",\"{text}\"{ending}"),
                2 => format!("{at},\"\"\"{text}\"\", he said\"{ending}"),
                _ => format!("{at},\"{text}\"{ending}"),
            };
            table += &row;
        }
        if !has_last {
            table.truncate(table.len() - ending.len());
        }
        let read = |bytes: &[u8]| -> Vec<csv::StringRecord> {
            csv::Reader::from_reader(bytes).records().map(Result::unwrap).collect()
        };
        let whole = read(table.as_bytes());
        let (clean, summary) = there_and_back("a.csv", table.as_bytes(), By::Document);
        let left = read(&clean);
        prop_assert_eq!(whole.len() - left.len(), summary.counts.removed as usize);
        prop_assert!(left.iter().all(|row| whole.contains(row)));
        for by in [By::Paragraph, By::Line, By::Passage] {
            let (clean, _) = there_and_back("a.csv", table.as_bytes(), by);
            let ids = |rows: &[csv::StringRecord]| -> Vec<String> {
                rows.iter().map(|row| row[0].to_owned()).collect()
            };
            prop_assert_eq!(ids(&read(&clean)), ids(&whole));
        }
    }
}

#[test]
fn values_that_follow_one_another_are_records() {
    let pretty = |text: &str| {
        let value = serde_json::json!({ "id": 1, "text": text });
        serde_json::to_string_pretty(&value).unwrap()
    };
    let all = [pretty(SAID[0]), pretty(SAID[1]), pretty(SAID[0])].join("\n") + "\n";
    for by in units() {
        for name in ["a.jsonl", "a.json"] {
            let (clean, summary) = there_and_back(name, all.as_bytes(), by);
            assert_eq!((summary.counts.removed, summary.faults), (1, 0), "{by:?} {name}");
            let read = serde_json::Deserializer::from_slice(&clean);
            let left: Vec<serde_json::Value> = read.into_iter().map(Result::unwrap).collect();
            assert_eq!(left.len(), if by == By::Document { 2 } else { 3 });
        }
    }
}

/// A field in no quotes must not come to begin with one, and a line must not become blank: readers of
/// CSV would take it for something else.
#[test]
fn a_bare_field_stays_a_field() {
    let [first, second] = [SAID[0], SAID[2]];
    let table = format!("text\n{first}\n{first}\n{second} \"So be it.\"\n{second}\n");
    for by in units() {
        let (clean, _) = there_and_back("a.csv", table.as_bytes(), by);
        let mut reader = csv::Reader::from_reader(&*clean);
        let left = reader.records().map(Result::unwrap).count();
        assert_eq!(left, if by == By::Document { 3 } else { 4 }, "{by:?}");
    }
}

/// Keeps what is said.
#[derive(Default)]
struct Said(Mutex<Vec<String>>);

impl Diagnostics for Said {
    fn say(&self, message: &str) {
        self.0.lock().unwrap().push(message.to_owned());
    }

    fn reading(&self, bytes: Option<u64>) -> Box<dyn Progress + '_> {
        Silent.reading(bytes)
    }
}

#[test]
fn a_file_of_which_no_record_has_the_text_is_an_error() {
    let lines = "{\"body\":\"a\",\"id\":1}\n".repeat(30);
    let array = format!("[{}]", ["{\"body\":\"a\",\"id\":1}"; 30].join(","));
    let table = "id;body\n1;a\n2;b\n".to_owned();
    for (name, bytes) in [("a.jsonl", &lines), ("a.json", &array), ("a.csv", &table)] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::write(at.join(name), bytes).unwrap();
        let said = Said::default();
        let error = dedup(&Options::new(vec![at.join(name)], at.join("out")), &said).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
        let error = error.to_string();
        assert!(error.contains("`text`") && error.contains("`body`"), "{error}");
        assert_eq!(said.0.lock().unwrap().len(), 0, "the error says it all");
        assert!(!at.join("out").exists());
    }
}

#[test]
fn records_that_span_lines_are_named_once() {
    let record = "{\n  \"id\": 1,\n  \"text\": \"a\"\n}\n";
    let lines = format!("{{\"text\":\"{}\"}}\n{}", SAID[0], record.repeat(20));
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.jsonl"), lines).unwrap();
    let said = Said::default();
    let summary = dedup(&Options::new(vec![at.join("a.jsonl")], at.join("out")), &said).unwrap();
    let said = said.0.into_inner().unwrap();
    assert!(summary.trouble && summary.faults == 80);
    assert!(said.len() <= 3 && said[0].contains("jq -c"), "{said:?}");
}

/// A folder has files of settings in it, which are no records with a text.
#[test]
fn other_records_in_a_folder_are_files_like_any_others() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("in")).unwrap();
    let files = [
        ("package.json", "{\"name\":\"a\",\"version\":\"1\"}\n".to_owned()),
        ("list.json", "[{\"name\":\"a\"},{\"name\":\"b\"}]".to_owned()),
        ("numbers.csv", "a,b\n1,2\n".to_owned()),
        ("a.txt", SAID[0].to_owned()),
        ("b.jsonl", format!("{{\"text\":\"{}\"}}\n", SAID[0])),
    ];
    for (name, bytes) in &files {
        fs::write(at.join("in").join(name), bytes).unwrap();
    }
    let summary = run(at, "in", "out", By::Document);
    assert_eq!((summary.trouble, summary.faults, summary.counts.removed), (false, 0, 1));
    restore(&RestoreOptions::new(at.join("out"), at.join("again")), &Silent).unwrap();
    for (name, bytes) in &files {
        assert_eq!(fs::read_to_string(at.join("again").join(name)).unwrap(), *bytes);
    }
    fs::write(at.join("in/c.jsonl"), "{\"body\":1}\n").unwrap();
    let error = dedup(&Options::new(vec![at.join("in")], at.join("out2")), &Silent).unwrap_err();
    assert!(
        error.to_string().contains("c.jsonl"),
        "called JSON Lines, it is to have texts: {error}"
    );
}
