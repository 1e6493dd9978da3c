//! What two signatures say about two texts.

use crate::model::Similarity;
use serde::{Deserialize, Serialize};

/// An estimated resemblance, and how far it is likely to be off.
///
/// The estimate is unbiased. About two of three estimates lie within one standard error of the
/// true resemblance, nineteen of twenty within two.
///
/// # Examples
/// ```
/// use retold::MinHasher;
///
/// let hasher = MinHasher::new(128)?;
/// let a = hasher.signature(&(0..300).collect::<Vec<u64>>()).expect("has shingles");
/// let b = hasher.signature(&(100..400).collect::<Vec<u64>>()).expect("has shingles");
/// let estimate = a.estimate_resemblance(&b)?;
/// // The true value is 200 / 400.
/// assert!((estimate.resemblance.get() - 0.5).abs() < 3.0 * estimate.standard_error);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The share of equal slots.
    pub resemblance: Similarity,
    /// √(J(1−J)/k) for a share J of k slots: .044 at worst for 128 slots.
    ///
    /// It is exact for [`Classic`](crate::SketchKind::Classic) and an upper bound for
    /// [`Bucketed`](crate::SketchKind::Bucketed). Where all slots are equal or none, it is 0,
    /// which does not mean certainty: the true value may still be about 3/k away.
    pub standard_error: f64,
}

impl Estimate {
    pub(super) fn new(equal: usize, k: usize) -> Estimate {
        let resemblance = Similarity::ratio(equal, k);
        let share = resemblance.get();
        Estimate { resemblance, standard_error: (share * (1.0 - share) / k as f64).sqrt() }
    }
}
