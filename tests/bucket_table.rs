//! Buckets and candidate pairs equal those of brute force, in any order of insertions and removals. The cost
//! of a very large bucket is bounded, and the report counts it.

use proptest::prelude::{any, prop, prop_assert_eq, proptest};
use retold::hash::SplitMix64;
use retold::lsh::{BandJoin, Banding, BucketTable, Buckets, CANDIDATES_PER_BUCKET, CandidatePairs};
use retold::sketch::{MinHasher, Signature, SketchKind};
use std::collections::{BTreeMap, BTreeSet};

/// Sets of shingles out of a small world, so that many are alike and some equal.
fn signatures(count: usize, seed: u64) -> Vec<Signature> {
    let hasher = MinHasher::new(32).unwrap();
    let mut random = SplitMix64::new(seed);
    (0..count)
        .map(|_| {
            let theme = random.next_u64() % 4 * 100;
            let shingles: Vec<u64> = (0..12).map(|_| theme + random.next_u64() % 14).collect();
            hasher.signature(&shingles).unwrap()
        })
        .collect()
}

fn banding() -> Banding {
    Banding::new(8, 3).unwrap()
}

/// Whether the two agree in all slots of some band.
fn share_a_band(a: &Signature, b: &Signature) -> bool {
    let rows = banding().rows();
    let bands = a.slots().chunks(rows).zip(b.slots().chunks(rows));
    bands.take(banding().bands()).any(|(a, b)| a == b)
}

fn filled(entries: impl IntoIterator<Item = (u32, Signature)>) -> BucketTable {
    let mut table = BucketTable::new(banding());
    for (id, signature) in entries {
        table.insert(id, &signature).unwrap();
    }
    table
}

fn numbered(signatures: &[Signature]) -> Vec<(u32, Signature)> {
    (0..).zip(signatures.iter().cloned()).collect()
}

#[test]
fn candidates_are_those_that_share_a_band() {
    let all = signatures(120, 1);
    let table = filled(numbered(&all));
    assert_eq!(table.len(), all.len());
    let mut found = 0;
    for query in signatures(40, 2).iter().chain(&all) {
        let expected: Vec<u32> =
            (0..).zip(&all).filter(|(_, s)| share_a_band(query, s)).map(|(id, _)| id).collect();
        assert_eq!(table.candidates(query).unwrap(), expected);
        found += expected.len();
    }
    assert!(found > 500, "the test has too little to find: {found}");
}

#[test]
fn pairs_are_those_that_share_a_band() {
    let all = signatures(120, 3);
    let mut expected = Vec::new();
    for (a, first) in (0_u32..).zip(&all) {
        for (b, second) in (0_u32..).zip(&all).skip(a as usize + 1) {
            if share_a_band(first, second) {
                expected.push((a, b));
            }
        }
    }
    assert!(expected.len() > 200, "the test has too little to find: {}", expected.len());
    let from_table = filled(numbered(&all)).candidate_pairs();
    assert_eq!((&from_table.pairs, from_table.truncated), (&expected, 0));
    assert_eq!(from_batch(&all), from_table);
}

/// The pairs by way of one list of keys for each band, the last band first.
fn from_batch(all: &[Signature]) -> CandidatePairs {
    let bands = banding().bands();
    let ids: Vec<u32> = (0..all.len() as u32).collect();
    let mut keys = vec![Vec::new(); bands];
    for signature in all {
        let mut row = vec![0; bands];
        banding().keys(signature.slots(), &mut row);
        for (band, key) in keys.iter_mut().zip(row) {
            band.push(key);
        }
    }
    let of_band = |keys: &Vec<u64>| Buckets::from_band(keys, &ids).candidate_pairs();
    CandidatePairs::merge(keys.iter().rev().map(of_band).collect())
}

#[test]
fn the_order_of_insertion_changes_nothing() {
    let mut entries = numbered(&signatures(60, 4));
    let forward = filled(entries.clone());
    entries.reverse();
    let backward = filled(entries.clone());
    assert_eq!(forward.candidate_pairs(), backward.candidate_pairs());
    for (_, query) in &entries {
        assert_eq!(forward.candidates(query).unwrap(), backward.candidates(query).unwrap());
    }
}

