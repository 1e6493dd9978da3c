//! Regions of similar rows, each one finding.

use super::place::Place;
use crate::model::{DocumentId, Similarity};

/// A region of rows that are alike: the lines of a log, of a table, of a list made by a template.
///
/// What its rows repeat of one another is this one finding, and in neither
/// [`families`](crate::Report::families) nor [`repeats`](crate::Report::repeats): most of the words of
/// each row are in every other one. Blocks of five lines and more that are repeated line by line are
/// listed there all the same. Text that a row shares with text outside of the region is also listed there.
/// Regions are searched only if the unit is the passage, in documents that repeat something.
///
/// # Examples
/// ```
/// let line = |n: u32| format!("2024-03-12 10:{:02} sensor {n} measured 21.{n} degrees in hall 4\n", n / 3);
/// let report = retold::scan([(10..60).map(line).collect::<String>()]);
/// assert_eq!(report.rows()[0].rows, 50);
/// assert!(report.families().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Rows {
    /// The document.
    pub document: DocumentId,
    /// From the first row to the last.
    pub place: Place,
    /// The number of rows.
    pub rows: usize,
    /// Lines between them that are not like the rows.
    pub other_lines: usize,
    /// The share of the words of a row that are equal, at the same place, in one of the sixteen rows
    /// before it: the mean of all rows.
    pub equal: Similarity,
    /// One of the rows, from the middle.
    pub example: Place,
    /// Families that are not listed, since all their places are among these rows.
    pub families: usize,
    /// Repeats that are not listed, since both their places are among these rows.
    pub repeats: usize,
}
