//! The location of a path: its folder, and its form without links and dots.

use std::io;
use std::path::{Path, PathBuf};

/// The folder that contains a path.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A path without links and dots. If it ends with a link, the link itself is meant, not its target.
///
/// # Errors
/// If its folder does not exist.
pub fn place_of(path: &Path) -> io::Result<PathBuf> {
    let folder = folder_of(path).canonicalize()?;
    Ok(path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name)))
}

/// Whether two paths are names of one file.
pub fn are_same_place(a: &Path, b: &Path) -> bool {
    let [a, b] = [a, b].map(|name| place_of(name).unwrap_or_else(|_| name.to_owned()));
    a == b
}
