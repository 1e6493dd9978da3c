//! The single steps: they are those of the library.

use crate::{detector, texts};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, Int32Array, StringArray};
use retold::item::WidthClass;
use retold::lsh::Banding;
use retold::shingle::TextShingler;
use retold::sketch::{MinHasher, SketchKind};
use retold_arrow::{ErrorKind, TextColumn, band_keys, fingerprints, signatures, verify};
use std::sync::Arc;

fn column(texts: &[Option<String>]) -> TextColumn {
    let array: ArrayRef = Arc::new(texts.iter().map(Option::as_deref).collect::<StringArray>());
    TextColumn::new(vec![array]).unwrap()
}

/// A signature is that of the shingles; a row without a word has none.
#[test]
fn signatures_are_those_of_the_library() {
    let texts = texts();
    for (kind, k) in [(SketchKind::Bucketed, 64), (SketchKind::Classic, 100)] {
        let hasher = MinHasher::with_kind(kind, k, 3).unwrap();
        let found = signatures(&column(&texts), &hasher, 5).unwrap();
        let mut shingler = TextShingler::new(5).unwrap();
        for (row, text) in texts.iter().enumerate() {
            let expected = hasher.signature(shingler.shingles(text.as_deref().unwrap_or_default()));
            assert_eq!(found.is_null(row), expected.is_none());
            if let Some(expected) = expected {
                let slots = found.value(row);
                assert_eq!(slots.as_primitive::<UInt32Type>().values(), expected.slots());
            }
        }
    }
    assert!(signatures(&column(&texts), &MinHasher::new(64).unwrap(), 0).is_err());
}

/// Keys are those of the banding, for slices too.
#[test]
fn band_keys_are_those_of_the_library() {
    let hasher = MinHasher::new(128).unwrap();
    let banding = Banding::new(16, 6).unwrap();
    let all = signatures(&column(&texts()), &hasher, 5).unwrap();
    for (start, rows) in [(0, all.len()), (2, 30), (5, 0)] {
        let part = all.slice(start, rows);
        let keys = band_keys(&part, banding).unwrap();
        assert_eq!(keys.len(), rows);
        for row in (0..rows).filter(|&row| part.is_valid(row)) {
            let mut expected = [0; 16];
            banding.keys(part.value(row).as_primitive::<UInt32Type>().values(), &mut expected);
            let found = keys.value(row);
            assert_eq!(
                found.as_primitive::<Int64Type>().values()[..],
                expected.map(u64::cast_signed)
            );
        }
        assert_eq!(keys.null_count(), part.null_count());
    }
}

/// Arrays that are no signatures, and bands that do not fit.
#[test]
fn wrong_signatures_are_refused() {
    let banding = Banding::new(16, 6).unwrap();
    let error = band_keys(&Int32Array::from(vec![1]), banding).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    let short = signatures(&column(&texts()), &MinHasher::new(64).unwrap(), 5).unwrap();
    assert_eq!(band_keys(&short, banding).unwrap_err().kind(), ErrorKind::Settings);
}

/// The columns are the fields of the library's fingerprints.
#[test]
fn fingerprints_are_those_of_the_library() {
    let texts = texts();
    let batch = fingerprints(&column(&texts), &detector()).unwrap();
    let fingerprinter = detector().fingerprinter().unwrap();
    let keys = |name: &str, row| -> Vec<i64> {
        let lists = batch.column_by_name(name).unwrap().as_list::<i32>().value(row);
        lists.as_primitive::<Int64Type>().values().to_vec()
    };
    for (row, text) in texts.iter().enumerate() {
        let content = batch.column_by_name("content").unwrap().as_fixed_size_binary();
        let Some(expected) = fingerprinter.fingerprint(text.as_deref().unwrap_or_default()) else {
            assert!((1..6).all(|column| batch.column(column).is_null(row)));
            continue;
        };
        assert_eq!(content.value(row), expected.content().0.to_be_bytes());
        let words = batch.column_by_name("words").unwrap().as_primitive::<Float64Type>();
        assert_eq!(words.value(row).to_bits(), expected.words().to_bits());
        let class = batch.column_by_name("class").unwrap().as_string::<i32>().value(row);
        assert_eq!(class == "short", expected.class() == WidthClass::Short);
        for (name, class) in [("normal", WidthClass::Normal), ("short", WidthClass::Short)] {
            let expected: Vec<i64> =
                expected.keys(class).iter().map(|key| key.cast_signed()).collect();
            assert_eq!(keys(name, row), expected);
        }
    }
}

/// A verdict is that of the comparer, in both directions.
#[test]
fn verdicts_are_those_of_the_library() {
    let texts = texts();
    let rows = texts.len() as i64;
    let (a, b): (Vec<i64>, Vec<i64>) =
        (0..rows).flat_map(|a| (0..rows).step_by(7).map(move |b| (a, b))).unzip();
    let batch = verify(&column(&texts), &a, &b, &detector()).unwrap();
    let comparer = detector().comparer().unwrap();
    let is = |name: &str, pair| batch.column_by_name(name).unwrap().as_boolean().value(pair);
    let mut similar = 0;
    for (pair, (&a, &b)) in a.iter().zip(&b).enumerate() {
        let text = |row: i64| texts[row as usize].as_deref().unwrap_or_default();
        let expected = comparer.compare(text(a), text(b)).likeness();
        let resemblance = batch.column_by_name("resemblance").unwrap();
        assert_eq!(resemblance.is_valid(pair), expected.is_some());
        let Some(expected) = expected else {
            assert!(!is("removable", pair) && !is("identical", pair));
            continue;
        };
        similar += 1;
        let found = resemblance.as_primitive::<Float64Type>().value(pair);
        assert_eq!(found.to_bits(), expected.resemblance.get().to_bits());
        assert_eq!(
            ["identical", "same_words", "equivalent", "removable"].map(|name| is(name, pair)),
            [expected.identical, expected.same_words, expected.equivalent, expected.removable]
        );
    }
    assert!(similar > rows / 7);
}

/// A pair of rows that do not exist is named.
#[test]
fn wrong_pairs_are_refused() {
    let column = column(&texts()[..3]);
    for (row, shown) in [(3, "3"), (-1, "-1"), (i64::MAX, "9223372036854775807")] {
        let error = verify(&column, &[0, row], &[1, 2], &detector()).unwrap_err();
        let expected =
            format!("pair 1 names row {shown}, but the texts have 3 rows, numbered from 0");
        assert_eq!(error.to_string(), expected);
    }
    assert!(verify(&column, &[0], &[], &detector()).is_err());
}
