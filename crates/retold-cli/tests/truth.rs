//! The known repeats of the five articles are reported in every format.

use crate::program::stdout;
use serde_json::Value;

/// The words of each family, and the lines of every place.
type Found = Vec<(usize, Vec<String>)>;

fn truth() -> Found {
    let families: [(usize, &[&str]); 5] = [
        (192, &["001:2-9", "001:10-17"]),
        (56, &["000:15-19", "001:7-8", "001:15-16"]),
        (41, &["000:13", "001:2-3", "001:10-11"]),
        (37, &["000:11", "001:1"]),
        (19, &["002:23", "002:42"]),
    ];
    families
        .map(|(words, places)| (words, places.iter().map(ToString::to_string).collect()))
        .to_vec()
}

fn place(name: &str, first: u64, last: u64) -> String {
    let article = &name.strip_prefix("seeds/").unwrap()[..3];
    if first == last { format!("{article}:{first}") } else { format!("{article}:{first}-{last}") }
}

fn of_families(families: &[Value], names: &[String]) -> Found {
    let number = |value: &Value| value.as_u64().unwrap();
    families
        .iter()
        .map(|family| {
            let places = family["occurrences"].as_array().unwrap().iter().map(|o| {
                let name = &names[number(&o["document"]) as usize];
                place(name, number(&o["first_line"]), number(&o["last_line"]))
            });
            (number(&family["words"]) as usize, places.collect())
        })
        .collect()
}

fn names(documents: &[Value]) -> Vec<String> {
    documents.iter().map(|d| d["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn json_has_the_known_families() {
    let report: Value = serde_json::from_str(&stdout(&["scan", "seeds", "-f", "json"])).unwrap();
    let names = names(report["documents"].as_array().unwrap());
    assert_eq!(of_families(report["families"].as_array().unwrap(), &names), truth());
    assert_eq!(report["clusters"], serde_json::json!([]));
    assert_eq!(report["pairs"].as_array().unwrap().len(), 1);
    let matched: Vec<u64> = report["repeats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|repeat| repeat["matched_words"].as_u64().unwrap())
        .collect();
    assert_eq!(matched, [192, 16]);
}

#[test]
fn json_lines_tell_the_truth() {
    let text = stdout(&["scan", "seeds", "-f", "jsonl"]);
    let records: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| -> Vec<Value> {
        records.iter().filter(|record| record["type"] == kind).cloned().collect()
    };
    assert_eq!(of_families(&of("family"), &names(&of("document"))), truth());
    assert!(of("cluster").is_empty());
    assert_eq!((of("pair").len(), of("repeat").len()), (1, 2));
}

#[test]
fn the_table_has_the_known_families() {
    let text = stdout(&["scan", "seeds", "-f", "csv"]);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let mut found = Found::new();
    for row in table.deserialize() {
        let row: std::collections::BTreeMap<String, String> = row.unwrap();
        assert_eq!(row["record"], "family");
        if row["place"] == "1" {
            found.push((row["words"].parse().unwrap(), Vec::new()));
        }
        let line = |column: &str| row[column].parse().unwrap();
        let place = place(&row["document"], line("first_line"), line("last_line"));
        found.last_mut().unwrap().1.push(place);
    }
    assert_eq!(found, truth());
}

#[test]
fn code_scanning_gets_the_known_families() {
    let log: Value = serde_json::from_str(&stdout(&["scan", "seeds", "-f", "sarif"])).unwrap();
    let found: Found = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let message = result["message"]["text"].as_str().unwrap();
            let words = message.split_once(' ').unwrap().0.parse().unwrap();
            let related = result["relatedLocations"].as_array().unwrap();
            let places = result["locations"].as_array().unwrap().iter().chain(related);
            let places = places.map(|location| {
                let physical = &location["physicalLocation"];
                let line = |key: &str| physical["region"][key].as_u64().unwrap();
                let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
                place(uri, line("startLine"), line("endLine"))
            });
            (words, places.collect())
        })
        .collect();
    assert_eq!(found, truth());
}

#[test]
fn the_text_has_the_known_families() {
    let text = stdout(&["scan", "seeds"]);
    for (words, places) in truth() {
        let from = text.find(&format!("{words} words")).unwrap();
        let line = text[..from].rfind('\n').unwrap();
        for place in places {
            let (article, lines) = place.split_once(':').unwrap();
            let shown = text[line..].find(lines).unwrap();
            assert!(shown < 700, "{words} words in {article} at {lines}:\n{text}");
        }
    }
    assert_eq!(text.matches(" words  ").count() + text.matches(" words\n").count(), 5, "{text}");
    assert!(!text.contains("seeds/003") && !text.contains("seeds/004"), "{text}");
}
