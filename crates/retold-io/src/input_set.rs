//! The texts of a run as a corpus, with what happened while they were read.

use crate::diagnostics::Progress;
use crate::error::{Error, ErrorKind};
use crate::input::{
    Arena, FileTexts, Index, LeftOut, ReadResult, Request, gather, is_stdin, real, shown,
};
use crate::origins::Origins;
use retold::{Corpus, Document, DocumentId, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The prefixes of reasons why a file is no text. These are no failures inside a folder.
const NO_TEXT: [&str; 3] = ["binary", "a drawing", "a notebook of code"];

/// The texts that were read. [`InputSet`] borrows them.
#[derive(Debug, Default)]
pub struct InputTexts {
    arenas: Vec<Arena>,
    /// The metadata of the texts of each arena, and the side of the comparison they are on.
    indices: Vec<(Index, Option<u32>)>,
    rest: ReadNotes,
}

/// Everything but the texts.
#[derive(Debug, Default)]
struct ReadNotes {
    bytes: u64,
    trouble: bool,
    empty_folders: Vec<String>,
    skipped: Vec<(String, String)>,
    files: Vec<PathBuf>,
    origins: Origins,
    left_out: LeftOut,
}

/// The corpus of one run, and what happened while it was read.
#[derive(Debug, Default)]
pub struct InputSet<'t> {
    /// The texts.
    pub corpus: Corpus<'t>,
    /// The origins of the texts.
    pub origins: Origins,
    /// The bytes read from files.
    pub bytes: u64,
    /// Whether an input could not be read that should have been.
    pub trouble: bool,
    /// The folders named in the request that contain no file to read.
    pub empty_folders: Vec<String>,
    /// The parts that were left out because of their kind.
    pub left_out: LeftOut,
    encodings: Vec<(DocumentId, &'static str)>,
    skipped: Vec<(String, String)>,
    files: Vec<PathBuf>,
}

impl InputTexts {
    /// Reads what `request` names.
    ///
    /// # Errors
    /// If it does not fit into memory.
    pub fn read(request: &Request, progress: &dyn Progress) -> Result<InputTexts, Error> {
        let mut texts = InputTexts::default();
        let gathered = texts.gather(request, progress)?;
        texts.add(gathered.files, None);
        Ok(texts)
    }

    /// Reads the two sides of a comparison as groups 0 and 1. A file that is also inside the folder
    /// of the other side is compared with the rest of that folder.
    ///
    /// # Errors
    /// If the sides do not fit into memory, or are the same texts, so that there is nothing to
    /// compare.
    ///
    /// # Panics
    /// If a request has no path.
    pub fn read_sides(
        a: &Request,
        b: &Request,
        progress: &dyn Progress,
    ) -> Result<InputTexts, Error> {
        let mut texts = InputTexts::default();
        let first = texts.gather(a, progress)?;
        let second = texts.gather(b, progress)?;
        let Some([first, second]) = disjoint_sides([first.files, second.files]) else {
            let [a, b] = [a, b].map(|side| shown(side.paths.first().expect("a side has a path")));
            let reason = if a == b {
                format!("both sides are {a}")
            } else {
                format!("{a} and {b} are the same")
            };
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "{reason}: there is nothing to compare it with; `retold scan` finds what it repeats \
                 of itself"
                ),
            ));
        };
        texts.add(first, Some(0));
        texts.add(second, Some(1));
        Ok(texts)
    }

    fn gather(&mut self, request: &Request, progress: &dyn Progress) -> Result<ReadResult, Error> {
        let mut gathered = gather(request, &|bytes| progress.read(bytes));
        if let Some(reason) = request.memory.exceeded() {
            return Err(Error::new(ErrorKind::Settings, reason));
        }
        let named: BTreeSet<String> = request.paths.iter().map(|path| shown(path)).collect();
        let rest = &mut self.rest;
        rest.bytes += gathered.bytes;
        rest.trouble |= gathered.skipped.iter().any(|(name, reason)| {
            named.contains(name) || !NO_TEXT.iter().any(|it| reason.starts_with(it))
        });
        rest.skipped.append(&mut gathered.skipped);
        rest.empty_folders.append(&mut gathered.empty_folders);
        rest.origins.skip(std::mem::take(&mut gathered.origins));
        rest.files.append(&mut gathered.paths);
        rest.left_out.join(&gathered.left_out);
        Ok(gathered)
    }

    fn add(&mut self, files: Vec<FileTexts>, side: Option<u32>) {
        for file in files {
            let (arena, index) = file.split();
            self.arenas.push(arena);
            self.indices.push((index, side));
        }
    }

    /// Makes the [`InputSet`], which borrows these texts.
    ///
    /// # Errors
    /// If there are more texts than a corpus can number.
    pub fn input_set(&mut self) -> Result<InputSet<'_>, Error> {
        let indices = std::mem::take(&mut self.indices);
        let ReadNotes { bytes, trouble, empty_folders, skipped, files, origins, left_out } =
            std::mem::take(&mut self.rest);
        let mut input_set = InputSet {
            corpus: Corpus::with_capacity(indices.iter().map(|(index, _)| index.len()).sum()),
            origins,
            bytes,
            trouble,
            empty_folders,
            left_out,
            encodings: Vec::new(),
            skipped,
            files,
        };
        let numbers = group_numbers(&self.arenas, &indices);
        for (arena, (index, side)) in self.arenas.iter().zip(indices) {
            let first = input_set.corpus.len() as u32;
            for text in index.texts(arena) {
                let mut document = Document::new(text.name, text.text).with_kinds(index.kinds());
                let group = side.or_else(|| text.group.map(|group| numbers[group]));
                if let Some(group) = group {
                    document = document.with_group(group);
                }
                let id = input_set.corpus.push_document(document)?;
                input_set.encodings.extend(text.encoding.map(|encoding| (id, encoding)));
            }
            input_set.origins.push(first, index.origins);
        }
        Ok(input_set)
    }
}

