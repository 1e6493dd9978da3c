//! The error for a report and a corpus that do not belong together.

use std::{fmt, io};

/// A report does not belong to the corpus that was passed with it.
///
/// A report may come from any file, so its numbers are not trusted: the documents that it names must
/// exist, and its spans must be on character boundaries of their texts.
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
///      make the page from the report and exactly the texts that it was made from"
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
            "the report does not fit the corpus: {}; make the page from the report and exactly the \
             texts that it was made from",
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
