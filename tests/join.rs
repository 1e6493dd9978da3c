//! Exactly the pairs at or above the threshold match, and the join and the stars find them.

use proptest::prelude::*;
use retold::Search;
use retold::hash::SplitMix64;
use retold::matching::Match;
use retold::matching::{
    DisjointSets, JoinScratch, PrefixIndex, exact_join, link_star, required_overlap, verify,
};
use retold::model::Similarity;
use retold::shingle::{ShingleSet, ShingleSets};
use std::collections::BTreeSet;

fn similarity(value: f64) -> Similarity {
    Similarity::new(value).unwrap()
}

/// Every pair, compared in full.
fn brute_join(sets: &ShingleSets, threshold: Similarity) -> Vec<Match> {
    let mut matches = Vec::new();
    for a in 0..sets.len() {
        for b in a + 1..sets.len() {
            let [x, y] = [a, b].map(|i| ShingleSet::from_shingles(sets.get(i)));
            let resemblance = x.resemblance(&y);
            if resemblance > Similarity::ZERO && resemblance >= threshold {
                let shared = x.intersection_len(&y);
                let found = Match::new((a as u32, x.len()), (b as u32, y.len()), shared);
                assert_eq!(found.resemblance, resemblance);
                assert_eq!(found.containment_a, x.containment_in(&y));
                assert_eq!(found.containment_b, y.containment_in(&x));
                matches.push(found);
            }
        }
    }
    matches
}

/// Sets of all sizes, some of them edited copies of others, so that resemblances of every degree
/// occur; over few different elements, so that unrelated sets share some as well.
fn related_sets(seed: u64, count: usize, longest: u64, alphabet: u64) -> ShingleSets {
    let mut random = SplitMix64::new(seed);
    let mut below = |n: u64| random.next_u64() % n;
    let mut texts: Vec<Vec<u64>> = Vec::new();
    while texts.len() < count {
        let mut text = if texts.is_empty() || below(2) == 0 {
            (0..below(longest)).map(|_| below(alphabet)).collect()
        } else {
            texts[below(texts.len() as u64) as usize].clone()
        };
        for _ in 0..below(6) {
            if !text.is_empty() {
                let place = below(text.len() as u64) as usize;
                if below(2) == 0 {
                    text[place] = below(alphabet);
                } else {
                    text.remove(place);
                }
            }
        }
        texts.push(text);
    }
    ShingleSets::from_iter(texts)
}

#[test]
fn required_overlap_is_the_smallest_that_reaches_the_threshold() {
    let thresholds = (1..=10).map(|tenth| f64::from(tenth) / 10.0).chain([1.0 / 3.0, 0.65, 0.95]);
    for threshold in thresholds {
        for len_a in 1..=40_usize {
            for len_b in 1..=40_usize {
                let brute = (1..=len_a.min(len_b))
                    .find(|&shared| shared as f64 / (len_a + len_b - shared) as f64 >= threshold);
                let need = required_overlap(len_a, len_b, similarity(threshold));
                match brute {
                    Some(shared) => assert_eq!(need, shared, "{len_a} {len_b} {threshold}"),
                    None => assert!(need > len_a.min(len_b), "{len_a} {len_b} {threshold}"),
                }
            }
        }
    }
}

#[test]
fn a_ratio_written_as_a_decimal_is_reached_by_that_ratio() {
    // For each ratio with an exact decimal, sets that have just this resemblance match.
    for tenths in 1..=10_usize {
        for scale in 1..=1000 {
            let (shared, union) = (tenths * scale, 10 * scale);
            let need = required_overlap(union, shared, similarity(tenths as f64 / 10.0));
            assert_eq!(need, shared, "{shared} of {union}");
        }
    }
}

#[test]
fn empty_sets_match_nothing() {
    let sets = ShingleSets::from_iter([vec![], vec![], vec![1], vec![1]]);
    for threshold in [0.0, 0.5, 1.0].map(similarity) {
        for (a, b) in [(0, 1), (0, 2), (2, 1), (2, 2)] {
            assert_eq!(verify(&sets, a, b, threshold), None);
        }
        let found: Vec<_> =
            exact_join(&sets, threshold).iter().map(|found| (found.a, found.b)).collect();
        assert_eq!(found, [(2, 3)]);
    }
    assert!(exact_join(&ShingleSets::new(), Similarity::ONE).is_empty());
}

