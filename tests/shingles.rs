//! Shingles, sets and overlaps agree with their definitions, read literally.

use crate::simd::at_each_level;
use proptest::prelude::*;
use retold::hash::{SplitMix64, shingle_hash};
use retold::model::Similarity;
use retold::shingle::{ShingleSet, ShingleSets, Shingler};
use retold::shingle::{overlap, overlap_at_least};
use retold::text::TokenKind;
use std::collections::BTreeSet;

/// The definition, word for word: at every token the longest run that fits, up to the first run
/// that reaches the end.
fn brute_shingles(width: usize, hashes: &[u64], kinds: &[TokenKind]) -> Vec<u64> {
    let mut shingles = Vec::new();
    for start in 0..hashes.len() {
        let end = (start + 1..=hashes.len())
            .rev()
            .find(|&end| {
                kinds[start..end].iter().map(|kind| kind.fifths()).sum::<usize>() <= 5 * width
            })
            .unwrap();
        shingles.push(shingle_hash(&hashes[start..end]));
        if end == hashes.len() {
            break;
        }
    }
    shingles
}

fn shingles(width: usize, hashes: &[u64], kinds: &[TokenKind]) -> Vec<u64> {
    let mut out = vec![77];
    Shingler::new(width).unwrap().of_hashes().shingles_into(hashes, kinds, &mut out);
    assert_eq!(out.remove(0), 77, "what was in the vector stays there");
    out
}

fn words(width: usize, hashes: &[u64]) -> Vec<u64> {
    let mut out = Vec::new();
    Shingler::new(width).unwrap().of_hashes().word_shingles_into(hashes, &mut out);
    out
}

fn kind() -> impl Strategy<Value = TokenKind> {
    prop_oneof![Just(TokenKind::Word), Just(TokenKind::Character)]
}

/// Small sets over few elements, so that they share some.
fn set() -> impl Strategy<Value = BTreeSet<u64>> {
    proptest::collection::btree_set(0u64..200, 0..120)
}

