//! Files that are opened for reading: regular ones, and nothing else.
//!
//! A named pipe waits for a writer, a device may never end, and a folder has no bytes. None of them
//! is read: each is an error with a reason. Links are followed. Nothing waits, even if a file is
//! replaced by a pipe at the moment in which it is opened.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Opens a regular file for reading.
///
/// # Errors
/// If there is no such file, if it may not be read, or if it is something else than a file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // A device may act on being opened, so it is looked at first.
    check(&std::fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // On a regular file, the first of these has no effect.
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// Makes sure that something is a regular file.
///
/// # Errors
/// If it is something else, which the error names.
pub(crate) fn check(found: &Metadata) -> io::Result<()> {
    if found.is_file() {
        return Ok(());
    }
    Err(io::Error::other(format!("{}, where a regular file is needed", kind(found))))
}

/// What something is that is no regular file.
pub(crate) fn kind(found: &Metadata) -> &'static str {
    if found.is_dir() {
        return "a folder";
    }
    if found.is_symlink() {
        return "a link";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    "a device"
}
