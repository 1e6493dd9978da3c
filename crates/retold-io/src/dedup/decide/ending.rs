//! The last word of a text, compared with the same word inside a longer text.
//!
//! A text that was cut off ends in the middle of the longer one. Its last word alone does not show that it says
//! the same there: `12` is the start of `12 million`, and `C` that of `C++`.

use retold::text::{TokenKind, Words};

/// How a document may end that another one contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Ending {
    /// With a whole word of the longer document. A word that is cut off can be another word: `can` of
    /// `cannot`, `12` of `12.5`.
    Whole,
    /// Its last word may also be the start of a word, as `gard` of `garden`.
    Cut,
}

/// Whether the last word of a text means the same as in the longer text. `own` and `kept` are both texts from
/// the end of the word on. Punctuation may differ or be cut off. These may not:
///
/// * symbols: `C` is not `C++`;
/// * what is joined without a space: `well` is not `well-known`, and `12` is not `12/31`;
/// * what follows a number in its sentence: `12` is not `12 million`, and `5` is not `5 %`.
pub(super) fn end_alike(word: &str, own: &str, kept: &str) -> bool {
    let [own, kept] = [own, kept].map(Tail::of);
    let is_number = word.starts_with(char::is_numeric);
    own.attached == kept.attached
        && kept.detached.starts_with(&own.detached)
        && !kept.is_joined
        && (!is_number || kept.ends_sentence || own.has_symbols())
}

/// What is between a word and the next one.
struct Tail {
    /// The symbols next to the word, and those after a space.
    attached: String,
    detached: String,
    /// Whether a word follows without a space or a dash.
    is_joined: bool,
    /// Whether a sentence, a line or the text ends.
    ends_sentence: bool,
}

impl Tail {
    fn of(text: &str) -> Tail {
        let end = text.find(char::is_alphanumeric).unwrap_or(text.len());
        let (marks, next) = (&text[..end], text[end..].chars().next());
        let space = marks.find(char::is_whitespace).unwrap_or(end);
        let symbols = |part: &str| -> String {
            part.chars().filter(|c| !c.is_whitespace() && !PUNCTUATION.contains(c)).collect()
        };
        let needs_space = next.is_some_and(|c| !is_character(c));
        Tail {
            attached: symbols(&marks[..space]),
            detached: symbols(&marks[space..]),
            is_joined: needs_space && space == end && !marks.contains(['—', '–', '…']),
            ends_sentence: next.is_none() || marks.contains(SENTENCE_ENDS),
        }
    }

    fn has_symbols(&self) -> bool {
        !self.attached.is_empty() || !self.detached.is_empty()
    }
}

const SENTENCE_ENDS: &[char] = &['.', ';', ':', '!', '?', '\n', '。', '！', '？', '؟', '।'];

/// Marks that end a word and do not change it.
const PUNCTUATION: &[char] = &[
    '.', ',', ';', ':', '!', '?', '…', '"', '\'', '’', '‘', '“', '”', '„', '‟', '«', '»', '‹', '›',
    '(', ')', '[', ']', '{', '}', '-', '–', '—', '*', '_', '`', '|', '>', '。', '、', '，', '；',
    '：', '！', '？', '「', '」', '『', '』', '（', '）', '《', '》', '】', '【', '،', '؛', '؟',
    '·', '।',
];

/// Whether a letter is a token of its own. Scripts without spaces have these, and put punctuation between them.
fn is_character(letter: char) -> bool {
    let mut is_character = false;
    Words.for_each(letter.encode_utf8(&mut [0; 4]), |token| {
        is_character = token.kind == TokenKind::Character;
    });
    is_character
}
