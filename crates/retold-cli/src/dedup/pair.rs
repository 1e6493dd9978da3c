//! What appears together: a clean corpus and its audit log.

use super::audit::{Auditing, Header, json};
use super::draft::Draft;
use super::names::Names;
use super::packing::Packing;
use super::write::Target;
use crate::failure::Failure;
use std::io::{self, Write};

/// A clean corpus and its audit log, while they are written.
pub(super) struct Pair<'n> {
    names: &'n Names,
    output: Draft,
    log: Draft,
}

impl<'n> Pair<'n> {
    pub(super) fn new(names: &'n Names, folder: bool) -> Result<Pair<'n>, Failure> {
        let output = if folder {
            Draft::folder_for(&names.output)?
        } else {
            Draft::file_for(&names.output)?
        };
        Ok(Pair { names, output, log: Draft::file_for(&names.audit)? })
    }

    /// Where the clean corpus is written.
    pub(super) fn target(&self) -> Target<'_> {
        if self.output.is_file() {
            Target::File(&self.output, Packing::of_name(&self.names.output))
        } else {
            Target::Folder(&self.output)
        }
    }

    pub(super) fn write_log(
        &self,
        header: &Header,
        auditing: &Auditing<'_>,
    ) -> Result<(), Failure> {
        let failure = |error: io::Error| self.log.failure(&error);
        let packing = Packing::of_name(&self.names.audit);
        let mut out = self.log.file().and_then(|file| packing.writer(file)).map_err(failure)?;
        out.write_all(&json(header)).map_err(failure)?;
        auditing.each(|removed| json(removed), |lines| out.write_all(lines).map_err(failure))?;
        out.finish().map_err(failure)
    }

    /// Gives the output its name, after its log has one.
    pub(super) fn publish(self, force: bool) -> Result<(), Failure> {
        let Pair { names, output, log } = self;
        output.sync()?;
        log.sync()?;
        if force && names.output.is_file() {
            // An older output must never stand beside the log of a newer one.
            std::fs::remove_file(&names.output).map_err(|error| output.failure(&error))?;
        }
        log.publish()?;
        output.publish()
    }
}
