//! The names of files: as they are shown, and as they tell files apart.

use std::fmt::Write;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Whether a path is the name of the standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The path without links, or as it is if that cannot be found out.
pub fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// A path as it is shown: with `/` on every system, and bytes that are no characters spelt out, so
/// that different paths have different names.
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
