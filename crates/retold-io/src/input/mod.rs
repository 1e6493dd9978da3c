//! What is there to read, and what does it say?
//!
//! Everything that touches the files of the user on their way in: which there are, how they are
//! packed and encoded, which of their bytes are text. What cannot be read is named with the reason
//! and passed over.

mod arena;
mod container;
mod counting;
mod encoding;
#[cfg(feature = "parquet")]
pub(crate) mod footer;
pub(crate) mod guarded;
mod html;
mod ignore_files;
pub mod jsonl;
mod kind;
mod line_breaks;
pub mod machine;
pub mod markdown;
mod mask;
pub mod memory;
pub mod opened;
mod origin;
#[cfg(feature = "parquet")]
pub(crate) mod pages;
#[cfg(feature = "parquet")]
pub mod parquet;
mod read;
mod recognise;
mod texts;
#[cfg(feature = "parquet")]
mod thrift;
mod walk;

#[cfg(test)]
mod tests;

pub use arena::Arena;
pub use container::{CHUNK, Container, guarded, unpacked};
pub use encoding::refused_by_head;
pub use ignore_files::FolderWalk;
pub use kind::Kind;
pub use memory::Budget;
pub use origin::{Origin, RecordPlace};
pub use texts::Text;
pub use texts::{FileOrigin, FileTexts, Index};
pub use walk::{is_stdin, measure, real, shown};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::PathBuf;

/// What to read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` is the standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists paths, one to a line; `-` is the standard input.
    pub files_from: Option<PathBuf>,
    /// Where the text and the identity of a record stand.
    pub fields: Fields,
    /// Whether to read what `.gitignore` and its like name, and hidden files.
    pub everything: bool,
    /// Whether to go through symbolic links.
    pub follow_links: bool,
    /// What may be held in memory; without a limit by default.
    pub memory: Budget,
}

/// The fields of a record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The field with the text.
    pub text: String,
    /// The field that names the record; without it, the record's place names it.
    pub id: Option<String>,
    /// The field within which sharing is no news.
    pub group: Option<String>,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { text: "text".to_owned(), id: None, group: None }
    }
}

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

/// Reads everything that was asked for, on all threads of the current rayon pool; at any number of
/// threads, the result is the same.
///
/// Nothing fails: what cannot be read is in `skipped`. If the texts do not fit into memory, reading
/// stops, and the budget of the request says so; what was read is of no use then. Texts come in the
/// order of the names of their files, and those of one file in its order; so do the names in
/// `skipped`. `progress` is told how many bytes were read, by whichever thread read them.
pub fn gather(request: &Request, progress: &(dyn Fn(u64) + Sync)) -> Gathered {
    let walked = walk::walk(request);
    let read: Vec<read::OneFile> =
        walked.sources.par_iter().map(|source| read::read(source, request, progress)).collect();
    let (mut files, mut origins, mut bytes) = (Vec::new(), Vec::new(), walked.bytes);
    let mut skipped: Vec<(String, (String, String))> =
        walked.skipped.into_iter().map(|found| (found.0.clone(), found)).collect();
    for (source, file) in walked.sources.iter().zip(read) {
        files.extend(file.texts);
        origins.extend(file.origins);
        skipped.extend(file.skipped.into_iter().map(|found| (source.name.clone(), found)));
        bytes += file.bytes;
    }
    files.shrink_to_fit();
    skipped.sort_by(|(a, _), (b, _)| a.cmp(b));
    let skipped = skipped.into_iter().map(|(_, found)| found).collect();
    let paths = walked.sources.into_iter().map(|source| source.path).collect();
    Gathered { files, skipped, empty_folders: walked.empty_folders, bytes, origins, paths }
}
