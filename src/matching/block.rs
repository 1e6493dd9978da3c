//! Segments that are repeated in a row.

use super::repeats::{Repeat, Sequence};
use std::cmp::Reverse;

/// A run of segments that stands in several places.
///
/// # Examples
/// ```
/// let block = &retold::matching::blocks(&[[Some(1), Some(2)], [Some(1), Some(2)]])[0];
/// assert_eq!((block.length, block.places.len()), (2, 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Block {
    /// The number of segments.
    pub length: usize,
    /// Where it begins: two places or more, ascending, none overlapping another.
    pub places: Vec<BlockPlace>,
}

/// Where a [`Block`] begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct BlockPlace {
    /// The number of the document.
    pub document: u32,
    /// The number of the first segment, within the document.
    pub first_segment: u32,
}

/// Joins segments that are repeated in a row into blocks, each with all its places.
///
/// Each document is the list of its segments' *classes*: segments that are alike share a class,
/// and `None` is a segment that is like no other. (Leave out segments without tokens, such as a row
/// of asterisks: they would cut blocks in two.)
///
/// A block is a sequence of classes such that
/// 1. it stands in two places or more, and no two of its places overlap;
/// 2. it cannot be made longer without losing a place, to the left; nor to the right, without
///    losing a place or making two overlap;
/// 3. at least one of its places is not within a place of a longer block.
///
/// So eight paragraphs that come twice are one block of eight, not eight of one. If A B C stands in
/// three places and B alone in a fourth, then A B C is a block of three places and B one of four.
/// Of A B B A B B A B B, A B B is a block of three places, and of a thousand equal lines the line
/// is a block of a thousand: what is repeated is reported, not the ways to overlay it with itself.
///
/// Blocks are sorted by their first place, longer ones first.
///
/// Costs O(n log² n) for n segments whose repeats do not nest deeply; nesting costs up
/// to O(n √n log n): repeats of k different lengths that begin at one place, and do not overlap
/// themselves, need a text of k²/4 segments. Memory: about 100 bytes for each repeated segment.
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
    // The sequence starts with a separator, which is no place; nor are the others.
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

/// The classes of at least two segments, ascending.
fn repeated_classes<D: AsRef<[Option<u32>]>>(documents: &[D]) -> Vec<u32> {
    let mut classes: Vec<u32> =
        documents.iter().flat_map(|document| document.as_ref().iter().copied().flatten()).collect();
    classes.sort_unstable();
    classes.chunk_by(|a, b| a == b).filter(|group| group.len() > 1).map(|group| group[0]).collect()
}

/// Stretches of the sequence, to ask whether one of them contains another.
struct Covered {
    /// The furthest end of a stretch that begins at or before each place, in a Fenwick tree.
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
