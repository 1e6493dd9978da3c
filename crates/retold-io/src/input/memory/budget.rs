//! The memory limit of a run, and the estimate of its need.
//!
//! `scan`, `compare` and `dedup --by passage` hold all texts in memory. A failed allocation would
//! end the program without a message. So the need is estimated while texts are read, and reading
//! stops with an error as soon as the estimate exceeds the limit:
//!
//! ```text
//! need = 24 MiB + texts × T + bytes × B + largest × L + held bytes + 2 × transient bytes
//! ```
//!
//! The factors depend on the unit ([`Need`]). *largest* is the longest text: some units hold all
//! words of one text in memory at once. *Held bytes* are those of other data that a run keeps, such
//! as ids and pairs of records. *Transient bytes* are the bytes of files and lines that are
//! being read and have not become texts yet; the factor 2 accounts for a buffer that grows.
//! docs/command.md states the factors, and tests compare them with measured peaks.

use crate::size::binary;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};

/// The need of every run: the program, its threads and their buffers.
const BASE: u64 = 24 << 20;

/// A limit and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The number of bytes.
    pub bytes: u64,
    /// What sets the limit, for messages.
    pub source: String,
}

/// The memory need per text, per byte of text and per byte of the longest text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Bytes for each text.
    pub text: u64,
    /// Hundredths of a byte for each byte of the texts and their names.
    pub hundredths: u64,
    /// Hundredths of a byte for each byte of the longest text.
    pub largest: u64,
}

/// A counter of memory against a limit. Clones share their counts; the default has no limit.
#[derive(Clone, Debug, Default)]
pub struct Budget(Option<Arc<Counts>>);

#[derive(Debug)]
struct Counts {
    limit: Limit,
    need: Need,
    texts: AtomicU64,
    bytes: AtomicU64,
    largest: AtomicU64,
    held: AtomicU64,
    passing: AtomicU64,
    /// The reason why reading stops, once something did not fit.
    failed: OnceLock<String>,
}

impl Budget {
    /// Makes a budget with `limit`, or without a limit.
    pub fn new(limit: Option<Limit>, need: Need) -> Budget {
        Budget(limit.map(|limit| {
            let [texts, bytes, largest, held, passing] = [const { AtomicU64::new(0) }; 5];
            let failed = OnceLock::new();
            Arc::new(Counts { limit, need, texts, bytes, largest, held, passing, failed })
        }))
    }

    /// Counts texts that are kept: their number, their bytes, and the length of the longest.
    ///
    /// # Errors
    /// If they do not fit.
    pub fn keep(&self, texts: u64, bytes: u64, largest: u64) -> io::Result<()> {
        let Some(counts) = &self.0 else { return Ok(()) };
        counts.largest.fetch_max(largest, Relaxed);
        counts.texts.fetch_add(texts, Relaxed);
        counts.bytes.fetch_add(bytes, Relaxed);
        counts.check()
    }

    /// Counts bytes of other data that is kept.
    ///
    /// # Errors
    /// If they do not fit.
    pub fn hold(&self, bytes: u64) -> io::Result<()> {
        let Some(counts) = &self.0 else { return Ok(()) };
        counts.held.fetch_add(bytes, Relaxed);
        counts.check()
    }

    /// Counts bytes that are in memory until the returned value is dropped.
    pub(crate) fn passing(&self) -> Passing {
        Passing { budget: self.clone(), bytes: 0 }
    }

    /// The reason why reading had to stop, if it had to.
    pub fn exceeded(&self) -> Option<String> {
        self.0.as_ref()?.failed.get().cloned()
    }
}

impl Counts {
    fn estimate(&self) -> u64 {
        let texts = self.texts.load(Relaxed).saturating_mul(self.need.text);
        let bytes = self.bytes.load(Relaxed).saturating_mul(self.need.hundredths) / 100;
        let largest = self.largest.load(Relaxed).saturating_mul(self.need.largest) / 100;
        let bytes = bytes.saturating_add(largest).saturating_add(self.held.load(Relaxed));
        let passing = 2 * self.passing.load(Relaxed);
        BASE.saturating_add(texts).saturating_add(bytes).saturating_add(passing)
    }

