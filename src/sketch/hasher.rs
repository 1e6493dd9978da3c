//! The maker of signatures, and the definition of their slots.

use super::family::{EMPTY, Family};
use super::kind::SketchKind;
use super::signature::Signature;
use crate::error::Result;

/// The mark of slots of a bucketed signature whose bucket is empty.
const FALLBACK: u32 = 1 << 31;

/// Makes signatures of k slots of 32 bits from sets of shingle hashes.
///
/// The order of the shingles and repeated shingles have no effect. Memory: 8 bytes a slot;
/// [`sketch_into`](MinHasher::sketch_into) allocates nothing.
///
/// # Definition (V1, frozen)
/// The first number of the [`SplitMix64`](crate::hash::SplitMix64) stream of the seed is `key`. The
/// following numbers `x` give `s[i] = x mod 2^32` and `a[i] = (x >> 32) | 1` for the slots i = 0, 1, 2
/// …. So a longer family begins with a shorter one. For each shingle hash h let
/// ```text
/// g = mix64(h xor key)
/// permuted(g, i) = (((g >> 32) xor s[i]) * a[i] mod 2^32) xor 2^31
/// ```
/// which also mixes hashes that are not random. (The last `xor` makes the order that of signed numbers,
/// which is the only comparison that the vector units of all processors have.)
///
/// *Classic*: `slot[i]` is the least `permuted(g, i)` of all g.
///
/// *Bucketed*: each g belongs to the bucket `g >> (64 - log2 k)`, and `slot[i]` is the least
/// `(g mod 2^32) >> 1` of all g in bucket i. When bucket i is empty, `slot[i]` is 2³¹ + the least
/// `permuted(g, i) >> 1` of all g. The shift comes before the minimum, so the minimum is taken in the
/// order of the stored values, and the slot-wise minimum of two signatures is the signature of the
/// union.
///
/// # Why the estimate is unbiased
/// Consider slot i and bucket i of the *union* of two sets. If the bucket has a shingle, its least
/// value decides the slot: a set with this shingle stores the value, and a set without it stores a
/// greater one. If the bucket is empty, it is empty for both sets, and the least permuted shingle of
/// the union decides in the same way. In both cases the slots are equal if and only if both sets have
/// the deciding shingle. Since g is random, each shingle of the union is equally likely to decide, so
/// the slots are equal with probability J, the resemblance. Two different shingles have one value with
/// a probability of 2⁻³¹, which has no visible effect below a million shingles.
///
/// A shingle decides one bucket only, as in drawing without replacement. So the variance of *Bucketed*
/// is below J(1−J)/k, by up to 40 % (Dahlgaard, Knudsen & Thorup 2017, "Fast similarity sketching": its
/// first round and its fallback).
///
/// # Examples
/// ```
/// use retold::sketch::MinHasher;
///
/// let hasher = MinHasher::new(128)?;
/// let a = hasher.signature(&[1, 2, 3]).expect("has shingles");
/// let b = hasher.signature(&[3, 2, 1, 1]).expect("has shingles");
/// assert_eq!(a, b);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Parameters", into = "Parameters"))]
pub struct MinHasher {
    kind: SketchKind,
    seed: u64,
    family: Family,
    k: usize,
}

/// The parameters of a hasher: its serialised form.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Parameters {
    kind: SketchKind,
    k: usize,
    seed: u64,
}

#[cfg(feature = "serde")]
impl TryFrom<Parameters> for MinHasher {
    type Error = crate::error::Error;

    fn try_from(parameters: Parameters) -> Result<MinHasher> {
        MinHasher::with_kind(parameters.kind, parameters.k, parameters.seed)
    }
}

#[cfg(feature = "serde")]
impl From<MinHasher> for Parameters {
    fn from(hasher: MinHasher) -> Parameters {
        Parameters { kind: hasher.kind, k: hasher.k, seed: hasher.seed }
    }
}

