//! A temporary folder for one input.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that is removed when dropped.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        // In memory if possible, since every output is flushed many times.
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = TempDir::with_prefix_in("retold-fuzz-", parent);
        Folder(folder.expect("the system has a folder for such files"))
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, in a folder of its own if the name says so.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, bytes)).expect("it is writable");
        path
    }
}

/// The contents of a file, or `None` if there is none.
pub(crate) fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}
