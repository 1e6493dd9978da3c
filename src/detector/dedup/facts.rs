//! Does a text state a fact that another one does not?

use super::align::align;
use super::signs::signs_between;
use crate::detector::engine::Detector;
use crate::model::Span;
use crate::text::is_fact;
use std::ops::Range;
use std::sync::OnceLock;

/// With more words than this without a counterpart, two texts are not laid side by side.
const MOST_EDITS: usize = 512;

/// How many words around a fact must agree where two texts are not laid side by side.
const AROUND: usize = 8;

/// A text that can be laid beside others.
#[derive(Debug)]
pub(super) struct Statement {
    text: Box<str>,
    /// Few texts are laid beside another one, and some beside many.
    tokens: OnceLock<Tokens>,
}

/// The tokens of a statement.
#[derive(Debug)]
struct Tokens {
    hashes: Vec<u64>,
    spans: Vec<Span>,
}

impl Tokens {
    fn of(detector: &Detector, text: &str) -> Tokens {
        let tokens = detector.tokenizer().tokens(text);
        Tokens {
            hashes: tokens.iter().map(|token| token.hash).collect(),
            spans: tokens.iter().map(|token| token.span).collect(),
        }
    }
}

impl Statement {
    pub(super) fn new(text: &str) -> Statement {
        Statement { text: text.into(), tokens: OnceLock::new() }
    }

    fn side(&self, detector: &Detector) -> Side<'_> {
        let tokens = self.tokens.get_or_init(|| Tokens::of(detector, &self.text));
        Side { text: &self.text, hashes: &tokens.hashes, spans: &tokens.spans }
    }

    /// Whether this text states a fact that `other` does not, when both are laid side by side.
    ///
    /// That is a number or a name ([`is_fact`]) without a counterpart, or signs around a word that
    /// are not those around its counterpart (`C` and `C++`, `5` and `-5`). What `other` says
    /// beyond this text is no such fact.
    pub(super) fn says_more_than(&self, other: &Statement, detector: &Detector) -> bool {
        self.side(detector).says_more_than(&other.side(detector))
    }
}

/// One of two texts that are laid side by side.
struct Side<'s> {
    text: &'s str,
    hashes: &'s [u64],
    spans: &'s [Span],
}

impl Side<'_> {
    fn says_more_than(&self, other: &Side<'_>) -> bool {
        let Some(pairs) = align(self.hashes, other.hashes, MOST_EDITS) else {
            return self.says_elsewhere(other);
        };
        let mut next = 0;
        let mut signs = [String::new(), String::new()];
        for (number, &(i, j)) in pairs.iter().enumerate() {
            if (next..i).any(|at| self.is_fact(at)) {
                return true;
            }
            next = i + 1;
            // Words in between have their own signs, and are no facts.
            let follows = number > 0 && pairs[number - 1] == (i.wrapping_sub(1), j.wrapping_sub(1));
            if follows || (i, j) == (0, 0) {
                let [mine, others] = &mut signs;
                mine.clear();
                others.clear();
                self.signs(i, mine);
                other.signs(j, others);
                if mine != others {
                    return true;
                }
            }
        }
        (next..self.hashes.len()).any(|at| self.is_fact(at))
    }

    /// The same for texts that are in another order: a fact has its counterpart where the words
    /// around it are the same.
    fn says_elsewhere(&self, other: &Side<'_>) -> bool {
        let mut theirs: Vec<&[u64]> = other.hashes.windows(AROUND).collect();
        theirs.sort_unstable();
        let told = |window: Range<usize>| {
            let mine = self.hashes.get(window);
            mine.is_some_and(|mine| theirs.binary_search(&mine).is_ok())
        };
        (0..self.hashes.len()).any(|at| {
            self.is_fact(at)
                && !(at.saturating_sub(AROUND - 1)..=at).any(|start| told(start..start + AROUND))
        })
    }

    fn is_fact(&self, token: usize) -> bool {
        is_fact(self.text, self.spans[token])
    }

    /// The signs in front of a token; behind the last one, those behind it too.
    fn signs(&self, token: usize, signs: &mut String) {
        let start = if token == 0 { 0 } else { self.spans[token - 1].end };
        let Span { start: end, end: behind } = self.spans[token];
        signs_between(self.text, start.min(end), end, signs);
        if token + 1 == self.spans.len() {
            signs_between(self.text, behind, self.text.len(), signs);
        }
    }
}
