//! The number and the width of the bands of a signature.

use crate::error::{Error, Result};
use crate::hash::{GOLDEN_RATIO, mix64};
use std::fmt;

/// The length of the longest signature, and so the most bands and the most rows.
const MAX_SLOTS: usize = 4096;
/// The default recall: the share of the pairs at the threshold that a banding finds.
const RECALL: f64 = 0.99;

/// The number of bands and the number of rows (slots) of each band, which decide what pairs become
/// candidates.
///
/// Two texts of resemblance s have a given slot in common with probability s, a band of r rows with sʳ,
/// and at least one of b bands with 1 − (1 − sʳ)ᵇ: the *S-curve*. So:
/// * **more bands find more pairs**, and more false candidates;
/// * **more rows find fewer pairs**, and fewer false candidates.
///
/// A false candidate costs one verification, and a missed pair is lost. So
/// [`for_threshold`](Banding::for_threshold) meets a recall first, and then makes candidates few. (The
/// usual choice, to balance both kinds of error, finds two pairs of five at the threshold.)
///
/// # Examples
/// ```
/// use retold::lsh::Banding;
///
/// let banding = Banding::for_threshold(128, 0.8)?;
/// assert_eq!(banding.to_string(), "16 x 6");
/// assert!(banding.probability(0.8) > 0.99);
/// assert!(banding.probability(0.3) < 0.02);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Shape", into = "Shape"))]
pub struct Banding {
    bands: usize,
    rows: usize,
}

/// A deserialised banding, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Shape {
    bands: usize,
    rows: usize,
}

#[cfg(feature = "serde")]
impl TryFrom<Shape> for Banding {
    type Error = Error;

    fn try_from(shape: Shape) -> Result<Banding> {
        Banding::new(shape.bands, shape.rows)
    }
}

#[cfg(feature = "serde")]
impl From<Banding> for Shape {
    fn from(banding: Banding) -> Shape {
        Shape { bands: banding.bands, rows: banding.rows }
    }
}

impl Banding {
    /// A banding of these numbers.
    ///
    /// # Errors
    /// If a number is not in 1 ..= 4096.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Banding;
    ///
    /// assert_eq!(Banding::new(20, 5)?.signature_length_needed(), 100);
    /// assert_eq!(Banding::new(0, 5).unwrap_err().to_string(), "bands must be at least 1, got 0");
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn new(bands: usize, rows: usize) -> Result<Banding> {
        for (setting, value) in [("bands", bands), ("rows", rows)] {
            if value == 0 {
                return Err(Error::out_of_range(setting, value, "at least 1"));
            }
            if value > MAX_SLOTS {
                return Err(Error::out_of_range(setting, value, "at most 4096"));
            }
        }
        Ok(Banding { bands, rows })
    }

