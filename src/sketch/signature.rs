//! Signatures, with all that a safe comparison needs.

use super::estimate::Estimate;
use super::family::EMPTY;
use super::kind::SketchKind;
use crate::error::{Error, ErrorKind, Result};
use std::fmt::Display;

/// The version of the definitions that signatures are made by.
const VERSION: u32 = 1;

/// The signature of a non-empty set of shingles.
///
/// Only signatures of the same kind, length, seed and version can be compared. Comparing others is an
/// error, never a wrong number. Memory: 4 bytes a slot and 40 more.
///
/// # Examples
/// ```
/// use retold::sketch::MinHasher;
///
/// let hasher = MinHasher::new(128)?;
/// let a = hasher.signature(&[1, 2, 3, 4]).expect("has shingles");
/// let b = hasher.signature(&[1, 2, 3, 4]).expect("has shingles");
/// assert_eq!(a.estimate_resemblance(&b)?.resemblance, retold::model::Similarity::ONE);
///
/// let longer = MinHasher::new(256)?.signature(&[1, 2]).expect("has shingles");
/// assert_eq!(
///     a.estimate_resemblance(&longer).unwrap_err().to_string(),
///     "signatures cannot be compared: length 128 and length 256"
/// );
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Untrusted"))]
pub struct Signature {
    kind: SketchKind,
    k: usize,
    seed: u64,
    version: u32,
    slots: Box<[u32]>,
}

/// A deserialised signature, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Untrusted {
    kind: SketchKind,
    k: usize,
    seed: u64,
    version: u32,
    slots: Box<[u32]>,
}

#[cfg(feature = "serde")]
impl TryFrom<Untrusted> for Signature {
    type Error = Error;

    fn try_from(outside: Untrusted) -> Result<Signature> {
        let Untrusted { kind, k, seed, version, slots } = outside;
        if version != VERSION {
            return malformed(format!("version must be {VERSION}, got {version}"));
        }
        if let Err(error) = kind.check_length(k) {
            return malformed(error.to_string());
        }
        if slots.len() != k {
            let len = slots.len();
            return malformed(format!("a signature of length {k} has {k} slots, got {len}"));
        }
        Signature::from_slots(kind, seed, slots)
    }
}

impl Signature {
    pub(super) fn new(kind: SketchKind, seed: u64, slots: Box<[u32]>) -> Signature {
        Signature { kind, k: slots.len(), seed, version: VERSION, slots }
    }

    /// A signature from slots that were stored elsewhere, for example rows that
    /// [`MinHasher::sketch_into`](crate::sketch::MinHasher::sketch_into) wrote.
    ///
    /// The slots must be made by a hasher of this kind and seed. Slots alone do not show that.
    ///
    /// # Errors
    /// If no signature of this kind has so many slots, or if the slots are those of an empty set.
    ///
    /// # Examples
    /// ```
    /// use retold::sketch::{MinHasher, Signature};
    ///
    /// let hasher = MinHasher::new(128)?;
    /// let mut row = [0_u32; 128];
    /// hasher.sketch_into(&[1, 2, 3], &mut row);
    /// let signature = Signature::from_slots(hasher.kind(), hasher.seed(), &row[..])?;
    /// assert_eq!(Some(signature), hasher.signature(&[1, 2, 3]));
    ///
    /// let error = Signature::from_slots(hasher.kind(), hasher.seed(), &row[..100]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "not a valid signature: signature length must be a power of two in 2..=4096, got 100"
    /// );
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn from_slots(
        kind: SketchKind,
        seed: u64,
        slots: impl Into<Box<[u32]>>,
    ) -> Result<Signature> {
        let slots = slots.into();
        if let Err(error) = kind.check_length(slots.len()) {
            return malformed(error.to_string());
        }
        if slots.iter().all(|&slot| slot == EMPTY) {
            return malformed("no shingle is in it".to_string());
        }
        Ok(Signature::new(kind, seed, slots))
    }

    /// The kind.
    pub fn kind(&self) -> SketchKind {
        self.kind
    }

    /// The number of slots.
    pub fn k(&self) -> usize {
        self.k
    }

    /// The seed of the hasher that made it.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The version of the definition of its slots.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The slots, as [`MinHasher`](crate::sketch::MinHasher) defines them.
    pub fn slots(&self) -> &[u32] {
        &self.slots
    }

    /// Estimates the resemblance of the two sets: the share of equal slots.
    ///
    /// Unbiased, with a standard error of at most √(J(1−J)/k); see [`Estimate`].
    ///
    /// # Errors
    /// If the two differ in kind, length, seed or version.
    ///
    /// # Examples
    /// ```
    /// let hasher = retold::sketch::MinHasher::new(128)?;
    /// let a = hasher.signature(&[1, 2, 3]).expect("has shingles");
    /// let b = hasher.signature(&[7, 8, 9]).expect("has shingles");
    /// assert_eq!(a.estimate_resemblance(&b)?.resemblance, retold::model::Similarity::ZERO);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn estimate_resemblance(&self, other: &Signature) -> Result<Estimate> {
        self.check_comparable(other)?;
        Estimate::from_slots(&self.slots, &other.slots)
    }

    /// Makes this the signature of the union of both sets.
    ///
    /// # Errors
    /// If the two differ in kind, length, seed or version. This signature is then unchanged.
    ///
    /// # Examples
    /// ```
    /// let hasher = retold::sketch::MinHasher::new(128)?;
    /// let mut merged = hasher.signature(&[1, 2]).expect("has shingles");
    /// merged.merge(&hasher.signature(&[2, 3]).expect("has shingles"))?;
    /// assert_eq!(merged, hasher.signature(&[1, 2, 3]).expect("has shingles"));
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn merge(&mut self, other: &Signature) -> Result<()> {
        self.check_comparable(other)?;
        for (mine, &theirs) in self.slots.iter_mut().zip(&other.slots) {
            *mine = (*mine).min(theirs);
        }
        Ok(())
    }

    /// Checks that the two can be compared.
    pub(crate) fn check_comparable(&self, other: &Signature) -> Result<()> {
        check_same("version", self.version, other.version)?;
        check_same("kind", self.kind, other.kind)?;
        check_same("length", self.k, other.k)?;
        check_same("seed", self.seed, other.seed)
    }
}

fn check_same<T: Copy + PartialEq + Display>(what: &str, mine: T, theirs: T) -> Result<()> {
    if mine == theirs {
        return Ok(());
    }
    let difference = format!("{what} {mine} and {what} {theirs}");
    Err(Error::new(ErrorKind::IncompatibleSignatures { difference }))
}

fn malformed<T>(reason: String) -> Result<T> {
    Err(Error::new(ErrorKind::MalformedSignature { reason }))
}
