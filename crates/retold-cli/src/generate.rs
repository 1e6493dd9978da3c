//! Completions and man pages, from the same definition as the parser.

use crate::arguments::{Artefact, definition};
use crate::failure::{Failure, Outcome};
use crate::input::reason;
use crate::output::Output;

pub(crate) fn generate(artefact: &Artefact) -> Result<Outcome, Failure> {
    let mut command = definition();
    match artefact {
        Artefact::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut command, "retold", &mut script);
            Output::Standard.write(|out| out.write_all(&script))?;
        }
        Artefact::Man { folder } => {
            clap_mangen::generate_to(command, folder).map_err(|error| {
                Failure::new(format!("cannot write to {}: {}", folder.display(), reason(&error)))
            })?;
        }
    }
    Ok(Outcome::Done)
}
