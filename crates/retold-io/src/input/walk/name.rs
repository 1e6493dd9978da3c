//! The names of files, for people and for comparison.

use std::fmt::Write;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Whether a path is the name of the standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The path without links, or the path itself if it cannot be resolved.
pub fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// A path for people: with `/` on every system, and with escapes for bytes that are no characters,
/// so that different paths have different names.
pub fn shown(path: &Path) -> String {
    let text = if let Some(text) = path.to_str() {
        text.to_owned()
    } else {
        let mut text = String::new();
        for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                write!(text, "\\x{byte:02x}").expect("writing to a string cannot fail");
            }
        }
        text
    };
    let is_foreign = std::path::MAIN_SEPARATOR != '/'
        && path.components().all(|part| !matches!(part, Component::Prefix(_)));
    if is_foreign { text.replace(std::path::MAIN_SEPARATOR, "/") } else { text }
}
