//! [`Change`]: a place at which two aligned texts differ.

/// A difference between the kept text and the one that may be removed, as token numbers of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The words of the kept text, and those of the text that may be removed. One of them may be empty.
    pub(super) kept: Vec<usize>,
    pub(super) removed: Vec<usize>,
    /// Whether it is a fact whatever the words are: another symbol, or other function words.
    pub(super) is_fact: bool,
}

impl Change {
    pub(super) fn fact(kept: Vec<usize>, removed: Vec<usize>) -> Change {
        Change { kept, removed, is_fact: true }
    }
}
