//! The buckets of all bands, for texts that are inserted, removed and looked up one at a time.

use super::banding::Banding;
use super::candidates::{CANDIDATES_PER_BUCKET, CandidatePairs};
use super::extendible_map::ExtendibleMap;
use super::member_set::{MemberSet, MemberSets};
use super::ranked_candidates::{RankedCandidates, rank};
use crate::error::{Error, Result};
use crate::sketch::Signature;

/// A table that finds candidates for one signature at a time.
///
/// The table keeps the band keys, not the signatures. What it returns depends on the entries only, not
/// on the order of insertion or on the random seeds of its hash maps.
///
/// Time: an insertion, a removal and a look-up each take one step a band, and O(log m) in a bucket of m
/// members. The table grows in small steps: an insertion moves at most 448 entries a band (the longest
/// of four million insertions took less than a millisecond). Memory: 20 to 39 bytes a band and bucket,
/// and some 40 to 60 more for a bucket of several members. Measured at 16 bands: 320 to 630 bytes an
/// entry where no texts are alike.
///
/// # Examples
/// ```
/// use retold::lsh::{Banding, BucketTable};
/// use retold::sketch::MinHasher;
///
/// let hasher = MinHasher::new(128)?;
/// let mut table = BucketTable::new(Banding::for_threshold(128, 0.8)?);
/// table.insert(7, &hasher.signature(&[1, 2, 3, 4]).expect("has shingles"))?;
/// table.insert(9, &hasher.signature(&[11, 12, 13]).expect("has shingles"))?;
///
/// let query = hasher.signature(&[4, 3, 2, 1]).expect("has shingles");
/// assert_eq!(table.candidates(&query)?, [7]);
/// assert!(table.remove(7, &query)?);
/// assert_eq!(table.candidates(&query)?, []);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct BucketTable {
    banding: Banding,
    bands: Vec<Band>,
    ids: ExtendibleMap<()>,
    len: usize,
    /// The first signature, whose kind, length and seed all others must have.
    model: Option<Signature>,
}

/// The buckets of one band.
#[derive(Clone, Debug, Default)]
struct Band {
    buckets: ExtendibleMap<Bucket>,
    member_sets: MemberSets,
}

/// Most buckets have one member, so a bucket is as small as that.
#[derive(Clone, Copy, Debug)]
enum Bucket {
    One(u32),
    /// The number of the member set with the members.
    MemberSet(u32),
}

/// The members of the bucket of one key.
#[derive(Clone, Copy, Debug)]
enum Members<'t> {
    None,
    One(u32),
    MemberSet(&'t MemberSet),
}

impl BucketTable {
    /// An empty table.
    pub fn new(banding: Banding) -> BucketTable {
        BucketTable {
            banding,
            bands: vec![Band::default(); banding.bands()],
            ids: ExtendibleMap::default(),
            len: 0,
            model: None,
        }
    }