proptest! {
    #[test]
    fn a_table_equals_one_with_only_the_members_that_were_not_removed(
        steps in prop::collection::vec((any::<bool>(), 0..40_u32), 1..200),
    ) {
        let all = signatures(40, 5);
        let mut table = BucketTable::new(banding());
        let mut left = BTreeSet::new();
        for (insert, id) in steps {
            let signature = &all[id as usize];
            if insert {
                table.insert(id, signature).unwrap();
                left.insert(id);
            } else {
                assert_eq!(table.remove(id, signature).unwrap(), left.remove(&id));
            }
        }
        assert_eq!((table.len(), table.is_empty()), (left.len(), left.is_empty()));
        let fresh = filled(left.iter().map(|&id| (id, all[id as usize].clone())));
        assert_eq!(table.candidate_pairs(), fresh.candidate_pairs());
        for query in &all {
            assert_eq!(table.candidates(query).unwrap(), fresh.candidates(query).unwrap());
        }
    }

    #[test]
    fn members_of_a_bucket_have_an_equal_key(keys in prop::collection::vec(0..20_u64, 0..60)) {
        let ids: Vec<u32> = (0..keys.len() as u32).map(|i| 1000 - i).collect();
        prop_assert_eq!(listed(&Buckets::from_band(&keys, &ids)), expected_buckets(&keys, &ids));
        let numbers: Vec<u32> = (0..keys.len() as u32).collect();
        prop_assert_eq!(listed(&Buckets::from_keys(&keys)), expected_buckets(&keys, &numbers));
    }

    #[test]
    fn a_large_bucket_is_a_star_and_a_small_one_is_whole(
        size in 0..300_u32,
        limit in 0..200_usize,
    ) {
        let ids: Vec<u32> = (0..size).collect();
        let buckets = Buckets::from_band(&vec![7; ids.len()], &ids);
        let found = buckets.candidate_pairs_with_limit(limit);
        let cut = size as usize > limit.max(16);
        let centres = if cut { 16 } else { size };
        let expected: Vec<(u32, u32)> =
            (0..centres).flat_map(|a| (a + 1..size).map(move |b| (a, b))).collect();
        assert_eq!((found.pairs, found.truncated), (expected, usize::from(cut)));
    }
}

/// The members of each bucket, sorted.
fn expected_buckets(keys: &[u64], ids: &[u32]) -> Vec<Vec<u32>> {
    let mut buckets: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    for (&key, &id) in keys.iter().zip(ids) {
        buckets.entry(key).or_default().insert(id);
    }
    let members = buckets.into_values().filter(|members| members.len() > 1);
    let mut buckets: Vec<Vec<u32>> = members.map(|members| members.into_iter().collect()).collect();
    buckets.sort_unstable();
    buckets
}

fn listed(buckets: &Buckets) -> Vec<Vec<u32>> {
    assert_eq!(buckets.is_empty(), buckets.iter().next().is_none());
    assert_eq!(buckets.len(), buckets.iter().count());
    let mut listed: Vec<Vec<u32>> = buckets.iter().map(<[u32]>::to_vec).collect();
    listed.sort_unstable();
    listed
}

/// Many partitions; keys that differ in their lowest bits, in their highest, or at random; keys
/// that were made to meet in one partition, in one place of a table, in all bits that it looks at;
/// a few keys that most entries have. The memory of one band is that of the next, however many
/// entries it has.
#[test]
fn different_keys_never_share_a_bucket() {
    // The number that undoes the multiplication by which keys are spread.
    const GATHER: u64 = 0xf1de_83e1_9937_733d;
    assert_eq!(GATHER.wrapping_mul(0x9e37_79b9_7f4a_7c15), 1);
    let mut random = SplitMix64::new(9);
    let mut below = |limit: u64| random.next_u64() % limit;
    let makers: [&mut dyn FnMut(u64) -> u64; 11] = [
        &mut |i| i / 2,
        &mut |i| (i / 3) << 48,
        &mut |_| below(40_000),
        &mut |i| GATHER.wrapping_mul(i % 20_000),
        &mut |i| GATHER.wrapping_mul((i % 50_000) << 44),
        &mut |i| GATHER.wrapping_mul(((i % 50_000) << 32) | (i % 2)),
        &mut |i| GATHER.wrapping_mul((i % 50_000) << 16),
        &mut |i| if i % 2 == 0 { 7 } else { i / 4 },
        &mut |i| GATHER.wrapping_mul((i % 3) << 40),
        &mut |i| GATHER.wrapping_mul(if i % 4 == 0 { i << 40 } else { i % 5 }),
        &mut |i| GATHER.wrapping_mul(if i < 2 { 1 << 40 } else { i % 5 }),
    ];
    let mut join = BandJoin::default();
    for (number, make) in makers.into_iter().enumerate() {
        for count in [60_000, 200_000, 1_000] {
            let keys: Vec<u64> = (0..count).map(&mut *make).collect();
            let numbers: Vec<u32> = (0..count as u32).collect();
            let expected = expected_buckets(&keys, &numbers);
            assert!(listed(&join.join(&keys)) == expected, "{count} keys of kind {number}");
            let ids: Vec<u32> = numbers.iter().map(|number| number / 2).collect();
            let expected = expected_buckets(&keys, &ids);
            assert!(listed(&join.join_ids(&keys, &ids)) == expected, "{count} ids, kind {number}");
        }
    }
}

