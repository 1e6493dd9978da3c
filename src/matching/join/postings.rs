//! The inverted index of the prefix filter: for each key the ranks of the sets that have it.
//!
//! Entries are sorted into buckets by the upper bits of their key, and by rank inside a bucket. Memory:
//! 8 bytes an entry and 4 a bucket.

/// For each key the ranks of its sets, ascending.
#[derive(Clone, Debug)]
pub(super) struct Postings {
    /// The rank in the upper half, the lower half of the key below it. A bucket has a few keys, which that
    /// half distinguishes. If two keys share it, verification removes the false candidates.
    entries: Vec<u64>,
    ends: Vec<u32>,
    shift: u32,
}

/// The postings of neighbouring buckets.
pub(crate) struct PostingsPart {
    entries: Vec<u64>,
    ends: Vec<u32>,
}

/// The most parts of the postings, as a power of two.
pub(super) const MOST_PART_BITS: u32 = 4;

/// How many bits of a key its bucket does not depend on, for so many keys in all.
pub(super) fn shift(keys: usize) -> u32 {
    assert!(u32::try_from(keys).is_ok(), "postings are numbered in 32 bits, got {keys}");
    64 - keys.next_power_of_two().ilog2().clamp(MOST_PART_BITS, 31)
}

impl PostingsPart {
    /// Indexes each rank for those of its keys that belong to one of 2ᵇⁱᵗˢ parts, in the order of
    /// the ranks.
    pub(super) fn new<'k>(
        of_ranks: impl Iterator<Item = &'k [u64]> + Clone,
        part: usize,
        part_bits: u32,
        shift: u32,
    ) -> PostingsPart {
        let buckets = 1 << (64 - shift - part_bits);
        let place = |key: u64| bucket(key, shift).wrapping_sub(part * buckets);
        let mut ends = vec![0_u32; buckets + 1];
        for &key in of_ranks.clone().flatten() {
            if let Some(end) = ends[1..].get_mut(place(key)) {
                *end += 1;
            }
        }
        for bucket in 1..ends.len() {
            ends[bucket] += ends[bucket - 1];
        }
        let mut entries = vec![0; ends[buckets] as usize];
        let next_of = &mut ends[..buckets];
        for (rank, keys) in (0_u64..).zip(of_ranks) {
            for &key in keys {
                if let Some(next) = next_of.get_mut(place(key)) {
                    entries[*next as usize] = rank << 32 | key & u64::from(u32::MAX);
                    *next += 1;
                }
            }
        }
        ends.pop();
        PostingsPart { entries, ends }
    }
}

impl Postings {
    /// Joins all parts, in their order.
    pub(super) fn new(parts: Vec<PostingsPart>, shift: u32) -> Postings {
        let len = parts.iter().map(|part| part.entries.len()).sum();
        let mut postings = Postings { entries: Vec::with_capacity(len), ends: Vec::new(), shift };
        postings.ends.reserve_exact(1 << (64 - shift));
        for part in parts {
            let before = postings.entries.len() as u32;
            postings.entries.extend(part.entries);
            postings.ends.extend(part.ends.iter().map(|end| before + end));
        }
        postings
    }

    /// The number of ranks and keys.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.entries[..]) + size_of_val(&self.ends[..])
    }

    /// How many ranks in `first..last` are in the bucket of a key: those of the key and of a few others.
    pub(super) fn at_most(&self, key: u64, first: u32, last: u32) -> usize {
        let entries = self.near(key);
        let before = |rank: u32| entries.partition_point(|entry| entry >> 32 < u64::from(rank));
        before(last).saturating_sub(before(first))
    }

    /// The ranks in `first..last` of a key.
    #[inline]
    pub(super) fn ranks(&self, key: u64, first: u32, last: u32) -> impl Iterator<Item = u32> {
        let entries = self.near(key);
        let skipped = entries.partition_point(|entry| entry >> 32 < u64::from(first));
        entries[skipped..]
            .iter()
            .take_while(move |&&entry| entry >> 32 < u64::from(last))
            .filter(move |&&entry| entry as u32 == key as u32)
            .map(|&entry| (entry >> 32) as u32)
    }

    /// The bucket of a key.
    #[inline]
    fn near(&self, key: u64) -> &[u64] {
        let bucket = bucket(key, self.shift);
        let start = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
        &self.entries[start as usize..self.ends[bucket] as usize]
    }
}

#[inline]
fn bucket(key: u64, shift: u32) -> usize {
    (key << 8 >> shift) as usize
}
