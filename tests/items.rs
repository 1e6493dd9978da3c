//! Fingerprints are frozen. They decide which items are candidates; a comparer decides which are similar.

use proptest::prelude::*;
use retold::facts::same_text;
use retold::item::{Fingerprint, Verdict, WidthClass};
use retold::matching::Remove;
use retold::{Detector, Unit};
use retold_synth::brute_force_resemblance;

const TEXTS: [&str; 4] = [
    "The old man walked slowly down to the harbour to look for his brother, who had not come home.",
    "Nobody was there.",
    "“Well,” said the old man: 中文 cat, C++ and 30 % of 1.5!",
    "so it was and so it was and so it was and so it was and so it was and so it was",
];

fn prints(unit: Unit) -> Vec<Fingerprint> {
    let detector = Detector::builder().unit(unit).signature_length(64).build().unwrap();
    let fingerprinter = detector.fingerprinter().unwrap();
    TEXTS.iter().filter_map(|text| fingerprinter.fingerprint(text)).collect()
}

/// A short item is contained in a long one, although it is too short to be similar to it.
#[test]
fn the_figures_of_a_short_item_in_a_long_one_show_that_it_is_contained() {
    let comparer = Detector::builder().unit(Unit::Document).build().unwrap().comparer().unwrap();
    let part = "the boats lay upside down on the wet sand";
    let words =
        |from: u32| (from..from + 500).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let whole = format!("{} {part} {}", words(0), words(500));
    let figures = comparer.figures(part, &whole);
    assert!(figures.containment_a.get() == 1.0 && figures.containment_b.get() < 0.1, "{figures:?}");
    assert_eq!(comparer.figures(&whole, part).containment_b, figures.containment_a);
}

/// The form V1 is published: another value is another version.
#[test]
fn fingerprints_are_frozen() {
    for unit in [Unit::Document, Unit::Paragraph] {
        let lines: Vec<String> =
            prints(unit).iter().map(|print| serde_json::to_string(print).unwrap()).collect();
        insta::assert_snapshot!(format!("fingerprints_{unit:?}"), lines.join("\n"));
    }
}

#[test]
fn fingerprints_come_back_and_damaged_ones_are_refused() {
    for print in prints(Unit::Paragraph) {
        let json = serde_json::to_string(&print).unwrap();
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).unwrap(), print);
        let bytes = postcard::to_stdvec(&print).unwrap();
        assert_eq!(postcard::from_bytes::<Fingerprint>(&bytes).unwrap(), print);
        for (from, to, reason) in [
            ("\"version\":1", "\"version\":2", "version of a fingerprint must be 1, got 2"),
            ("\"content\":\"", "\"content\":\"0", "32 hexadecimal digits"),
            ("\"content\":\"", "\"content\":\"+", "32 hexadecimal digits"),
        ] {
            let error = serde_json::from_str::<Fingerprint>(&json.replace(from, to)).unwrap_err();
            assert!(error.to_string().contains(reason), "{error}");
        }
    }
}

/// Only what was made with the same settings can be compared.
#[test]
fn fingerprints_of_other_settings_are_no_candidates() {
    let builder = || Detector::builder().unit(Unit::Document);
    let print = |builder: retold::DetectorBuilder| {
        let fingerprinter = builder.build().unwrap().fingerprinter().unwrap();
        fingerprinter.fingerprint(TEXTS[0]).unwrap()
    };
    let one = print(builder());
    assert!(one.is_candidate(&print(builder())));
    for other in [
        builder().seed(1),
        builder().threshold(0.7),
        builder().shingle_width(4),
        builder().signature_length(256),
        builder().key(retold::hash::Key::new([1; 16])),
        builder().sketch(retold::sketch::SketchKind::Classic),
        builder().tokenizer("own", retold::text::Words),
        Detector::builder().unit(Unit::Paragraph),
    ] {
        let other = print(other);
        assert_ne!(one.scheme(), other.scheme());
        assert!(!one.is_candidate(&other));
    }
    // What is removed, and from which length on, is no part of a fingerprint.
    assert_eq!(one, print(builder().remove(Remove::Similar).min_words(99)));
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "bee", "sea", "dee", "Eve", "9"]), 0..30)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_comparer_equals_brute_force(a in words(), b in words(), whole in any::<bool>()) {
        let unit = if whole { Unit::Document } else { Unit::Line };
        let detector = Detector::builder().unit(unit).threshold(0.5).build().unwrap();
        let settings = detector.settings();
        let comparison = if whole { settings.documents } else { settings.segments };
        let is_short = |text: &str| text.split_whitespace().count() < comparison.short_below;
        let width = if is_short(&a) || is_short(&b) {
            comparison.short_width
        } else {
            comparison.shingle_width
        };
        // A text of fewer words than a shingle has is one shingle.
        let is_one = |text: &str| text.split_whitespace().count() < width;
        let expected = if is_one(&a) || is_one(&b) {
            f64::from(u8::from(a.to_lowercase() == b.to_lowercase()))
        } else {
            brute_force_resemblance(&a, &b, width)
        };
        let is_alike = !a.is_empty() && !b.is_empty() && expected >= 0.5;
        match detector.comparer().unwrap().compare(&a, &b) {
            Verdict::Apart => prop_assert!(!is_alike),
            Verdict::Alike(found) => {
                prop_assert!(is_alike);
                prop_assert_eq!(found.resemblance.get(), expected);
                prop_assert_eq!(found.same_words, a.to_lowercase() == b.to_lowercase());
                prop_assert_eq!(found.identical, same_text(&a, &b));
                let long = [&a, &b].iter().all(|text| text.split_whitespace().count() >= 12);
                let may = found.identical || long && found.equivalent;
                prop_assert_eq!(found.removable, may);
            }
        }
    }

    /// Every key is one that two copies share, in every class in which they may be compared.
    #[test]
    fn items_of_the_same_words_are_candidates(text in words(), unit in prop::sample::select(vec![Unit::Document, Unit::Line])) {
        let fingerprinter = Detector::builder().unit(unit).build().unwrap().fingerprinter().unwrap();
        let both = [text.clone(), text.to_uppercase() + "!"].map(|text| fingerprinter.fingerprint(&text));
        if let [Some(a), Some(b)] = both {
            prop_assert!(a.is_candidate(&b) && a.content() == b.content());
            for class in [WidthClass::Normal, WidthClass::Short] {
                prop_assert_eq!(a.keys(class), b.keys(class));
            }
            prop_assert_ne!(a.marks(), b.marks());
        }
    }
}
