//! The report.

#[cfg(feature = "serde")]
use super::check::{check, check_rows};
use super::family::Family;
use super::optional_fields::sparse;
use super::records::{Cluster, DocumentSummary, Pair, Repeat, Skipped, Truncated};
use super::rows::Rows;
use super::settings::Settings;
use super::skips::Skips;
use super::work::Work;
use crate::model::DocumentId;

/// The name and version of the report's shape. Fields may be added under it, none renamed.
pub const SCHEMA: &str = "retold.report/1";

/// The repeated text of a corpus: the one value that leaves the engine.
///
/// Serialise it with any serde format; [`Display`](std::fmt::Display) and [`Report::text`] are for
/// people. Everything is sorted by a stated key, so that equal input gives equal bytes. Two reports
/// are equal if they say the same, whatever the [`Work`] was.
///
/// A deserialised report is checked: a number of a document, family or place that the report does
/// not have is an error.
///
/// # Examples
/// ```
/// let rule = "A key that was lost must be reported to the office before the next working day.";
/// let report = retold::scan([rule, "Something else entirely.", rule]);
/// assert_eq!(report.families().len(), 1);
/// assert_eq!(report.clusters().len(), 1);
/// assert!(report.to_string().contains("16 words"));
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Data"))]
pub struct Report(pub(super) Data, Work);

impl PartialEq for Report {
    fn eq(&self, other: &Report) -> bool {
        self.0 == other.0
    }
}

/// The fields of a [`Report`], in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
pub(crate) struct Data {
    pub(crate) schema: String,
    pub(crate) settings: Settings,
    pub(crate) documents: Vec<DocumentSummary>,
    pub(crate) families: Vec<Family>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) clusters: Vec<Cluster>,
    #[cfg_attr(feature = "serde", serde(default))]
    pub(crate) rows: Vec<Rows>,
    pub(crate) skipped: Skips,
    #[cfg_attr(feature = "serde", serde(default))]
    pub(crate) truncated: Truncated,
}

sparse!(Data {
    schema,
    settings,
    documents,
    families,
    pairs,
    repeats,
    clusters,
    rows [empty],
    skipped,
    truncated,
});

#[cfg(feature = "serde")]
impl TryFrom<Data> for Report {
    type Error = String;

    fn try_from(data: Data) -> Result<Report, String> {
        if data.schema != SCHEMA {
            return Err(format!("the schema is {:?}, this version reads {SCHEMA:?}", data.schema));
        }
        let Data { documents, families, pairs, repeats, clusters, rows, .. } = &data;
        check(documents, families, pairs, repeats, clusters)?;
        check_rows(documents, rows)?;
        Ok(Report(data, Work::default()))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Report {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Report {
    pub(crate) fn new(data: Data, work: Work) -> Report {
        Report(data, work)
    }

    /// The name and version of the shape: [`SCHEMA`].
    pub fn schema(&self) -> &str {
        &self.0.schema
    }

    /// The settings of the run. A run with the same settings gives the same report.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Every document, by number.
    pub fn documents(&self) -> &[DocumentSummary] {
        &self.0.documents
    }

    /// Repeated texts, the longest first, then by the first place.
    pub fn families(&self) -> &[Family] {
        &self.0.families
    }

    /// Documents that share something, by their numbers.
    pub fn pairs(&self) -> &[Pair] {
        &self.0.pairs
    }

    /// Text that a document repeats, by document and position.
    pub fn repeats(&self) -> &[Repeat] {
        &self.0.repeats
    }

    /// Near-copies among the documents: largest cluster first, then by representative.
    pub fn clusters(&self) -> &[Cluster] {
        &self.0.clusters
    }

    /// Regions of rows that are alike, by document and position: what these repeat of one another is
    /// in no other list.
    pub fn rows(&self) -> &[Rows] {
        &self.0.rows
    }

    /// Input that could not be read, with reasons, by name.
    pub fn skipped(&self) -> &[Skipped] {
        self.0.skipped.sorted()
    }

    /// The limits that were reached.
    pub fn truncated(&self) -> &Truncated {
        &self.0.truncated
    }

    /// The work of the run.
    pub fn work(&self) -> &Work {
        &self.1
    }

    /// Adds an input that could not be read. The library reads no files; callers that do add these.
    /// However many there are, they are sorted once, when they are looked at.
    ///
    /// # Examples
    /// ```
    /// let mut report = retold::scan(["one text", "another"]);
    /// report.add_skipped("photo.jpg", "binary file");
    /// assert_eq!(report.skipped()[0].reason, "binary file");
    /// ```
    pub fn add_skipped(&mut self, name: impl Into<String>, reason: impl Into<String>) {
        self.0.skipped.push(Skipped { name: name.into(), reason: reason.into() });
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
        self.0.documents[document.index()].encoding = Some(encoding.into());
    }
}