#[test]
fn a_bucket_of_all_members_is_linear_and_counted_as_cut() {
    const SIZE: u32 = 100_000;
    let signature = &signatures(1, 6)[0];
    let mut table = BucketTable::new(Banding::new(2, 3).unwrap());
    for id in 0..SIZE {
        table.insert(id, signature).unwrap();
    }
    let found = table.candidate_pairs();
    assert_eq!(found.truncated, 2);
    // 16 centres with all the others, less the pairs of centres that would count twice.
    assert_eq!(found.pairs.len(), 16 * SIZE as usize - 16 * 17 / 2);
    assert!(found.pairs.is_sorted());
    assert_eq!(table.candidates(signature).unwrap().len(), SIZE as usize);

    let ids: Vec<u32> = (0..SIZE).collect();
    let batch = Buckets::from_band(&vec![1; ids.len()], &ids).candidate_pairs();
    assert_eq!((batch.truncated, batch.pairs.len()), (1, found.pairs.len()));
}

#[test]
fn every_member_of_a_cut_bucket_is_in_a_pair() {
    let size = CANDIDATES_PER_BUCKET as u32 + 1;
    let ids: Vec<u32> = (0..size).collect();
    let found = Buckets::from_band(&vec![1; ids.len()], &ids).candidate_pairs();
    assert_eq!(found.truncated, 1);
    let paired: BTreeSet<u32> = found.pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    assert!(paired.into_iter().eq(ids));
}

#[test]
fn the_same_entry_twice_is_one_entry() {
    let all = signatures(2, 7);
    let mut table = filled([(3, all[0].clone())]);
    table.insert(3, &all[0]).unwrap();
    assert_eq!(table.len(), 1);
    assert_eq!(
        table.insert(3, &all[1]).unwrap_err().to_string(),
        "id 3 is in the table with another signature: remove it first"
    );
    assert!(!table.remove(3, &all[1]).unwrap());
    assert!(table.remove(3, &all[0]).unwrap());
    assert!(table.is_empty());
}

#[test]
fn a_table_refuses_signatures_of_other_settings() {
    let make =
        |kind, k, seed| MinHasher::with_kind(kind, k, seed).unwrap().signature(&[1, 2, 3]).unwrap();
    let mut table = filled([(0, make(SketchKind::Bucketed, 32, 0))]);
    for (other, difference) in [
        (make(SketchKind::Classic, 32, 0), "kind bucketed and kind classic"),
        (make(SketchKind::Bucketed, 64, 0), "length 32 and length 64"),
        (make(SketchKind::Bucketed, 32, 1), "seed 0 and seed 1"),
    ] {
        let error = table.insert(1, &other).unwrap_err();
        assert_eq!(error.to_string(), format!("signatures cannot be compared: {difference}"));
        assert_eq!(table.candidates(&other), Err(error.clone()));
        assert_eq!(table.remove(0, &other), Err(error));
    }
    assert_eq!(table.len(), 1);
}

#[test]
fn a_signature_that_is_too_short_is_refused() {
    let mut table = BucketTable::new(Banding::new(16, 9).unwrap());
    let signature = MinHasher::new(128).unwrap().signature(&[1]).unwrap();
    assert_eq!(
        table.insert(0, &signature).unwrap_err().to_string(),
        "16 bands x 9 rows need 144 slots, the signature has 128: \
         use fewer bands or rows, or a longer signature"
    );
    assert!(table.is_empty());
}

/// The number of bands in which two signatures agree.
fn shared_bands(a: &Signature, b: &Signature) -> usize {
    let rows = banding().rows();
    let bands = a.slots().chunks(rows).zip(b.slots().chunks(rows));
    bands.take(banding().bands()).filter(|(a, b)| a == b).count()
}

