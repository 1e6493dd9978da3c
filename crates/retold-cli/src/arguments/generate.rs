//! `retold generate`, for those who package the command.

use clap::{Args, Subcommand, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Write completions or man pages
#[derive(Args, Clone, Debug)]
pub(crate) struct Generate {
    #[command(subcommand)]
    pub(crate) artefact: Artefact,
}

/// What to write.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Artefact {
    /// Write the completions of a shell to the standard output
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the man pages into a folder
    Man {
        /// The folder, which must exist
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
}
