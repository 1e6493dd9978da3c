//! Temporary files without a name, for data that is read once and needed again.

use std::fs::File;
use std::io;
use std::path::Path;

/// Creates a file that the system removes when it is closed, even if the run is killed. It is in
/// `folder`, or in the system's folder for temporary files.
pub(in crate::dedup) fn nameless(folder: Option<&Path>) -> io::Result<File> {
    match folder {
        Some(folder) => tempfile::tempfile_in(folder),
        None => tempfile::tempfile(),
    }
}
