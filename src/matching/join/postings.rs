//! Who has this rare shingle?

/// For each key the ranks that it is indexed for, ascending.
#[derive(Clone, Debug)]
pub(super) struct Postings {
    /// Rank above the lower half of the key. A bucket holds a few keys, told apart by that half;
    /// should two keys share it, verification tells them apart.
    entries: Vec<u64>,
    ends: Vec<u32>,
    shift: u32,
}

impl Postings {
    /// Indexes each rank for some keys, in the order of the ranks.
    pub(super) fn new<'k>(of_ranks: impl Iterator<Item = &'k [u64]> + Clone) -> Postings {
        let total: usize = of_ranks.clone().map(<[u64]>::len).sum();
        assert!(u32::try_from(total).is_ok(), "postings are numbered in 32 bits, got {total}");
        let bits = total.next_power_of_two().ilog2().clamp(1, 31);
        let shift = 64 - bits;
        let mut ends = vec![0_u32; (1 << bits) + 1];
        for &key in of_ranks.clone().flatten() {
            ends[bucket(key, shift) + 1] += 1;
        }
        for bucket in 1..ends.len() {
            ends[bucket] += ends[bucket - 1];
        }
        let mut entries = vec![0; total];
        for (rank, keys) in (0_u64..).zip(of_ranks) {
            for &key in keys {
                let next = &mut ends[bucket(key, shift)];
                entries[*next as usize] = rank << 32 | key & u64::from(u32::MAX);
                *next += 1;
            }
        }
        Postings { entries, ends, shift }
    }

    /// The number of ranks and keys.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.entries[..]) + size_of_val(&self.ends[..])
    }

    /// How many ranks from `first` up to, not including, `last` are indexed under a key, and under
    /// those next to it.
    pub(super) fn at_most(&self, key: u64, first: u32, last: u32) -> usize {
        let entries = self.near(key);
        let before = |rank: u32| entries.partition_point(|entry| entry >> 32 < u64::from(rank));
        before(last).saturating_sub(before(first))
    }

    /// The ranks from `first` up to, not including, `last` that are indexed under a key.
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

    /// All that is in the bucket of a key.
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
