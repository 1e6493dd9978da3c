//! Tests of the report formats: docs/formats.md describes them.

use crate::program::{TALE, folder, retold_in, root, stdout};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn seeds_in_every_format() {
    for format in ["text", "json", "jsonl", "csv", "sarif"] {
        insta::assert_snapshot!(
            format!("seeds_as_{format}"),
            stdout(&["scan", "seeds", "-f", format])
        );
    }
}

#[test]
fn seeds_by_paragraph_and_in_colour() {
    insta::assert_snapshot!(stdout(&["scan", "seeds", "--unit", "paragraph"]));
    let plain = stdout(&["scan", "seeds"]);
    let mut colour = stdout(&["scan", "seeds", "--color", "always"]);
    assert!(colour.contains("\u{1b}[31m[-Gemba-]\u{1b}[0m \u{1b}[32m{+Gamba+}"), "{colour:?}");
    while let Some(start) = colour.find('\u{1b}') {
        let end = start + colour[start..].find('m').unwrap();
        colour.replace_range(start..=end, "");
    }
    assert_eq!(colour, plain);
}

/// The names in the first column of the tables below a heading; `true` for those that may be absent.
fn documented(heading: &str) -> BTreeMap<String, bool> {
    let text = std::fs::read_to_string(root().join("docs/formats.md")).unwrap();
    let section = text.split(&format!("\n## {heading}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    section
        .lines()
        .filter_map(|line| {
            let (name, meaning) = line.strip_prefix("| `")?.split_once("` | ")?;
            Some((name.to_owned(), meaning.starts_with("optional")))
        })
        .collect()
}

fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                if !value.is_array() {
                    found.insert(path.clone());
                }
                paths(value, &path, found);
            }
        }
        Value::Array(list) => {
            let holds_objects = list.iter().any(Value::is_object);
            found.insert(if holds_objects { format!("{at}[]") } else { at.to_owned() });
            for value in list {
                paths(value, &format!("{at}[]"), found);
            }
        }
        _ => {}
    }
}

/// Texts that fill every list of a report.
fn rich() -> tempfile::TempDir {
    let long = (0..60).map(|i| format!("word{i} is here,")).collect::<Vec<_>>().join(" ");
    let edited = long.replace("word30 is", "number 7 was");
    let twice = TALE.replace("harbour", "river");
    let repeat = format!("{TALE}\nSomething else.\n\n{twice}");
    let row = |i: usize| {
        format!(
            "time={i} level=info worker={i} the job was taken from the queue and given to it again\n"
        )
    };
    let log: String = (0..12).map(row).collect();
    let texts = [("a.txt", &long), ("b.txt", &edited), ("c.txt", &repeat), ("d.log", &log)];
    let folder = folder(&texts.map(|(name, text)| (name, text.as_str())));
    std::fs::write(folder.path().join("d.bin"), b"\0\0\0\x01").unwrap();
    folder
}

#[test]
fn json_has_the_documented_fields_and_no_others() {
    let folder = rich();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = BTreeSet::new();
    paths(&report, "", &mut found);
    // A summary of the pairs has two fields of its own.
    let output = retold_in(folder.path(), &["scan", ".", "-f", "json", "--pairs", "summary"]);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    paths(&summary, "", &mut found);
    let documented = documented("JSON");
    // An empty list does not show whether it is one of objects.
    let is_known = |path: &&String| {
        documented.contains_key(*path) || documented.contains_key(&format!("{path}[]"))
    };
    let unknown: Vec<_> = found.iter().filter(|path| !is_known(path)).collect();
    assert!(unknown.is_empty(), "not in docs/formats.md: {unknown:?}");
    let missing: Vec<_> = documented
        .iter()
        .filter(|(path, optional)| !**optional && !found.contains(*path))
        .collect();
    assert!(missing.is_empty(), "in docs/formats.md and not written: {missing:?}");
    for path in [
        "pairs[].passages[].changes[].fact",
        "repeats[].changes[].a.start",
        "settings.pair_passages",
        "pairs[].unlisted_passages",
    ] {
        assert!(found.contains(path), "the test has to show {path}");
    }
}

