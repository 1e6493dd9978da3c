//! Signatures of texts, and the band keys of signatures.

use crate::blocks::{Unobserved, runs_of_rows};
use crate::error::{Error, Result};
use crate::text_column::TextColumn;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use arrow_array::{Array, FixedSizeListArray, Int64Array, UInt32Array};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field};
use retold::detector::{Observer, Stage};
use retold::lsh::Banding;
use retold::shingle::TextShingler;
use retold::sketch::MinHasher;
use std::sync::Arc;

/// Makes the signature of each text: a `FixedSizeList<UInt32>` with a null for a row without a word.
///
/// The slots are those of [`MinHasher::signature`] of the text's shingles of `width` words. Memory: 4 bytes a slot.
///
/// # Errors
/// If the width is not in `1..=32`.
///
/// # Examples
/// ```
/// use arrow_array::{Array, StringArray};
/// use retold::sketch::MinHasher;
/// use retold_arrow::{TextColumn, signatures};
/// use std::sync::Arc;
///
/// let texts = StringArray::from(vec!["the same few words", "The same few words!", "…"]);
/// let column = TextColumn::new(vec![Arc::new(texts)])?;
/// let signatures = signatures(&column, &MinHasher::new(64)?, 2)?;
/// assert_eq!(&signatures.value(0), &signatures.value(1));
/// assert!(signatures.is_null(2));
/// # Ok::<(), retold_arrow::Error>(())
/// ```
pub fn signatures(
    column: &TextColumn,
    hasher: &MinHasher,
    width: usize,
) -> Result<FixedSizeListArray> {
    signatures_with(column, hasher, width, &Unobserved)
}

/// Does what [`signatures`] does, and reports its progress to an observer, which can stop it.
///
/// # Errors
/// If the observer stops the run, or for the reasons of [`signatures`].
pub fn signatures_with(
    column: &TextColumn,
    hasher: &MinHasher,
    width: usize,
    observer: &dyn Observer,
) -> Result<FixedSizeListArray> {
    let shingler = TextShingler::new(width)?;
    let k = hasher.k();
    let runs = runs_of_rows(column.len(), Stage::Reading, observer, |rows| {
        let mut shingler = shingler.clone();
        let mut slots = vec![0; rows.len() * k];
        let mut valid = Vec::with_capacity(rows.len());
        for (row, slots) in rows.zip(slots.chunks_exact_mut(k)) {
            let shingles = shingler.shingles(column.text(row).unwrap_or_default());
            valid.push(!shingles.is_empty());
            if !shingles.is_empty() {
                hasher.sketch_into(shingles, slots);
            }
        }
        (slots, valid)
    })?;
    let (slots, valid): (Vec<Vec<u32>>, Vec<Vec<bool>>) = runs.into_iter().unzip();
    let item = Arc::new(Field::new("item", DataType::UInt32, false));
    let nulls = NullBuffer::from(valid.concat());
    let values = Arc::new(UInt32Array::from(slots.concat()));
    Ok(FixedSizeListArray::new(item, k as i32, values, Some(nulls)))
}

/// Cuts signatures into bands, and makes the key of each band: a `FixedSizeList<Int64>` with a null for a null.
///
/// Two texts with an equal key at the same place are a candidate pair. The keys are those of [`Banding::keys`], as
/// signed numbers of the same bits.
///
/// # Errors
/// If `signatures` is not a `FixedSizeList<UInt32>`, or its lists are shorter than bands × rows.
///
/// # Examples
/// ```
/// use arrow_array::{Array, StringArray};
/// use retold::lsh::Banding;
/// use retold::sketch::MinHasher;
/// use retold_arrow::{TextColumn, band_keys, signatures};
/// use std::sync::Arc;
///
/// let texts = StringArray::from(vec!["the same few words", "The same few words!"]);
/// let column = TextColumn::new(vec![Arc::new(texts)])?;
/// let signatures = signatures(&column, &MinHasher::new(128)?, 2)?;
/// let keys = band_keys(&signatures, Banding::for_threshold(128, 0.8)?)?;
/// assert_eq!(keys.value_length(), 16);
/// assert_eq!(&keys.value(0), &keys.value(1));
/// # Ok::<(), retold_arrow::Error>(())
/// ```
pub fn band_keys(signatures: &dyn Array, banding: Banding) -> Result<FixedSizeListArray> {
    let wrong = || {
        let found = signatures.data_type();
        Error::input(format!(
            "signatures must be a FixedSizeList of UInt32, as the function signatures returns it, but the \
             type is {found}"
        ))
    };
    let lists = signatures.as_fixed_size_list_opt().ok_or_else(wrong)?;
    let k = lists.value_length() as usize;
    let slots = lists.values().as_primitive_opt::<UInt32Type>().ok_or_else(wrong)?;
    banding.fits(k)?;
    let first = lists.value_offset(0) as usize;
    let slots = &slots.values()[first..first + lists.len() * k];
    let mut keys = vec![0_u64; lists.len() * banding.bands()];
    if k > 0 {
        let rows = slots.chunks_exact(k).zip(keys.chunks_exact_mut(banding.bands()));
        rows.for_each(|(slots, keys)| banding.keys(slots, keys));
    }
    let item = Arc::new(Field::new("item", DataType::Int64, false));
    let keys: Int64Array = keys.into_iter().map(u64::cast_signed).collect::<Vec<_>>().into();
    let nulls = lists.nulls().cloned();
    Ok(FixedSizeListArray::new(item, banding.bands() as i32, Arc::new(keys), nulls))
}
