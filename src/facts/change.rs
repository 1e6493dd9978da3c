//! What is left over when two texts are laid side by side.

/// A place at which two texts say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The words of the text that is kept, and of the one that may be removed.
    pub(super) kept: Vec<usize>,
    pub(super) removed: Vec<usize>,
    /// Whether it is a fact by what it is: a symbol, a function word that exchanges roles.
    pub(super) is_fact: bool,
}

impl Change {
    pub(super) fn fact(kept: Vec<usize>, removed: Vec<usize>) -> Change {
        Change { kept, removed, is_fact: true }
    }
}
