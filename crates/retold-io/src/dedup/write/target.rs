//! The destination of a clean corpus.

use crate::dedup::digest::{Digest, Digester};
use crate::dedup::source::packer::Packer;
use crate::dedup::source::packing::Packing;
use crate::error::{Error, ErrorKind};
use crate::publish::TempOutput;
use std::io::{self, Write};

/// The destination of a clean corpus.
pub(in crate::dedup) enum Target<'d> {
    /// No file: a preview only prints the removals.
    Nowhere,
    /// One file for the whole corpus.
    File(&'d TempOutput, Packing),
    /// A folder with a file for each input file.
    Folder(&'d TempOutput),
}

impl Target<'_> {
    pub(super) fn failure(&self, error: &io::Error) -> Error {
        match self {
            Target::Nowhere => Error::new(ErrorKind::Write, error.to_string()),
            Target::File(draft, _) | Target::Folder(draft) => draft.failure(error),
        }
    }
}

/// A clean file while it is written.
pub(super) struct Stream {
    packer: Packer,
    digest: Digester,
    last: Option<u8>,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Stream::write(self, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.packer.flush()
    }
}

impl Stream {
    /// Starts a file.
    pub(super) fn new(packer: Packer) -> Stream {
        Stream { packer, digest: Digester::default(), last: None }
    }

    /// The number of bytes that were written, uncompressed.
    pub(super) fn len(&self) -> u64 {
        self.digest.bytes()
    }

    /// The last byte that was written.
    pub(super) fn last(&self) -> Option<u8> {
        self.last
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.packer.write_all(bytes)?;
        self.digest.take(bytes);
        self.last = bytes.last().copied().or(self.last);
        Ok(())
    }

    pub(super) fn finish(self, target: &Target<'_>) -> Result<Digest, Error> {
        self.packer.finish().map_err(|error| target.failure(&error))?;
        Ok(self.digest.digest())
    }
}
