//! Tests of prefixes, and of text that resembles them.

use super::mask;
use proptest::prelude::{any, prop, proptest};
use std::ops::Range;

/// Running text, wrapped at fifty columns.
const TEXT: [&str; 8] = [
    "The old man walked slowly down to the harbour to",
    "look for his brother, who had gone out with the",
    "boats before dawn and had not been seen since the",
    "storm broke over the bay. Nobody on the quay had",
    "any news of him, and the harbour master only shook",
    "his head when he was asked about it. In the end he",
    "sat down on a coil of rope and waited for the tide",
    "to turn, since there was nothing else to be done.",
];

type Written = fn(usize) -> String;

fn written(lines: Range<usize>, line: impl Fn(usize) -> String) -> String {
    lines.map(line).collect::<Vec<_>>().concat()
}

fn with(prefix: impl Fn(usize) -> String) -> String {
    written(0..TEXT.len(), |at| format!("{}{}\n", prefix(at), TEXT[at]))
}

fn who(at: usize) -> &'static str {
    ["ANN", "Dr. Bo Li", "ANN", "ANN", "Dr. Bo Li", "Cy", "Cy", "ANN"][at % 8]
}

#[test]
fn prefixes_are_blanked() {
    let prefixes: [(&str, Written); 25] = [
        ("time", |at| format!("[12:03:{at:02}] ")),
        ("phone", |at| format!("[1.5.24, 10:0{at}:00] {}: ", ["Ann", "+44 7700 900123"][at % 2])),
        ("irssi", |at| format!("10:0{at} <{}> ", [" ann", "@bo"][at % 2])),
        ("weechat", |at| format!("2024-05-17 10:0{at}:00\t{}\t", ["ann", "bo"][at % 2])),
        ("video", |at| format!("0:0{} ", at + 1)),
        ("video, by lines", |at| format!("0:0{at}\n")),
        ("minutes", |at| format!("({at}:15) ")),
        ("log", |at| format!("2024-05-17 10:00:0{at},123 INFO [main] ")),
        ("levels", |at| format!("2024-05-17T10:00:0{at}Z {}: ", ["warn", "ERROR"][at % 2])),
        ("python", |at| format!("2024-05-17 10:00:0{at},123 - app.db{} - WARNING - ", at % 2)),
        ("level first", |at| format!("[ERROR] 2024-05-17 10:00:0{at} ")),
        ("system log", |at| format!("May 17 10:00:0{at} host sshd[{}]: ", at * 7)),
        ("kernel", |at| format!("[    {at}.123456] ")),
        ("cat -n", |at| format!("     {}\t", at + 1)),
        ("grep -n", |at| format!("{}:  ", at + 9)),
        ("aligned", |at| format!("{:4}  ", at + 8)),
        ("speaker", |at| format!("{}: ", who(at))),
        ("time and speaker", |at| format!("10:0{at} {}: ", who(at))),
        ("nick", |at| format!("[10:0{at}] <{}> ", ["ann", "bo_"][at % 2])),
        ("chat", |at| format!("12/03/2024, 10:1{at} - {}: ", who(at))),
        ("quotation", |_| "> ".to_owned()),
        ("deep quotation", |at| if at < 4 { "> > ".to_owned() } else { ">".to_owned() }),
        ("mark", |_| "* ".to_owned()),
        ("comment", |_| "  // ".to_owned()),
        ("answer", |at| ["Q: ", "A: "][at % 2].to_owned()),
    ];
    for (name, prefix) in prefixes {
        let masked = mask(&with(prefix)).unwrap_or_else(|| panic!("{name}: {}", with(prefix)));
        let left: Vec<&str> =
            masked.lines().map(str::trim_start).filter(|it| !it.is_empty()).collect();
        assert_eq!(left, TEXT, "{name}");
    }
}

