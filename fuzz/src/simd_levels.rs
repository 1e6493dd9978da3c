//! Levels of vector instructions.

use retold::SimdLevel;
use std::sync::{Mutex, PoisonError};

/// The level is global to the process, and the smoke test runs targets in parallel.
static TURN: Mutex<()> = Mutex::new(());

/// Checks that `work` has the same result with all vector instructions as with the scalar code, and
/// returns it.
pub(crate) fn at_every_level<T: PartialEq + std::fmt::Debug>(mut work: impl FnMut() -> T) -> T {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    SimdLevel::limit(SimdLevel::Baseline);
    let scalar = work();
    for level in [SimdLevel::Neon, SimdLevel::Avx2, SimdLevel::Avx512] {
        SimdLevel::limit(level);
        if SimdLevel::current() == level {
            let vector = work();
            assert!(vector == scalar, "{level:?}: {vector:?}, scalar: {scalar:?}");
        }
    }
    SimdLevel::limit(SimdLevel::Widest);
    scalar
}
