//! The result of reading.

use super::markup::LeftOut;
use super::text::{FileTexts, Origin, Text};
use std::path::PathBuf;

/// The texts that were read, and the inputs that were not.
#[derive(Clone, Debug, Default)]
pub struct ReadResult {
    /// The files that contain a text, ordered by name.
    pub files: Vec<FileTexts>,
    /// The names of skipped inputs, and the reasons.
    pub skipped: Vec<(String, String)>,
    /// The folders named in the request that contain no file to read.
    pub empty_folders: Vec<String>,
    /// The bytes read from files, before decompression.
    pub bytes: u64,
    /// The origins of the names in `skipped`, where a file was opened.
    pub origins: Vec<(String, Origin)>,
    /// All files that were opened. An output must not overwrite any of them.
    pub paths: Vec<PathBuf>,
    /// The parts of texts that were left out because of their kind.
    pub left_out: LeftOut,
}

impl ReadResult {
    /// The texts, ordered by the names of their files and by position.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        self.files.iter().flat_map(FileTexts::texts)
    }

    /// The number of texts.
    pub fn len(&self) -> usize {
        self.files.iter().map(|file| file.index.len()).sum()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
