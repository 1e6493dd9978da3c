//! A run that is stopped ends soon, and leaves nothing behind.

use retold::detector::{Observer, Stage};
use retold::error::ErrorKind;
use retold::text::{Token, Tokenizer, Words, segments};
use retold::{Corpus, Detector, DocumentId, Error, Search, Unit};
use retold_synth::{Language, Prose};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The text that was tokenised since the observer was last asked.
#[derive(Clone, Default)]
struct Meter {
    bytes: Arc<AtomicUsize>,
}

impl Tokenizer for Meter {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        self.bytes.fetch_add(text.len(), Relaxed);
        Words.tokenize(text, sink);
    }
}

/// Stops a run at the call of a number, and records the calls and the work between two of them.
#[derive(Default)]
struct Stop {
    at: Option<usize>,
    calls: AtomicUsize,
    /// The units of work that were reported.
    units: AtomicUsize,
    totals: AtomicUsize,
    meter: Meter,
    /// The largest number of bytes between two calls.
    most: AtomicUsize,
}

impl Stop {
    fn at(call: usize) -> Stop {
        Stop { at: Some(call), ..Stop::default() }
    }

    fn of(meter: &Meter, at: Option<usize>) -> Stop {
        meter.bytes.store(0, Relaxed);
        Stop { at, meter: meter.clone(), ..Stop::default() }
    }

    fn calls(&self) -> usize {
        self.calls.load(Relaxed)
    }
}

impl Observer for Stop {
    fn stage(&self, _: Stage, total: usize) {
        self.totals.fetch_add(total, Relaxed);
    }

