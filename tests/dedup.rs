//! Two passes remove what a batch run would, keep what stands for it, and ask for little.

use retold::matching::verify;
use retold::{
    Detector, Document, DocumentId, Keep, Removals, SecondPass, ShingleSets, Shingler, Similarity,
    Unit, Words, segments,
};
use retold_synth::{Language, NearCopies, Prose};
use std::sync::atomic::{AtomicUsize, Ordering};

const SHORT_STORY: &str = "The old man walked slowly down to the harbour to look for his brother.";

fn texts() -> Vec<String> {
    let corpus = NearCopies::new(Language::English)
        .documents(300)
        .bytes(1_500)
        .near_copies(150, &[1, 3, 10, 30])
        .exact_copies(30)
        .build(11);
    let mut texts = corpus.documents;
    texts.push(String::new());
    texts.push(texts[3].to_uppercase());
    texts
}

fn detector(unit: Unit, keep: Keep) -> Detector {
    Detector::builder().unit(unit).keep(keep).build().unwrap()
}

fn ranks(texts: &[String]) -> Vec<i64> {
    (0..texts.len() as i64).map(|number| number * 7_919 % 101).collect()
}

fn first_passed(detector: &Detector, texts: &[String]) -> SecondPass {
    let documents: Vec<Document> = texts
        .iter()
        .zip(ranks(texts))
        .map(|(text, rank)| Document::new("", text).with_rank(rank))
        .collect();
    let mut first = detector.first_pass();
    // Parts of an odd size: where they end must not matter.
    for part in documents.chunks(77) {
        first.add_documents(part);
    }
    assert_eq!(first.len(), texts.len());
    first.finish()
}

fn removals(detector: &Detector, texts: &[String]) -> Removals {
    let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
    first_passed(detector, texts).decide(fetch).unwrap()
}

#[test]
fn the_clusters_of_a_batch_run_are_what_two_passes_remove() {
    let texts = texts();
    for keep in [Keep::First, Keep::Longest, Keep::Rank] {
        let detector = detector(Unit::Document, keep);
        let corpus = texts
            .iter()
            .zip(ranks(&texts))
            .enumerate()
            .map(|(number, (text, rank))| {
                Document::new(format!("{number:05}"), text.as_str()).with_rank(rank)
            })
            .fold(retold::Corpus::new(), |mut corpus, document| {
                corpus.push_document(document);
                corpus
            });
        let report = detector.detect(&corpus);
        let mut expected: Vec<(u32, u32)> = report
            .clusters()
            .iter()
            .flat_map(|cluster| {
                cluster.members.iter().map(|member| (member.document.0, cluster.representative.0))
            })
            .collect();
        expected.sort_unstable();
        let found: Vec<(u32, u32)> = removals(&detector, &texts)
            .removed
            .iter()
            .map(|removal| (removal.document.0, removal.kept.0))
            .collect();
        assert!(found.len() > 100);
        assert_eq!(found, expected, "{keep:?}");
    }
}

#[test]
fn what_is_removed_resembles_something_that_is_kept() {
    let texts = texts();
    for unit in [Unit::Document, Unit::Paragraph] {
        let detector = detector(unit, Keep::Longest);
        let settings = detector.settings();
        let comparison =
            if unit == Unit::Document { settings.documents } else { settings.segments };
        let removals = removals(&detector, &texts);
        let mut gone: Vec<_> = removals.removed.iter().map(|r| (r.document, r.span)).collect();
        let all = gone.len();
        gone.dedup();
        assert_eq!(gone.len(), all, "nothing is removed twice");
        for removal in &removals.removed {
            assert!(gone.binary_search(&(removal.kept, removal.kept_span)).is_err());
            let sides = [(removal.document, removal.span), (removal.kept, removal.kept_span)]
                .map(|(id, span)| &texts[id.index()][span.range()]);
            let short = sides.iter().any(|text| words(text).len() < comparison.short_below);
            let width = if short { comparison.short_width } else { comparison.shingle_width };
            let sets = ShingleSets::from_iter(sides.map(|text| shingles(text, width)));
            let found = verify(&sets, 0, 1, comparison.threshold).unwrap();
            assert_eq!(found.resemblance, removal.resemblance);
            assert_eq!(removal.identical, words(sides[0]) == words(sides[1]));
        }
    }
}

