//! How far the passages of each pair of documents may be extended.

use super::anchor::Anchor;
use super::document::DocumentTokens;

/// How many steps are taken to extend the passages of a document at their ends, for each token of it:
/// tokens that are passed over, and cells of alignments.
///
/// A token takes one step where a change is plain to see, and some 40 where a matrix is filled. So
/// the passages of an edited copy can be extended over one another, those of a text with a few copies
/// too, and of many copies where they begin and end.
const EXTENDED: u64 = 512;

/// How many steps there are besides for each anchor, so that the short passages of a template can be
/// extended over a change or two in each of very many pairs.
pub(super) const EACH: u64 = 1024;

/// Shares out to each pair of documents how many steps may be taken to extend its passages: in
/// proportion to its anchors, among all that its documents have.
///
/// So the work is bounded by the tokens and the anchors, whatever the number of pairs. What a pair is
/// given depends on the anchors alone, so pairs can be compared in any order. Example: a document of
/// 1,000 tokens has 512,000 steps to share out; if it has 200 anchors, 10 of them to one other document,
/// the pair is given 25,600 of these, or what the other document gives it, if that is more, and 10,240
/// for its anchors.
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
    pub(crate) fn of(&self, pair: &[Anchor], documents: &[DocumentTokens<'_>]) -> Allowance {
        let Some(anchor) = pair.first() else { return Allowance::default() };
        let (a, b) = (anchor.a.index(), anchor.b.index());
        let anchors = |document: usize| u64::from(self.anchors[document]);
        let share =
            |document: usize| whole(&documents[document]) * pair.len() as u64 / anchors(document);
        // Where each token of both has several anchors, an anchor is nothing special.
        let crowd =
            |document: usize| anchors(document) as f64 / documents[document].hashes().len() as f64;
        let crowd = crowd(a).min(crowd(b));
        let each = EACH as f64 * pair.len() as f64 / (1.0 + crowd * crowd / 4.0);
        Allowance { share: share(a).max(share(b)), each: each as u64 }
    }
}

/// How many steps may be taken to extend the passages of a pair.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allowance {
    /// Of those of its documents.
    pub(super) share: u64,
    /// For its anchors.
    pub(super) each: u64,
}

impl Allowance {
    /// The steps, where so many matches of the pair were left out since others cover the same tokens.
    ///
    /// A text that is made of very few different words has many of these: every place can be extended
    /// from every other there, up to the end of both documents, and none of that says anything. With
    /// one match to 100 tokens two thirds of the share are left, with one to two tokens a hundredth.
    pub(super) fn steps(self, left_out: usize, tokens: usize) -> u64 {
        if left_out == 0 {
            return self.share + self.each;
        }
        let crowd = 1.0 + 16.0 * left_out as f64 / tokens as f64;
        (self.share as f64 / (crowd * crowd)) as u64
    }
}

/// All that a document gives to its pairs.
pub(super) fn whole(document: &DocumentTokens<'_>) -> u64 {
    EXTENDED * document.hashes().len() as u64
}
