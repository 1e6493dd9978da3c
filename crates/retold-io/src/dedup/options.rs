//! The options of a deduplication.

use crate::input::memory::Limit;
use retold::matching::Remove;
use retold::{Detector, DetectorBuilder, Unit};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The options of a deduplication.
///
/// # Examples
/// ```
/// use retold_io::dedup::{By, Options};
///
/// let mut options = Options::new(vec!["corpus.jsonl".into()], "clean.jsonl".into());
/// options.by = By::Paragraph;
/// options.min_words = Some(20);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "each is an option by itself")]
pub struct Options {
    /// Files and folders to read; `-` is the standard input.
    pub inputs: Vec<PathBuf>,
    /// Reference corpora: text that occurs in them is removed from the input. They are never
    /// changed.
    pub against: Vec<PathBuf>,
    /// The clean corpus: a file, or a folder if there are several texts. For a preview, it may be
    /// empty.
    pub output: PathBuf,
    /// The audit log; `OUTPUT.audit.jsonl` by default.
    pub audit: Option<PathBuf>,
    /// Whether an older output and its log may be replaced.
    pub force: bool,
    /// What is removed.
    pub by: By,
    /// The other settings of the comparison; the fields of `Options` override them.
    pub detector: DetectorBuilder,
    /// The lowest resemblance of two similar documents, paragraphs or lines, from 0 to 1. Without
    /// it, the default of the unit is used.
    pub threshold: Option<f64>,
    /// The lowest identity of two occurrences of a passage, from 0 to 1.
    pub min_identity: Option<f64>,
    /// The fewest words of a paragraph, line or passage that is removed.
    pub min_words: Option<usize>,
    /// Which copies are removed.
    pub remove: Remove,
    /// Which of several copies is kept.
    pub keep: KeepRule,
    /// Whether a document is removed that occurs whole inside a longer one; see
    /// [`Options::removes_contained`].
    pub contained: bool,
    /// Whether fields with the cluster of each record are added, and nothing is removed.
    pub annotate: bool,
    /// What the names of the added fields start with; `retold_` by default.
    pub annotate_prefix: String,
    /// A file of pairs of records that are also compared: CSV, TSV, JSON Lines or Parquet with the
    /// fields `a` and `b` (names of records as in the audit log), and optionally `score`.
    pub pairs: Option<PathBuf>,
    /// The seed of the signatures.
    pub seed: u64,
    /// The field of a record that holds its text.
    pub text_field: String,
    /// The field that names a record in the audit log.
    pub id_field: Option<String>,
    /// Whether hidden and ignored files in folders are read too.
    pub everything: bool,
    /// Whether symbolic links in folders are followed.
    pub follow_links: bool,
    /// Other files that the program reads, such as a key. They are never overwritten.
    pub protected: Vec<PathBuf>,
    /// The most memory to use.
    pub memory: Option<Limit>,
}

/// The unit that is removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// Whole documents.
    #[default]
    Document,
    /// Paragraphs, inside a document and across documents.
    Paragraph,
    /// Lines, inside a document and across documents.
    Line,
    /// The sentences of passages, inside a document and across documents.
    Passage,
}

impl By {
    /// The unit of the detector.
    pub fn unit(self) -> Unit {
        match self {
            By::Document => Unit::Document,
            By::Paragraph => Unit::Paragraph,
            By::Line => Unit::Line,
            By::Passage => Unit::Passage,
        }
    }

    /// The name of the unit in messages and in the audit log.
    pub fn noun(self) -> &'static str {
        match self {
            By::Document => "document",
            By::Paragraph => "paragraph",
            By::Line => "line",
            By::Passage => "sentence",
        }
    }
}

/// Which of several copies is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum KeepRule {
    /// The first in the order of the input.
    #[default]
    First,
    /// The longest. If several have the same length, the first of them.
    Longest,
    /// The one with the earliest date or smallest number in a field.
    Earliest(String),
    /// The one that comes first in a list of names and patterns, one to a line of a file.
    Priority(PathBuf),
}

impl Options {
    /// Whether documents that occur whole inside a longer one are removed: with `contained`, and
    /// also if the longest document is kept and equivalent text is removed.
    pub fn removes_contained(&self) -> bool {
        let keeps_longest = self.keep == KeepRule::Longest && self.by == By::Document;
        self.contained || keeps_longest && self.remove != Remove::Identical
    }

    /// Options that read `inputs` and write to `output`, with the defaults for everything else.
    pub fn new(inputs: Vec<PathBuf>, output: PathBuf) -> Options {
        Options {
            inputs,
            against: Vec::new(),
            output,
            audit: None,
            force: false,
            by: By::default(),
            detector: Detector::builder(),
            threshold: None,
            min_identity: None,
            min_words: None,
            remove: Remove::default(),
            keep: KeepRule::default(),
            contained: false,
            annotate: false,
            pairs: None,
            annotate_prefix: "retold_".to_owned(),
            seed: 0,
            text_field: "text".to_owned(),
            id_field: None,
            everything: false,
            follow_links: false,
            protected: Vec::new(),
            memory: None,
        }
    }
}
