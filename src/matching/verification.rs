//! Verified pairs.

use super::threshold::required_overlap;
use crate::model::Similarity;
use crate::shingle::{ShingleSets, overlap_at_least};

/// Two texts whose resemblance was counted and reaches the threshold.
///
/// Matches are sorted by `a`, then by `b`.
///
/// # Examples
/// ```
/// use retold::matching::verify;
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
///
/// let sets = ShingleSets::from_iter([vec![1, 2, 3, 4], vec![2, 3, 4, 5, 6]]);
/// let found = verify(&sets, 1, 0, Similarity::new(0.5).unwrap()).unwrap();
/// assert_eq!((found.a, found.b, found.shared), (0, 1, 3));
/// assert_eq!(found.containment_a, Similarity::ratio(3, 4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Match {
    /// The text with the smaller number.
    pub a: u32,
    /// The text with the greater number.
    pub b: u32,
    /// The number of different shingles that both have.
    pub shared: u32,
    /// The shared shingles as a share of all shingles of both (Jaccard).
    pub resemblance: Similarity,
    /// The shared shingles as a share of those of `a`.
    pub containment_a: Similarity,
    /// The shared shingles as a share of those of `b`.
    pub containment_b: Similarity,
}

impl Match {
    /// The partner of text `one` in this match.
    ///
    /// # Panics
    /// In debug builds, if `one` is neither `a` nor `b`.
    ///
    /// # Examples
    /// ```
    /// use retold::matching::verify;
    /// use retold::model::Similarity;
    /// use retold::shingle::ShingleSets;
    ///
    /// let sets = ShingleSets::from_iter([vec![1], vec![1]]);
    /// let found = verify(&sets, 0, 1, Similarity::ONE).unwrap();
    /// assert_eq!((found.other(0), found.other(1)), (1, 0));
    /// ```
    pub fn other(&self, one: u32) -> u32 {
        debug_assert!(one == self.a || one == self.b, "{one} is no side of this match");
        if one == self.a { self.b } else { self.a }
    }

    /// The match with other numbers: `a` and `b` are indices into `numbers`, which ascends.
    pub(crate) fn renumbered(self, numbers: &[u32]) -> Match {
        Match { a: numbers[self.a as usize], b: numbers[self.b as usize], ..self }
    }

    /// The match of two texts, each given with its number of shingles, in either order. For matches
    /// that were verified elsewhere.
    ///
    /// # Panics
    /// In debug builds, if more shingles are shared than a set has.
    ///
    /// # Examples
    /// ```
    /// use retold::matching::Match;
    ///
    /// let found = Match::new((7, 10), (3, 6), 4);
    /// assert_eq!((found.a, found.b), (3, 7));
    /// assert_eq!((found.resemblance.get(), found.containment_b.get()), (4.0 / 12.0, 0.4));
    /// ```
    pub fn new((a, len_a): (u32, usize), (b, len_b): (u32, usize), shared: usize) -> Match {
        let ((a, len_a), (b, len_b)) =
            if a < b { ((a, len_a), (b, len_b)) } else { ((b, len_b), (a, len_a)) };
        Match {
            a,
            b,
            shared: shared as u32,
            resemblance: Similarity::ratio(shared, len_a + len_b - shared),
            containment_a: Similarity::ratio(shared, len_a),
            containment_b: Similarity::ratio(shared, len_b),
        }
    }
}

/// Counts the shingles that two texts share, and returns their match if the resemblance reaches the
/// threshold.
///
/// An empty set matches nothing, and a text does not match itself. Stops as soon as a pair cannot match any
/// more, mostly after a small part of both sets.
///
/// # Panics
/// If there is no set with one of the numbers.
///
/// # Examples
/// ```
/// use retold::matching::verify;
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
///
/// let sets = ShingleSets::from_iter([vec![1, 2, 3, 4], vec![1, 2, 3, 4, 5], vec![]]);
/// let threshold = Similarity::new(0.8).unwrap();
/// assert_eq!(verify(&sets, 0, 1, threshold).unwrap().resemblance, threshold);
/// assert_eq!(verify(&sets, 0, 2, threshold), None);
/// ```
pub fn verify(sets: &ShingleSets, a: u32, b: u32, threshold: Similarity) -> Option<Match> {
    let (set_a, set_b) = (sets.get(a as usize), sets.get(b as usize));
    if a == b {
        return None;
    }
    let shared = shared_at(set_a, set_b, threshold)?;
    Some(Match::new((a, set_a.len()), (b, set_b.len()), shared))
}

/// The number of shingles that two sets share, if their resemblance reaches the threshold. The
/// resemblance of an empty set never does.
pub(crate) fn shared_at(a: &[u64], b: &[u64], threshold: Similarity) -> Option<usize> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    overlap_at_least(a, b, required_overlap(a.len(), b.len(), threshold))
}
