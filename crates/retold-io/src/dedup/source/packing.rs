//! How are the bytes of a file packed?

use super::packer::{Frames, Packer};
use crate::input::{self, Container};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufWriter, Cursor, Read};
use std::path::Path;

const CHUNK: usize = 128 * 1024;

/// How the bytes of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::dedup) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// How a file of this name is packed when it is written.
    pub(in crate::dedup) fn of_name(path: &Path) -> Packing {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz" | "gzip") => Packing::Gzip,
            Some("zst" | "zstd") => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// How a file with these first bytes is packed; none for Parquet.
    pub(in crate::dedup) fn of_content(head: &[u8]) -> Option<Packing> {
        match Container::of(head) {
            Container::Plain => Some(Packing::Plain),
            Container::Gzip => Some(Packing::Gzip),
            Container::Zstd => Some(Packing::Zstd),
            Container::Parquet => None,
        }
    }

    /// Unpacks; a decompression bomb is an error.
    pub(in crate::dedup) fn reader<'r>(
        self,
        packed: impl Read + Send + 'r,
    ) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        input::guarded(self.container(), Vec::new(), packed)
    }

    /// Unpacks what `dedup` has written, which may be packed better than any file that is trusted
    /// without that.
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

    /// Packs. Nothing that differs between two runs (a time, a name) is written.
    pub(in crate::dedup) fn writer(self, file: File) -> io::Result<Packer> {
        let out = BufWriter::with_capacity(CHUNK, file);
        Ok(match self {
            Packing::Plain => Packer::Plain(out),
            Packing::Gzip => Packer::Gzip(Box::new(GzEncoder::new(out, Compression::default()))),
            Packing::Zstd => Packer::Zstd(Box::new(Frames::new(out)?)),
        })
    }
}

/// Reads what `dedup` has written, unpacked by its content.
pub(in crate::dedup) fn unpacked<'r>(
    mut packed: impl Read + Send + 'r,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    let mut head = Vec::new();
    packed.by_ref().take(16).read_to_end(&mut head)?;
    let packing = Packing::of_content(&head)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it is a Parquet file"))?;
    packing.own_reader(Cursor::new(head).chain(packed))
}
