//! Settings that cannot work are refused, with the value and the rule; nothing else is.

use retold::error::ErrorKind;
use retold::lsh::Banding;
use retold::passage::PassageSettings;
use retold::sketch::SketchKind;
use retold::{Detector, DetectorBuilder, Search, Unit};

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

#[test]
fn the_border_of_a_range_is_inside() {
    for threshold in [1.0, 0.05] {
        Detector::builder().threshold(threshold).build().unwrap();
    }
    for width in [1, 32] {
        Detector::builder().shingle_width(width).build().unwrap();
    }
    for slots in [64, 4096] {
        Detector::builder().signature_length(slots).build().unwrap();
    }
    Detector::builder().sketch(SketchKind::Classic).signature_length(100).build().unwrap();
    Detector::builder().banding(Banding::new(16, 8).unwrap()).build().unwrap();
}

#[test]
fn exact_search_serves_any_threshold() {
    Detector::builder().search(Search::Exact).threshold(0.001).build().unwrap();
}

#[test]
fn kinds_of_error_can_be_told_apart() {
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
    let by_hand = Detector::builder().shingle_width(4).build().unwrap();
    assert_eq!(by_hand.settings().segments.short_below, 0, "a width by hand holds for all");
    assert_eq!(by_hand.settings().documents.shingle_width, 5);
}
