//! Thread pools.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;

static ONE: LazyLock<ThreadPool> = LazyLock::new(|| pool(1));
static THREE: LazyLock<ThreadPool> = LazyLock::new(|| pool(3));

fn pool(threads: usize) -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("the system has a few threads to spare")
}

/// Runs `work` on one thread.
pub(crate) fn single<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    ONE.install(work)
}

/// Runs `work` on three threads.
pub(crate) fn three<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    THREE.install(work)
}
