//! How are the bytes of a file packed?

use crate::input::Container;
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Cursor, Read, Write};
use std::path::Path;

const CHUNK: usize = 128 * 1024;

/// How the bytes of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// How a file of this name is packed when it is written.
    pub(super) fn of_name(path: &Path) -> Packing {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz" | "gzip") => Packing::Gzip,
            Some("zst" | "zstd") => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// How a file with these first bytes is packed; none for Parquet.
    pub(super) fn of_content(head: &[u8]) -> Option<Packing> {
        match Container::of(head) {
            Container::Plain => Some(Packing::Plain),
            Container::Gzip => Some(Packing::Gzip),
            Container::Zstd => Some(Packing::Zstd),
            Container::Parquet => None,
        }
    }

    /// Unpacks.
    pub(super) fn reader<'r>(
        self,
        packed: impl Read + Send + 'r,
    ) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        let packed = BufReader::with_capacity(CHUNK, packed);
        Ok(match self {
            Packing::Plain => Box::new(packed),
            Packing::Gzip => Box::new(BufReader::with_capacity(CHUNK, MultiGzDecoder::new(packed))),
            Packing::Zstd => {
                Box::new(BufReader::with_capacity(CHUNK, zstd::Decoder::with_buffer(packed)?))
            }
        })
    }

    /// Packs. Nothing that differs between two runs (a time, a name) is written.
    pub(super) fn writer(self, file: File) -> io::Result<Packer> {
        let out = BufWriter::with_capacity(CHUNK, file);
        Ok(match self {
            Packing::Plain => Packer::Plain(out),
            Packing::Gzip => Packer::Gzip(Box::new(GzEncoder::new(out, Compression::default()))),
            Packing::Zstd => Packer::Zstd(Box::new(Frames::new(out)?)),
        })
    }
}

/// Reads what a file holds, unpacked by its content.
pub(super) fn unpacked<'r>(
    mut packed: impl Read + Send + 'r,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    let mut head = Vec::new();
    packed.by_ref().take(16).read_to_end(&mut head)?;
    let packing = Packing::of_content(&head)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it is a Parquet file"))?;
    packing.reader(Cursor::new(head).chain(packed))
}

/// Packs what is written to it, if that was asked for.
pub(super) enum Packer {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
    Zstd(Box<Frames>),
    /// Nobody wants the bytes.
    Nowhere,
}

impl Packer {
    /// Ends the file, and makes sure that it is on the disk.
    pub(super) fn finish(self) -> io::Result<()> {
        let out = match self {
            Packer::Plain(out) => out,
            Packer::Gzip(encoder) => encoder.finish()?,
            Packer::Zstd(frames) => frames.finish()?,
            Packer::Nowhere => return Ok(()),
        };
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
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

/// How many bytes go into a Zstandard frame.
const FRAME: usize = 4 << 20;

/// Packing must not take longer than all the rest: level 3 saves a sixth of the room, and takes
/// about twice the time.
const LEVEL: i32 = 1;

/// Zstandard in frames of a few megabytes, as every decoder reads them. A frame that lies in memory
/// as a whole is packed faster than an endless one, whose window wraps round.
pub(super) struct Frames {
    out: BufWriter<File>,
    compressor: zstd::bulk::Compressor<'static>,
    pending: Vec<u8>,
    packed: Vec<u8>,
    is_empty: bool,
}

impl Frames {
    fn new(out: BufWriter<File>) -> io::Result<Frames> {
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
        // An empty frame, so that the file is one that can be unpacked.
        if self.is_empty || !self.pending.is_empty() {
            self.pack()?;
        }
        Ok(self.out)
    }
}
