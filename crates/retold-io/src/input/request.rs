//! What to read.

use super::memory::Budget;
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