#[test]
fn json_lines_are_the_records_of_the_report() {
    let folder = rich();
    let run = |format| retold_in(folder.path(), &["scan", ".", "-f", format]).stdout;
    let report: Value = serde_json::from_slice(&run("json")).unwrap();
    let text = String::from_utf8(run("jsonl")).unwrap();
    let mut rebuilt: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut types = BTreeSet::new();
    for line in text.lines() {
        let mut record: Value = serde_json::from_str(line).unwrap();
        let kind = record.as_object_mut().unwrap().remove("type").unwrap();
        let list = match kind.as_str().unwrap() {
            "document" => "documents",
            "family" => "families",
            "pair" => "pairs",
            "repeat" => "repeats",
            "cluster" => "clusters",
            "rows" => "rows",
            "skipped" => "skipped",
            "truncated" => "truncated",
            "report" => {
                assert_eq!(record["settings"], report["settings"]);
                assert_eq!(record["schema"], report["schema"]);
                "report"
            }
            other => panic!("unknown type {other}"),
        };
        types.insert(kind.as_str().unwrap().to_owned());
        rebuilt.entry(list).or_default().push(record);
    }
    for list in ["documents", "families", "pairs", "repeats", "clusters", "rows", "skipped"] {
        assert_eq!(Value::from(rebuilt[list].clone()), report[list]);
    }
    assert_eq!(rebuilt["truncated"], [report["truncated"].clone()]);
    assert!(text.lines().next().unwrap().starts_with("{\"type\":\"report\""));
    assert!(text.lines().last().unwrap().starts_with("{\"type\":\"truncated\""));
    assert_eq!(types, documented("JSON Lines").into_keys().collect());
}

/// A summary lists no passage of a pair, whatever the format of the lines. All other records are the same.
#[test]
fn a_summary_of_pairs_has_their_figures_and_counts_their_passages() {
    let folder = rich();
    let records = |arguments: &[&str]| -> Vec<Value> {
        let output = retold_in(folder.path(), &[&["scan", ".", "-f", "jsonl"], arguments].concat());
        assert!(output.status.success());
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (full, summary) = (records(&[]), records(&["--pairs", "summary"]));
    let mut listed = 0;
    let counted = full.into_iter().map(|mut record| {
        if record["type"] == "pair" {
            let passages = record["passages"].take().as_array().unwrap().len();
            listed += passages;
            record["passages"] = Value::Array(Vec::new());
            if passages > 0 {
                record["unlisted_passages"] = passages.into();
            }
        }
        record
    });
    assert_eq!(counted.collect::<Vec<_>>(), summary);
    assert!(listed > 0);
}

#[test]
fn the_table_has_the_documented_columns_and_one_line_a_record() {
    let folder = rich();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let columns: BTreeSet<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(columns, documented("CSV").into_keys().collect());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(text.lines().count(), rows.len() + 1);
    assert!(rows.iter().any(|row| &row[0] == "cluster" && &row[2] == "near_copy"), "{text}");
}

/// Equal words have equal fingerprints wherever they occur, and no two results share one.
#[test]
fn fingerprints_survive_text_that_moves() {
    let fingerprints = |files: &[(&str, &str)]| -> Vec<String> {
        let folder = folder(files);
        let output = retold_in(folder.path(), &["scan", ".", "-f", "sarif"]);
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let of = |result: &Value| {
            let prints = &result["partialFingerprints"];
            assert_eq!(prints["primaryLocationLineHash"], prints["retoldWords/v1"]);
            prints["retoldWords/v1"].as_str().unwrap().to_owned()
        };
        results.iter().map(of).collect()
    };
    let before = format!("Something that nobody has written before.\n\n{TALE}");
    let after = format!("{}\nIt ends otherwise, and at length.", TALE.to_uppercase());
    let here = fingerprints(&[("a.txt", &before), ("b.txt", &after)]);
    let there = fingerprints(&[("deep/c.txt", &after), ("d.txt", &format!("New.\n\n{before}"))]);
    assert_eq!(here.len(), 1);
    assert_eq!(here, there);
    let other = format!("It began so. {}", TALE.replace("harbour", "river"));
    assert_ne!(here, fingerprints(&[("a.txt", &other), ("b.txt", &other.replace("so", "thus"))]));
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let folder = rich();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    let documented: BTreeSet<String> = documented("SARIF").into_keys().collect();
    assert_eq!(rules.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), documented);
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "retold/near-copy"));
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize], result["ruleId"]);
        let related = result["relatedLocations"].as_array().unwrap();
        let message = result["message"]["text"].as_str().unwrap();
        for (number, location) in related.iter().enumerate() {
            assert_eq!(location["id"], number + 1);
            assert!(message.contains(&format!("]({})", number + 1)), "{message}");
        }
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            let physical = &location["physicalLocation"];
            assert_eq!(physical["artifactLocation"]["uriBaseId"], "%SRCROOT%");
            if let Some(region) = physical["region"].as_object() {
                let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
                let text = std::fs::read_to_string(folder.path().join(uri)).unwrap();
                let at = |key: &str| region[key].as_u64().unwrap() as usize;
                let line = text.lines().nth(at("startLine") - 1).unwrap();
                // The columns of ASCII are its bytes.
                let found = &line[at("startColumn") - 1..];
                assert!(text[at("byteOffset")..].starts_with(found));
                assert!(at("byteOffset") + at("byteLength") <= text.len());
            }
        }
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let note = &invocation["toolExecutionNotifications"][0];
    assert_eq!(note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "d.bin");
}

