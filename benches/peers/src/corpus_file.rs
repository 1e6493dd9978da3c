//! A file that passes the documents to another process.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of documents separated by NUL bytes, deleted when dropped.
pub struct CorpusFile {
    path: PathBuf,
}

impl CorpusFile {
    /// Writes documents into the temporary folder.
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

    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for CorpusFile {
    fn drop(&mut self) {
        // A file that cannot be removed is left to the cleaning of the temporary folder.
        let _ = fs::remove_file(&self.path);
    }
}

/// Reads a corpus file; `documents` splits it.
///
/// # Errors
/// If the file cannot be read.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// The documents of a corpus file's contents.
#[must_use]
pub fn documents(text: &str) -> Vec<&str> {
    text.split('\0').collect()
}
