//! Winnowed seeds equal those of their definition, for each set of processor instructions.

use super::fresh;
use crate::simd::at_each_level;
use proptest::prelude::*;
use retold::DocumentId;
use retold::hash::{SplitMix64, shingle_hash};
use retold::passage::PassageSettings;
use retold::passage::{Posting, fingerprint};
use std::collections::BTreeSet;

/// Of each window the rightmost of the smallest, by looking at every window.
fn by_definition(tokens: &[u64], settings: &PassageSettings) -> Vec<Posting> {
    let seeds: Vec<u64> = tokens.windows(settings.seed_length()).map(shingle_hash).collect();
    let window = settings.guarantee() - settings.seed_length() + 1;
    let mut kept = BTreeSet::new();
    for (start, window) in seeds.windows(window.min(seeds.len()).max(1)).enumerate() {
        let least = window.iter().min().unwrap();
        kept.insert(start + window.iter().rposition(|hash| hash == least).unwrap());
    }
    let posting =
        |at: usize| Posting { hash: seeds[at], document: DocumentId(5), position: at as u32 };
    kept.into_iter().map(posting).collect()
}

fn assert_seeds(tokens: &[u64], settings: &PassageSettings) -> Result<(), TestCaseError> {
    let expected = by_definition(tokens, settings);
    for (level, found) in at_each_level(|| {
        let mut found = Vec::new();
        fingerprint(DocumentId(5), tokens, settings, |posting| found.push(posting));
        found
    }) {
        prop_assert_eq!(&found, &expected, "{:?}", level);
    }
    Ok(())
}

proptest! {
    #[test]
    fn seeds_are_the_rightmost_least_of_their_windows(
        seed: u64,
        len in prop_oneof![0_usize..150, 500_usize..530, 1_000_usize..1_200],
        // Few different tokens make many seeds equal.
        vocabulary in prop_oneof![Just(1_u64), Just(2), Just(3), Just(u64::MAX)],
        guarantee in 3_usize..=64,
        seed_length in 1_usize..=64,
    ) {
        let settings = PassageSettings::builder().guarantee(guarantee).build().unwrap();
        let mut random = SplitMix64::new(seed);
        let tokens: Vec<u64> = fresh(&mut random, len).iter().map(|x| x % vocabulary).collect();
        assert_seeds(&tokens, &settings)?;
        let settings = settings.to_builder().seed_length(seed_length.min(guarantee)).build().unwrap();
        assert_seeds(&tokens, &settings)?;
    }
}

/// Around the borders of what is hashed and looked at together.
#[test]
fn seeds_of_texts_of_every_length_are_those_of_the_definition() {
    let tokens = fresh(&mut SplitMix64::new(7), 700);
    for settings in [PassageSettings::default(), PassageSettings::noisy()] {
        for len in (0..200).chain(500..600) {
            assert_seeds(&tokens[..len], &settings).unwrap();
        }
    }
}
