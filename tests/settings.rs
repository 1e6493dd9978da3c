//! Settings that cannot work are refused, with the value and the rule; nothing else is.

use retold::error::ErrorKind;
use retold::hash::Key;
use retold::lsh::Banding;
use retold::matching::Remove;
use retold::passage::PassageSettings;
use retold::sketch::SketchKind;
use retold::text::Chars;
use retold::{Corpus, Detector, DetectorBuilder, Keep, Search, Unit};

fn refusal(builder: DetectorBuilder) -> String {
    builder.build().expect_err("the setting is out of range").to_string()
}

#[test]
fn refusals_name_the_value_and_the_rule() {
    let new = Detector::builder;
    insta::assert_snapshot!(
        [
            refusal(new().threshold(0.0)),
            refusal(new().threshold(1.7)),
            refusal(new().threshold(-0.5)),
            refusal(new().threshold(f64::NAN)),
            refusal(new().document_threshold(f64::INFINITY)),
            refusal(new().shingle_width(0)),
            refusal(new().shingle_width(33)),
            refusal(new().signature_length(0)),
            refusal(new().signature_length(100)),
            refusal(new().signature_length(8192)),
            refusal(new().sketch(SketchKind::Classic).signature_length(5000)),
            refusal(new().recall(0.0)),
            refusal(new().recall(1.0)),
            refusal(new().banding(Banding::new(16, 9).unwrap())),
            refusal(new().threshold(0.02)),
            Banding::new(0, 4).unwrap_err().to_string(),
            Banding::new(4, 0).unwrap_err().to_string(),
        ]
        .join("\n")
    );
}

fn by_paragraph() -> DetectorBuilder {
    Detector::builder().unit(Unit::Paragraph)
}

/// A setting that is accepted and has no effect is worse than an error.
#[test]
fn settings_without_effect_on_passages_are_refused_with_the_remedy() {
    let banding = Banding::new(16, 8).unwrap();
    for builder in [
        Detector::builder().threshold(0.7),
        Detector::builder().shingle_width(4),
        Detector::builder().banding(banding),
    ] {
        builder.clone().unit(Unit::Line).build().unwrap();
        let message = refusal(builder);
        assert!(message.contains(".unit(Unit::Paragraph)"), "{message}");
    }
    let detector = Detector::builder().build().unwrap();
    for error in [
        detector.index().unwrap_err(),
        detector.removal_scanner().unwrap_err(),
        detector.fingerprinter().unwrap_err(),
        detector.comparer().unwrap_err(),
        detector.matches(&Corpus::new()).unwrap_err(),
        detector.removals(&Corpus::new()).unwrap_err(),
    ] {
        assert!(matches!(error.kind(), ErrorKind::Conflict { .. }));
        assert!(error.to_string().contains(".unit(Unit::Paragraph)"), "{error}");
    }
}

/// A report says enough to be made again; what it has hashes of only is asked for.
#[test]
fn the_settings_of_a_report_run_it_again() {
    let again = |detector: &Detector| DetectorBuilder::from(detector.settings());
    let key = Key::new([7; 16]);
    let builders = [
        Detector::builder(),
        Detector::builder().passages(PassageSettings::noisy()).collapse(true),
        by_paragraph().recall(0.999).signature_length(256).min_words(3).remove(Remove::Similar),
        by_paragraph().shingle_width(4).document_threshold(0.7).keep(Keep::Rank),
        Detector::builder().unit(Unit::Document).threshold(0.5).sketch(SketchKind::Classic).seed(9),
        Detector::builder().unit(Unit::Line).search(Search::Exact).threshold(0.7),
        Detector::builder().unit(Unit::Document).banding(Banding::new(9, 3).unwrap()),
    ];
    for builder in builders {
        let detector = builder.build().unwrap();
        assert_eq!(again(&detector).build().unwrap().settings(), detector.settings());
    }

    let known = "All rights reserved.";
    let chars = || Chars::code_points(4).unwrap();
    let detector = Detector::builder().key(key).known_text(known).tokenizer("chars 4", chars());
    let detector = detector.build().unwrap();
    let missing = [
        again(&detector).known_text(known).tokenizer("chars 4", chars()),
        again(&detector).key(Key::new([8; 16])).known_text(known).tokenizer("chars 4", chars()),
        again(&detector).key(key).tokenizer("chars 4", chars()),
        again(&detector).key(key).known_text(known),
    ];
    let remedies = [".key(", ".key(", ".known_text(", ".tokenizer("];
    for (builder, remedy) in missing.into_iter().zip(remedies) {
        let message = refusal(builder);
        assert!(message.contains(remedy), "{message}");
    }
    let complete = again(&detector).key(key).known_text(known).tokenizer("chars 4", chars());
    assert_eq!(complete.build().unwrap().settings(), detector.settings());

    let other = DetectorBuilder::from(by_paragraph().recall(0.999).build().unwrap().settings());
    let threshold = other.threshold(0.7).build().unwrap().settings().segments;
    assert_eq!(threshold, by_paragraph().threshold(0.7).build().unwrap().settings().segments);
}

#[test]
fn the_border_of_a_range_is_inside() {
    for threshold in [1.0, 0.05] {
        by_paragraph().threshold(threshold).build().unwrap();
    }
    for width in [1, 32] {
        by_paragraph().shingle_width(width).build().unwrap();
    }
    for slots in [64, 4096] {
        Detector::builder().signature_length(slots).build().unwrap();
    }
    Detector::builder().sketch(SketchKind::Classic).signature_length(100).build().unwrap();
    by_paragraph().banding(Banding::new(16, 8).unwrap()).build().unwrap();
}

#[test]
fn exact_search_serves_any_threshold() {
    by_paragraph().search(Search::Exact).threshold(0.001).build().unwrap();
}

#[test]
fn kinds_of_error_can_be_distinguished() {
    let range = Detector::builder().threshold(2.0).build().unwrap_err();
    assert!(matches!(range.kind(), ErrorKind::OutOfRange { setting: "threshold", .. }));
    let conflict = Detector::builder().banding(Banding::new(16, 9).unwrap()).build().unwrap_err();
    assert!(matches!(conflict.kind(), ErrorKind::Conflict { .. }));
}

#[test]
fn defaults_follow_the_unit() {
    let passage = Detector::builder().build().unwrap();
    assert_eq!(passage.settings().passages, Some(PassageSettings::default()));
    let paragraph = Detector::builder().unit(Unit::Paragraph).build().unwrap();
    assert_eq!(paragraph.settings().passages, None);
    assert_eq!(paragraph.settings().segments.shingle_width, 3);
    assert_eq!(paragraph.settings().segments.short_width, 2);
    assert_eq!(paragraph.settings().documents.shingle_width, 5);
    let document = Detector::builder().unit(Unit::Document).threshold(0.9).build().unwrap();
    assert_eq!(document.settings().documents.threshold.get(), 0.9);
    assert_eq!(document.settings().segments, document.settings().documents);
    let by_hand = by_paragraph().shingle_width(4).build().unwrap();
    assert_eq!(by_hand.settings().segments.short_below, 0, "a width by hand holds for all");
    assert_eq!(by_hand.settings().documents.shingle_width, 5);
}
