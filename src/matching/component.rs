//! Connected components of candidate pairs, verified one after the other.

use super::disjoint_sets::DisjointSets;
use super::verification::{Match, verify};
use crate::model::Similarity;
use crate::shingle::ShingleSets;

/// Candidate pairs, grouped by connected component.
///
/// Texts of two components are never compared, so only the shingles of one component must be in memory
/// at a time. Most components have a few texts; a component of very many is possible.
///
/// # Examples
/// ```
/// use retold::matching::Components;
///
/// let components = Components::from_pairs(vec![(0, 4), (1, 2), (4, 7)]);
/// let found: Vec<_> = components.iter().collect();
/// assert_eq!(found, [&[(0, 4), (4, 7)][..], &[(1, 2)]]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components {
    pairs: Vec<(u32, u32)>,
    ends: Vec<usize>,
}

impl Components {
    /// Groups pairs by component. The pairs of one component stay in their order.
    ///
    /// Time: O(n log n) for n pairs. Memory: 4 bytes for each number up to the largest.
    pub fn from_pairs(mut pairs: Vec<(u32, u32)>) -> Components {
        let numbers = pairs.iter().map(|&(a, b)| a.max(b) + 1).max().unwrap_or(0);
        let mut joined = DisjointSets::new(numbers);
        for &(a, b) in &pairs {
            joined.join(a, b);
        }
        pairs.sort_by_cached_key(|&(a, _)| joined.find(a));
        let mut ends = Vec::new();
        for (place, window) in pairs.windows(2).enumerate() {
            if !joined.joined(window[0].0, window[1].0) {
                ends.push(place + 1);
            }
        }
        if !pairs.is_empty() {
            ends.push(pairs.len());
        }
        Components { pairs, ends }
    }

    /// The pairs of each component, the component with the smallest number first.
    pub fn iter(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.pairs[std::mem::replace(&mut start, end)..end])
    }
}

/// Verifies one component after the other, and reuses its memory.
///
/// # Examples
/// ```
/// use retold::matching::{Components, Verifier};
/// use retold::model::Similarity;
/// use retold::shingle::TextShingler;
///
/// let texts = ["a red sun over the sea", "quite another thing", "A red sun over the sea!"];
/// let mut shingler = TextShingler::new(2)?;
/// let mut verifier = Verifier::default();
/// let mut matches = Vec::new();
/// for pairs in Components::from_pairs(vec![(0, 2)]).iter() {
///     let shingles = |text: u32, sets: &mut retold::shingle::ShingleSets| {
///         sets.push(shingler.shingles(texts[text as usize]));
///     };
///     verifier.verify(pairs, Similarity::ratio(4, 5), shingles, &mut matches);
/// }
/// assert_eq!((matches[0].a, matches[0].b), (0, 2));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Verifier {
    members: Vec<u32>,
    sets: ShingleSets,
}

impl Verifier {
    /// Appends the matches among `pairs` to `out`, in their order. `shingles` is called once for each
    /// text of the pairs, and must push its set.
    ///
    /// # Panics
    /// If `shingles` adds no set.
    pub fn verify(
        &mut self,
        pairs: &[(u32, u32)],
        threshold: Similarity,
        mut shingles: impl FnMut(u32, &mut ShingleSets),
        out: &mut Vec<Match>,
    ) {
        let Verifier { members, sets } = self;
        members.clear();
        members.extend(pairs.iter().flat_map(|&(a, b)| [a, b]));
        members.sort_unstable();
        members.dedup();
        sets.clear();
        for &member in &*members {
            shingles(member, sets);
        }
        let place = |member: u32| members.binary_search(&member).expect("in a pair") as u32;
        for &(a, b) in pairs {
            if let Some(found) = verify(sets, place(a), place(b), threshold) {
                out.push(found.renumbered(members));
            }
        }
    }
}
