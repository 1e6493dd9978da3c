//! Tests of `retold dedup`: its options, its messages and its output.

use crate::dedup_corpus::{ends, entries};
use crate::program::{TALE, fed, folder, stderr};
use std::fs;
use std::path::Path;

const OTHER: &str = "Nobody was there, and the boats lay upside down on the sand as in May.";

fn line(fields: &str, text: &str) -> String {
    format!("{{{fields}\"text\":{}}}\n", serde_json::to_string(text).unwrap())
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn each_rule_keeps_the_copy_that_it_names() {
    let long = format!("{} {OTHER} {OTHER} {OTHER}", TALE.trim());
    let longer = format!("{long} So it was.");
    let records = [
        line("\"id\":\"x1\",\"date\":\"2024-05-17\",", &long),
        line("\"id\":\"y2\",\"date\":\"2024-05-16T23:59:00Z\",", &longer),
        line("\"id\":\"z3\",", &long.to_uppercase()),
    ];
    let list = "nothing/*\n[yz]3\n";
    let folder = folder(&[("a.jsonl", &records.concat()), ("list", list)]);
    for (rule, kept) in [("first", 0), ("longest", 1), ("earliest:date", 1), ("priority:list", 2)] {
        let args = ["dedup", "a.jsonl", "--keep", rule, "--id-field", "id", "-o", "b", "--force"];
        // The longest record differs from the others in a fact.
        let args = [&args[..], &["--remove", "similar"]].concat();
        let output = ends(folder.path(), &args, 0);
        assert_eq!(read(folder.path(), "b"), records[kept], "{rule}");
        let says = stderr(&output).contains("1 record without a date");
        assert_eq!(says, rule.starts_with("earliest"), "{}", stderr(&output));
    }
    let mixed = records.concat().replace("2024-05-17\"", "20\"").replace("\"20\"", "20");
    fs::write(folder.path().join("mixed.jsonl"), mixed).unwrap();
    let args = ["dedup", "mixed.jsonl", "--keep", "earliest:date", "-o", "c"];
    assert!(stderr(&ends(folder.path(), &args, 2)).contains("a number in some records"));
    for rule in ["earliest", "earliest:", "best", "priority:", "first:x"] {
        let args = ["dedup", "a.jsonl", "--keep", rule, "-o", "c"];
        assert!(stderr(&ends(folder.path(), &args, 2)).contains("must be first, longest"));
    }
}

#[test]
fn text_files_go_by_their_time_only_if_asked() {
    let folder = folder(&[("in/a.txt", TALE), ("in/b.txt", TALE)]);
    let day = std::time::Duration::from_secs(86_400);
    let b = fs::File::options().write(true).open(folder.path().join("in/b.txt")).unwrap();
    b.set_modified(std::time::SystemTime::UNIX_EPOCH + day).unwrap();
    for (rule, kept) in [("first", "a.txt"), ("earliest:mtime", "b.txt")] {
        let out = format!("out-{kept}");
        ends(folder.path(), &["dedup", "in", "--keep", rule, "-o", &out], 0);
        let names: Vec<_> = fs::read_dir(folder.path().join(out))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, [kept]);
    }
}

#[test]
fn new_texts_are_held_against_old_ones_which_are_named() {
    let twice = [line("", TALE), line("", TALE)].concat();
    let new = [line("", OTHER), line("\"n\":1,", TALE)].concat();
    let folder = folder(&[("old.jsonl", &twice), ("new.jsonl", &new)]);
    let args = ["dedup", "new.jsonl", "--against", "old.jsonl", "-o", "out.jsonl"];
    ends(folder.path(), &args, 0);
    assert_eq!(read(folder.path(), "out.jsonl"), line("", OTHER));
    let entries = entries(&folder.path().join("out.jsonl.audit.jsonl"));
    assert_eq!(entries.len(), 1, "nothing is removed from the old corpus");
    assert_eq!(entries[0]["record"], 2);
    let other = &entries[0]["repeats"];
    assert_eq!((&other["source"], &other["record"]), (&"old.jsonl".into(), &1.into()));
    assert_eq!(other["against"], true);
    ends(folder.path(), &["restore", "out.jsonl", "-o", "again.jsonl"], 0);
    assert_eq!(read(folder.path(), "again.jsonl"), new);
}