/// Numbers the groups that records name, in order of first occurrence.
fn group_numbers<'t>(
    arenas: &'t [Arena],
    indices: &[(Index, Option<u32>)],
) -> BTreeMap<&'t str, u32> {
    let groups: BTreeSet<&str> = arenas
        .iter()
        .zip(indices)
        .flat_map(|(arena, (index, _))| index.texts(arena).filter_map(|text| text.group))
        .collect();
    groups.into_iter().zip(0..).collect()
}

impl InputSet<'_> {
    /// Adds to the report what the engine cannot know.
    pub fn note(&mut self, report: &mut Report) {
        for &(document, encoding) in &self.encodings {
            report.note_encoding(document, encoding);
        }
        // An input that both sides name is listed once.
        let skipped: BTreeSet<(String, String)> = self.skipped.drain(..).collect();
        for (name, reason) in skipped {
            report.add_skipped(name, reason);
        }
    }

    /// All files that were opened.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }
}

/// Makes the two sides disjoint. A file on both sides belongs to the side that has nothing else, as
/// a file in a folder belongs to the side that is only this file. If both sides have more, it
/// belongs to the first. Returns `None` if both sides are the same files.
fn disjoint_sides([mut first, mut second]: [Vec<FileTexts>; 2]) -> Option<[Vec<FileTexts>; 2]> {
    let identities =
        |files: &[FileTexts]| -> BTreeSet<PathBuf> { files.iter().map(identity).collect() };
    let (a, b) = (identities(&first), identities(&second));
    if a == b && !a.is_empty() {
        return None;
    }
    // An empty side is a subset of any other, and removes nothing from it.
    if b.is_subset(&a) {
        first.retain(|file| !b.contains(&identity(file)));
    } else {
        second.retain(|file| !a.contains(&identity(file)));
    }
    Some([first, second])
}

/// The identity of a file, independent of its path.
fn identity(file: &FileTexts) -> PathBuf {
    let file = &file.index.origins.file;
    if is_stdin(file) { file.to_path_buf() } else { real(file) }
}
