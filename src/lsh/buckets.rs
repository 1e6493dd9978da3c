//! One band of all texts at once.

use super::candidates::{CANDIDATES_PER_BUCKET, CandidatePairs};
use super::equal_keys::EqualKeys;

/// The buckets of one band with at least two members, made in one go.
///
/// Time: O(n) for n entries with keys of any distribution, O(n log n) for keys that were chosen to
/// collide: one bucket that holds everything costs no more than none at all. Memory: 8 bytes an
/// entry while it is made, 4 bytes a member and 4 a bucket. Bands do not depend on one another, so
/// each can be a task of its own; a [`BandJoin`] makes one after another in the same memory.
///
/// # Examples
/// ```
/// use retold::lsh::Buckets;
///
/// let buckets = Buckets::of_band(&[7, 3, 7, 9, 3, 7], &[0, 1, 2, 3, 4, 5]);
/// let members: Vec<&[u32]> = buckets.iter().collect();
/// assert_eq!(members, [&[0, 2, 5][..], &[1, 4]]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buckets {
    /// The members of all buckets, one bucket after another.
    members: Vec<u32>,
    /// Where each bucket ends among the members.
    ends: Vec<u32>,
}

impl Buckets {
    /// Brings together the ids whose keys are equal: `keys[i]` is the band key of `ids[i]`.
    ///
    /// Texts without a signature are left out of both lists.
    ///
    /// # Panics
    /// If the lists differ in length or have more than 2³² − 1 entries.
    pub fn of_band(keys: &[u64], ids: &[u32]) -> Buckets {
        BandJoin::default().join_ids(keys, ids)
    }

    /// The same for the ids 0, 1, 2 …, which need no list.
    ///
    /// # Panics
    /// If there are more than 2³² − 1 keys.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Buckets;
    ///
    /// let buckets = Buckets::of_keys(&[7, 3, 7, 9, 3, 7]);
    /// assert_eq!(buckets, Buckets::of_band(&[7, 3, 7, 9, 3, 7], &[0, 1, 2, 3, 4, 5]));
    /// ```
    pub fn of_keys(keys: &[u64]) -> Buckets {
        BandJoin::default().join(keys)
    }

    /// Ends a bucket that starts at `start`; an id that was named twice is no company to itself.
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

    /// The buckets, in an order that the keys decide; the members of each are ascending.
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
    /// let found = Buckets::of_band(&[7; 1000], &ids).candidate_pairs();
    /// assert_eq!(found.truncated, 1);
    /// assert!(found.pairs.contains(&(0, 999)) && !found.pairs.contains(&(500, 999)));
    /// ```
    pub fn candidate_pairs(&self) -> CandidatePairs {
        self.candidate_pairs_with_limit(CANDIDATES_PER_BUCKET)
    }

    /// As [`candidate_pairs`](Buckets::candidate_pairs), with another limit; below 16 it is 16.
    pub fn candidate_pairs_with_limit(&self, limit: usize) -> CandidatePairs {
        CandidatePairs::of_buckets(self.iter(), limit)
    }
}

/// Makes the [`Buckets`] of one band after another; keeps its memory for the next, which is worth
/// a quarter of the time where bands have ten million entries.
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
    /// As [`Buckets::of_keys`].
    ///
    /// # Panics
    /// If there are more than 2³² − 1 keys.
    ///
    /// # Examples
    /// See [`BandJoin`].
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

    /// As [`Buckets::of_band`].
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
        // Where the bucket starts that is not closed yet.
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
