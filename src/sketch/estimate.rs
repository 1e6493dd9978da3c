//! The estimate of a resemblance from two signatures.

use crate::error::{Error, ErrorKind, Result};
use crate::model::Similarity;

/// An estimated resemblance and its standard error.
///
/// The estimate is unbiased. About two of three estimates are within one standard error of the true
/// resemblance, and nineteen of twenty within two.
///
/// # Examples
/// ```
/// use retold::sketch::MinHasher;
///
/// let hasher = MinHasher::new(128)?;
/// let a = hasher.signature(&(0..300).collect::<Vec<u64>>()).expect("has shingles");
/// let b = hasher.signature(&(100..400).collect::<Vec<u64>>()).expect("has shingles");
/// let estimate = a.estimate_resemblance(&b)?;
/// // The true value is 200 / 400.
/// assert!((estimate.resemblance.get() - 0.5).abs() < 3.0 * estimate.standard_error);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Estimate {
    /// The share of equal slots.
    pub resemblance: Similarity,
    /// √(J(1−J)/k) for a share J of k slots: at most 0.044 for 128 slots.
    ///
    /// It is exact for [`Classic`](crate::sketch::SketchKind::Classic) and an upper bound for
    /// [`Bucketed`](crate::sketch::SketchKind::Bucketed). If all slots are equal or none is, it is 0,
    /// but the true value may still be about 3/k away.
    pub standard_error: f64,
}

impl Estimate {
    /// The estimate from the slots of two signatures: the share of equal slots.
    ///
    /// For slots that are stored elsewhere, as rows of a table. Both must be made by one
    /// [`MinHasher`](crate::sketch::MinHasher). Slots alone do not show that;
    /// [`Signature::estimate_resemblance`](crate::sketch::Signature::estimate_resemblance) checks it.
    ///
    /// # Errors
    /// If the two differ in length, or have no slot.
    ///
    /// # Examples
    /// ```
    /// use retold::sketch::Estimate;
    ///
    /// assert_eq!(Estimate::from_slots(&[1, 2, 3, 4], &[1, 2, 3, 9])?.resemblance.get(), 0.75);
    /// assert_eq!(
    ///     Estimate::from_slots(&[1, 2], &[1, 2, 3]).unwrap_err().to_string(),
    ///     "signatures cannot be compared: length 2 and length 3"
    /// );
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn from_slots(a: &[u32], b: &[u32]) -> Result<Estimate> {
        if a.len() != b.len() {
            let difference = format!("length {} and length {}", a.len(), b.len());
            return Err(Error::new(ErrorKind::IncompatibleSignatures { difference }));
        }
        if a.is_empty() {
            let reason = "it has no slot".to_owned();
            return Err(Error::new(ErrorKind::MalformedSignature { reason }));
        }
        let equal = a.iter().zip(b).filter(|(a, b)| a == b).count();
        let resemblance = Similarity::ratio(equal, a.len());
        let share = resemblance.get();
        let standard_error = (share * (1.0 - share) / a.len() as f64).sqrt();
        Ok(Estimate { resemblance, standard_error })
    }
}
