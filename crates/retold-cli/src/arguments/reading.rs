//! Options about what is read.

use super::size::size;
use clap::Args;
use retold_io::input::machine;
use retold_io::input::memory::Limit;

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

impl Reading {
    /// The memory that the run may take: what an option sets, or else the machine.
    pub(crate) fn limit(&self) -> Option<Limit> {
        let given = self.max_memory.map(|bytes| Limit { bytes, source: "--max-memory".to_owned() });
        given.or_else(machine::limit)
    }
}
