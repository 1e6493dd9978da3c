//! All bands of texts that come and go.

use super::banding::Banding;
use super::candidates::{CANDIDATES_PER_BUCKET, CandidatePairs};
use crate::error::{Error, Result};
use crate::sketch::Signature;
use ahash::{HashMap, HashSet};
use std::collections::hash_map::Entry;

/// Finds candidates for one signature at a time, among those that were put in before.
///
/// Keeps the band keys, not the signatures. The hash maps inside are seeded anew in every
/// process, but nothing that comes out depends on their order.
///
/// Time: one look-up a band, and the members found. Memory: 20 to 39 bytes a band and bucket, since
/// the maps grow by doubling, and some 40 to 60 more for a bucket of several members. Measured at
/// 16 bands: 320 to 630 bytes an entry where no texts are alike, 560 where each has a copy, and
/// 220 where each has nine.
///
/// # Examples
/// ```
/// use retold::{Banding, BucketTable, MinHasher};
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
    ids: HashSet<u32>,
    /// The first signature, whose kind, length and seed all others must have.
    model: Option<Signature>,
}

/// The buckets of one band.
#[derive(Clone, Debug, Default)]
struct Band {
    buckets: HashMap<u64, Bucket>,
    /// Buckets of several members, each ascending; the empty ones wait to be used again.
    crowds: Vec<Vec<u32>>,
    unused: Vec<u32>,
}

/// Most buckets have one member, so a bucket is as small as that.
#[derive(Clone, Copy, Debug)]
enum Bucket {
    One(u32),
    /// Where the members are among the crowds.
    Crowd(u32),
}

impl BucketTable {
    /// An empty table.
    pub fn new(banding: Banding) -> BucketTable {
        BucketTable {
            banding,
            bands: vec![Band::default(); banding.bands()],
            ids: HashSet::default(),
            model: None,
        }
    }

    /// The banding that it was made with.
    pub fn banding(&self) -> Banding {
        self.banding
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Puts a signature in under an id. The same again changes nothing.
    ///
    /// # Errors
    /// If the signature is too short for the banding, or differs from the first one of this table
    /// in kind, length, seed or version; or if the id is taken by a signature with other bands. The
    /// table then stays as it was.
    ///
    /// # Examples
    /// ```
    /// use retold::{Banding, BucketTable, MinHasher};
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
        if self.ids.contains(&id) {
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
        self.ids.insert(id);
        for (band, key) in self.bands.iter_mut().zip(keys) {
            band.insert(key, id);
        }
        Ok(())
    }

    /// Takes an entry out. Says whether it was there, with this id and these bands.
    ///
    /// # Errors
    /// As [`insert`](BucketTable::insert), for a signature that does not belong to this table.
    pub fn remove(&mut self, id: u32, signature: &Signature) -> Result<bool> {
        let keys = self.keys(signature)?;
        if !self.holds(id, &keys) {
            return Ok(false);
        }
        self.ids.remove(&id);
        for (band, key) in self.bands.iter_mut().zip(keys) {
            band.remove(key, id);
        }
        Ok(true)
    }

    /// The ids that share a band with this signature, ascending, each once.
    ///
    /// # Errors
    /// As [`insert`](BucketTable::insert), for a signature that does not belong to this table.
    pub fn candidates(&self, signature: &Signature) -> Result<Vec<u32>> {
        let keys = self.keys(signature)?;
        let mut found: Vec<u32> = Vec::new();
        for (band, key) in self.bands.iter().zip(keys) {
            found.extend(band.members(key));
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The pairs among all entries, with large buckets cut as by
    /// [`Buckets::candidate_pairs`](super::Buckets::candidate_pairs).
    ///
    /// # Examples
    /// ```
    /// use retold::{Banding, BucketTable, MinHasher};
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
            let crowds = band.crowds.iter().map(Vec::as_slice);
            CandidatePairs::of_buckets(crowds, CANDIDATES_PER_BUCKET)
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
        self.bands.iter().zip(keys).all(|(band, &key)| band.members(key).binary_search(&id).is_ok())
    }
}

impl Band {
    fn members(&self, key: u64) -> &[u32] {
        match self.buckets.get(&key) {
            None => &[],
            Some(Bucket::One(id)) => std::slice::from_ref(id),
            Some(&Bucket::Crowd(at)) => &self.crowds[at as usize],
        }
    }

    fn insert(&mut self, key: u64, id: u32) {
        match self.buckets.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Bucket::One(id));
            }
            Entry::Occupied(mut entry) => match *entry.get() {
                Bucket::One(other) => {
                    let at = self.unused.pop().unwrap_or_else(|| {
                        self.crowds.push(Vec::new());
                        self.crowds.len() as u32 - 1
                    });
                    self.crowds[at as usize].extend([id.min(other), id.max(other)]);
                    entry.insert(Bucket::Crowd(at));
                }
                Bucket::Crowd(at) => {
                    let members = &mut self.crowds[at as usize];
                    // Ids mostly come in ascending order, so this is mostly a push.
                    let place = members.partition_point(|&member| member < id);
                    members.insert(place, id);
                }
            },
        }
    }

    fn remove(&mut self, key: u64, id: u32) {
        let Entry::Occupied(mut entry) = self.buckets.entry(key) else { return };
        match *entry.get() {
            Bucket::One(_) => {
                entry.remove();
            }
            Bucket::Crowd(at) => {
                let members = &mut self.crowds[at as usize];
                members.retain(|&member| member != id);
                if let [last] = members[..] {
                    // An empty vector without capacity: a crowd that is gone costs no memory.
                    *members = Vec::new();
                    self.unused.push(at);
                    entry.insert(Bucket::One(last));
                }
            }
        }
    }
}
