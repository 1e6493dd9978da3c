//! The reader of the records of a JSON stream.

use super::splitter::{JsonSplitter, JsonStep, Last};
use crate::input::memory::{Budget, Passing};
use crate::input::records::jsonl::LONGEST_RECORD;
use std::io::{self, BufRead};

/// Longer records count against the memory while they are read.
const LONG: usize = 1 << 20;

/// A record of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonRecord {
    /// The number of the record, from 1.
    pub number: u64,
    /// The offset of its first byte in the stream.
    pub offset: u64,
}

/// A reader of one record at a time.
pub struct JsonRecordReader<R> {
    inner: R,
    splitter: JsonSplitter,
    number: u64,
    is_over: bool,
    passing: Passing,
}

impl<R: BufRead> JsonRecordReader<R> {
    /// Starts before the first record. Long records count against `budget` while they are read.
    pub fn new(inner: R, budget: &Budget) -> JsonRecordReader<R> {
        let (splitter, passing) = (JsonSplitter::default(), budget.passing());
        JsonRecordReader { inner, splitter, number: 0, is_over: false, passing }
    }

    /// Reads the next record into `record`. Returns `None` at the end.
    ///
    /// # Errors
    /// If the stream cannot be read or decompressed, if it contains something else than records, if a
    /// record is longer than [`LONGEST_RECORD`], or if it does not fit into memory. Nothing can be read
    /// after an error.
    pub fn read(&mut self, record: &mut Vec<u8>) -> io::Result<Option<JsonRecord>> {
        record.clear();
        record.shrink_to(LONG);
        if self.is_over {
            return Ok(None);
        }
        let found = self.next(record);
        self.is_over |= !matches!(found, Ok(Some(_)));
        found
    }

    fn next(&mut self, record: &mut Vec<u8>) -> io::Result<Option<JsonRecord>> {
        let mut start = None;
        loop {
            let chunk = match self.inner.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let (read, step) = self.splitter.step(chunk);
            let is_end = chunk.is_empty();
            if start.is_some() {
                record.extend_from_slice(&chunk[..read]);
            }
            self.inner.consume(read);
            match step {
                JsonStep::Starts => start = Some(self.splitter.offset),
                JsonStep::Fault(fault) => return Err(io::Error::other(fault.to_string())),
                JsonStep::More if is_end => match self.splitter.finish() {
                    Ok(Last::Nothing) => return Ok(None),
                    Ok(Last::Ends) => {
                        self.is_over = true;
                        return Ok(Some(self.found(start.unwrap_or_default())));
                    }
                    Err(fault) => return Err(io::Error::other(fault.to_string())),
                },
                JsonStep::More => {}
                JsonStep::Ends => {
                    self.passing.set(0)?;
                    return Ok(Some(self.found(start.unwrap_or_default())));
                }
            }
            if record.len() > LONG {
                self.passing.set(record.len())?;
            }
            if record.len() > LONGEST_RECORD {
                let longest = crate::size::binary(LONGEST_RECORD as u64);
                let reason = format!("record {} is longer than {longest}", self.number + 1);
                return Err(io::Error::other(reason));
            }
        }
    }

    fn found(&mut self, offset: u64) -> JsonRecord {
        self.number += 1;
        JsonRecord { number: self.number, offset }
    }

    /// The number of records read so far.
    pub fn number(&self) -> u64 {
        self.number
    }
}
