//! Options about what is read.

use super::size::size;
use clap::Args;
use retold_io::input::memory::Limit;
use retold_io::input::{Budget, Fields, Request, machine};
use std::path::PathBuf;

/// Options about what is read.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What to read")]
pub(crate) struct Reading {
    /// The field of a record that holds the text, in JSON, CSV and Parquet
    ///
    /// `meta.text` leads into an object, `messages[].content` to all elements of a list, `choices[0].text`
    /// to the first. Several fields make one text, in the order of the record: `title,body`.
    #[arg(long, value_name = "FIELD", default_value = "text")]
    pub(crate) text_field: String,

    /// The field that names a record, or the header of a message [default: its number; Message-ID]
    #[arg(long, value_name = "FIELD")]
    pub(crate) id_field: Option<String>,

    /// The field that puts records into groups, within which sharing is no news
    ///
    /// The issues of one series, the versions of one manual. `compare` takes no notice of it.
    #[arg(long, value_name = "FIELD")]
    pub(crate) group_field: Option<String>,

    /// Read hidden files too, and what .gitignore and its like name
    #[arg(long)]
    pub(crate) everything: bool,

    /// Go through symbolic links in folders
    #[arg(long)]
    pub(crate) follow_links: bool,

    /// The most memory to use, such as 2GiB or 500MB [default: 80 % of what there is]
    ///
    /// What is needed is estimated while the input is read; if that is more, the run ends with an
    /// error before memory runs out.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_memory: Option<u64>,
}

/// The limit that an option sets, or else that of the machine.
pub(super) fn limit(max_memory: Option<u64>) -> Option<Limit> {
    let given = max_memory.map(|bytes| Limit { bytes, source: "--max-memory".to_owned() });
    given.or_else(machine::limit)
}

impl Reading {
    /// What to read, from these paths.
    pub(crate) fn request(&self, paths: Vec<PathBuf>, files_from: Option<PathBuf>) -> Request {
        Request {
            paths,
            files_from,
            fields: Fields {
                text: self.text_field.clone(),
                id: self.id_field.clone(),
                group: self.group_field.clone(),
            },
            everything: self.everything,
            follow_links: self.follow_links,
            memory: Budget::default(),
            ..Request::default()
        }
    }

    /// The memory that the run may take.
    pub(crate) fn limit(&self) -> Option<Limit> {
        limit(self.max_memory)
    }
}
