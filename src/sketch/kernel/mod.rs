//! The inner loops of sketching, once for each level of vector instructions.
//!
//! There is one source, and the compiler makes of it what the level allows: hand-written
//! instructions were no quicker (see the bench `sketch`). Baseline x86-64 has neither a
//! multiplication nor a minimum of 32-bit lanes, which is why the choice at run time is worth it.
//! 64-bit ARM has both in all code compiled for it: NEON needs no choice and no copy here.

mod dispatch;
mod lower;
mod mix;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

pub(super) use dispatch::{lower, mix};
pub(super) use lower::{LANES, Lanes};
