//! How text for people looks.

/// How text for people looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) color: bool,
    pub(crate) columns: usize,
    /// How many findings of each section are listed.
    pub(crate) top: usize,
    /// Whether someone reads it as it is written, whom a hint may help.
    pub(crate) terminal: bool,
}
