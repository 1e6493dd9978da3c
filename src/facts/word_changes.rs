//! [`word_changes`]: the words that differ between two texts, for a view of both side by side.
//!
//! The texts are aligned by a longest common subsequence of their words. If more than 512 words have no
//! counterpart, only the equal words at both ends are aligned, and everything between them is one change.

use super::changes::MOST_EDITS;
use super::common_subsequence::common_subsequence;
use super::side::Tokens;
use super::word::{Fact, FactWords, WordFact, changes_fact};
use crate::model::Span;
use std::ops::Range;

/// Words of one text, and the words of another text in their place.
///
/// # Examples
/// See [`word_changes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WordChange {
    /// The words of the first text. If it has none there, the empty span behind the word before.
    pub a: Span,
    /// The words of the second text, likewise.
    pub b: Span,
    /// Whether one of them states a fact: a number, a date, a name, or a word that negates or restricts
    /// (`not`, `must`, `all`). Another spelling of a number or a name is no changed fact.
    pub fact: bool,
}

/// Finds the words that differ between two texts, ascending in both.
///
/// Case, punctuation and white space are not compared. Unlike a passage of a report, the alignment covers both
/// texts from start to end, whatever they share.
///
/// Time: O((n + m) · e) for texts of n and m words and e words without a counterpart, at most 512 of them.
///
/// # Examples
/// ```
/// use retold::facts::word_changes;
///
/// let old = "The ferry leaves at 12 from pier four.";
/// let new = "The old ferry leaves at 13 from pier four.";
/// let changes = word_changes(old, new);
/// let words: Vec<_> = changes.iter().map(|it| (&old[it.a.range()], &new[it.b.range()], it.fact)).collect();
/// assert_eq!(words, [("", "old", false), ("12", "13", true)]);
/// ```
pub fn word_changes(a: &str, b: &str) -> Vec<WordChange> {
    let sides = [a, b].map(WordsOf::new);
    let [of_a, of_b] = &sides;
    let (hashes_a, hashes_b) = (&of_a.tokens.hashes, &of_b.tokens.hashes);
    let pairs = common_subsequence(hashes_a, hashes_b, MOST_EDITS)
        .unwrap_or_else(|| equal_ends(hashes_a, hashes_b));
    let mut changes = Vec::new();
    let mut at = (0, 0);
    // The ends of both texts count as one more pair.
    for (i, j) in pairs.into_iter().chain([(hashes_a.len(), hashes_b.len())]) {
        if (i, j) != at {
            let (words_a, words_b) = (at.0..i, at.1..j);
            let facts = of_a.facts(words_a.clone()).chain(of_b.facts(words_b.clone()));
            let (a_span, b_span) = (of_a.span(words_a), of_b.span(words_b));
            let fact = changes_fact(facts, &a[a_span.range()], &b[b_span.range()]);
            changes.push(WordChange { a: a_span, b: b_span, fact });
        }
        at = (i + 1, j + 1);
    }
    changes
}

/// The pairs of the equal words at the start and at the end.
fn equal_ends(a: &[u64], b: &[u64]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a[head..].iter().rev().zip(b[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let ends = (1..=tail).rev().map(|it| (a.len() - it, b.len() - it));
    (0..head).map(|it| (it, it)).chain(ends).collect()
}

/// A text with its words.
struct WordsOf<'t> {
    text: &'t str,
    tokens: Tokens,
    fact_words: FactWords,
}

impl<'t> WordsOf<'t> {
    fn new(text: &'t str) -> WordsOf<'t> {
        let tokens = Tokens::new(text, Span::new(0, text.len()));
        WordsOf { text, tokens, fact_words: FactWords::of(text) }
    }

    fn span(&self, words: Range<usize>) -> Span {
        let spans = &self.tokens.spans;
        if words.is_empty() {
            let end = words.start.checked_sub(1).map_or(0, |before| spans[before].end);
            return Span::new(end, end);
        }
        Span::new(spans[words.start].start, spans[words.end - 1].end)
    }

    fn facts(&self, words: Range<usize>) -> impl Iterator<Item = Fact> {
        words.filter_map(|word| {
            let (span, hash) = (self.tokens.spans[word], self.tokens.hashes[word]);
            let is_value = match WordFact::of(self.text, span) {
                WordFact::Yes => true,
                WordFact::AtSentenceStart => self.tokens.is_name(self.text, hash),
                WordFact::No => false,
            };
            if is_value {
                return Some(Fact::Value);
            }
            self.fact_words.contains(&self.text[span.range()]).then_some(Fact::Word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::word_changes;

    /// The changes as `a>b`, with `!` behind a changed fact.
    fn shown(a: &str, b: &str) -> Vec<String> {
        let show = |change: super::WordChange| {
            let mark = if change.fact { "!" } else { "" };
            format!("{}>{}{mark}", &a[change.a.range()], &b[change.b.range()])
        };
        word_changes(a, b).into_iter().map(show).collect()
    }

    /// Case and punctuation are no words; the ends of both texts are compared like the middle.
    #[test]
    fn words_alone_are_compared() {
        assert_eq!(shown("A red sun, over the sea", "a RED sun over the sea!"), [""; 0]);
        assert_eq!(shown("red sun", "a red sun rose"), [">a", ">rose"]);
        assert_eq!(shown("", "one"), [">one"]);
        assert_eq!(shown("one", ""), ["one>"]);
        assert_eq!(shown("", ""), [""; 0]);
    }

    /// The mark is that of a report: numbers, names, and words that negate, but not another spelling.
    #[test]
    fn a_changed_fact_is_marked() {
        let old = "In the morning the old man said that 12 boats must leave the harbour for Osaka at once.";
        for (from, to, expected) in [
            ("12", "13", "12>13!"),
            ("Osaka", "Kobe", "Osaka>Kobe!"),
            ("Osaka", "Osaka's", "Osaka>Osaka's"),
            ("must", "should", "must>should!"),
            ("old", "young", "old>young"),
        ] {
            assert_eq!(shown(old, &old.replace(from, to)), [expected], "{from}");
        }
    }

    /// Spans ascend, are disjoint, and what lies between them has equal words.
    #[test]
    fn the_words_between_changes_are_equal() {
        let numbers = |step: usize| -> String {
            (0..400).filter(|n| n % step > 0).map(|n| format!("n{n} ")).collect::<Vec<_>>().concat()
        };
        let (a, b) = (numbers(7), numbers(5));
        let [mut at_a, mut at_b] = [0, 0];
        for change in word_changes(&a, &b) {
            assert_eq!(a[at_a..change.a.start].trim(), b[at_b..change.b.start].trim());
            (at_a, at_b) = (change.a.end, change.b.end);
        }
        assert_eq!(a[at_a..].trim(), b[at_b..].trim());
    }

    /// Texts that are too different to be aligned are one change between their equal ends.
    #[test]
    fn different_texts_are_one_change() {
        let words = |from: usize| {
            (from..from + 2000).map(|n| format!("w{n} ")).collect::<Vec<_>>().concat()
        };
        let (a, b) = (format!("start {}end", words(0)), format!("start {}end", words(5000)));
        let changes = word_changes(&a, &b);
        assert_eq!(changes.len(), 1);
        assert_eq!(&a[..changes[0].a.start], "start ");
        assert_eq!(&b[changes[0].b.end..], " end");
    }
}
