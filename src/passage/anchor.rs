//! Where do two texts begin to be equal?

use crate::model::DocumentId;
use std::cmp::Ordering;

/// Two places at which the same tokens stand: 20 bytes.
///
/// `a` comes before `b`: in an earlier document, or earlier in the same one. Ordered by the pair
/// of documents first, so that sorting brings together what belongs to one pair.
///
/// # Examples
/// ```
/// use retold::{DocumentId, passage::Anchor};
///
/// let [a, b] = [DocumentId(0), DocumentId(3)];
/// let near = Anchor { a, b, a_position: 9, b_position: 1, len: 6 };
/// let far = Anchor { b: DocumentId(4), ..near };
/// assert!(near < far);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The document of the first place.
    pub a: DocumentId,
    /// The document of the second place.
    pub b: DocumentId,
    /// The first token of the first place.
    pub a_position: u32,
    /// The first token of the second place.
    pub b_position: u32,
    /// How many tokens from there on are known to be equal; there may be more, on either side.
    pub len: u32,
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
