//! The buckets of one band, for all texts at once.

use super::candidates::{CANDIDATES_PER_BUCKET, CandidatePairs};
use super::equal_keys::EqualKeys;

/// The buckets of one band that have at least two members.
///
/// Time: O(n) for n entries, O(n log n) for keys that were chosen to collide. One bucket with all
/// entries takes no longer than none. Memory: 8 bytes an entry while it is built, then 4 bytes a member
/// and 4 a bucket. Bands are independent of one another, so each may be a task of its own; a
/// [`BandJoin`] builds one after the other in the same memory.
///
/// # Examples
/// ```
/// use retold::lsh::Buckets;
///
/// let buckets = Buckets::from_band(&[7, 3, 7, 9, 3, 7], &[0, 1, 2, 3, 4, 5]);
/// let members: Vec<&[u32]> = buckets.iter().collect();
/// assert_eq!(members, [&[0, 2, 5][..], &[1, 4]]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buckets {
    /// The members of all buckets, one bucket after another.
    members: Vec<u32>,
    /// The end of each bucket in the list of members.
    ends: Vec<u32>,
}

impl Buckets {
    /// Groups the ids with equal keys: `keys[i]` is the band key of `ids[i]`.
    ///
    /// Leave out texts without a signature.
    ///
    /// # Panics
    /// If the lists differ in length or have more than 2³² − 1 entries.
    pub fn from_band(keys: &[u64], ids: &[u32]) -> Buckets {
        BandJoin::default().join_ids(keys, ids)
    }

    /// Groups the ids 0, 1, 2 …: `keys[i]` is the band key of id i.
    ///
    /// # Panics
    /// If there are more than 2³² − 1 keys.
    pub fn from_keys(keys: &[u64]) -> Buckets {
        BandJoin::default().join(keys)
    }

    /// Takes groups of ids that were found elsewhere, for example in parts of a band. A group of fewer than two
    /// different ids is no bucket.
    ///
    /// # Panics
    /// If the groups have more than 2³² − 1 members together.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Buckets;
    ///
    /// let buckets = Buckets::from_groups([vec![5, 0, 2], vec![3, 3], vec![1, 4]]);
    /// assert_eq!(buckets.iter().collect::<Vec<_>>(), [&[0, 2, 5][..], &[1, 4]]);
    /// ```
    pub fn from_groups<G: IntoIterator<Item = u32>>(
        groups: impl IntoIterator<Item = G>,
    ) -> Buckets {
        let mut buckets = Buckets::default();
        for group in groups {
            let start = buckets.members.len();
            buckets.members.extend(group);
            if buckets.members.len() > start {
                buckets.close(start);
            }
            let members = buckets.members.len();
            assert!(u32::try_from(members).is_ok(), "a band holds fewer than 2^32 entries");
        }
        buckets
    }

    /// Ends the bucket that starts at `start`: sorts its members and removes duplicates. An id that was
    /// listed twice makes no bucket by itself.
    fn close(&mut self, start: usize) {
        let members = &mut self.members[start..];
        if !members.is_sorted() {
            members.sort_unstable();
        }
        let mut end = start + 1;
        for next in start + 1..self.members.len() {
            if self.members[next] != self.members[end - 1] {
                self.members[end] = self.members[next];
                end += 1;
            }
        }
        if end == start + 1 {
            end = start;
        } else {
            self.ends.push(end as u32);
        }
        self.members.truncate(end);
    }

    /// The number of buckets.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no two ids share a bucket.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The buckets, in an order that depends on the keys. The members of each are ascending.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let end = end as usize;
            &self.members[std::mem::replace(&mut start, end)..end]
        })
    }

    /// The pairs of ids that share a bucket: all of them, except in a bucket of more than
    /// [`CANDIDATES_PER_BUCKET`] members.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Buckets;
    ///
    /// let ids: Vec<u32> = (0..1000).collect();
    /// let found = Buckets::from_band(&[7; 1000], &ids).candidate_pairs();
    /// assert_eq!(found.truncated, 1);
    /// assert!(found.pairs.contains(&(0, 999)) && !found.pairs.contains(&(500, 999)));
    /// ```
    pub fn candidate_pairs(&self) -> CandidatePairs {
        self.candidate_pairs_with_limit(CANDIDATES_PER_BUCKET)
    }

    /// The same as [`candidate_pairs`](Buckets::candidate_pairs), with another limit, at least 16.
    pub fn candidate_pairs_with_limit(&self, limit: usize) -> CandidatePairs {
        CandidatePairs::of_buckets(self.iter(), limit)
    }
}

/// Builds the [`Buckets`] of one band after the other, and reuses its memory. That saves a quarter of
/// the time for bands of ten million entries.
///
/// # Examples
/// ```
/// use retold::lsh::{BandJoin, Buckets};
///
/// let bands = [[7, 3, 7, 9], [2, 4, 4, 4]];
/// let mut join = BandJoin::default();
/// let buckets: Vec<Buckets> = bands.iter().map(|keys| join.join(keys)).collect();
/// assert_eq!(buckets[0].iter().collect::<Vec<_>>(), [[0, 2]]);
/// assert_eq!(buckets[1].iter().collect::<Vec<_>>(), [[1, 2, 3]]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct BandJoin {
    equal: EqualKeys,
}

impl BandJoin {
    /// The same as [`Buckets::from_keys`].
    ///
    /// # Panics
    /// If there are more than 2³² − 1 keys.
    pub fn join(&mut self, keys: &[u64]) -> Buckets {
        assert!(u32::try_from(keys.len()).is_ok(), "a band holds fewer than 2^32 entries");
        let mut buckets = Buckets::default();
        self.equal.each_part(keys, |entries, ends| {
            let start = buckets.members.len() as u32;
            buckets.members.extend_from_slice(entries);
            buckets.ends.extend(ends.iter().map(|end| start + end));
        });
        buckets
    }

    /// The same as [`Buckets::from_band`].
    ///
    /// # Panics
    /// If the lists differ in length or have more than 2³² − 1 entries.
    ///
    /// # Examples
    /// ```
    /// let mut join = retold::lsh::BandJoin::default();
    /// let buckets = join.join_ids(&[7, 3, 7], &[10, 20, 30]);
    /// assert_eq!(buckets.iter().collect::<Vec<_>>(), [[10, 30]]);
    /// ```
    pub fn join_ids(&mut self, keys: &[u64], ids: &[u32]) -> Buckets {
        assert_eq!(keys.len(), ids.len(), "every key has an id");
        assert!(u32::try_from(keys.len()).is_ok(), "a band holds fewer than 2^32 entries");
        let mut buckets = Buckets::default();
        // The start of the bucket that is not closed yet. It may continue with the next entries.
        let mut start = 0;
        self.equal.each_part(keys, |entries, ends| {
            let mut rest = 0;
            for &end in ends {
                let equal = &entries[std::mem::replace(&mut rest, end as usize)..end as usize];
                buckets.members.extend(equal.iter().map(|&entry| ids[entry as usize]));
                buckets.close(start);
                start = buckets.members.len();
            }
            buckets.members.extend(entries[rest..].iter().map(|&entry| ids[entry as usize]));
        });
        buckets
    }
}