    /// The banding for signatures of k slots that finds 99 % of the pairs whose resemblance is
    /// exactly the threshold, and more of those above it.
    ///
    /// # Errors
    /// The same as those of [`for_threshold_with_recall`](Banding::for_threshold_with_recall).
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Banding;
    ///
    /// assert_eq!(Banding::for_threshold(128, 0.8)?, Banding::new(16, 6)?);
    /// assert_eq!(Banding::for_threshold(256, 0.8)?, Banding::new(26, 8)?);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn for_threshold(k: usize, threshold: f64) -> Result<Banding> {
        Banding::for_threshold_with_recall(k, threshold, RECALL)
    }

    /// The banding for signatures of k slots that finds at least this share of the pairs whose
    /// resemblance is exactly the threshold.
    ///
    /// Of all such bandings that need at most k slots, it has the most rows, that is the fewest false
    /// candidates, and then the fewest bands. The choice uses multiplications only, so it is the same
    /// on every machine.
    ///
    /// # Errors
    /// If k is not in 1 ..= 4096, the threshold not in (0, 1] or the recall not in (0, 1); or if
    /// k slots are too few, in which case the message says how many would do.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Banding;
    ///
    /// assert_eq!(Banding::for_threshold_with_recall(128, 0.5, 0.95)?.to_string(), "23 x 3");
    /// assert_eq!(
    ///     Banding::for_threshold_with_recall(128, 0.02, 0.95).unwrap_err().to_string(),
    ///     "a recall of 0.95 at threshold 0.02 needs 149 slots, the signature has 128: \
    ///      use a signature length of 256, a higher threshold or a lower recall"
    /// );
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn for_threshold_with_recall(k: usize, threshold: f64, recall: f64) -> Result<Banding> {
        if !(1..=MAX_SLOTS).contains(&k) {
            return Err(Error::out_of_range("signature length", k, "in 1..=4096"));
        }
        if !(threshold > 0.0 && threshold <= 1.0) {
            return Err(Error::out_of_range("threshold", threshold, "in (0, 1]"));
        }
        if !(recall > 0.0 && recall < 1.0) {
            return Err(Error::out_of_range("recall", recall, "in (0, 1)"));
        }
        let choice = (1..=k).rev().find_map(|rows| {
            let bands = fewest_bands(power(threshold, rows), recall, k / rows)?;
            Some(Banding { bands, rows })
        });
        choice.ok_or_else(|| out_of_reach(k, threshold, recall))
    }

    /// The number of bands.
    pub fn bands(self) -> usize {
        self.bands
    }

    /// The number of slots in a band.
    pub fn rows(self) -> usize {
        self.rows
    }

    /// The number of slots that a signature must have: bands × rows. Further slots are not used.
    pub fn signature_length_needed(self) -> usize {
        self.bands * self.rows
    }

    /// Checks that signatures of k slots are long enough.
    ///
    /// # Errors
    /// If they are not.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Banding;
    ///
    /// assert!(Banding::new(16, 6)?.fits(128).is_ok());
    /// assert_eq!(
    ///     Banding::new(16, 9)?.fits(128).unwrap_err().to_string(),
    ///     "16 bands x 9 rows need 144 slots, the signature has 128: \
    ///      use fewer bands or rows, or a longer signature"
    /// );
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn fits(self, k: usize) -> Result<()> {
        let needed = self.signature_length_needed();
        if needed <= k {
            return Ok(());
        }
        let Banding { bands, rows } = self;
        Err(Error::conflict(format!(
            "{bands} bands x {rows} rows need {needed} slots, the signature has {k}: \
             use fewer bands or rows, or a longer signature"
        )))
    }

    /// The probability that two texts of resemblance s become candidates: 1 − (1 − sʳ)ᵇ.
    ///
    /// It rises with s and with the number of bands, and falls with the number of rows. It is exact for
    /// [`Classic`](crate::sketch::SketchKind::Classic) signatures, and within one percentage point for
    /// [`Bucketed`](crate::sketch::SketchKind::Bucketed) ones.
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Banding;
    ///
    /// let at = |bands, rows| Banding::new(bands, rows).map(|banding| banding.probability(0.7));
    /// assert!(at(20, 5)? > at(10, 5)?);
    /// assert!(at(10, 6)? < at(10, 5)?);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn probability(self, s: f64) -> f64 {
        1.0 - power(1.0 - power(s, self.rows), self.bands)
    }

    /// The share of the pairs of resemblance `threshold` that is found: the
    /// [`probability`](Banding::probability) there.
    ///
    /// # Examples
    /// ```
    /// let usual = retold::lsh::Banding::new(9, 13)?;
    /// assert!(usual.recall_at(0.8) < 0.41);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn recall_at(self, threshold: f64) -> f64 {
        self.probability(threshold)
    }

    /// The resemblance at which the S-curve is about steepest: (1/b)^(1/r).
    ///
    /// Between 63 % (many bands) and all (a single band) of the pairs of this resemblance are
    /// found, so it lies *below* the threshold that a banding was chosen for.
    ///
    /// # Examples
    /// ```
    /// assert!((retold::lsh::Banding::new(16, 6)?.threshold() - 0.63).abs() < 0.001);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn threshold(self) -> f64 {
        (1.0 / self.bands as f64).powf(1.0 / self.rows as f64)
    }

    /// Writes the key of every band of a signature into `keys`.
    ///
    /// Two signatures have an equal key where all slots of the band are equal, and otherwise with
    /// a probability of 2⁻⁶⁴.
    ///
    /// # Definition (V1, frozen)
    /// Modulo 2⁶⁴, for band j from 0, made of the r slots from `slots[j * r]` on:
    /// ```text
    /// key = (j + 1) * 0x9e3779b97f4a7c15
    /// for each slot v: key = mix64(key xor v)
    /// ```
    ///
    /// # Panics
    /// If there are fewer slots than [`signature_length_needed`](Banding::signature_length_needed)
    /// or `keys` does not have one element for each band.
    ///
    /// # Examples
    /// ```
    /// let banding = retold::lsh::Banding::new(2, 3)?;
    /// let (mut a, mut b) = ([0; 2], [0; 2]);
    /// banding.keys(&[1, 2, 3, 4, 5, 6], &mut a);
    /// banding.keys(&[1, 2, 3, 4, 5, 7], &mut b);
    /// assert_eq!(a[0], b[0]);
    /// assert_ne!(a[1], b[1]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn keys(self, slots: &[u32], keys: &mut [u64]) {
        let needed = self.signature_length_needed();
        assert!(slots.len() >= needed, "{self} needs {needed} slots, got {}", slots.len());
        assert_eq!(keys.len(), self.bands, "there is one key for each band");
        for (key, number) in keys.iter_mut().zip(1_u64..) {
            *key = first_key(number);
        }
        // Row by row and not band by band: no two steps in a row wait for one another.
        for row in 0..self.rows {
            for (key, band) in keys.iter_mut().zip(slots.chunks_exact(self.rows)) {
                *key = mixed(*key, band[row]);
            }
        }
    }

    /// The key of one band of a signature: the one that [`keys`](Banding::keys) writes at `band`.
    ///
    /// For joins that hold the keys of one band at a time.
    ///
    /// # Panics
    /// If there is no such band, or there are fewer slots than
    /// [`signature_length_needed`](Banding::signature_length_needed).
    ///
    /// # Examples
    /// ```
    /// let banding = retold::lsh::Banding::new(2, 3)?;
    /// let slots = [1, 2, 3, 4, 5, 6];
    /// let mut keys = [0; 2];
    /// banding.keys(&slots, &mut keys);
    /// assert_eq!(banding.key(1, &slots), keys[1]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn key(self, band: usize, slots: &[u32]) -> u64 {
        let Banding { bands, rows } = self;
        assert!(band < bands, "{self} has no band {band}");
        let needed = self.signature_length_needed();
        assert!(slots.len() >= needed, "{self} needs {needed} slots, got {}", slots.len());
        let own = &slots[band * rows..][..rows];
        own.iter().fold(first_key(band as u64 + 1), |key, &slot| mixed(key, slot))
    }
}

