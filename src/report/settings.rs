//! The settings that a report depends on.

use super::optional_fields::sparse;
use crate::lsh::Banding;
use crate::matching::{Keep, Remove, Search};
use crate::model::Similarity;
use crate::passage::PassageSettings;
use crate::sketch::SketchKind;
use crate::text::Unit;

/// Every setting that a report depends on, as resolved: no default is left open.
///
/// # Examples
/// ```
/// let report = retold::scan(["one text", "another"]);
/// assert_eq!(report.settings().documents.threshold.get(), 0.8);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[non_exhaustive]
pub struct Settings {
    /// The version of this crate.
    pub version: String,
    /// The version of Unicode that words, sentences and normalisation follow.
    pub unicode: String,
    /// The unit of comparison.
    pub unit: Unit,
    /// How the segments of the unit are compared.
    pub segments: Comparison,
    /// How whole documents are compared.
    pub documents: Comparison,
    /// How candidates are found.
    pub search: Search,
    /// The kind of signature.
    pub sketch: SketchKind,
    /// The number of slots of a signature.
    pub signature_length: usize,
    /// The seed of the signatures.
    pub seed: u64,
    /// The [fingerprint](crate::hash::Key::fingerprint) of the key; nothing where there is none.
    #[cfg_attr(feature = "serde", serde(default))]
    pub key: Option<String>,
    /// The settings of passages; `None` for other units.
    pub passages: Option<PassageSettings>,
    /// The content hashes of texts that were folded away, in hexadecimal.
    pub known_texts: Vec<String>,
    /// Families below this number of words are not reported.
    pub min_words: usize,
    /// Which document represents a cluster.
    pub keep: Keep,
    /// Which near-copies may be removed.
    #[cfg_attr(feature = "serde", serde(default))]
    pub remove: Remove,
    /// Whether passages are looked for in the representatives of clusters only.
    #[cfg_attr(feature = "serde", serde(default))]
    pub collapse: bool,
    /// Whether pairs of documents list their passages. If not, they count them.
    #[cfg_attr(feature = "serde", serde(default = "yes"))]
    pub pair_passages: bool,
    /// The tokenizer, by name.
    pub tokenizer: String,
}

sparse!(Settings {
    version,
    unicode,
    unit,
    segments,
    documents,
    search,
    sketch,
    signature_length,
    seed,
    key [none],
    passages,
    known_texts,
    min_words,
    keep,
    remove,
    collapse,
    pair_passages [yes],
    tokenizer,
});

/// The value of a setting that a report leaves out.
#[cfg(feature = "serde")]
fn yes() -> bool {
    true
}

/// How two segments of one kind are compared.
///
/// # Examples
/// ```
/// let report = retold::scan(["one text", "another"]);
/// assert_eq!(report.settings().documents.shingle_width, 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Comparison {
    /// The least resemblance of a match, in (0, 1].
    pub threshold: Similarity,
    /// Words in a shingle.
    pub shingle_width: usize,
    /// Words in a shingle where a segment has fewer than [`Comparison::short_below`] words.
    pub short_width: usize,
    /// Segments of fewer words than this are compared with the short width; 0 for none.
    pub short_below: usize,
    /// How signatures are cut into bands; nothing where the search is exact.
    pub banding: Option<Banding>,
}