#[test]
fn verification_does_not_depend_on_the_order_of_the_two() {
    let sets = ShingleSets::from_iter([vec![1, 2, 3, 4], vec![2, 3, 4, 5, 6, 7]]);
    let found = verify(&sets, 1, 0, similarity(0.4)).unwrap();
    assert_eq!(verify(&sets, 0, 1, similarity(0.4)), Some(found));
    assert_eq!((found.a, found.b, found.shared), (0, 1, 3));
    assert_eq!(found.resemblance, Similarity::ratio(3, 7));
    assert_eq!(found.containment_a, Similarity::ratio(3, 4));
    assert_eq!(found.containment_b, Similarity::ratio(3, 6));
    assert_eq!(verify(&sets, 0, 1, similarity(0.43)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_exact_join_finds_the_pairs_of_brute_force(
        seed in any::<u64>(),
        longest in 1u64..80,
        alphabet in prop_oneof![Just(20u64), Just(400), Just(u64::MAX)],
        threshold in prop_oneof![Just(0.0), 0.3f64..=1.0, Just(0.5), Just(0.8), Just(1.0)],
    ) {
        let sets = related_sets(seed, 40, longest, alphabet);
        let threshold = similarity(threshold);
        prop_assert_eq!(exact_join(&sets, threshold), brute_join(&sets, threshold));
    }

    #[test]
    fn the_probes_of_all_records_find_each_pair_once_in_any_order(
        seed in any::<u64>(),
        other_seed in any::<u64>(),
    ) {
        let threshold = similarity(0.5);
        let sets = related_sets(seed, 30, 40, 300);
        let index = PrefixIndex::new(&sets, threshold);
        let other_sets = related_sets(other_seed, 50, 40, 300);
        let other_index = PrefixIndex::new(&other_sets, threshold);
        // One scratch for two indexes: what one search met says nothing about the next.
        let mut scratch = JoinScratch::default();
        let (mut found, mut others) = (Vec::new(), Vec::new());
        for record in (0..50).rev() {
            other_index.matches_of(record, &mut scratch, &mut others);
            if record < 30 {
                index.matches_of(record, &mut scratch, &mut found);
            }
        }
        found.sort_unstable();
        others.sort_unstable();
        prop_assert_eq!(found, brute_join(&sets, threshold));
        prop_assert_eq!(others, brute_join(&other_sets, threshold));
    }

    #[test]
    fn no_search_finds_more_than_its_cost_said(
        seed in any::<u64>(),
        alphabet in prop_oneof![Just(20u64), Just(400), Just(u64::MAX)],
        threshold in prop_oneof![Just(0.0), 0.3f64..=1.0],
    ) {
        let sets = related_sets(seed, 40, 60, alphabet);
        let index = PrefixIndex::new(&sets, similarity(threshold));
        let cost = index.cost();
        prop_assert!(cost.candidates >= brute_join(&sets, similarity(threshold)).len() as u64);
        // Each pair of sets, for each of the shingles of the longer one.
        prop_assert!(cost.candidates <= 40 * sets.shingle_count() as u64);
        prop_assert!(cost.postings <= sets.shingle_count() as u64);
        prop_assert!(cost.bytes >= 8 * cost.postings + 28 * sets.len() as u64);
    }

    #[test]
    fn stars_link_sets_that_match_directly(seed in any::<u64>()) {
        let sets = related_sets(seed, 24, 20, 200);
        let members: Vec<u32> = (0..24).collect();
        let threshold = similarity(0.6);
        let mut linked = DisjointSets::new(24);
        let links = link_star(&members, &sets, threshold, 24, &mut linked);
        prop_assert_eq!(links.unresolved, 0);

        let all = brute_join(&sets, threshold);
        prop_assert!(links.matches.iter().all(|found| all.contains(found)));
        // Whoever matches anybody is either a centre's match or matches no centre that was left.
        let centres: BTreeSet<u32> = {
            let mut open: BTreeSet<u32> = members.iter().copied().collect();
            let mut centres = BTreeSet::new();
            while let Some(centre) = open.pop_first() {
                centres.insert(centre);
                open.retain(|&other| verify(&sets, centre, other, threshold).is_none());
            }
            centres
        };
        for found in &links.matches {
            prop_assert!(centres.contains(&found.a) || centres.contains(&found.b));
        }
        prop_assert_eq!(links.matches.len(), 24 - centres.len());
        let grouped: BTreeSet<u32> = linked.groups().concat().into_iter().collect();
        let matched: BTreeSet<u32> =
            links.matches.iter().flat_map(|found| [found.a, found.b]).collect();
        prop_assert_eq!(grouped, matched);
    }

    #[test]
    fn disjoint_sets_are_the_connected_components(
        links in proptest::collection::vec((0u32..30, 0u32..30), 0..40),
        turn in 0usize..40,
    ) {
        let mut sets = DisjointSets::new(30);
        for &(a, b) in &links {
            let apart = !sets.joined(a, b);
            prop_assert_eq!(sets.join(a, b), apart);
        }
        // Everybody takes the smallest name among their neighbours until nothing changes.
        let mut names: Vec<u32> = (0..30).collect();
        for _ in 0..30 {
            for &(a, b) in &links {
                let least = names[a as usize].min(names[b as usize]);
                names[a as usize] = least;
                names[b as usize] = least;
            }
        }
        for member in 0..30 {
            prop_assert_eq!(sets.find(member), names[member as usize]);
        }
        let mut turned = links.clone();
        turned.rotate_left(turn.min(links.len()));
        let mut others = DisjointSets::new(30);
        for &(a, b) in &turned {
            others.join(b, a);
        }
        prop_assert_eq!(others.groups(), sets.groups());
    }
}

#[test]
fn a_bucket_without_likeness_is_counted_as_unresolved() {
    let sets: ShingleSets = (0..100).map(|i| vec![i]).collect();
    let members: Vec<u32> = (0..100).collect();
    let mut linked = DisjointSets::new(100);
    let links = link_star(&members, &sets, similarity(0.5), 16, &mut linked);
    assert!(links.matches.is_empty());
    assert_eq!(links.unresolved, 84);

    // With as many centres as members, or one less, everything was compared with everything.
    for (centres, unresolved) in [(98, 2), (99, 0), (100, 0)] {
        let links = link_star(&members, &sets, similarity(0.5), centres, &mut linked);
        assert_eq!(links.unresolved, unresolved, "{centres} centres");
    }
}

#[test]
fn cost_distinguishes_a_search_of_all_pairs_from_one_of_a_few() {
    let cost =
        |sets: &ShingleSets, threshold: f64| PrefixIndex::new(sets, similarity(threshold)).cost();
    let count = 50_000;
    let copies: ShingleSets = (0..count).map(|_| vec![1, 2, 3, 4, 5]).collect();
    let pairs = count * (count - 1) / 2;
    let all = cost(&copies, 0.8);
    assert!((pairs..=2 * pairs).contains(&all.candidates), "{all:?}");

    let strangers: ShingleSets = (0..count).map(|i| vec![2 * i, 2 * i + 1]).collect();
    let few = cost(&strangers, 0.8);
    assert!(few.candidates < count, "{few:?}");
    assert!(few.bytes < all.bytes, "{few:?} {all:?}");
    assert_eq!(cost(&ShingleSets::new(), 0.8).candidates, 0);
}

#[test]
fn the_join_of_a_corpus_that_is_counted_in_several_shares_misses_nothing() {
    // Enough shingles for four shares; each tenth text is an edited copy of the one before.
    let mut random = SplitMix64::new(11);
    let mut texts: Vec<Vec<u64>> = Vec::new();
    for number in 0..1000 {
        let mut text: Vec<u64> = (0..900).map(|_| random.next_u64() >> 40).collect();
        if number % 10 == 9 {
            let kept = 700 + random.next_u64() as usize % 200;
            text[..kept].copy_from_slice(&texts[number - 1][..kept]);
        }
        texts.push(text);
    }
    let sets = ShingleSets::from_iter(texts);
    let found = exact_join(&sets, similarity(0.8));
    let neighbours: Vec<Match> =
        (0..999).filter_map(|a| verify(&sets, a, a + 1, similarity(0.8))).collect();
    assert!((20..100).contains(&neighbours.len()), "{}", neighbours.len());
    assert_eq!(found, neighbours);
}

#[test]
fn members_that_are_linked_already_are_passed_over() {
    let sets = ShingleSets::from_iter([vec![1], vec![1], vec![1]]);
    let mut linked = DisjointSets::new(3);
    linked.join(0, 1);
    let links = link_star(&[0, 1, 2], &sets, Similarity::ONE, 16, &mut linked);
    let pairs: Vec<_> = links.matches.iter().map(|found| (found.a, found.b)).collect();
    assert_eq!(pairs, [(0, 2)]);
    assert_eq!(links.unresolved, 0);
}

#[test]
fn a_bucket_of_many_equal_sets_takes_one_match_each() {
    let count = 100_000;
    let sets: ShingleSets = (0..count).map(|_| vec![1, 2, 3]).collect();
    let members: Vec<u32> = (0..count).collect();
    let mut linked = DisjointSets::new(count);
    let links = link_star(&members, &sets, Similarity::ONE, 16, &mut linked);
    assert_eq!(links.matches.len(), count as usize - 1);
    assert_eq!(links.unresolved, 0);
    assert_eq!(linked.groups(), [members]);
}

#[test]
fn matches_and_searches_are_written_as_documented() {
    let sets = ShingleSets::from_iter([vec![1, 2], vec![1, 2, 3, 4]]);
    let found = verify(&sets, 0, 1, similarity(0.5)).unwrap();
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(
        json,
        r#"{"a":0,"b":1,"shared":2,"resemblance":0.5,"containment_a":1.0,"containment_b":0.5}"#
    );
    assert_eq!(serde_json::from_str::<Match>(&json).unwrap(), found);
    assert_eq!(serde_json::to_string(&[Search::Lsh, Search::Exact]).unwrap(), r#"["lsh","exact"]"#);
}
