//! [`DetectorBuilder`]: the settings of a detector, and the only place where they are checked.

use super::engine::Detector;
use super::previous_settings::PreviousSettings;
use crate::error::{Error, Result};
use crate::hash::{Key, content_hash};
use crate::item::AnyTokenizer;
use crate::lsh::Banding;
use crate::matching::{Keep, Remove, Search};
use crate::model::Similarity;
use crate::passage::PassageSettings;
use crate::report::{Comparison, Settings};
use crate::shingle::Shingler;
use crate::sketch::{MinHasher, SketchKind};
use crate::text::{Tokenizer, Unit};
use std::sync::Arc;

/// Segments with fewer words than this are compared with shingles of [`SHORT_WIDTH`] words. One edit in a
/// sentence of ten words leaves a resemblance of .69 with two words a shingle, and of .20 with five.
const SHORT_BELOW: usize = 15;
const SHORT_WIDTH: usize = 2;

/// The threshold of whole documents, if none is set.
const DOCUMENTS: f64 = 0.8;

/// The number of slots of a signature, if none is set.
const SLOTS: usize = 128;

/// Builds a [`Detector`]. Every setting has a default that works;
/// [`DetectorBuilder::build`] is the only step that can fail.
///
/// A setting either works or is an error. `build` refuses a setting that has no effect together with
/// the others, such as [`known_text`](DetectorBuilder::known_text) with paragraphs. A driver refuses a
/// setting that it cannot keep, such as [`Search::Exact`] for a
/// [removal](Detector::removal_scanner). A setting that belongs to a step which a driver does not have
/// is not used by this driver: [`keep`](DetectorBuilder::keep) and [`remove`](DetectorBuilder::remove)
/// decide nothing in an [`Index`](crate::Index), because it removes nothing.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let detector = Detector::builder().unit(Unit::Sentence).threshold(0.7).build()?;
/// assert_eq!(detector.settings().segments.threshold.get(), 0.7);
///
/// let error = Detector::builder().threshold(1.7).build().unwrap_err();
/// assert_eq!(error.to_string(), "threshold must be in (0, 1], got 1.7");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct DetectorBuilder {
    unit: Unit,
    threshold: Option<f64>,
    document_threshold: Option<f64>,
    shingle_width: Option<usize>,
    recall: Option<f64>,
    banding: Option<Banding>,
    search: Search,
    sketch: SketchKind,
    signature_length: usize,
    seed: u64,
    key: Option<Key>,
    min_words: Option<usize>,
    passages: PassageSettings,
    known_texts: Vec<String>,
    keep: Keep,
    remove: Remove,
    collapse: bool,
    pair_passages: bool,
    tokenizer: AnyTokenizer,
    /// The settings of an earlier run, if the builder was made from a report.
    previous: Option<PreviousSettings>,
}

impl Default for DetectorBuilder {
    fn default() -> DetectorBuilder {
        DetectorBuilder {
            unit: Unit::default(),
            threshold: None,
            document_threshold: None,
            shingle_width: None,
            recall: None,
            banding: None,
            search: Search::default(),
            sketch: SketchKind::default(),
            signature_length: SLOTS,
            seed: 0,
            key: None,
            min_words: None,
            passages: PassageSettings::default(),
            known_texts: Vec::new(),
            keep: Keep::Longest,
            remove: Remove::default(),
            collapse: false,
            pair_passages: true,
            tokenizer: AnyTokenizer::default(),
            previous: None,
        }
    }
}

impl Detector {
    /// Starts with the default settings.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let detector = Detector::builder().build()?;
    /// assert_eq!(detector.settings().unit, Unit::Passage);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn builder() -> DetectorBuilder {
        DetectorBuilder::default()
    }
}

impl DetectorBuilder {
    /// Sets the unit of comparison. Default: [`Unit::Passage`].
    ///
    /// Whole documents are compared with every unit; with [`Unit::Document`] nothing else is.
    pub fn unit(mut self, unit: Unit) -> DetectorBuilder {
        self.unit = unit;
        self
    }