impl fmt::Display for Banding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {}", self.bands, self.rows)
    }
}

/// The start value of the key of a band; bands count from 1 here.
fn first_key(number: u64) -> u64 {
    number.wrapping_mul(GOLDEN_RATIO)
}

/// The key with one more slot.
fn mixed(key: u64, slot: u32) -> u64 {
    mix64(key ^ u64::from(slot))
}

/// A power by multiplication alone: `powi` may round differently from one platform to another.
fn power(base: f64, exponent: usize) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// The fewest bands, up to `most`, of which at least one is shared with a probability of `recall`.
fn fewest_bands(band_shared: f64, recall: f64, most: usize) -> Option<usize> {
    let mut missed = 1.0;
    (1..=most).find(|_| {
        missed *= 1.0 - band_shared;
        missed <= 1.0 - recall
    })
}

fn out_of_reach(k: usize, threshold: f64, recall: f64) -> Error {
    let wish = format!("a recall of {recall} at threshold {threshold}");
    // Bands of a single row reach any recall with the fewest slots.
    Error::conflict(match fewest_bands(threshold, recall, MAX_SLOTS) {
        Some(needed) => format!(
            "{wish} needs {needed} slots, the signature has {k}: \
             use a signature length of {}, a higher threshold or a lower recall",
            needed.next_power_of_two()
        ),
        None => format!(
            "{wish} is out of reach of the longest signature, which has {MAX_SLOTS} slots: \
             use a higher threshold or a lower recall"
        ),
    })
}
