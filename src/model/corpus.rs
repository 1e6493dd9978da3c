//! Documents, and corpora of documents.

use super::ids::DocumentId;
use super::span::Span;
use super::text_kind::TextKind;
use crate::error::Result;
use std::borrow::Cow;

/// A text with a name. The text is borrowed or owned, and never changed.
///
/// # Examples
/// ```
/// use retold::Document;
///
/// let document = Document::new("notes.txt", "a red sun");
/// assert_eq!(document.name(), "notes.txt");
/// assert_eq!(document.text(), "a red sun");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'t> {
    name: Cow<'t, str>,
    text: Cow<'t, str>,
    rank: i64,
    group: Option<u32>,
    kinds: Box<[(Span, TextKind)]>,
}

impl<'t> Document<'t> {
    /// A document. Names need not be unique, but reports are clearer if they are.
    pub fn new(name: impl Into<Cow<'t, str>>, text: impl Into<Cow<'t, str>>) -> Document<'t> {
        Document {
            name: name.into(),
            text: text.into(),
            rank: 0,
            group: None,
            kinds: Box::default(),
        }
    }

    /// Sets the rank, for example a date or a position in a list of sources. With
    /// [`Keep::Rank`](crate::Keep) the near-copy with the lowest rank is kept. The default is 0.
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector, Document, Keep};
    ///
    /// let text = "The ferry to the island leaves from the northern pier at noon every day except Sunday.";
    /// let mut corpus = Corpus::new();
    /// corpus.push_document(Document::new("reprint", text).with_rank(1952))?;
    /// let original = corpus.push_document(Document::new("first print", text).with_rank(1931))?;
    ///
    /// let report = Detector::builder().keep(Keep::Rank).build()?.detect(&corpus);
    /// assert_eq!(report.clusters()[0].representative, original);
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn with_rank(mut self, rank: i64) -> Document<'t> {
        self.rank = rank;
        self
    }

    /// The rank, 0 by default.
    pub fn rank(&self) -> i64 {
        self.rank
    }

    /// Puts the document into a group, for example the issues of a series or the versions of a manual.
    /// Passages that only documents of one group share are not reported. Near-copies and repeats inside
    /// a document are.
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector, Document};
    ///
    /// let text = "All parts of the machine have to be cleaned with a dry cloth after each shift.";
    /// let mut corpus = Corpus::new();
    /// corpus.push_document(Document::new("1.txt", format!("{text} One.")).with_group(7))?;
    /// corpus.push_document(Document::new("2.txt", format!("{text} Two.")).with_group(7))?;
    ///
    /// let report = Detector::builder().build()?.detect(&corpus);
    /// assert!(report.families().is_empty());
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn with_group(mut self, group: u32) -> Document<'t> {
        self.group = Some(group);
        self
    }

    /// The group.
    pub fn group(&self) -> Option<u32> {
        self.group
    }

    /// Sets the kinds of parts of the text, in ascending order without overlaps. All other text is
    /// prose. Reports name the kind of each place, and list prose first.
    ///
    /// # Panics
    /// If the parts overlap or are not in order.
    ///
    /// # Examples
    /// ```
    /// use retold::model::TextKind;
    /// use retold::{Corpus, Detector, Document, Span};
    ///
    /// let text = "let harbour = boats.iter().filter(|boat| boat.is_old() && boat.is_dry());
    /// let names: Vec<String> = harbour.map(|boat| boat.name.clone() + boat.owner).collect();";
    /// let all = Span::new(0, text.len());
    /// let mut corpus = Corpus::new();
    /// for name in ["a.rs", "b.rs"] {
    ///     corpus.push_document(Document::new(name, text).with_kinds([(all, TextKind::Code)]))?;
    /// }
    /// let report = Detector::builder().build()?.detect(&corpus);
    /// assert_eq!(report.families()[0].medoid().kind, TextKind::Code);
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl Into<Box<[(Span, TextKind)]>>) -> Document<'t> {
        self.kinds = kinds.into();
        let in_order = self.kinds.is_sorted_by(|(a, _), (b, _)| a.end <= b.start);
        assert!(in_order, "the parts of a text must be in ascending order and lie apart");
        self
    }

    /// The kinds of the parts of the text that are not prose.
    pub fn kinds(&self) -> &[(Span, TextKind)] {
        &self.kinds
    }

    /// The name, as it appears in reports.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text. Spans of this document are byte offsets into it.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Named documents, numbered from 0 in the order in which they were added.
