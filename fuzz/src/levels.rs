//! Which vector instructions have a say?

use retold::SimdLevel;
use std::sync::{Mutex, PoisonError};

/// The level is one for the whole process, and the smoke test runs targets side by side.
static TURN: Mutex<()> = Mutex::new(());

/// Checks that `work` gives the same with all vector instructions that the processor has, and gives
/// what the scalar code gave.
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
