//! The edit script of a reported passage turns one place into the other.

use proptest::prelude::{Just, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use retold::report::{EditKind, EditStep, Place};
use retold::text::Words;
use retold::{Detector, Unit};

/// The words of a part of a text, as they are compared.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    Words.for_each(text, |token| words.push(token.hash));
    words
}

/// Checks the script of two places of two texts.
fn check(steps: &[EditStep], texts: [&str; 2], places: [Place; 2]) {
    let mut at = places.map(|place| place.start);
    for step in steps {
        let spans = [step.a, step.b];
        assert_eq!(spans.map(|span| span.start), at, "no gap and no overlap");
        at = spans.map(|span| span.end);
        let [a, b] = [0, 1].map(|side: usize| words(&texts[side][spans[side].range()]));
        match step.kind {
            EditKind::Equal => assert_eq!(a, b),
            EditKind::Replace => assert!(!a.is_empty() && !b.is_empty()),
            EditKind::Insert => assert!(spans[0].is_empty() && !b.is_empty()),
            EditKind::Delete => assert!(!a.is_empty() && spans[1].is_empty()),
        }
    }
    assert_eq!(at, places.map(|place| place.end), "both places to their ends");
}

fn edited(text: &str, edits: &[(usize, Option<&str>)]) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for &(place, edit) in edits {
        let place = place % words.len();
        match edit {
            Some("") => _ = words.remove(place),
            Some(new) => words.insert(place, new.to_owned()),
            None => words[place].push_str(", Other"),
        }
    }
    words.join(" ")
}

proptest! {
    #[test]
    fn a_script_covers_both_places_and_is_right_at_each_step(
        edits in prop::collection::vec(
            (
                0usize..1000,
                prop_oneof![Just(None), Just(Some("")), Just(Some("neu")), Just(Some("(zwölf 12)"))],
            ),
            0..12,
        ),
        seed in 0u32..1000,
    ) {
        let text: Vec<String> = (0..80).map(|n| format!("word{}", (n * 7919 + seed) % 1009)).collect();
        let text = text.join(" ");
        let texts = [text.clone(), edited(&text, &edits)];
        let report = retold::scan(texts.iter().map(String::as_str));
        prop_assert!(!report.pairs().is_empty());
        for passage in &report.pairs()[0].passages {
            check(&passage.edits(), [&texts[0], &texts[1]], [passage.a, passage.b]);
            let changed = passage.edits().iter().filter(|step| step.kind != EditKind::Equal).count();
            prop_assert_eq!(changed, passage.changes.len());
        }
        let doubled = format!("{}\n\n{}", texts[0], texts[1]);
        for repeat in retold::scan([&doubled[..]]).repeats() {
            check(&repeat.edits(), [&doubled, &doubled], [repeat.a, repeat.b]);
        }
    }
}

/// Segments are compared as sets, so that nothing is known of the single words.
#[test]
fn segments_that_differ_are_replaced_as_wholes() {
    let text = "The old man walked slowly down to the harbour to look for his brother.";
    let corpus =
        [("a", text.to_owned()), ("b", text.replace("old", "young"))].into_iter().collect();
    let detector = Detector::builder().unit(Unit::Paragraph).threshold(0.5).build().unwrap();
    let report = detector.detect(&corpus);
    let passage = &report.pairs()[0].passages[0];
    let steps = passage.edits();
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].kind, EditKind::Replace);
    assert_eq!((steps[0].a, steps[0].b), (passage.a.span(), passage.b.span()));
}
