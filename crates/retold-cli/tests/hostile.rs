//! Nothing in the input acts on a terminal, a spreadsheet or a reader of JSON.

use crate::program::{program, retold_in, stderr};
use serde_json::Value;

const NAME: &str = "=a\u{1b}[31m<script>alert(1)<\u{2215}script>\n\u{9b}0m\u{202e}.txt";
const TEXT: &str = "=1+1 <script>alert(1)</script> \u{1b}[31m told twice \u{7} in red, and \u{9b}0m \
                    then once \u{202e} more, \u{7f} until the \u{0} very end of the long line.";

fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    // A byte of zero makes a file binary, and is not in the texts.
    let text = TEXT.replace('\0', "\u{1}");
    for name in [NAME.to_owned(), format!("b{NAME}")] {
        std::fs::write(folder.path().join(name), &text).unwrap();
    }
    std::fs::write(folder.path().join(format!("c{NAME}")), TEXT).unwrap();
    folder
}

/// Whether anything in it could act on a terminal.
fn acts(text: &str) -> bool {
    let direction = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().any(|c| c != '\n' && (c.is_control() || direction(c)))
}

#[cfg(unix)]
#[test]
fn control_characters_of_the_input_reach_no_terminal() {
    let folder = hostile();
    for format in ["text", "json", "jsonl", "csv", "sarif"] {
        for command in [&["scan", "."][..], &["compare", NAME, &format!("b{NAME}")]] {
            let output = retold_in(folder.path(), &[command, &["-f", format]].concat());
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            let text = String::from_utf8(output.stdout.clone()).unwrap();
            assert!(text.contains("<script>alert(1)") || text.contains("%3Cscript%3E"), "{text}");
            assert!(!acts(&text), "{format}: {text:?}");
            assert!(!acts(&stderr(&output)), "{format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn names_come_back_whole_from_json() {
    let folder = hostile();
    let output = retold_in(folder.path(), &["scan", ".", "-f", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documents"][0]["name"], format!("./{NAME}"));
    assert_eq!(report["skipped"][0]["name"], format!("./c{NAME}"));
    assert_eq!(report["families"].as_array().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn no_cell_of_the_table_is_a_formula() {
    let folder = hostile();
    let output = retold_in(folder.path(), &["scan", NAME, &format!("b{NAME}"), "-f", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert!(rows.iter().any(|row| row[7].starts_with("'=a\\u{1b}[31m<script>")), "{text}");
    assert!(rows.iter().any(|row| row[14].starts_with("'=1+1 ") || row[14].starts_with("1+1")));
    for cell in rows.iter().flat_map(csv::StringRecord::iter) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[test]
fn messages_about_hostile_arguments_are_plain() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["scan", NAME][..],
        &[NAME],
        &["scan", "--\u{1b}[31m\u{9b}"],
        &["scan", "--min-words", "\u{9b}31m"],
        &["scan", ".", "--known-text", NAME],
        &["scan", ".", "--output", &format!("{NAME}/x")],
        &["scan", ".", "--config", NAME],
        &["compare", ".", NAME],
    ] {
        let output = retold_in(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!acts(&stderr(&output)), "{args:?}: {:?}", stderr(&output));
        assert!(!acts(&String::from_utf8(output.stdout).unwrap()));
    }
}

/// What a file holds is no pattern, option or path.
#[test]
fn names_that_look_like_options_are_names_behind_two_dashes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("--check"), crate::program::TALE.repeat(2)).unwrap();
    let output = program(folder.path()).args(["scan", "--", "--check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("1 document"));
}
