//! Each member of a cluster matches the representative; blocks equal the repeats of their definition.

use proptest::prelude::*;
use retold::Keep;
use retold::hash::SplitMix64;
use retold::matching::{
    BlockPlace, Clustering, blocks, cluster, cluster_pairs, exact_join, verify,
};
use retold::model::Similarity;
use retold::shingle::ShingleSets;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

fn sets_of(seed: u64, count: usize) -> ShingleSets {
    let mut random = SplitMix64::new(seed);
    // A walk of small edits: neighbours are alike, far ones are not.
    let mut text: Vec<u64> = (0..12).collect();
    (0..count)
        .map(|_| {
            for _ in 0..random.next_u64() % 5 {
                let place = random.next_u64() as usize % text.len();
                text[place] = random.next_u64() % 40;
            }
            text.clone()
        })
        .collect()
}

fn all_clusters(sets: &ShingleSets, order: &[u32], threshold: Similarity) -> Clustering {
    let matches = exact_join(sets, threshold);
    cluster(order, &matches, |a, b| verify(sets, a, b, threshold))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_member_matches_its_representative(
        seed in any::<u64>(),
        threshold in 0.2f64..=1.0,
        ranks in proptest::collection::vec(0i64..10, 40),
    ) {
        let sets = sets_of(seed, 40);
        let threshold = Similarity::new(threshold).unwrap();
        let lengths: Vec<usize> = sets.iter().map(<[u64]>::len).collect();
        for keep in [Keep::First, Keep::Longest, Keep::Rank] {
            let order = keep.order(&lengths, &ranks);
            let found = all_clusters(&sets, &order, threshold);
            prop_assert_eq!(found.unresolved, 0);
            let place = |index: u32| order.iter().position(|&other| other == index);
            let mut seen = BTreeSet::new();
            for cluster in &found.clusters {
                prop_assert!(!cluster.members.is_empty());
                prop_assert!(seen.insert(cluster.representative));
                for member in &cluster.members {
                    let pair = verify(&sets, cluster.representative, member.index, threshold);
                    prop_assert_eq!(pair, Some(member.matched));
                    prop_assert!(seen.insert(member.index), "in two clusters");
                    prop_assert!(place(cluster.representative) < place(member.index));
                }
            }
            // Nobody is left alone who could have joined: whoever is in no cluster matches
            // no representative, and nobody else who is in none.
            let representatives: BTreeSet<u32> =
                found.clusters.iter().map(|cluster| cluster.representative).collect();
            for alone in (0..40).filter(|index| !seen.contains(index)) {
                let free = |i: &u32| representatives.contains(i) || !seen.contains(i);
                for other in (0..40).filter(free) {
                    prop_assert_eq!(verify(&sets, alone, other, threshold), None);
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_matches_does_not_matter(seed in any::<u64>(), turn in 0usize..200) {
        let sets = sets_of(seed, 40);
        let threshold = Similarity::new(0.5).unwrap();
        let order: Vec<u32> = (0..40).collect();
        let mut matches = exact_join(&sets, threshold);
        let expected = cluster(&order, &matches, |_, _| None);
        let len = matches.len();
        if len > 0 {
            matches.rotate_left(turn % len);
        }
        prop_assert_eq!(cluster(&order, &matches, |_, _| None), expected.clone());
        // A complete list leaves nothing to ask for.
        prop_assert_eq!(all_clusters(&sets, &order, threshold), expected);
    }
}

#[test]
fn a_chain_is_not_one_cluster() {
    // Each resembles the next by 3/5, and the one after that by 2/6.
    let sets: ShingleSets = (0..6).map(|i| (i..i + 4).collect::<Vec<u64>>()).collect();
    let order = Keep::First.order(&[4; 6], &[]);
    let found = all_clusters(&sets, &order, Similarity::new(0.5).unwrap());
    let members: Vec<_> = found
        .clusters
        .iter()
        .map(|cluster| {
            (cluster.representative, cluster.members.iter().map(|m| m.index).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(members, [(0, vec![1]), (2, vec![3]), (4, vec![5])]);
}

#[test]
fn members_are_found_through_the_centre_of_a_star() {
    // Only matches with 0 are listed, and 3 is the one to keep.
    let sets: ShingleSets = (0..5).map(|_| vec![1, 2, 3]).collect();
    let threshold = Similarity::ONE;
    let listed: Vec<_> = (1..5).map(|b| verify(&sets, 0, b, threshold).unwrap()).collect();
    let found = cluster(&[3, 0, 1, 2, 4], &listed, |a, b| verify(&sets, a, b, threshold));
    assert_eq!(found.clusters.len(), 1);
    assert_eq!(found.clusters[0].representative, 3);
    let members: Vec<u32> = found.clusters[0].members.iter().map(|m| m.index).collect();
    assert_eq!(members, [0, 1, 2, 4]);
    assert_eq!(
        (found.clusters[0].members[1].matched.a, found.clusters[0].members[1].matched.b),
        (1, 3)
    );
}

#[test]
fn a_hub_of_unlike_documents_costs_bounded_work_and_is_counted() {
    // All resemble 0 by 1/2, and one another by 1/3.
    let count = 2000;
    let sets: ShingleSets = (0..count).map(|i| if i == 0 { vec![0] } else { vec![0, i] }).collect();
    let threshold = Similarity::new(0.5).unwrap();
    let listed: Vec<_> =
        (1..count as u32).map(|b| verify(&sets, 0, b, threshold).unwrap()).collect();
    // The hub comes last, so that each of the others asks about its partners.
    let order: Vec<u32> = (0..count as u32).rev().collect();
    let mut asked = 0_u64;
    let found = cluster(&order, &listed, |a, b| {
        asked += 1;
        verify(&sets, a, b, threshold)
    });
    assert!(asked <= 16 * count, "asked {asked} times");
    assert_eq!(found.clusters.len(), 1);
    assert_eq!(found.unresolved, count as usize - 1 - 16);
}

#[test]
fn ties_are_broken_by_length_then_by_number() {
    let lengths = [5, 9, 9, 1];
    assert_eq!(Keep::First.order(&lengths, &[]), [0, 1, 2, 3]);
    assert_eq!(Keep::Longest.order(&lengths, &[]), [1, 2, 0, 3]);
    assert_eq!(Keep::Rank.order(&lengths, &[7, 7, 7, 7]), [1, 2, 0, 3]);
    assert_eq!(Keep::Rank.order(&lengths, &[8, 7, 8, 7]), [1, 3, 2, 0]);
    // Without a rank, after all others.
    assert_eq!(Keep::Rank.order(&lengths, &[i64::MAX]), [0, 1, 2, 3]);
    assert_eq!(serde_json::to_string(&[Keep::First, Keep::Rank]).unwrap(), r#"["first","rank"]"#);
}

/// A block, as the definition makes it.
#[derive(Clone, Debug, PartialEq)]
struct Block {
    length: usize,
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    document: u32,
    first_segment: u32,
}

/// The blocks that are found, in the same terms.
fn found_blocks(documents: &[Vec<Option<u32>>]) -> Vec<Block> {
    let place =
        |place: &BlockPlace| Place { document: place.document, first_segment: place.first_segment };
    blocks(documents)
        .iter()
        .map(|block| Block {
            length: block.length,
            places: block.places.iter().map(place).collect(),
        })
        .collect()
}

/// The definition of blocks, word for word.
fn brute_blocks(documents: &[Vec<Option<u32>>]) -> Vec<Block> {
    let mut runs: BTreeMap<Vec<u32>, Vec<Place>> = BTreeMap::new();
    for (document, segments) in documents.iter().enumerate() {
        for start in 0..segments.len() {
            let mut run = Vec::new();
            for class in segments[start..].iter().map_while(|class| *class) {
                run.push(class);
                let place = Place { document: document as u32, first_segment: start as u32 };
                runs.entry(run.clone()).or_default().push(place);
            }
        }
    }
    let overlapping = |run: &[u32], places: &[Place]| {
        places.windows(2).any(|pair| {
            pair[0].document == pair[1].document
                && ((pair[1].first_segment - pair[0].first_segment) as usize) < run.len()
        })
    };
    let extends_left = |run: &[u32], places: &[Place]| {
        runs.iter().any(|(longer, others)| {
            longer.len() == run.len() + 1 && longer.ends_with(run) && others.len() == places.len()
        })
    };
    let extends_right = |run: &[u32], places: &[Place]| {
        runs.iter().any(|(longer, others)| {
            longer.len() == run.len() + 1
                && longer.starts_with(run)
                && others.len() == places.len()
                && !overlapping(longer, others)
        })
    };
    let mut candidates: Vec<Block> = runs
        .iter()
        .filter(|(run, places)| {
            places.len() > 1
                && !overlapping(run, places)
                && !extends_left(run, places)
                && !extends_right(run, places)
        })
        .map(|(run, places)| Block { length: run.len(), places: places.clone() })
        .collect();
    candidates.sort_by_key(|block| Reverse(block.length));
    let mut found: Vec<Block> = Vec::new();
    for candidate in candidates {
        let within = |place: &Place| {
            found.iter().filter(|longer| longer.length > candidate.length).any(|longer| {
                longer.places.iter().any(|other| {
                    other.document == place.document
                        && other.first_segment <= place.first_segment
                        && other.first_segment as usize + longer.length
                            >= place.first_segment as usize + candidate.length
                })
            })
        };
        if !candidate.places.iter().all(within) {
            found.push(candidate);
        }
    }
    found.sort_by_key(|block| (block.places[0], Reverse(block.length)));
    found
}

/// Classes as letters, and a full stop for a segment that is like no other.
fn text(segments: &str) -> Vec<Option<u32>> {
    segments.chars().map(|c| (c != '.').then_some(c as u32)).collect()
}

/// Blocks as their letters and how many places they have.
fn named(documents: &[&str]) -> Vec<(String, usize)> {
    let classes: Vec<_> = documents.iter().map(|segments| text(segments)).collect();
    let found = found_blocks(&classes);
    assert_eq!(found, brute_blocks(&classes), "{documents:?}");
    found
        .iter()
        .map(|block| {
            let place = block.places[0];
            let start = place.first_segment as usize;
            let name = &documents[place.document as usize][start..start + block.length];
            (name.to_string(), block.places.len())
        })
        .collect()
}

#[test]
fn blocks_of_known_texts() {
    for (documents, expected) in [
        // Nothing, and nothing twice.
        (vec![""], vec![]),
        (vec!["abc", "d.e"], vec![]),
        // Eight paragraphs that come twice in a row.
        (vec![".abcdefghabcdefgh"], vec![("abcdefgh", 2)]),
        // A part of a block that has a place of its own.
        (vec!["abc.", "abc", ".abc", "b"], vec![("abc", 3), ("b", 4)]),
        // A part of a block that has none.
        (vec!["abcb", "abcb"], vec![("abcb", 2)]),
        // Two blocks that overlap one another.
        (vec!["abc", "ab", "bc"], vec![("ab", 2), ("bc", 2)]),
        // What is periodic is its period.
        (vec!["abbabbabb"], vec![("abb", 3)]),
        (vec!["abbabbabba"], vec![("abb", 3), ("a", 4)]),
        (vec!["aaaaaaa"], vec![("a", 7)]),
        (vec!["abababab"], vec![("ab", 4)]),
        // Periodic or not, a whole that comes twice is a block.
        (vec!["xaaay", "xaaay"], vec![("xaaay", 2)]),
        // An unlike segment cuts a block in two.
        (vec!["ab.cd", "ab.cd"], vec![("ab", 2), ("cd", 2)]),
    ] {
        let expected: Vec<_> =
            expected.into_iter().map(|(name, places)| (name.to_string(), places)).collect();
        assert_eq!(named(&documents), expected, "{documents:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn blocks_are_as_defined(
        documents in proptest::collection::vec("[a-c.]{0,14}", 0..4),
    ) {
        let classes: Vec<_> = documents.iter().map(|segments| text(segments)).collect();
        prop_assert_eq!(found_blocks(&classes), brute_blocks(&classes));
    }

    #[test]
    fn every_repeated_segment_lies_in_a_block(
        documents in proptest::collection::vec("[a-f.]{0,20}", 0..5),
    ) {
        let classes: Vec<_> = documents.iter().map(|segments| text(segments)).collect();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for class in classes.iter().flatten().flatten() {
            *counts.entry(*class).or_default() += 1;
        }
        let found = found_blocks(&classes);
        for (document, segments) in classes.iter().enumerate() {
            for (index, class) in segments.iter().enumerate() {
                let covered = found.iter().any(|block| {
                    block.places.iter().any(|place| {
                        let start = place.first_segment as usize;
                        place.document as usize == document
                            && (start..start + block.length).contains(&index)
                    })
                });
                let repeated = class.is_some_and(|class| counts[&class] > 1);
                prop_assert_eq!(covered, repeated, "{} of {}", index, document);
            }
        }
    }
}

#[test]
fn long_runs_and_long_copies_stay_cheap() {
    // A quadratic number of steps, 10¹⁰, would not end while anybody waits.
    let equal = vec![Some(7); 100_000];
    let found = found_blocks(&[equal]);
    assert_eq!((found.len(), found[0].length, found[0].places.len()), (1, 1, 100_000));

    let periodic: Vec<_> = (0..100_000).map(|i| Some(i % 7)).collect();
    let found = found_blocks(&[periodic]);
    assert_eq!((found[0].length, found[0].places.len()), (7, 14_285));

    let long: Vec<_> = (0..50_000).map(Some).collect();
    let found = found_blocks(&[long.clone(), long.clone(), long]);
    assert_eq!((found.len(), found[0].length, found[0].places.len()), (1, 50_000, 3));

    // Fibonacci words repeat in more ways than any others without being periodic.
    let (mut short, mut word) = (vec![Some(0)], vec![Some(0), Some(1)]);
    while word.len() < 100_000 {
        let next = [word.as_slice(), &short].concat();
        short = std::mem::replace(&mut word, next);
    }
    let found = found_blocks(&[word]);
    let places: usize = found.iter().map(|block| block.places.len()).sum();
    assert!(places < 200_000, "{places} places");
}

#[test]
fn copies_with_one_change_each_stay_bounded() {
    // 300 copies of 300 segments, the i-th changed in the i-th: repeats nest as deeply as they can.
    let side = 300;
    let documents: Vec<Vec<_>> =
        (0..side).map(|i| (0..side).map(|j| (i != j).then_some(j as u32)).collect()).collect();
    let found = found_blocks(&documents);
    let places: usize = found.iter().map(|block| block.places.len()).sum();
    assert!(places < 4 * side * side, "{places} places");
}

proptest! {
    /// Pairs from elsewhere are clustered as matches are that nobody verifies further.
    #[test]
    fn pairs_are_clustered_as_matches_are(
        pairs in proptest::collection::vec((0u32..20, 0u32..20), 0..40),
        seed in any::<u64>(),
    ) {
        let mut order: Vec<u32> = (0..20).collect();
        let mut random = SplitMix64::new(seed);
        order.sort_by_cached_key(|_| random.next_u64());

        let found = cluster_pairs(&order, &pairs);

        // By brute force: the first of the order that nobody has taken takes all its partners.
        let mut left: BTreeSet<u32> = order.iter().copied().collect();
        let mut expected = BTreeMap::new();
        for &representative in &order {
            if !left.remove(&representative) {
                continue;
            }
            let with_it = |&other: &u32| {
                pairs.contains(&(representative, other)) || pairs.contains(&(other, representative))
            };
            let members: Vec<u32> = left.iter().copied().filter(with_it).collect();
            for member in &members {
                left.remove(member);
            }
            if !members.is_empty() {
                expected.insert(representative, members);
            }
        }
        let found: Vec<_> =
            found.into_iter().map(|cluster| (cluster.representative, cluster.members)).collect();
        prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }
}
