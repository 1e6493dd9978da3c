//! The tokens and shingle sets of an item, read once for several comparisons.

use crate::facts::Statement;
use crate::hash::ContentHash;
use crate::shingle::ShingleSet;

/// The tokens and shingle sets of an item, made from its text once.
#[derive(Debug)]
pub(crate) struct ItemTokens {
    pub(super) fifths: usize,
    pub(super) content: ContentHash,
    /// The shingle set of each class; empty if the item is never compared in it.
    pub(super) sets: [ShingleSet; 2],
    pub(super) statement: Statement,
}

impl ItemTokens {
    pub(crate) fn content(&self) -> ContentHash {
        self.content
    }
}
