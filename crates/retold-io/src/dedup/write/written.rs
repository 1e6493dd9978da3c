//! What is known of a clean corpus once it is written.

use crate::dedup::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of each removal once the clean corpus is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::dedup) struct Note {
    /// Where it would be in the clean file, unpacked; the number of its row in a Parquet file.
    pub(in crate::dedup) at: u64,
    /// The hash of the record that it was removed from.
    pub(in crate::dedup) check: u64,
}

/// Something between two records that is another one in the clean file.
#[derive(Clone, Debug)]
pub(in crate::dedup) struct Joint {
    /// How many repeats come before it.
    pub(in crate::dedup) after: usize,
    pub(in crate::dedup) source: u32,
    pub(in crate::dedup) at: u64,
    pub(in crate::dedup) change: Change,
}

/// How what is between two records was changed.
#[derive(Clone, Debug)]
pub(in crate::dedup) enum Change {
    /// A line break was added, since a file does not end with one.
    LineBreak,
    /// A separator was left out, since all elements of the array before it were removed.
    Separator(Vec<u8>),
}

/// What was written.
#[derive(Default)]
pub(in crate::dedup) struct Written {
    /// For each repeat, in their order; none for one that stays after all.
    pub(in crate::dedup) notes: Vec<Option<Note>>,
    pub(in crate::dedup) joints: Vec<Joint>,
    /// The clean file, or in a folder, that of each file of the input, if there is one.
    pub(in crate::dedup) clean: Vec<Option<Digest>>,
    /// What is known of the Parquet files, by the number of their source.
    pub(in crate::dedup) layouts: BTreeMap<u32, Layout>,
}

/// A Parquet file, as it is restored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::dedup) struct Layout {
    /// The column with the texts.
    pub(in crate::dedup) column: String,
    /// The number of rows of each row group.
    pub(in crate::dedup) groups: Vec<u64>,
    /// How each column is packed.
    pub(in crate::dedup) codecs: Vec<String>,
    /// The digest of its content, whatever its encoding.
    pub(in crate::dedup) content: Digest,
}
