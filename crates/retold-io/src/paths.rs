//! Where a path is: its folder, and its place without links and dots.

use std::io;
use std::path::{Path, PathBuf};

/// The folder in which a path lies.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A path without links and dots, but for a link that it ends with: its own name is what counts.
///
/// # Errors
/// If its folder does not exist.
pub fn place_of(path: &Path) -> io::Result<PathBuf> {
    let folder = folder_of(path).canonicalize()?;
    Ok(path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name)))
}

/// Whether two names are those of one file, however they are written.
pub fn are_same_place(a: &Path, b: &Path) -> bool {
    let [a, b] = [a, b].map(|name| place_of(name).unwrap_or_else(|_| name.to_owned()));
    a == b
}
