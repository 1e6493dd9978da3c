//! Files in, documents out.
//!
//! Everything that touches the files of the user on their way in. Data flows one way:
//!
//! | Step | Module |
//! |---|---|
//! | which files a request names | `walk` |
//! | how a file is packed and encoded, and what its name says | `format` |
//! | which bytes of a text are shown, byte for byte | `markup` |
//! | the records of a file that holds many | [`records`] |
//! | the texts, and where each comes from | `text` |
//!
//! What cannot be read is named with the reason and passed over. [`memory`] ends a run before the
//! memory does.

mod format;
mod gather;
mod gathered;
mod globs;
mod kinds;
mod markup;
pub mod memory;
mod read;
pub mod records;
mod request;
mod text;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use format::content_of;
pub use format::{CHUNK, Container, Kind, guarded, refused_by_head, unpacked};
#[cfg(feature = "parquet")]
pub(crate) use format::{bomb, is_bomb};
pub use gather::gather;
pub use gathered::Gathered;
pub use globs::Globs;
pub use kinds::{KindFilter, Kinds};
pub use markup::{LeftOut, markdown};
pub use memory::{Budget, machine};
#[cfg(feature = "parquet")]
pub use records::parquet;
pub use records::{json_array, jsonl};
pub use request::{Fields, Request};
pub use text::{Arena, FileOrigin, FileTexts, Index, Origin, RecordPlace, Text};
pub use walk::{FolderWalk, is_stdin, listed, measure, opened, real, shown};