/// All that share a band, by brute force: the most shared bands first, then the highest id.
fn brute_ranked(entries: &[(u32, Signature)], query: &Signature) -> Vec<u32> {
    let mut ranked: Vec<_> = entries
        .iter()
        .map(|(id, signature)| (std::cmp::Reverse((shared_bands(query, signature), *id)), *id))
        .filter(|(std::cmp::Reverse((shared, _)), _)| *shared > 0)
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn ranked_candidates_share_the_most_bands_first_and_then_have_the_highest_ids() {
    for (count, spread) in [(90, 1), (4_000, 1), (4_000, 150)] {
        let entries: Vec<(u32, Signature)> =
            (0..).zip(signatures(count, 5)).map(|(i, s)| (i * spread, s)).collect();
        let table = filled(entries.clone());
        for query in &signatures(12, 6) {
            let expected = brute_ranked(&entries, query);
            for limit in [0, 1, 7, 100, 5_000] {
                let found = table.ranked(query, limit).unwrap();
                let most = expected.len().min(limit);
                assert_eq!(found.ids, expected[..most], "{count} {spread} {limit}");
                assert_eq!(found.bounded, expected.len() > limit, "{count} {spread} {limit}");
            }
        }
    }
}

/// A signature of 8 bands whose slots in a band are all `marks[band]`.
fn marked(marks: [u32; 8]) -> Signature {
    let slots: Vec<u32> = marks.iter().flat_map(|&mark| [mark; 4]).collect();
    let kind = SketchKind::Classic;
    let json =
        serde_json::to_value(MinHasher::with_kind(kind, 32, 0).unwrap().signature(&[1]).unwrap());
    let mut json = json.unwrap();
    json["slots"] = serde_json::json!(slots);
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_copy_that_shares_more_bands_is_ranked_before_thirty_thousand_others() {
    let mut random = SplitMix64::new(9);
    let mut own = 1_000_u32;
    let mut table = BucketTable::new(Banding::new(8, 4).unwrap());
    let query = marked([1; 8]);
    let mut insert = |id: u32, shared: &[usize]| {
        let marks = std::array::from_fn(|band| {
            own += 1;
            if shared.contains(&band) { 1 } else { own }
        });
        table.insert(id, &marked(marks)).unwrap();
    };
    for id in 0..30_000 {
        let [a, b] = [random.next_u64() as usize % 8, random.next_u64() as usize % 8];
        match id {
            3 => insert(id, &[1, 4, 6]),
            17_000 => insert(id, &[0, 1, 2, 3]),
            _ => insert(id, &[a, b]),
        }
    }
    let ranked = table.ranked(&query, 2).unwrap();
    assert_eq!(ranked.ids, [17_000, 3]);
    assert!(ranked.bounded);
}

#[test]
fn candidates_beyond_the_limit_of_counting_are_reported() {
    let mut table = BucketTable::new(banding());
    let hasher = MinHasher::new(32).unwrap();
    let query = hasher.signature(&[1, 2]).unwrap();
    // One id in each block of 4,096 takes the most steps for an id.
    for id in 0..600 {
        table.insert(id * 4_096, &query).unwrap();
    }
    let ranked = table.ranked(&query, 1_000).unwrap();
    assert!(ranked.bounded && ranked.ids.len() < 600);
    assert_eq!(ranked.ids[0], 599 * 4_096);
    let few = table.ranked(&query, 3).unwrap();
    assert_eq!(few.ids, [599 * 4_096, 598 * 4_096, 597 * 4_096]);
}

proptest! {
    /// Removing and inserting again in any order leaves the answers of what is in the table.
    #[test]
    fn ranked_candidates_do_not_depend_on_removed_members(
        order in prop::collection::vec(0..150_usize, 0..400),
    ) {
        let all = numbered(&signatures(150, 7));
        let mut table = filled(all.clone());
        let mut is_in = vec![true; all.len()];
        for &at in &order {
            let (id, signature) = &all[at];
            if is_in[at] {
                table.remove(*id, signature).unwrap();
            } else {
                table.insert(*id, signature).unwrap();
            }
            is_in[at] = !is_in[at];
        }
        let left: Vec<_> = all.iter().filter(|(id, _)| is_in[*id as usize]).cloned().collect();
        for query in &signatures(5, 8) {
            for limit in [3, 1_000] {
                let again = filled(left.clone()).ranked(query, limit).unwrap();
                prop_assert_eq!(table.ranked(query, limit).unwrap(), again);
            }
        }
    }
}
