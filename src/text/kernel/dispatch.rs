//! The choice of the kernel for this processor.

use super::batch::Batch;
#[cfg(target_arch = "aarch64")]
use super::neon;
use super::stop::Stop;
#[cfg(target_arch = "x86_64")]
use super::{avx2, avx512};
use crate::simd::SimdLevel;

/// Whether the processor has what the kernels need, and may use it.
#[inline]
pub(in crate::text) fn is_available() -> bool {
    SimdLevel::current() != SimdLevel::Baseline
}

/// Replaces the tokens of `batch` by those of `text` from `start` on, a boundary of UAX#29.
///
/// Without the instructions for it there are none, and the text is called hard.
pub(in crate::text) fn fill(batch: &mut Batch, text: &str, start: usize) -> Stop {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a level is current only if the processor has all the features that it names;
        // POPCNT is older than AVX2, and there on every processor that has this.
        SimdLevel::Avx512 => unsafe { avx512::fill(batch, text, start) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        SimdLevel::Avx2 => unsafe { avx2::fill(batch, text, start) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: a level is current only if the processor has what it names.
        SimdLevel::Neon => unsafe { neon::fill(batch, text, start) },
        // The level was limited meanwhile.
        _ => {
            batch.clear();
            Stop::Hard(start)
        }
    }
}
