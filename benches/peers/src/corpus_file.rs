//! The documents on their way to another process.

use std::fs;
use std::path::{Path, PathBuf};

/// A file that holds the documents with a NUL byte between them, deleted in the end.
pub struct CorpusFile {
    path: PathBuf,
}

impl CorpusFile {
    /// Writes documents into the folder for temporary files.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(documents: &[String]) -> Result<CorpusFile, String> {
        let name = format!("retold-peers-{}.corpus", std::process::id());
        let file = CorpusFile { path: std::env::temp_dir().join(name) };
        fs::write(&file.path, documents.join("\0"))
            .map_err(|error| format!("cannot write {}: {error}", file.path.display()))?;
        Ok(file)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for CorpusFile {
    fn drop(&mut self) {
        // Whoever cleans the folder for temporary files will find it.
        let _ = fs::remove_file(&self.path);
    }
}

/// All of a corpus file; `documents` cuts it.
///
/// # Errors
/// If the file cannot be read.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// The documents of what was read.
#[must_use]
pub fn documents(text: &str) -> Vec<&str> {
    text.split('\0').collect()
}
