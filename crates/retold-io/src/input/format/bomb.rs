//! The limit on decompression: bombs are stopped.
//!
//! Compressed files are decompressed as a stream, so a large result is allowed: a log
//! of 50 GB that is compressed to a thirtieth is read completely. A bomb is a small file that
//! decompresses to far more than any real text does.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A file that decompresses to at most this many bytes is never a bomb.
pub(in crate::input) const HARMLESS: u64 = 256 << 20;

/// The largest compression ratio beyond [`HARMLESS`].
///
/// Text compresses to a fifth or a tenth of its size, very repetitive logs to a hundredth. The
/// format limits are a thousandth for Deflate and a twenty-thousandth for Zstandard: 10 MB that
/// decompress to 200 GB.
const WORST_RATIO: u64 = 250;

/// Whether the decompressed size is more than real data of this compressed size has.
pub(crate) fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > HARMLESS && unpacked / WORST_RATIO > packed
}

/// The message for a bomb.
pub(crate) fn bomb() -> String {
    format!(
        "unpacks to more than {WORST_RATIO} times its size, as a decompression bomb does; \
         unpack it yourself if you trust it"
    )
}

/// A reader that counts the compressed bytes.
pub(in crate::input) struct CompressedInput<R> {
    pub(in crate::input) inner: R,
    pub(in crate::input) count: Arc<AtomicU64>,
}

impl<R: Read> Read for CompressedInput<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

/// A reader of decompressed bytes that fails on a bomb.
pub(in crate::input) struct BombGuard<R> {
    inner: R,
    /// The compressed bytes read so far.
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R: BufRead> BombGuard<R> {
    /// Limits a decoder whose compressed bytes are counted in `packed`.
    pub(in crate::input) fn new(inner: R, packed: Arc<AtomicU64>) -> BombGuard<R> {
        BombGuard { inner, packed, unpacked: 0 }
    }
}

impl<R: BufRead> Read for BombGuard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for BombGuard<R> {
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
