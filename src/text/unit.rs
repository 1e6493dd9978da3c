//! The unit of comparison.

/// The unit of comparison: into which segments a document is cut.
///
/// # Examples
/// ```
/// use retold::Unit;
/// use retold::text::segments;
///
/// let text = "One line.\nAnother one.\n\nA new paragraph.";
/// let count = |unit| segments(text, unit).len();
/// assert_eq!((count(Unit::Line), count(Unit::BlankLine), count(Unit::Document)), (3, 2, 1));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Unit {
    /// The whole text.
    Document,
    /// Passages: any repeated text, wherever it begins and ends. Nothing is cut for it;
    /// [`segments`](super::segments) gives paragraphs, by which people count.
    #[default]
    Passage,
    /// Paragraphs, whether the text has one on each line, wraps them softly, or mixes both; the
    /// rule is in the documentation of [`segments`](crate::text::segments()).
    Paragraph,
    /// The text between blank lines. U+2029 separates, too.
    BlankLine,
    /// Sentences as UAX#29 cuts them, within paragraphs.
    Sentence,
    /// Lines.
    Line,
}
