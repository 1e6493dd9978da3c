//! Which seeds of a text are kept, where vector instructions make that faster?
//!
//! Masks of comparisons are what AVX-512 gives by itself. Elsewhere, NEON included, the code is what
//! the compiler makes of the same source.

mod dispatch;
mod masks;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

pub(super) use dispatch::kept;
pub(super) use masks::{SEEDS, is_kept};
