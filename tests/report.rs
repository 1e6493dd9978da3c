//! What people and programs see of the five articles, to the letter.

use crate::seeds;
use retold::{Corpus, Detector, Report, Unit};

fn detect(unit: Unit) -> (Corpus<'static>, Report) {
    let corpus = seeds::corpus();
    let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus);
    (corpus, report)
}

#[test]
fn seeds_by_paragraph_as_text() {
    let (corpus, report) = detect(Unit::Paragraph);
    insta::assert_snapshot!(report.text().excerpts(&corpus));
}

#[test]
fn seeds_by_paragraph_as_json() {
    let (_, report) = detect(Unit::Paragraph);
    insta::assert_snapshot!(serde_json::to_string_pretty(&report).unwrap());
}

#[test]
fn seeds_by_document_tell_nothing() {
    let (_, report) = detect(Unit::Document);
    assert!(report.families().is_empty() && report.clusters().is_empty());
    assert!(report.pairs().is_empty(), "no two articles are near-copies");
}

/// The block that the design names: 001's lines 2–9 again at 10–17, as one.
#[test]
fn a_run_of_repeated_paragraphs_is_one_block() {
    let (_, report) = detect(Unit::Paragraph);
    let family = &report.families()[0];
    let lines: Vec<_> = family
        .occurrences()
        .iter()
        .map(|o| (o.document.0, o.place.first_line, o.place.last_line))
        .collect();
    assert_eq!(lines, [(1, 2, 9), (1, 10, 17)]);
    assert_eq!(family.words(), 192);
    assert_eq!(family.kind(), retold::FamilyKind::Identical);
}

#[test]
fn text_fits_eighty_columns_and_colour_adds_nothing_but_escapes() {
    let (corpus, report) = detect(Unit::Paragraph);
    let plain = report.text().excerpts(&corpus).to_string();
    for line in plain.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let mut colour = report.text().excerpts(&corpus).color(true).to_string();
    assert!(colour.contains("\u{1b}[1m"));
    while let Some(start) = colour.find('\u{1b}') {
        let end = start + colour[start..].find('m').unwrap();
        colour.replace_range(start..=end, "");
    }
    assert_eq!(colour, plain);
}

#[test]
fn control_characters_of_the_input_never_reach_the_terminal() {
    let evil = "one two three four five \u{1b}[31msix seven\u{7} eight nine ten eleven twelve";
    let corpus: Corpus =
        [("a\u{1b}]0;x\u{7}.txt", evil), ("b\u{202e}txt.exe", evil)].into_iter().collect();
    let report = Detector::builder().build().unwrap().detect(&corpus);
    let text = report.text().excerpts(&corpus).to_string();
    assert_eq!(report.families().len(), 1);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    assert!(!text.contains('\u{202e}'));
}

#[test]
fn a_report_survives_json() {
    let (_, report) = detect(Unit::Paragraph);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn languages_of_any_direction_and_width_fit_the_line() {
    let chinese = "外交部长们周六同意加强经济和安全合作，但在解决长期存在的领土争端方面没有取得进展，\
                   这一争端使两国无法缔结和平条约。外交部长表示两国需要以冷静的态度处理岛屿问题。";
    let arabic = "اتفق وزيرا خارجية اليابان وروسيا يوم السبت على تعزيز التعاون الاقتصادي والأمني لكنهما \
                  لم يحرزا تقدما في حل النزاع الإقليمي الطويل الأمد الذي منع البلدين من إبرام معاهدة سلام.";
    let corpus: Corpus =
        [("中文/一.txt", chinese), ("中文/二.txt", chinese), ("١.txt", arabic), ("٢.txt", arabic)]
            .into_iter()
            .collect();
    let report = Detector::builder().build().unwrap().detect(&corpus);
    insta::assert_snapshot!(report.text().excerpts(&corpus));
}

#[test]
fn what_was_not_read_is_named() {
    let mut report = retold::scan(["one text", "another"]);
    report.add_skipped("seeds/photo.jpg", "binary file");
    assert!(report.to_string().contains("seeds/photo.jpg: binary file"));
}
