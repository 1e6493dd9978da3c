//! Seeds that occur in several places.
//!
//! In prose nearly every seed occurs once. A bitmap finds most of these before anything is copied or
//! sorted: each seed sets a bit of the first map when it is met, and one of the second when that bit
//! was set. Then one step of a radix sort brings equal seeds together, and a bucket is sorted only if
//! it has several seeds.
//!
//! Invariant: every seed with two places or more is kept, with all its places in order. The bitmap may keep
//! a few others, which the sort removes.
//!
//! Cost: O(p) for p postings, and a sort of the few that are in one bucket; memory for a bitmap of 8 to
//! 16 bits a posting and a copy of the repeated ones.

use super::fingerprint::Posting;
use super::settings::PassageSettings;
use crate::model::DocumentId;

/// The postings of one partition whose seed occurs in several places, sorted by seed and place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repeated {
    /// Those of seeds in up to [`frequent`](PassageSettings::frequent) places.
    pub(crate) rare: Vec<Posting>,
    /// Those of seeds in more places than [`frequent`](PassageSettings::frequent).
    pub(crate) frequent: Vec<Posting>,
}

/// A placeholder that is overwritten.
const BLANK: Posting = Posting { hash: 0, document: DocumentId(0), position: 0 };

/// Fewer postings than this are not filtered by a bitmap.
const FEW: usize = 2048;

/// Selects the postings of one partition whose seed occurs in several places. `parts` are the postings
/// in the order of the documents.
pub(crate) fn keep_repeated(
    parts: &[impl AsRef<[Posting]>],
    settings: &PassageSettings,
) -> Repeated {
    let mut repeated = Repeated::default();
    let mut postings = perhaps_repeated(parts);
    let buckets = bring_together(&mut postings);
    let mut rest = &mut postings[..];
    for len in buckets {
        let bucket;
        (bucket, rest) = rest.split_at_mut(len);
        if bucket.windows(2).any(|pair| pair[0].hash != pair[1].hash) {
            // A stable sort takes linear time if a few seeds have all places.
            bucket.sort_by_key(|posting| posting.hash);
        }
        for places in bucket.chunk_by_mut(|x, y| x.hash == y.hash) {
            if places.len() < 2 {
                continue;
            }
            if !places.is_sorted() {
                places.sort_unstable();
            }
            let is_frequent = places.len() > settings.frequent();
            let kept = if is_frequent { &mut repeated.frequent } else { &mut repeated.rare };
            kept.extend_from_slice(places);
        }
    }
    repeated
}

/// All postings whose seed occurs in several places, and a few others.
fn perhaps_repeated(parts: &[impl AsRef<[Posting]>]) -> Vec<Posting> {
    let all = || parts.iter().flat_map(AsRef::as_ref);
    let len: usize = parts.iter().map(|part| part.as_ref().len()).sum();
    if len < FEW {
        return all().copied().collect();
    }
    let words = (len / 8).next_power_of_two();
    // The bits of seeds met once and met again, next to each other: one access to memory finds both.
    let mut met = vec![[0_u64; 2]; words];
    // The lowest bits chose the partition, and winnowing keeps seeds with small hashes, so the highest bits are
    // nearly all 0. Only the bits between differ.
    let slot = |hash: u64| {
        let slot = (hash >> 16) as usize;
        ((slot / 64) & (words - 1), 1_u64 << (slot % 64))
    };
    for posting in all() {
        let (word, bit) = slot(posting.hash);
        let [once, again] = &mut met[word];
        *again |= *once & bit;
        *once |= bit;
    }
    // Each posting is written, and overwritten by the next one unless `end` moves. That needs no branch,
    // which would be mispredicted.
    let mut repeated = Vec::new();
    for part in parts {
        let (part, first) = (part.as_ref(), repeated.len());
        repeated.resize(first + part.len(), BLANK);
        let mut end = first;
        for &posting in part {
            let (word, bit) = slot(posting.hash);
            repeated[end] = posting;
            end += usize::from(met[word][1] & bit != 0);
        }
        repeated.truncate(end);
    }
    repeated
}

/// Sorts postings into buckets by some bits of their seed, in their order, and returns the lengths of the
/// buckets.
///
/// One step of a radix sort, since a few seeds may have nearly all places, in order already.
fn bring_together(postings: &mut Vec<Posting>) -> Vec<usize> {
    let buckets = (postings.len() / 2).next_power_of_two();
    let bucket = |posting: &Posting| (posting.hash >> 16) as usize & (buckets - 1);
    let mut lens = vec![0; buckets];
    for posting in &*postings {
        lens[bucket(posting)] += 1;
    }
    let mut total = 0;
    let mut ends = vec![0; buckets];
    for (end, &len) in ends.iter_mut().zip(&lens) {
        *end = total;
        total += len;
    }
    let mut sorted = vec![BLANK; total];
    for posting in &*postings {
        let end = &mut ends[bucket(posting)];
        sorted[*end] = *posting;
        *end += 1;
    }
    *postings = sorted;
    lens
}
