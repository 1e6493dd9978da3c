//! [`DocumentRecord`]: what the scanner keeps of a document.

/// A document without its text: 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocumentRecord {
    /// Whether it is a reference, of which nothing is removed.
    pub(super) reference: bool,
    pub(super) rank: i64,
}
