//! What publishing does, written down, and stopped where a test says so.
//!
//! After the stop no operation has an effect, in a destructor neither: the files are what a killed
//! program leaves, and its locks end with the values that hold them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// One change: what is done, and to which path.
pub(crate) type Operation = (&'static str, PathBuf);

struct Record {
    root: PathBuf,
    done: Vec<Operation>,
    /// How many more operations take effect.
    left: usize,
}

/// One record for each folder in which a test works: operations run on several threads.
static RECORDS: Mutex<Vec<Record>> = Mutex::new(Vec::new());

fn records<R>(act: impl FnOnce(&mut Vec<Record>) -> R) -> R {
    act(&mut RECORDS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Runs `act`, and gives what it did below `root`, of which only the first `most` operations take
/// effect.
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
