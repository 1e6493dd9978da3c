//! Pairs given by the caller are verified like any other candidate, and count like it.

use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};
use retold::detector::RemovalPlanner;
use retold::matching::{Remove, keep_first};
use retold::{Detector, Document, DocumentId, Keep, Unit};
use std::cmp::Reverse;

/// Texts of sentences, many of which occur in several of them.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let words = ["harbour", "brother", "morning", "bridge", "seven", "not", "sand", "Paris"];
    let sentence = prop::collection::vec(prop::sample::select(words.to_vec()), 4..9);
    let sentences: Vec<_> = (0..4).map(|_| sentence.clone()).collect();
    sentences.prop_flat_map(|sentences| {
        // The same words with another sign at the end are not the same text.
        let end = prop::sample::select(vec![".", "?"]);
        let picked = prop::collection::vec(0..sentences.len(), 3..6);
        let text = (picked, end).prop_map(move |(picked, end)| {
            let said: Vec<String> = picked.iter().map(|&it| sentences[it].join(" ")).collect();
            said.join(". ") + end
        });
        prop::collection::vec(text, 2..14)
    })
}

/// A detector whose bands bring hardly any pair together.
fn detector(remove: Remove) -> Detector {
    let builder = Detector::builder().unit(Unit::Document).threshold(0.3).recall(0.01);
    builder.remove(remove).keep(Keep::Rank).min_words(3).build().unwrap()
}

fn second(detector: &Detector, texts: &[String], ranks: &[i64]) -> RemovalPlanner {
    let documents: Vec<Document> = texts
        .iter()
        .zip(ranks)
        .map(|(text, &rank)| Document::new("", text.as_str()).with_rank(rank))
        .collect();
    let mut first = detector.removal_scanner().unwrap();
    first.add_documents(&documents).unwrap();
    first.finish().unwrap()
}

/// The order in which documents are kept: by rank, then the longer one, then the first.
fn key(texts: &[String], ranks: &[i64], id: usize) -> (i64, Reverse<usize>, usize) {
    (ranks[id], Reverse(texts[id].split(' ').count()), id)
}

proptest! {
    /// With all pairs given, the answer is that of comparing everything with everything.
    #[test]
    fn all_given_pairs_equal_brute_force(
        texts in texts(),
        ranks in prop::collection::vec(0_i64..5, 14),
        remove in prop::sample::select(vec![Remove::Equivalent, Remove::Similar]),
    ) {
        let detector = detector(remove);
        let mut second = second(&detector, &texts, &ranks);
        let count = texts.len() as u32;
        let all: Vec<(DocumentId, DocumentId)> = (0..count)
            .flat_map(|a| (0..count).map(move |b| (DocumentId(a), DocumentId(b))))
            .collect();
        second.add_pairs(&all).unwrap();
        let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
        let removals = second.decide(fetch).unwrap();

        let comparer = detector.comparer().unwrap();
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_by_key(|&id| key(&texts, &ranks, id as usize));
        let compare = |a: u32, b: u32| comparer.compare(&texts[a as usize], &texts[b as usize]);
        let repeats: Vec<(u32, u32)> = all
            .iter()
            .filter(|(a, b)| a != b)
            .filter(|(a, b)| compare(a.0, b.0).likeness().is_some_and(|it| it.removable))
            .map(|(a, b)| (a.0, b.0))
            .collect();
        let mut expected = Vec::new();
        for (document, kept) in (0..).zip(keep_first(&order, &repeats)) {
            expected.extend(kept.map(|kept| (document, kept)));
        }
        let found: Vec<(u32, u32)> =
            removals.removed.iter().map(|it| (it.document.0, it.kept.0)).collect();
        prop_assert_eq!(found, expected);

        // Every two documents that are alike are in one component of the matches.
        let mut sets = retold::matching::DisjointSets::new(count);
        for pair in second.matches(fetch).unwrap().pairs {
            let likeness = compare(pair.document.0, pair.earlier.0).likeness();
            prop_assert!(pair.same_words || likeness.is_some(), "{:?} is no match", pair);
            sets.join(pair.document.0, pair.earlier.0);
        }
        for (a, b) in &all {
            if a != b && compare(a.0, b.0).likeness().is_some() {
                prop_assert!(sets.joined(a.0, b.0));
            }
        }
    }

    /// Places are those of the order in which documents are kept.
    #[test]
    fn places_are_those_of_the_order(texts in texts(), ranks in prop::collection::vec(0_i64..5, 14)) {
        let second = second(&detector(Remove::Equivalent), &texts, &ranks);
        let place = |id: usize| second.place(DocumentId(id as u32)).unwrap();
        let same = |a: usize, b: usize| retold::facts::same_text(&texts[a], &texts[b]);
        // The first of those that are the same.
        let first = |id: usize| {
            let all = (0..texts.len()).filter(|&other| same(id, other));
            all.min_by_key(|&it| key(&texts, &ranks, it)).unwrap()
        };
        for a in 0..texts.len() {
            for b in 0..texts.len() {
                let [of_a, of_b] = [a, b].map(first);
                let [key_a, key_b] = [of_a, of_b].map(|it| key(&texts, &ranks, it));
                prop_assert_eq!(place(a).cmp(&place(b)), key_a.cmp(&key_b));
            }
        }
    }
}

