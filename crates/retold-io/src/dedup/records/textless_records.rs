//! The records of a file that are no documents: blank lines and records without a text.
//!
//! They are stored as runs of consecutive numbers. A file with a hundred million blank lines, which
//! compresses to a few kilobytes, is one run.

use serde::{Deserialize, Serialize};

/// The numbers of records in ascending order; 24 bytes for each run of consecutive numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::dedup) struct TextlessRecords {
    runs: Vec<Run>,
}

/// A run of consecutive records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    first: u64,
    end: u64,
    /// The number of records in the runs before this one.
    before: u64,
}

impl TextlessRecords {
    /// Adds a record, which comes after all others.
    pub(in crate::dedup) fn push(&mut self, record: u64) {
        match self.runs.last_mut() {
            Some(last) if last.end == record => last.end += 1,
            _ => {
                let run = Run { first: record, end: record + 1, before: self.len() };
                self.runs.push(run);
            }
        }
    }

    /// The number of records.
    pub(in crate::dedup) fn len(&self) -> u64 {
        self.runs.last().map_or(0, |last| last.before + (last.end - last.first))
    }

    pub(in crate::dedup) fn contains(&self, record: u64) -> bool {
        let behind = self.runs.partition_point(|run| run.first <= record);
        behind > 0 && record < self.runs[behind - 1].end
    }

    /// The number of the document that has `among` documents before it.
    pub(in crate::dedup) fn document(&self, among: u64) -> u64 {
        // The documents before a run are the records before it that belong to no run.
        let behind = self.runs.partition_point(|run| run.first - run.before <= among);
        match behind.checked_sub(1).map(|last| self.runs[last]) {
            Some(run) => among + run.before + (run.end - run.first),
            None => among,
        }
    }
}

impl FromIterator<u64> for TextlessRecords {
    fn from_iter<I: IntoIterator<Item = u64>>(records: I) -> TextlessRecords {
        let mut without = TextlessRecords::default();
        for record in records {
            without.push(record);
        }
        without
    }
}

#[cfg(test)]
mod tests {
    use super::TextlessRecords;

    #[test]
    fn consecutive_records_are_one_run() {
        let without: TextlessRecords = (5..1_000_000).chain([1_000_001]).collect();
        assert_eq!((without.runs.len(), without.len()), (2, 999_996));
        assert!(!without.contains(4) && without.contains(999_999));
        assert!(!without.contains(1_000_000) && without.contains(1_000_001));
    }
}
