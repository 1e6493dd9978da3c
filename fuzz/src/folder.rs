//! Where do files go for the time of one input?

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that is gone in a moment.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        // In memory where the system offers that: what is written is also flushed, again and again.
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

/// What a file holds; nothing, if there is none.
pub(crate) fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}
