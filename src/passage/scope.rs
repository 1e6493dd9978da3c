//! The scope of the search for passages.

/// The scope of the search for passages: inside documents, across them, or both.
///
/// # Examples
/// ```
/// use retold::passage::{PassageSettings, Scope};
///
/// assert_eq!(PassageSettings::default().scope(), Scope::Both);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Text that one document repeats.
    Within,
    /// Text that documents share.
    Across,
    /// Both of these.
    #[default]
    Both,
}

impl Scope {
    /// Whether text that one document repeats is looked for.
    pub fn within_documents(self) -> bool {
        self != Scope::Across
    }

    /// Whether text that documents share is looked for.
    pub fn across_documents(self) -> bool {
        self != Scope::Within
    }
}
