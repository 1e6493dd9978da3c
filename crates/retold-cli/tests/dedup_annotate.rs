//! Tests of `retold dedup --annotate`: nothing is removed, and each record gets its cluster.

use crate::dedup_corpus::{corpus, ends, entries};
use crate::program::{folder, retold_in, stderr};
use serde_json::Value;
use std::fs;

const STORY: &str = "The colour of the sea was grey in the morning, and the boats lay on the sand as \
    they had in the night before. Nobody had come down to the harbour to look for them, although the \
    bell had been rung three times and the lamp in the tower was still alight. The old man sat at the \
    window of the inn with his back to the fire. He had related the story so often that he no longer knew \
    which part of it he had seen himself, and which had been described to him by his brother in the winter \
    after the war. When the door opened he did not turn his head. The dog lifted its ears, and the \
    landlord put a second glass on the table without a word.";

fn record(id: &str, text: &str) -> String {
    format!("{{ \"id\": \"{id}\", \"text\" : {}, \"x\":[1.50]}}\n", serde_json::json!(text))
}

/// A story, a copy in other spelling, one with another fact, and something else.
fn stories() -> [(&'static str, String); 5] {
    [
        ("first", STORY.to_owned()),
        (
            "other",
            "Nothing of the kind was ever said of the old man and of his brother.".to_owned(),
        ),
        ("same", STORY.to_uppercase()),
        ("spelling", STORY.replace("colour", "color").replace("grey", "gray")),
        ("fact", STORY.replace("morning", "evening")),
    ]
}

fn fields(json: &str) -> [Value; 3] {
    let value: Value = serde_json::from_str(json).unwrap();
    ["cluster", "cluster_size", "relation"].map(|name| value[format!("retold_{name}")].clone())
}

fn values(cluster: u64, size: u64, relation: &str) -> [Value; 3] {
    [cluster.into(), size.into(), relation.into()]
}

/// The three values of each of [`stories`].
fn expected() -> Vec<[Value; 3]> {
    let of = |relation| values(1, 4, relation);
    vec![
        of("representative"),
        [Value::Null, Value::Null, Value::Null],
        of("identical"),
        of("equivalent"),
        of("other_facts"),
    ]
}

#[test]
fn each_record_is_written_as_it_was_with_three_fields_behind_its_own() {
    let lines: Vec<String> = stories().iter().map(|(id, text)| record(id, text)).collect();
    let array = format!("[{}]\n", lines.join(",").replace('\n', "\n "));
    let pretty = lines.concat().replace("{ ", "{\n  ").replace("]}", "]\n}");
    for (name, input) in [
        ("a.jsonl", lines.concat()),
        ("b.jsonl", lines.concat().replace('\n', "\r\n") + "\r\n" + "{\"no\": \"text\"}\r\n"),
        ("c.json", array),
        ("d.json", pretty),
    ] {
        let folder = folder(&[(name, &input)]);
        let at = folder.path();
        let code = if name == "b.jsonl" { 2 } else { 0 };
        let output =
            ends(at, &["dedup", name, "--annotate", "-o", "out", "--id-field", "id"], code);
        assert!(stderr(&output).contains("4 records in 1 cluster: 2 would be removed, 1 similar"));
        let out = fs::read_to_string(at.join("out")).unwrap();
        // Without the inserted bytes, the file is the input.
        let mut rest = out.clone();
        let mut found = Vec::new();
        while let Some(start) = rest.find(",\"retold_cluster\":") {
            let end = start + rest[start..].find('}').unwrap();
            let added: String = rest.drain(start..end).collect();
            found.push(fields(&format!("{{{}}}", added.trim_start_matches(',').trim_end())));
            if added.ends_with('\n') {
                rest.insert(start, '\n');
            }
        }
        assert_eq!((rest, found), (input, expected()), "{name}");
        let log = entries(&at.join("out.audit.jsonl"));
        assert_eq!(log.len(), 4);
        assert_eq!((&log[3]["id"], &log[3]["to"]["id"]), (&"fact".into(), &"first".into()));
        assert!(log[3]["resemblance"].as_f64().unwrap() >= 0.8 && log[0].get("to").is_none());
    }
}

#[test]
fn tables_get_three_columns_and_short_rows_keep_theirs() {
    let mut table = "\u{feff}id,text,more\r\n".to_owned();
    for (at, (id, text)) in stories().iter().enumerate() {
        // A row that ends before its last column.
        let more = if at == 3 { "" } else { ",\"a, \"\"b\"\"\"" };
        table += &[id, ",\"", text, "\"", more, "\r\n"].concat();
    }
    table.truncate(table.len() - 2);
    let folder = folder(&[("a.csv", &table), ("b.tsv", "text\tid\nOne.\t1\n\nTwo.\t2\n")]);
    let at = folder.path();
    ends(at, &["dedup", "a.csv", "--annotate", "-o", "out.csv"], 0);
    let out = fs::read_to_string(at.join("out.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().unwrap().clone();
    assert_eq!(
        header.iter().skip(2).collect::<Vec<_>>(),
        ["more", "retold_cluster", "retold_cluster_size", "retold_relation"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    assert_eq!(rows.len(), expected().len());
    for (row, expected) in rows.iter().zip(expected()) {
        let expected = expected.map(|it| if it.is_null() { String::new() } else { shown(&it) });
        assert_eq!(row.iter().skip(3).collect::<Vec<_>>(), expected);
    }
    assert_eq!((&rows[0][2], &rows[3][2]), ("a, \"b\"", ""));
    ends(at, &["dedup", "b.tsv", "--annotate", "--annotate-prefix", "dup ", "-o", "out.tsv"], 0);
    assert_eq!(
        fs::read_to_string(at.join("out.tsv")).unwrap(),
        "text\tid\tdup cluster\tdup cluster_size\tdup relation\nOne.\t1\t\t\t\n\nTwo.\t2\t\t\t\n"
    );
}

#[test]
fn a_field_that_is_there_already_is_an_error_with_the_remedy() {
    let record =
        format!("{}{{\"text\":\"a\",\"retold_\\u0072elation\":null}}\n", record("a", STORY));
    let folder = folder(&[
        ("a.jsonl", &record),
        ("b.csv", "text,retold_cluster\na,1\n"),
        ("c.csv", "text,id\na,1,2\n"),
    ]);
    let at = folder.path();
    for (name, says) in [
        ("a.jsonl", "a.jsonl:2 already has a field `retold_relation`"),
        ("b.csv", "b.csv already has a field `retold_cluster`"),
        ("c.csv", "c.csv:1 has 3 fields and the header has 2"),
    ] {
        let output = ends(at, &["dedup", name, "--annotate", "-o", "out"], 2);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert!(!at.join("out").exists() && !at.join("out.audit.jsonl").exists());
    }
    ends(at, &["dedup", "a.jsonl", "--annotate", "--annotate-prefix", "x_", "-o", "out"], 0);
}

#[test]
fn only_documents_are_annotated_and_nothing_is_restored() {
    let folder = folder(&[("a.jsonl", &record("a", STORY))]);
    let at = folder.path();
    for unit in ["paragraph", "line", "passage"] {
        let output = ends(at, &["dedup", "a.jsonl", "--annotate", "--unit", unit, "-o", "b"], 2);
        assert!(stderr(&output).contains("--unit document"), "{}", stderr(&output));
    }
    ends(at, &["dedup", "a.jsonl", "--annotate", "-o", "b"], 0);
    let output = ends(at, &["restore", "b", "-o", "c"], 2);
    assert!(stderr(&output).contains("remove the added fields"), "{}", stderr(&output));
    assert!(!retold_in(at, &["dedup", "a.jsonl", "--annotate", "--dry-run"]).status.success());
}

/// Text files have no fields, so only the log has their clusters.
#[test]
fn files_of_a_folder_are_copied_and_named_in_the_log() {
    let stories = stories();
    let record = record("record", &stories[3].1);
    let folder = folder(&[
        ("in/a.txt", &stories[0].1),
        ("in/b.md", &stories[4].1),
        ("in/c.jsonl", &record),
        ("in/d.bin", "\u{0}\u{1}"),
    ]);
    let at = folder.path();
    ends(at, &["dedup", "in", "--annotate", "-o", "out"], 2);
    for name in ["a.txt", "b.md", "d.bin"] {
        let [from, to] = ["in", "out"].map(|it| fs::read(at.join(it).join(name)).unwrap());
        assert_eq!(from, to);
    }
    let of_record = fs::read_to_string(at.join("out/c.jsonl")).unwrap();
    assert_eq!(fields(&of_record), values(1, 3, "equivalent"));
    let log = entries(&at.join("out.audit.jsonl"));
    let said: Vec<[&str; 2]> = log
        .iter()
        .map(|it| ["source", "relation"].map(|name| it[name].as_str().unwrap()))
        .collect();
    assert_eq!(
        said,
        [["in/a.txt", "representative"], ["in/b.md", "other_facts"], ["in/c.jsonl", "equivalent"]]
    );
}

/// A record of a reference corpus represents the records that repeat it, and is not written.
#[test]
fn a_reference_can_be_the_representative() {
    let stories = stories();
    let folder = folder(&[
        ("old.jsonl", &record("old", &stories[0].1)),
        ("new.jsonl", &(record("spelling", &stories[3].1) + &record("other", &stories[1].1))),
    ]);
    let at = folder.path();
    let args = ["dedup", "new.jsonl", "--against", "old.jsonl", "--annotate", "-o", "out"];
    ends(at, &args, 0);
    let out = fs::read_to_string(at.join("out")).unwrap();
    let found: Vec<[Value; 3]> = out.lines().map(fields).collect();
    assert_eq!(found[0], values(1, 2, "equivalent"));
    assert_eq!((found.len(), &found[1][0]), (2, &Value::Null));
    let log = entries(&at.join("out.audit.jsonl"));
    assert_eq!((log.len(), &log[0]["to"]["against"]), (1, &true.into()));
}

/// Of records that occur whole inside a longer one, the longer one is kept, wherever it is.
#[test]
fn a_record_that_a_longer_one_contains_does_not_represent_it() {
    let part = STORY.split_inclusive(". ").take(3).collect::<String>();
    let folder = folder(&[("a.jsonl", &(record("part", part.trim()) + &record("whole", STORY)))]);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "--annotate", "--contained", "-o", "out"], 0);
    let out = fs::read_to_string(at.join("out")).unwrap();
    let found: Vec<[Value; 3]> = out.lines().map(fields).collect();
    assert_eq!(found, [values(1, 2, "contained"), values(1, 2, "representative")]);
    ends(at, &["dedup", "a.jsonl", "--annotate", "-o", "other"], 0);
    assert!(!fs::read_to_string(at.join("other")).unwrap().contains("contained"));
}

/// A record that is similar only to a removed one is kept. If only identical records are removed,
/// every other similar record is kept too.
#[test]
fn what_is_kept_without_other_facts_is_linked() {
    let stories = stories();
    let folder = folder(&[(
        "a.jsonl",
        &(record("first", &stories[0].1) + &record("spelling", &stories[3].1)),
    )]);
    let at = folder.path();
    ends(at, &["dedup", "a.jsonl", "--annotate", "--remove", "identical", "-o", "out"], 0);
    let out = fs::read_to_string(at.join("out")).unwrap();
    let found: Vec<[Value; 3]> = out.lines().map(fields).collect();
    assert_eq!(found, [values(1, 2, "representative"), values(1, 2, "linked")]);
    ends(at, &["dedup", "a.jsonl", "--annotate", "--remove", "similar", "-o", "all"], 0);
    let out = fs::read_to_string(at.join("all")).unwrap();
    assert!(out.contains("\"equivalent\""), "{out}");
}

/// Records that are annotated as removable are those that a deduplication removes, also in a
/// compressed corpus.
#[test]
fn relations_agree_with_what_is_removed_at_any_number_of_threads() {
    let input = corpus(12, 200);
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.jsonl"), &input).unwrap();
    fs::write(at.join("a.jsonl.zst"), zstd::encode_all(&*input, 1).unwrap()).unwrap();
    for keep in ["first", "longest"] {
        ends(at, &["dedup", "a.jsonl", "--keep", keep, "-o", "clean", "--force"], 2);
        let removed: Vec<(Value, Value)> = entries(&at.join("clean.audit.jsonl"))
            .iter()
            .map(|it| (it["record"].clone(), it["repeats"]["record"].clone()))
            .collect();
        assert!(removed.len() > 10);
        let mut outputs = Vec::new();
        for (name, threads) in [("a.jsonl", "1"), ("a.jsonl", "3"), ("a.jsonl.zst", "2")] {
            let args = ["dedup", name, "--keep", keep, "--annotate", "-o", "out", "--force"];
            ends(at, &[&args[..], &["--threads", threads]].concat(), 2);
            let log = entries(&at.join("out.audit.jsonl"));
            let is_kept = |relation: &Value| {
                ["representative", "other_facts", "linked"].contains(&relation.as_str().unwrap())
            };
            let found: Vec<(Value, Value)> = log
                .iter()
                .filter(|it| !is_kept(&it["relation"]))
                .map(|it| (it["record"].clone(), it["to"]["record"].clone()))
                .collect();
            assert_eq!(found, removed, "{keep}");
            // Each cluster has one representative and as many records as it says.
            let clusters = log.iter().map(|it| it["cluster"].as_u64().unwrap()).max().unwrap();
            for cluster in 1..=clusters {
                let own: Vec<&Value> = log.iter().filter(|it| it["cluster"] == cluster).collect();
                assert!(own.iter().all(|it| it["cluster_size"] == own.len()), "{own:?}");
                let of = |it: &&&Value| it["relation"] == "representative";
                assert_eq!(own.iter().filter(of).count(), 1, "{own:?}");
                let joined = |it: &&Value| {
                    it["relation"] == "representative"
                        || own.iter().any(|other| other["record"] == it["to"]["record"])
                };
                assert!(own.iter().all(joined), "{own:?}");
            }
            outputs.push(fs::read(at.join("out")).unwrap());
        }
        assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
