//! The compression of a file.

use super::packer::{Frames, Packer};
use crate::input::{self, Container};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufWriter, Cursor, Read};
use std::path::Path;

const CHUNK: usize = 128 * 1024;

/// The compression of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::dedup) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// The compression of a new file with this name.
    pub(in crate::dedup) fn of_name(path: &Path) -> Packing {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz" | "gzip") => Packing::Gzip,
            Some("zst" | "zstd") => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// The compression of a file with these first bytes; none for Parquet.
    pub(in crate::dedup) fn of_content(head: &[u8]) -> Option<Packing> {
        match Container::of(head) {
            Container::Plain => Some(Packing::Plain),
            Container::Gzip => Some(Packing::Gzip),
            Container::Zstd => Some(Packing::Zstd),
            Container::Parquet => None,
        }
    }

    /// Decompresses a file; a decompression bomb is an error.
    pub(in crate::dedup) fn reader<'r>(
        self,
        packed: impl Read + Send + 'r,
    ) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        input::guarded(self.container(), Vec::new(), packed)
    }

    /// Decompresses a file that `dedup` wrote. It is trusted, because repetitive text may be
    /// compressed more than the check for a decompression bomb allows.
    pub(in crate::dedup) fn own_reader<'r>(
        self,
        packed: impl Read + Send + 'r,
    ) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        input::unpacked(self.container(), Vec::new(), packed)
    }

    fn container(self) -> Container {
        match self {
            Packing::Plain => Container::Plain,
            Packing::Gzip => Container::Gzip,
            Packing::Zstd => Container::Zstd,
        }
    }

    /// Creates a writer that compresses. It writes no time and no name, which would differ between
    /// two runs.
    pub(in crate::dedup) fn writer(self, file: File) -> io::Result<Packer> {
        let out = BufWriter::with_capacity(CHUNK, file);
        Ok(match self {
            Packing::Plain => Packer::Plain(out),
            Packing::Gzip => Packer::Gzip(Box::new(GzEncoder::new(out, Compression::default()))),
            Packing::Zstd => Packer::Zstd(Box::new(Frames::new(out)?)),
        })
    }
}

/// Decompresses a file that `dedup` wrote; its first bytes give the compression.
pub(in crate::dedup) fn unpacked<'r>(
    mut packed: impl Read + Send + 'r,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    let mut head = Vec::new();
    packed.by_ref().take(16).read_to_end(&mut head)?;
    let packing = Packing::of_content(&head)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it is a Parquet file"))?;
    packing.own_reader(Cursor::new(head).chain(packed))
}
