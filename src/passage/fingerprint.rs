//! Winnowing: the seeds of a document that are indexed.
//!
//! A *seed* is a run of k tokens. Of each window of w consecutive seeds the one with the smallest hash
//! is kept, the rightmost of equal ones (Schleimer, Wilkerson & Aiken 2003). Example with w = 3:
//!
//! ```text
//! position   0  1  2  3  4  5
//! hash       7  2  9  4  4  6
//! windows    [7 2 9] keeps 1, [2 9 4] keeps 1, [9 4 4] keeps 4, [4 4 6] keeps 4
//! ```
//!
//! Invariant: which seed a window keeps depends on its own tokens alone. So two places that share w + k - 1 tokens
//! keep one seed in common, at the same offset.
//!
//! Cost: O(n) for n tokens. Hashes are made in blocks, and masks of 64 bits show which are kept
//! (`kernel`): the branches of a moving window take longer.

use super::kernel::{self, SEEDS};
use super::settings::{MAX_WINDOW, PassageSettings};
use crate::hash::{ShingleHash, shingle_hash};
use crate::model::DocumentId;
use crate::shingle::run_hashes;
use std::ops::Range;

/// How many seeds are hashed at once: their hashes stay in the nearest cache.
const BLOCK: usize = 8 * SEEDS;

/// The longest run in whose hash the order of all tokens counts (see [`shingle_hash`]).
const MAX_WIDE: usize = 64;

/// A seed and its position: 16 bytes.
///
/// Ordered by hash, then by place.
///
/// # Examples
/// ```
/// use retold::passage::Posting;
/// use retold::DocumentId;
///
/// let posting = Posting { hash: u64::MAX, document: DocumentId(0), position: 7 };
/// assert_eq!(posting.partition(4), 15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Posting {
    /// The hash of the seed's tokens.
    pub hash: u64,
    /// The document.
    pub document: DocumentId,
    /// The first token of the seed.
    pub position: u32,
}

impl Posting {
    /// The partition that the posting belongs to, among 2ᵇⁱᵗˢ of about equal size: equal seeds
    /// share one.
    ///
    /// The low bits decide: the seeds that are kept are those with small hashes.
    ///
    /// # Panics
    /// In debug builds, if `bits` is over 16.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::Posting;
    ///
    /// let posting = Posting { hash: 0b1101, document: Default::default(), position: 0 };
    /// assert_eq!((posting.partition(0), posting.partition(2)), (0, 1));
    /// ```
    #[inline]
    pub fn partition(self, bits: u32) -> usize {
        debug_assert!(bits <= 16, "at most 2^16 partitions");
        self.hash as usize & ((1 << bits) - 1)
    }
}

/// Gives the postings of a document to `sink`, in the order of the text.
///
/// Winnowing (Schleimer, Wilkerson & Aiken 2003): of each `w` consecutive seeds of `k` tokens the one
/// with the smallest hash is kept, the rightmost of equal ones. Two places that share `w + k - 1`
/// tokens keep a seed in common, at the same offset; that sum is the
/// [`guarantee`](PassageSettings::guarantee). About 2 in `w + 1` seeds are kept. A document of at least
/// `k` tokens keeps at least one.
///
/// O(n) time, whatever the text. Tokens may be any numbers, also consecutive ones, if equal tokens have
/// equal numbers and others do not.
///
/// # Examples
/// ```
/// use retold::DocumentId;
/// use retold::passage::{PassageSettings, fingerprint};
///
/// let tokens: Vec<u64> = (0..1000_u64).map(retold::hash::mix64).collect();
/// let mut kept = 0;
/// fingerprint(DocumentId(0), &tokens, &PassageSettings::default(), |_| kept += 1);
/// assert!((400..600).contains(&kept));
/// ```
pub fn fingerprint(
    document: DocumentId,
    tokens: &[u64],
    settings: &PassageSettings,
    mut sink: impl FnMut(Posting),
) {
    let k = settings.seed_length();
    let Some(seeds) = (tokens.len() + 1).checked_sub(k).filter(|&seeds| seeds > 0) else {
        return;
    };
    let window = settings.window().min(seeds);
    let reach = window - 1;
    // The hashes of a block and of `reach` seeds on either side. Beyond the text they are 0, which no hash
    // is less than, so no window that crosses its end keeps a seed.
    let mut block = [0; BLOCK + 2 * MAX_WINDOW];
    for start in (0..seeds).step_by(BLOCK) {
        let from = start.saturating_sub(reach);
        let to = (start + BLOCK + reach).min(seeds);
        let hashes = &mut block[reach + from - start..];
        run_hashes(k, &tokens[from..to + k - 1], &mut hashes[..to - from]);
        hashes[to - from..].iter_mut().take(SEEDS + reach).for_each(|hash| *hash = 0);
        for first in (start..seeds.min(start + BLOCK)).step_by(SEEDS) {
            let mut kept = kernel::kept(&block, reach + first - start, window);
            if first == 0 {
                kept = kept_at_the_head(&block[reach..], kept, window);
            }
            if seeds - first < SEEDS {
                kept &= (1 << (seeds - first)) - 1;
            }
            while kept > 0 {
                let position = first + kept.trailing_zeros() as usize;
                kept &= kept - 1;
                let hash = block[reach + position - start];
                sink(Posting { hash, document, position: position as u32 });
            }
        }
    }
}

