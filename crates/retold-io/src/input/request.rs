//! The request: what to read, and how.

use super::globs::Globs;
use super::kinds::KindFilter;
use super::memory::Budget;
use std::path::PathBuf;

/// A request to read files and folders.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` is the standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists paths, one per line; `-` is the standard input.
    pub files_from: Option<PathBuf>,
    /// The fields of a record that hold its text, its name and its group.
    pub fields: Fields,
    /// Whether to read hidden files and files that `.gitignore` and the like exclude.
    pub everything: bool,
    /// Whether to follow symbolic links in folders.
    pub follow_links: bool,
    /// Which files of folders are read.
    pub globs: Globs,
    /// Which kinds of text are read.
    pub kinds: KindFilter,
    /// Whether all content of a file is text: also the times of captions, the code of a notebook,
    /// the headers of a mail, front matter, link targets and line prefixes. A caller that removes
    /// texts needs this: two files that differ in these parts are different.
    pub with_frames: bool,
    /// The memory limit; there is none by default.
    pub memory: Budget,
}

/// The default name of the text field.
const TEXT: &str = "text";

/// The names of a record's fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The text field, or several; [`find`](crate::input::jsonl::find) describes the syntax.
    pub text: String,
    /// The field that names the record. By default, its position does.
    pub id: Option<String>,
    /// The field of the group. Text that only records of one group share is not reported.
    pub group: Option<String>,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { text: TEXT.to_owned(), id: None, group: None }
    }
}

impl Fields {
    /// Whether the text field has its default name.
    pub(in crate::input) fn are_default(&self) -> bool {
        self.text == TEXT
    }
}
