//! What is known of a document that was read once.

/// A document, without its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocumentRecord {
    /// Whether nothing of it may be removed.
    pub(super) reference: bool,
    pub(super) rank: i64,
}