///
/// Memory: the texts, if they are owned, and 80 bytes a document.
///
/// # Examples
/// ```
/// use retold::Corpus;
///
/// let mut corpus = Corpus::new();
/// let id = corpus.push("notes.txt", "a red sun")?;
/// assert_eq!(corpus[id].text(), "a red sun");
///
/// let corpus: Corpus = [("a", "one text"), ("b", "another")].into_iter().collect();
/// assert_eq!(corpus.len(), 2);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Corpus<'t> {
    documents: Vec<Document<'t>>,
}

impl<'t> Corpus<'t> {
    /// An empty corpus.
    pub fn new() -> Corpus<'t> {
        Corpus::default()
    }

    /// An empty corpus with room for so many documents.
    ///
    /// # Examples
    /// ```
    /// let mut corpus = retold::Corpus::with_capacity(1);
    /// corpus.push("notes.txt", "a red sun")?;
    /// assert_eq!(corpus.len(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn with_capacity(documents: usize) -> Corpus<'t> {
        Corpus { documents: Vec::with_capacity(documents) }
    }

    /// Adds a document and returns its number.
    ///
    /// # Errors
    /// If the corpus already holds 2³² − 1 documents.
    pub fn push(
        &mut self,
        name: impl Into<Cow<'t, str>>,
        text: impl Into<Cow<'t, str>>,
    ) -> Result<DocumentId> {
        self.push_document(Document::new(name, text))
    }

    /// Adds a [`Document`] and returns its number.
    ///
    /// # Errors
    /// If the corpus already holds 2³² − 1 documents.
    pub fn push_document(&mut self, document: Document<'t>) -> Result<DocumentId> {
        let id = DocumentId::at(self.documents.len())?;
        self.documents.push(document);
        Ok(id)
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The document with this number, if there is one.
    pub fn get(&self, id: DocumentId) -> Option<&Document<'t>> {
        self.documents.get(id.index())
    }

    /// All documents, in the order of their numbers.
    pub fn documents(&self) -> &[Document<'t>] {
        &self.documents
    }

    /// All documents with their numbers, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (DocumentId, &Document<'t>)> {
        self.documents.iter().enumerate().map(|(i, document)| (DocumentId(i as u32), document))
    }
}

impl<'t> std::ops::Index<DocumentId> for Corpus<'t> {
    type Output = Document<'t>;

    /// The document with this number.
    ///
    /// # Panics
    /// If the corpus has no such document.
    fn index(&self, id: DocumentId) -> &Document<'t> {
        &self.documents[id.index()]
    }
}

/// Panics if there are 2³² documents or more, which [`Corpus::push`] reports.
impl<'t, N: Into<Cow<'t, str>>, T: Into<Cow<'t, str>>> FromIterator<(N, T)> for Corpus<'t> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(documents: I) -> Corpus<'t> {
        let mut corpus = Corpus::new();
        corpus.extend(documents);
        corpus
    }
}

/// Panics if there are 2³² documents or more then, which [`Corpus::push`] reports.
impl<'t, N: Into<Cow<'t, str>>, T: Into<Cow<'t, str>>> Extend<(N, T)> for Corpus<'t> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, documents: I) {
        for (name, text) in documents {
            self.push(name, text).expect("a corpus holds fewer than 2^32 documents");
        }
    }
}
