//! The forms of a column.

use crate::{detector, texts};
use arrow_array::types::{Int8Type, UInt32Type};
use arrow_array::{
    ArrayRef, DictionaryArray, Int8Array, Int32Array, LargeStringArray, NullArray, RecordBatch,
    StringArray, StringViewArray, StructArray,
};
use proptest::prelude::*;
use retold_arrow::{ErrorKind, TextColumn, dedup};
use std::sync::Arc;

/// An array of one of the types of text.
fn array(kind: usize, texts: &[Option<String>]) -> ArrayRef {
    let texts = texts.iter().map(Option::as_deref);
    match kind {
        0 => Arc::new(texts.collect::<StringArray>()),
        1 => Arc::new(texts.collect::<LargeStringArray>()),
        2 => Arc::new(texts.collect::<StringViewArray>()),
        _ => Arc::new(texts.collect::<DictionaryArray<UInt32Type>>()),
    }
}

fn read(column: &TextColumn) -> Vec<Option<String>> {
    column.iter().map(|text| text.map(str::to_owned)).collect()
}

proptest! {
    /// A column has the texts of its arrays, whatever their types, their chunks, and the array around a slice.
    #[test]
    fn a_column_has_the_texts_of_its_arrays(
        texts in proptest::collection::vec(proptest::option::of(".{0,12}"), 0..24),
        cuts in proptest::collection::vec((0_usize..24, 0_usize..4), 1..5),
    ) {
        let mut ends: Vec<(usize, usize)> =
            cuts.into_iter().map(|(end, kind)| (end.min(texts.len()), kind)).collect();
        ends.sort_unstable();
        ends.push((texts.len(), 0));
        let mut arrays = Vec::new();
        let mut start = 0;
        for (end, kind) in ends {
            // A slice of the whole array has an offset, and its buffers have more than its texts.
            arrays.push(array(kind, &texts).slice(start, end - start));
            start = end;
        }
        let column = TextColumn::new(arrays).unwrap();
        prop_assert_eq!(read(&column), texts.clone());
        prop_assert_eq!(column.len(), texts.len());
        for (row, text) in texts.iter().enumerate() {
            prop_assert_eq!(column.text(row), text.as_deref());
        }
        prop_assert_eq!(column.bytes(), texts.iter().flatten().map(String::len).sum::<usize>());
    }
}

/// The type of the strings decides nothing.
#[test]
fn every_type_of_text_loses_the_same_rows() {
    let texts = texts();
    let removed = |kind| {
        let column = TextColumn::new(vec![array(kind, &texts)]).unwrap();
        dedup(&column, &detector()).unwrap().removed().to_vec()
    };
    let expected = removed(0);
    assert!(expected.len() > 20);
    for kind in 1..4 {
        assert_eq!(removed(kind), expected, "{kind}");
    }
}

/// A key that is not null can lead to a null value; and a dictionary can be empty.
#[test]
fn nulls_of_a_dictionary() {
    let values = Arc::new(StringArray::from(vec![Some("one"), None]));
    let keys = Int8Array::from(vec![Some(0), Some(1), None]);
    let dictionary: DictionaryArray<Int8Type> = DictionaryArray::new(keys, values);
    let column = TextColumn::new(vec![Arc::new(dictionary)]).unwrap();
    assert_eq!(read(&column), [Some("one".to_owned()), None, None]);

    let nothing: DictionaryArray<Int8Type> = DictionaryArray::new(
        Int8Array::from(vec![None, None]),
        Arc::new(StringArray::from(Vec::<&str>::new())),
    );
    let column = TextColumn::new(vec![Arc::new(nothing), Arc::new(NullArray::new(2))]).unwrap();
    assert_eq!(read(&column), [None, None, None, None]);
}

/// Parts of a batch, without rows too, and a struct array with an offset.
#[test]
fn columns_of_batches_and_structs() {
    let column: ArrayRef = Arc::new(StringArray::from(vec!["one", "two", "three"]));
    let batch = RecordBatch::try_from_iter([("text", column.clone())]).unwrap();
    let parts = [batch.slice(1, 1), batch.slice(0, 0), batch.slice(2, 1)];
    let texts = TextColumn::of_batches(&parts, "text").unwrap();
    assert_eq!(read(&texts), [Some("two".to_owned()), Some("three".to_owned())]);
    let sliced = StructArray::from(batch).slice(1, 2);
    let texts = TextColumn::of_structs([sliced], "text").unwrap();
    assert_eq!(read(&texts), [Some("two".to_owned()), Some("three".to_owned())]);
}

/// The messages name the type, the column and the remedy.
#[test]
fn what_is_no_text_is_refused() {
    let numbers: ArrayRef = Arc::new(Int32Array::from(vec![1]));
    let error = TextColumn::new(vec![numbers.clone()]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    let batch = RecordBatch::try_from_iter([("id", numbers)]).unwrap();
    let error = TextColumn::of_batches(&[batch], "id").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the column \"id\" must have strings, but its type is Int32; name a column of strings, or cast it to \
         strings first"
    );
    let keys = Int8Array::from(vec![0]);
    let numbers: DictionaryArray<Int8Type> =
        DictionaryArray::new(keys, Arc::new(Int32Array::from(vec![1])));
    assert!(TextColumn::new(vec![Arc::new(numbers)]).is_err());
}
