//! Whatever vector instructions are used, the bits are the same.

use retold::hash::SplitMix64;
use retold::{MinHasher, SimdLevel, SketchKind};
use std::sync::Mutex;

/// The level is one for the whole process, and tests run side by side.
static TURN: Mutex<()> = Mutex::new(());

/// What `work` gives at each level, the scalar one first.
pub(crate) fn at_each_level<T>(mut work: impl FnMut() -> T) -> Vec<(SimdLevel, T)> {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let levels = [SimdLevel::Baseline, SimdLevel::Avx2, SimdLevel::Avx512].map(|level| {
        SimdLevel::limit(level);
        (SimdLevel::current(), work())
    });
    SimdLevel::limit(SimdLevel::Widest);
    levels.into()
}

#[test]
fn signatures_are_the_same_at_every_level() {
    let mut random = SplitMix64::new(5);
    for kind in [SketchKind::Bucketed, SketchKind::Classic] {
        for slots in [2, 16, 128, 512] {
            let hasher = MinHasher::with(kind, slots, 3).unwrap();
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
fn a_limit_is_kept_and_lifted() {
    let levels: Vec<SimdLevel> =
        at_each_level(|| ()).into_iter().map(|(level, ())| level).collect();
    assert_eq!(levels[0], SimdLevel::Baseline);
    assert!(levels.is_sorted());
}
