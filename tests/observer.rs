//! An observed run gives the same bytes, reports its progress, and stops on request.

use retold::detector::{Observer, Stage};
use retold::error::ErrorKind;
use retold::{Corpus, Detector, DetectorBuilder, Error, Search, Unit};
use retold_synth::{Language, Prose};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Mutex;

/// Texts with copies, near-copies, shared paragraphs and passages: something for every stage.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> =
        (0..150).map(|number| Prose::new(Language::English, number).article(1_500)).collect();
    for number in 0..60 {
        let mut copy = texts[number].clone();
        if number % 3 > 0 {
            copy = copy.replace(" the ", " that ").replacen(" a ", " one ", 3);
        }
        if number % 3 == 2 {
            let other = &texts[number + 60];
            copy = format!("{other}\n\n{}", copy.split_at(copy.len() / 2).0);
        }
        texts.push(copy);
    }
    texts
}

fn corpus(texts: &[String]) -> Corpus<'_> {
    texts.iter().enumerate().map(|(number, text)| (format!("{number:03}"), &**text)).collect()
}

fn detectors() -> Vec<Detector> {
    let builder = |unit| Detector::builder().unit(unit);
    let all = [
        builder(Unit::Passage),
        builder(Unit::Passage).collapse(true),
        builder(Unit::Paragraph).threshold(0.6),
        builder(Unit::Document).search(Search::Exact),
    ];
    all.into_iter().map(DetectorBuilder::build).collect::<Result<_, Error>>().unwrap()
}

/// The reports to an observer, and the point at which it stops the run: at the first piece of a stage, by its place
/// among all stages that were begun.
#[derive(Default)]
struct Record {
    stages: Mutex<Vec<(Stage, usize, usize)>>,
    stop_in: Option<usize>,
    /// The pieces that were reported after the run was stopped.
    late: Mutex<usize>,
}

impl Observer for Record {
    fn stage(&self, stage: Stage, total: usize) {
        self.stages.lock().unwrap().push((stage, total, 0));
    }

    fn advance(&self, done: usize) -> ControlFlow<()> {
        let mut stages = self.stages.lock().unwrap();
        let last = stages.len() - 1;
        let is_late = self.stop_in.is_some_and(|stop| last == stop && stages[last].2 > 0);
        stages[last].2 += done;
        *self.late.lock().unwrap() += usize::from(is_late);
        if self.stop_in == Some(last) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Stops a run in each of the stages that a whole run has.
fn stop_everywhere(whole: &Record, run: impl Fn(&Record) -> Result<(), Error> + Sync) {
    let stages = whole.stages.lock().unwrap().clone();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    for (stop, &(stage, total, _)) in stages.iter().enumerate().filter(|(_, stage)| stage.1 > 0) {
        let record = Record { stop_in: Some(stop), ..Record::default() };
        let error = pool.install(|| run(&record)).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Cancelled, "{stage}, {total}");
        assert_eq!(record.stages.lock().unwrap().len(), stop + 1, "{stage} is the last one");
        assert_eq!(*record.late.lock().unwrap(), 0, "{stage}: no piece is begun any more");
    }
}

#[test]
fn an_observed_run_gives_the_same_bytes_and_its_progress_adds_up() {
    let texts = texts();
    let corpus = corpus(&texts);
    let mut seen = BTreeSet::new();
    for detector in detectors() {
        let record = Record::default();
        let watched = detector.detect_with(&corpus, &record).unwrap();
        let alone = serde_json::to_string(&detector.detect(&corpus)).unwrap();
        assert_eq!(serde_json::to_string(&watched).unwrap(), alone);
        for &(stage, total, done) in record.stages.lock().unwrap().iter() {
            assert_eq!(total, done, "{stage}");
            seen.insert(stage);
        }
    }
    assert_eq!(seen.len(), 8, "every stage but that of removals: {seen:?}");
}

#[test]
fn a_run_can_be_stopped_in_every_stage() {
    let texts = texts();
    let corpus = corpus(&texts);
    for detector in detectors() {
        let whole = Record::default();
        detector.detect_with(&corpus, &whole).unwrap();
        stop_everywhere(&whole, |record| detector.detect_with(&corpus, record).map(drop));
    }
}

#[test]
fn two_passes_report_progress_like_a_batch_run() {
    let texts = texts();
    let corpus = corpus(&texts);
    for unit in [Unit::Paragraph, Unit::Document] {
        let detector = Detector::builder().unit(unit).build().unwrap();
        let whole = Record::default();
        let removals = detector.removals_with(&corpus, &whole).unwrap();
        assert_eq!(removals.removed, detector.removals(&corpus).unwrap().removed);
        assert!(!removals.removed.is_empty());
        let stages = whole.stages.lock().unwrap().clone();
        assert!(stages.iter().all(|&(_, total, done)| total == done), "{stages:?}");
        let names: Vec<Stage> = stages.iter().map(|stage| stage.0).collect();
        assert_eq!(names, [Stage::Reading, Stage::Candidates, Stage::Deciding]);
        stop_everywhere(&whole, |record| detector.removals_with(&corpus, record).map(drop));

        // Pass by pass, with texts from the caller.
        let by_hand = |record: &Record| -> Result<(), Error> {
            let mut first = detector.removal_scanner()?;
            first.add_documents_with(corpus.documents(), record)?;
            let second = first.finish_with(record)?;
            let fetch = |id| Ok::<_, Error>(corpus[id].text());
            assert_eq!(second.decide_with(fetch, record)?.removed, removals.removed);
            Ok(())
        };
        by_hand(&Record::default()).unwrap();
        stop_everywhere(&whole, by_hand);
    }
}

#[test]
fn documents_of_a_reading_that_was_stopped_are_not_added() {
    let texts = texts();
    let corpus = corpus(&texts);
    let mut first =
        Detector::builder().unit(Unit::Document).build().unwrap().removal_scanner().unwrap();
    first.add_documents(&corpus.documents()[..10]).unwrap();
    let stopped = Record { stop_in: Some(0), ..Record::default() };
    assert!(first.add_documents_with(&corpus.documents()[10..], &stopped).is_err());
    assert_eq!(first.len(), 10);
}
