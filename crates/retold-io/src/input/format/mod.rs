//! The form of a file: its compression, its encoding, and the format that its name states.

mod container;
mod content;
mod counting;
mod damage;
mod encoding;
mod guarded;
mod kind;
mod line_breaks;
mod recognise;
mod utf16;

pub(in crate::input) use container::split;
pub use container::{CHUNK, Container, guarded, unpacked};
pub(crate) use content::content_of;
pub(in crate::input) use counting::Counting;
pub(in crate::input) use damage::LostWord;
pub use encoding::refused_by_head;
pub(in crate::input) use encoding::{decode, guess, is_wide};
pub(in crate::input) use guarded::Guarded;
#[cfg(feature = "parquet")]
pub(in crate::input) use guarded::HARMLESS;
#[cfg(feature = "parquet")]
pub(crate) use guarded::{bomb, is_bomb};
pub use kind::Kind;
pub(in crate::input) use line_breaks::line_breaks;
pub(in crate::input) use recognise::explained;