    /// The banding of the table.
    pub fn banding(&self) -> Banding {
        self.banding
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Inserts a signature under an id. Inserting it again has no effect.
    ///
    /// # Errors
    /// If the signature is too short for the banding, or differs from the first one of this table
    /// in kind, length, seed or version; or if the id is taken by a signature with other bands. The
    /// table then stays as it was.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::{Banding, BucketTable};
    /// use retold::sketch::MinHasher;
    ///
    /// let mut table = BucketTable::new(Banding::new(16, 6)?);
    /// let short = MinHasher::new(64)?.signature(&[1, 2]).expect("has shingles");
    /// assert_eq!(
    ///     table.insert(0, &short).unwrap_err().to_string(),
    ///     "16 bands x 6 rows need 96 slots, the signature has 64: \
    ///      use fewer bands or rows, or a longer signature"
    /// );
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn insert(&mut self, id: u32, signature: &Signature) -> Result<()> {
        let keys = self.keys(signature)?;
        if self.ids.get(u64::from(id)).is_some() {
            if self.holds(id, &keys) {
                return Ok(());
            }
            return Err(Error::conflict(format!(
                "id {id} is in the table with another signature: remove it first"
            )));
        }
        if self.model.is_none() {
            self.model = Some(signature.clone());
        }
        self.ids.insert(u64::from(id), ());
        self.len += 1;
        for (band, key) in self.bands.iter_mut().zip(keys) {
            band.insert(key, id);
        }
        Ok(())
    }

    /// Removes an entry. Returns whether it was there, with this id and these bands.
    ///
    /// To remove all n members of a bucket takes O(n log n).
    ///
    /// # Errors
    /// If the signature does not fit this table, as for [`insert`](BucketTable::insert).
    pub fn remove(&mut self, id: u32, signature: &Signature) -> Result<bool> {
        let keys = self.keys(signature)?;
        if !self.holds(id, &keys) {
            return Ok(false);
        }
        self.ids.remove(u64::from(id));
        self.len -= 1;
        for (band, key) in self.bands.iter_mut().zip(keys) {
            band.remove(key, id);
        }
        Ok(true)
    }

    /// The ids that share a band with this signature, ascending, each once.
    ///
    /// # Errors
    /// If the signature does not fit this table, as for [`insert`](BucketTable::insert).
    pub fn candidates(&self, signature: &Signature) -> Result<Vec<u32>> {
        let keys = self.keys(signature)?;
        let mut found: Vec<u32> = Vec::new();
        for (band, key) in self.bands.iter().zip(keys) {
            band.members(key).append_to(&mut found);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The ids that share most bands with this signature, `limit` at most: sorted by the number of
    /// bands, then the highest ids first.
    ///
    /// Of buckets with more than 32 members only the highest ids are counted, as many as fit into about
    /// 16,000 words of 64 bits. With 16 such buckets these are the 60,000 highest ids of all of them.
    /// `bounded` is true if this limit or `limit` left out ids. Otherwise the ids are those of
    /// [`candidates`](BucketTable::candidates).
    ///
    /// Time: O(m log m) for m members of small buckets, and at most some 10 to 20 microseconds for
    /// large ones.
    ///
    /// # Errors
    /// If the signature does not fit this table, as for [`insert`](BucketTable::insert).
    ///
    /// # Examples
    /// See [`RankedCandidates`].
    pub fn ranked(&self, signature: &Signature, limit: usize) -> Result<RankedCandidates> {
        let keys = self.keys(signature)?;
        let (mut few, mut many) = (Vec::new(), Vec::new());
        for (band, key) in self.bands.iter().zip(keys) {
            match band.members(key) {
                Members::MemberSet(MemberSet::Many(members)) => many.push(members),
                members => members.append_to(&mut few),
            }
        }
        Ok(rank(few, &many, self.bands.len(), limit))
    }

    /// The pairs of all entries. Large buckets are limited as in
    /// [`Buckets::candidate_pairs`](super::Buckets::candidate_pairs).
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::{Banding, BucketTable};
    /// use retold::sketch::MinHasher;
    ///
    /// let hasher = MinHasher::new(128)?;
    /// let mut table = BucketTable::new(Banding::for_threshold(128, 0.8)?);
    /// for (id, shingles) in [(0, [1, 2]), (1, [7, 8]), (2, [2, 1])] {
    ///     table.insert(id, &hasher.signature(&shingles).expect("has shingles"))?;
    /// }
    /// assert_eq!(table.candidate_pairs().pairs, [(0, 2)]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn candidate_pairs(&self) -> CandidatePairs {
        let pairs_of = |band: &Band| {
            let mut members = Vec::new();
            let mut found = CandidatePairs::default();
            for member_set in band.member_sets.iter() {
                members.clear();
                member_set.append_to(&mut members);
                found.add_bucket(&members, CANDIDATES_PER_BUCKET);
            }
            found.sorted()
        };
        CandidatePairs::merge(self.bands.iter().map(pairs_of).collect())
    }

    fn keys(&self, signature: &Signature) -> Result<Vec<u64>> {
        self.banding.fits(signature.k())?;
        if let Some(model) = &self.model {
            model.check_comparable(signature)?;
        }
        let mut keys = vec![0; self.banding.bands()];
        self.banding.keys(signature.slots(), &mut keys);
        Ok(keys)
    }

    fn holds(&self, id: u32, keys: &[u64]) -> bool {
        self.bands.iter().zip(keys).all(|(band, &key)| band.members(key).contains(id))
    }
}

impl Band {
    fn members(&self, key: u64) -> Members<'_> {
        match self.buckets.get(key) {
            None => Members::None,
            Some(&Bucket::One(id)) => Members::One(id),
            Some(&Bucket::MemberSet(at)) => Members::MemberSet(self.member_sets.member_set(at)),
        }
    }

    fn insert(&mut self, key: u64, id: u32) {
        match self.buckets.get_mut(key) {
            None => self.buckets.insert(key, Bucket::One(id)),
            Some(bucket) => match *bucket {
                Bucket::One(other) => *bucket = Bucket::MemberSet(self.member_sets.add(id, other)),
                Bucket::MemberSet(at) => self.member_sets.insert(at, id),
            },
        }
    }

    fn remove(&mut self, key: u64, id: u32) {
        match self.buckets.get_mut(key) {
            None => {}
            Some(Bucket::One(_)) => self.buckets.remove(key),
            Some(bucket) => {
                if let Bucket::MemberSet(at) = *bucket
                    && let Some(last) = self.member_sets.remove(at, id)
                {
                    *bucket = Bucket::One(last);
                }
            }
        }
    }
}

impl Members<'_> {
    fn contains(self, id: u32) -> bool {
        match self {
            Members::None => false,
            Members::One(member) => member == id,
            Members::MemberSet(member_set) => member_set.contains(id),
        }
    }

    fn append_to(self, out: &mut Vec<u32>) {
        match self {
            Members::None => {}
            Members::One(id) => out.push(id),
            Members::MemberSet(member_set) => member_set.append_to(out),
        }
    }
}
