//! How are words found in 64 bytes at a time?
//!
//! A block of 64 bytes is turned into bit masks, one bit a byte: letters, digits, punctuation that
//! may join them (`avx2`, `avx512`, `neon`). From these a few shifts find where words start and end, as
//! UAX#29 has it ([`block`]). A few blocks are gathered in lower case before their words are
//! hashed, all in one go ([`batch`]). A block starts where the last word of the one before may go
//! on, so that no bit is carried over and no character is cut.
//!
//! A word that takes more than the pages of common characters to know is left to the scalar code,
//! which is the twin of all this: both give the same tokens on any text, which is tested.

#![allow(clippy::inline_always, reason = "compiled anew for each kernel, with its instructions")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod batch;
mod block;
#[cfg(target_arch = "aarch64")]
mod neon;

pub(super) use batch::Batch;

use crate::simd::SimdLevel;

/// Where the kernel stopped.
pub(super) enum Stop {
    /// There may be more from here on, a boundary of UAX#29.
    Full(usize),
    /// The word that starts here, or the mark that stands here, takes the scalar code.
    Hard(usize),
}

/// Whether the processor has what the kernels need, and may use it.
#[inline]
pub(super) fn is_available() -> bool {
    SimdLevel::current() != SimdLevel::Baseline
}

/// Replaces the tokens of `batch` by those of `text` from `start` on, a boundary of UAX#29.
///
/// Without the instructions for it there are none, and the text is called hard.
pub(super) fn fill(batch: &mut Batch, text: &str, start: usize) -> Stop {
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
