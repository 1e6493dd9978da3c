//! What to read.

use super::globs::Globs;
use super::kinds::KindFilter;
use super::memory::Budget;
use std::path::PathBuf;

/// What to read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` is the standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists paths, one to a line; `-` is the standard input.
    pub files_from: Option<PathBuf>,
    /// The fields of a record that hold its text and its identity.
    pub fields: Fields,
    /// Whether to read what `.gitignore` and its like name, and hidden files.
    pub everything: bool,
    /// Whether to go through symbolic links.
    pub follow_links: bool,
    /// Which files of folders are read.
    pub globs: Globs,
    /// Which kinds of text are read.
    pub kinds: KindFilter,
    /// Whether everything that a text says is read, in whatever frame: the times of captions, the code of a
    /// notebook, the headers of a mail, the front matter and links of Markdown, what all lines begin with. For whoever removes texts: two files that
    /// differ in these only do not say the same.
    pub with_frames: bool,
    /// What may be held in memory; without a limit by default.
    pub memory: Budget,
}

/// The field that holds the text if none is named.
const TEXT: &str = "text";

/// The fields of a record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The field with the text, or several; [`find`](crate::input::jsonl::find) says how they are
    /// named.
    pub text: String,
    /// The field that names the record; without it, the record's place names it.
    pub id: Option<String>,
    /// The field of the group within which shared text is not reported.
    pub group: Option<String>,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { text: TEXT.to_owned(), id: None, group: None }
    }
}

impl Fields {
    /// Whether the field of the text is the one that is read if none is named.
    pub(in crate::input) fn are_default(&self) -> bool {
        self.text == TEXT
    }
}
