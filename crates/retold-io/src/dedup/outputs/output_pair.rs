//! A clean corpus and its audit log, which get their final names in one step.

use super::output_names::OutputNames;
use crate::dedup::log::audit::{Header, json};
use crate::dedup::log::entry_writer::EntryWriter;
use crate::dedup::source::packing::Packing;
use crate::dedup::source::sources::Sources;
use crate::dedup::write::target::Target;
use crate::error::Error;
use crate::publish::{Lock, TempOutput, commit_pair};
use std::io::{self, Write};

/// A clean corpus and its audit log, while they are written.
pub(in crate::dedup) struct OutputPair<'n> {
    names: &'n OutputNames,
    output: TempOutput,
    log: TempOutput,
}

impl<'n> OutputPair<'n> {
    /// Creates both temporary files. The caller holds the locks.
    pub(in crate::dedup) fn new(
        names: &'n OutputNames,
        [output, log]: &[Lock; 2],
        sources: &Sources,
    ) -> Result<OutputPair<'n>, Error> {
        if names.force {
            output.check_old_is_free()?;
        }
        let permissions = sources.output_rights();
        let output = if sources.folder {
            TempOutput::folder(output, permissions)?
        } else {
            TempOutput::file(output, permissions)?
        };
        Ok(OutputPair { names, output, log: TempOutput::file(log, sources.log_rights())? })
    }

    /// The destination of the clean corpus.
    pub(in crate::dedup) fn target(&self) -> Target<'_> {
        if self.output.is_file() {
            Target::File(&self.output, Packing::of_name(&self.names.output))
        } else {
            Target::Folder(&self.output)
        }
    }

    pub(in crate::dedup) fn write_log(
        &self,
        header: &Header,
        entries: &EntryWriter<'_>,
    ) -> Result<(), Error> {
        let failure = |error: io::Error| self.log.failure(&error);
        let packing = Packing::of_name(&self.names.audit);
        let mut out =
            self.log.open_file().and_then(|file| packing.writer(file)).map_err(failure)?;
        out.write_all(&json(header)).map_err(failure)?;
        entries.each(|removed| json(removed), |lines| out.write_all(lines).map_err(failure))?;
        out.finish().map_err(failure)
    }

    /// Gives both files their final names.
    pub(in crate::dedup) fn publish(self, [lock, _]: &mut [Lock; 2]) -> Result<(), Error> {
        commit_pair(self.output, self.log, lock, self.names.force)
    }
}
