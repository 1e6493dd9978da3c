//! What is there to read, and what does it say?
//!
//! Everything that touches the files of the user on their way in: which there are, how they are
//! packed and encoded, which of their bytes are text. What cannot be read is named with the reason
//! and passed over.

mod container;
mod counting;
mod encoding;
mod guarded;
mod html;
mod ignore_files;
pub(crate) mod jsonl;
mod kind;
mod line_breaks;
mod markdown;
mod mask;
mod origin;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
mod read;
mod recognise;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use container::{Container, unpacked};
pub(crate) use ignore_files::FolderWalk;
pub(crate) use kind::Kind;
pub(crate) use origin::{Origin, RecordPlace};
pub(crate) use walk::{measure, real, shown};

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

/// One text, as it will be compared.
#[derive(Clone, Debug)]
pub struct Text {
    /// The path, with the record's id or line behind it where a file holds many: `a.jsonl:17`.
    pub name: String,
    /// The text. Markup is blanked out, byte for byte, so that every offset is one of the file.
    pub text: String,
    /// The encoding, if it was not UTF-8: then offsets refer to the decoded text.
    pub encoding: Option<&'static str>,
    /// What the group field says.
    pub group: Option<String>,
    /// The file, and the record in it.
    pub(crate) origin: Origin,
}

/// What was read, and what was not.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The texts, in the order of the names of their files.
    pub texts: Vec<Text>,
    /// Names and reasons.
    pub skipped: Vec<(String, String)>,
    /// The folders that were named and have no file to read in them.
    pub(crate) barren: Vec<String>,
    /// The bytes read from files, before they were unpacked.
    pub bytes: u64,
    /// What the names in `skipped` mean, where a file was opened.
    pub(crate) origins: Vec<(String, Origin)>,
    /// The files that were read, whatever came of it: none of them may be written over.
    pub(crate) files: Vec<PathBuf>,
}

/// Reads everything that was asked for, on all threads of the current rayon pool; at any number of
/// threads, the result is the same.
///
/// Nothing fails: what cannot be read is in `skipped`. Texts come in the order of the names of
/// their files, and those of one file in its order; so do the names in `skipped`. `progress` is
/// told how many bytes were read, by whichever thread read them.
pub fn gather(request: &Request, progress: &(dyn Fn(u64) + Sync)) -> Gathered {
    let walked = walk::walk(request);
    let read: Vec<Gathered> = walked
        .sources
        .par_iter()
        .map(|source| read::read(source, &request.fields, progress))
        .collect();
    let mut texts = Vec::with_capacity(read.iter().map(|file| file.texts.len()).sum());
    let (mut origins, mut bytes) = (Vec::new(), walked.bytes);
    let mut skipped: Vec<(String, (String, String))> =
        walked.skipped.into_iter().map(|found| (found.0.clone(), found)).collect();
    for (source, file) in walked.sources.iter().zip(read) {
        texts.extend(file.texts);
        origins.extend(file.origins);
        skipped.extend(file.skipped.into_iter().map(|found| (source.name.clone(), found)));
        bytes += file.bytes;
    }
    skipped.sort_by(|(a, _), (b, _)| a.cmp(b));
    let skipped = skipped.into_iter().map(|(_, found)| found).collect();
    let files = walked.sources.into_iter().map(|source| source.path).collect();
    Gathered { texts, skipped, barren: walked.barren, bytes, origins, files }
}
