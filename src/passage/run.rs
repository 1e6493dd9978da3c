//! Passages, and the runs of tokens that they join.

use super::document::DocumentTokens;
use super::edits::Edit;
use crate::model::{DocumentId, Similarity};
use std::ops::Range;

/// A half-open range of the tokens of one document.
///
/// # Examples
/// ```
/// use retold::DocumentId;
/// use retold::passage::TokenRun;
///
/// let run = TokenRun::new(DocumentId(0), 4, 9);
/// assert_eq!(run.len(), 5);
/// assert_eq!(run.range(), 4..9);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct TokenRun {
    /// The document.
    pub document: DocumentId,
    /// The first token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
}

impl TokenRun {
    /// The tokens from `start` up to, not including, `end`.
    pub fn new(document: DocumentId, start: u32, end: u32) -> TokenRun {
        TokenRun { document, start, end }
    }

    /// The number of tokens.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the run has no token.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The run as a range of token numbers.
    pub fn range(self) -> Range<u32> {
        self.start..self.end
    }

    /// The tokens of the run, given those of its document.
    ///
    /// # Panics
    /// If the run ends behind the document.
    ///
    /// # Examples
    /// ```
    /// use retold::DocumentId;
    /// use retold::passage::TokenRun;
    ///
    /// let run = TokenRun::new(DocumentId(0), 1, 3);
    /// assert_eq!(run.tokens(&[10, 20, 30]), [20, 30]);
    /// ```
    pub fn tokens(self, document: &[u64]) -> &[u64] {
        &document[self.start as usize..self.end as usize]
    }

    /// How many tokens the two runs share.
    pub(super) fn common(self, other: TokenRun) -> usize {
        if self.document != other.document {
            return 0;
        }
        self.end.min(other.end).saturating_sub(self.start.max(other.start)) as usize
    }

    /// Whether two runs are one place: what they share is at least four fifths of the longer.
    pub(super) fn is_same_place(self, other: TokenRun) -> bool {
        5 * self.common(other) >= 4 * self.len().max(other.len())
    }

    /// Whether this run contains `other`.
    pub(super) fn holds(self, other: TokenRun) -> bool {
        self.document == other.document && self.start <= other.start && other.end <= self.end
    }
}

/// A maximal pair of token runs that are equal except for small changes, compared token by token.
///
/// Side `a` is in the document with the smaller number, or earlier in the same one. Within one document
/// the two sides do not overlap.
///
/// Memory: 64 bytes and 12 for each edit.
///
/// # Examples
/// ```
/// use retold::passage::{DocumentTokens, Edit, PassageSettings, find_passages};
///
/// let a: Vec<u64> = (0..30).collect();
/// let mut b = a.clone();
/// b[15] = 99;
/// let documents = [DocumentTokens::new(&a), DocumentTokens::new(&b)];
/// let found = find_passages(&documents, &PassageSettings::default());
/// let passage = &found.passages[0];
/// assert_eq!(passage.matched_words, 29);
/// assert_eq!(passage.edits[1], Edit::Replace { a_len: 1, b_len: 1 });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenPassage {
    /// The earlier place.
    pub a: TokenRun,
    /// The later place.
    pub b: TokenRun,
    /// The number of equal words, rounded.
    pub matched_words: usize,
    /// The equal words as a share of the words of the longer side.
    pub identity: Similarity,
    /// The steps that turn `a` into `b`. The first and the last are [`Edit::Equal`].
    pub edits: Vec<Edit>,
}

impl TokenPassage {
    /// Whether both sides are equal, token for token.
    pub fn is_verbatim(&self) -> bool {
        self.edits.len() == 1
    }

