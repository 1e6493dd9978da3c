//! The order in which texts are kept.

use std::cmp::Reverse;

/// Which document of a cluster represents it, and is kept when copies are removed.
///
/// There is one order, in a batch run and in two passes ([`RemovalScanner`](crate::detector::RemovalScanner)): what the
/// rule says, then the names of the documents, then the order in which these came. So it does not
/// depend on the order of input, unless documents have the same name or none, or the rule is
/// [`Keep::First`].
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
    /// The first, in the order in which the documents came.
    #[default]
    First,
    /// The longest; of several, the one whose name comes first.
    Longest,
    /// The one with the smallest rank, a number that the caller gives to each document: its date
    /// keeps the earliest, its place in a list of sources keeps the most trusted. Of several, the
    /// longest, then the one whose name comes first.
    Rank,
}

impl Keep {
    /// What an item is ordered by, before the order of input: the smallest key is kept first. `name`
    /// is that of its document, or anything that is ordered in the same way.
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

    /// The numbers of all documents, the one to keep first of all in front.
    ///
    /// `lengths` has the length of each document, in whatever unit. `ranks` is looked at
    /// by [`Keep::Rank`] only; a document without a rank comes after all that have one. The numbers
    /// stand for the names: those of equal rank and length stay in their order.
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
