//! The search for the files of a request.

use super::ignore_files::FolderWalk;
use super::name::{is_stdin, real, shown};
use super::opened::read_list;
use crate::error::Error;
use crate::input::request::Request;
use ignore::DirEntry;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The longest list of paths: ten million paths of a hundred bytes.
const LONGEST_LIST: u64 = 1 << 30;

/// The remedy for a longer one.
const TOO_LONG: &str = "pass the folders instead, or several lists";

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) struct Source {
    /// The path as the user gave it, or below a folder that the user gave; `-` is the standard
    /// input.
    pub(in crate::input) name: String,
    pub(in crate::input) path: PathBuf,
    /// Whether the user named the file itself, rather than a folder above it.
    pub(in crate::input) is_named: bool,
}

/// The files that were found, sorted by name.
#[derive(Debug, Default)]
pub(in crate::input) struct FoundFiles {
    pub(in crate::input) sources: Vec<Source>,
    /// The names of skipped inputs, and the reasons.
    pub(in crate::input) skipped: Vec<(String, String)>,
    /// The folders named in the request that contain no file to read.
    pub(in crate::input) empty_folders: Vec<String>,
    /// The length of the list of paths, in bytes.
    pub(in crate::input) bytes: u64,
}

/// Finds all files that a request names, and all files in the folders that it names.
///
/// A file that the request names itself is read even if it is hidden, excluded by `.gitignore` or a
/// link. Each file occurs once, under its first name, even if several paths lead to it. `.git` is
/// never entered.
pub(in crate::input) fn walk(request: &Request) -> FoundFiles {
    let mut walk =
        Walker { request, seen: HashSet::new(), track: false, found: FoundFiles::default() };
    let mut roots = request.paths.clone();
    if let Some(list) = &request.files_from {
        match read_list(list, LONGEST_LIST, TOO_LONG) {
            Ok(bytes) => {
                walk.found.bytes = bytes.len() as u64;
                roots.extend(paths_in(&bytes));
            }
            Err(error) => walk.skip(shown(list), reason(&error)),
        }
        if is_stdin(list) && roots.iter().any(|root| is_stdin(root)) {
            roots.retain(|root| !is_stdin(root));
            walk.skip("-".to_owned(), "it was read as the list of files".to_owned());
        }
    }
    // In a single folder without followed links, no file can occur twice.
    walk.track = roots.len() > 1 || request.follow_links;
    for root in &roots {
        walk.root(root);
    }
    walk.found.sources.sort_unstable();
    walk.found.skipped.sort_unstable();
    walk.found
}

/// The number of bytes to read, if the file system can tell.
pub fn measure(requests: &[Request]) -> Option<u64> {
    let mut bytes = 0;
    for request in requests {
        if request.files_from.is_some() || request.paths.iter().any(|path| is_stdin(path)) {
            return None;
        }
        for path in &request.paths {
            bytes += entries(path, request)
                .filter_map(Result::ok)
                .filter(|entry| is_wanted(request, path, entry.path()))
                .filter_map(|entry| entry.metadata().ok())
                .filter(fs::Metadata::is_file)
                .map(|metadata| metadata.len())
                .sum::<u64>();
        }
    }
    Some(bytes)
}

/// Whether the patterns of a request include a file below `root`.
fn is_wanted(request: &Request, root: &Path, path: &Path) -> bool {
    path == root || request.globs.has(path.strip_prefix(root).unwrap_or(path))
}

/// The contents of a folder that the request reads. A file is the only entry of itself.
fn entries(root: &Path, request: &Request) -> FolderWalk {
    FolderWalk::new(root, request.everything, request.follow_links)
}

/// The reason why a file cannot be read, in words.
pub(in crate::input) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "a folder, where a file is needed".to_owned(),
        _ => error.to_string(),
    }
}

struct Walker<'r> {
    request: &'r Request,
    /// The files that were found, under their real paths.
    seen: HashSet<PathBuf>,
    /// Whether a file can occur twice.
    track: bool,
    found: FoundFiles,
}

impl Walker<'_> {
    fn root(&mut self, root: &Path) {
        if is_stdin(root) {
            return self.add(root, true, || root.to_path_buf());
        }
        match fs::metadata(root) {
            Ok(found) if found.is_dir() => self.folder(root),
            Ok(_) => self.add(root, true, || real(root)),
            Err(error) => self.skip(shown(root), reason(&error)),
        }
    }

    fn folder(&mut self, root: &Path) {
        let real_root = real(root);
        let mut empty_folders = true;
        for entry in entries(root, self.request) {
            empty_folders &=
                entry.as_ref().is_ok_and(|entry| entry.file_type().is_some_and(|k| k.is_dir()));
            match entry {
                Ok(entry) => self.entry(root, &real_root, &entry),
                Err(error) => self.trouble(root, &error),
            }
        }
        if empty_folders {
            self.found.empty_folders.push(shown(root));
        }
    }

    fn entry(&mut self, root: &Path, real_root: &Path, entry: &DirEntry) {
        let kind = entry.file_type();
        if kind.is_some_and(|kind| kind.is_file()) {
            let path = entry.path();
            if !is_wanted(self.request, root, path) {
                return;
            }
            let follows = self.request.follow_links;
            self.add(path, false, || match path.strip_prefix(root) {
                Ok(rest) if !follows => real_root.join(rest),
                _ => real(path),
            });
        } else if !kind.is_some_and(|kind| kind.is_dir() || kind.is_symlink()) {
            self.skip(shown(entry.path()), "neither a file nor a folder".to_owned());
        }
    }

    fn add(&mut self, path: &Path, is_named: bool, identity: impl FnOnce() -> PathBuf) {
        if !self.track || self.seen.insert(identity()) {
            let (name, path) = (shown(path), path.to_path_buf());
            self.found.sources.push(Source { name, path, is_named });
        }
    }

    fn skip(&mut self, name: String, reason: String) {
        self.found.skipped.push((name, reason));
    }

    fn trouble(&mut self, root: &Path, error: &ignore::Error) {
        match error {
            ignore::Error::WithPath { path, err } => self.trouble(path, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                self.trouble(root, err);
            }
            ignore::Error::Loop { ancestor, child } => {
                let reason = format!("a link that leads back to {}", shown(ancestor));
                self.skip(shown(child), reason);
            }
            ignore::Error::Io(error) => self.skip(shown(root), reason(error)),
            error => self.skip(shown(root), error.to_string()),
        }
    }
}

/// Reads a list of paths, separated by line breaks or NUL bytes; `-` is the standard input.
///
/// # Errors
/// If the list cannot be read.
pub fn listed(list: &Path) -> Result<Vec<PathBuf>, Error> {
    let bytes = read_list(list, LONGEST_LIST, TOO_LONG);
    Ok(paths_in(&bytes.map_err(|error| Error::reading(list, &error))?))
}

/// The paths of a list, separated by NUL bytes if there is one, otherwise by line breaks.
fn paths_in(list: &[u8]) -> Vec<PathBuf> {
    let separator = if list.contains(&0) { 0 } else { b'\n' };
    let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
    let lines = list.split(|&byte| byte == separator);
    let lines = lines.map(|line| match line {
        [rest @ .., b'\r'] if separator != 0 => rest,
        line => line,
    });
    lines.filter(|line| !line.is_empty()).map(path_of).collect()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
