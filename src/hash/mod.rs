//! The hashes of tokens, shingles and texts.
//!
//! Everything here is **frozen as V1**: the values are part of the format of signatures and indexes,
//! are equal on every machine, and never change. A better function would be a V2 beside it. The
//! documentation defines each function over integers and little-endian bytes, so that the golden
//! vectors in `tests/golden.rs` can be computed in any language.
//!
//! `ahash` is not used here, since its values differ between processes. It serves tables in memory only.

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
