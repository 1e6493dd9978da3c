//! All results are the same with any vector instructions.

use crate::words::{SEEDS, config, nasty};
use proptest::prelude::*;
use retold::SimdLevel;
use retold::hash::{SplitMix64, shingle_hash};
use retold::shingle::{Shingler, TextShingler};
use retold::sketch::{MinHasher, SketchKind};
use retold::text::Words;
use std::sync::Mutex;

/// The level is one for the whole process, and tests run side by side.
pub(crate) static TURN: Mutex<()> = Mutex::new(());

/// The result of `work` at each level, the scalar one first.
pub(crate) fn at_each_level<T>(mut work: impl FnMut() -> T) -> Vec<(SimdLevel, T)> {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut found: Vec<(SimdLevel, T)> = Vec::new();
    for level in [SimdLevel::Baseline, SimdLevel::Neon, SimdLevel::Avx2, SimdLevel::Avx512] {
        SimdLevel::limit(level);
        if found.last().is_none_or(|(last, _)| *last != SimdLevel::current()) {
            found.push((SimdLevel::current(), work()));
        }
    }
    SimdLevel::limit(SimdLevel::Widest);
    found
}

#[test]
fn signatures_are_the_same_at_every_level() {
    let mut random = SplitMix64::new(5);
    for kind in [SketchKind::Bucketed, SketchKind::Classic] {
        for slots in [2, 16, 128, 512] {
            let hasher = MinHasher::with_kind(kind, slots, 3).unwrap();
            // Around the steps of the inner loops, and far beyond.
            for shingles in [1, 2, 7, 8, 31, 100, 255, 256, 257, 1_000, 5_000] {
                let shingles: Vec<u64> = (0..shingles).map(|_| random.next_u64()).collect();
                let signatures = at_each_level(|| hasher.signature(&shingles).unwrap());
                for (level, signature) in &signatures {
                    assert_eq!(*signature, signatures[0].1, "{level:?}");
                }
            }
        }
    }
}

#[test]
fn shingles_are_the_same_at_every_level() {
    let mut random = SplitMix64::new(5);
    for width in [1, 2, 5, 31, 32] {
        for tokens in (0..70).chain([1_000]) {
            let tokens: Vec<u64> = (0..tokens).map(|_| random.next_u64()).collect();
            let expected: Vec<u64> = match tokens.len() {
                0 => Vec::new(),
                len => tokens.windows(width.min(len)).map(shingle_hash).collect(),
            };
            for (level, shingles) in at_each_level(|| {
                let mut shingles = vec![7];
                Shingler::new(width)
                    .unwrap()
                    .of_hashes()
                    .word_shingles_into(&tokens, &mut shingles);
                shingles
            }) {
                assert_eq!(shingles[0], 7, "what was there stays");
                assert_eq!(shingles[1..], expected, "{level:?}, {} tokens", tokens.len());
            }
        }
    }
}

/// Checks that tokens taken many at a time are those that are taken one by one.
fn assert_shingles_of_tokens(text: &str) {
    let (mut hashes, mut kinds, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    Words.for_each(text, |token| {
        hashes.push(token.hash);
        kinds.push(token.kind);
    });
    Shingler::new(3).unwrap().of_hashes().shingles_into(&hashes, &kinds, &mut expected);
    for (level, shingles) in at_each_level(|| TextShingler::new(3).unwrap().shingles(text).to_vec())
    {
        assert_eq!(shingles, expected, "{level:?}");
    }
}

#[test]
fn the_seeds_have_the_shingles_of_their_tokens_at_every_level() {
    for text in SEEDS {
        assert_shingles_of_tokens(text);
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_text_has_the_shingles_of_its_tokens_at_every_level(text in nasty(0..80)) {
        assert_shingles_of_tokens(&text);
    }
}

#[test]
fn a_limit_is_kept_and_lifted() {
    let levels: Vec<SimdLevel> =
        at_each_level(|| ()).into_iter().map(|(level, ())| level).collect();
    assert_eq!(levels[0], SimdLevel::Baseline);
    assert!(levels.is_sorted());
}

#[test]
fn a_level_of_another_architecture_is_a_limit_by_its_place() {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let limited = |limit| {
        SimdLevel::limit(limit);
        let level = SimdLevel::current();
        SimdLevel::limit(SimdLevel::Widest);
        level
    };
    if cfg!(target_arch = "x86_64") {
        assert_eq!(limited(SimdLevel::Neon), SimdLevel::Baseline);
    } else if cfg!(all(target_arch = "aarch64", target_endian = "little")) {
        for wider in [SimdLevel::Neon, SimdLevel::Avx2, SimdLevel::Avx512, SimdLevel::Widest] {
            assert_eq!(limited(wider), SimdLevel::Neon);
        }
    } else {
        assert_eq!(limited(SimdLevel::Widest), SimdLevel::Baseline);
    }
}