#[test]
fn what_is_kept_does_not_resemble_itself() {
    let texts = texts();
    let detector = detector(Unit::Document, Keep::First);
    let removed = removals(&detector, &texts).removed;
    let kept: Vec<Vec<u64>> = texts
        .iter()
        .enumerate()
        .filter(|(number, _)| removed.iter().all(|removal| removal.document.index() != *number))
        .map(|(_, text)| shingles(text, 5))
        .collect();
    let sets = ShingleSets::from_iter(kept);
    let threshold = Similarity::new(0.8).unwrap();
    let left = retold::matching::exact_join(&sets, threshold).len();
    assert!(left * 100 <= removed.len(), "{left} pairs left of {}", removed.len());
}

#[test]
fn paragraphs_go_inside_a_document_and_across() {
    let texts = [
        format!("{SHORT_STORY}\n\nA first end.\n\n{SHORT_STORY}"),
        format!("A beginning.\n\n{SHORT_STORY}\n\nA first end."),
    ];
    let detector = detector(Unit::Paragraph, Keep::First);
    let removed = removals(&detector, &texts).removed;
    let gone: Vec<&str> =
        removed.iter().map(|r| &texts[r.document.index()][r.span.range()]).collect();
    assert_eq!(gone, [SHORT_STORY, SHORT_STORY], "three words are too few to go");
    assert_eq!(removed[0].document, removed[0].kept);
    assert_eq!(removed[1].kept_span.range(), 0..SHORT_STORY.len());
    let all = segments(&texts[0], Unit::Paragraph);
    assert_eq!(removed[0].span, all[2]);
}

#[test]
fn references_stay_and_come_first() {
    let edited = SHORT_STORY.replace("slowly", "very slowly");
    let long = |text: &str| format!("{text} {}", Prose::new(Language::English, 5).article(2_000));
    let texts = [long(SHORT_STORY), long(&edited), long(SHORT_STORY), long(SHORT_STORY)];
    let mut first = detector(Unit::Document, Keep::First).first_pass();
    first.add(&texts[..1]);
    first.add_references(&texts[1..]);
    let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
    let removed = first.finish().decide(fetch).unwrap().removed;
    assert_eq!(removed.len(), 1);
    let removal = removed[0];
    assert_eq!((removal.document.0, removal.kept.0, removal.identical), (0, 2, true));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let texts = texts();
    for unit in [Unit::Document, Unit::Line] {
        let detector = detector(unit, Keep::Longest);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| removals(&detector, &texts))
        };
        assert_eq!(with(1), with(3));
    }
}

#[test]
fn a_text_that_changed_in_between_is_kept_and_named() {
    let mut texts = texts();
    let detector = detector(Unit::Document, Keep::First);
    let before = removals(&detector, &texts);
    let victim = before.removed.iter().find(|removal| !removal.identical).unwrap().document;
    let second = first_passed(&detector, &texts);
    assert!(second.asks_for(victim));
    texts[victim.index()].push_str(" And one more sentence.");
    let after = second.decide(|id| Ok::<_, ()>(&texts[id.index()])).unwrap();
    assert_eq!(after.changed, [victim]);
    assert!(after.removed.iter().all(|r| r.document != victim && r.kept != victim));
}

#[test]
fn an_error_of_the_caller_comes_back() {
    let texts = texts();
    let second = first_passed(&detector(Unit::Document, Keep::First), &texts);
    let failed = second.decide(|id| Err::<String, _>(format!("cannot read {}", id.0)));
    assert!(failed.unwrap_err().starts_with("cannot read"));
}

/// All documents share a long frame, and with it most buckets, but no two are alike enough.
#[test]
fn a_bucket_that_holds_everything_costs_a_bounded_number_of_readings() {
    let frame = Prose::new(Language::English, 1).article(3_000);
    let texts: Vec<String> = (0..2_000)
        .map(|number| {
            let own = Prose::new(Language::English, 100 + number).article(1_400);
            format!("{frame}\n\n{own}")
        })
        .collect();
    let asked = AtomicUsize::new(0);
    let detector = detector(Unit::Document, Keep::First);
    let removals = first_passed(&detector, &texts)
        .decide(|id| {
            asked.fetch_add(1, Ordering::Relaxed);
            Ok::<_, ()>(&texts[id.index()])
        })
        .unwrap();
    assert!(removals.removed.is_empty());
    assert!(removals.unresolved > 100, "{}", removals.unresolved);
    assert!(asked.into_inner() < 65 * texts.len());
}

fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    Words.for_each(text, |token| words.push(token.hash));
    words
}

fn shingles(text: &str, width: usize) -> Vec<u64> {
    let mut shingles = Vec::new();
    Shingler::new(width).unwrap().word_shingles_into(&words(text), &mut shingles);
    shingles
}