/// Of the last line too, whatever it advises.
#[test]
fn the_text_fits_eighty_columns() {
    let folder = rich();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    std::fs::write(folder.path().join("e.jsonl"), "{\"body\":\"\"}\n").unwrap();
    let mut advice = BTreeSet::new();
    for args in [
        &["a.txt"][..],
        &["a.txt", "--unit", "document"],
        &["a.txt", "b.txt", "--unit", "document"],
        &["c.txt"],
        &["c.txt", "c.txt", "--frequent", "2"],
        &["a.txt", "b.txt"],
        &["empty"],
        &["e.jsonl"],
        &["none"],
    ] {
        let output = retold_in(folder.path(), &[&["scan"], args].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        for line in text.lines() {
            assert!(line.chars().count() <= 80 || line.contains("--text-field names"), "{line}");
        }
        advice.insert(text.lines().last().unwrap().to_owned());
    }
    // The hints about options are for a terminal only.
    assert_eq!(advice.len(), 6, "{advice:#?}");
}

/// A record is a line of its file, with its id as the name of the location.
#[test]
fn sarif_addresses_a_record_by_its_file_and_line() {
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":{TALE:?}}}\n");
    let lines = format!("{}\n{}{{\"id\":3}}\n", line("s3://b/k:1"), line("two"));
    let folder = folder(&[("a b#1.jsonl", &lines)]);
    let run = |options: &[&str]| -> Value {
        let args = [&["scan", ".", "-f", "sarif"], options].concat();
        serde_json::from_slice(&retold_in(folder.path(), &args).stdout).unwrap()
    };
    for (options, keys) in [(&["--id-field", "id"][..], ["s3://b/k:1", "two"]), (&[], ["1", "3"])] {
        let log = run(options);
        let run = &log["runs"][0];
        // A family, and a cluster: the same record on either way.
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        for result in results {
            let places = [&result["locations"][0], &result["relatedLocations"][0]];
            for ((place, key), line) in places.into_iter().zip(keys).zip([1, 3]) {
                let physical = &place["physicalLocation"];
                assert_eq!(physical["artifactLocation"]["uri"], "a%20b%231.jsonl");
                assert_eq!(physical["region"], serde_json::json!({ "startLine": line }));
                assert_eq!(place["logicalLocations"][0]["name"], key);
                assert_eq!(place["logicalLocations"][0]["kind"], "object");
            }
        }
        let notes = &run["invocations"][0]["toolExecutionNotifications"];
        let place = &notes[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b%231.jsonl");
        assert_eq!(place["region"]["startLine"], 4);
    }
}

/// The bytes of a text are not those of a packed file.
#[test]
fn sarif_names_no_bytes_of_a_packed_file() {
    let folder = folder(&[("a.txt", TALE)]);
    let packed = zstd::encode_all(TALE.as_bytes(), 3).unwrap();
    std::fs::write(folder.path().join("b.txt.zst"), packed).unwrap();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let passage = results.iter().find(|result| result["ruleId"] == "retold/shared").unwrap();
    let region = |place: &Value| place["physicalLocation"]["region"].clone();
    let (plain, packed) =
        (region(&passage["locations"][0]), region(&passage["relatedLocations"][0]));
    assert_eq!((&plain["byteOffset"], &plain["startColumn"]), (&0.into(), &1.into()));
    assert_eq!((packed.get("byteOffset"), &packed["startColumn"]), (None, &1.into()));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for format in ["text", "json", "jsonl", "csv", "sarif"] {
        let run = |threads| stdout(&["scan", "seeds", "-f", format, "--threads", threads]);
        assert_eq!(run("1"), run("2"), "{format}");
    }
}
