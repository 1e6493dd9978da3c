//! Which number stands for a token, a shingle, a text?
//!
//! Everything here is **frozen as V1**: the values are part of the format of signatures and
//! indexes, are equal on every machine, and never change. A better function would be a V2 beside it.
//! Each function is defined over integers and little-endian bytes in its documentation, so that
//! anyone can recompute the golden vectors in `tests/golden.rs` in another language.
//!
//! `ahash` appears nowhere here: its values differ between processes, so it serves tables that
//! live in memory and nothing else.

mod content;
mod key;
mod shingle;
mod splitmix;
mod token;

pub use content::{ContentHash, content_hash};
pub use key::Key;
pub use shingle::{ShingleHash, shingle_hash};
#[cfg(target_arch = "x86_64")]
pub(crate) use shingle::{finish_shingle, roll_shingle};
pub(crate) use splitmix::GOLDEN_RATIO;
pub use splitmix::{SplitMix64, mix64};
pub(crate) use token::short_token_hash;
pub use token::{combine_hashes, token_hash};
