//! Tests of reading.

#![allow(clippy::unwrap_used)]

mod containers;
mod encodings;
mod gathering;
mod html;
mod json_lines;
mod laws;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod walking;

use super::{ReadResult, Request, gather};
use std::path::{Path, PathBuf};

/// Reads a folder or a file.
fn read(path: &Path) -> ReadResult {
    gather(&request(path), &|_| ())
}

fn request(path: &Path) -> Request {
    Request { paths: vec![path.to_path_buf()], ..Request::default() }
}

/// A folder with one file in it.
fn one_file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The only text of a file.
fn text_of(name: &str, bytes: &[u8]) -> String {
    let (_folder, path) = one_file(name, bytes);
    let gathered = read(&path);
    assert_eq!((gathered.len(), &gathered.skipped), (1, &vec![]));
    gathered.texts().next().unwrap().text.to_owned()
}

/// The only reason why a file is skipped.
fn reason_of(name: &str, bytes: &[u8]) -> String {
    let (_folder, path) = one_file(name, bytes);
    let mut gathered = read(&path);
    assert_eq!((gathered.len(), gathered.skipped.len()), (0, 1), "{gathered:?}");
    assert_eq!(gathered.skipped[0].0, path.to_string_lossy());
    gathered.skipped.remove(0).1
}
