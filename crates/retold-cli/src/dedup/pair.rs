//! What appears together: a clean corpus and its audit log.

use super::audit::{Header, json};
use super::auditing::Auditing;
use super::draft::Draft;
use super::find::Sources;
use super::names::Names;
use super::older;
use super::packing::Packing;
use super::write::Target;
use crate::failure::Failure;
use std::fs;
use std::io::{self, Write};

/// A clean corpus and its audit log, while they are written.
pub(super) struct Pair<'n> {
    names: &'n Names,
    output: Draft,
    log: Draft,
}

impl<'n> Pair<'n> {
    pub(super) fn new(names: &'n Names, sources: &Sources) -> Result<Pair<'n>, Failure> {
        let rights = sources.output_rights();
        let output = if sources.folder {
            Draft::folder_for(&names.output, rights)?
        } else {
            Draft::file_for(&names.output, rights)?
        };
        Ok(Pair { names, output, log: Draft::file_for(&names.audit, sources.log_rights())? })
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

    /// Gives the output its name, after its log has one. If that fails, what was there is there
    /// again.
    pub(super) fn publish(self) -> Result<(), Failure> {
        let Pair { names, output, log } = self;
        output.sync()?;
        log.sync()?;
        if names.force {
            output.limit_to_older()?;
            log.limit_to_older()?;
            if let Err(failure) = older::set_aside(names) {
                return Err(match older::put_back(names) {
                    Ok(()) => failure,
                    Err(stuck) => Failure::new(format!("{failure}; {stuck}")),
                });
            }
        }
        let published = log.publish(names.force).and_then(|()| {
            output.publish(names.force).inspect_err(|_| {
                let _ = fs::remove_file(&names.audit);
            })
        });
        match (published, names.force) {
            (Ok(()), true) => older::remove(names),
            (Err(failure), true) => Err(match older::put_back(names) {
                Ok(()) => failure,
                Err(stuck) => Failure::new(format!("{failure}; {stuck}")),
            }),
            (published, false) => published,
        }
    }
}
