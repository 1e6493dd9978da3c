//! The removal of near-copies from a column.
//!
//! The steps are those of the command `retold dedup` for whole documents: a
//! [`RemovalScanner`](retold::detector::RemovalScanner) reads the texts in their order, and a
//! [`RemovalPlanner`](retold::detector::RemovalPlanner) decides. So the same rows are removed.

use crate::blocks::{Unobserved, Within, blocks_of_texts};
use crate::error::{Error, Result};
use crate::text_column::TextColumn;
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use retold::detector::{Observer, Removal, Stage};
use retold::{Detector, DocumentId};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The relation of a removed row to the kept row that it repeats. The names are those of
/// `retold dedup --annotate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// Both texts are the same, except for case, white space and the form of quotes.
    Identical,
    /// The removed text states nothing that the kept text does not.
    Equivalent,
    /// The texts are similar, and the removed one states something else. Only with
    /// [`Remove::Similar`](retold::matching::Remove::Similar).
    NearCopy,
}

impl Relation {
    /// Returns the name: `near_copy`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Identical => "identical",
            Relation::Equivalent => "equivalent",
            Relation::NearCopy => "near_copy",
        }
    }

    fn of(removal: &Removal) -> Relation {
        if removal.identical {
            Relation::Identical
        } else if removal.equivalent {
            Relation::Equivalent
        } else {
            Relation::NearCopy
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A removed row. Rows are numbered from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RemovedRow {
    /// The removed row.
    pub row: usize,
    /// The kept row that it repeats.
    pub kept_row: usize,
    /// The relation of the two.
    pub relation: Relation,
    /// Their exact resemblance, from 0 to 1.
    pub resemblance: f64,
    /// The number of the cluster: a kept row and all rows that were removed because they repeat it. Clusters are
    /// numbered from 1, in the order of their first rows.
    pub cluster: usize,
    /// The number of rows in the cluster, the kept row included.
    pub cluster_size: usize,
}

/// The rows of a column that are kept and removed.
///
/// # Examples
/// See [`dedup`].
#[derive(Clone, Debug)]
pub struct DedupedColumn {
    rows: usize,
    removed: Vec<RemovedRow>,
    other_facts: usize,
    equivalent: usize,
    unresolved: usize,
}

impl DedupedColumn {
    /// Returns the removed rows, in their order.
    pub fn removed(&self) -> &[RemovedRow] {
        &self.removed
    }

    /// Returns the number of rows of the column.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the number of rows that were kept because they state something that a similar kept row does not.
    pub fn other_facts(&self) -> usize {
        self.other_facts
    }

    /// Returns the number of rows that were kept although they are equivalent to a kept one, because only identical
    /// rows were to be removed.
    pub fn equivalent(&self) -> usize {
        self.equivalent
    }

    /// Returns the number of kept rows that have more candidates than they were compared with.
    pub fn unresolved(&self) -> usize {
        self.unresolved
    }

    /// Returns for each row whether it is kept: a mask for a filter.
    pub fn kept_mask(&self) -> BooleanArray {
        let mut kept = vec![true; self.rows];
        for removed in &self.removed {
            kept[removed.row] = false;
        }
        kept.into()
    }

    /// Returns the kept rows, ascending.
    pub fn kept_rows(&self) -> Int64Array {
        let mut removed = self.removed.iter().map(|removed| removed.row).peekable();
        let is_kept = |row: &usize| removed.next_if_eq(row).is_none();
        (0..self.rows).filter(is_kept).map(|row| row as i64).collect::<Vec<_>>().into()
    }

    /// Returns the removed rows as a record batch with the columns `row`, `kept_row`, `relation`, `resemblance`,
    /// `cluster` and `cluster_size`.
    ///
    /// # Panics
    /// Never: the columns have the same number of rows.
    pub fn removed_batch(&self) -> RecordBatch {
        let numbers = |value: fn(&RemovedRow) -> usize| -> ArrayRef {
            let numbers: Vec<i64> = self.removed.iter().map(|it| value(it) as i64).collect();
            Arc::new(Int64Array::from(numbers))
        };
        let relations = self.removed.iter().map(|it| it.relation.name());
        let relations = StringArray::from_iter_values(relations);
        let resemblances = self.removed.iter().map(|it| it.resemblance);
        let columns: [(&str, ArrayRef); 6] = [
            ("row", numbers(|it| it.row)),
            ("kept_row", numbers(|it| it.kept_row)),
            ("relation", Arc::new(relations)),
            ("resemblance", Arc::new(Float64Array::from_iter_values(resemblances))),
            ("cluster", numbers(|it| it.cluster)),
            ("cluster_size", numbers(|it| it.cluster_size)),
        ];
        RecordBatch::try_from_iter(columns).expect("the columns have one length")
    }
}

/// Decides which rows of a column are removed because they repeat a kept row.
///
/// The detector has the settings, among them the threshold, the rule for facts and the order of keeping; its unit must be
/// the document, since whole rows are removed. With [`Keep::First`](retold::Keep::First) the removed rows are those that
/// the command `retold dedup` removes from a file with the same texts and settings. A row without a text is kept.
///
/// Memory besides the texts: at most about 350 bytes a row.
///
/// # Errors
/// If the unit is not the document, the detector keeps by ranks or searches exactly, or there are 2³² − 1 rows.
///
/// # Examples
/// ```
/// use arrow_array::StringArray;
/// use retold::{Detector, Keep, Unit};
/// use retold_arrow::{Relation, TextColumn, dedup};
/// use std::sync::Arc;
///
/// let texts = StringArray::from(vec!["a red sun over the sea", "nothing", "A red sun\nover the sea"]);
/// let column = TextColumn::new(vec![Arc::new(texts)])?;
/// let detector = Detector::builder().unit(Unit::Document).keep(Keep::First).build()?;
/// let removed = dedup(&column, &detector)?.removed()[0];
/// assert_eq!((removed.row, removed.kept_row, removed.relation), (2, 0, Relation::Identical));
/// assert_eq!((removed.cluster, removed.cluster_size), (1, 2));
/// # Ok::<(), retold_arrow::Error>(())
/// ```
pub fn dedup(column: &TextColumn, detector: &Detector) -> Result<DedupedColumn> {
    dedup_with(column, detector, &Unobserved)
}

/// Does what [`dedup`] does, and reports its progress to an observer, which can stop it.
///
/// # Errors
/// If the observer stops the run, or for the reasons of [`dedup`].
pub fn dedup_with(
    column: &TextColumn,
    detector: &Detector,
    observer: &dyn Observer,
) -> Result<DedupedColumn> {
    if detector.settings().unit != retold::Unit::Document {
        return Err(Error::input(
            "whole rows are removed, but the unit of the detector is another one; set \
             .unit(Unit::Document)",
        ));
    }
    // A null is read as an empty text, so a document has the number of its row. An empty text repeats nothing.
    let mut scanner = detector.removal_scanner()?;
    observer.stage(Stage::Reading, column.len());
    blocks_of_texts(column, |texts| Ok(scanner.add_with(texts, &Within(observer))?))?;
    let planner = scanner.finish_with(observer)?;
    let fetch = |id: DocumentId| Ok::<_, Error>(column.text(id.index()).unwrap_or_default());
    let removals = planner.decide_with(fetch, observer)?;
    Ok(DedupedColumn {
        rows: column.len(),
        removed: in_clusters(&removals.removed),
        other_facts: removals.other_facts,
        equivalent: removals.equivalent,
        unresolved: removals.unresolved,
    })
}

/// The removed rows with their clusters.
fn in_clusters(removals: &[Removal]) -> Vec<RemovedRow> {
    // For each kept row, the first row and the number of rows of its cluster.
    let mut clusters: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for removal in removals {
        let kept = removal.kept.index();
        let (first, size) = clusters.entry(kept).or_insert((kept, 1));
        *first = (*first).min(removal.document.index());
        *size += 1;
    }
    let mut order: Vec<(usize, usize)> =
        clusters.iter().map(|(&kept, &(first, _))| (first, kept)).collect();
    order.sort_unstable();
    let numbers: BTreeMap<usize, usize> =
        order.into_iter().zip(1..).map(|((_, kept), number)| (kept, number)).collect();
    let row = |removal: &Removal| {
        let kept_row = removal.kept.index();
        RemovedRow {
            row: removal.document.index(),
            kept_row,
            relation: Relation::of(removal),
            resemblance: removal.resemblance.get(),
            cluster: numbers[&kept_row],
            cluster_size: clusters[&kept_row].1,
        }
    };
    removals.iter().map(row).collect()
}
