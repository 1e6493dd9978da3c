//! Prefixes that most lines of a plain text have: the time of a log line, a line number, the
//! speaker in a transcript.
//!
//! The same text may occur elsewhere without these prefixes, or with other ones. So they are
//! overwritten with spaces, byte for byte. The first [`SAMPLE`] lines decide for the whole file.
//!
//! # Example
//! In a chat log, two prefixes follow each other on every line, a time and a speaker:
//!
//! ```text
//! [10:15] <ann> The boats are back.      becomes      ···············The boats are back.
//! [10:17] <bob> All of them?                          ···············All of them?
//! ```
//!
//! where `·` is a space. The search removes the time first, then finds the speaker in the rest of
//! the lines, then finds no further prefix and stops. Each kind of prefix has its own rule against
//! false positives:
//!
//! | Kind | Example | Not a prefix |
//! |---|---|---|
//! | quotation | `> ` | |
//! | mark | `* `, `# `, `// ` on nine lines of ten, before wrapped text | lists, where each line is an item |
//! | time | `[12:03:44] ` ([`time_stamp`](super::time_stamp)) | timetables (hours and round minutes only), diaries (dates only) |
//! | time on a line of its own | `0:07`, on one line in four | |
//! | level | `INFO `, `[warn] `, next to a time | |
//! | number | `  12<tab>`, `12: `, one more on each line | numbered laws and lists (`12. `, `12) `, `12 `), tables |
//! | thread | `[main] `, next to a time | notes (`[1] `) |
//! | source | `app.db - `, `ann<tab>`, `ann | `, few different ones, after a time | |
//! | speaker | `ANN: `, `<ann> `, few different ones | glossaries, fields of records, headings |
//!
//! Prefixes are only removed if the rest of the lines is text: half of them must have three words
//! or more. A table of measurements has times in front, too, and is left as it is.
//!
//! # Invariant
//! The result has the length and the line breaks of its source. It differs from the source only by
//! spaces at the starts of lines.
//!
//! # Cost
//! Linear in the length of the text; the sample is read once for each kind and each prefix found.

use super::time_stamp::{TimeStamp, time_stamp};
use std::collections::BTreeMap;

/// The number of lines that decide.
const SAMPLE: usize = 400;

/// The least number of lines; fewer are no evidence.
const LEAST: usize = 5;

/// The longest name of a speaker or source, in bytes.
const LONGEST_NAME: usize = 40;

const LEVELS: [&str; 14] = [
    "trace",
    "debug",
    "verbose",
    "info",
    "information",
    "notice",
    "warn",
    "warning",
    "error",
    "err",
    "severe",
    "critical",
    "crit",
    "fatal",
];

/// Marks in front of wrapped text.
const MARKS: [&str; 8] = ["* ", "- ", "# ", "## ", "// ", "; ", "% ", "-- "];

/// The longest line of wrapped text, in characters.
const WIDEST: usize = 120;

/// A kind of prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Prefix {
    Quotation,
    /// A time that is the whole line.
    TimeAlone,
    Mark(&'static str),
    Time,
    Level,
    Number,
    Thread,
    Source,
    Speaker,
}

