//! Blocks: runs of consecutive segments that are repeated.
//!
//! The segments of all documents are written as one sequence of classes with separators between
//! documents, and the maximal repeats of that sequence are found ([`Sequence`]). Longer repeats are
//! taken first; a repeat all of whose places lie in places of longer ones is dropped.
//!
//! Cost: see [`blocks`].

use super::repeats::{Repeat, Sequence};
use std::cmp::Reverse;

/// A run of segments that occurs in several places; see [`blocks`] for an example.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Block {
    /// The number of segments.
    pub length: usize,
    /// Its first segments: two places or more, ascending. The places do not overlap.
    pub places: Vec<BlockPlace>,
}

/// The first segment of a place of a [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct BlockPlace {
    /// The number of the document.
    pub document: u32,
    /// The number of the first segment, within the document.
    pub first_segment: u32,
}

/// Joins consecutive repeated segments into blocks, each with all its places.
///
/// Each document is a list of the *classes* of its segments: segments that are alike have one class,
/// and `None` is a segment that is like no other. (Leave out segments without tokens, such as a row of
/// asterisks. They would divide blocks.)
///
/// A block is a sequence of classes such that
/// 1. it occurs in two places or more, and no two of them overlap;
/// 2. a segment more on the left would lose a place, and a segment more on the right would lose a place or make
///    two overlap;
/// 3. at least one of its places is not inside a place of a longer block.
///
/// Eight paragraphs that occur twice are one block of eight, not eight blocks. If A B C occurs in three
/// places and B alone in a fourth, A B C is a block of three places and B one of four. In A B B A B B A
/// B B, A B B is a block of three places. A thousand equal lines are one block of one line with a
/// thousand places.
///
/// Blocks are sorted by their first place, longer ones first.
///
/// Time: O(n log² n) for n segments whose repeats are not deeply nested, at most O(n √n log n): repeats
/// of k different lengths that begin at one place and do not overlap themselves need a text of k²/4
/// segments. Memory: about 100 bytes for each repeated segment.
///
/// # Examples
/// ```
/// use retold::matching::{BlockPlace, blocks};
///
/// let report = vec![None, Some(1), Some(2), Some(3)];
/// let letter = vec![Some(1), Some(2), Some(3), None, Some(2)];
/// let found = blocks(&[report, letter]);
/// let place = |place: &BlockPlace| (place.document, place.first_segment);
/// let places = |block: usize| found[block].places.iter().map(place).collect::<Vec<_>>();
/// assert_eq!((found[0].length, places(0)), (3, vec![(0, 1), (1, 0)]));
/// assert_eq!((found[1].length, places(1)), (1, vec![(0, 2), (1, 1), (1, 4)]));
/// ```
pub fn blocks<D: AsRef<[Option<u32>]>>(documents: &[D]) -> Vec<Block> {
    let repeated = repeated_classes(documents);
    let mut sequence = Sequence::new(repeated.len() as u32);
    let mut places = Vec::new();
    // The sequence starts with a separator. Separators are no places.
    let nowhere = BlockPlace { document: u32::MAX, first_segment: u32::MAX };
    places.push(nowhere);
    for (document, segments) in (0..).zip(documents) {
        for (first_segment, class) in (0..).zip(segments.as_ref()) {
            match class.and_then(|class| repeated.binary_search(&class).ok()) {
                Some(symbol) => {
                    sequence.push(symbol as u32);
                    places.push(BlockPlace { document, first_segment });
                }
                None if sequence.separate() => places.push(nowhere),
                None => {}
            }
        }
        if sequence.separate() {
            places.push(nowhere);
        }
    }

    let (sorted, mut repeats) = sequence.repeats();
    repeats.sort_by_key(|repeat| Reverse(repeat.length));
    let mut covered = Covered::new(places.len());
    let mut found = Vec::new();
    for Repeat { length, first, last } in repeats {
        let mut starts = sorted[first..last].to_vec();
        starts.sort_unstable();
        if starts.iter().all(|&start| covered.contains(start as usize, length)) {
            continue;
        }
        for &start in &starts {
            covered.insert(start as usize, length);
        }
        let places = starts.iter().map(|&start| places[start as usize]).collect();
        found.push(Block { length, places });
    }
    found.sort_unstable_by_key(|block| (block.places[0], Reverse(block.length)));
    found
}

/// The classes with at least two segments, ascending.
fn repeated_classes<D: AsRef<[Option<u32>]>>(documents: &[D]) -> Vec<u32> {
    let mut classes: Vec<u32> =
        documents.iter().flat_map(|document| document.as_ref().iter().copied().flatten()).collect();
    classes.sort_unstable();
    classes.chunk_by(|a, b| a == b).filter(|group| group.len() > 1).map(|group| group[0]).collect()
}

/// Ranges of the sequence, with a test whether one of them contains another range.
struct Covered {
    /// The furthest end of a range that begins at or before each place, as a Fenwick tree.
    ends: Vec<usize>,
}

impl Covered {
    fn new(places: usize) -> Covered {
        Covered { ends: vec![0; places + 1] }
    }

    fn insert(&mut self, start: usize, length: usize) {
        let mut at = start + 1;
        while at < self.ends.len() {
            self.ends[at] = self.ends[at].max(start + length);
            at += at & at.wrapping_neg();
        }
    }

    fn contains(&self, start: usize, length: usize) -> bool {
        let mut at = start + 1;
        while at > 0 {
            if self.ends[at] >= start + length {
                return true;
            }
            at -= at & at.wrapping_neg();
        }
        false
    }
}
