//! Ends of sentences.

/// The longest word, in characters, that is taken for an abbreviation if it starts with a capital.
const SHORT: usize = 4;

/// The longest run of digits that is taken for an ordinal: `am 17. Juni`.
const ORDINAL: usize = 2;

/// So many characters in front of a full stop are looked at: no abbreviation is longer.
const LONGEST: usize = 24;

/// Words before whose full stop a sentence seldom ends.
const ABBREVIATIONS: [&str; 22] = [
    "approx", "bzw", "ca", "capt", "cf", "col", "eds", "etc", "fig", "gen", "messrs", "nos", "nr",
    "op", "pp", "prof", "resp", "sgt", "usw", "viz", "vol", "vs",
];

/// How sure it is that a sentence ends.
///
/// # Examples
/// ```
/// use retold::text::{SentenceEnd, sentence_end};
///
/// assert_eq!(sentence_end("He went down,"), SentenceEnd::No);
/// assert_eq!(sentence_end("There he met Dr."), SentenceEnd::Doubtful);
/// assert_eq!(sentence_end("“He went down.” "), SentenceEnd::Sure);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SentenceEnd {
    /// It goes on: what comes last is a letter, a digit, a comma, a semicolon or a hyphen.
    No,
    /// The sentence may continue: behind an abbreviation or what looks like one (`Mr.`, `U.S.`, `J.`, `17.`), a
    /// colon, an ellipsis, a dash, or any other mark that ends no sentence.
    Doubtful,
    /// It ends, by a full stop, an exclamation or a question mark of any script.
    Sure,
}

/// How sure it is that a sentence ends with a text.
///
/// White space, quotes and brackets at its end are skipped. A word of up to four letters that
/// starts with a capital may be an abbreviation. A single letter, a number of up to two digits and a
/// word with a full stop inside are treated in the same way.
///
/// Time: constant, plus the length of the overlooked characters.
///
/// # Examples
/// ```
/// use retold::text::{SentenceEnd, sentence_end};
///
/// assert_eq!(sentence_end("on board of the U.S."), SentenceEnd::Doubtful);
/// assert_eq!(sentence_end("the Minister:"), SentenceEnd::Doubtful);
/// assert_eq!(sentence_end("वह गया।"), SentenceEnd::Sure);
/// ```
pub fn sentence_end(text: &str) -> SentenceEnd {
    let text = without_marks(text);
    let Some(last) = text.chars().next_back() else { return SentenceEnd::No };
    match last {
        '.' if may_be_abbreviation(&text[..text.len() - 1]) => SentenceEnd::Doubtful,
        _ if is_terminal(last) => SentenceEnd::Sure,
        ',' | ';' | '-' => SentenceEnd::No,
        _ if last.is_alphanumeric() => SentenceEnd::No,
        _ => SentenceEnd::Doubtful,
    }
}

/// How sure it is that a sentence starts at a place, where a word is.
///
/// At the start of a text and behind a blank line one does. Behind any other line break it is
/// doubtful, unless a sentence ends before it: lines are wrapped, and there are lists and tables.
pub(crate) fn sentence_start(text: &str, at: usize) -> SentenceEnd {
    let before = without_marks(&text[..at]);
    let between = &text[before.len()..at];
    let breaks = between.matches(is_break).count() - between.matches("\r\n").count();
    let line = between.rsplit(is_break).next().unwrap_or_default();
    if line.trim_start().starts_with("* ") && (breaks > 0 || before.is_empty()) {
        // A list may be one of names.
        return SentenceEnd::Doubtful;
    }
    if before.is_empty() || breaks > 1 || between.contains('\u{2029}') {
        return SentenceEnd::Sure;
    }
    let end = sentence_end(before);
    let is_apart = between.contains(char::is_whitespace) || !before.ends_with(|c| c < '\u{80}');
    match end {
        SentenceEnd::Sure if !is_apart => SentenceEnd::Doubtful,
        SentenceEnd::No if breaks > 0 => SentenceEnd::Doubtful,
        end => end,
    }
}

/// The mark at the end of a sentence, if there is one. Quotes and brackets behind it are skipped.
pub(super) fn last_mark(text: &str) -> Option<char> {
    without_marks(text).chars().next_back().filter(|c| !c.is_alphanumeric())
}

/// The text without white space, quotes, brackets and emphasis at its end; without the `>` of
/// quoted lines too.
fn without_marks(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | '*' | '_' | '>' | '\u{feff}')
            || matches!(c, '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›')
            || matches!(c, '「' | '」' | '『' | '』' | '（' | '）' | '《' | '》' | '〈' | '〉')
    })
}