    fn check(&self) -> io::Result<()> {
        let need = self.estimate();
        if need <= self.limit.bytes {
            return Ok(());
        }
        let [bytes, held, passing] = [&self.bytes, &self.held, &self.passing];
        let bytes = [bytes, held, passing].map(|it| it.load(Relaxed)).iter().sum();
        let texts = self.texts.load(Relaxed);
        let plural = if texts == 1 { "" } else { "s" };
        let reason = self.failed.get_or_init(|| {
            format!(
                "the input does not fit into memory: {} text{plural} ({}) were read so far, for which about {} \
                 are needed; the limit is {} ({}). Give it less at a time, remove repeated records \
                 first (`retold dedup` reads records one after the other), or raise the limit with \
                 --max-memory",
                texts,
                binary(bytes),
                binary(need),
                binary(self.limit.bytes),
                self.limit.source,
            )
        });
        Err(io::Error::new(io::ErrorKind::OutOfMemory, reason.clone()))
    }
}

/// Bytes that are in memory for a limited time.
pub(crate) struct Passing {
    budget: Budget,
    bytes: u64,
}

impl Passing {
    /// Sets the current number of bytes.
    ///
    /// # Errors
    /// If they do not fit.
    pub(crate) fn set(&mut self, bytes: usize) -> io::Result<()> {
        let Some(counts) = &self.budget.0 else { return Ok(()) };
        let bytes = bytes as u64;
        counts.passing.fetch_add(bytes.wrapping_sub(self.bytes), Relaxed);
        self.bytes = bytes;
        counts.check()
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        if let Some(counts) = &self.budget.0 {
            counts.passing.fetch_sub(self.bytes, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BASE, Budget, Limit, Need};

    #[test]
    fn what_does_not_fit_is_an_error_that_says_what_to_do() {
        let limit = Limit { bytes: BASE + 3_000, source: "--max-memory".to_owned() };
        let budget = Budget::new(Some(limit), Need { text: 100, hundredths: 200, largest: 50 });
        assert!(budget.keep(10, 800, 800).is_ok());
        drop(budget.passing());
        assert_eq!(budget.exceeded(), None);
        insta::assert_snapshot!(budget.keep(1, 200, 200).expect_err("1,100 + 2,000 + 400"));
        assert!(budget.exceeded().is_some());
        assert!(Budget::default().keep(u64::MAX, u64::MAX, 1).is_ok());
    }

    #[test]
    fn held_bytes_count_once_and_for_good() {
        let limit = Limit { bytes: BASE + 3_000, source: "--max-memory".to_owned() };
        let budget = Budget::new(Some(limit), Need { text: 0, hundredths: 0, largest: 0 });
        assert!(budget.hold(2_000).is_ok() && budget.hold(1_000).is_ok());
        assert!(budget.hold(1).is_err());
    }

    /// Bytes of a file count twice while it is read, and not at all afterwards. A run that reads
    /// files one after the other for hours must not add them up.
    #[test]
    fn transient_bytes_count_until_they_are_dropped() {
        let limit = Limit { bytes: BASE + 3_000, source: "--max-memory".to_owned() };
        let budget = Budget::new(Some(limit), Need { text: 0, hundredths: 0, largest: 0 });
        for _ in 0..10 {
            let mut passing = budget.passing();
            for bytes in [1_000, 1_500, 20] {
                assert!(passing.set(bytes).is_ok(), "{bytes} bytes, twice, fit");
            }
        }
        let (mut one, mut other) = (budget.passing(), budget.passing());
        assert!(one.set(1_000).is_ok() && other.set(500).is_ok());
        assert!(other.set(501).is_err(), "clones count together");
    }
}
