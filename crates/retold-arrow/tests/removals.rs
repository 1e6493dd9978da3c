//! The removal of rows.

use crate::{detector, texts};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{ArrayRef, StringArray};
use retold::detector::{Observer, Stage};
use retold::matching::Remove;
use retold::{Corpus, Detector, Document, Keep, Unit};
use retold_arrow::{ErrorKind, Relation, TextColumn, dedup, dedup_with};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

fn column(texts: &[Option<String>]) -> TextColumn {
    let array: ArrayRef = Arc::new(texts.iter().map(Option::as_deref).collect::<StringArray>());
    TextColumn::new(vec![array]).unwrap()
}

/// The rows are those of the library on a corpus in memory, for each value of `remove`.
#[test]
fn a_column_loses_the_rows_that_a_corpus_loses() {
    let texts = texts();
    for remove in [Remove::Identical, Remove::Equivalent, Remove::Similar] {
        let builder = Detector::builder().unit(Unit::Document).keep(Keep::First);
        let detector = builder.remove(remove).build().unwrap();
        let mut corpus = Corpus::new();
        for text in &texts {
            corpus.push_document(Document::new("", text.as_deref().unwrap_or_default())).unwrap();
        }
        let expected = detector.removals(&corpus).unwrap();
        let found = dedup(&column(&texts), &detector).unwrap();
        assert!(found.removed().len() > 15);
        let pairs = |rows: &mut dyn Iterator<Item = (usize, usize, f64)>| rows.collect::<Vec<_>>();
        assert_eq!(
            pairs(&mut found.removed().iter().map(|it| (it.row, it.kept_row, it.resemblance))),
            pairs(
                &mut expected
                    .removed
                    .iter()
                    .map(|it| { (it.document.index(), it.kept.index(), it.resemblance.get()) })
            ),
        );
        assert_eq!(
            (found.other_facts(), found.equivalent(), found.unresolved()),
            (expected.other_facts, expected.equivalent, expected.unresolved)
        );
    }
}

/// Kept and removed rows are a partition; clusters are a kept row and the rows that repeat it, numbered from 1.
#[test]
fn rows_and_clusters_fit_together() {
    let texts = texts();
    let found = dedup(&column(&texts), &detector()).unwrap();
    let mask = found.kept_mask();
    let kept: Vec<i64> = (0..texts.len() as i64).filter(|&row| mask.value(row as usize)).collect();
    assert_eq!(found.kept_rows().values(), &kept[..]);
    assert_eq!(kept.len() + found.removed().len(), found.rows());
    let mut last = 0;
    let mut firsts: Vec<(usize, usize)> =
        found.removed().iter().map(|it| (it.kept_row.min(it.row), it.cluster)).collect();
    firsts.sort_unstable();
    for (_, cluster) in firsts {
        assert!(cluster <= last + 1);
        last = last.max(cluster);
    }
    for removed in found.removed() {
        assert!(mask.value(removed.kept_row) && !mask.value(removed.row));
        let members = found.removed().iter().filter(|it| it.kept_row == removed.kept_row);
        assert!(members.clone().all(|it| it.cluster == removed.cluster));
        assert_eq!(members.count() + 1, removed.cluster_size);
    }
}

/// The batch has the values of the rows.
#[test]
fn the_batch_has_the_removed_rows() {
    let found = dedup(&column(&texts()), &detector()).unwrap();
    let batch = found.removed_batch();
    let schema = batch.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(names, ["row", "kept_row", "relation", "resemblance", "cluster", "cluster_size"]);
    for (at, removed) in found.removed().iter().enumerate() {
        let number = |column: usize| batch.column(column).as_primitive::<Int64Type>().value(at);
        assert_eq!(number(0) as usize, removed.row);
        assert_eq!(number(1) as usize, removed.kept_row);
        assert_eq!(batch.column(2).as_string::<i32>().value(at), removed.relation.name());
        let share = batch.column(3).as_primitive::<Float64Type>().value(at);
        assert_eq!(share.to_bits(), removed.resemblance.to_bits());
        assert_eq!(
            (number(4) as usize, number(5) as usize),
            (removed.cluster, removed.cluster_size)
        );
    }
}

/// The three relations, by an example each.
#[test]
fn relations_have_the_names_of_the_command() {
    let text = "The council met on Monday and agreed on the plan for the new bridge at a price of 12 million.";
    let texts = [
        text.to_owned(),
        text.to_uppercase().replace("MONDAY", "Monday"),
        text.replace("Monday and", "Monday, and"),
        text.replace("12", "13"),
    ];
    let builder = Detector::builder().unit(Unit::Document).keep(Keep::First).threshold(0.5);
    let detector = builder.remove(Remove::Similar).build().unwrap();
    let found = dedup(&column(&texts.map(Some)), &detector).unwrap();
    let relations: Vec<Relation> = found.removed().iter().map(|it| it.relation).collect();
    assert_eq!(relations, [Relation::Identical, Relation::Equivalent, Relation::NearCopy]);
    assert_eq!(relations[2].to_string(), "near_copy");
}

/// Nothing is removed from a column without rows, without texts, or without words.
#[test]
fn columns_without_texts() {
    for texts in
        [vec![], vec![None; 3], vec![Some(String::new()); 3], vec![Some("…".to_owned()); 2]]
    {
        let found = dedup(&column(&texts), &detector()).unwrap();
        assert_eq!((found.rows(), found.removed()), (texts.len(), &[][..]));
    }
}

/// A detector of parts would remove rows because of their paragraphs.
#[test]
fn only_whole_rows_are_removed() {
    let paragraphs = Detector::builder().unit(Unit::Paragraph).build().unwrap();
    let error = dedup(&column(&[]), &paragraphs).unwrap_err();
    assert!(error.to_string().contains(".unit(Unit::Document)"));
}

/// Records the stages, and stops after a number of questions.
#[derive(Default)]
struct Recorder {
    stages: Mutex<Vec<(Stage, usize)>>,
    asked: AtomicUsize,
    most: usize,
}

impl Observer for Recorder {
    fn stage(&self, stage: Stage, total: usize) {
        self.stages.lock().unwrap().push((stage, total));
    }

    fn advance(&self, _: usize) -> ControlFlow<()> {
        if self.asked.fetch_add(1, Ordering::Relaxed) < self.most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// The texts are read in one stage, although they are read in blocks.
#[test]
fn an_observer_sees_each_stage_once() {
    let texts = texts();
    let recorder = Recorder { most: usize::MAX, ..Recorder::default() };
    dedup_with(&column(&texts), &detector(), &recorder).unwrap();
    let stages = recorder.stages.into_inner().unwrap();
    assert_eq!(stages[0], (Stage::Reading, texts.len()));
    let names: Vec<Stage> = stages.iter().map(|(stage, _)| *stage).collect();
    assert_eq!(names, [Stage::Reading, Stage::Candidates, Stage::Deciding]);
}

/// Wherever it is stopped, the run returns an error of its own kind.
#[test]
fn a_stopped_run_is_an_error() {
    let texts = texts();
    for most in [0, 1, 3] {
        let recorder = Recorder { most, ..Recorder::default() };
        let error = dedup_with(&column(&texts), &detector(), &recorder).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled, "{most}");
    }
}
