//! The verification by components finds all matching candidates.

use crate::words::config;
use proptest::prelude::*;
use retold::matching::{Components, Verifier, verify};
use retold::model::Similarity;
use retold::shingle::ShingleSets;
use retold::{Corpus, Detector, Search, Unit};
use std::collections::BTreeSet;

fn pairs() -> impl Strategy<Value = Vec<(u32, u32)>> {
    let pair = (0..30_u32, 0..30_u32).prop_filter("two texts", |(a, b)| a != b);
    prop::collection::btree_set(pair.prop_map(|(a, b)| (a.min(b), a.max(b))), 0..40)
        .prop_map(|pairs| pairs.into_iter().collect())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn components_are_all_pairs_and_share_no_text(pairs in pairs()) {
        let components = Components::from_pairs(pairs.clone());
        let mut all: Vec<(u32, u32)> = components.iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(&all, &pairs);
        let mut seen = BTreeSet::new();
        for component in components.iter() {
            let members: BTreeSet<u32> = component.iter().flat_map(|&(a, b)| [a, b]).collect();
            prop_assert!(seen.is_disjoint(&members));
            seen.extend(members);
            prop_assert!(component.is_sorted());
        }
    }

    #[test]
    fn a_verifier_equals_the_verification_of_each_pair(
        pairs in pairs(),
        texts in prop::collection::vec(prop::collection::vec(0..12_u64, 0..8), 30),
    ) {
        let threshold = Similarity::ratio(1, 2);
        let sets = ShingleSets::from_iter(texts.clone());
        let expected: Vec<_> =
            pairs.iter().filter_map(|&(a, b)| verify(&sets, a, b, threshold)).collect();
        let mut verifier = Verifier::default();
        let mut found = Vec::new();
        for component in Components::from_pairs(pairs).iter() {
            let add = |text: u32, sets: &mut ShingleSets| sets.push(&texts[text as usize]);
            verifier.verify(component, threshold, add, &mut found);
        }
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_large_component_is_verified_in_full() {
    // 120 copies that differ in their last word: 7,140 pairs in one component.
    let frame: Vec<String> = (0..200).map(|word| format!("word{word}")).collect();
    let copies: Corpus = (0..120)
        .map(|copy| (format!("{copy:03}"), format!("{} last{copy}", frame.join(" "))))
        .collect();
    let report = |search| {
        Detector::builder().unit(Unit::Document).search(search).build().unwrap().detect(&copies)
    };
    let (by_bands, exact) = (report(Search::Lsh), report(Search::Exact));
    assert_eq!(by_bands.clusters(), exact.clusters());
    assert_eq!(by_bands.clusters()[0].members.len(), 119);
    assert_eq!(by_bands.pairs(), exact.pairs());
}
