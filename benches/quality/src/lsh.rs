//! The recall of the buckets, compared with the exact join.

use crate::page::{Page, share};
use crate::size::Size;
use retold::lsh::Banding;
use retold::sketch::SketchKind;
use retold::{Corpus, Detector, Search, Unit};
use retold_synth::{Language, NearCopies};
use std::collections::BTreeSet;

/// Pairs of documents, by number.
type Pairs = BTreeSet<(u32, u32)>;

/// Adds the table of recall by threshold.
pub(crate) fn write(page: &mut Page, size: &Size) {
    page.paragraph("## Recall of the buckets");
    page.paragraph(include_str!("lsh.md"));
    let planted = NearCopies::new(Language::English)
        .documents(size.lsh_documents)
        .bytes(1_800)
        .near_copies(size.lsh_documents * 3 / 5, &[2, 5, 10, 15, 20, 25, 30, 40, 60, 80])
        .build(1);
    let mut corpus = Corpus::new();
    for (number, text) in planted.documents.iter().enumerate() {
        corpus.push(format!("{number:05}"), text.as_str()).expect("fewer than 2^32 texts");
    }
    let heads =
        ["threshold", "bands x rows", "promised", "pairs", "bucketed found", "classic found"];
    page.table(&heads);
    for hundredths in (50..=95).step_by(5) {
        let threshold = f64::from(hundredths) / 100.0;
        let exact = pairs(&corpus, threshold, Search::Exact, SketchKind::Bucketed, 0);
        let banding = Banding::for_threshold(128, threshold).expect("a threshold within (0, 1]");
        let mut cells = vec![
            format!("{threshold:.2}"),
            banding.to_string(),
            share(banding.probability(threshold)),
            exact.len().to_string(),
        ];
        for kind in [SketchKind::Bucketed, SketchKind::Classic] {
            let mut found = 0;
            for seed in 0..size.lsh_seeds {
                let listed = pairs(&corpus, threshold, Search::Lsh, kind, seed);
                assert!(listed.is_subset(&exact), "a pair was claimed that is none");
                found += listed.len();
            }
            let recall = found as f64 / (exact.len() as f64 * size.lsh_seeds as f64);
            cells.push(share(recall));
            page.at_least(&format!("buckets, {kind}, threshold {threshold:.2}"), recall, 0.99);
        }
        page.row(&cells);
    }
}

fn pairs(
    corpus: &Corpus<'_>,
    threshold: f64,
    search: Search,
    kind: SketchKind,
    seed: u64,
) -> Pairs {
    let detector = Detector::builder()
        .unit(Unit::Document)
        .threshold(threshold)
        .search(search)
        .sketch(kind)
        .seed(seed)
        .build()
        .expect("the settings are valid");
    let report = detector.detect(corpus);
    assert!(!report.truncated().any(), "every pair is listed");
    report.pairs().iter().map(|pair| (pair.a.0, pair.b.0)).collect()
}
