//! The arguments of `retold generate`, a hidden command for packagers.

use clap::{Args, Subcommand, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Write shell completions or man pages
#[derive(Args, Clone, Debug)]
pub(crate) struct Generate {
    #[command(subcommand)]
    pub(crate) artefact: Artefact,
}

/// What to generate.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Artefact {
    /// Write the completions for a shell to the standard output
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the man pages into a folder
    Man {
        /// An existing folder
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
}
