//! Tests of `retold dedup --pairs`: each pair from another program is verified and logged.

use crate::dedup_corpus::{ends, entries};
use crate::program::{folder, stderr};
use serde_json::{Value, json};
use std::fs;

const STORY: &str = "The colour of the sea was grey in the morning, and the boats lay on the sand as \
    they had in the night before. Nobody had come down to the harbour to look for them, although the \
    bell had been rung three times and the lamp in the tower was still alight. The old man sat at the \
    window of the inn with his back to the fire. He had related the story so often that he no longer knew \
    which part of it he had seen himself, and which had been described to him by his brother in the winter \
    after the war. When the door opened he did not turn his head.";

fn record(id: &str, text: &str) -> String {
    json!({ "id": id, "text": text }).to_string() + "\n"
}

fn pairs(log: &[Value]) -> Vec<&Value> {
    log.iter().filter(|it| it["what"] == "pair").collect()
}

#[test]
fn every_given_pair_has_its_verdict_in_the_log() {
    let spelling = STORY.replace("colour", "color").replace("grey", "gray");
    let part = STORY.split_inclusive(". ").take(2).collect::<String>();
    let input = [
        record("a", STORY),
        record("b", &spelling),
        record("c", &STORY.replace("morning", "evening")),
        record("d", &part),
        record("twice", "One text of a few words."),
        record("twice", "Another text of a few other words."),
        record("upper", &STORY.to_uppercase()),
        "{\"id\":\"n\",\"text\":null}\n".to_owned(),
    ]
    .concat();
    let given = "score,a,b\n0.990,b,a\n.9,c,a\n,a,d\n0.1,a,unheard\n1,n,a\n1,a,a.jsonl:8\n1,twice,a\n\
                 1,a,a.jsonl:1\n1,a.jsonl:7,a.jsonl:1\n1,upper,b\n";
    let folder = folder(&[("a.jsonl", &input), ("p.csv", given)]);
    let at = folder.path();
    let args = ["dedup", "a.jsonl", "--pairs", "p.csv", "--id-field", "id", "-o", "b.jsonl"];
    let output = ends(at, &args, 2);
    let said = stderr(&output);
    assert!(said.contains("2 names of --pairs are unknown: n, unheard; a name is an id"), "{said}");
    assert!(said.contains(
        "10 given pairs: 4 similar (1 with other facts), 1 below the threshold, 5 not compared"
    ));
    let log = entries(&at.join("b.jsonl.audit.jsonl"));
    let log = pairs(&log);
    let found: Vec<(&Value, &Value)> =
        log.iter().map(|it| (&it["verdict"], &it["removed"])).collect();
    let none = Value::Null;
    let [b, upper, nothing] = [json!(["a"]), json!(["a", "b"]), json!([])];
    let verdicts = [
        ("equivalent", &b),
        ("other_facts", &nothing),
        ("below_threshold", &nothing),
        ("unknown_name", &none),
        ("unknown_name", &none),
        ("no_text", &none),
        ("ambiguous_name", &none),
        ("same_record", &none),
        ("identical", &b),
        ("equivalent", &upper),
    ];
    for (found, expected) in found.iter().zip(&verdicts) {
        assert_eq!((found.0.as_str().unwrap(), found.1), *expected, "{log:#?}");
    }
    assert_eq!(found.len(), verdicts.len());
    // Scores are copied as they are written.
    let text = fs::read_to_string(at.join("b.jsonl.audit.jsonl")).unwrap();
    assert!(text.contains("\"score\":0.990") && text.contains("\"score\":\".9\""));
    assert_eq!(log[2].get("score"), None);
    let fact = log[1];
    assert_eq!((&fact["only_a"], &fact["only_b"]), (&json!(["evening"]), &json!(["morning"])));
    assert_eq!((&fact["a_record"]["record"], &fact["a_record"]["id"]), (&json!(3), &json!("c")));
    assert_eq!(log[2]["containment_b"], 1.0);
    assert!(log[2]["resemblance"].as_f64().unwrap() < 0.8 && log[2].get("only_a").is_none());
    ends(at, &["restore", "b.jsonl", "-o", "again.jsonl"], 0);
    assert_eq!(fs::read_to_string(at.join("again.jsonl")).unwrap(), input);
    // The same for a compressed file, whose records are in a temporary file, and for identical
    // records that no other step needs.
    fs::write(at.join("a.jsonl.zst"), zstd::encode_all(input.as_bytes(), 1).unwrap()).unwrap();
    let more = ["--id-field", "id", "--annotate", "-o", "c.jsonl"];
    ends(at, &[&["dedup", "a.jsonl.zst", "--pairs", "p.csv"][..], &more].concat(), 2);
    let log = entries(&at.join("c.jsonl.audit.jsonl"));
    let again: Vec<&str> = pairs(&log).iter().map(|it| it["verdict"].as_str().unwrap()).collect();
    let expected = verdicts.map(|(verdict, _)| verdict);
    assert_eq!(again[..5], expected[..5]);
    assert_eq!(again[9..], expected[9..]);
}

