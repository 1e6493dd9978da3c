//! Files of the input, opened.

use super::name::is_stdin;
use crate::regular_file;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Opens a file of the input for reading: a regular file, or a pipe that the program was handed
/// open, as a shell does for `<(command)`. Nothing else is opened, since it might not end or might
/// have to be waited for.
///
/// # Errors
/// If it cannot be opened, or is something else.
pub fn open(path: &Path) -> io::Result<File> {
    regular_file::open(path)
        .or_else(|error| if is_handed_over(path) { File::open(path) } else { Err(error) })
}

/// Whether a path names a pipe among the files that this process has open already.
fn is_handed_over(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let is_own = ["/dev/fd", "/proc/self/fd"].iter().any(|folder| path.starts_with(folder))
            || path == Path::new("/dev/stdin");
        is_own && std::fs::metadata(path).is_ok_and(|found| found.file_type().is_fifo())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Reads a file that an option names, of no more than `most` bytes.
///
/// # Errors
/// If it cannot be opened, or is larger: the message says the limit, and what to do.
pub fn read_option(path: &Path, most: u64, remedy: &str) -> io::Result<Vec<u8>> {
    read_bounded(open(path)?, most, remedy)
}

/// The same, where `-` is the standard input.
///
/// # Errors
/// As [`read_option`].
pub(in crate::input) fn read_list(path: &Path, most: u64, remedy: &str) -> io::Result<Vec<u8>> {
    if is_stdin(path) {
        read_bounded(io::stdin().lock(), most, remedy)
    } else {
        read_option(path, most, remedy)
    }
}

fn read_bounded(reader: impl Read, most: u64, remedy: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let limit = crate::size::binary(most);
        return Err(io::Error::other(format!("it is larger than {limit}; {remedy}")));
    }
    Ok(bytes)
}
