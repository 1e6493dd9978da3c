//! Completions and man pages, from the same definition as the parser.

use crate::arguments::{Artefact, definition};
use crate::failure::{Failure, Outcome};
use crate::messages::Messages;
use clap::Command;
use clap_mangen::Man;
use retold_io::Error;
use retold_io::output::{Output, write_file};
use std::path::Path;

pub(crate) fn generate(artefact: &Artefact) -> Result<Outcome, Failure> {
    let mut command = definition();
    match artefact {
        Artefact::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut command, "retold", &mut script);
            Output::Standard.write(&Messages::new(true), |out| out.write_all(&script))?;
        }
        Artefact::Man { folder } => {
            let mut command = command.disable_help_subcommand(true);
            command.build();
            man_pages(&command, folder)?;
        }
    }
    Ok(Outcome::Done)
}

/// Writes the man pages of the subcommands, then that of the command.
fn man_pages(command: &Command, folder: &Path) -> Result<(), Failure> {
    for command in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        man_pages(command, folder)?;
    }
    let page = Man::new(command.clone());
    let path = folder.join(page.get_filename());
    let mut text = Vec::new();
    page.render(&mut text).map_err(|error| Error::writing(&path, &error))?;
    Ok(write_file(&path, &text, &Messages::new(true))?)
}