/// Gives those postings to `sink` that [`fingerprint`] has at the positions of `part`.
pub(super) fn fingerprint_part(
    document: DocumentId,
    tokens: &[u64],
    part: Range<usize>,
    settings: &PassageSettings,
    mut sink: impl FnMut(Posting),
) {
    let k = settings.seed_length();
    let seeds = (tokens.len() + 1).saturating_sub(k);
    if part.start >= part.end.min(seeds) {
        return;
    }
    // All windows that contain a seed of the part.
    let reach = settings.window() - 1;
    let from = part.start.saturating_sub(reach);
    let to = (part.end + reach + k - 1).min(tokens.len());
    fingerprint(document, &tokens[from..to], settings, |posting| {
        let position = posting.position + from as u32;
        if part.contains(&(position as usize)) {
            sink(Posting { position, ..posting });
        }
    });
}

/// Corrects the bits of the first seeds of a document, which have no whole window before them.
fn kept_at_the_head(hashes: &[u64], kept: u64, window: usize) -> u64 {
    (0..window - 1).fold(kept, |kept, seed| {
        kept & !(1 << seed) | u64::from(kernel::is_kept(hashes, seed, window)) << seed
    })
}

/// Calls `each` with the start and the hash of every run of guaranteed length (one window) for which
/// the seed at a place was kept.
///
/// Every run has one such seed, and equal runs have it at the same offset.
pub(super) fn each_run_of(
    place: Posting,
    tokens: &[u64],
    settings: &PassageSettings,
    mut each: impl FnMut(u32, u64),
) {
    let (guarantee, window) = (settings.guarantee(), settings.window());
    let at = place.position as usize;
    let from = at.saturating_sub(window - 1);
    let around = &tokens[from..(at + guarantee).min(tokens.len())];
    // The seeds around that a window with them would keep instead.
    let mut beats = [false; 2 * MAX_WINDOW];
    for (seed, hash) in rolled(around, settings.seed_length()).enumerate() {
        // Of equal hashes the rightmost is kept, so an equal one further right wins too.
        beats[seed] = hash < place.hash || (hash == place.hash && from + seed > at);
    }
    for (start, hash) in rolled(around, guarantee).enumerate() {
        if !beats[start..start + window].contains(&true) {
            each((from + start) as u32, hash);
        }
    }
}

/// The hashes of the two runs of [`wide_len`] tokens that begin and that end with the guaranteed run at
/// `start`. None where they would cross an end of the document, or where a passage need not be longer
/// than the guaranteed run. `frequent_linker` explains their use.
pub(super) fn wide_runs(
    start: u32,
    tokens: &[u64],
    settings: &PassageSettings,
) -> [Option<u64>; 2] {
    let len = wide_len(settings);
    let more = len - settings.guarantee();
    if more == 0 {
        return [None; 2];
    }
    let run = |start: usize| Some(shingle_hash(tokens.get(start..start + len)?));
    let start = start as usize;
    [run(start), start.checked_sub(more).and_then(run)]
}

/// The length of the [`wide_runs`]: that of the shortest passage, if its order counts in a hash.
pub(super) fn wide_len(settings: &PassageSettings) -> usize {
    settings.min_words().min(MAX_WIDE).max(settings.guarantee())
}

/// The hashes of all runs of `len` tokens.
fn rolled(tokens: &[u64], len: usize) -> impl Iterator<Item = u64> {
    let mut rolling = ShingleHash::default();
    tokens.iter().enumerate().filter_map(move |(at, &token)| {
        rolling.push(token);
        if rolling.len() < len {
            return None;
        }
        let hash = rolling.finish();
        rolling.pop(tokens[at + 1 - len]);
        Some(hash)
    })
}

#[cfg(test)]
mod tests {
    use super::{PassageSettings, fingerprint, fingerprint_part};
    use crate::hash::mix64;
    use crate::model::DocumentId;

    /// Any part of a text has the postings that the whole text has there, also at the ends.
    #[test]
    fn a_part_has_the_postings_of_the_whole() {
        for settings in [PassageSettings::default(), PassageSettings::large_corpus()] {
            for len in (0..60).chain([500, 700]) {
                // Few different tokens, so that many seeds are equal.
                let tokens: Vec<u64> = (0..len).map(|at| mix64(mix64(at) % 3)).collect();
                let mut whole = Vec::new();
                fingerprint(DocumentId(7), &tokens, &settings, |posting| whole.push(posting));
                let starts = (0..=len as usize + 1).step_by(1 + len as usize / 60);
                for (from, more) in starts.flat_map(|from| [0, 1, 2, 3, 9, 200].map(|x| (from, x)))
                {
                    let to = from + more;
                    let mut part = Vec::new();
                    fingerprint_part(DocumentId(7), &tokens, from..to, &settings, |posting| {
                        part.push(posting);
                    });
                    let mut expected = whole.clone();
                    expected.retain(|posting| (from..to).contains(&(posting.position as usize)));
                    assert_eq!(part, expected, "{from}..{to} of {len}");
                }
            }
        }
    }
}
