//! Temporary files without a name, for what is read once and needed again.

use std::fs::File;
use std::io;
use std::path::Path;

/// A file that is gone when it is closed, however the run ends; in `folder`, or in the system's
/// folder for such files.
pub(in crate::dedup) fn nameless(folder: Option<&Path>) -> io::Result<File> {
    match folder {
        Some(folder) => tempfile::tempfile_in(folder),
        None => tempfile::tempfile(),
    }
}
