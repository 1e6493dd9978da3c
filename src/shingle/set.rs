//! The shingle set of one text.

use super::overlap::overlap;
use super::sort::append_different;
use crate::model::Similarity;

/// The different shingles of one text, sorted.
///
/// Memory: 8 bytes a shingle. To keep the sets of a whole corpus, see
/// [`ShingleSets`](super::ShingleSets).
///
/// # Examples
/// ```
/// use retold::shingle::ShingleSet;
///
/// let a: ShingleSet = [1, 2, 3, 4].into_iter().collect();
/// let b: ShingleSet = [2, 3, 4, 5, 6].into_iter().collect();
/// assert_eq!(a.resemblance(&b).get(), 3.0 / 6.0);
/// assert_eq!(a.containment_in(&b).get(), 3.0 / 4.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<u64>", into = "Vec<u64>"))]
pub struct ShingleSet {
    shingles: Box<[u64]>,
}

impl ShingleSet {
    /// The set of a list of shingles, in any order and with repeats.
    ///
    /// # Examples
    /// ```
    /// let set = retold::shingle::ShingleSet::from_shingles(&[3, 1, 3]);
    /// assert_eq!(set.as_slice(), [1, 3]);
    /// ```
    pub fn from_shingles(shingles: &[u64]) -> ShingleSet {
        let mut different = Vec::with_capacity(shingles.len());
        append_different(shingles, &mut different, &mut Vec::new());
        ShingleSet { shingles: different.into_boxed_slice() }
    }

    /// The shingles in ascending order.
    ///
    /// # Examples
    /// ```
    /// let set: retold::shingle::ShingleSet = [2, 1].into_iter().collect();
    /// assert_eq!(set.as_slice(), [1, 2]);
    /// ```
    pub fn as_slice(&self) -> &[u64] {
        &self.shingles
    }

    /// The number of different shingles.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::shingle::ShingleSet::from_shingles(&[7, 7]).len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.shingles.len()
    }

    /// Whether the text had no token.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::shingle::ShingleSet::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.shingles.is_empty()
    }

    /// The number of shingles in both sets.
    ///
    /// # Examples
    /// ```
    /// use retold::shingle::ShingleSet;
    ///
    /// let [a, b] = [[1, 2], [2, 3]].map(|shingles| ShingleSet::from_shingles(&shingles));
    /// assert_eq!(a.intersection_len(&b), 1);
    /// ```
    pub fn intersection_len(&self, other: &ShingleSet) -> usize {
        overlap(&self.shingles, &other.shingles)
    }

    /// The shingles in at least one of the sets.
    ///
    /// # Examples
    /// ```
    /// use retold::shingle::ShingleSet;
    ///
    /// let [a, b] = [[1, 2], [2, 3]].map(|shingles| ShingleSet::from_shingles(&shingles));
    /// assert_eq!(a.union(&b).as_slice(), [1, 2, 3]);
    /// ```
    #[must_use]
    pub fn union(&self, other: &ShingleSet) -> ShingleSet {
        ShingleSet::from_shingles(&[self.as_slice(), other.as_slice()].concat())
    }

    /// The resemblance (Jaccard) of two sets: the shared shingles as a share of all shingles of both.
    ///
    /// 0 if either is empty, also if both are.
    ///
    /// # Examples
    /// ```
    /// use retold::model::Similarity;
    /// use retold::shingle::ShingleSet;
    ///
    /// let [a, b] = [[1, 2], [2, 3]].map(|shingles| ShingleSet::from_shingles(&shingles));
    /// assert_eq!(a.resemblance(&b), Similarity::ratio(1, 3));
    /// ```
    pub fn resemblance(&self, other: &ShingleSet) -> Similarity {
        let shared = self.intersection_len(other);
        Similarity::ratio(shared, self.len() + other.len() - shared)
    }

    /// The containment of this set in another: the share of its shingles that the other holds too.
    ///
    /// 0 if this set is empty.
    ///
    /// # Examples
    /// ```
    /// use retold::model::Similarity;
    /// use retold::shingle::ShingleSet;
    ///
    /// let [part, whole] = [&[2, 3][..], &[1, 2, 3, 4]].map(ShingleSet::from_shingles);
    /// assert_eq!(part.containment_in(&whole), Similarity::ONE);
    /// assert_eq!(whole.containment_in(&part), Similarity::ratio(1, 2));
    /// ```
    pub fn containment_in(&self, other: &ShingleSet) -> Similarity {
        Similarity::ratio(self.intersection_len(other), self.len())
    }
}

impl FromIterator<u64> for ShingleSet {
    fn from_iter<I: IntoIterator<Item = u64>>(shingles: I) -> ShingleSet {
        ShingleSet::from_shingles(&shingles.into_iter().collect::<Vec<_>>())
    }
}

impl From<ShingleSet> for Vec<u64> {
    fn from(set: ShingleSet) -> Vec<u64> {
        set.shingles.into_vec()
    }
}

/// Accepts only a sorted list without repeats.
///
/// Deserialised sets are checked by it. [`ShingleSet::from_shingles`] takes any list.
impl TryFrom<Vec<u64>> for ShingleSet {
    type Error = String;

    fn try_from(shingles: Vec<u64>) -> Result<ShingleSet, String> {
        match shingles.windows(2).position(|pair| pair[0] >= pair[1]) {
            None => Ok(ShingleSet { shingles: shingles.into_boxed_slice() }),
            Some(place) => Err(format!(
                "the shingles of a set ascend without repeats, got {} before {}",
                shingles[place],
                shingles[place + 1]
            )),
        }
    }
}
