//! The shingle width with which items are compared.

use crate::report::Comparison;

/// The shingle width with which a pair of items is compared: the short one if either of them is
/// short ([`Comparison::short_below`]), else the normal one.
///
/// A normal item near the border is in both classes, so that an edit that moves a paragraph over the
/// border does not hide a match. With a border of 15 words and a threshold of 0.6, an item of 20 words
/// is compared with normal items by the normal width and with short ones by the short width. An item of
/// 14 words is compared by the short width only.
///
/// # Examples
/// ```
/// use retold::item::WidthClass;
///
/// assert_eq!(WidthClass::Normal.with(WidthClass::Short), WidthClass::Short);
/// assert_eq!(WidthClass::Normal.with(WidthClass::Normal), WidthClass::Normal);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum WidthClass {
    /// The width of [`Comparison::shingle_width`].
    #[default]
    Normal,
    /// The width of [`Comparison::short_width`].
    Short,
}

impl WidthClass {
    /// The class of an item of this length, in fifths of a word.
    #[inline]
    pub(crate) fn of(comparison: &Comparison, fifths: usize) -> WidthClass {
        if fifths < 5 * comparison.short_below { WidthClass::Short } else { WidthClass::Normal }
    }

    /// The class in which items of these lengths are compared with one another.
    #[inline]
    pub(crate) fn among(
        comparison: &Comparison,
        fifths: impl IntoIterator<Item = usize>,
    ) -> WidthClass {
        let classes = fifths.into_iter().map(|fifths| WidthClass::of(comparison, fifths));
        classes.fold(WidthClass::Normal, WidthClass::with)
    }

    /// The class in which items of two classes are compared.
    #[must_use]
    pub fn with(self, other: WidthClass) -> WidthClass {
        self.max(other)
    }

    /// The words of a shingle.
    pub(crate) fn words(self, comparison: &Comparison) -> usize {
        match self {
            WidthClass::Normal => comparison.shingle_width,
            WidthClass::Short => comparison.short_width,
        }
    }

    /// Whether an item with these tokens can match anything in this class.
    #[inline]
    pub(crate) fn includes(self, comparison: &Comparison, fifths: usize, hashes: &[u64]) -> bool {
        match self {
            WidthClass::Normal => WidthClass::of(comparison, fifths) == WidthClass::Normal,
            WidthClass::Short => could_match_short(comparison, fifths, hashes),
        }
    }
}

/// Whether an item is short, or could match a short one: it is not too long for the threshold, or
/// it repeats its own words so often that it has no more shingles than a short one may have.
fn could_match_short(comparison: &Comparison, fifths: usize, hashes: &[u64]) -> bool {
    let most = (5 * comparison.short_below) as f64;
    let threshold = comparison.threshold.get();
    if comparison.short_below == 0 || fifths as f64 * threshold < most {
        return comparison.short_below > 0;
    }
    // A short segment has no more shingles than tokens, each at least three fifths of a word, and a
    // partner at most so many by the threshold. A text has a shingle for each different token but
    // the last two, so most are found to have too many after a few dozen.
    let most_tokens = (most / 3.0 / threshold) as usize + 2;
    let (mut seen, mut different) = ([0_u64; 16], 0);
    for &hash in hashes {
        let (word, bit) = (&mut seen[(hash >> 6) as usize % 16], 1 << (hash % 64));
        different += usize::from(*word & bit == 0);
        *word |= bit;
        if different > most_tokens {
            return false;
        }
    }
    true
}
