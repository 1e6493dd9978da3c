//! Candidate pairs of buckets.

/// The largest bucket of which all pairs are listed.
///
/// A bucket of m members has m(m−1)/2 pairs, so a phrase in every document would take the square of
/// their number. With up to 128 members there are at most 64 pairs a member, fewer than a member with
/// several partners in each of its bands has anyway. Exact duplicates are folded before, and 128
/// near-copies of one text are rare.
pub const CANDIDATES_PER_BUCKET: usize = 128;

/// How many members of a larger bucket, the first ones, are paired with all its members.
pub(super) const CENTRES: usize = 16;

/// Pairs of ids that share a bucket: the lower id first, sorted, each pair once.
///
/// Memory: 8 bytes a pair, and at most 64 pairs for each member of each bucket.
///
/// # Examples
/// ```
/// use retold::lsh::{Buckets, CandidatePairs};
///
/// // Four texts, the keys of their first band and of their second.
/// let first = Buckets::from_band(&[5, 7, 5, 5], &[0, 1, 2, 3]).candidate_pairs();
/// let second = Buckets::from_band(&[4, 9, 4, 9], &[0, 1, 2, 3]).candidate_pairs();
/// let candidates = CandidatePairs::merge(vec![first, second]);
/// assert_eq!(candidates.pairs, [(0, 2), (0, 3), (1, 3), (2, 3)]);
/// assert_eq!(candidates.truncated, 0);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct CandidatePairs {
    /// The pairs.
    pub pairs: Vec<(u32, u32)>,
    /// How many buckets were too large to list all their pairs.
    ///
    /// Each member of such a bucket is paired with the bucket's first 16 members only. It is a
    /// count over all bands: the same texts may be counted once a band.
    pub truncated: usize,
}

impl CandidatePairs {
    /// The pairs of some buckets. The members of each bucket must be ascending.
    pub(super) fn of_buckets<'b>(
        buckets: impl IntoIterator<Item = &'b [u32]>,
        limit: usize,
    ) -> CandidatePairs {
        let mut found = CandidatePairs::default();
        for members in buckets {
            found.add_bucket(members, limit);
        }
        found.sorted()
    }

    /// The pairs in order, each once.
    pub(super) fn sorted(mut self) -> CandidatePairs {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self
    }

    /// The pairs of several bands together. The order of the parts does not matter.
    pub fn merge(parts: Vec<CandidatePairs>) -> CandidatePairs {
        let mut merged = CandidatePairs::default();
        for part in parts {
            merged.pairs.extend(part.pairs);
            merged.truncated += part.truncated;
        }
        #[expect(
            clippy::stable_sort_primitive,
            reason = "finds that the parts are sorted runs, and merges them"
        )]
        merged.pairs.sort();
        merged.pairs.dedup();
        merged
    }

    /// Adds the pairs of a bucket, whose members are ascending.
    pub(super) fn add_bucket(&mut self, members: &[u32], limit: usize) {
        let mut centres = members.len();
        if members.len() > limit.max(CENTRES) {
            centres = CENTRES;
            self.truncated += 1;
        }
        for (i, &first) in members[..centres].iter().enumerate() {
            self.pairs.extend(members[i + 1..].iter().map(|&second| (first, second)));
        }
    }
}
