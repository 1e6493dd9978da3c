//! Anchors: two places with the same tokens.

use crate::model::DocumentId;
use std::cmp::Ordering;

/// Two places with the same tokens: 20 bytes.
///
/// `a` comes before `b`: in an earlier document, or earlier in the same one. Ordered by the pair
/// of documents first, so that sorting brings the anchors of one pair together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Anchor {
    /// The document of the first place.
    pub(crate) a: DocumentId,
    /// The document of the second place.
    pub(crate) b: DocumentId,
    /// The first token of the first place.
    pub(crate) a_position: u32,
    /// The first token of the second place.
    pub(crate) b_position: u32,
    /// How many tokens from there on were compared and are equal. There may be more, on either side.
    pub(crate) len: u32,
}

impl Anchor {
    /// Orders anchors by pair, then by diagonal (the distance of the two places), then by place: the order
    /// in which they grow to matches.
    ///
    /// Distances are modulo 2³². In texts of fewer than 2³¹ tokens no two of them become equal.
    pub(crate) fn by_diagonal(&self, other: &Anchor) -> Ordering {
        let key = |x: &Anchor| {
            let diagonal = x.b_position.wrapping_sub(x.a_position);
            let pair = u128::from(x.a.0) << 96 | u128::from(x.b.0) << 64;
            pair | u128::from(diagonal) << 32 | u128::from(x.a_position)
        };
        key(self).cmp(&key(other)).then_with(|| self.len.cmp(&other.len))
    }
}
