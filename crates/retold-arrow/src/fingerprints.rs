//! Fingerprints of texts, by which a query engine finds candidates.

use crate::blocks::{Unobserved, runs_of_rows};
use crate::error::Result;
use crate::text_column::TextColumn;
use arrow_array::builder::{FixedSizeBinaryBuilder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch};
use retold::Detector;
use retold::detector::{Observer, Stage};
use retold::item::{Fingerprint, WidthClass};
use std::sync::Arc;

/// Makes the fingerprint of each text, with the settings of a detector of documents.
///
/// | Column | Type | Content |
/// |---|---|---|
/// | `row` | Int64 | the number of the row, from 0 |
/// | `content` | FixedSizeBinary(16) | a hash of the words; null if there is none, like all columns that follow |
/// | `words` | Float64 | the length in words |
/// | `class` | Utf8 | `normal`, or `short` for a short text |
/// | `normal`, `short` | List of Int64 | the band keys of both classes |
///
/// Two rows are candidates if their `content` is equal, or the keys at one place of `normal` (if both are of the class
/// normal) or of `short` (if one is short). So a join of these columns finds the candidates of
/// [`dedup`](crate::dedup()), except that `dedup` limits the candidates of a text, and [`verify`](crate::verify())
/// decides about them. The values do not depend on the machine, so files of them can be made anywhere.
///
/// # Errors
/// If the detector makes no fingerprints: see [`Detector::fingerprinter`].
///
/// # Examples
/// ```
/// use arrow_array::StringArray;
/// use retold::{Detector, Unit};
/// use retold_arrow::{TextColumn, fingerprints};
/// use std::sync::Arc;
///
/// let texts = StringArray::from(vec![Some("one text"), None, Some("One text!")]);
/// let column = TextColumn::new(vec![Arc::new(texts)])?;
/// let prints = fingerprints(&column, &Detector::builder().unit(Unit::Document).build()?)?;
/// let content = prints.column_by_name("content").unwrap();
/// assert_eq!(content.slice(0, 1).to_data(), content.slice(2, 1).to_data());
/// assert!(content.is_null(1));
/// # use arrow_array::Array;
/// # Ok::<(), retold_arrow::Error>(())
/// ```
pub fn fingerprints(column: &TextColumn, detector: &Detector) -> Result<RecordBatch> {
    fingerprints_with(column, detector, &Unobserved)
}

/// Does what [`fingerprints`] does, and reports its progress to an observer, which can stop it.
///
/// # Errors
/// If the observer stops the run, or for the reasons of [`fingerprints`].
///
/// # Panics
/// Never: the columns have the same number of rows.
pub fn fingerprints_with(
    column: &TextColumn,
    detector: &Detector,
    observer: &dyn Observer,
) -> Result<RecordBatch> {
    let fingerprinter = detector.fingerprinter()?;
    let runs = runs_of_rows(column.len(), Stage::Reading, observer, |rows| {
        let print = |row| fingerprinter.fingerprint(column.text(row).unwrap_or_default());
        rows.map(print).collect::<Vec<_>>()
    })?;
    let prints: Vec<Option<Fingerprint>> = runs.into_iter().flatten().collect();
    let mut content = FixedSizeBinaryBuilder::with_capacity(prints.len(), 16);
    let mut class = StringBuilder::new();
    let mut keys = [ListBuilder::new(Int64Builder::new()), ListBuilder::new(Int64Builder::new())];
    for print in &prints {
        let Some(print) = print else {
            content.append_null();
            class.append_null();
            keys.iter_mut().for_each(ListBuilder::append_null);
            continue;
        };
        content.append_value(print.content().0.to_be_bytes()).expect("it has 16 bytes");
        class.append_value(match print.class() {
            WidthClass::Normal => "normal",
            WidthClass::Short => "short",
        });
        for (keys, class) in keys.iter_mut().zip([WidthClass::Normal, WidthClass::Short]) {
            keys.append_value(print.keys(class).iter().map(|key| Some(key.cast_signed())));
        }
    }
    let words: Float64Array = prints.iter().map(|it| it.as_ref().map(Fingerprint::words)).collect();
    let [normal, short] = keys.map(|mut keys| Arc::new(keys.finish()) as ArrayRef);
    let rows: Int64Array = (0..prints.len() as i64).collect::<Vec<_>>().into();
    let columns: [(&str, ArrayRef); 6] = [
        ("row", Arc::new(rows)),
        ("content", Arc::new(content.finish())),
        ("words", Arc::new(words)),
        ("class", Arc::new(class.finish())),
        ("normal", normal),
        ("short", short),
    ];
    Ok(RecordBatch::try_from_iter(columns).expect("the columns have one length"))
}