impl MinHasher {
    /// A hasher for bucketed signatures of k slots, with the seed 0.
    ///
    /// # Errors
    /// If k is not a power of two in 2 ..= 4096.
    ///
    /// # Examples
    /// ```
    /// let error = retold::sketch::MinHasher::new(100).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "signature length must be a power of two in 2..=4096, got 100"
    /// );
    /// ```
    pub fn new(k: usize) -> Result<MinHasher> {
        MinHasher::with_kind(SketchKind::default(), k, 0)
    }

    /// A hasher of a kind and seed. Signatures of different seeds cannot be compared.
    ///
    /// # Errors
    /// If k is not a power of two in 2 ..= 4096 for [`SketchKind::Bucketed`], or not in 1 ..= 4096
    /// for [`SketchKind::Classic`].
    ///
    /// # Examples
    /// ```
    /// use retold::sketch::{MinHasher, SketchKind};
    ///
    /// let hasher = MinHasher::with_kind(SketchKind::Classic, 100, 7)?;
    /// assert_eq!((hasher.k(), hasher.seed()), (100, 7));
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn with_kind(kind: SketchKind, k: usize, seed: u64) -> Result<MinHasher> {
        kind.check_length(k)?;
        Ok(MinHasher { kind, seed, family: Family::new(k, seed), k })
    }

    /// The kind of its signatures.
    pub fn kind(&self) -> SketchKind {
        self.kind
    }

    /// The number of slots.
    pub fn k(&self) -> usize {
        self.k
    }

    /// The seed of its permutations.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Overwrites `slots` with those of a set of shingle hashes.
    ///
    /// For a set without shingles, every slot becomes [`u32::MAX`]. Such slots must not be compared.
    ///
    /// Time: O(n + e·n) for n shingles and e empty buckets, about k·exp(−n/k) of them; O(k·n) for
    /// [`SketchKind::Classic`].
    ///
    /// # Panics
    /// If `slots` does not have [`k`](MinHasher::k) elements.
    ///
    /// # Examples
    /// ```
    /// let hasher = retold::sketch::MinHasher::new(64)?;
    /// let mut slots = [0; 64];
    /// hasher.sketch_into(&[1, 2, 3], &mut slots);
    /// assert_eq!(hasher.signature(&[1, 2, 3]).expect("has shingles").slots(), slots);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn sketch_into(&self, shingles: &[u64], slots: &mut [u32]) {
        assert_eq!(slots.len(), self.k, "a row for a signature needs as many slots as it has");
        slots.fill(EMPTY);
        if shingles.is_empty() {
            return;
        }
        match self.kind {
            SketchKind::Classic => self.family.fill(shingles, slots, |_| true, |least| least),
            SketchKind::Bucketed => {
                self.fill_buckets(shingles, slots);
                let finish = |least| FALLBACK | (least >> 1);
                self.family.fill(shingles, slots, |slot| slot == EMPTY, finish);
            }
        }
    }

    /// Fills the slots of buckets with shingles; the others keep [`EMPTY`].
    fn fill_buckets(&self, shingles: &[u64], slots: &mut [u32]) {
        let shift = 64 - self.k.trailing_zeros();
        self.family.mixed(shingles, |mixed| {
            for &mixed in mixed {
                let slot = &mut slots[(mixed >> shift) as usize];
                // Stored in any case: a branch on the comparison would be mispredicted.
                *slot = (*slot).min(mixed as u32 >> 1);
            }
        });
    }

    /// The signature of a set of shingle hashes; `None` for an empty set, which resembles nothing.
    ///
    /// # Examples
    /// ```
    /// let hasher = retold::sketch::MinHasher::new(128)?;
    /// assert!(hasher.signature(&[]).is_none());
    /// assert!(hasher.signature(&[7]).is_some());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn signature(&self, shingles: &[u64]) -> Option<Signature> {
        if shingles.is_empty() {
            return None;
        }
        let mut slots = vec![EMPTY; self.k].into_boxed_slice();
        self.sketch_into(shingles, &mut slots);
        Some(Signature::new(self.kind, self.seed, slots))
    }
}
