//! Which seeds stand in several places?

use super::fingerprint::Posting;
use super::settings::PassageSettings;
use crate::model::DocumentId;

/// The postings of one partition whose seed stands in several places: the places of each seed side
/// by side, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repeated {
    /// Those of seeds in few places, which are compared all with all.
    pub(crate) rare: Vec<Posting>,
    /// Those of seeds in more places than [`frequent`](PassageSettings::frequent).
    pub(crate) frequent: Vec<Posting>,
}

/// What is written over.
const BLANK: Posting = Posting { hash: 0, document: DocumentId(0), position: 0 };

/// So few postings are not worth a bitmap: a pair of documents has no more.
const FEW: usize = 2048;

/// The postings of one partition, in as many parts as they came in, whose seed stands in several
/// places.
///
/// In prose nearly every seed is the only one of its kind; a bitmap of 8 bits a posting finds most
/// of those before anything is copied or sorted.
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
            // A stable sort takes linear time where few seeds have all the places.
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

/// All postings whose seed stands in several places, and a few more.
fn perhaps_repeated(parts: &[impl AsRef<[Posting]>]) -> Vec<Posting> {
    let all = || parts.iter().flat_map(AsRef::as_ref);
    let len: usize = parts.iter().map(|part| part.as_ref().len()).sum();
    if len < FEW {
        return all().copied().collect();
    }
    let words = (len / 8).next_power_of_two();
    // Which seeds were met once, and which again: side by side, for one look into memory.
    let mut met = vec![[0_u64; 2]; words];
    // The lowest bits chose the partition, and the seeds that were kept have small hashes: the
    // bits between are the ones that tell seeds apart.
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
    // Each is written, and stays if the next one goes behind it: which ones are repeated cannot be
    // foreseen where many are.
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

/// Brings equal seeds together, in the order in which they came, and gives the lengths of the
/// buckets that each has its own in.
///
/// One step of a radix sort, since most of what there is may be a few seeds that stand in very many
/// places, each of them in order already.
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