    /// Sets the minimum resemblance of two matching segments, in (0, 1].
    ///
    /// Default: 0.8 for documents, 0.6 for smaller units, where a single edit has more weight. With
    /// [`Unit::Passage`] there are no segments, and a threshold is refused. Set
    /// [`PassageSettingsBuilder::min_identity`](crate::passage::PassageSettingsBuilder::min_identity)
    /// for passages, and [`document_threshold`](DetectorBuilder::document_threshold) for whole
    /// documents.
    ///
    /// # Examples
    /// ```
    /// let error = retold::Detector::builder().threshold(0.7).build().unwrap_err();
    /// assert!(error.to_string().contains(".unit(Unit::Paragraph)"));
    /// ```
    pub fn threshold(mut self, threshold: f64) -> DetectorBuilder {
        self.threshold = Some(threshold);
        self
    }

    /// Sets the minimum resemblance of near-copies among whole documents, in (0, 1]. Default: 0.8,
    /// or [`DetectorBuilder::threshold`] if the unit is [`Unit::Document`]. If both are set with this
    /// unit, they must be equal.
    ///
    /// A driver that compares segments only refuses another value than the default: [`Detector::matches`],
    /// [`Detector::removal_scanner`], [`Detector::fingerprinter`] and [`Detector::comparer`].
    pub fn document_threshold(mut self, threshold: f64) -> DetectorBuilder {
        self.document_threshold = Some(threshold);
        self
    }

    /// Sets the words of a shingle, for all segments of the unit, short ones included; in 1..=32.
    ///
    /// Default: 5 for documents, 3 for smaller units, and 2 if one of the two segments has fewer than
    /// 15 words; 1 for tokenizers with overlapping tokens. Refused where the unit is
    /// [`Unit::Passage`].
    pub fn shingle_width(mut self, words: usize) -> DetectorBuilder {
        self.shingle_width = Some(words);
        self
    }

    /// Sets the probability that a pair exactly at the threshold is found, in (0, 1). Default: 0.99.
    ///
    /// Pairs above the threshold have a higher probability. All candidates are verified, so a higher
    /// recall costs time, but not precision. Refused together with
    /// [`banding`](DetectorBuilder::banding) or with [`Search::Exact`].
    pub fn recall(mut self, recall: f64) -> DetectorBuilder {
        self.recall = Some(recall);
        self
    }

    /// Sets the bands and rows directly, instead of a [`DetectorBuilder::recall`]. Refused where the
    /// unit is [`Unit::Passage`], and together with a recall or with [`Search::Exact`].
    ///
    /// # Examples
    /// ```
    /// use retold::lsh::Banding;
    /// use retold::{Detector, Search, Unit};
    ///
    /// let builder = Detector::builder().unit(Unit::Paragraph).banding(Banding::new(16, 8)?);
    /// assert!(builder.clone().build().is_ok());
    /// let error = builder.search(Search::Exact).build().unwrap_err();
    /// assert!(error.to_string().contains("leave .banding(…) out"));
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn banding(mut self, banding: Banding) -> DetectorBuilder {
        self.banding = Some(banding);
        self
    }

    /// Sets how candidates are found. Default: [`Search::Lsh`]; [`Search::Exact`] misses nothing.
    ///
    /// An exact search makes no signatures, so the settings of signatures are refused with it. A
    /// removal finds candidates by signatures only, and refuses an exact search
    /// ([`Detector::removal_scanner`], [`Detector::removals`], [`Detector::fingerprinter`]).
    pub fn search(mut self, search: Search) -> DetectorBuilder {
        self.search = search;
        self
    }

    /// Sets the kind of signature. Default: [`SketchKind::Bucketed`]. Another kind is refused with
    /// [`Search::Exact`], which makes no signatures.
    pub fn sketch(mut self, kind: SketchKind) -> DetectorBuilder {
        self.sketch = kind;
        self
    }

    /// Sets the number of slots of a signature. Default: 128. More slots allow a higher recall at a
    /// lower threshold. Another number is refused with [`Search::Exact`].
    pub fn signature_length(mut self, slots: usize) -> DetectorBuilder {
        self.signature_length = slots;
        self
    }

    /// Sets the seed of the signatures. Default: 0. For untrusted texts, set a
    /// [`key`](DetectorBuilder::key) instead, which is a seed for all hashes. Another seed is refused
    /// with [`Search::Exact`].
    pub fn seed(mut self, seed: u64) -> DetectorBuilder {
        self.seed = seed;
        self
    }

