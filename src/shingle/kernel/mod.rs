//! The inner loops of making shingles and of comparing two sorted sets, where vector instructions
//! make them faster.
//!
//! There is no instruction by hand. *Comparing*: the compiler makes vector code of a loop over four
//! lanes, which takes two thirds of the time of the merge on copies and less than half on unrelated texts
//! (see the bench `shingle`). Eight lanes of AVX-512 take a third longer than four, since a step
//! compares four times as many pairs to come twice as far; so all levels with vectors use four.
//! *Making*: AVX-512 rotates and multiplies 64-bit lanes, which AVX2 can do in many steps only.
//!
//! Baseline x86-64 cannot compare 64-bit lanes either: there, and on other processors, the merge
//! without vectors (see [`overlap_at_least`](super::overlap_at_least)) does all. NEON compares two
//! such lanes and multiplies none, so it has no kernel here.

#[cfg(target_arch = "x86_64")]
mod blocks;
mod compared;
mod dispatch;
#[cfg(target_arch = "x86_64")]
mod runs;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

pub(super) use dispatch::{compare, has_run_hashes, run_hashes};
