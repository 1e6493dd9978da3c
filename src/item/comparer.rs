//! The comparison of two items.

use super::fingerprinter::marks_of;
use super::item_tokens::ItemTokens;
use super::scratch::Scratch;
use super::tokenizer::AnyTokenizer;
use super::verdict::{Likeness, Verdict};
use super::width::WidthClass;
use crate::facts::{Marks, Scope, Statement};
use crate::hash::content_hash;
use crate::matching::{Figures, Remove, shared_at};
use crate::model::Similarity;
use crate::report::{Comparison, Settings};
use crate::shingle::ShingleSet;
use crate::text::{Unit, words};

/// Says whether two items are alike, and whether one of them can be removed, with the settings of a
/// detector.
///
/// [`Detector::comparer`](crate::Detector::comparer) makes it. This is the one definition of what is
/// alike: a batch run, an [`Index`](crate::Index) and two passes
/// ([`RemovalScanner`](crate::detector::RemovalScanner)) find the same pairs, which a comparer confirms. It has
/// no state of its own between calls and can be shared.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let kept = "The colour of the sea was grey in the morning, and the boats lay on the sand.";
/// let comparer = Detector::builder().unit(Unit::Document).threshold(0.3).build()?.comparer()?;
///
/// let spelling = "The color of the sea was gray in the morning, and the boats lay on the sand.";
/// let likeness = comparer.compare(spelling, kept).likeness().expect("above the threshold");
/// assert!(likeness.equivalent && likeness.removable && !likeness.same_words);
///
/// let fact = "The colour of the sea was grey in the evening, and the boats lay on the sand.";
/// let likeness = comparer.compare(fact, kept).likeness().expect("above the threshold");
/// assert!(!likeness.equivalent && !likeness.removable);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Comparer {
    tokenizer: AnyTokenizer,
    comparison: Comparison,
    scope: Scope,
    /// The least length of an item that may be removed for one that is not identical, in fifths of a word.
    least: usize,
    remove: Remove,
}

impl Comparer {
    pub(crate) fn new(
        tokenizer: AnyTokenizer,
        settings: &Settings,
        comparison: &Comparison,
    ) -> Comparer {
        Comparer {
            tokenizer,
            comparison: *comparison,
            scope: if settings.unit == Unit::Document { Scope::Document } else { Scope::Segment },
            least: 5 * settings.min_words,
            remove: settings.remove,
        }
    }

    /// Compares item `a`, which may be removed, with item `b`, which is kept.
    ///
    /// An item without a token is [`Verdict::Apart`] from every item.
    ///
    /// # Examples
    /// See [`Comparer`].
    pub fn compare(&self, a: &str, b: &str) -> Verdict {
        let mut scratch = Scratch::default();
        let [a, b] = [a, b].map(|text| self.read(&mut scratch, text));
        self.verdict(&a, &b)
    }

    /// How two items compare, whether or not they are alike: the figures of their shingle sets, and
    /// whether they are the same. No passages are aligned.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let comparer = Detector::builder().unit(Unit::Document).build()?.comparer()?;
    /// let part = "the boats lay upside down on the wet sand";
    /// let whole = "and the boats lay upside down on the wet sand as they had in May";
    /// let figures = comparer.figures(part, whole);
    /// assert!(comparer.compare(part, whole).likeness().is_none());
    /// assert!(figures.resemblance.get() < 0.8 && figures.containment_a.get() == 1.0);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn figures(&self, a: &str, b: &str) -> Figures {
        let mut scratch = Scratch::default();
        let [a, b] = [a, b].map(|text| self.read(&mut scratch, text));
        let class = WidthClass::among(&self.comparison, [a.fifths, b.fifths]);
        let width = class.words(&self.comparison);
        // Not the sets of `a` and `b`: an item too long to match a short one has no set of short shingles,
        // and may contain it all the same.
        let [of_a, of_b] = [&a, &b].map(|item| {
            let text = item.statement.text();
            ShingleSet::from_shingles(scratch.shingles_of(&self.tokenizer, text, width))
        });
        let same_words = a.content == b.content;
        Figures {
            identical: same_words && self.marks(&a) == self.marks(&b),
            same_words,
            resemblance: of_a.resemblance(&of_b),
            containment_a: of_a.containment_in(&of_b),
            containment_b: of_b.containment_in(&of_a),
            words: words(a.fifths) + words(b.fifths),
            ..Figures::default()
        }
    }

    /// Reads an item for comparisons.
    pub(crate) fn read(&self, scratch: &mut Scratch, text: &str) -> ItemTokens {
        scratch.row.clear();
        self.tokenizer.extend(&mut scratch.row, text);
        let fifths = scratch.row.fifths();
        let sets = [WidthClass::Normal, WidthClass::Short].map(|class| {
            if !class.includes(&self.comparison, fifths, &scratch.row.hashes) {
                return ShingleSet::default();
            }
            scratch.shingle_row(class.words(&self.comparison));
            ShingleSet::from_shingles(&scratch.shingles)
        });
        let content = content_hash(&scratch.row.hashes);
        ItemTokens { fifths, content, sets, statement: Statement::new(text) }
    }

    /// The resemblance of two items if it reaches the threshold.
    pub(crate) fn resemblance(&self, a: &ItemTokens, b: &ItemTokens) -> Option<Similarity> {
        let class = WidthClass::among(&self.comparison, [a.fifths, b.fifths]);
        let [a, b] = [a, b].map(|reading| reading.sets[class as usize].as_slice());
        let shared = shared_at(a, b, self.comparison.threshold)?;
        Some(Similarity::ratio(shared, a.len() + b.len() - shared))
    }

    /// Compares an item with one that is kept.
    pub(crate) fn verdict(&self, item: &ItemTokens, kept: &ItemTokens) -> Verdict {
        let Some(resemblance) = self.resemblance(item, kept) else { return Verdict::Apart };
        let same_words = item.content == kept.content;
        let identical = same_words && self.marks(item) == self.marks(kept);
        let equivalent = identical || !item.statement.says_more_than(&kept.statement, self.scope);
        let is_long = self.is_long(item.fifths) && self.is_long(kept.fifths);
        let removable = identical
            || is_long
                && match self.remove {
                    Remove::Identical => false,
                    Remove::Equivalent => equivalent,
                    Remove::Similar => true,
                };
        Verdict::Alike(Likeness { resemblance, same_words, identical, equivalent, removable })
    }

    /// The class of an item of this length.
    pub(crate) fn class(&self, fifths: usize) -> WidthClass {
        WidthClass::of(&self.comparison, fifths)
    }

    /// Whether an item of this length may be removed for one that is not identical. Very short items
    /// resemble one another by chance.
    pub(crate) fn is_long(&self, fifths: usize) -> bool {
        fifths >= self.least
    }

    fn marks(&self, reading: &ItemTokens) -> Marks {
        marks_of(&self.tokenizer, &mut Scratch::default(), reading.statement.text())
    }
}