fn sorted(set: &BTreeSet<u64>) -> Vec<u64> {
    set.iter().copied().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn shingles_are_as_defined(
        width in 1usize..=32,
        tokens in proptest::collection::vec((any::<u64>(), kind()), 0..90),
    ) {
        let (hashes, kinds): (Vec<_>, Vec<_>) = tokens.into_iter().unzip();
        prop_assert_eq!(shingles(width, &hashes, &kinds), brute_shingles(width, &hashes, &kinds));
    }

    #[test]
    fn texts_of_one_kind_take_the_same_shingles_by_the_fast_path(
        width in 1usize..=32,
        hashes in proptest::collection::vec(any::<u64>(), 0..90),
        kind in kind(),
    ) {
        let kinds = vec![kind; hashes.len()];
        let expected = brute_shingles(width, &hashes, &kinds);
        prop_assert_eq!(&shingles(width, &hashes, &kinds), &expected);
        if kind == TokenKind::Word {
            prop_assert_eq!(words(width, &hashes), expected);
        }
    }

    #[test]
    fn overlap_counts_common_elements(a in set(), b in set(), need in 0usize..60) {
        let shared = a.intersection(&b).count();
        let (a, b) = (sorted(&a), sorted(&b));
        let found = at_each_level(|| (overlap(&a, &b), overlap_at_least(&a, &b, need)));
        for (level, found) in found {
            prop_assert_eq!(found, (shared, (shared >= need).then_some(shared)), "{:?}", level);
        }
    }

    #[test]
    fn overlap_counts_common_elements_of_unequal_sets(
        short in proptest::collection::btree_set(0u64..3000, 0..20),
        long in proptest::collection::btree_set(0u64..3000, 600..900),
        need in 0usize..20,
    ) {
        let shared = short.intersection(&long).count();
        let (short, long) = (sorted(&short), sorted(&long));
        let expected = (shared >= need).then_some(shared);
        prop_assert_eq!(overlap_at_least(&short, &long, need), expected);
        prop_assert_eq!(overlap_at_least(&long, &short, need), expected);
    }

    #[test]
    fn resemblance_is_the_shared_part_of_the_union(a in set(), b in set()) {
        let expected = Similarity::ratio(a.intersection(&b).count(), a.union(&b).count());
        let a: ShingleSet = a.into_iter().collect();
        let b: ShingleSet = b.into_iter().collect();
        prop_assert_eq!(a.resemblance(&b), expected);
    }

    #[test]
    fn resemblance_is_symmetric_and_never_above_either_containment(a in set(), b in set()) {
        let a: ShingleSet = a.into_iter().collect();
        let b: ShingleSet = b.into_iter().collect();
        prop_assert_eq!(a.resemblance(&b), b.resemblance(&a));
        prop_assert!(a.resemblance(&b) <= a.containment_in(&b));
        prop_assert!(a.resemblance(&b) <= b.containment_in(&a));
    }

    #[test]
    fn distance_keeps_the_triangle_inequality(a in set(), b in set(), c in set()) {
        let [a, b, c] = [a, b, c].map(|set| set.into_iter().collect::<ShingleSet>());
        let distance = |x: &ShingleSet, y: &ShingleSet| 1.0 - x.resemblance(y).get();
        prop_assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c) + 1e-12);
    }

    #[test]
    fn a_union_has_the_shingles_of_both_sets(a in set(), b in set()) {
        let union: Vec<u64> = a.union(&b).copied().collect();
        let a: ShingleSet = a.into_iter().collect();
        let b: ShingleSet = b.into_iter().collect();
        let both = a.union(&b);
        prop_assert_eq!(both.as_slice(), &union[..]);
    }

    #[test]
    fn sets_survive_json(a in set()) {
        let a: ShingleSet = a.into_iter().collect();
        let json = serde_json::to_string(&a).unwrap();
        prop_assert_eq!(serde_json::from_str::<ShingleSet>(&json).unwrap(), a);
    }

    #[test]
    fn a_set_has_each_shingle_once_in_order(
        hashes in proptest::collection::vec(any::<u64>(), 0..300),
        spread in 0u32..64,
        repeats in 0usize..200,
    ) {
        // From evenly spread hashes down to numbers that share all their upper bits.
        let mut shingles: Vec<u64> = hashes.iter().map(|hash| hash >> spread).collect();
        shingles.extend_from_within(..repeats.min(hashes.len()));
        let expected: Vec<u64> =
            shingles.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let set = ShingleSet::from_shingles(&shingles);
        prop_assert_eq!(set.as_slice(), &expected[..]);
    }

    #[test]
    fn an_arena_gives_back_each_set(
        texts in proptest::collection::vec(proptest::collection::vec(0u64..50, 0..40), 0..12),
        cut in 0usize..12,
    ) {
        let all = ShingleSets::from_iter(texts.clone());
        prop_assert_eq!(all.len(), texts.len());
        for (i, text) in texts.iter().enumerate() {
            let set = ShingleSet::from_shingles(text);
            prop_assert_eq!(all.get(i), set.as_slice());
        }
        let (front, back) = texts.split_at(cut.min(texts.len()));
        let mut parts = ShingleSets::from_iter(front.to_vec());
        parts.append(ShingleSets::from_iter(back.to_vec()));
        prop_assert_eq!(parts, all);
    }
}

#[test]
fn overlap_is_exact_at_every_need_and_length_at_every_level() {
    // All lengths around the blocks, copies and strangers and what lies between, each with the
    // largest need that is met and the smallest that is not.
    let mut random = SplitMix64::new(3);
    for len in (0..40).chain([63, 64, 65, 200]) {
        for alphabet in [len + 1, 3 * len + 1, 50 * len + 1] {
            let mut set =
                || -> BTreeSet<u64> { (0..len).map(|_| random.next_u64() % alphabet).collect() };
            let (a, b) = (set(), set());
            let shared = a.intersection(&b).count();
            let (a, b) = (sorted(&a), sorted(&b));
            let found = at_each_level(|| {
                [(&a, &b), (&b, &a), (&a, &a)].map(|(x, y)| {
                    let count = overlap(x, y);
                    [count, overlap_at_least(x, y, count).unwrap_or(usize::MAX)]
                        .map(|met| (met, overlap_at_least(x, y, count + 1)))
                })
            });
            for (level, found) in found {
                let expected = [shared, shared, a.len()].map(|count| [(count, None); 2]);
                assert_eq!(found, expected, "{level:?}, {len} of {alphabet}");
            }
        }
    }
}

