//! Reading of files into documents.
//!
//! Everything that reads the user's files is here. Data flows in one direction:
//!
//! | Step | Module |
//! |---|---|
//! | find the files that a request names | `walk` |
//! | recognise compression, encoding and format | `format` |
//! | blank markup, byte for byte | `markup` |
//! | split files into records | [`records`] |
//! | keep the texts and their origins | `text` |
//!
//! An input that cannot be read is listed with the reason and skipped. [`memory`] ends a run before
//! it runs out of memory.

mod format;
mod gather;
mod globs;
mod kinds;
mod markup;
pub mod memory;
mod read;
mod read_result;
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
pub use globs::Globs;
pub use kinds::{KindFilter, Kinds};
pub use markup::{LeftOut, markdown};
pub use memory::{Budget, machine};
pub use read_result::ReadResult;
#[cfg(feature = "parquet")]
pub use records::parquet;
pub use records::{json_array, jsonl};
pub use request::{Fields, Request};
pub use text::{Arena, FileOrigin, FileTexts, Index, Origin, RecordPlace, Text};
pub use walk::{FolderWalk, is_stdin, listed, measure, opened, real, shown};