#[test]
fn paragraphs_are_cut_out_of_a_record_and_every_other_byte_stays() {
    let tale = TALE.trim();
    let record = format!(
        "{{ \"a\" : 1.0,\"text\":\"{tale}\\n\\n\\u201cIndeed\\u201d, \\ud83d\\ude00.\\r\\n\\r\\n\
         {tale}\\n\\nThe end.\\n\", \"z\": \"\\/\"}}\r\n"
    );
    let folder = folder(&[("a.jsonl", &record)]);
    let args = ["dedup", "a.jsonl", "--by", "paragraph", "-o", "b.jsonl"];
    ends(folder.path(), &args, 0);
    let at = record.rfind(tale).unwrap();
    let expected = format!("{}{}", &record[..at], &record[at + tale.len() + 4..]);
    assert_eq!(read(folder.path(), "b.jsonl"), expected);
    let entry = &entries(&folder.path().join("b.jsonl.audit.jsonl"))[0];
    assert_eq!(entry["what"], "paragraph");
    assert_eq!((&entry["first_line"], &entry["repeats"]["first_line"]), (&5.into(), &1.into()));
    assert_eq!(entry["clean"], at);
    assert_eq!(entry["raw"], record[at..at + tale.len() + 4]);
    assert_eq!(entry["text"], tale);
    assert_eq!((&entry["words"], &entry["resemblance"]), (&17.into(), &1.0.into()));
}

#[test]
fn a_passage_goes_at_the_bounds_of_sentences() {
    let shared = "he walked slowly down to the harbour to look for his brother and his boat. \
                  Nobody was there, and the boats lay upside down on the sand. The wind had";
    let a = format!("Early on {shared} come up in the night.\n");
    let b =
        format!("They say that {shared} torn the sails, and more of them than he could count.\n");
    let folder = folder(&[("a.txt", &a), ("b.txt", &b)]);
    ends(folder.path(), &["dedup", "a.txt", "b.txt", "--by", "passage", "-o", "out"], 0);
    assert_eq!(read(folder.path(), "out/a.txt"), a);
    let gone = " Nobody was there, and the boats lay upside down on the sand.";
    assert_eq!(read(folder.path(), "out/b.txt"), b.replace(gone, ""));
}

#[test]
fn a_text_that_is_repeated_completely_leaves_an_empty_record() {
    let text = format!("{} {OTHER}", TALE.trim());
    let records = [line("\"n\":1,", &text), line("\"n\":2,", &text)];
    let folder = folder(&[("a.jsonl", &records.concat())]);
    ends(folder.path(), &["dedup", "a.jsonl", "--by", "passage", "-o", "b.jsonl"], 0);
    let expected = [records[0].clone(), line("\"n\":2,", "")].concat();
    assert_eq!(read(folder.path(), "b.jsonl"), expected);
}

#[test]
fn one_text_loses_its_repeats_and_stays_a_file() {
    let text = format!("{TALE}\n{OTHER}\n\n{TALE}");
    let folder = folder(&[("a.txt", &text)]);
    ends(folder.path(), &["dedup", "a.txt", "--by", "paragraph", "-o", "b.txt"], 0);
    assert_eq!(read(folder.path(), "b.txt"), format!("{TALE}\n{OTHER}\n"));
}

