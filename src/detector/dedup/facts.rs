//! Does a text state a fact that another one does not?

use super::align::side_by_side;
use super::names::{is_name_near, names};
use super::signs::signs_between;
use crate::detector::engine::Detector;
use crate::model::Span;
use crate::text::{Token, Words, is_fact};
use std::ops::Range;
use std::sync::OnceLock;

/// With more words than this without a counterpart, two texts are not laid side by side.
const MOST_EDITS: usize = 512;

/// How many words around a word must agree with those around its counterpart, where two texts are
/// not laid side by side.
const AROUND: usize = 8;

/// With how many places one is compared then that have the same words around them.
const PLACES: usize = 16;

/// Whether a part of a text states a fact that a part of another one does not, when both are laid
/// side by side, word by word ([`Words`]).
///
/// That is a number or a name ([`is_fact`]) without a counterpart, or signs beside a word that are
/// not those beside its counterpart: `C` and `C++`, `5` and `-5`, `3` and `$3`. The first word of a
/// sentence is a name if one of the texts has it inside a sentence too, with a capital letter, and
/// never without, in the part or up to 64 KiB from it. What the other part says beyond is no such
/// fact. Punctuation states nothing, nor do quotes, bullets and the marks of Markdown.
///
/// Time: the words of both parts, times the number of those without a counterpart. From 512 such
/// words on they are not laid side by side: then a word has its counterpart where the eight words
/// around it are the same, wherever that stands.
///
/// # Panics
/// If a part is not within its text, or does not start and end at characters.
///
/// # Examples
/// ```
/// use retold::{Span, states_more};
///
/// let more = |a: &str, b: &str| states_more(a, Span::new(0, a.len()), b, Span::new(0, b.len()));
/// let monday = "In the night the snow came down to 800 metres.";
/// assert!(more(monday, "In the night the snow came down to 900 metres."));
/// assert!(!more(monday, "In the night of Monday, snow came down to 800 metres."));
/// assert!(more("A course in C++ for all", "A course in C for all"));
/// ```
pub fn states_more(text: &str, part: Span, other: &str, other_part: Span) -> bool {
    let [mine, others] = [(text, part), (other, other_part)].map(|(text, part)| {
        let mut tokens = Tokens::default();
        Words.for_each(&text[part.range()], |token| {
            let Span { start, end } = token.span;
            tokens.push(Token { span: Span::new(part.start + start, part.start + end), ..token });
        });
        tokens
    });
    let mine = Side { text, part, tokens: &mine };
    mine.says_more_than(&Side { text: other, part: other_part, tokens: &others })
}

/// A text that can be laid beside others.
#[derive(Debug)]
pub(super) struct Statement {
    text: Box<str>,
    /// Few texts are laid beside another one, and some beside many.
    tokens: OnceLock<Tokens>,
}

/// The tokens of a statement.
#[derive(Debug, Default)]
struct Tokens {
    hashes: Vec<u64>,
    spans: Vec<Span>,
    /// What it takes for names; few texts are asked.
    names: OnceLock<Vec<u64>>,
}

impl Tokens {
    fn push(&mut self, token: Token) {
        self.hashes.push(token.hash);
        self.spans.push(token.span);
    }
}

impl Statement {
    pub(super) fn new(text: &str) -> Statement {
        Statement { text: text.into(), tokens: OnceLock::new() }
    }

    fn side(&self, detector: &Detector) -> Side<'_> {
        let tokens = self.tokens.get_or_init(|| {
            let room = self.text.len() / 5;
            let mut tokens = Tokens {
                hashes: Vec::with_capacity(room),
                spans: Vec::with_capacity(room),
                names: OnceLock::new(),
            };
            detector.tokenizer().for_each(&self.text, |token| tokens.push(token));
            tokens
        });
        Side { text: &self.text, part: Span::new(0, self.text.len()), tokens }
    }

    /// As [`states_more`], of whole texts.
    pub(super) fn says_more_than(&self, other: &Statement, detector: &Detector) -> bool {
        self.side(detector).says_more_than(&other.side(detector))
    }
}

/// One of two texts that are laid side by side.
struct Side<'s> {
    text: &'s str,
    part: Span,
    tokens: &'s Tokens,
}

