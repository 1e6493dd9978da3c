//! The one error of the crate: a report and a corpus that do not belong together.

use std::{fmt, io};

/// Says where a report does not fit the corpus that it was given with.
///
/// A report can be read from anywhere, so none of its numbers is taken on trust: the documents that
/// it names must exist, and its spans must lie on characters of their texts.
///
/// # Examples
/// ```
/// use retold::Corpus;
/// use retold_html::Page;
///
/// let report = retold::scan(["one text", "another"]);
/// let corpus: Corpus = [("only.txt", "one text")].into_iter().collect();
/// let mismatch = Page::new(&report, &corpus).render().unwrap_err();
/// assert_eq!(
///     mismatch.to_string(),
///     "the report does not fit the corpus: it has 2 documents, the corpus has 1; \
///      make the page from the report and the very texts that it was made of"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    reason: String,
}

impl Mismatch {
    pub(crate) fn new(reason: impl Into<String>) -> Mismatch {
        Mismatch { reason: reason.into() }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the report does not fit the corpus: {}; make the page from the report and the very \
             texts that it was made of",
            self.reason
        )
    }
}

impl std::error::Error for Mismatch {}

impl From<Mismatch> for io::Error {
    fn from(mismatch: Mismatch) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, mismatch)
    }
}
