//! Where do two texts begin to be equal?

use crate::model::DocumentId;
use std::cmp::Ordering;

/// Two places at which the same tokens stand: 20 bytes.
///
/// `a` comes before `b`: in an earlier document, or earlier in the same one. Ordered by the pair
/// of documents first, so that sorting brings together what belongs to one pair.
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
    /// How many tokens from there on are known to be equal; there may be more, on either side.
    pub(crate) len: u32,
}

impl Anchor {
    /// Orders anchors by pair, then by diagonal (pairs of places that are equally far apart), then by
    /// place: in the order in which they grow to matches.
    ///
    /// Distances are taken modulo 2³², which brings together no two diagonals of texts of fewer than 2³¹
    /// tokens.
    pub(crate) fn by_diagonal(&self, other: &Anchor) -> Ordering {
        let key = |x: &Anchor| {
            let diagonal = x.b_position.wrapping_sub(x.a_position);
            let pair = u128::from(x.a.0) << 96 | u128::from(x.b.0) << 64;
            pair | u128::from(diagonal) << 32 | u128::from(x.a_position)
        };
        key(self).cmp(&key(other)).then_with(|| self.len.cmp(&other.len))
    }
}
