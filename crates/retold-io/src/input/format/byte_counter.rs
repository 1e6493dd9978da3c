//! A reader that counts its bytes.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A reader that reports the number of bytes read.
pub(in crate::input) struct ByteCounter<'p, R> {
    pub(in crate::input) inner: R,
    pub(in crate::input) progress: &'p (dyn Fn(u64) + Sync),
    pub(in crate::input) count: Arc<AtomicU64>,
}

impl<R: Read> Read for ByteCounter<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read > 0 {
            self.count.fetch_add(read as u64, Relaxed);
            (self.progress)(read as u64);
        }
        Ok(read)
    }
}
