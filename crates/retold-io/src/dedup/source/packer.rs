//! The compression of output files. The same bytes always give the same compressed file.

use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// A file that is written, compressed or not.
pub(in crate::dedup) enum Packer {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
    Zstd(Box<Frames>),
    /// No file: a preview discards the bytes.
    Nowhere,
}

impl Packer {
    /// Finishes the file. The code that renames it later flushes it to the disk.
    pub(in crate::dedup) fn finish(self) -> io::Result<()> {
        let out = match self {
            Packer::Plain(out) => out,
            Packer::Gzip(encoder) => encoder.finish()?,
            Packer::Zstd(frames) => frames.finish()?,
            Packer::Nowhere => return Ok(()),
        };
        out.into_inner().map(|_| ()).map_err(io::IntoInnerError::into_error)
    }
}

impl Write for Packer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Packer::Plain(out) => out.write(bytes),
            Packer::Gzip(out) => out.write(bytes),
            Packer::Zstd(frames) => frames.write(bytes),
            Packer::Nowhere => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Packer::Plain(out) => out.flush(),
            Packer::Gzip(out) => out.flush(),
            Packer::Zstd(frames) => frames.out.flush(),
            Packer::Nowhere => Ok(()),
        }
    }
}

/// The uncompressed bytes of a Zstandard frame.
const FRAME: usize = 4 << 20;

/// The level of Zstandard. Level 3 saves a sixth of the size, but takes about twice the time, which
/// would be more than the rest of the run.
const LEVEL: i32 = 1;

/// A Zstandard file in frames of a few megabytes, which every decoder reads. A frame that is
/// compressed in memory as a whole is faster than one long stream.
pub(in crate::dedup) struct Frames {
    out: BufWriter<File>,
    compressor: zstd::bulk::Compressor<'static>,
    pending: Vec<u8>,
    packed: Vec<u8>,
    is_empty: bool,
}

impl Frames {
    pub(in crate::dedup) fn new(out: BufWriter<File>) -> io::Result<Frames> {
        let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
        compressor.include_checksum(true)?;
        Ok(Frames { out, compressor, pending: Vec::new(), packed: Vec::new(), is_empty: true })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(FRAME - self.pending.len());
        self.pending.extend_from_slice(&bytes[..taken]);
        if self.pending.len() == FRAME {
            self.pack()?;
        }
        Ok(taken)
    }

    fn pack(&mut self) -> io::Result<()> {
        self.packed.resize(zstd::zstd_safe::compress_bound(self.pending.len()), 0);
        let len = self.compressor.compress_to_buffer(&self.pending, &mut self.packed[..])?;
        self.out.write_all(&self.packed[..len])?;
        self.pending.clear();
        self.is_empty = false;
        Ok(())
    }

    fn finish(mut self) -> io::Result<BufWriter<File>> {
        // An empty file gets an empty frame, so that it is a valid Zstandard file.
        if self.is_empty || !self.pending.is_empty() {
            self.pack()?;
        }
        Ok(self.out)
    }
}
