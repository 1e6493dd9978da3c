//! The lines of a stream, byte for byte.

use crate::input::memory::{Budget, Passing};
use std::io::{self, BufRead};

/// The longest record, here and in `dedup`. An endless line would fill the memory.
pub const LONGEST_RECORD: usize = 1 << 30;

/// Longer lines are checked while they are read.
const LONG: usize = 1 << 20;

/// Reads one line at a time with its line ending, so that it can be written again byte for byte.
pub struct RecordReader<R> {
    inner: R,
    line: u64,
    longest: usize,
    passing: Passing,
}

impl<R: BufRead> RecordReader<R> {
    /// Starts before the first line. Long lines count against `budget` while they are read.
    pub fn new(inner: R, budget: &Budget) -> RecordReader<R> {
        RecordReader { inner, line: 0, longest: LONGEST_RECORD, passing: budget.passing() }
    }

    /// The same with another limit, for tests.
    #[cfg(test)]
    #[must_use]
    pub fn with_longest(self, longest: usize) -> RecordReader<R> {
        RecordReader { longest, ..self }
    }

    /// Reads the next line into `line` and returns its number, from 1. The line includes its line
    /// ending, which the last one may lack. Returns `None` at the end.
    ///
    /// Of a long line with a NUL byte, which is no JSON, only the start is kept: full disks and
    /// crashes leave gigabytes of zeros in files.
    ///
    /// # Errors
    /// If the stream cannot be read or decompressed, if a line is longer than [`LONGEST_RECORD`],
    /// or if it does not fit into memory.
    pub fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Option<u64>> {
        line.clear();
        // The memory of one long line is released again.
        line.shrink_to(LONG);
        let (mut read_any, mut keeps) = (false, true);
        loop {
            let chunk = match self.inner.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            read_any = true;
            let end = memchr::memchr(b'\n', chunk).map(|at| at + 1);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let len = part.len();
            if keeps {
                line.extend_from_slice(part);
            }
            if line.len() > LONG {
                keeps = keeps && memchr::memchr(0, part).is_none();
                self.passing.set(line.len())?;
            }
            self.inner.consume(len);
            if end.is_some() {
                break;
            }
            if line.len() > self.longest {
                let (number, longest) = (self.line + 1, crate::size::binary(self.longest as u64));
                return Err(io::Error::other(format!("line {number} is longer than {longest}")));
            }
        }
        self.passing.set(0)?;
        self.line += u64::from(read_any);
        Ok(read_any.then_some(self.line))
    }

    /// The number of the last complete line; 0 before the first.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// Whether a line is white space only: it is no record, and no fault.
pub fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty()
}

#[cfg(test)]
mod tests {
    use super::{LONG, RecordReader};
    use crate::input::memory::Budget;

    #[test]
    fn of_a_long_line_of_zeros_only_the_start_is_kept() {
        let bytes = [&b"one\n"[..], &vec![0; 40 * LONG], b"\ntwo"].concat();
        let mut reader = RecordReader::new(std::io::BufReader::new(&bytes[..]), &Budget::default());
        let mut line = Vec::new();
        let mut lengths = Vec::new();
        while let Some(number) = reader.read(&mut line).expect("memory can be read") {
            lengths.push((number, line.len()));
        }
        assert_eq!((lengths[0], lengths[2]), ((1, 4), (3, 3)));
        assert!(lengths[1].1 < 2 * LONG, "{lengths:?}");
    }

    #[test]
    fn a_line_beyond_the_limit_is_an_error() {
        let bytes = [&b"one\n"[..], &vec![b'x'; 20_000]].concat();
        let reader = std::io::BufReader::with_capacity(512, &bytes[..]);
        let mut reader = RecordReader::new(reader, &Budget::default()).with_longest(10_000);
        let mut line = Vec::new();
        assert_eq!(reader.read(&mut line).expect("the first line is short"), Some(1));
        let error = reader.read(&mut line).expect_err("the second is long");
        assert_eq!(error.to_string(), "line 2 is longer than 9.77 KiB");
        assert!(line.len() < 11_000);
    }
}