/// Blanks the prefixes of each line. Returns `None` if the lines have none.
pub(in crate::input) fn mask(source: &str) -> Option<String> {
    let prefixes = prefixes(source);
    if prefixes.is_empty() {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    let mut start = 0;
    for line in source.split_inclusive(['\n', '\r']) {
        let mut len = 0;
        for prefix in &prefixes {
            match prefix.len(&line[len..]) {
                Some(more) => len += more,
                // A line without the time continues the line before it.
                None if *prefix == Prefix::Time => break,
                None => {}
            }
        }
        bytes[start..start + len].fill(b' ');
        start += line.len();
    }
    String::from_utf8(bytes).ok()
}

/// The prefixes that most lines have, in their order on the line.
fn prefixes(source: &str) -> Vec<Prefix> {
    let lines = source.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let mut rests: Vec<&str> = lines.take(SAMPLE).collect();
    let mut found = Vec::new();
    let mut is_timetable = false;
    if rests.len() >= LEAST
        && 4 * rests.iter().filter(|line| is_time_alone(line)).count() >= rests.len()
    {
        rests.retain(|line| !is_time_alone(line));
        found.push(Prefix::TimeAlone);
    }
    while rests.len() >= LEAST && found.len() < 6 {
        let Some(prefix) = next(&rests, &found) else { break };
        if prefix == Prefix::Time {
            let is_round = |it: TimeStamp| it.is_weak && it.is_round;
            let round = rests.iter().filter(|line| time_stamp(line).is_some_and(is_round)).count();
            is_timetable = 2 * round > rests.len();
        }
        // A line without this prefix continues the line before it, so it is not examined further.
        rests = rests.iter().filter_map(|line| Some(&line[prefix.len(line)?..])).collect();
        found.push(prefix);
    }
    let are_text = 2 * rests.iter().filter(|rest| has_words(rest)).count() >= rests.len();
    let is_log = found.contains(&Prefix::Time)
        || ![Prefix::Level, Prefix::Thread].iter().any(|prefix| found.contains(prefix));
    if are_text && is_log && (!is_timetable || found.contains(&Prefix::Speaker)) {
        found
    } else {
        Vec::new()
    }
}

/// The next prefix of lines from which the prefixes in `found` were removed.
fn next(lines: &[&str], found: &[Prefix]) -> Option<Prefix> {
    let candidates = [Prefix::Quotation, Prefix::Time, Prefix::Level, Prefix::Number]
        .into_iter()
        .chain(MARKS.map(Prefix::Mark))
        .chain([Prefix::Thread, Prefix::Source, Prefix::Speaker]);
    let may_follow = |prefix: &Prefix| *prefix != Prefix::Source || found.contains(&Prefix::Time);
    candidates.filter(|prefix| !found.contains(prefix) && may_follow(prefix)).find(|prefix| {
        let have = lines.iter().filter(|line| prefix.len(line).is_some()).count();
        3 * have >= 2 * lines.len()
            && match prefix {
                Prefix::Quotation | Prefix::Time | Prefix::Level | Prefix::Thread => true,
                Prefix::TimeAlone => false,
                Prefix::Mark(mark) => 10 * have >= 9 * lines.len() && is_wrapped(lines, mark),
                Prefix::Number => are_counted(lines),
                Prefix::Source => recur(lines, source),
                Prefix::Speaker => recur(lines, speaker),
            }
    })
}

impl Prefix {
    /// The length of this prefix on a line, including the white space around it.
    fn len(&self, line: &str) -> Option<usize> {
        let body = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - body.len();
        let with_space = |len: usize| {
            let rest = &body[len..];
            let is_parted = rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']);
            is_parted.then(|| indent + body.len() - rest.trim_start_matches([' ', '\t']).len())
        };
        match self {
            Prefix::Quotation => {
                let rest = body.trim_start_matches(['>', ' ']);
                body.starts_with('>').then(|| line.len() - rest.len())
            }
            Prefix::Mark(mark) => {
                // On a blank line, the mark has no space after it.
                body.starts_with(mark.trim_end()).then(|| with_space(mark.trim_end().len()))?
            }
            Prefix::Time => time_stamp(line).map(|it| it.len),
            Prefix::TimeAlone => is_time_alone(line).then(|| line.trim_end().len()),
            Prefix::Level => level(body).and_then(with_space),
            Prefix::Number => {
                let len = body.bytes().take_while(u8::is_ascii_digit).count();
                let len = len + usize::from(body[len..].starts_with(':'));
                with_space(len).filter(|_| len > 0)
            }
            Prefix::Thread => {
                let close = head(body).strip_prefix('[')?.find(']')? + 2;
                with_space(close).filter(|_| close <= LONGEST_NAME)
            }
            Prefix::Source => with_space(source(body)?.0),
            Prefix::Speaker => with_space(speaker(body)?.0),
        }
    }
}

/// Whether a line consists of a time only.
fn is_time_alone(line: &str) -> bool {
    let line = line.trim_end();
    time_stamp(line).is_some_and(|it| it.len == line.len())
}

/// The length of the log level at the start of a line.
fn level(body: &str) -> Option<usize> {
    let is_open = body.starts_with(['[', '<', '(']);
    let name = &body[usize::from(is_open)..];
    let len = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = LEVELS.iter().any(|level| level.eq_ignore_ascii_case(&name[..len]));
    let behind = usize::from(is_open) + len;
    let end = behind + usize::from(body[behind..].starts_with([']', '>', ')']));
    let end =
        end + [":", " -"].iter().find(|it| body[end..].starts_with(**it)).map_or(0, |it| it.len());
    known.then_some(end)
}

/// The start of a line, long enough for any name with its delimiters.
fn head(line: &str) -> &str {
    let most = line.len().min(LONGEST_NAME + 4);
    let end = (0..=most).rev().find(|&at| line.is_char_boundary(at));
    &line[..end.unwrap_or(0)]
}

/// The speaker at the start of a line: the length with colon or brackets, and the name without
/// digits.
fn speaker(body: &str) -> Option<(usize, String)> {
    let body = head(body);
    let (len, name) = if let Some(inner) = body.strip_prefix('<') {
        let end = inner.find('>')?;
        (end + 2, inner[..end].trim_start())
    } else {
        let end = body.find(':')?;
        (end + 1, body[..end].trim_end())
    };
    let is_name = name.len() <= LONGEST_NAME
        && name.split(' ').count() <= 4
        && name.starts_with(|c: char| c.is_alphanumeric() || "_@+~".contains(c))
        && (name.chars().any(char::is_alphabetic) || name.starts_with('+'))
        && !name.contains([',', ';', '!', '?', '"', '=', '{', '<']);
    let bare = || name.chars().filter(|c| !c.is_ascii_digit()).collect();
    is_name.then(|| (len, bare()))
}

/// The source at the start of a line, a part of a program or a speaker: the length with the dash or
/// bar after it, and the name without digits.
fn source(body: &str) -> Option<(usize, String)> {
    let body = head(body);
    let marks = [" - ", " | ", "\t"];
    let (end, mark) = marks.iter().filter_map(|it| Some((body.find(it)?, it))).min()?;
    let name = &body[..end];
    let is_name = !name.is_empty() && end <= LONGEST_NAME && !name.contains(' ');
    let bare = || name.chars().filter(|c| !c.is_ascii_digit()).collect();
    is_name.then(|| (end + mark.trim_end().len(), bare()))
}

/// Whether the names are few and recur. Two thirds of the lines must have a name that occurs twice
/// or more, and such names must occur on 2.5 lines on average. The fields of a record recur too,
/// but in a fixed order: if the name before predicts nine of ten names, they are fields.
fn recur(lines: &[&str], named: fn(&str) -> Option<(usize, String)>) -> bool {
    let names: Vec<String> =
        lines.iter().filter_map(|line| Some(named(line.trim_start())?.1)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|_, count| *count > 1);
    let covered: usize = counts.values().sum();
    if counts.is_empty() || 3 * covered < 2 * lines.len() || 2 * covered < 5 * counts.len() {
        return false;
    }
    let mut followers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for pair in names.windows(2) {
        *followers.entry((&pair[0], &pair[1])).or_default() += 1;
    }
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for ((name, _), count) in followers {
        let entry = most.entry(name).or_default();
        *entry = count.max(*entry);
    }
    let foreseen: usize = most.values().sum();
    counts.len() < 3 || 10 * foreseen < 9 * (names.len() - 1)
}

/// Whether the line numbers count up by one and are separated from the text as numbers in a list
/// are not.
fn are_counted(lines: &[&str]) -> bool {
    let number = |line: &str| -> Option<u64> {
        let body = line.trim_start();
        let len = body.bytes().take_while(u8::is_ascii_digit).count();
        let is_aligned = line.starts_with([' ', '\t']) && body[len..].starts_with("  ");
        let is_parted = body[len..].starts_with(['\t', ':']) || is_aligned;
        body[..len].parse().ok().filter(|_| is_parted)
    };
    let numbers: Vec<u64> = lines.iter().filter_map(|line| number(line)).collect();
    // Blank lines are numbered too but are not in the sample, so small steps are allowed.
    let ups = numbers.windows(2).filter(|pair| (1..=3).contains(&pair[1].wrapping_sub(pair[0])));
    10 * (ups.count() + 1) >= 9 * lines.len()
}

/// Whether the text after a mark is wrapped. At two thirds of the line breaks, the next word would
/// not have fitted into the widest line; half of the lines end inside a sentence; a quarter starts
/// with a lower-case letter. The items of a list have any length, or all are sentences.
fn is_wrapped(lines: &[&str], mark: &'static str) -> bool {
    let mark = Prefix::Mark(mark);
    let rests: Vec<&str> =
        lines.iter().filter_map(|line| Some(line[mark.len(line)?..].trim_end())).collect();
    let width = |text: &str| text.chars().count();
    let widest = rests.iter().map(|rest| width(rest)).max().unwrap_or_default();
    let is_tight = |pair: &&[&str]| {
        let word = pair[1].split_whitespace().next().unwrap_or_default();
        width(pair[0]) + 1 + width(word) > widest
    };
    let tight = rests.windows(2).filter(is_tight).count();
    let within = rests.iter().filter(|rest| !rest.ends_with(['.', '!', '?', ':', ';'])).count();
    let lower = rests.iter().filter(|rest| rest.starts_with(char::is_lowercase)).count();
    widest <= WIDEST
        && 3 * tight >= 2 * (rests.len().max(1) - 1)
        && 2 * within >= rests.len()
        && 4 * lower >= rests.len()
}

/// Whether a text has at least three words.
fn has_words(text: &str) -> bool {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    text.split_whitespace().filter(is_word).nth(2).is_some()
        // Scripts without spaces between words.
        || text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}')).nth(4).is_some()
}

#[cfg(test)]
mod tests {
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
            ("phone", |at| {
                format!("[1.5.24, 10:0{at}:00] {}: ", ["Ann", "+44 7700 900123"][at % 2])
            }),
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
            written(1..30, |at| {
                format!("{}Everyone has the right to say number {at}.\n", before(at))
            })
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
            with(
                |at| if at == 3 { "    at INFO ".to_owned() } else { format!("10:00:0{at} INFO ") },
            );
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
}
