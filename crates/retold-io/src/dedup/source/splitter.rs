//! Where the records of a file end, byte for byte, in a stream.
//!
//! Each byte of a file belongs to exactly one record, so that a file without some of its records is
//! what the others are, one after the other. What is between two records belongs to the second of
//! them; what is before the first one (the header of a table, the bracket of an array) and behind the
//! last one are records without a text.

use super::csv::CsvSplitter;
use super::file::{Kind, Source};
use crate::input::json_array::{JsonSplitter, JsonStep};

/// Finds where records end.
pub(in crate::dedup) enum Splitter {
    /// Each line is one.
    Lines,
    Csv(CsvSplitter),
    Json(Json),
}

/// Finds where values of JSON end.
pub(in crate::dedup) struct Json {
    splitter: JsonSplitter,
    /// Whether the records are elements of an array, whose bracket is before the first of them.
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

    /// Reads on, and adds where records end to `ends`.
    ///
    /// # Errors
    /// If what follows cannot be parted into records.
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

    /// Says that nothing follows.
    ///
    /// # Errors
    /// If the last record is not whole.
    pub(in crate::dedup) fn finish(&self) -> Result<(), String> {
        match self {
            Splitter::Json(json) => {
                json.splitter.finish().map(|_| ()).map_err(|fault| fault.to_string())
            }
            Splitter::Lines | Splitter::Csv(_) => Ok(()),
        }
    }
}
