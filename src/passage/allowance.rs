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

/// How many steps there are besides for each anchor, so that the short passages of a template can be
/// extended over a change or two in each of very many pairs.
const EACH: u64 = 64;

/// What is left of its share to a pair in which more matches were found than a text has unless it is
/// made of very few different words: every place can be extended from every other there, up to the
/// end of both documents.
const DEGENERATE: u64 = 16;

/// Shares out to each pair of documents how many steps may be taken to extend its passages: in
/// proportion to its anchors, among all that its documents have.
///
/// So the work is bounded by the tokens and the anchors, whatever the number of pairs. What a pair is
/// given depends on the anchors alone, so pairs can be compared in any order. Example: a document of
/// 1,000 tokens has 64,000 steps to share out; if it has 200 anchors, 10 of them to one other document,
/// the pair is given 3,200 of these, or what the other document gives it, if that is more, and 640.
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
            whole(&documents[document]) * pair.len() as u64 / u64::from(self.anchors[document])
        };
        share(anchor.a.index()).max(share(anchor.b.index())) + EACH * pair.len() as u64
    }
}

/// What is left of the share of a pair whose matches are those of degenerate text.
pub(super) fn of_degenerate(share: u64, anchors: usize) -> u64 {
    share.saturating_sub(EACH * anchors as u64) / DEGENERATE
}

/// All that a document gives to its pairs.
pub(super) fn whole(document: &DocumentTokens<'_>) -> u64 {
    EXTENDED * document.hashes().len() as u64
}
