//! The verdict on pairs of rows.

use crate::blocks::{Unobserved, runs_of_rows};
use crate::error::{Error, Result};
use crate::text_column::TextColumn;
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch};
use retold::Detector;
use retold::detector::{Observer, Stage};
use retold::item::Likeness;
use std::sync::Arc;

/// Compares the texts of pairs of rows, with the settings of a detector of documents.
///
/// `a[i]` and `b[i]` are the rows of pair i, counted from 0. The result has a row for each pair, in their order:
///
/// | Column | Type | Content |
/// |---|---|---|
/// | `a`, `b` | Int64 | the pair |
/// | `resemblance` | Float64 | the exact resemblance, or null if it is below the threshold |
/// | `identical` | Boolean | the texts differ at most in case, white space and the form of quotes |
/// | `same_words` | Boolean | they have the same words in the same order |
/// | `equivalent` | Boolean | `a` states nothing that `b` does not |
/// | `removable` | Boolean | [`dedup`](crate::dedup()) would remove `a` if it kept `b` |
///
/// # Errors
/// If a pair names a row that does not exist, if `a` and `b` differ in length, or if the detector compares no items
/// ([`Detector::comparer`]).
///
/// # Examples
/// ```
/// use arrow_array::cast::AsArray;
/// use arrow_array::StringArray;
/// use retold::{Detector, Unit};
/// use retold_arrow::{TextColumn, verify};
/// use std::sync::Arc;
///
/// let texts = StringArray::from(vec!["one text", "another one", "One  text"]);
/// let column = TextColumn::new(vec![Arc::new(texts)])?;
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let verdicts = verify(&column, &[2, 1], &[0, 0], &detector)?;
/// let removable = verdicts.column_by_name("removable").unwrap().as_boolean();
/// assert!(removable.value(0) && !removable.value(1));
/// # Ok::<(), retold_arrow::Error>(())
/// ```
pub fn verify(
    column: &TextColumn,
    a: &[i64],
    b: &[i64],
    detector: &Detector,
) -> Result<RecordBatch> {
    verify_with(column, a, b, detector, &Unobserved)
}

/// Does what [`verify`] does, and reports its progress to an observer, which can stop it.
///
/// # Errors
/// If the observer stops the run, or for the reasons of [`verify`].
///
/// # Panics
/// Never: the columns have the same number of rows.
pub fn verify_with(
    column: &TextColumn,
    a: &[i64],
    b: &[i64],
    detector: &Detector,
    observer: &dyn Observer,
) -> Result<RecordBatch> {
    if a.len() != b.len() {
        let (a, b) = (a.len(), b.len());
        return Err(Error::input(format!(
            "a pair has two rows, but there are {a} first and {b} second ones"
        )));
    }
    let rows = column.len();
    let exists = |row: &&i64| usize::try_from(**row).is_ok_and(|row| row < rows);
    if let Some((pair, row)) = (0..).zip(a.iter().zip(b)).find_map(|(pair, (a, b))| {
        [a, b].into_iter().find(|row| !exists(row)).map(|row| (pair, row))
    }) {
        return Err(Error::input(format!(
            "pair {pair} names row {row}, but the texts have {rows} rows, numbered from 0"
        )));
    }
    let comparer = detector.comparer()?;
    let runs = runs_of_rows(a.len(), Stage::Comparing, observer, |pairs| {
        let text = |row: i64| column.text(row as usize).unwrap_or_default();
        let verdict = |pair| comparer.compare(text(a[pair]), text(b[pair])).likeness();
        pairs.map(verdict).collect::<Vec<_>>()
    })?;
    let verdicts: Vec<Option<Likeness>> = runs.into_iter().flatten().collect();
    let is = |test: fn(&Likeness) -> bool| -> ArrayRef {
        let values: Vec<bool> = verdicts.iter().map(|it| it.as_ref().is_some_and(test)).collect();
        Arc::new(BooleanArray::from(values))
    };
    let resemblances: Float64Array =
        verdicts.iter().map(|it| it.as_ref().map(|likeness| likeness.resemblance.get())).collect();
    let columns: [(&str, ArrayRef); 7] = [
        ("a", Arc::new(Int64Array::from(a.to_vec()))),
        ("b", Arc::new(Int64Array::from(b.to_vec()))),
        ("resemblance", Arc::new(resemblances)),
        ("identical", is(|it| it.identical)),
        ("same_words", is(|it| it.same_words)),
        ("equivalent", is(|it| it.equivalent)),
        ("removable", is(|it| it.removable)),
    ];
    Ok(RecordBatch::try_from_iter(columns).expect("the columns have one length"))
}