/// Text that resembles a prefix and belongs to the content.
#[test]
fn what_only_looks_like_a_prefix_is_left_alone() {
    let rules = |before: Written| {
        written(1..30, |at| format!("{}Everyone has the right to say number {at}.\n", before(at)))
    };
    let texts = [
        ("list", rules(|_| "- ".to_owned())),
        ("stars", rules(|_| "* ".to_owned())),
        (
            "changes",
            written(1..30, |at| {
                let (so, word) = ("so ".repeat(at * 7 % 11), "a word ".repeat(at * 5 % 3));
                format!("- add {so}and {word}to it\n")
            }),
        ),
        ("laws", rules(|at| format!("{at}. "))),
        ("brackets", rules(|at| format!("{at}) "))),
        ("verses", rules(|at| format!("{at} "))),
        ("sections", rules(|at| format!("§ {at} "))),
        ("notes", rules(|at| format!("[{at}] "))),
        ("years", rules(|at| format!("{}: ", 1900 + 7 * at))),
        ("diary", rules(|at| format!("2024-05-{at:02} "))),
        ("timetable", rules(|at| format!("{}:30 ", 8 + at % 12))),
        ("poem", rules(|_| "And then ".to_owned())),
        ("glossary", rules(|at| format!("Term {}: ", char::from(b'A' + at as u8)))),
        ("records", rules(|at| ["Name: ", "Address: ", "Remark: "][at % 3].to_owned())),
        ("table", written(0..30, |at| format!("2024-05-17 10:00:{at:02} {at} {} ok\n", at * at))),
        ("numbers", written(0..30, |at| format!("{at}\t{}\t{}\n", at * 3, at * at))),
        ("columns", written(0..30, |at| format!("| item {at} | of some kind | here |\n"))),
        ("addresses", written(0..30, |at| format!("http://example.org/{at} is the place\n"))),
        ("prose", TEXT.join("\n")),
        ("few", "[10:00:01] one two three four\n".repeat(3)),
        ("code", "fn main() {\n    let a: u8 = 1;\n    match a {\n        1 => {}\n        _ => {}\n    }\n}\n".repeat(9)),
    ];
    for (name, text) in texts {
        assert_eq!(mask(&text), None, "{name}: {text}");
    }
}

/// Regression: a line break inside a prefix was blanked.
#[test]
fn a_carriage_return_ends_a_line() {
    let log = with(|at| format!("10:00:0{at} [ma{}in] ", if at == 7 { "\r" } else { "" }));
    let masked = mask(&log).expect("most lines have a time");
    assert_eq!(masked.matches('\r').count(), 1, "{masked}");
    assert!(mask(&with(|at| format!("10:00:0{at} ")).replace('\n', "\r")).is_some());
}

#[test]
fn a_line_without_the_time_is_left_as_it_is() {
    let log =
        with(|at| if at == 3 { "    at INFO ".to_owned() } else { format!("10:00:0{at} INFO ") });
    let masked = mask(&log).expect("most lines have a time");
    assert!(masked.contains("\n    at INFO storm broke"), "{masked}");
}

proptest! {
    #[test]
    fn only_starts_of_lines_are_blanked(
        parts in prop::collection::vec(prop::sample::select(vec![
            "[10:00:01] ", "2024-05-17 10:00 ", "> ", "* ", "ann: ", "<é> ", "12\t", "INFO ", "one two three é", "\n",
            "\r\n", "\r", " ", "\u{feff}", "[", ":", "May 17 ",
        ]), 0..60), repeat in 1usize..9, tail in any::<bool>(),
    ) {
        let source = parts.concat().repeat(repeat) + if tail { "\n" } else { "" };
        if let Some(masked) = mask(&source) {
            assert_eq!(masked.len(), source.len());
            for (was, is) in source.split_inclusive(['\n', '\r']).zip(masked.split_inclusive(['\n', '\r'])) {
                let body = is.trim_start_matches(' ');
                assert!(was.ends_with(body) && was.len() == is.len(), "{was:?} {is:?}");
            }
        }
    }
}
