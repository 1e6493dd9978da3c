//! How far the passages of each pair of documents may be extended.

use super::anchor::Anchor;
use super::document::DocumentTokens;

/// How many steps are taken to extend the passages of a document at their ends, for each token of it:
/// tokens that are passed over, and cells of alignments.
///
/// A token takes one step where a change is plain to see, and some 40 where a matrix is filled. So
/// the passages of an edited copy can be extended over one another, those of a text with a few copies
/// too, and of many copies where they begin and end.
const EXTENDED: u64 = 64;

/// With more anchors than one for so many tokens, a document is given less for each token, in
/// proportion. A passage that is repeated has one anchor for each of its other places or fewer, of a
/// dozen tokens at least; in text of two words in random order, where every place can be extended from
/// every other up to the end of both documents, a token has three.
const CALM: u64 = 8;

/// Shares out to each pair of documents how many steps may be taken to extend its passages: in
/// proportion to its anchors, among all that its documents have.
///
/// So the work is bounded by the tokens, whatever the number of pairs. What a pair is given depends on
/// the anchors alone, so pairs can be compared in any order. Example: a document of 1,000 tokens is given
/// 64,000 steps; if it has 100 anchors, 10 of them to one other document, the pair is given 6,400, or
/// what the other document gives it, if that is more. With 500 anchors it is given 16,000.
pub(crate) struct Allowances {
    /// How many anchors each document has.
    anchors: Vec<u32>,
}

impl Allowances {
    /// `anchors` are those of all pairs.
    pub(crate) fn new(anchors: &[Anchor], documents: usize) -> Allowances {
        let mut of = vec![0; documents];
        for anchor in anchors {
            of[anchor.a.index()] += 1;
            of[anchor.b.index()] += u32::from(anchor.a != anchor.b);
        }
        Allowances { anchors: of }
    }

/// The share of a pair, given its anchors.
    pub(crate) fn of(&self, pair: &[Anchor], documents: &[DocumentTokens<'_>]) -> u64 {
        let Some(anchor) = pair.first() else { return 0 };
        let share = |document: usize| {
            let anchors = u64::from(self.anchors[document]);
            let tokens = documents[document].hashes().len() as u64;
            let all = whole(&documents[document]) * tokens / tokens.max(CALM * anchors);
            all * pair.len() as u64 / anchors
        };
        share(anchor.a.index()).max(share(anchor.b.index()))
    }
}

/// All that a document gives to its pairs.
pub(super) fn whole(document: &DocumentTokens<'_>) -> u64 {
    EXTENDED * document.hashes().len() as u64
}
