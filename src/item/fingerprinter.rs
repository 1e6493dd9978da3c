//! The maker of fingerprints.

use super::fingerprint::Fingerprint;
use super::measure::Measure;
use super::scratch::Scratch;
use super::tokenizer::AnyTokenizer;
use super::width::WidthClass;
use crate::facts::Marks;
use crate::hash::{mix64, token_hash};
use crate::report::Comparison;
use crate::sketch::MinHasher;

/// Makes the [`Fingerprint`]s of items, with the settings of a detector.
///
/// [`Detector::fingerprinter`](crate::Detector::fingerprinter) makes it. It has no state between calls
/// and can be shared between threads.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit, item::WidthClass};
///
/// let detector = Detector::builder().unit(Unit::Paragraph).build()?;
/// let fingerprinter = detector.fingerprinter()?;
/// let print = fingerprinter.fingerprint("The old man walked slowly down.").unwrap();
/// assert_eq!((print.words(), print.class()), (6.0, WidthClass::Short));
/// assert!(fingerprinter.fingerprint(" * * * ").is_none());
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Fingerprinter {
    tokenizer: AnyTokenizer,
    hasher: MinHasher,
    comparison: Comparison,
    scheme: u64,
}

impl Fingerprinter {
    /// `comparison` has bands.
    pub(crate) fn new(
        tokenizer: AnyTokenizer,
        hasher: MinHasher,
        comparison: &Comparison,
    ) -> Fingerprinter {
        let scheme = scheme(&tokenizer, &hasher, comparison);
        Fingerprinter { tokenizer, hasher, comparison: *comparison, scheme }
    }

    /// The fingerprint of a text; `None` if it has no token.
    ///
    /// # Examples
    /// See [`Fingerprinter`].
    pub fn fingerprint(&self, text: &str) -> Option<Fingerprint> {
        let mut scratch = Scratch::default();
        let marks = self.read(&mut scratch, text);
        let mut keys = [Vec::new(), Vec::new()];
        let measure = self.measure(&mut scratch, |class, of_class| {
            keys[class as usize] = of_class.to_vec();
        })?;
        Some(Fingerprint {
            scheme: self.scheme,
            content: measure.content,
            marks: marks.0,
            fifths: measure.fifths,
            class: WidthClass::of(&self.comparison, measure.fifths),
            keys,
        })
    }

    /// The number of bands, and so of the keys of an item in a class.
    pub(crate) fn bands(&self) -> usize {
        self.comparison.banding.expect("a fingerprinter has bands").bands()
    }

    /// Puts the tokens of a text into the row of `scratch`, and returns the hash of the characters
    /// between them.
    pub(crate) fn read(&self, scratch: &mut Scratch, text: &str) -> Marks {
        scratch.row.clear();
        marks_of(&self.tokenizer, scratch, text)
    }

    /// Measures the item in the row of `scratch`, as [`Measure::of`].
    pub(crate) fn measure(
        &self,
        scratch: &mut Scratch,
        keys: impl FnMut(WidthClass, &[u64]),
    ) -> Option<Measure> {
        Measure::of(&self.hasher, &self.comparison, scratch, 0, keys)
    }
}

/// Adds the tokens of a text to the row of `scratch`, and returns the hash of the characters between them.
pub(super) fn marks_of(tokenizer: &AnyTokenizer, scratch: &mut Scratch, text: &str) -> Marks {
    let mut marks = Marks::default();
    tokenizer.extend_with_gaps(&mut scratch.row, text, |tokens, start, end| {
        marks.add(text, tokens, start, end);
    });
    marks
}

/// The hash (V1) of all settings that the keys depend on.
fn scheme(tokenizer: &AnyTokenizer, hasher: &MinHasher, comparison: &Comparison) -> u64 {
    let (bands, rows) = comparison.banding.map_or((0, 0), |it| (it.bands(), it.rows()));
    let numbers = [
        u64::from(Fingerprint::VERSION),
        token_hash(tokenizer.name().as_bytes()),
        token_hash(hasher.kind().to_string().as_bytes()),
        hasher.k() as u64,
        hasher.seed(),
        bands as u64,
        rows as u64,
        comparison.shingle_width as u64,
        comparison.short_width as u64,
        comparison.short_below as u64,
        comparison.threshold.get().to_bits(),
    ];
    numbers.into_iter().fold(0, |scheme, number| mix64(scheme ^ number))
}