impl Side<'_> {
    fn says_more_than(&self, other: &Side<'_>) -> bool {
        let Some(pairs) = side_by_side(&self.tokens.hashes, &other.tokens.hashes, MOST_EDITS)
        else {
            return self.says_elsewhere(other);
        };
        let mut next = 0;
        for (number, &(i, j)) in pairs.iter().enumerate() {
            if (next..i).any(|at| self.states(at, other)) {
                return true;
            }
            next = i + 1;
            let follows = match number.checked_sub(1) {
                Some(before) => pairs[before] == (i.wrapping_sub(1), j.wrapping_sub(1)),
                None => (i, j) == (0, 0),
            };
            let is_followed = match pairs.get(number + 1) {
                Some(&behind) => behind == (i + 1, j + 1),
                None => (i + 1, j + 1) == (self.len(), other.len()),
            };
            if self.is_set_out_otherwise(i, other, j, [follows, is_followed]) {
                return true;
            }
        }
        (next..self.len()).any(|at| self.states(at, other))
    }

    fn len(&self) -> usize {
        self.tokens.hashes.len()
    }

    /// The same for texts that are in another order: a word has its counterpart where the words
    /// around it are the same.
    fn says_elsewhere(&self, other: &Side<'_>) -> bool {
        let (mine, others) = (&self.tokens.hashes, &other.tokens.hashes);
        let mut theirs: Vec<(&[u64], usize)> = others.windows(AROUND).zip(0..).collect();
        theirs.sort_unstable();
        // For each window of mine, which of theirs are the same.
        let same: Vec<&[(&[u64], usize)]> = mine
            .windows(AROUND)
            .map(|window| {
                let from = theirs.partition_point(|(other, _)| *other < window);
                let rest = &theirs[from..theirs.len().min(from + PLACES)];
                &rest[..rest.partition_point(|(other, _)| *other == window)]
            })
            .collect();
        (0..self.len()).any(|at| {
            let windows = at.saturating_sub(AROUND - 1)..same.len().min(at + 1);
            let mut counterparts = windows
                .flat_map(|start| same[start].iter().map(move |(_, other)| other + at - start))
                .peekable();
            if counterparts.peek().is_none() {
                return self.states(at, other);
            }
            !counterparts.any(|j| {
                let follows = match (at.checked_sub(1), j.checked_sub(1)) {
                    (Some(before), Some(other_before)) => mine[before] == others[other_before],
                    (before, other_before) => before == other_before,
                };
                let is_followed = mine.get(at + 1) == others.get(j + 1);
                !self.is_set_out_otherwise(at, other, j, [follows, is_followed])
            })
        })
    }

    /// Whether other signs stand beside a word than beside its counterpart; `follows` and
    /// `is_followed` say whether the words before and behind both are counterparts too.
    ///
    /// What stands between two words that are both there is compared as it is. Beside a word of one
    /// text only, what touches the other word is.
    fn is_set_out_otherwise(
        &self,
        i: usize,
        other: &Side<'_>,
        j: usize,
        [follows, is_followed]: [bool; 2],
    ) -> bool {
        follows && !self.stands_as(i, other, j) && self.signs(i) != other.signs(j)
            || !(follows && is_followed) && self.touching(i) != other.touching(j)
    }

    /// Whether a word without a counterpart is a fact, by itself or by a sign that touches it.
    fn states(&self, token: usize, other: &Side<'_>) -> bool {
        let span = self.tokens.spans[token];
        if is_fact(self.text, span) || self.touching(token) != " " {
            return true;
        }
        let word = &self.text[span.range()];
        let is_name = |side: &Side<'_>| {
            if side.part.len() < side.text.len() {
                return is_name_near(side.text, side.part, word);
            }
            side.names().binary_search(&self.tokens.hashes[token]).is_ok()
        };
        word.starts_with(char::is_uppercase) && (is_name(self) || is_name(other))
    }

    fn names(&self) -> &[u64] {
        let Tokens { hashes, spans, names: found } = self.tokens;
        found.get_or_init(|| names(self.text, hashes, spans))
    }

    /// Whether the same stands around two tokens, as around most: often a space.
    fn stands_as(&self, token: usize, other: &Side<'_>, other_token: usize) -> bool {
        let (mine, others) = (self.gaps(token), other.gaps(other_token));
        mine.into_iter().zip(others).all(|(mine, others)| {
            let (mine, others) = (&self.text.as_bytes()[mine], &other.text.as_bytes()[others]);
            mine.len() == others.len() && mine.iter().eq(others)
        })
    }

    /// The signs in front of a token; behind the last one, those behind it too.
    fn signs(&self, token: usize) -> String {
        let mut signs = String::new();
        for gap in self.gaps(token) {
            signs_between(self.text, gap.start, gap.end, &mut signs);
        }
        signs
    }

    /// The signs that no white space parts from a token, those in front of it first.
    fn touching(&self, token: usize) -> String {
        let spans = &self.tokens.spans;
        let Span { start, end } = spans[token];
        let before = &self.text[self.gaps(token)[0].clone()];
        let behind = spans.get(token + 1).map_or(self.part.end, |behind| behind.start).max(end);
        let behind = &self.text[end..behind];
        let before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let behind = behind.split(char::is_whitespace).next().unwrap_or_default();
        let mut signs = String::new();
        signs_between(self.text, start - before.len(), start, &mut signs);
        signs.push(' ');
        signs_between(self.text, end, end + behind.len(), &mut signs);
        signs
    }

    /// What stands between a token and the one before it, and if it is the last, behind it.
    fn gaps(&self, token: usize) -> [Range<usize>; 2] {
        let spans = &self.tokens.spans;
        let before = token.checked_sub(1).map_or(self.part.start, |before| spans[before].end);
        let Span { start, end } = spans[token];
        let behind = if token + 1 == spans.len() { self.part.end } else { end };
        [before.min(start)..start, end..behind.max(end)]
    }
}
