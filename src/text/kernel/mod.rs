//! Kernels that find words in 64 bytes at a time.
//!
//! A block of 64 bytes is turned into bit masks, one bit a byte: letters, digits, punctuation that
//! may join them (`avx2`, `avx512`, `neon`). From these a few shifts find where words start and end, as
//! UAX#29 has it ([`block`]). A few blocks are gathered in lower case before their words are
//! hashed, all in one go ([`batch`]). A block starts at the last unfinished word of the block
//! before it, so that no bit is carried over and no character is cut.
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
mod dispatch;
#[cfg(target_arch = "aarch64")]
mod neon;
mod stop;

pub(super) use batch::Batch;
pub(super) use dispatch::{fill, is_available};
pub(super) use stop::Stop;
