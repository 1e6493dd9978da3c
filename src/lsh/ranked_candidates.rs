//! Candidates of a query, ranked by the number of bands that they share with it.

use super::blocks::{BLOCK_BITS, Block, Blocks, WORDS, split};
use super::tally::{Tally, highest_first, is_empty, ones};
use std::cmp::Reverse;
use std::iter::Peekable;

/// How many lists of ids or words of 64 ids of large buckets are counted for one query.
const COUNTED: usize = 1 << 14;

/// Candidates of one signature: those that share most bands first, then the highest ids.
///
/// With ids that are given in ascending order, the highest are the newest.
///
/// # Examples
/// ```
/// use retold::lsh::{Banding, BucketTable};
/// use retold::sketch::MinHasher;
///
/// let hasher = MinHasher::new(128)?;
/// let mut table = BucketTable::new(Banding::for_threshold(128, 0.8)?);
/// let twin = hasher.signature(&[1, 2, 3, 4]).expect("has shingles");
/// table.insert(3, &twin)?;
/// table.insert(5, &twin)?;
///
/// let ranked = table.ranked(&twin, 1)?;
/// assert_eq!((ranked.ids, ranked.bounded), (vec![5], true));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct RankedCandidates {
    /// The ids, each once.
    pub ids: Vec<u32>,
    /// Whether a limit left out candidates.
    pub bounded: bool,
}

/// The best ids so far, with the number of bands that they share.
struct Best {
    limit: usize,
    found: Vec<(Reverse<usize>, Reverse<u32>)>,
    /// For each number of bands, how many of the best ids share so many.
    sharing: Vec<usize>,
    /// Lower ids that share fewer bands than this are not among the best.
    least: usize,
    left_out: bool,
}

/// Ranks the members of the buckets of a query. `few` has the members of small buckets, each once for
/// each bucket; `many` are the large buckets.
///
/// Blocks of ids are read from the highest on. An id is among the best if fewer than `limit` higher ids
/// share as many bands.
pub(super) fn rank(
    mut few: Vec<u32>,
    many: &[&Blocks],
    bands: usize,
    limit: usize,
) -> RankedCandidates {
    few.sort_unstable_by_key(|&id| Reverse(id));
    if many.is_empty() || limit == 0 {
        let bounded = !many.is_empty();
        let ranked = rank_few(&few, limit);
        return RankedCandidates { bounded: bounded || ranked.bounded, ..ranked };
    }
    let (mut best, mut tally) = (Best::new(limit, bands), Tally::up_to(bands));
    let mut room = COUNTED;
    let mut bounded = false;
    let mut few = few.into_iter().peekable();
    let mut many: Vec<_> = many.iter().map(|set| set.highest_first().peekable()).collect();
    while let Some(number) = next_block(&mut few, &mut many) {
        tally.clear();
        while let Some(id) = few.next_if(|&id| split(id).0 == number) {
            tally.add_one(split(id).1);
        }
        for set in &mut many {
            if let Some((_, block)) = set.next_if(|&(other, _)| other == number) {
                tally.add(block);
                room = room.saturating_sub(steps(block));
            }
        }
        best.take(number, &tally);
        room = room.saturating_sub(WORDS);
        if room == 0 {
            bounded |= many.iter_mut().any(|set| set.next().is_some());
            many.clear();
        }
    }
    let (ids, left_out) = best.finish();
    RankedCandidates { ids, bounded: bounded || left_out }
}

fn rank_few(few: &[u32], limit: usize) -> RankedCandidates {
    let mut ranked: Vec<(Reverse<usize>, Reverse<u32>)> =
        few.chunk_by(|a, b| a == b).map(|same| (Reverse(same.len()), Reverse(same[0]))).collect();
    ranked.sort_unstable();
    let bounded = ranked.len() > limit;
    ranked.truncate(limit);
    RankedCandidates { ids: ranked.into_iter().map(|(_, Reverse(id))| id).collect(), bounded }
}

/// The highest block that is left.
fn next_block<'b>(
    few: &mut Peekable<impl Iterator<Item = u32>>,
    many: &mut [Peekable<impl Iterator<Item = (u32, &'b Block)>>],
) -> Option<u32> {
    let few = few.peek().map(|&id| split(id).0);
    many.iter_mut().filter_map(|set| set.peek().map(|&(number, _)| number)).chain(few).max()
}

fn steps(block: &Block) -> usize {
    match block {
        Block::Listed(members) => members.len(),
        Block::Bits(_, bits) => bits.len(),
    }
}

impl Best {
    fn new(limit: usize, bands: usize) -> Best {
        let sharing = vec![0; bands + 1];
        Best { limit, found: Vec::new(), sharing, least: 1, left_out: false }
    }

    /// Takes the ids of a block that are among the best of all up to now.
    fn take(&mut self, number: u32, tally: &Tally) {
        let before = self.found.len();
        let mut equal = tally.at_least(self.least);
        if !is_empty(&equal) {
            let mut better = tally.at_least(self.least + 1);
            // Enough ids of this block share more bands: those that share just `least` are not among the best.
            while ones(&better) >= self.limit {
                self.least += 1;
                equal = better;
                better = tally.at_least(self.least + 1);
            }
            self.extend(number, tally, highest_first(&better));
            equal.iter_mut().zip(&better).for_each(|(equal, better)| *equal &= !better);
            let room = self.limit.saturating_sub(self.sharing_at_least(self.least));
            self.extend(number, tally, highest_first(&equal).take(room));
            while self.sharing_at_least(self.least) >= self.limit {
                self.least += 1;
            }
        }
        self.left_out = self.left_out || ones(&tally.at_least(1)) > self.found.len() - before;
    }

    fn extend(&mut self, number: u32, tally: &Tally, members: impl Iterator<Item = u16>) {
        for last in members {
            let count = tally.count(last);
            self.sharing[count] += 1;
            self.found.push((Reverse(count), Reverse((number << BLOCK_BITS) + u32::from(last))));
        }
    }

    fn sharing_at_least(&self, count: usize) -> usize {
        self.sharing.iter().skip(count).sum()
    }

    fn finish(mut self) -> (Vec<u32>, bool) {
        self.found.sort_unstable();
        let left_out = self.left_out || self.found.len() > self.limit;
        self.found.truncate(self.limit);
        (self.found.into_iter().map(|(_, Reverse(id))| id).collect(), left_out)
    }
}
