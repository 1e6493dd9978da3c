//! The lines of a stream, as they are.

use std::io::{self, BufRead, Read};

/// No record may be longer: what never ends would otherwise fill the memory.
const LONGEST_RECORD: u64 = 1 << 30;

/// Reads one line after the other, with their line endings, so that what is read can be written
/// again byte for byte.
#[derive(Debug)]
pub(crate) struct RecordReader<R> {
    inner: R,
    line: u64,
}

impl<R: BufRead> RecordReader<R> {
    /// Starts before the first line.
    pub(crate) fn new(inner: R) -> RecordReader<R> {
        RecordReader { inner, line: 0 }
    }

    /// Puts the next line into `line`, in the place of what it held, and gives its number, which
    /// counts from 1. The line has its line ending; the last one may have none. None at the end.
    ///
    /// # Errors
    /// If the stream cannot be read, or unpacked, or if a line is longer than [`LONGEST_RECORD`].
    /// `line` then holds what was read of it.
    pub(crate) fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Option<u64>> {
        line.clear();
        let read = self.inner.by_ref().take(LONGEST_RECORD).read_until(b'\n', line)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if read as u64 == LONGEST_RECORD && line.last() != Some(&b'\n') {
            return Err(io::Error::other(format!("line {} is longer than 1 GiB", self.line)));
        }
        Ok(Some(self.line))
    }

    /// The number of the last line that was read; 0 before the first.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }
}

/// Whether a line holds nothing but white space: it is no record then, and no fault either.
pub(crate) fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty()
}
