//! That the word for what two documents are to one another follows its rules, and that templates
//! and resends are told apart. `cargo test relations -- --nocapture` prints how often.

use retold::report::Report;
use retold::{Corpus, Detector, Relation};
use retold_synth::{Language, bulletins, resends};

fn detect<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Report {
    let texts = texts.into_iter().enumerate();
    let corpus: Corpus = texts.map(|(i, text)| (format!("{i:04}"), text.into())).collect();
    Detector::builder().build().unwrap().detect(&corpus)
}

#[test]
fn tune() {
    for seed in 1..4 {
        let reports = bulletins(4 * 24, seed);
        let report = detect(reports.iter().map(|b| b.text.clone()));
        let mut counts = std::collections::BTreeMap::new();
        for pair in report.pairs() {
            let (f, g) = (reports[pair.a.index()].frame, reports[pair.b.index()].frame);
            *counts.entry((f, g, pair.relation.to_string())).or_insert(0) += 1;
            if pair.relation != Relation::Template || (pair.a.index() < 4 && pair.b.index() < 9) {
                println!(
                    "{f} {g} {} {:.2} m{} {:?} {}",
                    pair.relation,
                    pair.resemblance,
                    pair.matched_words,
                    pair.differing,
                    pair.passages.len()
                );
            }
        }
        println!("{counts:?}");
    }
    for language in [Language::English, Language::Russian, Language::Arabic, Language::Chinese] {
        for bytes in [200, 900, 3000] {
            let resent = resends(language, 200, bytes, 1);
            let report = detect(resent.iter().flat_map(|r| [r.first.clone(), r.second.clone()]));
            let mut counts = std::collections::BTreeMap::new();
            for pair in report.pairs() {
                *counts
                    .entry((pair.a.index() / 2 == pair.b.index() / 2, pair.relation.to_string()))
                    .or_insert(0) += 1;
            }
            println!("{language:?} {bytes} {counts:?}");
        }
    }
}
