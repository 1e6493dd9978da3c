//! Counters of the allocations, the memory and the comparisons of a call.

use retold::{Corpus, Detector, Report, Unit};
use std::cell::OnceCell;
use std::fmt::Debug;

/// The cost of a call, in one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The number of allocations.
    pub(crate) allocations: u64,
    /// The number of allocated bytes, in total; a buffer that grows counts again.
    pub(crate) bytes: u64,
    /// The most bytes that were in use at a time.
    pub(crate) peak: u64,
    /// How many comparisons the engine made.
    pub(crate) compared: u64,
}

thread_local! {
    static POOL: OnceCell<rayon::ThreadPool> = const { OnceCell::new() };
}

/// Counts what `work` takes, on this thread alone; `compared` says how many comparisons it was.
pub(crate) fn counted<R>(work: impl FnOnce() -> R + Send, compared: fn(&R) -> u64) -> (Counted, R)
where
    R: Send,
{
    let mut result = None;
    let info = POOL.with(|pool| {
        let pool = pool.get_or_init(|| {
            let builder = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            builder.build().unwrap()
        });
        allocation_counter::measure(|| result = Some(pool.install(work)))
    });
    let result = result.unwrap();
    let counted = Counted {
        allocations: info.count_total,
        bytes: info.bytes_total,
        peak: info.bytes_max,
        compared: compared(&result),
    };
    (counted, result)
}

/// Counts what a detector takes for some texts.
pub(crate) fn detected(detector: &Detector, texts: &[String]) -> (Counted, Report) {
    let corpus: Corpus<'_> =
        texts.iter().enumerate().map(|(i, text)| (format!("{i:08}"), text.as_str())).collect();
    counted(|| detector.detect(&corpus), |report| report.work().compared)
}

/// The same with a unit and otherwise default settings.
pub(crate) fn detected_by(unit: Unit, texts: &[String]) -> (Counted, Report) {
    detected(&Detector::builder().unit(unit).build().unwrap(), texts)
}

impl Counted {
    /// Checks that nothing takes more than `growth` times what it took for the smaller input, but
    /// for a little that every run takes.
    pub(crate) fn grew_at_most(self, growth: f64, smaller: Counted, what: impl Debug) {
        let rows = [
            ("allocations", smaller.allocations, self.allocations, 2_000),
            ("bytes", smaller.bytes, self.bytes, 100_000),
            ("peak", smaller.peak, self.peak, 100_000),
            ("comparisons", smaller.compared, self.compared, 1_000),
        ];
        for (name, before, after, little) in rows {
            let most = before as f64 * growth + f64::from(little);
            assert!(after as f64 <= most, "{what:?}: {before} {name} became {after}");
        }
    }
}

/// Takes one size after the other, the smallest first, and checks that no size takes more for its
/// share of a smaller one than `slack` times what that took; gives what the largest took.
///
/// Each is checked before a larger one is taken: what grows with the square is to fail at once, and
/// not to be waited for.
pub(crate) fn in_proportion<R>(
    sizes: &[usize],
    slack: f64,
    what: impl Debug,
    mut take: impl FnMut(usize) -> (Counted, R),
) -> (Counted, R) {
    let mut taken: Vec<(usize, Counted)> = Vec::new();
    let mut last = None;
    for &size in sizes {
        let (counted, result) = take(size);
        for &(smaller, before) in &taken {
            counted.grew_at_most(slack * size as f64 / smaller as f64, before, (&what, size));
        }
        taken.push((size, counted));
        last = Some((counted, result));
    }
    last.expect("there is a size")
}

/// Takes `texts` of `size` and of twice and four times that, and checks that what they take doubles
/// with it, and that the largest one takes no more than `peak` bytes of memory for a byte of text.
pub(crate) fn is_linear(
    unit: Unit,
    size: usize,
    peak: u64,
    what: impl Debug,
    texts: impl Fn(usize) -> Vec<String>,
) -> Report {
    // A table that doubles when it is full can make a step of more than two.
    let sizes = [size, 2 * size, 4 * size];
    let (third, report) =
        in_proportion(&sizes, 1.3, (&what, unit), |size| detected_by(unit, &texts(size)));
    let bytes: u64 = report.documents().iter().map(|document| document.bytes as u64).sum();
    assert!(
        third.peak <= peak * bytes,
        "{what:?}, {unit:?}: {} bytes a byte",
        third.peak.div_ceil(bytes)
    );
    report
}
