//! The restored input files, written one after the other; the recorded length of each says where it ends.

use crate::dedup::digest::Digester;
use crate::dedup::log::audit::Input;
use crate::dedup::source::packer::Packer;
use crate::dedup::source::packing::Packing;
use crate::dedup::source::permissions::Rights;
use crate::error::{Error, ErrorKind};
use crate::publish::TempOutput;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The writer of the restored files. The length in the log decides where one file ends and the next
/// starts.
pub(super) struct Originals<'a> {
    draft: &'a TempOutput,
    output: &'a Path,
    inputs: &'a [Input],
    /// The path whose folders give the permissions of new folders.
    model: Option<PathBuf>,
    rights: Rights,
    open: Option<(Packer, Digester)>,
}

impl<'a> Originals<'a> {
    pub(super) fn new(
        draft: &'a TempOutput,
        output: &'a Path,
        inputs: &'a [Input],
        model: Option<&Path>,
        rights: Rights,
    ) -> Originals<'a> {
        Originals { draft, output, inputs, model: model.map(Path::to_owned), rights, open: None }
    }

    pub(super) fn write(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        while !bytes.is_empty() {
            self.close_full()?;
            let Some(input) = self.inputs.first() else { return Err(unlike(None)) };
            let (packer, digester) = self.opened()?;
            let room = input.digest.bytes - digester.bytes();
            let taken = bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX));
            digester.take(&bytes[..taken]);
            let written = packer.write_all(&bytes[..taken]);
            written.map_err(|error| self.draft.failure(&error))?;
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// Finishes the files that are complete, and checks their digests.
    fn close_full(&mut self) -> Result<(), Error> {
        while let Some(input) = self.inputs.first() {
            let (_, digester) = self.opened()?;
            if digester.bytes() < input.digest.bytes {
                break;
            }
            let right = digester.digest() == input.digest;
            if let Some((packer, _)) = self.open.take() {
                packer.finish().map_err(|error| self.draft.failure(&error))?;
            }
            if !right {
                return Err(unlike(Some(input)));
            }
            self.inputs = &self.inputs[1..];
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.close_full()?;
        match self.inputs.first() {
            Some(input) => Err(unlike(Some(input))),
            None => Ok(()),
        }
    }

    /// The file that is being restored.
    fn opened(&mut self) -> Result<&mut (Packer, Digester), Error> {
        if self.open.is_none() {
            let input = &self.inputs[0];
            let packing = self.packing(input);
            let file = if self.draft.is_file() {
                self.draft.open_file()
            } else {
                self.draft.file_in(&input.relative, self.model.as_deref(), self.rights)
            };
            let packer = file.and_then(|file| packing.writer(file));
            let packer = packer.map_err(|error| self.draft.failure(&error))?;
            self.open = Some((packer, Digester::default()));
        }
        Ok(self.open.as_mut().expect("it was opened above"))
    }

    /// The compression of a restored file: that of the original, unless the name of the output asks
    /// for another.
    fn packing(&self, input: &Input) -> Packing {
        let own = Packing::of_name(Path::new(&input.relative));
        let asked = if self.draft.is_file() { Packing::of_name(self.output) } else { own };
        match input.packing {
            _ if input.copied => Packing::Plain,
            // The standard input has no name that could ask for a compression.
            Some(packing) if asked == own && input.name != "-" => packing,
            _ => asked,
        }
    }
}

pub(super) fn unlike(input: Option<&Input>) -> Error {
    let name = input.map_or("the input", |input| input.name.as_str());
    Error::new(
        ErrorKind::Read,
        format!(
            "the restored text differs from {name}: the clean corpus or the audit log was changed; \
             nothing was restored"
        ),
    )
}
