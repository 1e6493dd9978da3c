//! What was read.

use super::markup::LeftOut;
use super::text::{FileTexts, Origin, Text};
use std::path::PathBuf;

/// What was read, and what was not.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The files with a text in them, in the order of their names.
    pub files: Vec<FileTexts>,
    /// Names and reasons.
    pub skipped: Vec<(String, String)>,
    /// The folders that were named and have no file to read in them.
    pub empty_folders: Vec<String>,
    /// The bytes read from files, before they were unpacked.
    pub bytes: u64,
    /// What the names in `skipped` mean, where a file was opened.
    pub origins: Vec<(String, Origin)>,
    /// The files that were read, whatever came of it: none of them may be written over.
    pub paths: Vec<PathBuf>,
    /// The parts of texts that were left out since nobody asked for their kind.
    pub left_out: LeftOut,
}

impl Gathered {
    /// The texts, in the order of the names of their files, those of one file in its order.
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
