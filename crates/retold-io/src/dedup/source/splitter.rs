//! The splitter of a file into records, byte for byte, in a stream.
//!
//! Invariant: each byte of a file belongs to exactly one record, so the kept records in their order
//! are the clean file. Bytes between two records belong to the second one. The bytes before the
//! first record (the header of a table, the bracket of an array) and after the last one are records
//! without a text.

use super::csv::CsvSplitter;
use super::file::{Kind, Source};
use crate::input::json_array::{JsonSplitter, JsonStep};

/// A splitter for one of the formats.
pub(in crate::dedup) enum Splitter {
    /// Each line is a record.
    Lines,
    Csv(CsvSplitter),
    Json(Json),
}

/// A splitter for JSON values.
pub(in crate::dedup) struct Json {
    splitter: JsonSplitter,
    /// Whether the records are elements of an array.
    is_array: bool,
    has_started: bool,
}

impl Splitter {
    pub(in crate::dedup) fn of(source: &Source) -> Splitter {
        let json = |is_array| {
            Splitter::Json(Json { splitter: JsonSplitter::default(), is_array, has_started: false })
        };
        match (&source.kind, &source.csv) {
            (Kind::Csv, Some(csv)) => Splitter::Csv(CsvSplitter::new(csv.delimiter)),
            (Kind::Array, _) => json(true),
            (Kind::Values, _) => json(false),
            _ => Splitter::Lines,
        }
    }

    /// Reads more bytes, and adds the ends of records to `ends`.
    ///
    /// # Errors
    /// If the bytes cannot be split into records.
    pub(in crate::dedup) fn read(
        &mut self,
        bytes: &[u8],
        ends: &mut Vec<usize>,
    ) -> Result<(), String> {
        match self {
            Splitter::Lines => ends.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1)),
            Splitter::Csv(splitter) => {
                let mut at = 0;
                while let Some(end) = splitter.end(&bytes[at..]) {
                    at += end;
                    ends.push(at);
                }
            }
            Splitter::Json(json) => {
                let mut at = 0;
                loop {
                    let (read, step) = json.splitter.step(&bytes[at..]);
                    at += read;
                    match step {
                        JsonStep::More => break,
                        JsonStep::Ends => ends.push(at),
                        JsonStep::Fault(fault) => return Err(fault.to_string()),
                        JsonStep::Starts => {
                            if json.is_array && !json.has_started {
                                ends.push(at);
                            }
                            json.has_started = true;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// If the last record is incomplete.
    pub(in crate::dedup) fn finish(&self) -> Result<(), String> {
        match self {
            Splitter::Json(json) => {
                json.splitter.finish().map(|_| ()).map_err(|fault| fault.to_string())
            }
            Splitter::Lines | Splitter::Csv(_) => Ok(()),
        }
    }
}
