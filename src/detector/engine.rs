//! [`Detector`]: checked settings, with the tokenizer and the hasher that they ask for.
//!
//! A detector is immutable. Every driver borrows one, or holds a clone of it.

use crate::error::{Error, Result};
use crate::item::{AnyTokenizer, Comparer, Fingerprinter};
use crate::matching::Search;
use crate::passage::{KnownTexts, PassageSettings};
use crate::report::{Comparison, Settings};
use crate::sketch::MinHasher;
use crate::text::Unit;

/// Finds the repeated text of a corpus, with checked settings.
///
/// Work is spread over the threads of the current rayon pool. The report has the same bytes at any number
/// of threads. A detector keeps no state between calls and can be shared.
///
/// Memory in addition to the texts: about 500 bytes a document at the peak, 200 bytes a segment of a smaller
/// unit (mostly band keys of a search by LSH), and 8 bytes a shingle of candidates. With passages, 8 bytes a
/// token, and as much for their seeds.
///
/// # Examples
/// ```
/// use retold::{Corpus, Detector, Unit};
///
/// let paragraph = "The library opens at nine on every working day and closes late at night.";
/// let corpus: Corpus = [
///     ("a.txt", format!("{paragraph}\n\nNobody was there.")),
///     ("b.txt", format!("It was late.\n\n{paragraph}")),
/// ]
/// .into_iter()
/// .collect();
///
/// let detector = Detector::builder().unit(Unit::Paragraph).threshold(0.8).build()?;
/// let report = detector.detect(&corpus);
/// for family in report.families() {
///     println!("{} places, {} words", family.occurrences().len(), family.words());
/// }
/// assert_eq!(report.families().len(), 1);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Detector {
    settings: Settings,
    tokenizer: AnyTokenizer,
    hasher: MinHasher,
    /// The texts that are excluded from passages; none if there are none or the unit is another one.
    known: Option<KnownTexts>,
    /// Whether a threshold for whole documents was set that is not the default. A driver that compares no whole documents
    /// refuses it.
    has_document_threshold: bool,
}

impl Detector {
    pub(super) fn new(
        settings: Settings,
        tokenizer: AnyTokenizer,
        hasher: MinHasher,
        known_texts: &[Vec<u64>],
        has_document_threshold: bool,
    ) -> Detector {
        let passages = settings.passages.as_ref().filter(|_| !known_texts.is_empty());
        let known = passages
            .map(|settings| KnownTexts::new(known_texts.iter().map(Vec::as_slice), settings));
        Detector { settings, tokenizer, hasher, known, has_document_threshold }
    }

    /// Returns the maker of item fingerprints, for joins that run outside of this crate.
    ///
    /// # Errors
    /// - The unit is [`Unit::Passage`]: passages are found and compared in one step, so there are no
    ///   items to fingerprint.
    /// - The search is [`Search::Exact`]: fingerprints find candidates by signatures.
    /// - The unit is a segment, and a
    ///   [`document_threshold`](crate::DetectorBuilder::document_threshold) was set.
    ///
    /// # Examples
    /// See [`Fingerprinter`].
    pub fn fingerprinter(&self) -> Result<Fingerprinter> {
        self.fingerprinter_for("fingerprinter")
    }

    /// Does what [`fingerprinter`](Detector::fingerprinter) does; `what` is the method that an error names.
    pub(super) fn fingerprinter_for(&self, what: &str) -> Result<Fingerprinter> {
        let comparison = self.only_items_compared(what)?;
        if self.settings.search == Search::Exact {
            return Err(Error::conflict(format!(
                "{what} finds candidates by signatures, but search is Search::Exact; set \
                 .search(Search::Lsh) and a higher .recall(…), or take all pairs from matches or an index"
            )));
        }
        Ok(Fingerprinter::new(self.tokenizer.clone(), self.hasher.clone(), comparison))
    }

    /// Returns the comparer of two items by their texts.
    ///
    /// # Errors
    /// - The unit is [`Unit::Passage`]: passages are found and compared in one step, so there are no
    ///   items to compare.
    /// - The unit is a segment, and a
    ///   [`document_threshold`](crate::DetectorBuilder::document_threshold) was set.
    ///
    /// # Examples
    /// See [`Comparer`].
    pub fn comparer(&self) -> Result<Comparer> {
        let comparison = self.only_items_compared("comparer")?;
        Ok(Comparer::new(self.tokenizer.clone(), &self.settings, comparison))
    }

    /// How items of the unit are compared, for a driver that compares nothing else.
    pub(super) fn only_items_compared(&self, what: &str) -> Result<&Comparison> {
        let comparison = self.items_compared(what)?;
        if self.has_document_threshold && self.settings.unit != Unit::Document {
            return Err(Error::conflict(format!(
                "{what} compares segments only, and document_threshold says how similar whole documents \
                 must be; leave .document_threshold(…) out and set .threshold(…), or set \
                 .unit(Unit::Document)"
            )));
        }
        Ok(comparison)
    }

    /// How items of the unit are compared. An error if the unit has no items; `what` is the method that
    /// the error names.
    pub(super) fn items_compared(&self, what: &str) -> Result<&Comparison> {
        match self.settings.unit {
            Unit::Passage => Err(Error::conflict(format!(
                "{what} compares items, and the unit passage has no items; set \
                 .unit(Unit::Paragraph) or .unit(Unit::Document), or call detect"
            ))),
            Unit::Document => Ok(&self.settings.documents),
            _ => Ok(&self.settings.segments),
        }
    }

    /// The settings as resolved. Every report contains them.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn tokenizer(&self) -> &AnyTokenizer {
        &self.tokenizer
    }

    pub(super) fn known(&self) -> Option<&KnownTexts> {
        self.known.as_ref()
    }

    pub(super) fn passages(&self) -> &PassageSettings {
        self.settings.passages.as_ref().expect("set where the unit is the passage")
    }

    pub(super) fn hasher(&self) -> &MinHasher {
        &self.hasher
    }
}
