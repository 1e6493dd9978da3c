//! Detection of the prefixes that most lines of a text have.

use super::kind::{Prefix, is_time_alone, source, speaker};
use crate::input::markup::time_stamp::{TimeStamp, time_stamp};
use std::collections::BTreeMap;

/// The number of lines that decide.
const SAMPLE: usize = 400;

/// The least number of lines; fewer are no evidence.
const LEAST: usize = 5;

/// Marks in front of wrapped text.
const MARKS: [&str; 8] = ["* ", "- ", "# ", "## ", "// ", "; ", "% ", "-- "];

/// The longest line of wrapped text, in characters.
const WIDEST: usize = 120;

/// The prefixes that most lines have, in their order on the line.
pub(super) fn prefixes(source: &str) -> Vec<Prefix> {
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
        let is_separated = body[len..].starts_with(['\t', ':']) || is_aligned;
        body[..len].parse().ok().filter(|_| is_separated)
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
