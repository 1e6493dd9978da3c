//! Every two documents that are related are a pair of the report, or counted as left out.
//!
//! The oracle runs the detector on each two documents alone: a corpus of two documents reaches no bound.

use retold::report::Truncated;
use retold::{Corpus, Detector, DetectorBuilder, Report, Unit};
use std::collections::BTreeSet;

/// Numbers that depend on the seed only.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(1);
        (retold::hash::mix64(self.0) % limit as u64) as usize
    }
}

/// A sentence of words that no other number gives.
fn sentence(number: usize) -> String {
    let words: Vec<String> = (0..18).map(|at| format!("w{number}x{at}")).collect();
    format!("{}. ", words.join(" "))
}

fn paragraph(number: usize) -> String {
    (0..4).map(|at| sentence(10 * number + at)).collect::<String>() + "\n\n"
}

/// Texts that are new, or made of an earlier one: the same, the same with other marks, with a word
/// changed, with figures changed, with more text behind, with a sentence quoted, and so on.
fn texts(count: usize, seed: u64) -> Vec<String> {
    let mut numbers = Numbers(seed << 32);
    let mut texts: Vec<String> = Vec::new();
    for number in 0..count {
        let new = || paragraph(3 * number) + &paragraph(3 * number + 1);
        let text = match (texts.len(), numbers.below(9)) {
            (0, _) | (_, 0) => new(),
            (len, kind) => {
                let earlier = &texts[numbers.below(len)];
                match kind {
                    1..=3 => earlier.clone(),
                    4 => earlier.replace(". ", "! "),
                    5 => earlier.replacen("x7 ", "x7changed ", 1),
                    6 => earlier.replace("x3 ", &format!("x3of{} ", numbers.below(5))),
                    7 => earlier.clone() + &paragraph(3 * number),
                    _ => {
                        let quoted = earlier.split_inclusive(". ").nth(1).unwrap_or_default();
                        new() + quoted + &sentence(10 * (3 * number + 2))
                    }
                }
            }
        };
        texts.push(text);
    }
    texts
}

fn detector(unit: Unit) -> DetectorBuilder {
    Detector::builder().unit(unit)
}

fn report(detector: &Detector, texts: &[String], names: &[usize]) -> Report {
    let corpus: Corpus<'_> =
        names.iter().map(|&name| (format!("{name:04}"), texts[name].as_str())).collect();
    detector.detect(&corpus)
}

/// The pairs of a report, as the numbers of the texts.
fn pairs(report: &Report) -> BTreeSet<(usize, usize)> {
    let name = |document: retold::DocumentId| -> usize {
        report.documents()[document.index()].name.parse().unwrap()
    };
    report.pairs().iter().map(|pair| (name(pair.a), name(pair.b))).collect()
}

fn related(detector: &Detector, texts: &[String]) -> BTreeSet<(usize, usize)> {
    let all = (0..texts.len()).flat_map(|a| (a + 1..texts.len()).map(move |b| [a, b]));
    all.flat_map(|two| pairs(&report(detector, texts, &two))).collect()
}

fn whole(detector: &Detector, texts: &[String]) -> Report {
    report(detector, texts, &(0..texts.len()).collect::<Vec<_>>())
}

#[test]
fn every_related_pair_is_listed() {
    for unit in [Unit::Passage, Unit::Paragraph, Unit::Document] {
        for seed in 0..12 {
            let detector = detector(unit).build().unwrap();
            let texts = texts(14, seed);
            let report = whole(&detector, &texts);
            let (named, related) = (pairs(&report), related(&detector, &texts));
            let lost: Vec<_> = related.difference(&named).collect();
            let Truncated { pairs: counted, .. } = *report.truncated();
            assert_eq!(lost.len(), counted, "{unit:?}, seed {seed}: {lost:?} lost");
            let more: Vec<_> = named.difference(&related).collect();
            assert!(more.is_empty(), "{unit:?}, seed {seed}: {more:?} not related");
        }
    }
}

/// A text that a single document quotes is in very many documents: it makes no difference that only
/// one of the two texts has many.
#[test]
fn pairs_with_the_copies_of_a_text_are_listed_or_counted() {
    for copies in [7, 8, 9, 20] {
        for quotes_first in [true, false] {
            let text = paragraph(1) + &paragraph(2);
            let quoting = paragraph(3) + &sentence(11) + &paragraph(4);
            let mut texts = vec![text; copies];
            texts.insert(if quotes_first { 0 } else { copies }, quoting);
            let report = whole(&detector(Unit::Passage).build().unwrap(), &texts);
            let among_copies = copies * (copies - 1) / 2;
            let listed = report.pairs().len() - among_copies;
            assert_eq!(listed, copies.min(8), "{copies} copies");
            assert_eq!(report.truncated().pairs, copies - listed, "{copies} copies");
        }
    }
}
