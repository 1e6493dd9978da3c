//! The data about a written clean corpus that the audit log needs.

use crate::dedup::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The data about a removal.
#[derive(Clone, Copy, Debug)]
pub(in crate::dedup) struct Note {
    /// Its offset in the uncompressed clean file; for a row of a Parquet file, its number.
    pub(in crate::dedup) at: u64,
    /// The hash of the record that it was removed from.
    pub(in crate::dedup) check: u64,
}

/// A change between two records of the clean file.
#[derive(Clone, Debug)]
pub(in crate::dedup) struct Joint {
    /// The number of removals before it.
    pub(in crate::dedup) after: usize,
    pub(in crate::dedup) source: u32,
    pub(in crate::dedup) at: u64,
    pub(in crate::dedup) change: Change,
}

/// The kind of a change between two records.
#[derive(Clone, Debug)]
pub(in crate::dedup) enum Change {
    /// A line break was added, because a file that another one follows does not end with one.
    LineBreak,
    /// A separator was removed, because all elements before it in its array were removed.
    Separator(Vec<u8>),
}

/// The data about all clean files.
#[derive(Default)]
pub(in crate::dedup) struct RestoreData {
    /// A note for each removal, in their order; none if the text was kept, because its cut would be
    /// unsafe.
    pub(in crate::dedup) notes: Vec<Option<Note>>,
    pub(in crate::dedup) joints: Vec<Joint>,
    /// The digest of the clean file, or of each clean file in a folder; none if an input file has
    /// none.
    pub(in crate::dedup) clean: Vec<Option<Digest>>,
    /// The layouts of the Parquet files, by the number of their source.
    pub(in crate::dedup) layouts: BTreeMap<u32, Layout>,
}

/// The layout of a Parquet file, as it is restored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::dedup) struct Layout {
    /// The column with the texts.
    pub(in crate::dedup) column: String,
    /// The number of rows of each row group.
    pub(in crate::dedup) groups: Vec<u64>,
    /// The compression of each column.
    pub(in crate::dedup) codecs: Vec<String>,
    /// The digest of its content, independent of its encoding.
    pub(in crate::dedup) content: Digest,
}
