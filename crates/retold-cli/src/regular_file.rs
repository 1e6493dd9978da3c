//! Files that are opened for reading: regular ones, and nothing else.
//!
//! A named pipe waits for a writer, a device may never end, and a folder has no bytes. None of them
//! is opened: each is an error with a reason. Links are followed.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Opens a regular file for reading.
///
/// # Errors
/// If there is no such file, if it may not be read, or if it is something else than a file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    check(&std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

fn check(found: &Metadata) -> io::Result<()> {
    if found.is_file() { Ok(()) } else { Err(io::Error::other(kind(found))) }
}

/// What something is that is no file.
fn kind(found: &Metadata) -> &'static str {
    if found.is_dir() {
        return "a folder, where a file is needed";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        if kind.is_fifo() {
            return "a pipe, where a regular file is needed";
        }
        if kind.is_socket() {
            return "a socket, where a regular file is needed";
        }
    }
    "a device, where a regular file is needed"
}
