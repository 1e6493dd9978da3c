//! What was once wrong stays right.

use retold::{Corpus, Detector, DocumentId, Search, Unit};

/// Sixty paragraphs resemble one that stands last, and not one another.
#[test]
fn a_centre_is_found_behind_any_number_of_its_look_alikes() {
    let base: Vec<String> = (0..40).map(|i| format!("word{i}")).collect();
    let mut corpus = Corpus::new();
    for copy in 0..60 {
        let mut words = base.clone();
        for change in 0..3 {
            words[(3 * copy + change) % 13 * 3 + 1] = format!("copy{copy}change{change}");
        }
        corpus.push(format!("{copy:02}"), words.join(" "));
    }
    corpus.push("centre", base.join(" "));
    for search in [Search::Lsh, Search::Exact] {
        let detector = Detector::builder().unit(Unit::Paragraph).search(search).build().unwrap();
        let report = detector.detect(&corpus);
        assert_eq!(report.families().len(), 1, "{search:?}");
        let family = &report.families()[0];
        assert_eq!(family.medoid().document, DocumentId(60), "{search:?}");
        assert!(family.occurrences().len() > 55, "{} places", family.occurrences().len());
    }
}