/// Whether the word before a full stop is an abbreviation, or may be one.
fn may_be_abbreviation(text: &str) -> bool {
    let mut start = text.len();
    for (letters, (at, c)) in text.char_indices().rev().enumerate() {
        if letters == LONGEST || c.is_whitespace() || matches!(c, '(' | '[' | '“' | '„' | '"') {
            break;
        }
        start = at;
    }
    let word = text[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().count();
    let is_ordinal = letters <= ORDINAL && word.chars().all(char::is_numeric);
    let is_short = letters <= SHORT && word.starts_with(char::is_uppercase);
    letters <= 1
        || is_ordinal
        || is_short
        || word.contains('.')
        || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// What ends a line.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a mark ends a sentence: `Sentence_Terminal` of Unicode, as far as living scripts go.
pub(super) fn is_terminal(c: char) -> bool {
    match c {
        '.' | '!' | '?' => true,
        '\0'..'\u{589}' => false,
        _ => matches!(
            c,
            '\u{589}'
                | '\u{61d}'..='\u{61f}'
                | '\u{6d4}'
                | '\u{700}'..='\u{702}'
                | '\u{7f9}'
                | '\u{964}'..='\u{965}'
                | '\u{104a}'..='\u{104b}'
                | '\u{1362}'
                | '\u{1367}'..='\u{1368}'
                | '\u{166e}'
                | '\u{1735}'..='\u{1736}'
                | '\u{17d4}'..='\u{17d5}'
                | '\u{1803}'
                | '\u{1809}'
                | '\u{1944}'..='\u{1945}'
                | '\u{1aa8}'..='\u{1aab}'
                | '\u{1b5a}'..='\u{1b5b}'
                | '\u{1b5e}'..='\u{1b5f}'
                | '\u{1c3b}'..='\u{1c3c}'
                | '\u{1c7e}'..='\u{1c7f}'
                | '\u{203c}'..='\u{203d}'
                | '\u{2047}'..='\u{2049}'
                | '\u{3002}'
                | '\u{a4ff}'
                | '\u{a60e}'..='\u{a60f}'
                | '\u{a876}'..='\u{a877}'
                | '\u{a92f}'
                | '\u{a9c8}'..='\u{a9c9}'
                | '\u{aa5d}'..='\u{aa5f}'
                | '\u{abeb}'
                | '\u{fe52}'
                | '\u{fe56}'..='\u{fe57}'
                | '\u{ff01}'
                | '\u{ff0e}'
                | '\u{ff1f}'
                | '\u{ff61}'
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{SentenceEnd, sentence_end, sentence_start};

    #[test]
    fn a_sentence_ends_by_a_mark_that_is_no_abbreviation() {
        for text in [
            "He went down.",
            "“He went down.”",
            "Where is he?\") ",
            "It was in 1988.",
            "er ging hinab.«",
            "一。",
            "वह गया।",
            "وہ گیا۔",
            "ﾃﾞｽ｡",
        ] {
            assert_eq!(sentence_end(text), SentenceEnd::Sure, "{text}");
        }
        for text in [
            "Mr.",
            "(Dr.",
            "the U.S.",
            "by J.",
            "cf.",
            "am 17.",
            "Henry VIII.",
            "Minister:",
            "and then…",
            "and then ...",
            "he said –",
            "12 %",
            "a |",
            "*Mr.*",
        ] {
            assert_eq!(sentence_end(text), SentenceEnd::Doubtful, "{text}");
        }
        for text in ["", "He went", "he said,", "Rome-", "in 1988;", "(so)", "“so” "] {
            assert_eq!(sentence_end(text), SentenceEnd::No, "{text}");
        }
    }

    #[test]
    fn a_sentence_starts_where_one_has_ended() {
        let start = |text: &str| sentence_start(text, text.len());
        for text in
            ["", " “", "He went. ", "He went.” (", "A heading\n\n", "> He went\n>\n> ", "一。"]
        {
            assert_eq!(start(text), SentenceEnd::Sure, "{text}");
        }
        for text in ["Mr. ", "J. ", "Minister: ", "a line\n", "a line\r\n", "* ", "one\n\n* ", "a."]
        {
            assert_eq!(start(text), SentenceEnd::Doubtful, "{text}");
        }
        for text in ["Rome-", "he met ", "he met (", "he said, “"] {
            assert_eq!(start(text), SentenceEnd::No, "{text}");
        }
    }
}
