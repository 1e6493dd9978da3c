//! The report.

use super::check::check;
use super::family::Family;
use super::records::{Cluster, DocumentSummary, Pair, Repeat, Skipped, Truncated};
use super::settings::Settings;
use super::skips::Skips;
use crate::model::DocumentId;
use serde::{Deserialize, Serialize};

/// The name and version of the report's shape. Fields may be added under it, none renamed.
pub const SCHEMA: &str = "retold.report/1";

/// What a body of text tells twice: the one value that leaves the engine.
///
/// Serialise it with any serde format; [`Display`](std::fmt::Display) and [`Report::text`] are for
/// people. Everything is sorted by a stated key, so that equal input gives equal bytes.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.";
/// let report = retold::scan([tale, "Something else entirely.", tale]);
/// assert_eq!(report.families().len(), 1);
/// assert_eq!(report.clusters().len(), 1);
/// assert!(report.to_string().contains("14 words"));
/// ```
/// What is deserialised is checked: a report that names a document, family or place that it does not
/// have is an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Report {
    schema: String,
    settings: Settings,
    pub(super) documents: Vec<DocumentSummary>,
    pub(super) families: Vec<Family>,
    pub(super) pairs: Vec<Pair>,
    pub(super) repeats: Vec<Repeat>,
    pub(super) clusters: Vec<Cluster>,
    skipped: Skips,
    truncated: Truncated,
}

/// What a deserialised report holds before its numbers were looked at.
#[derive(Deserialize)]
struct Unchecked {
    schema: String,
    settings: Settings,
    documents: Vec<DocumentSummary>,
    families: Vec<Family>,
    pairs: Vec<Pair>,
    repeats: Vec<Repeat>,
    clusters: Vec<Cluster>,
    skipped: Vec<Skipped>,
    #[serde(default)]
    truncated: Truncated,
}

impl TryFrom<Unchecked> for Report {
    type Error = String;

    fn try_from(unchecked: Unchecked) -> Result<Report, String> {
        let Unchecked { schema, settings, documents, families, pairs, .. } = unchecked;
        let Unchecked { repeats, clusters, skipped, truncated, .. } = unchecked;
        if schema != SCHEMA {
            return Err(format!("the schema is {schema:?}, this version reads {SCHEMA:?}"));
        }
        check(&documents, &families, &pairs, &repeats, &clusters)?;
        let parts = Parts { settings, documents, families, pairs, repeats, clusters, truncated };
        Ok(Report { skipped: skipped.into(), ..Report::new(parts) })
    }
}

/// What a [`Report`] is made of.
pub(crate) struct Parts {
    pub(crate) settings: Settings,
    pub(crate) documents: Vec<DocumentSummary>,
    pub(crate) families: Vec<Family>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) clusters: Vec<Cluster>,
    pub(crate) truncated: Truncated,
}

impl Report {
    pub(crate) fn new(parts: Parts) -> Report {
        Report {
            schema: SCHEMA.to_owned(),
            settings: parts.settings,
            documents: parts.documents,
            families: parts.families,
            pairs: parts.pairs,
            repeats: parts.repeats,
            clusters: parts.clusters,
            skipped: Skips::default(),
            truncated: parts.truncated,
        }
    }

    /// The name and version of the shape: [`SCHEMA`].
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// What it takes to run this report again.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Every document, by number.
    pub fn documents(&self) -> &[DocumentSummary] {
        &self.documents
    }

    /// What is told more than once: longest first, then by the first place.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// Documents that share something, by their numbers.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// What documents repeat of themselves, by document and position.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// Near-copies among the documents: largest cluster first, then by representative.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Input that could not be read, with reasons, by name.
    pub fn skipped(&self) -> &[Skipped] {
        self.skipped.sorted()
    }

    /// What was bounded instead of being listed in full.
    pub fn truncated(&self) -> &Truncated {
        &self.truncated
    }

    /// Notes that an input could not be read. The engine reads nothing; who does says so here.
    /// However many there are, they are sorted once, when they are looked at.
    ///
    /// # Examples
    /// ```
    /// let mut report = retold::scan(["one text", "another"]);
    /// report.add_skipped("photo.jpg", "binary file");
    /// assert_eq!(report.skipped()[0].reason, "binary file");
    /// ```
    pub fn add_skipped(&mut self, name: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push(Skipped { name: name.into(), reason: reason.into() });
    }

    /// Notes that a document was decoded from something else than UTF-8.
    ///
    /// # Panics
    /// If the report has no such document.
    ///
    /// # Examples
    /// ```
    /// use retold::DocumentId;
    ///
    /// let mut report = retold::scan(["déjà vu"]);
    /// report.note_encoding(DocumentId(0), "windows-1252");
    /// assert_eq!(report.documents()[0].encoding.as_deref(), Some("windows-1252"));
    /// ```
    pub fn note_encoding(&mut self, document: DocumentId, encoding: impl Into<String>) {
        self.documents[document.index()].encoding = Some(encoding.into());
    }
}
