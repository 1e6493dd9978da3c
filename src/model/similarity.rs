//! Similarities: shares between 0 and 1.

use std::cmp::Ordering;
use std::fmt;

/// A share between 0 (nothing in common) and 1 (all), never NaN, totally ordered.
///
/// # Examples
/// ```
/// use retold::model::Similarity;
///
/// let two_thirds = Similarity::ratio(2, 3);
/// assert!(two_thirds < Similarity::ONE);
/// assert_eq!(format!("{two_thirds:.2}"), "0.67");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "f64", into = "f64"))]
pub struct Similarity(f64);

impl Similarity {
    /// Nothing in common.
    pub const ZERO: Similarity = Similarity(0.0);
    /// Everything in common.
    pub const ONE: Similarity = Similarity(1.0);

    /// The share `part / whole`; 0 when `whole` is 0.
    ///
    /// # Panics
    /// In debug builds, if `part > whole`.
    pub fn ratio(part: usize, whole: usize) -> Similarity {
        debug_assert!(part <= whole, "a part cannot exceed its whole: {part} of {whole}");
        if whole == 0 { Similarity::ZERO } else { Similarity(part as f64 / whole as f64) }
    }

    /// A similarity of this value, or `None` if it is outside 0 … 1.
    ///
    /// # Examples
    /// ```
    /// use retold::model::Similarity;
    ///
    /// assert_eq!(Similarity::new(0.5).map(Similarity::get), Some(0.5));
    /// assert_eq!(Similarity::new(f64::NAN), None);
    /// ```
    pub fn new(value: f64) -> Option<Similarity> {
        // Plus zero: -0 and 0 are one value.
        (0.0..=1.0).contains(&value).then_some(Similarity(value + 0.0))
    }

    /// The value, 0 … 1.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Similarity {}

impl PartialOrd for Similarity {
    fn partial_cmp(&self, other: &Similarity) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Similarity {
    fn cmp(&self, other: &Similarity) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl From<Similarity> for f64 {
    fn from(similarity: Similarity) -> f64 {
        similarity.0
    }
}

impl TryFrom<f64> for Similarity {
    type Error = String;

    fn try_from(value: f64) -> Result<Similarity, String> {
        Similarity::new(value).ok_or_else(|| format!("a similarity must be in 0..=1, got {value}"))
    }
}

impl fmt::Display for Similarity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
