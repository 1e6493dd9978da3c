//! Packed files, told by their first bytes and unpacked while they are read.

use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How many bytes are read to tell what a file is, and how many at a time from then on. Most files
/// that people write are no larger, and take one read.
pub(super) const CHUNK: usize = 64 * 1024;

/// A file that unpacks to no more than this is never taken for a bomb.
const HARMLESS: u64 = 256 << 20;

/// How many times its size a file may unpack to beyond [`HARMLESS`], when it is read as a whole.
///
/// Text packs to a fifth or a tenth of its size, very repetitive logs to a hundredth. Deflate ends
/// at a thousandth, Zstandard at a twenty-thousandth: 10 MB that unpack to 200 GB.
const WORST_RATIO: u64 = 250;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Not at all.
    Plain,
    /// One gzip member, or several behind each other.
    Gzip,
    /// One Zstandard frame, or several behind each other.
    Zstd,
    /// An Apache Parquet file.
    Parquet,
}

impl Container {
    /// Tells a container by the first bytes of the file.
    pub(crate) fn of(head: &[u8]) -> Container {
        match head {
            [0x1f, 0x8b, 8, ..] => Container::Gzip,
            // The second is a frame to be skipped, with which pzstd and seekable files begin.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Container::Zstd,
            [b'P', b'A', b'R', b'1', ..] => Container::Parquet,
            _ => Container::Plain,
        }
    }
}

/// Opens a file to be read from its start to its end, unpacked if it is packed.
///
/// This is for reading record by record in bounded memory, and so nothing limits how much comes
/// out. Parquet comes out as it is.
///
/// # Errors
/// If the file cannot be opened; errors of unpacking come while it is read, and say so.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    let (head, rest) = split(File::open(path)?, CHUNK)?;
    unpacked(Container::of(&head), head, rest)
}

/// Reads the first bytes, of a file that may have no more than `len`.
pub(super) fn split<R: Read>(mut reader: R, len: usize) -> io::Result<(Vec<u8>, R)> {
    let mut head = Vec::with_capacity(len);
    reader.by_ref().take(CHUNK as u64).read_to_end(&mut head)?;
    Ok((head, reader))
}

/// Reads what starts with `head` and goes on with `rest`, unpacked.
pub(crate) fn unpacked<'r, R: Read + Send + 'r>(
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

/// Says in the errors of a decoder what was being unpacked.
struct Named<R> {
    inner: R,
    kind: &'static str,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => {
                let reason = format!("the {} data ends in the middle: truncated?", self.kind);
                io::Error::new(io::ErrorKind::UnexpectedEof, reason)
            }
            // An error of the disk has a number of the system, one of the decoder has none.
            _ if error.raw_os_error().is_some() => error,
            kind => io::Error::new(kind, format!("broken {} data: {error}", self.kind)),
        })
    }
}

/// Stops a decompression bomb.
pub(super) struct Guarded<R> {
    inner: R,
    /// How many bytes were read from the file so far.
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R: BufRead> Guarded<R> {
    /// Guards what a file unpacks to, of which `packed` bytes were read so far.
    pub(super) fn new(inner: R, packed: Arc<AtomicU64>) -> Guarded<R> {
        Guarded { inner, packed, unpacked: 0 }
    }
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unpacked > HARMLESS && self.unpacked / WORST_RATIO > self.packed.load(Relaxed) {
            return Err(io::Error::other(format!(
                "unpacks to more than {WORST_RATIO} times its size, as a decompression bomb does; \
                 unpack it yourself if you trust it"
            )));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.unpacked += amount as u64;
        self.inner.consume(amount);
    }
}
