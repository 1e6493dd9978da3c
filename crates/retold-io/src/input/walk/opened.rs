//! Opening of input files.

use super::name::is_stdin;
use crate::regular_file;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Opens an input file for reading: a regular file, or a pipe that the process already has open, as
/// in `<(command)` of a shell. Anything else is refused, since it might block or have no end.
///
/// # Errors
/// If it cannot be opened, or is something else.
pub fn open(path: &Path) -> io::Result<File> {
    regular_file::open(path)
        .or_else(|error| if is_handed_over(path) { File::open(path) } else { Err(error) })
}

/// Whether a path is a pipe that this process has open already.
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

/// Reads a file that an option names, of at most `most` bytes.
///
/// # Errors
/// If it cannot be opened, or is larger. The message states the limit and the remedy.
pub fn read_option(path: &Path, most: u64, remedy: &str) -> io::Result<Vec<u8>> {
    read_bounded(open(path)?, most, remedy)
}

/// Reads such a file, or the standard input for `-`.
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
