//! The search for files, and their names.

mod find;
mod ignore_files;
mod name;
pub mod opened;

pub(in crate::input) use find::{Source, reason, walk};
pub use find::{listed, measure};
pub use ignore_files::FolderWalk;
pub use name::{is_stdin, real, shown};