    fn advance(&self, done: usize) -> ControlFlow<()> {
        self.units.fetch_add(done, Relaxed);
        self.most.fetch_max(self.meter.bytes.swap(0, Relaxed), Relaxed);
        let call = self.calls.fetch_add(1, Relaxed);
        if self.at == Some(call) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn cancelled<T>(result: Result<T, Error>) {
    assert_eq!(result.map(drop).unwrap_err().kind(), &ErrorKind::Cancelled);
}

/// Documents of long and short paragraphs, many of which come again, also inside one document.
fn paragraphs() -> Vec<String> {
    let articles = (0..8).map(|number| Prose::new(Language::English, number).article(2_000));
    let articles: Vec<String> = articles.collect();
    let all: Vec<&str> = articles.iter().flat_map(|text| text.split("\n\n")).collect();
    let short = ["A red sun over the sea.", "So it was, and so it is.", "A red sun over a sea."];
    let document = |number: usize| {
        let long = (0..3).map(|part| all[(number * 7 + part * 3) % all.len()]);
        let both: Vec<&str> = long.chain((0..3).map(|part| short[(number + part) % 3])).collect();
        let text = format!("{}\n\n{}", both.join("\n\n"), both[number % 4]);
        if number.is_multiple_of(3) { text } else { text.replacen(" the ", " that ", number % 5) }
    };
    let mut texts: Vec<String> = (0..30).map(document).collect();
    for number in 0..12 {
        let copy = texts[number * 2].clone();
        texts.push(if number % 2 == 0 { copy } else { copy.replacen(" of ", " off ", 2) });
    }
    texts
}

/// Between two additions others are stopped, early, in the middle, and at the last call.
#[test]
fn a_stopped_addition_leaves_an_index_as_it_was() {
    let texts = paragraphs();
    for search in [Search::Lsh, Search::Exact] {
        for unit in [Unit::Paragraph, Unit::Sentence, Unit::Document] {
            let detector = Detector::builder().unit(unit).search(search).build().unwrap();
            let (mut stopped, mut plain) = (detector.index().unwrap(), detector.index().unwrap());
            let mut found = 0;
            for (number, text) in texts.iter().enumerate() {
                let expected = plain.add("", text).unwrap();
                found += expected.repeats.len() + usize::from(expected.copy_of.is_some());
                let own = text.to_uppercase().replace(" A ", " ONE ");
                for other in [text, &texts[(number + 1) % texts.len()], &own] {
                    let of_unit =
                        if unit == Unit::Document { 0 } else { segments(other, unit).len() };
                    for call in [0, of_unit / 2, of_unit] {
                        let observer = Stop::at(call);
                        cancelled(stopped.add_with("", other, &observer));
                        assert_eq!(observer.calls(), call + 1, "it is not asked again");
                        assert_eq!(
                            (stopped.len(), stopped.capped_items()),
                            (number, plain_capped(&plain, &expected))
                        );
                    }
                }
                let observer = Stop::default();
                let added = stopped.add_with("", text, &observer).unwrap();
                assert_eq!(added, expected, "{unit:?} {search:?} {number}");
                assert_eq!(observer.units.into_inner(), observer.totals.into_inner());
            }
            assert!(found > 10, "{unit:?}: {found}");
        }
    }
}

/// The capped items before the last addition.
fn plain_capped(index: &retold::Index, last: &retold::detector::AddOutcome) -> usize {
    index.capped_items() - last.bounded
}

/// A long list of candidates of one segment does not delay the stop.
#[test]
fn an_exact_index_is_asked_between_the_candidates_of_a_segment() {
    let phrase = "from our own correspondent in the city of the king and queen";
    let story = |number: usize| {
        let words: Vec<String> = (0..20).map(|i| format!("word{number}x{i}")).collect();
        format!("{phrase} {}", words.join(" "))
    };
    let detector = Detector::builder().unit(Unit::Document).search(Search::Exact);
    let mut index = detector.build().unwrap().index().unwrap();
    for number in 0..1_500 {
        index.add("", &story(number)).unwrap();
    }
    let observer = Stop::default();
    let compared = index.add_with("", &story(1_500), &observer).unwrap().compared;
    assert!(compared > 1_000 && observer.calls() > 1 + compared / 300, "{compared}");
    cancelled(index.add_with("", &story(1_501), &Stop::at(0)));
    assert_eq!(index.len(), 1_501);
}

#[test]
fn every_driver_reports_progress_and_can_be_stopped() {
    let texts = paragraphs();
    let names: Vec<String> = (0..texts.len()).map(|number| format!("{number:02}")).collect();
    let corpus: Corpus =
        names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    for unit in [Unit::Paragraph, Unit::Document] {
        let detector = Detector::builder().unit(unit).build().unwrap();
        let fetch = |id: DocumentId| Ok::<_, Error>(corpus[id].text());
        let scanner = || detector.removal_scanner().unwrap();
        let mut scanned = scanner();
        scanned.add_references(&texts[..10]).unwrap();
        scanned.add(&texts[10..]).unwrap();
        let planner = scanned.finish().unwrap();
        let run = |observer: &Stop| -> Result<(), Error> {
            assert_eq!(detector.matches_with(&corpus, observer)?, detector.matches(&corpus)?);
            let mut scanned = scanner();
            scanned.add_references_with(&texts[..10], observer)?;
            scanned.add_with(&texts[10..], observer)?;
            assert_eq!(scanned.len(), texts.len());
            let found = planner.matches_with(fetch, observer)?;
            assert_eq!(found, planner.matches(fetch)?);
            assert!(!found.pairs.is_empty());
            Ok(())
        };
        let whole = Stop::default();
        run(&whole).unwrap();
        assert_eq!(whole.units.load(Relaxed), whole.totals.load(Relaxed), "{unit:?}");
        let calls = whole.calls();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        for call in (0..calls).step_by(calls / 40 + 1).chain([calls - 1]) {
            let observer = Stop::at(call);
            cancelled(pool.install(|| run(&observer)));
            assert_eq!(observer.calls(), call + 1, "it is not asked again");
        }
    }
}

/// Bytes of a document of the next test.
const LONG: usize = 50_000;

/// Long documents: a part of them are copies, near-copies, or share a half with another one.
fn long_texts() -> Vec<String> {
    let mut texts: Vec<String> =
        (0..40).map(|number| Prose::new(Language::English, number).article(LONG)).collect();
    for number in 0..60 {
        let text = &texts[number % 20];
        let half = (text.len() / 2..text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
        texts.push(match number % 4 {
            0 => text.clone(),
            1 => text.replacen(" the ", " that ", 1 + number),
            2 => format!("{}\n\n{}", &text[..half], &texts[29 - number % 9][..LONG / 2]),
            _ => format!("{text}\n\n{}", &text[..LONG / 8]),
        });
    }
    texts
}

/// While the observer is not asked, no more is tokenised than a megabyte of text, twice, and the texts of a pair.
#[test]
fn the_work_between_two_questions_and_after_a_stop_is_bounded() {
    let texts = long_texts();
    let names: Vec<String> = (0..texts.len()).map(|number| format!("{number:02}")).collect();
    let corpus: Corpus =
        names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let longest = texts.iter().map(String::len).max().unwrap();
    let bound = (2 << 20) + 4 * longest;
    assert!(bytes > 2 * bound, "{bytes} are read at least twice");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let meter = Meter::default();
    let builders = [
        Detector::builder(),
        Detector::builder().collapse(true),
        Detector::builder().unit(Unit::Paragraph),
        Detector::builder().unit(Unit::Document),
        Detector::builder().unit(Unit::Document).search(Search::Exact),
    ];
    for (number, builder) in builders.into_iter().enumerate() {
        let detector = builder.tokenizer("metered", meter.clone()).build().unwrap();
        let run = |observer: &Stop| pool.install(|| detector.detect_with(&corpus, observer));
        let whole = Stop::of(&meter, None);
        run(&whole).unwrap();
        let most = whole.most.load(Relaxed).max(meter.bytes.load(Relaxed));
        assert!(most <= bound, "{most} bytes between two calls, builder {number}");
        let calls = whole.calls();
        for call in (0..calls).step_by(calls / 12 + 1).chain([calls - 1]) {
            let observer = Stop::of(&meter, Some(call));
            cancelled(run(&observer));
            assert_eq!(observer.calls(), call + 1, "builder {number}: it is not asked again");
            let after = meter.bytes.load(Relaxed);
            assert!(after <= 2 * longest, "{after} bytes after call {call}, builder {number}");
        }
    }
}

/// Returns how much a run found.
type Run<'r> = &'r (dyn Fn(&Stop) -> Result<usize, Error> + Sync);

/// A step of a removal reads many texts. It stops between two of them.
#[test]
fn a_stopped_removal_fetches_no_further_text() {
    let texts = long_texts();
    let detector = Detector::builder().unit(Unit::Document).threshold(0.3).build().unwrap();
    let mut scanner = detector.removal_scanner().unwrap();
    scanner.add(&texts).unwrap();
    let planner = scanner.finish().unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let fetched = AtomicUsize::new(0);
    let fetch = |id: DocumentId| {
        fetched.fetch_add(1, Relaxed);
        Ok::<_, Error>(texts[id.index()].as_str())
    };
    let runs: [Run<'_>; 2] =
        [&|observer| Ok(planner.decide_with(fetch, observer)?.removed.len()), &|observer| {
            Ok(planner.matches_with(fetch, observer)?.pairs.len())
        }];
    for run in runs {
        let whole = Stop::default();
        assert!(pool.install(|| run(&whole)).unwrap() > 10);
        assert!(fetched.swap(0, Relaxed) > 30 && whole.calls() > 40, "{}", whole.calls());
        for call in [0, 5, whole.calls() - 1] {
            let observer = Stop::at(call);
            cancelled(pool.install(|| run(&observer)));
            let texts = fetched.swap(0, Relaxed);
            assert!(texts <= call + 1, "{texts} texts, stopped at call {call}");
        }
    }
}
