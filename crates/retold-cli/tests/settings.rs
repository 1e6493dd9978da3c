//! Tests of configuration files: they set most options, but cannot overwrite files.

use crate::program::{TALE, folder, retold_in, stderr};
use std::fs;
use std::path::Path;

fn printed(folder: &Path, args: &[&str]) -> toml::Table {
    let output = retold_in(folder, &[&["scan", "--print-config", "."], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let file: toml::Table = text.parse().unwrap();
    file["scan"].as_table().unwrap().clone()
}

#[test]
fn options_come_before_the_file_and_the_file_before_defaults() {
    let folder = folder(&[
        ("retold.toml", "min-words = 40\nquiet = true\n[scan]\nformat = \"csv\"\nseed = 0xff\n"),
        ("deep/down/a.txt", TALE),
    ]);
    let below = folder.path().join("deep/down");
    let found = printed(&below, &["--format", "jsonl"]);
    assert_eq!(found["min-words"].as_integer(), Some(40));
    assert_eq!(found["seed"].as_integer(), Some(255));
    assert_eq!(found["quiet"].as_bool(), Some(true));
    assert_eq!(found["format"].as_str(), Some("jsonl"));
    assert_eq!(found["signature-length"].as_integer(), Some(128));
    let none = printed(&below, &["--no-config"]);
    assert!(!none.contains_key("min-words") && none["format"].as_str() == Some("text"));
    assert_eq!(printed(&below, &["--no-quiet"])["quiet"].as_bool(), Some(false));
}

/// The nearer file wins, and what is under the command's name wins over what is at the top.
#[test]
fn the_nearest_file_is_the_one_and_sections_are_for_one_command() {
    let folder = folder(&[
        ("retold.toml", "min-words = 40"),
        (
            "deep/.retold.toml",
            "min-words = 20\nunit = \"line\"\n[scan]\nunit = \"sentence\"\n\
                               [compare]\nmin-words = 30\ncheck = true",
        ),
    ]);
    let found = printed(&folder.path().join("deep"), &[]);
    assert_eq!(found["min-words"].as_integer(), Some(20));
    assert_eq!(found["unit"].as_str(), Some("sentence"));
    assert_eq!(found["check"].as_bool(), Some(false));
    let named = printed(&folder.path().join("deep"), &["--config", "../retold.toml"]);
    assert_eq!(named["min-words"].as_integer(), Some(40));
}

#[test]
fn a_setting_in_the_file_takes_effect() {
    let folder = folder(&[("a.txt", TALE), ("b.txt", TALE), ("retold.toml", "check = true")]);
    let run = |args: &[&str]| {
        retold_in(folder.path(), &[&["scan", "a.txt", "b.txt"], args].concat()).status.code()
    };
    assert_eq!(run(&[]), Some(1));
    assert_eq!(run(&["--no-check"]), Some(0));
    assert_eq!(run(&["--no-config"]), Some(0));
    fs::write(folder.path().join("retold.toml"), "known-text = [\"a.txt\"]\ncheck = true").unwrap();
    let elsewhere = folder.path().join("sub");
    fs::create_dir(&elsewhere).unwrap();
    // The path in the file starts at the file's folder. Near-copies have nothing to do with it.
    let output = retold_in(&elsewhere, &["scan", "..", "-f", "json"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"families\": []"));
}

#[test]
fn what_is_printed_is_a_file_that_says_the_same() {
    let folder = folder(&[("known \"one\".txt", TALE)]);
    let args =
        ["--noisy", "--min-identity", "0.55", "--known-text", "known \"one\".txt", "-o", "out"];
    let first = printed(folder.path(), &args);
    // The printed settings are those of the arguments.
    assert_eq!(first["noisy"].as_bool(), Some(true));
    assert_eq!(first["min-identity"].as_float(), Some(0.55));
    assert_eq!(first["known-text"][0].as_str(), Some("known \"one\".txt"));
    assert_eq!(first["output"].as_str(), Some("out"));
    let output = retold_in(folder.path(), &[&["scan", "--print-config", "."], &args[..]].concat());
    fs::write(folder.path().join("retold.toml"), &output.stdout).unwrap();
    let mut second = printed(folder.path(), &[]);
    for key in ["known-text", "output"] {
        // Paths in a file are those of its folder.
        let path = second[key].as_array().map_or(&second[key], |list| &list[0]).as_str().unwrap();
        let name = Path::new(path).file_name().unwrap().to_str().unwrap().to_owned();
        let value = if key == "output" { name.into() } else { vec![name].into() };
        second.insert(key.to_owned(), value);
    }
    assert_eq!(second, first);
}

#[test]
fn a_wrong_line_is_named_with_what_was_meant() {
    let folder = folder(&[]);
    let file = folder.path().join("retold.toml");
    let mut said = String::new();
    for text in [
        "quiet = true\nmin_word = 3",
        "min-words = 0",
        "\nthreshold = 1.7",
        "unit = \"passages\"",
        "noisy = 3",
        "format = [\"json\"]",
        "[scna]\n",
        "[scan]\ntext-fild = \"body\"",
        "[compare]\nfiles-from = \"list\"",
        "threads = \"x",
        "noisy = true\nlarge-corpus = true",
        "quiet = 1979-05-27",
        "seed = 99999999999999999999",
        "config = \"other.toml\"",
        "completely-unheard-of = 1",
        "output = \"../report.json\"",
    ] {
        fs::write(&file, text).unwrap();
        let output = retold_in(folder.path(), &["scan", "."]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(output.stdout.is_empty());
        said += &stderr(&output);
    }
    insta::assert_snapshot!(said);
}

/// A folder from another source must not make the program overwrite a file.
#[cfg(unix)]
#[test]
fn a_file_that_was_only_found_writes_below_its_folder() {
    let outer = folder(&[("precious", "keep me"), ("repo/a.txt", TALE)]);
    let repo = outer.path().join("repo");
    std::os::unix::fs::symlink("../precious", repo.join("report")).unwrap();
    for output in ["../precious", "report", outer.path().join("precious").to_str().unwrap()] {
        fs::write(repo.join("retold.toml"), format!("output = {output:?}")).unwrap();
        let run = retold_in(&repo, &["scan", "a.txt"]);
        assert_eq!(run.status.code(), Some(2), "{output}");
        assert_eq!(fs::read_to_string(outer.path().join("precious")).unwrap(), "keep me");
    }
    // A new file is not created either.
    for output in ["../new", outer.path().join("new").to_str().unwrap()] {
        fs::write(repo.join("retold.toml"), format!("output = {output:?}")).unwrap();
        let run = retold_in(&repo, &["scan", "a.txt"]);
        assert_eq!(run.status.code(), Some(2), "{output}");
        assert!(stderr(&run).contains("below the folder"), "{}", stderr(&run));
        assert!(!outer.path().join("new").exists(), "{output}");
    }
    fs::write(repo.join("retold.toml"), "output = \"own.txt\"").unwrap();
    assert_eq!(retold_in(&repo, &["scan", "a.txt"]).status.code(), Some(0));
    assert!(repo.join("own.txt").is_file());
}

/// A configuration file that was only found may name an output, but only the command line may
/// overwrite one.
#[test]
fn a_file_that_was_only_found_replaces_nothing() {
    let record = format!("{{\"text\":\"{}\"}}\n", TALE.trim());
    let folder = folder(&[("a.jsonl", &record.repeat(2)), ("precious", "keep me")]);
    let config = folder.path().join("retold.toml");
    let refuses = |text: &str, args: &[&str], says: &str| {
        fs::write(&config, text).unwrap();
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{text} {args:?}");
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(folder.path().join("precious")).unwrap(), "keep me");
    };
    let dedup = ["dedup", "a.jsonl", "-o", "precious"];
    for text in ["force = true", "[dedup]\nforce = true", "[restore]\nforce = true"] {
        refuses(text, &dedup, "`force` can only be set");
    }
    let there = "retold.toml:1: `output` names a file or folder that exists";
    refuses("output = \"precious\"", &["scan", "a.jsonl"], there);
    let args = ["dedup", "a.jsonl", "-o", "b", "--force"];
    refuses("audit = \"precious\"", &args, "`audit` names a file or folder that exists");
    // The command line may set it, and a setting of another command is ignored.
    let accepts = |text: &str, args: &[&str]| {
        fs::write(&config, text).unwrap();
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{text} {args:?}: {}", stderr(&output));
    };
    accepts("force = false\naudit = \"log\"", &["dedup", "a.jsonl", "-o", "new"]);
    accepts("output = \"precious\"", &["scan", "a.jsonl", "--print-config"]);
    accepts("[dedup]\noutput = \"precious\"", &["scan", "a.jsonl"]);
    accepts("output = \"precious\"", &["scan", "a.jsonl", "-o", "report"]);
    accepts("output = \"precious\"", &["scan", "a.jsonl", "-o", "report"]);
    accepts("force = true", &["--config", "retold.toml", "dedup", "a.jsonl", "-o", "new"]);
    assert_eq!(fs::read_to_string(folder.path().join("precious")).unwrap(), "keep me");
    accepts("output = \"precious\"", &["--config", "retold.toml", "scan", "a.jsonl"]);
    assert_ne!(fs::read_to_string(folder.path().join("precious")).unwrap(), "keep me");
}

#[test]
fn the_file_itself_is_never_written_over() {
    let folder = folder(&[("a.txt", TALE), ("retold.toml", "quiet = true\n")]);
    for args in [
        &["scan", "a.txt", "-o", "retold.toml"][..],
        &["compare", "a.txt", "a.txt", "-o", "./retold.toml"],
        &["scan", "a.txt", "-o", "own.toml", "--config", "own.toml"],
        &["dedup", "a.txt", "-o", "own", "--force", "--config", "own.audit.jsonl"],
    ] {
        for name in ["own.toml", "own.audit.jsonl"] {
            fs::write(folder.path().join(name), "quiet = true\n").unwrap();
        }
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("is part of the input"), "{}", stderr(&output));
        for name in ["retold.toml", "own.toml", "own.audit.jsonl"] {
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            assert_eq!(text, "quiet = true\n", "{args:?}");
        }
    }
}

/// Every option that --help shows is a key.
#[test]
fn every_option_is_a_key() {
    let folder = folder(&[]);
    let output = retold_in(folder.path(), &["scan", "--print-config", "."]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let help = String::from_utf8(retold_in(folder.path(), &["scan", "--help"]).stdout).unwrap();
    let mut options = 0;
    for line in help.lines() {
        let Some((_, long)) = line.split_once("    --").filter(|_| line.starts_with("  ")) else {
            let short = line.strip_prefix("  -").and_then(|line| line.split_once(", --"));
            assert!(short.is_none_or(|(letter, _)| letter.len() == 1));
            continue;
        };
        let long = long.split([' ', '<', '[']).next().unwrap();
        if !["config", "no-config", "print-config"].contains(&long) {
            assert!(
                printed.contains(&format!("\n{long} ="))
                    || printed.contains(&format!("\n# {long} =")),
                "{long}"
            );
            options += 1;
        }
    }
    assert!(options >= 25, "{options}");
}

#[test]
fn vector_instructions_change_no_byte_and_can_be_forbidden_from_outside() {
    let report = |simd: &str| {
        let mut command = crate::program::program(&crate::program::root());
        let output = command.args(["scan", "seeds", "--format", "json"]).env("RETOLD_SIMD", simd);
        output.output().unwrap()
    };
    let auto = report("auto");
    assert_eq!(auto.status.code(), Some(0));
    for simd in ["off", "neon", "avx2", "avx512"] {
        assert!(report(simd).stdout == auto.stdout, "{simd}");
    }
    let refused = report("sse9");
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("sse9"), "{}", stderr(&refused));
}
