//! A folder walk with ignore files that never blocks on one of them.
//!
//! The crate `ignore` opens `.ignore`, `.gitignore` and `.git/info/exclude` whatever they are: a
//! pipe of that name would block forever, and a device may have no end. So each folder is checked
//! before the walk enters it. A folder with such a file is postponed and walked later, with that
//! kind of ignore file switched off: a file that cannot be read hides nothing. The file itself is
//! returned as an error with its path and the reason.
//!
//! Cost: three or four file system calls per folder.

use crate::regular_file;
use ignore::{DirEntry, Error, Walk, WalkBuilder};
use std::collections::{HashSet, VecDeque};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The longest ignore file, in bytes: it is read as a whole.
const LONGEST: u64 = 16 << 20;
/// The longest path, in bytes.
const LONGEST_PATH: u64 = 1 << 12;

/// A kind of ignore file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ignore,
    GitIgnore,
    GitExclude,
}

/// The kinds that are read.
#[derive(Clone, Copy)]
struct Kinds([bool; 3]);

impl Kinds {
    fn has(self, kind: Kind) -> bool {
        self.0[kind as usize]
    }

    fn without(mut self, faults: &[Fault]) -> Kinds {
        for fault in faults {
            self.0[fault.kind as usize] = false;
        }
        self
    }
}

/// An ignore file that cannot be read.
struct Fault {
    kind: Kind,
    path: PathBuf,
    reason: String,
}

/// A folder that is walked later.
struct PostponedFolder {
    folder: PathBuf,
    kinds: Kinds,
    faults: Vec<Fault>,
}

/// An iterator over the contents of a folder, recursively.
pub struct FolderWalk {
    everything: bool,
    follow_links: bool,
    walk: Walk,
    postponed: Arc<Mutex<Vec<PostponedFolder>>>,
    /// The folders that were postponed, so that cycles of links end.
    seen: HashSet<PathBuf>,
    faults: VecDeque<Fault>,
}

impl FolderWalk {
    /// Walks `root`, which may also be a file. Hidden and ignored files are left out unless
    /// `everything` is set. `.git` is never entered.
    pub fn new(root: &Path, everything: bool, follow_links: bool) -> FolderWalk {
        let all = Kinds([!everything; 3]);
        let mut faults = Vec::new();
        if let (false, Ok(real)) = (everything, root.canonicalize()) {
            let around = real.ancestors().skip(1).flat_map(|folder| faults_in(folder, all));
            faults = faults_in(root, all).into_iter().chain(around).collect();
        }
        let postponed = Arc::new(Mutex::new(Vec::new()));
        let walk = builder(root, everything, follow_links, all.without(&faults), &postponed);
        let (seen, faults) = (HashSet::new(), faults.into());
        FolderWalk { everything, follow_links, walk, postponed, seen, faults }
    }

    /// Enters the next postponed folder, if there is one.
    fn resume(&mut self) -> bool {
        loop {
            let next = self.postponed.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(PostponedFolder { folder, kinds, faults }) = next else { return false };
            if !self.seen.insert(folder.canonicalize().unwrap_or_else(|_| folder.clone())) {
                continue;
            }
            self.faults = faults.into();
            self.walk =
                builder(&folder, self.everything, self.follow_links, kinds, &self.postponed);
            return true;
        }
    }
}

impl Iterator for FolderWalk {
    type Item = Result<DirEntry, Error>;

    fn next(&mut self) -> Option<Result<DirEntry, Error>> {
        loop {
            if let Some(fault) = self.faults.pop_front() {
                let error = Box::new(Error::Io(io::Error::other(fault.reason)));
                return Some(Err(Error::WithPath { path: fault.path, err: error }));
            }
            if let Some(entry) = self.walk.next() {
                return Some(entry);
            }
            if !self.resume() {
                return None;
            }
        }
    }
}

fn builder(
    root: &Path,
    everything: bool,
    follow_links: bool,
    kinds: Kinds,
    postponed: &Arc<Mutex<Vec<PostponedFolder>>>,
) -> Walk {
    let postponed = Arc::clone(postponed);
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(!everything).require_git(false).follow_links(follow_links);
    builder.ignore(kinds.has(Kind::Ignore));
    builder.git_ignore(kinds.has(Kind::GitIgnore));
    builder.git_exclude(kinds.has(Kind::GitExclude));
    builder.filter_entry(move |entry| {
        if entry.depth() == 0 || entry.file_name() != ".git" {
            let is_folder = entry.depth() > 0 && entry.file_type().is_some_and(|it| it.is_dir());
            return !is_folder || !postpone(entry.path(), kinds, &postponed);
        }
        false
    });
    builder.build()
}

/// Postpones a folder if it contains an ignore file that cannot be read.
fn postpone(folder: &Path, kinds: Kinds, postponed: &Mutex<Vec<PostponedFolder>>) -> bool {
    let faults = faults_in(folder, kinds);
    if faults.is_empty() {
        return false;
    }
    let kinds = kinds.without(&faults);
    let mut all = postponed.lock().unwrap_or_else(PoisonError::into_inner);
    all.push(PostponedFolder { folder: folder.to_owned(), kinds, faults });
    true
}

/// The files that the walk would read for the rules of a folder, and must not.
fn faults_in(folder: &Path, kinds: Kinds) -> Vec<Fault> {
    let mut files =
        vec![(Kind::Ignore, folder.join(".ignore")), (Kind::GitIgnore, folder.join(".gitignore"))];
    if kinds.has(Kind::GitExclude) {
        files.extend(exclude_files(folder).into_iter().map(|path| (Kind::GitExclude, path)));
    }
    let files = files.into_iter().filter(|(kind, _)| kinds.has(*kind));
    let faults = files.filter_map(|(kind, path)| {
        let reason = fault(&path)?;
        let reason = format!("{reason}; its folder is read without it: remove or replace it");
        Some(Fault { kind, path, reason })
    });
    faults.collect()
}

/// The reason why a file must not be read for its rules. Missing files and folders are no problem.
fn fault(path: &Path) -> Option<String> {
    let found = fs::metadata(path).ok().filter(|found| !found.is_dir())?;
    if let Err(error) = regular_file::check(&found) {
        return Some(error.to_string());
    }
    (found.len() > LONGEST).then(|| format!("longer than {} MB", LONGEST >> 20))
}

/// The files that lead to the exclusions of a repository. In a linked working tree, `.git` is a
/// file that names a folder, and `commondir` in it names the folder with the exclusions.
fn exclude_files(folder: &Path) -> Vec<PathBuf> {
    let git = folder.join(".git");
    let Ok(found) = fs::metadata(&git) else { return Vec::new() };
    if found.is_dir() {
        return vec![git.join("info/exclude")];
    }
    let mut files = vec![git.clone()];
    let line = first_line(&git);
    let Some(own) = line.as_deref().and_then(|line| line.strip_prefix("gitdir: ")) else {
        return files;
    };
    let common = Path::new(own).join("commondir");
    if let Some(line) = first_line(&common) {
        let around = if line.starts_with('.') { Path::new(own) } else { Path::new("") };
        files.push(around.join(line).join("info/exclude"));
    }
    files.push(common);
    files
}

fn first_line(path: &Path) -> Option<String> {
    let mut text = Vec::new();
    regular_file::open(path).ok()?.take(LONGEST_PATH).read_to_end(&mut text).ok()?;
    Some(String::from_utf8_lossy(&text).lines().next()?.to_owned())
}
