//! Options that say how input is read.

use super::size::size;
use clap::Args;
use retold_io::input::machine;
use retold_io::input::memory::Limit;

/// Options that say how input is read.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What to read")]
pub(crate) struct Reading {
    /// The field or column that holds the text of a record, in JSON, CSV and Parquet
    ///
    /// `meta.text` is a field of a nested object, `messages[].content` a field of every element of
    /// a list, `choices[0].text` a field of the first. `title,body` joins several fields into one
    /// text, in their order in the record. In Parquet, `messages[].content` is a column of a list.
    #[arg(long, value_name = "FIELD", default_value = "text")]
    pub(crate) text_field: String,

    /// The field that names a record, or the mail header that names a message [default: its number,
    /// Message-ID]
    #[arg(long, value_name = "FIELD")]
    pub(crate) id_field: Option<String>,

    /// Read hidden files and files that .gitignore excludes, too
    #[arg(long)]
    pub(crate) everything: bool,

    /// Follow symbolic links in folders
    #[arg(long)]
    pub(crate) follow_links: bool,

    /// The most memory to use, such as 2GiB or 500MB [default on Linux: 80 % of what is available]
    ///
    /// The need is estimated while the input is read. If it is more than this, the run ends with an
    /// error instead of running out of memory.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_memory: Option<u64>,
}

impl Reading {
    /// The memory limit: that of the option, or else the machine's default.
    pub(crate) fn limit(&self) -> Option<Limit> {
        limit(self.max_memory)
    }
}

/// The memory limit that was given, or else the machine's default.
pub(super) fn limit(max_memory: Option<u64>) -> Option<Limit> {
    let given = max_memory.map(|bytes| Limit { bytes, source: "--max-memory".to_owned() });
    given.or_else(machine::limit)
}
