//! Decompression bombs, stopped.
//!
//! What a packed file unpacks to is read in a stream, so that its length does no harm by itself: a
//! log of 50 GB that packs to a thirtieth is read to its end. What does harm is a small file that
//! unpacks to more than anyone meant to hand over.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A file that unpacks to no more than this is never taken for a bomb.
pub(in crate::input) const HARMLESS: u64 = 256 << 20;

/// How many times its size a file may unpack to beyond [`HARMLESS`].
///
/// Text packs to a fifth or a tenth of its size, very repetitive logs to a hundredth. Deflate ends
/// at a thousandth, Zstandard at a twenty-thousandth: 10 MB that unpack to 200 GB.
const WORST_RATIO: u64 = 250;

/// Whether so many bytes are more than a sound file of so many packed ones unpacks to.
pub(crate) fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > HARMLESS && unpacked / WORST_RATIO > packed
}

/// What is said of a bomb.
pub(crate) fn bomb() -> String {
    format!(
        "unpacks to more than {WORST_RATIO} times its size, as a decompression bomb does; \
         unpack it yourself if you trust it"
    )
}

/// Counts the bytes that are read from a packed file.
pub(in crate::input) struct Packed<R> {
    pub(in crate::input) inner: R,
    pub(in crate::input) count: Arc<AtomicU64>,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

/// Stops a decompression bomb.
pub(in crate::input) struct Guarded<R> {
    inner: R,
    /// How many bytes were read from the file so far.
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R: BufRead> Guarded<R> {
    /// Guards what a file unpacks to, of which `packed` bytes were read so far.
    pub(in crate::input) fn new(inner: R, packed: Arc<AtomicU64>) -> Guarded<R> {
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
        if is_bomb(self.unpacked, self.packed.load(Relaxed)) {
            return Err(io::Error::other(bomb()));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.unpacked += amount as u64;
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::is_bomb;

    #[test]
    fn a_large_corpus_is_no_bomb_and_a_small_file_is_none() {
        let gigabyte = 1_000_000_000;
        assert!(!is_bomb(50 * gigabyte, 50 * gigabyte / 30), "logs, packed to a thirtieth");
        assert!(!is_bomb(50 * gigabyte, 50 * gigabyte / 200), "very repetitive logs");
        assert!(!is_bomb(200_000_000, 10_000), "little, however well it packs");
        assert!(is_bomb(4 * gigabyte, 145_000));
        assert!(is_bomb(10 * gigabyte, 10_000_000));
    }
}
