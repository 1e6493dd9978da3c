//! A log of the operations of publishing, for tests, which can stop it after any operation.
//!
//! After the stop no operation has an effect, not even in a destructor. The files are then those
//! that a killed program leaves, and its locks end when the values that hold them are dropped.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// An operation and its path.
pub(crate) type Operation = (&'static str, PathBuf);

struct Record {
    root: PathBuf,
    done: Vec<Operation>,
    /// The number of further operations that take effect.
    left: usize,
}

/// One log for each folder in which a test works, since operations run on several threads.
static RECORDS: Mutex<Vec<Record>> = Mutex::new(Vec::new());

fn records<R>(act: impl FnOnce(&mut Vec<Record>) -> R) -> R {
    act(&mut RECORDS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Runs `act` and returns its operations below `root`. Only the first `most` of them take effect.
pub(crate) fn record<R>(root: &Path, most: usize, act: impl FnOnce() -> R) -> (R, Vec<Operation>) {
    let root = root.to_owned();
    records(|all| all.push(Record { root: root.clone(), done: Vec::new(), left: most }));
    let result = act();
    let done = records(|all| {
        let at = all.iter().position(|it| it.root == root).expect("it was put there above");
        all.swap_remove(at).done
    });
    (result, done)
}

pub(super) fn begin(what: &'static str, path: &Path) -> io::Result<()> {
    records(|all| {
        let Some(record) = all.iter_mut().find(|it| path.starts_with(&it.root)) else {
            return Ok(());
        };
        if record.left == 0 {
            return Err(io::Error::other("killed by the test"));
        }
        record.left -= 1;
        record.done.push((what, path.to_owned()));
        Ok(())
    })
}
