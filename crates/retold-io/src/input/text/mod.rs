//! The texts that were read, and their origins.

mod arena;
mod origin;
mod texts;

pub use arena::Arena;
pub use origin::{Origin, RecordPlace};
pub use texts::{FileOrigin, FileTexts, Index, Text};
