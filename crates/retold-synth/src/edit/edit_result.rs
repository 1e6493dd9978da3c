//! The result of an edit.

use crate::words::word_spans;
use std::ops::Range;

/// The result of [`edit`](super::edit).
///
/// # Examples
/// ```
/// use retold_synth::{EditKind, Language, edit};
///
/// let edited = edit("one two three four", Language::English, EditKind::Deletion, 25, 1);
/// assert_eq!(edited.edits, 1);
/// assert_eq!(edited.text.split(' ').count(), 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditResult {
    /// The copy.
    pub text: String,
    /// The number of changes: words substituted, inserted, deleted, changed in case or hyphenated;
    /// punctuation marks changed; pairs of sentences exchanged; letters misread. Line breaks and
    /// quotation marks are not counted.
    pub edits: usize,
    /// The runs of the source that the copy keeps in order, in the order of the copy: one for most
    /// kinds, two if the middle is missing, several if the order changed.
    pub runs: Vec<Run>,
}

/// A run of the source and its place in the copy. Both start and end with a word.
///
/// # Examples
/// ```
/// use retold_synth::{EditKind, Language, edit};
///
/// let source = "one two three four";
/// let run = &edit(source, Language::English, EditKind::MailQuoted, 0, 1).runs[0];
/// assert_eq!((run.source.clone(), run.copy.clone()), (0..18, 2..20));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the source.
    pub source: Range<usize>,
    /// Its bytes in the copy.
    pub copy: Range<usize>,
}

/// The part of `text` from its first word to its last.
pub(super) fn trimmed(text: &str) -> Range<usize> {
    let words = word_spans(text);
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}
