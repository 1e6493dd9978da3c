//! The shingle sets of many texts.

use super::sort::sort_different;

/// The shingle sets of many texts, numbered from 0, in one piece of memory.
///
/// Memory: 8 bytes for each different shingle of a text and 8 bytes for each text.
///
/// # Examples
/// ```
/// use retold::ShingleSets;
///
/// let mut sets = ShingleSets::new();
/// sets.push(&[9, 4, 9]);
/// sets.push(&[]);
/// assert_eq!(sets.len(), 2);
/// assert_eq!(sets.get(0), [4, 9]);
/// assert_eq!(sets.get(1), []);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShingleSets {
    ends: Vec<usize>,
    shingles: Vec<u64>,
}

impl ShingleSets {
    /// An empty list of sets.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::ShingleSets::new().is_empty());
    /// ```
    pub fn new() -> ShingleSets {
        ShingleSets::default()
    }

    /// An empty list with room for `sets` sets of `shingles` shingles altogether.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::ShingleSets::with_capacity(10, 1000).is_empty());
    /// ```
    pub fn with_capacity(sets: usize, shingles: usize) -> ShingleSets {
        ShingleSets { ends: Vec::with_capacity(sets), shingles: Vec::with_capacity(shingles) }
    }

    /// Adds the set of a text's shingles, given in any order and with repeats.
    ///
    /// # Examples
    /// ```
    /// let mut sets = retold::ShingleSets::new();
    /// sets.push(&[9, 4, 9]);
    /// assert_eq!(sets.get(0), [4, 9]);
    /// ```
    pub fn push(&mut self, shingles: &[u64]) {
        let start = self.shingles.len();
        self.shingles.extend_from_slice(shingles);
        let different = sort_different(&mut self.shingles[start..]);
        self.shingles.truncate(start + different);
        self.ends.push(self.shingles.len());
    }

    /// Adds all sets of another list behind those of this one.
    ///
    /// Lists that were built side by side, each for a part of a corpus, are put together like this.
    ///
    /// # Examples
    /// ```
    /// use retold::ShingleSets;
    ///
    /// let mut all = ShingleSets::from_iter([vec![1], vec![2]]);
    /// all.append(&ShingleSets::from_iter([vec![3]]));
    /// assert_eq!(all.get(2), [3]);
    /// ```
    pub fn append(&mut self, other: &ShingleSets) {
        let before = self.shingles.len();
        self.shingles.extend_from_slice(&other.shingles);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// The shingles of text `index` in ascending order.
    ///
    /// # Panics
    /// If there are not so many sets.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::ShingleSets::from_iter([vec![2, 1]]).get(0), [1, 2]);
    /// ```
    #[inline]
    pub fn get(&self, index: usize) -> &[u64] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.shingles[start..self.ends[index]]
    }

    /// The number of sets.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::ShingleSets::from_iter([vec![1], vec![]]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no set.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::ShingleSets::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of shingles in all sets together.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::ShingleSets::from_iter([vec![1, 2], vec![2]]).shingle_count(), 3);
    /// ```
    pub fn shingle_count(&self) -> usize {
        self.shingles.len()
    }

    /// All sets in the order of their numbers.
    ///
    /// # Examples
    /// ```
    /// let sets = retold::ShingleSets::from_iter([vec![1, 2], vec![2]]);
    /// assert_eq!(sets.iter().map(<[u64]>::len).collect::<Vec<_>>(), [2, 1]);
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        (0..self.len()).map(|index| self.get(index))
    }
}

impl FromIterator<Vec<u64>> for ShingleSets {
    fn from_iter<I: IntoIterator<Item = Vec<u64>>>(texts: I) -> ShingleSets {
        let mut sets = ShingleSets::new();
        for shingles in texts {
            sets.push(&shingles);
        }
        sets
    }
}
