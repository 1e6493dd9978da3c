//! The inner loop of winnowing: which of 64 seeds are kept.
//!
//! AVX-512 gives masks of comparisons directly. On other processors, NEON included, the compiler makes
//! the code from the same source.

mod dispatch;
mod masks;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

pub(super) use dispatch::kept;
pub(super) use masks::{SEEDS, is_kept};
