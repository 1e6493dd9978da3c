//! The style of a text report.

/// The style of a text report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) color: bool,
    pub(crate) columns: usize,
    /// The number of findings that each section lists.
    pub(crate) top: usize,
    /// Whether the output is a terminal, where hints are useful.
    pub(crate) terminal: bool,
}
