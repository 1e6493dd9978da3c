//! Compressed files and Parquet, recognised by their first bytes and decompressed while they are
//! read.

use super::bomb::{BombGuard, CompressedInput};
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The bytes that are read to recognise a file, and the size of each further chunk. Most files that
/// people write are shorter and take one read.
pub const CHUNK: usize = 64 * 1024;

/// The container of a file's contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// No container.
    Plain,
    /// One or more gzip members.
    Gzip,
    /// One or more Zstandard frames.
    Zstd,
    /// An Apache Parquet file.
    Parquet,
}

impl Container {
    /// Recognises the container by the first bytes of a file.
    pub fn of(head: &[u8]) -> Container {
        match head {
            [0x1f, 0x8b, 8, ..] => Container::Gzip,
            // The second pattern is a skippable frame, with which pzstd and seekable files begin.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Container::Zstd,
            [b'P', b'A', b'R', b'1', ..] => Container::Parquet,
            _ => Container::Plain,
        }
    }
}

/// Reads the first bytes of a file. `len` is its length if that is known.
pub(in crate::input) fn split<R: Read>(mut reader: R, len: usize) -> io::Result<(Vec<u8>, R)> {
    let mut head = Vec::with_capacity(len);
    reader.by_ref().take(CHUNK as u64).read_to_end(&mut head)?;
    Ok((head, reader))
}

/// Returns a reader of the decompressed contents of `head` followed by `rest`. A decompression bomb
/// is an error.
///
/// # Errors
/// If the first bytes are no valid container.
pub fn guarded<'r, R: Read + Send + 'r>(
    container: Container,
    head: Vec<u8>,
    rest: R,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    if matches!(container, Container::Plain | Container::Parquet) {
        return unpacked(container, head, rest);
    }
    let count = Arc::new(AtomicU64::new(head.len() as u64));
    let rest = CompressedInput { inner: rest, count: Arc::clone(&count) };
    Ok(Box::new(BombGuard::new(unpacked(container, head, rest)?, count)))
}

/// Returns the same reader without the limit for decompression bombs. For files that retold has
/// written, and where the caller has a limit of its own.
///
/// # Errors
/// If the first bytes are no valid container.
pub fn unpacked<'r, R: Read + Send + 'r>(
    container: Container,
    head: Vec<u8>,
    rest: R,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    let packed: Chain<Cursor<Vec<u8>>, BufReader<R>> =
        Cursor::new(head).chain(BufReader::with_capacity(CHUNK, rest));
    Ok(match container {
        Container::Plain | Container::Parquet => Box::new(packed),
        Container::Gzip => {
            let gzip = Named { inner: MultiGzDecoder::new(packed), kind: "gzip" };
            Box::new(BufReader::with_capacity(CHUNK, gzip))
        }
        Container::Zstd => {
            let zstd = Named { inner: zstd::Decoder::with_buffer(packed)?, kind: "Zstandard" };
            Box::new(BufReader::with_capacity(CHUNK, zstd))
        }
    })
}

/// A decoder whose errors name the compression format.
struct Named<R> {
    inner: R,
    kind: &'static str,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => {
                let reason =
                    format!("the {} data ends in the middle; the file may be truncated", self.kind);
                io::Error::new(io::ErrorKind::UnexpectedEof, reason)
            }
            // An error of the disk has an OS error number; one of the decoder has none.
            _ if error.raw_os_error().is_some() => error,
            _ if error.to_string().contains("too much memory") => io::Error::other(format!(
                "this {} data needs a window of more than 128 MiB; decompress it yourself if you \
                 trust it (zstd --long=31 -d)",
                self.kind
            )),
            kind => io::Error::new(kind, format!("broken {} data: {error}", self.kind)),
        })
    }
}