#[test]
fn widths_outside_1_to_32_are_refused() {
    assert!(Shingler::new(1).is_ok() && Shingler::new(32).is_ok());
    for (width, message) in [
        (0, "shingle width must be in 1..=32, got 0"),
        (33, "shingle width must be in 1..=32, got 33"),
    ] {
        assert_eq!(Shingler::new(width).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_short_text_is_no_piece_of_a_longer_one() {
    let short = words(5, &[1, 2, 3]);
    assert_eq!(short.len(), 1);
    assert!(!words(3, &[1, 2, 3, 4]).is_empty());
    assert!(!words(5, &[1, 2, 3, 4, 5, 6]).contains(&short[0]));
    assert!(words(5, &[]).is_empty());
}

#[test]
fn the_last_token_counts_in_mixed_texts() {
    let kinds = [TokenKind::Word, TokenKind::Character, TokenKind::Character];
    assert_ne!(shingles(2, &[1, 2, 3], &kinds), shingles(2, &[1, 2, 4], &kinds));
}

#[test]
fn one_changed_word_lowers_the_resemblance_as_in_the_table() {
    for (length, width, percent) in [
        (12u64, 5, 23),
        (12, 3, 54),
        (12, 2, 69),
        (12, 1, 85),
        (20, 5, 52),
        (20, 3, 71),
        (20, 2, 81),
        (20, 1, 90),
        (30, 5, 68),
        (30, 3, 81),
        (30, 2, 87),
        (30, 1, 94),
        (100, 5, 90),
        (100, 3, 94),
        (100, 2, 96),
        (100, 1, 98),
    ] {
        let text: Vec<u64> = (0..length).collect();
        let mut edited = text.clone();
        edited[length as usize / 2] = 999;
        let [a, b] =
            [&text, &edited].map(|tokens| ShingleSet::from_shingles(&words(width, tokens)));
        assert_eq!(
            (a.resemblance(&b).get() * 100.0).round() as u64,
            percent,
            "L {length} w {width}"
        );
    }
}

#[test]
fn sets_of_any_length_and_spread_are_sorted() {
    let mut random = SplitMix64::new(7);
    for len in [1, 63, 64, 65, 320, 1_000, 4_095, 4_096, 4_097, 20_000] {
        for shift in [0, 20, 44, 60] {
            let shingles: Vec<u64> = (0..len).map(|_| random.next_u64() >> shift).collect();
            let mut expected = shingles.clone();
            expected.sort_unstable();
            expected.dedup();
            let set = ShingleSet::from_shingles(&shingles);
            assert_eq!(set.as_slice(), expected, "{len} shingles, shift {shift}");
        }
    }
}

#[test]
fn a_list_gives_back_each_of_many_large_sets() {
    // More than one piece of memory holds, with sets that fill pieces to their ends or beyond.
    let mut random = SplitMix64::new(9);
    let lens =
        (0..200).map(|i| [1000, 0, 65_536, 3, 70_000][if i % 40 == 7 { 2 + i % 3 } else { i % 2 }]);
    let texts: Vec<Vec<u64>> =
        lens.map(|len| (0..len).map(|_| random.next_u64() >> 20).collect()).collect();
    let mut roomy = ShingleSets::with_capacity(10, 100_000);
    for text in &texts {
        roomy.push(text);
    }
    let mut parts = ShingleSets::from_iter(texts[..90].to_vec());
    parts.append(ShingleSets::new());
    parts.append(ShingleSets::from_iter(texts[90..].to_vec()));
    parts.push(&[1]);
    for (i, text) in texts.iter().enumerate() {
        let expected = ShingleSet::from_shingles(text);
        assert_eq!(roomy.get(i), expected.as_slice(), "{i}");
        assert_eq!(parts.get(i), expected.as_slice(), "{i}");
        assert_eq!(roomy.len_of(i), expected.len(), "{i}");
    }
    assert_eq!(parts.get(200), [1]);
    assert_eq!(parts.shingle_count(), roomy.shingle_count() + 1);
    assert_ne!(parts, roomy);
    roomy.push(&[1]);
    assert_eq!(parts, roomy);
    // Cleared, they are as new: what is counted from then on is what is pushed from then on.
    roomy.clear();
    assert!(roomy.is_empty());
    assert_eq!(roomy.shingle_count(), 0);
    roomy.push(&[5, 7, 5]);
    assert_eq!((roomy.get(0), roomy.shingle_count()), (&[5, 7][..], 2));
}

#[test]
fn empty_sets_resemble_nothing() {
    let empty = ShingleSet::default();
    let one = ShingleSet::from_shingles(&[1]);
    for (a, b) in [(&empty, &empty), (&empty, &one), (&one, &empty)] {
        assert_eq!(a.resemblance(b), Similarity::ZERO);
        assert_eq!(a.containment_in(b), Similarity::ZERO);
    }
}

#[test]
fn unsorted_or_repeated_shingles_from_outside_are_refused() {
    for json in ["[2,1]", "[1,1]"] {
        let error = serde_json::from_str::<ShingleSet>(json).unwrap_err().to_string();
        assert!(error.contains("ascend without repeats"), "{error}");
    }
    assert_eq!(serde_json::from_str::<ShingleSet>("[1,2]").unwrap().len(), 2);
}
