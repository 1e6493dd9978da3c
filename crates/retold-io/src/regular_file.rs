//! Opening of regular files only.
//!
//! A named pipe waits for a writer, a device may have no end, and a folder has no bytes. Each of
//! them is an error with a reason. Links are followed. The call never blocks, even if a file is
//! replaced by a pipe while it is being opened.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Opens a regular file for reading.
///
/// # Errors
/// If there is no such file, if it cannot be read, or if it is no regular file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // A device may react to being opened, so it is checked first.
    check(&std::fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // On a regular file, NONBLOCK has no effect.
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// Checks that something is a regular file.
///
/// # Errors
/// If it is not; the error says what it is.
pub(crate) fn check(found: &Metadata) -> io::Result<()> {
    if found.is_file() {
        return Ok(());
    }
    Err(io::Error::other(format!("{}, where a regular file is needed", kind(found))))
}

/// The name for something that is no regular file.
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