#[test]
fn a_given_pair_finds_a_match_that_bands_of_a_low_recall_miss() {
    let base = "the colour of the sea was grey in the morning and the boats lay on the sand";
    let texts: Vec<String> = (0..40)
        .flat_map(|number| {
            let text = format!("Number {number}: {base}, {number} of them.");
            [text.clone(), text.replace("colour", "color").replace("grey", "gray")]
        })
        .collect();
    let detector = detector(Remove::Equivalent);
    let ranks = vec![0; texts.len()];
    let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
    let without = second(&detector, &texts, &ranks).decide(fetch).unwrap().removed.len();
    let mut with = second(&detector, &texts, &ranks);
    let pairs: Vec<_> = (0..40).map(|n| (DocumentId(2 * n + 1), DocumentId(2 * n))).collect();
    with.add_pairs(&pairs).unwrap();
    let removed = with.decide(fetch).unwrap().removed;
    assert_eq!(removed.len(), 40);
    assert!(without < 40, "{without}");
}

/// Documents without a token are compared with nothing, and nothing with itself.
#[test]
fn a_pair_without_two_texts_adds_nothing() {
    let texts = ["", "…", "one text of a few words"].map(str::to_owned);
    let mut planner = second(&detector(Remove::Equivalent), &texts, &[0; 3]);
    let pairs = [(0, 1), (1, 2), (2, 2)].map(|(a, b)| (DocumentId(a), DocumentId(b)));
    planner.add_pairs(&pairs).unwrap();
    let ids = [0, 1, 2].map(DocumentId);
    assert_eq!(ids.map(|id| planner.place(id)), [None, None, Some(0)]);
    assert!(ids.iter().all(|&id| !planner.needs_text(id)));
}

#[test]
fn pairs_of_segments_are_refused() {
    let mut first =
        Detector::builder().unit(Unit::Line).build().unwrap().removal_scanner().unwrap();
    first.add(&["one text", "another text"]).unwrap();
    let error = first.finish().unwrap().add_pairs(&[(DocumentId(0), DocumentId(1))]).unwrap_err();
    assert!(error.to_string().contains(".unit(Unit::Document)"), "{error}");
}

/// A given pair of a text with the same words as an earlier one counts for the earlier one in the matches.
#[test]
fn a_given_pair_is_a_match_of_the_first_text_with_the_same_words() {
    let base = "the colour of the sea was grey in the morning and the boats lay on the sand";
    let texts: Vec<String> = (0..40)
        .flat_map(|number| {
            let text = format!("Number {number}: {base}, {number} of them");
            let spelling = text.replace("colour", "color").replace("grey", "gray");
            [format!("{text}."), format!("{text}?"), spelling]
        })
        .collect();
    let detector = detector(Remove::Equivalent);
    let mut second = second(&detector, &texts, &vec![0; texts.len()]);
    let pairs: Vec<_> = (0..40).map(|n| (DocumentId(3 * n + 1), DocumentId(3 * n + 2))).collect();
    second.add_pairs(&pairs).unwrap();
    let found = second.matches(|id| Ok::<_, ()>(&texts[id.index()])).unwrap();
    for number in 0..40 {
        let is_pair = |it: &retold::item::ItemMatch| {
            (it.document.0, it.earlier.0) == (3 * number + 2, 3 * number)
        };
        assert!(found.pairs.iter().any(is_pair), "{number}");
    }
}
