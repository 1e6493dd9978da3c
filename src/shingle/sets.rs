//! The shingle sets of many texts, in few large pieces of memory.

use super::sort::append_different;

/// The size of a piece of memory, in shingles. A full piece is never moved.
const PIECE: usize = 1 << 16;

/// The shingle sets of many texts, numbered from 0.
///
/// The sets are stored one after the other in large pieces of memory, which are not moved once they are
/// full. So reading millions of texts copies no set twice.
///
/// Memory: 8 bytes for each different shingle of a text and 24 bytes for each text.
///
/// # Examples
/// ```
/// use retold::shingle::ShingleSets;
///
/// let mut sets = ShingleSets::new();
/// sets.push(&[9, 4, 9]);
/// sets.push(&[]);
/// assert_eq!(sets.len(), 2);
/// assert_eq!(sets.get(0), [4, 9]);
/// assert_eq!(sets.get(1), []);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ShingleSets {
    places: Vec<Place>,
    pieces: Vec<Vec<u64>>,
    shingles: usize,
    /// Working memory of [`append_different`].
    ends: Vec<u32>,
}

/// The place of a set in memory.
#[derive(Clone, Copy, Debug)]
struct Place {
    piece: u32,
    start: usize,
    end: usize,
}

impl ShingleSets {
    /// An empty list of sets.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::shingle::ShingleSets::new().is_empty());
    /// ```
    pub fn new() -> ShingleSets {
        ShingleSets::default()
    }

    /// An empty list with room for `sets` sets of `shingles` shingles altogether.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::shingle::ShingleSets::with_capacity(10, 1000).is_empty());
    /// ```
    pub fn with_capacity(sets: usize, shingles: usize) -> ShingleSets {
        ShingleSets {
            places: Vec::with_capacity(sets),
            pieces: vec![Vec::with_capacity(shingles)],
            shingles: 0,
            ends: Vec::new(),
        }
    }

    /// Removes all sets, and keeps some of their memory.
    ///
    /// # Examples
    /// ```
    /// let mut sets = retold::shingle::ShingleSets::from_iter([vec![1]]);
    /// sets.clear();
    /// assert_eq!((sets.len(), sets.shingle_count()), (0, 0));
    /// ```
    pub fn clear(&mut self) {
        self.places.clear();
        self.pieces.truncate(1);
        self.pieces.iter_mut().for_each(Vec::clear);
        self.shingles = 0;
    }

    /// Adds the set of a text's shingles, given in any order and with repeats.
    ///
    /// # Examples
    /// ```
    /// let mut sets = retold::shingle::ShingleSets::new();
    /// sets.push(&[9, 4, 9]);
    /// assert_eq!(sets.get(0), [4, 9]);
    /// ```
    pub fn push(&mut self, shingles: &[u64]) {
        let piece = self.piece_for(shingles.len());
        let shingle_list = &mut self.pieces[piece];
        let start = shingle_list.len();
        append_different(shingles, shingle_list, &mut self.ends);
        let end = shingle_list.len();
        self.places.push(Place { piece: piece as u32, start, end });
        self.shingles += end - start;
    }

    /// Removes the set that was pushed last.
    ///
    /// # Panics
    /// If there is no set.
    pub(crate) fn pop(&mut self) {
        let place = self.places.pop().expect("there is a set");
        self.pieces[place.piece as usize].truncate(place.start);
        self.shingles -= place.end - place.start;
    }

    /// The piece that the next set of up to `len` shingles goes into.
    fn piece_for(&mut self, len: usize) -> usize {
        let begin = match self.pieces.last() {
            None => true,
            Some(last) => last.len() + len > last.capacity().max(PIECE),
        };
        if begin {
            // The first piece may be the only one, and small.
            let room = if self.pieces.is_empty() { len } else { len.max(PIECE) };
            self.pieces.push(Vec::with_capacity(room));
        }
        self.pieces.len() - 1
    }

    /// Appends all sets of another list without copying them.
    ///
    /// For lists that were built in parallel, each for a part of a corpus.
    ///
    /// # Examples
    /// ```
    /// use retold::shingle::ShingleSets;
    ///
    /// let mut all = ShingleSets::from_iter([vec![1], vec![2]]);
    /// all.append(ShingleSets::from_iter([vec![3]]));
    /// assert_eq!(all.get(2), [3]);
    /// ```
    pub fn append(&mut self, other: ShingleSets) {
        let before = self.pieces.len() as u32;
        let moved = |place: Place| Place { piece: before + place.piece, ..place };
        self.places.extend(other.places.into_iter().map(moved));
        self.pieces.extend(other.pieces);
        self.shingles += other.shingles;
    }

    /// The shingles of text `index` in ascending order.
    ///
    /// # Panics
    /// If there are not so many sets.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::shingle::ShingleSets::from_iter([vec![2, 1]]).get(0), [1, 2]);
    /// ```
    #[inline]
    pub fn get(&self, index: usize) -> &[u64] {
        let Place { piece, start, end } = self.places[index];
        &self.pieces[piece as usize][start..end]
    }

    /// The number of shingles of text `index`.
    ///
    /// # Panics
    /// If there are not so many sets.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::shingle::ShingleSets::from_iter([vec![2, 1, 2]]).len_of(0), 2);
    /// ```
    #[inline]
    pub fn len_of(&self, index: usize) -> usize {
        let Place { start, end, .. } = self.places[index];
        end - start
    }

    /// The number of sets.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::shingle::ShingleSets::from_iter([vec![1, 2], vec![]]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no set.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::shingle::ShingleSets::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The number of shingles in all sets together.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::shingle::ShingleSets::from_iter([vec![1, 2], vec![2]]).shingle_count(), 3);
    /// ```
    pub fn shingle_count(&self) -> usize {
        self.shingles
    }

    /// All sets in the order of their numbers.
    ///
    /// # Examples
    /// ```
    /// let sets = retold::shingle::ShingleSets::from_iter([vec![1, 2], vec![2]]);
    /// assert_eq!(sets.iter().map(<[u64]>::len).collect::<Vec<_>>(), [2, 1]);
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// Two lists are equal if they have equal sets in the same order.
impl PartialEq for ShingleSets {
    fn eq(&self, other: &ShingleSets) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for ShingleSets {}

impl FromIterator<Vec<u64>> for ShingleSets {
    fn from_iter<I: IntoIterator<Item = Vec<u64>>>(texts: I) -> ShingleSets {
        let mut sets = ShingleSets::new();
        for shingles in texts {
            sets.push(&shingles);
        }
        sets
    }
}
