//! The form of a file: its compression, its encoding, and the format that its name states.

mod bomb;
mod byte_counter;
mod container;
mod content;
mod damage;
mod encoding;
mod kind;
mod known_binary;
mod line_breaks;
mod utf16;

pub(in crate::input) use bomb::BombGuard;
#[cfg(feature = "parquet")]
pub(in crate::input) use bomb::HARMLESS;
#[cfg(feature = "parquet")]
pub(crate) use bomb::{bomb, is_bomb};
pub(in crate::input) use byte_counter::ByteCounter;
pub(in crate::input) use container::split;
pub use container::{CHUNK, Container, guarded, unpacked};
pub(crate) use content::content_of;
pub(in crate::input) use damage::LostWord;
pub use encoding::refused_by_head;
pub(in crate::input) use encoding::{decode, guess, is_wide};
pub use kind::Kind;
pub(in crate::input) use known_binary::with_remedy;
pub(in crate::input) use line_breaks::line_breaks;
