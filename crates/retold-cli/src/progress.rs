//! The progress bar.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// A run that ends within this time shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

const READING: &str = "{spinner} reading  {binary_bytes}  {binary_bytes_per_sec}";
const READING_OF: &str = "{spinner} reading  {bar:12} {binary_bytes} of {binary_total_bytes}  \
                          {binary_bytes_per_sec}  {eta} left";
const WORKING: &str = "{spinner} {msg}  {elapsed}";

/// A progress bar on the standard error, at a terminal only and after [`PATIENCE`]. It shows
/// numbers, never text of the input.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Dropped when the work ends; wakes the thread that waits for [`PATIENCE`].
    _over: Option<Sender<()>>,
}

impl Progress {
    /// Starts in the reading stage. `measure` returns the number of bytes to read. It runs on
    /// another thread, and only if the work takes longer than [`PATIENCE`], so it may be slow.
    pub(crate) fn new(
        quiet: bool,
        measure: impl FnOnce() -> Option<u64> + Send + 'static,
    ) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style(READING));
        let over = (!quiet && stderr().is_terminal()).then(|| {
            let (over, wait) = channel();
            let late = bar.clone();
            thread::spawn(move || {
                if wait.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                late.set_draw_target(ProgressDrawTarget::stderr());
                late.enable_steady_tick(Duration::from_millis(200));
                if let Some(bytes) = measure().filter(|_| late.message().is_empty()) {
                    late.set_length(bytes);
                    late.set_style(style(READING_OF));
                }
            });
            over
        });
        Progress { bar, _over: over }
    }

    /// Counts bytes that were read.
    pub(crate) fn read(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// Switches to a stage of unknown length.
    pub(crate) fn working(&self, what: String) {
        self.bar.set_message(what);
        self.bar.set_style(style(WORKING));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates above are well formed")
}