#[test]
fn a_dry_run_shows_what_would_go_and_writes_nothing() {
    let records = [line("\"id\":\"one\\u001b[31m\",", TALE), line("\"id\":2,", TALE)].concat();
    let folder = folder(&[("a.jsonl", &records)]);
    for input in ["a.jsonl", "-"] {
        let args = ["dedup", input, "-o", "b", "--dry-run", "--id-field", "id"];
        let output = fed(folder.path(), &args, records.as_bytes());
        assert_eq!(output.status.code(), Some(0));
        let shown = String::from_utf8(output.stdout.clone()).unwrap();
        let says = format!("{input}:2 (2) ~ {input}:1 (one\\u{{1b}}[31m)  17 words  1.00\n");
        assert_eq!(shown, says);
        assert!(stderr(&output).contains("would remove 1 equivalent document (1 identical)"));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn records_without_a_text_stay_and_are_named() {
    let mut records = line("", TALE);
    for number in 0..14 {
        records.push_str(if number % 2 == 0 { "{\"text\": 1}\n" } else { "not json\n" });
    }
    records.push_str("\n   \n");
    let folder = folder(&[("a.jsonl", &records)]);
    let output = ends(folder.path(), &["dedup", "a.jsonl", "-o", "b.jsonl"], 2);
    assert_eq!(read(folder.path(), "b.jsonl"), records);
    let says = stderr(&output);
    assert!(says.contains("a.jsonl:2: kept as it is: the field `text` is a number"), "{says}");
    assert!(says.contains("a.jsonl:3: kept as it is: not a JSON object"), "{says}");
    assert!(says.contains("4 more such records"), "{says}");
    assert!(
        says.contains("14 records without a text copied unchanged, 2 blank lines copied"),
        "{says}"
    );
    let blank = [line("", TALE), "\n".to_owned()].concat();
    fs::write(folder.path().join("c.jsonl"), blank).unwrap();
    ends(folder.path(), &["dedup", "c.jsonl", "-o", "d.jsonl"], 0);
}

#[test]
fn a_threshold_out_of_range_is_named_with_the_rule() {
    let folder = folder(&[("a.jsonl", &line("", TALE))]);
    let rule = "must be a number above 0 and at most 1";
    for (unit, option, value, says) in [
        ("document", "--threshold", "1.7", rule),
        ("passage", "--min-identity", "1.7", rule),
        // An option that does not apply to the unit is an error, and the message names the right
        // one.
        ("passage", "--threshold", "0.7", "--min-identity"),
        ("paragraph", "--min-identity", "0.7", "--threshold"),
        ("passage", "--bands", "16x6", "banding says how segments are compared"),
    ] {
        let args = ["dedup", "a.jsonl", "--unit", unit, option, value, "-o", "b"];
        assert!(stderr(&ends(folder.path(), &args, 2)).contains(says), "{unit} {option}");
    }
}

/// `scan`, `compare` and `dedup` have the same names for the same options; older names still work.
#[test]
fn the_commands_share_their_options_and_older_names_work() {
    let copies = [line("", TALE), line("\"n\":1,", TALE)].concat();
    let folder = folder(&[("in/a.jsonl", &copies), ("list", "in/a.jsonl\n")]);
    let at = folder.path();
    let key = "0123456789abcdef0123456789abcdef";
    fs::write(at.join("key"), key).unwrap();
    for options in [
        &["in", "--unit", "paragraph", "--min-words", "5", "--threshold", "0.7"][..],
        &["in", "--unit", "document", "--recall", "0.9", "--shingle-width", "3"],
        &["in", "--unit", "document", "--bands", "32x4", "--seed", "7", "--key", "key"],
        &["in", "--unit", "passage", "--min-identity", "0.9", "--min-words", "5"],
        &["in", "--unit", "paragraph", "--chars", "4", "--follow-links", "--everything"],
        &["--files-from", "list", "--unit", "document", "--keep", "longest"],
    ] {
        for (command, more) in [("scan", &[][..]), ("dedup", &["--dry-run"])] {
            let args = [&[command], options, more].concat();
            let output = ends(at, &args, 0);
            assert!(!output.stdout.is_empty(), "{args:?}: {}", stderr(&output));
        }
    }
    for old in [
        &["dedup", "in", "--by", "document", "--dry-run"][..],
        &["scan", "in", "--represent", "first"],
    ] {
        ends(at, old, 0);
    }
    fs::write(at.join("retold.toml"), "[dedup]\nby = \"paragraph\"\n").unwrap();
    let shown = ends(at, &["dedup", "in", "--print-config"], 0);
    assert!(String::from_utf8(shown.stdout).unwrap().contains("unit = \"paragraph\""));
    // A key is read, and not written over.
    let args = ["dedup", "in/a.jsonl", "--key", "key", "-o", "key", "--force"];
    ends(at, &args, 2);
    assert_eq!(read(at, "key"), key);
}

#[test]
fn the_kind_of_a_file_is_recognised_by_its_content() {
    let records = [line("", TALE), line("\"n\":2,", TALE)];
    let both = records.concat();
    let folder = folder(&[("noname", &both), ("named.txt", &both)]);
    ends(folder.path(), &["dedup", "noname", "-o", "b"], 0);
    assert_eq!(read(folder.path(), "b"), records[0]);
    fs::write(folder.path().join("wrong.jsonl"), zstd::encode_all(both.as_bytes(), 1).unwrap())
        .unwrap();
    ends(folder.path(), &["dedup", "wrong.jsonl", "-o", "c"], 0);
    assert_eq!(read(folder.path(), "c"), records[0]);
    fs::write(folder.path().join("rows"), b"PAR1 and so on").unwrap();
    let output = ends(folder.path(), &["dedup", "rows", "-o", "d"], 2);
    assert!(stderr(&output).contains("Parquet"), "{}", stderr(&output));
}

#[test]
fn identical_text_is_distinguished_from_the_same_words() {
    let tale = TALE.trim();
    let texts = [
        tale.to_owned(),
        tale.to_uppercase().replace(' ', "  "),
        format!("“{tale}”"),
        OTHER.into(),
    ];
    let records: String = texts.iter().map(|text| line("", text)).collect();
    let folder = folder(&[("a.jsonl", &records)]);
    let output = ends(folder.path(), &["dedup", "a.jsonl", "-o", "b.jsonl"], 0);
    let entries = entries(&folder.path().join("b.jsonl.audit.jsonl"));
    let kinds: Vec<_> = entries
        .iter()
        .map(|it| (it["record"].as_u64().unwrap(), &it["identical"], &it["same_words"]))
        .collect();
    let (yes, no) = (true.into(), false.into());
    assert_eq!(kinds, [(2, &yes, &yes), (3, &no, &yes)]);
    let says = stderr(&output);
    assert!(says.contains("removed 2 equivalent documents (1 identical)"), "{says}");
}

#[test]
fn texts_of_few_words_go_only_if_they_are_identical() {
    let texts = ["C", "C++", "C#", "c", "1.5", "(1.5)", "He has gone?", "He has gone.", "1.5"];
    let records: String = texts.iter().map(|text| line("", text)).collect();
    let folder = folder(&[("a.jsonl", &records)]);
    ends(folder.path(), &["dedup", "a.jsonl", "-o", "b.jsonl"], 0);
    let gone: Vec<u64> = entries(&folder.path().join("b.jsonl.audit.jsonl"))
        .iter()
        .map(|entry| entry["record"].as_u64().unwrap())
        .collect();
    assert_eq!(gone, [4, 9]);
}

#[test]
fn reports_of_two_days_are_two_texts_unless_facts_are_ignored() {
    let report = |day: &str, rain: u32| {
        let frame = "The sky stays grey in the morning and clears from the west before the evening; \
                     the wind turns to the north, and the sea is rough outside the harbour, so that \
                     small boats had better stay where they are and wait for a better day than this. ";
        format!("{frame}{frame}On {day} the station at the harbour counted {rain} mm of rain.")
    };
    let course = |language: &str| {
        format!("{} This is how it is done in {language} today.", report("Friday", 7))
    };
    for (texts, kept) in [
        (vec![report("12 March", 13), report("13 March", 13)], 1),
        (vec![report("12 March", 13), report("12 March", 14)], 1),
        (vec![course("C"), course("C++"), course("C#")], 2),
    ] {
        let records: String = texts.iter().map(|text| line("", text)).collect();
        let folder = folder(&[("a.jsonl", &records)]);
        for by in ["document", "paragraph"] {
            let args = ["dedup", "a.jsonl", "--by", by, "-o", "b.jsonl", "--force"];
            let output = ends(folder.path(), &args, 0);
            assert_eq!(read(folder.path(), "b.jsonl"), records);
            let differ =
                if kept == 1 { "is similar but differs" } else { "are similar but differ" };
            let says = format!(
                "removed 0 equivalent {by}s (0 identical); {kept} more {differ} in a fact: --remove similar"
            );
            assert!(stderr(&output).contains(&says), "{}", stderr(&output));
            for option in [&["--ignore-facts"][..], &["--remove", "similar"]] {
                let output = ends(folder.path(), &[&args[..], option].concat(), 0);
                assert!(!stderr(&output).contains("in a fact"), "{}", stderr(&output));
                assert_eq!(entries(&folder.path().join("b.jsonl.audit.jsonl")).len(), kept);
            }
        }
    }
}

#[test]
fn only_prose_is_cut_and_every_other_file_stays_whole() {
    let tale = TALE.trim();
    let code = format!("# {tale}\nimport os\n\n# {tale}\n");
    let files = [
        ("in/a.txt", format!("{tale}\n\n{OTHER}\n")),
        ("in/b.md", format!("{tale}\n\nThe end.\n")),
        ("in/README", format!("{tale}\n\nNo end.\n")),
        ("in/code.py", code.clone()),
        ("in/Makefile", code.clone()),
        ("in/script", format!("#!/bin/sh\n{code}")),
        ("in/data.txt", format!("{{\n\"a\": \"{tale}\",\n\"b\": \"{tale}\"\n}}\n")),
        ("in/page.html", format!("<p>{tale}</p>\n\n<p>{tale}</p>\n")),
        // It has no column with the name of the text field.
        ("in/table.csv", format!("said\n{tale}\n{tale}\n")),
    ];
    let given: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let folder = folder(&given);
    for by in ["paragraph", "passage"] {
        let output = ends(folder.path(), &["dedup", "in", "--by", by, "-o", by], 0);
        assert!(
            stderr(&output).contains("6 files without prose copied unchanged"),
            "{}",
            stderr(&output)
        );
        for (name, text) in &files {
            let left = read(folder.path(), &name.replace("in/", &format!("{by}/")));
            match *name {
                "in/b.md" => assert_eq!(left, text.replace(tale, "").trim_start(), "{by}"),
                // In the order of their names, this is the first.
                "in/README" => assert_eq!(left, *text, "{by}"),
                "in/a.txt" => assert_eq!(left, format!("{OTHER}\n"), "{by}"),
                _ => assert_eq!(left, *text, "{by} {name}"),
            }
        }
    }
    // The standard input has no name, so it counts as prose.
    fed(folder.path(), &["dedup", "-", "--by", "paragraph", "-o", "out"], code.as_bytes());
    assert!(read(folder.path(), "out").len() < code.len());
}

#[test]
fn tables_and_code_inside_prose_stay_as_they_are() {
    let tale = TALE.trim();
    let data = format!(
        "| what | who |\n|---|---|\n| {tale} | a |\n| {tale} | a |\n\n```text\n{tale}\n\n{tale}\n```\n"
    );
    let text = format!("{tale}\n\n{data}\n{tale}\n\n{data}\n{OTHER}\n");
    let left = format!("{tale}\n\n{data}\n{data}\n{OTHER}\n");
    let folder = folder(&[("a.md", &text), ("a.jsonl", &line("", &text))]);
    for by in ["paragraph", "passage"] {
        for (name, expected) in [("a.md", left.clone()), ("a.jsonl", line("", &left))] {
            let out = format!("{by}-{name}");
            ends(folder.path(), &["dedup", name, "--by", by, "-o", &out], 0);
            assert_eq!(read(folder.path(), &out), expected, "{by} {name}");
            ends(folder.path(), &["restore", &out, "-o", "again", "--force"], 0);
            assert_eq!(read(folder.path(), "again"), read(folder.path(), name), "{by} {name}");
        }
    }
}

#[test]
fn no_sentence_is_cut_in_two() {
    let shared = "Smith went down to the harbour to look for his brother, and nobody was there. The \
                  boats lay upside down on the sand as they had in May, and the wind had turned.";
    let a = format!("In those days a man by the name of {shared}\n");
    let b = format!("Mr. {shared}\n\n“It is late. {shared}” Thus the widow.\n");
    let folder = folder(&[("a.txt", &a), ("b.txt", &b)]);
    ends(folder.path(), &["dedup", "a.txt", "b.txt", "--by", "passage", "-o", "out"], 0);
    let last =
        " The boats lay upside down on the sand as they had in May, and the wind had turned.";
    let expected = b.replacen(last, "", 1);
    assert_ne!(expected, b);
    assert_eq!(read(folder.path(), "out/b.txt"), expected);
}

/// Every line of the examples that begins with the name of the command is run by a shell.
#[cfg(unix)]
#[test]
fn the_examples_of_the_help_work() {
    let folder = tempfile::tempdir().unwrap();
    let seeds = crate::program::root().join("seeds");
    std::os::unix::fs::symlink(seeds, folder.path().join("seeds")).unwrap();
    let records =
        [line("\"published\":\"2024-05-17\",", TALE), line("\"published\":\"2023\",", TALE)];
    for name in ["corpus.jsonl", "a.jsonl", "b.jsonl", "new.jsonl"] {
        fs::write(folder.path().join(name), records.concat()).unwrap();
    }
    for name in ["corpus.jsonl.zst", "old.jsonl.zst"] {
        let packed = zstd::encode_all(records[0].as_bytes(), 1).unwrap();
        fs::write(folder.path().join(name), packed).unwrap();
    }
    let own = Path::new(env!("CARGO_BIN_EXE_retold")).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    let mut run = 0;
    for command in ["dedup", "restore"] {
        let help = String::from_utf8(ends(folder.path(), &[command, "--help"], 0).stdout).unwrap();
        let examples = help.split("\nExamples:\n").nth(1).unwrap();
        for line in examples.lines().filter_map(|line| line.strip_prefix("    retold ")) {
            // What one example writes, another one wants to write as well.
            let line = format!(
                "rm -f clean.jsonl really-new.jsonl *.jsonl.audit.jsonl; retold {line} --force"
            );
            let line = line.replace("corpus.jsonl --force", "again.jsonl --force");
            let mut shell = std::process::Command::new("sh");
            let output =
                shell.current_dir(folder.path()).env("PATH", &path).args(["-c", &line]).output();
            let output = output.unwrap();
            assert_eq!(output.status.code(), Some(0), "{line}: {}", stderr(&output));
            run += 1;
        }
    }
    assert_eq!(run, 9);
}

/// The summary counts what the other values would remove, and the log lists the lost words.
#[test]
fn what_is_removed_is_chosen_and_what_is_lost_is_logged() {
    let tale = TALE.trim();
    let texts = [
        tale.to_owned(),
        tale.to_uppercase(),
        tale.replace("The old man", "An old man"),
        tale.replace("slowly", "quickly"),
    ];
    assert!(texts.iter().skip(1).all(|text| *text != texts[0]));
    let folder =
        folder(&[("a.jsonl", &texts.iter().map(|text| line("", text)).collect::<String>())]);
    let (equivalent, similar) = ("1 more is equivalent: --remove equivalent", "1 more is similar");
    for (remove, gone, said) in [
        ("identical", vec![2], vec!["removed 1 identical document;", equivalent, similar]),
        ("equivalent", vec![2, 3], vec!["removed 2 equivalent documents (1 identical);", similar]),
        (
            "similar",
            vec![2, 3, 4],
            vec!["removed 3 similar documents (2 equivalent, 1 of them identical)"],
        ),
    ] {
        for by in ["document", "paragraph"] {
            let args = ["dedup", "a.jsonl", "--by", by, "--threshold", "0.3", "--remove", remove];
            let args = [&args[..], &["-o", "b.jsonl", "--force"]].concat();
            let output = ends(folder.path(), &args, 0);
            for said in &said {
                let said = said.replace("document", by);
                assert!(stderr(&output).contains(&said), "{by}: {}", stderr(&output));
            }
            let log = folder.path().join("b.jsonl.audit.jsonl");
            let header = fs::read_to_string(&log).unwrap();
            assert!(header.contains(&format!("\"remove\":\"{remove}\"")), "{header}");
            let entries = entries(&log);
            let records: Vec<_> = entries.iter().map(|it| it["record"].as_u64().unwrap()).collect();
            assert_eq!(records, gone, "{by} {remove}");
            let lost: Vec<String> = entries.iter().map(|it| it["lost_words"].to_string()).collect();
            let expected = ["[]", "[\"An\"]", "[\"quickly\"]"];
            assert_eq!(lost, expected[..gone.len()], "{by} {remove}");
            let words = gone.len() - 1;
            let plural = if words == 1 { "" } else { "s" };
            let lost = format!("{words} word{plural} lost (lost_words)");
            assert_eq!(stderr(&output).contains(&lost), words > 0, "{}", stderr(&output));
        }
    }
    let args = ["dedup", "a.jsonl", "--ignore-facts", "--remove", "similar", "-o", "c"];
    assert!(stderr(&ends(folder.path(), &args, 2)).contains("cannot be used with"));
}
