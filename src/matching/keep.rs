//! The order in which documents are preferred.

use std::cmp::Reverse;

/// Which document of a cluster represents it, and is kept when copies are removed.
///
/// A batch run and two passes ([`RemovalScanner`](crate::detector::RemovalScanner)) use the same order: first by
/// the rule, then by the names of the documents, then by the order of input. So the order of input
/// matters only for [`Keep::First`] and for documents with equal names or none.
///
/// # Examples
/// ```
/// use retold::Keep;
///
/// let lengths = [10, 30, 30];
/// assert_eq!(Keep::First.order(&lengths, &[]), [0, 1, 2]);
/// assert_eq!(Keep::Longest.order(&lengths, &[]), [1, 2, 0]);
/// assert_eq!(Keep::Rank.order(&lengths, &[2024, 2025, 1999]), [2, 0, 1]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Keep {
    /// The first in the order of input.
    #[default]
    First,
    /// The longest; of equally long ones, the one whose name comes first.
    Longest,
    /// The one with the smallest rank. A rank is a number that the caller gives to each document: a
    /// date keeps the earliest document, the position in a list of sources keeps the one from the best
    /// source. Of equal ranks, the longest, then the one whose name comes first.
    Rank,
}

impl Keep {
    /// The sort key of an item: the smallest is kept first. Equal keys are in the order of input.
    /// `name` is that of its document, or anything that sorts in the same way.
    pub(crate) fn key<N: Default>(
        self,
        rank: i64,
        length: usize,
        name: N,
    ) -> (i64, Reverse<usize>, N) {
        match self {
            Keep::First => (0, Reverse(0), N::default()),
            Keep::Longest => (0, Reverse(length), name),
            Keep::Rank => (rank, Reverse(length), name),
        }
    }

    /// Whether the order depends on the names of documents.
    pub(crate) fn needs_names(self) -> bool {
        self != Keep::First
    }

    /// The numbers of all documents, the preferred ones first.
    ///
    /// `lengths` has the length of each document, in any unit. `ranks` matters for [`Keep::Rank`] only;
    /// a document without a rank comes after all that have one. Documents of equal rank and length are
    /// ordered by number.
    ///
    /// # Panics
    /// If there are 2³² documents or more.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::Keep::Rank.order(&[5, 5], &[]), [0, 1]);
    /// assert_eq!(retold::Keep::Rank.order(&[5, 5], &[2020, 1999]), [1, 0]);
    /// ```
    pub fn order(self, lengths: &[usize], ranks: &[i64]) -> Vec<u32> {
        let count = u32::try_from(lengths.len()).expect("documents are numbered in 32 bits");
        let mut order: Vec<u32> = (0..count).collect();
        let length = |index: &u32| Reverse(lengths[*index as usize]);
        let rank = |index: &u32| match ranks.get(*index as usize) {
            Some(rank) => (false, *rank),
            None => (true, 0),
        };
        match self {
            Keep::First => {}
            // Stable sorts: equals stay in the order in which they came.
            Keep::Longest => order.sort_by_key(length),
            Keep::Rank => order.sort_by_key(|index| (rank(index), length(index))),
        }
        order
    }
}
