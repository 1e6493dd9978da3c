//! A report as tables: its families, and its pairs.

use crate::report_texts::Texts;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use retold::report::Report;
use std::sync::Arc;

/// The names of the sides of a comparison.
const SIDES: [&str; 2] = ["new", "old"];

/// One row for each occurrence. The tables of a comparison have the column `side`.
pub(crate) fn families(report: &Report, texts: &Texts) -> Result<RecordBatch, ArrowError> {
    let names = ["family", "row", "first_line", "last_line", "start_byte", "end_byte", "words"];
    let mut numbers = names.map(|_| Int64Builder::new());
    let (mut side, mut kind) = (StringBuilder::new(), StringBuilder::new());
    let (mut passage, mut similarity) = (StringBuilder::new(), Float64Builder::new());
    let (mut representative, mut boilerplate) = (BooleanBuilder::new(), BooleanBuilder::new());
    for family in report.families() {
        for (at, occurrence) in family.occurrences().iter().enumerate() {
            let document = occurrence.document.index();
            let (of, row) = texts.place(document);
            let place = occurrence.place;
            let values = [
                family.id().index(),
                row,
                place.first_line,
                place.last_line,
                place.start,
                place.end,
                family.words(),
            ];
            for (builder, value) in numbers.iter_mut().zip(values) {
                builder.append_value(value as i64);
            }
            side.append_value(SIDES[of]);
            kind.append_value(family.kind().to_string().replace(' ', "_"));
            similarity.append_value(occurrence.similarity.get());
            representative.append_value(at == family.medoid_index());
            boilerplate.append_value(family.boilerplate());
            passage.append_value(&texts.text(document)[place.span().range()]);
        }
    }
    let mut columns = named(names.into_iter().zip(numbers.map(|mut it| it.finish())));
    if texts.is_comparison() {
        columns.insert(1, ("side", Arc::new(side.finish())));
    }
    columns.push(("kind", Arc::new(kind.finish())));
    columns.push(("similarity", Arc::new(similarity.finish())));
    columns.push(("representative", Arc::new(representative.finish())));
    columns.push(("boilerplate", Arc::new(boilerplate.finish())));
    columns.push(("text", Arc::new(passage.finish())));
    RecordBatch::try_from_iter(columns)
}

/// One row for each pair. In a comparison, `new_row` and `old_row` are the rows.
pub(crate) fn pairs(report: &Report, texts: &Texts) -> Result<RecordBatch, ArrowError> {
    let rows = if texts.is_comparison() { ["new_row", "old_row"] } else { ["row", "other_row"] };
    let names = [rows[0], rows[1], "matched_words", "passages"];
    let mut numbers = names.map(|_| Int64Builder::new());
    let shares = ["resemblance", "containment", "other_containment"];
    let mut figures = shares.map(|_| Float64Builder::new());
    let mut relation = StringBuilder::new();
    for pair in report.pairs() {
        let [a, b] = [pair.a, pair.b].map(|document| texts.place(document.index()).1);
        let values = [a, b, pair.matched_words, pair.passages.len()];
        for (builder, value) in numbers.iter_mut().zip(values) {
            builder.append_value(value as i64);
        }
        let values = [pair.resemblance, pair.containment_a, pair.containment_b];
        for (builder, value) in figures.iter_mut().zip(values) {
            builder.append_value(value.get());
        }
        relation.append_value(pair.relation.to_string().replace(' ', "_"));
    }
    let mut columns = named(names.into_iter().zip(numbers.map(|mut it| it.finish())));
    columns.insert(2, ("relation", Arc::new(relation.finish())));
    columns.extend(named(shares.into_iter().zip(figures.map(|mut it| it.finish()))));
    RecordBatch::try_from_iter(columns)
}

fn named<'n, A: arrow_array::Array + 'static>(
    columns: impl Iterator<Item = (&'n str, A)>,
) -> Vec<(&'n str, ArrayRef)> {
    columns.map(|(name, array)| (name, Arc::new(array) as ArrayRef)).collect()
}