/// Pairs that a search with low recall misses; some of them differ in a number.
#[test]
fn only_verified_pairs_are_removed_whatever_their_score() {
    let base = "the colour of the sea was grey in the morning and the boats lay on the sand";
    let mut input = String::new();
    let mut given = String::new();
    for number in 0..40 {
        let text = format!("Number {number}: {base}, {number} of them.");
        let other = if number % 4 == 0 {
            text.replace(" of them", "7 of them")
        } else {
            text.replace("colour", "color").replace("grey", "gray")
        };
        input += &(record(&format!("{number}a"), &text) + &record(&format!("{number}b"), &other));
        given += &json!({ "a": format!("{number}b"), "b": format!("{number}a"), "score": 0.999 })
            .to_string();
        given.push('\n');
    }
    let folder = folder(&[("a.jsonl", &input), ("p.jsonl", &given)]);
    let at = folder.path();
    fs::write(at.join("a.jsonl.zst"), zstd::encode_all(input.as_bytes(), 1).unwrap()).unwrap();
    let few = ["--threshold", "0.2", "--recall", "0.01", "--id-field", "id", "--force"];
    let run = |name: &str, more: &[&str]| {
        ends(at, &[&["dedup", name, "-o", "out"][..], &few, more].concat(), 0);
        let log = entries(&at.join("out.audit.jsonl"));
        let removed: Vec<String> = log
            .iter()
            .filter(|it| it["what"] == "document")
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect();
        (removed, fs::read(at.join("out.audit.jsonl")).unwrap())
    };
    let (without, _) = run("a.jsonl", &[]);
    assert!(without.len() < 30, "{without:?}");
    let expected: Vec<String> =
        (0..40).filter(|number| number % 4 > 0).map(|number| format!("{number}b")).collect();
    let mut logs = Vec::new();
    for threads in ["1", "4"] {
        let (removed, log) = run("a.jsonl", &["--pairs", "p.jsonl", "--threads", threads]);
        assert_eq!(removed, expected);
        logs.push(log);
    }
    assert!(logs[0] == logs[1]);
    let log = entries(&at.join("out.audit.jsonl"));
    let kept: Vec<&Value> =
        pairs(&log).into_iter().filter(|it| it["verdict"] == "other_facts").collect();
    assert_eq!(kept.len(), 10);
    assert!(kept.iter().all(|it| it["removed"] == json!([]) && it["only_a"] != json!([])));
    assert_eq!(run("a.jsonl.zst", &["--pairs", "p.jsonl"]).0, expected);
    // A preview counts the verdicts and writes nothing.
    let args = [&["dedup", "a.jsonl", "--dry-run", "--pairs", "p.jsonl"][..], &few].concat();
    let output = ends(at, &args, 0);
    assert!(
        stderr(&output)
            .contains("40 given pairs: 40 similar (10 with other facts), 0 below the threshold")
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 30);
    // Pairs of `--pairs` also join clusters of annotated records.
    ends(
        at,
        &[&["dedup", "a.jsonl", "--pairs", "p.jsonl", "--annotate", "-o", "x"][..], &few].concat(),
        0,
    );
    let annotated = fs::read_to_string(at.join("x")).unwrap();
    assert_eq!(annotated.matches("\"equivalent\"").count(), 30);
    assert_eq!(annotated.matches("null").count(), 0);
}

/// Texts of a folder have the names of their files.
#[test]
fn files_are_named_as_the_log_names_them() {
    let folder = folder(&[
        ("in/a.txt", STORY),
        ("in/b.txt", &STORY.replace("colour", "color")),
        ("p.tsv", "a\tb\nin/a.txt\tin/b.txt\nin/a.txt:1\tin/c.txt\n"),
    ]);
    let at = folder.path();
    let output = ends(at, &["dedup", "in", "--pairs", "p.tsv", "-o", "out"], 0);
    assert!(stderr(&output).contains("1 name of --pairs is unknown: in/c.txt"));
    let log = entries(&at.join("out.audit.jsonl"));
    let found: Vec<&Value> = pairs(&log).iter().map(|it| &it["verdict"]).collect();
    assert_eq!(found, ["equivalent", "unknown_name"]);
    assert_eq!(pairs(&log)[0]["removed"], json!(["b"]));
    ends(at, &["restore", "out", "-o", "again"], 0);
}

#[test]
fn pairs_that_cannot_be_used_are_errors_with_the_remedy() {
    let folder = folder(&[
        ("a.jsonl", &record("a", STORY)),
        ("wrong.csv", "left,right\na,b\n"),
        ("p.csv", "a,b\na,b\n"),
    ]);
    let at = folder.path();
    for (args, says) in [
        (&["--pairs", "wrong.csv", "-o", "out"][..], "its columns are `left`, `right`"),
        (&["--pairs", "missing.csv", "-o", "out"], "missing.csv"),
        (&["--pairs", "p.csv", "--unit", "line", "-o", "out"], "--unit document"),
        (&["--pairs", "p.csv", "-o", "p.csv", "--force"], "p.csv"),
    ] {
        let output = ends(at, &[&["dedup", "a.jsonl"][..], args].concat(), 2);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert!(!at.join("out").exists());
    }
    assert_eq!(fs::read_to_string(at.join("p.csv")).unwrap(), "a,b\na,b\n");
}
