//! The search for files, and their names.

mod ignore_files;
mod name;
pub mod opened;
mod walker;

pub use ignore_files::FolderWalk;
pub use name::{is_stdin, real, shown};
pub(in crate::input) use walker::{Source, reason, walk};
pub use walker::{listed, measure};