    /// Sets a secret key, for untrusted texts: hash collisions of tokens, shingles and signatures
    /// are then unpredictable. Default: none.
    ///
    /// Without a key, an attacker can find two words with the same hash, and write a text that passes for a
    /// copy of another one, or many texts that share a bucket. [`Key`] states what a key does not
    /// prevent. The report is otherwise the same, takes somewhat longer, and has only the
    /// [fingerprint](Key::fingerprint) of the key. A custom tokenizer still decides by its own hashes
    /// which tokens are equal; the key is applied to these hashes.
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector, hash::Key};
    ///
    /// // Two words that were found to have one hash.
    /// let texts = ["guzabomokotemome", "defalamujiluzodu"];
    /// let corpus: Corpus = texts.map(|text| (text, text)).into_iter().collect();
    /// assert_eq!(Detector::builder().build()?.detect(&corpus).clusters().len(), 1);
    ///
    /// let secret = Key::new([/* sixteen random bytes */ 0x5e; 16]);
    /// let detector = Detector::builder().key(secret).build()?;
    /// assert!(detector.detect(&corpus).clusters().is_empty());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn key(mut self, key: Key) -> DetectorBuilder {
        self.key = Some(key);
        self
    }

    /// Sets the minimum number of words of a family. Default: 12, or the value of the
    /// [`passages`](DetectorBuilder::passages) settings. A shorter paragraph can be part of a longer
    /// block.
    ///
    /// In a removal, a shorter item is removed only if it is identical to a kept one. With
    /// [`Unit::Document`] there are no families, so there the setting is used by removals only.
    pub fn min_words(mut self, words: usize) -> DetectorBuilder {
        self.min_words = Some(words);
        self
    }

    /// Sets the definition of a passage. With another unit than [`Unit::Passage`], settings that differ
    /// from the default are refused.
    ///
    /// # Examples
    /// ```
    /// use retold::Detector;
    /// use retold::passage::PassageSettings;
    ///
    /// let detector = Detector::builder().passages(PassageSettings::noisy()).build()?;
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn passages(mut self, passages: PassageSettings) -> DetectorBuilder {
        self.passages = passages;
        self
    }

    /// Adds a text that is expected in many documents (a licence, a footer, a template) and is excluded
    /// from the report: no passage includes it, and it does not count among the words in which two
    /// documents [differ](crate::report::Pair::differing). Refused with other units than
    /// [`Unit::Passage`].
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector};
    ///
    /// let footer = "All rights reserved. No part of this text may be used in any way without leave.";
    /// let corpus: Corpus = [
    ///     ("a", format!("The storm tore the roof off a barn. {footer}")),
    ///     ("b", format!("The mayor thanked everyone at length. {footer}")),
    /// ]
    /// .into_iter()
    /// .collect();
    /// assert_eq!(Detector::builder().build()?.detect(&corpus).families().len(), 1);
    ///
    /// let detector = Detector::builder().known_text(footer).build()?;
    /// assert!(detector.detect(&corpus).families().is_empty());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn known_text(mut self, text: impl Into<String>) -> DetectorBuilder {
        self.known_texts.push(text.into());
        self
    }

    /// Sets which document is the representative of a cluster, and which copy is kept by a removal.
    /// Default: [`Keep::Longest`].
    pub fn keep(mut self, keep: Keep) -> DetectorBuilder {
        self.keep = keep;
        self
    }

    /// Sets how similar a text must be to a kept one to be removed, wherever removals are decided:
    /// [`Detector::removals`], [`RemovalPlanner::decide`](crate::detector::RemovalPlanner::decide),
    /// [`Comparer`](crate::item::Comparer). Default: [`Remove::Equivalent`]. A report does not
    /// depend on it. With [`Unit::Passage`] this crate decides no removals; the settings of the report
    /// contain the value for a caller who does.
    ///
    /// # Examples
    /// See [`Remove`].
    pub fn remove(mut self, remove: Remove) -> DetectorBuilder {
        self.remove = remove;
        self
    }

    /// Sets whether near-copies are collapsed before the search for passages. Only the representative of
    /// each cluster is searched then ([`keep`](DetectorBuilder::keep) selects it). The other members
    /// are listed in the cluster, and in a pair with the representative only. Default: false.
    ///
    /// Use it for a corpus with many near-copies, or one that does not fit into memory otherwise. The
    /// tokens of the other members are not kept, and each is aligned with its representative only, for
    /// its relation. Text that a near-copy alone has is not searched: what it shares of that with a
    /// third document is not found, and its words do not count as
    /// [`reused`](crate::report::DocumentSummary::reused). A higher
    /// [`document_threshold`](DetectorBuilder::document_threshold) limits this loss. The report counts
    /// these documents as [`collapsed`](crate::report::Truncated::collapsed). A member in another group
    /// than its representative is searched, since text shared by two groups must be found. Refused with
    /// other units than [`Unit::Passage`].
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector};
    ///
    /// let article: String = (0..200).map(|word| format!("word{word} ")).collect();
    /// let corpus: Corpus = [
    ///     ("a", format!("{article}and that is all")),
    ///     ("b", format!("{article}so far")),
    ///     ("c", article[..300].to_owned()),
    /// ]
    /// .into_iter()
    /// .collect();
    /// let places = |report: &retold::Report| {
    ///     report.families().iter().map(|family| family.occurrences().len()).max()
    /// };
    ///
    /// let report = Detector::builder().build()?.detect(&corpus);
    /// assert_eq!((report.clusters().len(), places(&report)), (1, Some(3)));
    ///
    /// let report = Detector::builder().collapse(true).build()?.detect(&corpus);
    /// assert_eq!((report.clusters().len(), places(&report)), (1, Some(2)));
    /// assert_eq!(report.truncated().collapsed, 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn collapse(mut self, collapse: bool) -> DetectorBuilder {
        self.collapse = collapse;
        self
    }

    /// Sets whether each pair of documents lists the passages that it shares. Default: true.
    ///
    /// If not, pairs have their relation, their figures and the number of passages. The passages of pairs are most of
    /// a report on templates or versions: 1,100 licences of 5.5 MB have a report of 60 MB, and of 16 MB without them.
    /// The families list the same places once each. Refused with [`Unit::Document`](crate::text::Unit), where pairs
    /// have no passages.
    ///
    /// # Examples
    /// ```
    /// use retold::Detector;
    ///
    /// let rule = "A key that was lost must be reported to the office before the next working day.";
    /// let corpus: retold::Corpus = [("a", rule), ("b", rule)].into_iter().collect();
    /// let report = Detector::builder().pair_passages(false).build()?.detect(&corpus);
    /// let pair = &report.pairs()[0];
    /// assert_eq!((pair.passages.len(), pair.unlisted_passages, pair.matched_words), (0, 1, 16));
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn pair_passages(mut self, pair_passages: bool) -> DetectorBuilder {
        self.pair_passages = pair_passages;
        self
    }

    /// Sets the tokenizer, and its name in the report. Default:
    /// [`Words`](crate::text::Words).
    ///
    /// # Examples
    /// ```
    /// use retold::Detector;
    /// use retold::text::Chars;
    ///
    /// let detector = Detector::builder().tokenizer("chars 4", Chars::code_points(4)?).build()?;
    /// assert_eq!(detector.settings().tokenizer, "chars 4");
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn tokenizer(
        mut self,
        name: impl Into<String>,
        tokenizer: impl Tokenizer + 'static,
    ) -> DetectorBuilder {
        self.tokenizer = AnyTokenizer::custom(name.into(), Arc::new(tokenizer));
        self
    }

    /// Checks the settings against one another.
    ///
    /// # Errors
    /// - A value is outside its range.
    /// - A setting has no effect, because of the unit, the search or another setting.
    /// - The builder was made from a report, and the key, a known text or the tokenizer is missing.
    /// - A signature is too short for the threshold and the recall, or for the bands.
    ///
    /// The message names the value and the rule.
    pub fn build(self) -> Result<Detector> {
        let hasher =
            MinHasher::with_kind(self.sketch, self.signature_length, self.signature_seed())?;
        let whole = self.unit == Unit::Document;
        let previous = self.previous.as_ref();
        let documents = self.comparison(Kind {
            setting: if whole && self.threshold.is_some() {
                "threshold"
            } else {
                "document_threshold"
            },
            threshold: self.threshold.filter(|_| whole).or(self.document_threshold),
            default: DOCUMENTS,
            default_width: 5,
            by_hand: whole,
            previous: previous.map(|previous| previous.documents),
        })?;
        let segments = if whole {
            documents
        } else {
            self.comparison(Kind {
                setting: "threshold",
                threshold: self.threshold,
                default: 0.6,
                default_width: 3,
                by_hand: true,
                previous: previous.map(|previous| previous.segments),
            })?
        };
        self.check_effects()?;
        let passages = match self.min_words {
            Some(words) => self.passages.to_builder().min_words(words).build()?,
            None => self.passages.clone(),
        };
        let by_passage = self.unit == Unit::Passage;
        let tokenizer = if by_passage { self.tokenizer.whole_words() } else { self.tokenizer };
        let tokenizer = tokenizer.keyed(self.key);
        let known_texts: Vec<Vec<u64>> = self
            .known_texts
            .iter()
            .map(|text| tokenizer.tokens(text).iter().map(|token| token.hash).collect())
            .collect();
        let known_hashes: Vec<String> =
            known_texts.iter().map(|tokens| format!("{:032x}", content_hash(tokens).0)).collect();
        if let Some(previous) = &self.previous {
            previous.check(self.key.as_ref(), &known_hashes, tokenizer.name())?;
        }
        let settings = Settings {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unicode: unicode_version(),
            unit: self.unit,
            segments,
            documents,
            search: self.search,
            sketch: self.sketch,
            signature_length: self.signature_length,
            seed: self.seed,
            key: self.key.map(|key| key.fingerprint()),
            min_words: passages.min_words(),
            passages: by_passage.then_some(passages),
            known_texts: known_hashes,
            keep: self.keep,
            remove: self.remove,
            collapse: self.collapse,
            pair_passages: self.pair_passages,
            tokenizer: tokenizer.name().to_owned(),
        };
        let has_document_threshold = self.document_threshold.is_some_and(|set| set != DOCUMENTS);
        Ok(Detector::new(settings, tokenizer, hasher, &known_texts, has_document_threshold))
    }

    /// The seed of the signatures, a function of the seed and the key.
    fn signature_seed(&self) -> u64 {
        self.key.map_or(self.seed, |key| self.seed ^ key.seed())
    }

    /// Starts with the settings of an earlier run; `previous` has those that a report cannot restore.
    pub(super) fn with_previous(
        settings: &Settings,
        previous: PreviousSettings,
    ) -> DetectorBuilder {
        DetectorBuilder {
            unit: settings.unit,
            search: settings.search,
            sketch: settings.sketch,
            signature_length: settings.signature_length,
            seed: settings.seed,
            min_words: Some(settings.min_words),
            passages: settings.passages.clone().unwrap_or_default(),
            keep: settings.keep,
            remove: settings.remove,
            collapse: settings.collapse,
            pair_passages: settings.pair_passages,
            previous: Some(previous),
            ..DetectorBuilder::default()
        }
    }

    /// An error if a setting has no effect together with the others.
    fn check_effects(&self) -> Result<()> {
        self.check_unit()?;
        self.check_search()?;
        let whole = self.unit == Unit::Document;
        if whole && !self.pair_passages {
            return Err(Error::conflict(
                "pair_passages leaves out the passages of pairs, but pairs have none where the unit is the \
                 document; leave .pair_passages(…) out, or set another .unit(…)"
                    .to_owned(),
            ));
        }
        if let (true, Some(segments), Some(documents)) =
            (whole, self.threshold, self.document_threshold)
            && segments.to_bits() != documents.to_bits()
        {
            return Err(Error::conflict(format!(
                "threshold and document_threshold are the same setting where the unit is the document, \
                 got {segments} and {documents}; set one of them"
            )));
        }
        if self.banding.is_some() && self.recall.is_some() {
            return Err(Error::conflict(
                "banding sets the bands, and recall chooses them; leave .banding(…) or .recall(…) out"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// An error if a setting has no effect on the unit.
    fn check_unit(&self) -> Result<()> {
        if self.unit == Unit::Passage {
            let of_segments = first_set([
                ("threshold", self.threshold.is_some()),
                ("shingle_width", self.shingle_width.is_some()),
                ("banding", self.banding.is_some()),
            ]);
            return of_segments.map_or(Ok(()), |setting| {
                Err(Error::conflict(format!(
                    "{setting} says how segments are compared, but the unit is the passage; set \
                     .unit(Unit::Paragraph) or another unit, or say what counts as a passage with \
                     .passages(…), or how similar whole documents must be with .document_threshold(…)"
                )))
            });
        }
        let of_passages = first_set([
            ("passages", self.passages != PassageSettings::default()),
            ("known_text", !self.known_texts.is_empty()),
            ("collapse", self.collapse),
        ]);
        of_passages.map_or(Ok(()), |setting| {
            Err(Error::conflict(format!(
                "{setting} is a setting of the search for passages, but the unit is another one; leave \
                 .{setting}(…) out, or set .unit(Unit::Passage)"
            )))
        })
    }

    /// An error if the search is exact and a setting of signatures was set.
    fn check_search(&self) -> Result<()> {
        if self.search != Search::Exact {
            return Ok(());
        }
        let previous = self.previous.as_ref().map(|previous| previous.signatures);
        let (sketch, slots, seed) = previous.unwrap_or((SketchKind::default(), SLOTS, 0));
        let of_signatures = first_set([
            ("banding", self.banding.is_some()),
            ("recall", self.recall.is_some()),
            ("sketch", self.sketch != sketch),
            ("signature_length", self.signature_length != slots),
            ("seed", self.seed != seed),
        ]);
        of_signatures.map_or(Ok(()), |setting| {
            Err(Error::conflict(format!(
                "{setting} is a setting of the search by signatures, but search is Search::Exact, which \
                 makes none; leave .{setting}(…) out, or set .search(Search::Lsh)"
            )))
        })
    }

    /// Resolves how one kind of segment is compared.
    fn comparison(&self, kind: Kind) -> Result<Comparison> {
        let Kind { setting, threshold: set, default, default_width, by_hand, previous } = kind;
        let threshold = set.or(previous.map(|it| it.threshold.get())).unwrap_or(default);
        let share = Similarity::new(threshold).filter(|share| *share > Similarity::ZERO);
        let share = share.ok_or_else(|| Error::out_of_range(setting, threshold, "in (0, 1]"))?;
        let overlapping = self.tokenizer.overlapping().then_some(1);
        let [shingle_width, short_width, short_below] =
            match (self.shingle_width.filter(|_| by_hand), previous) {
                (Some(width), _) => [width, width, 0],
                (None, Some(it)) => [it.shingle_width, it.short_width, it.short_below],
                (None, None) => overlapping
                    .map_or([default_width, SHORT_WIDTH, SHORT_BELOW], |width| [width, width, 0]),
            };
        Shingler::new(shingle_width)?;
        // The bands of an earlier run fit its threshold and its recall. If one of these is set to another
        // value, the bands are chosen again.
        let previous = previous.filter(|_| set.is_none() && self.recall.is_none());
        let by_hand = self.banding.filter(|_| by_hand);
        let banding = match (self.search, by_hand.or(previous.and_then(|it| it.banding))) {
            (Search::Exact, _) => None,
            (_, Some(banding)) => {
                banding.fits(self.signature_length)?;
                Some(banding)
            }
            (_, None) => Some(match self.recall {
                Some(recall) => {
                    Banding::for_threshold_with_recall(self.signature_length, threshold, recall)?
                }
                None => Banding::for_threshold(self.signature_length, threshold)?,
            }),
        };
        Ok(Comparison { threshold: share, shingle_width, short_width, short_below, banding })
    }
}

/// A kind of item, and the settings for it.
#[derive(Clone, Copy)]
struct Kind {
    /// The name of the setting that has its threshold.
    setting: &'static str,
    threshold: Option<f64>,
    /// The threshold if none was set.
    default: f64,
    default_width: usize,
    /// Whether the shingle width and the bands that were set apply to it.
    by_hand: bool,
    /// How it was compared in an earlier run.
    previous: Option<Comparison>,
}

/// The first of some settings that was set.
fn first_set<const N: usize>(settings: [(&'static str, bool); N]) -> Option<&'static str> {
    settings.into_iter().find(|(_, is_set)| *is_set).map(|(setting, _)| setting)
}

fn unicode_version() -> String {
    let (major, minor, patch) = unicode_segmentation::UNICODE_VERSION;
    format!("{major}.{minor}.{patch}")
}