    /// The changes: for each, the tokens of `a` and the tokens of `b` that replace them.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
    ///
    /// let a: Vec<u64> = (0..30).collect();
    /// let mut b = a.clone();
    /// b.insert(15, 99);
    /// let documents = [DocumentTokens::new(&a), DocumentTokens::new(&b)];
    /// let found = find_passages(&documents, &PassageSettings::default());
    /// assert_eq!(found.passages[0].changes().collect::<Vec<_>>(), [(15..15, 15..16)]);
    /// ```
    pub fn changes(&self) -> impl Iterator<Item = (Range<u32>, Range<u32>)> + '_ {
        let (mut a, mut b) = (self.a.start, self.b.start);
        self.edits.iter().filter_map(move |edit| {
            let (a_from, b_from) = (a, b);
            a += edit.a_len();
            b += edit.b_len();
            (!edit.is_equal()).then_some((a_from..a, b_from..b))
        })
    }

    /// Counts the changed tokens of both sides, and those among them that are facts (numbers, dates,
    /// names). The caller marks these for each token of the two documents.
    ///
    /// A passage whose changes are mostly facts is a template with different values.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
    ///
    /// let a: Vec<u64> = (0..30).collect();
    /// let mut b = a.clone();
    /// b[15] = 99;
    /// let documents = [DocumentTokens::new(&a), DocumentTokens::new(&b)];
    /// let found = find_passages(&documents, &PassageSettings::default());
    ///
    /// let mut facts = [false; 30];
    /// facts[15] = true;
    /// let changed = found.passages[0].changed_facts(&facts, &[false; 30]);
    /// assert_eq!((changed.tokens, changed.facts), (2, 1));
    /// ```
    pub fn changed_facts(&self, a_facts: &[bool], b_facts: &[bool]) -> ChangedFacts {
        let mut changed = ChangedFacts::default();
        for (a, b) in self.changes() {
            for (side, facts) in [(a, a_facts), (b, b_facts)] {
                let side = &facts[side.start as usize..side.end as usize];
                changed.tokens += side.len();
                changed.facts += side.iter().filter(|&&fact| fact).count();
            }
        }
        changed
    }

    /// The passage of two runs that `edits` turns into one another.
    pub(super) fn measure(
        (a, a_tokens): (TokenRun, &DocumentTokens<'_>),
        (b, b_tokens): (TokenRun, &DocumentTokens<'_>),
        edits: Vec<Edit>,
    ) -> TokenPassage {
        let mut passage =
            TokenPassage { a, b, matched_words: 0, identity: Similarity::ZERO, edits };
        let matched = passage.matched_fifths(a_tokens);
        let longer = a_tokens.fifths(a.range()).max(b_tokens.fifths(b.range()));
        passage.matched_words = whole_words(matched);
        passage.identity = identity(matched, longer);
        passage
    }

    /// Whether at least so many words are equal, without rounding; `a` is the document of side a. 166
    /// characters of Chinese are 99.6 words: [`matched_words`](TokenPassage::matched_words) is 100, but
    /// they are fewer.
    pub(super) fn matches_at_least(&self, words: usize, a: &DocumentTokens<'_>) -> bool {
        self.matched_words > words
            || self.matched_words == words && self.matched_fifths(a) >= 5 * words
    }

    fn matched_fifths(&self, a: &DocumentTokens<'_>) -> usize {
        let mut at = self.a.start;
        let mut matched = 0;
        for edit in &self.edits {
            if edit.is_equal() {
                matched += a.fifths(at..at + edit.a_len());
            }
            at += edit.a_len();
        }
        matched
    }

    /// The passage with its sides swapped.
    pub(super) fn swapped(self) -> TokenPassage {
        let edits = self.edits.into_iter().map(Edit::inverse).collect();
        TokenPassage { a: self.b, b: self.a, edits, ..self }
    }
}

/// The equal share of the longer side; both lengths in fifths of a word.
pub(super) fn identity(matched: usize, longer: usize) -> Similarity {
    // A tokenizer may give equal hashes to tokens of different kinds.
    Similarity::ratio(matched, longer.max(matched))
}

/// A length in fifths of a word as words, rounded.
pub(super) fn whole_words(fifths: usize) -> usize {
    (fifths + 2) / 5
}

/// The changed tokens of a passage, and how many of them are facts: see [`TokenPassage::changed_facts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedFacts {
    /// The changed tokens of both sides.
    pub tokens: usize,
    /// Those among them that are marked as facts.
    pub facts: usize,
}
