//! A passage: what two places share, and how.

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
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::TokenRun::default().len(), 0);
    /// ```
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the run holds no token.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::TokenRun::default().is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The run as a range of token numbers.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::TokenRun::default().range(), 0..0);
    /// ```
    pub fn range(self) -> Range<u32> {
        self.start..self.end
    }

    /// The tokens of the run, out of those of its document.
    ///
    /// # Panics
    /// If the document is shorter than the run says.
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

    /// Whether `other` lies in this run.
    pub(super) fn holds(self, other: TokenRun) -> bool {
        self.document == other.document && self.start <= other.start && other.end <= self.end
    }
}

/// A maximal pair of token runs that are equal but for small changes, verified token by token.
///
/// Side `a` is the earlier place: in the document with the smaller number, or further up in the
/// same one. Within one document the two sides do not overlap.
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
    /// How many words are equal on both sides.
    pub matched_words: usize,
    /// The matched words over the words of the longer side.
    pub identity: Similarity,
    /// How `a` becomes `b`; the first and the last step are [`Edit::Equal`].
    pub edits: Vec<Edit>,
}

impl TokenPassage {
    /// Whether both sides are the same, token for token.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
    ///
    /// let tokens: Vec<u64> = (0..30).collect();
    /// let documents = [DocumentTokens::new(&tokens), DocumentTokens::new(&tokens)];
    /// assert!(find_passages(&documents, &PassageSettings::default()).passages[0].is_verbatim());
    /// ```
    pub fn is_verbatim(&self) -> bool {
        self.edits.len() == 1
    }

    /// The changes: for each, the tokens of `a` and the tokens of `b` that stand in their place.
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

    /// Counts the changed tokens on both sides, and those among them that state a fact: numbers,
    /// dates and names, as the caller marks them for each token of the two documents.
    ///
    /// A passage whose changes are mostly facts is a template, filled in twice.
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

    /// Measures a pair of runs that `edits` turns into one another.
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

    /// Whether at least so many words are equal on both sides; `a` is the document of side a.
    ///
    /// [`matched_words`](TokenPassage::matched_words) is rounded: 166 characters of Chinese, 99.6 words,
    /// are shown as 100 and are fewer than 100.
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

    /// The same passage, seen from the other side.
    pub(super) fn swapped(self) -> TokenPassage {
        let edits = self.edits.into_iter().map(Edit::inverse).collect();
        TokenPassage { a: self.b, b: self.a, edits, ..self }
    }
}

/// The share of the longer side that is equal, given both in fifths of a word.
pub(super) fn identity(matched: usize, longer: usize) -> Similarity {
    // A tokenizer may give equal hashes to tokens of different kinds.
    Similarity::ratio(matched, longer.max(matched))
}

/// Fifths of a word in words, rounded.
pub(super) fn whole_words(fifths: usize) -> usize {
    (fifths + 2) / 5
}

/// How many of a passage's changed tokens state a fact.
///
/// # Examples
/// ```
/// assert_eq!(retold::passage::ChangedFacts::default().tokens, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedFacts {
    /// The changed tokens of both sides.
    pub tokens: usize,
    /// Those among them that are marked as facts.
    pub facts: usize,
}
