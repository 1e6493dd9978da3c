//! What is there to compare?

use crate::failure::Failure;
use crate::input::{Arena, Gathered, Index, Request, gather, real, shown};
use crate::origins::Origins;
use crate::progress::Progress;
use retold::{Corpus, Document, DocumentId, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a reason begins with, where a file is no text at all.
const NO_TEXT: &str = "binary";

/// What was read, before it becomes a [`Material`], which borrows the texts.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    arenas: Vec<Arena>,
    /// What is known of the texts of each arena, and which side of a comparison they are on.
    indices: Vec<(Index, Option<u32>)>,
    rest: Rest,
}

/// What is known beside the texts.
#[derive(Debug, Default)]
struct Rest {
    bytes: u64,
    trouble: bool,
    barren: Vec<String>,
    skipped: Vec<(String, String)>,
    files: Vec<PathBuf>,
    origins: Origins,
}

/// The texts of one run, and what came up while they were read.
#[derive(Debug, Default)]
pub(crate) struct Material<'t> {
    pub(crate) corpus: Corpus<'t>,
    pub(crate) origins: Origins,
    /// The bytes read from files.
    pub(crate) bytes: u64,
    /// Whether something could not be read that should have been.
    pub(crate) trouble: bool,
    /// The folders that were named and have no file to read in them.
    pub(crate) barren: Vec<String>,
    encodings: Vec<(DocumentId, &'static str)>,
    skipped: Vec<(String, String)>,
    files: Vec<PathBuf>,
}

impl Texts {
    /// Reads what `request` asks for.
    ///
    /// # Errors
    /// If it does not fit into memory.
    pub(crate) fn read(request: &Request, progress: &Progress) -> Result<Texts, Failure> {
        let mut texts = Texts::default();
        let gathered = texts.gather(request, progress)?;
        texts.add(gathered, None);
        Ok(texts)
    }

    /// Reads two sides that are held against one another: groups 0 and 1. What belongs to both,
    /// since one side is a folder around the other, counts for the second only.
    ///
    /// # Errors
    /// If it does not fit into memory.
    pub(crate) fn read_sides(
        a: &Request,
        b: &Request,
        progress: &Progress,
    ) -> Result<Texts, Failure> {
        let mut texts = Texts::default();
        let mut first = texts.gather(a, progress)?;
        let second = texts.gather(b, progress)?;
        if a.paths != b.paths {
            let files = second.files.iter();
            let taken: BTreeSet<PathBuf> =
                files.map(|file| real(&file.index.origins.file)).collect();
            first.files.retain(|file| !taken.contains(&real(&file.index.origins.file)));
        }
        texts.add(first, Some(0));
        texts.add(second, Some(1));
        Ok(texts)
    }

    fn gather(&mut self, request: &Request, progress: &Progress) -> Result<Gathered, Failure> {
        let mut gathered = gather(request, &|bytes| progress.read(bytes));
        if let Some(reason) = request.memory.exceeded() {
            return Err(Failure::new(reason));
        }
        let named: BTreeSet<String> = request.paths.iter().map(|path| shown(path)).collect();
        let rest = &mut self.rest;
        rest.bytes += gathered.bytes;
        rest.trouble |= gathered
            .skipped
            .iter()
            .any(|(name, reason)| named.contains(name) || !reason.starts_with(NO_TEXT));
        rest.skipped.append(&mut gathered.skipped);
        rest.barren.append(&mut gathered.barren);
        rest.origins.skip(std::mem::take(&mut gathered.origins));
        rest.files.append(&mut gathered.paths);
        Ok(gathered)
    }

    fn add(&mut self, gathered: Gathered, side: Option<u32>) {
        for file in gathered.files {
            let (arena, index) = file.split();
            self.arenas.push(arena);
            self.indices.push((index, side));
        }
    }

    /// The material of these texts, which are borrowed from now on.
    pub(crate) fn material(&mut self) -> Material<'_> {
        let indices = std::mem::take(&mut self.indices);
        let Rest { bytes, trouble, barren, skipped, files, origins } =
            std::mem::take(&mut self.rest);
        let mut material = Material {
            corpus: Corpus::with_capacity(indices.iter().map(|(index, _)| index.len()).sum()),
            origins,
            bytes,
            trouble,
            barren,
            encodings: Vec::new(),
            skipped,
            files,
        };
        let numbers = group_numbers(&self.arenas, &indices);
        for (arena, (index, side)) in self.arenas.iter().zip(indices) {
            let first = material.corpus.len() as u32;
            for text in index.texts(arena) {
                let mut document = Document::new(text.name, text.text);
                let group = side.or_else(|| text.group.map(|group| numbers[group]));
                if let Some(group) = group {
                    document = document.with_group(group);
                }
                let id = material.corpus.push_document(document);
                material.encodings.extend(text.encoding.map(|encoding| (id, encoding)));
            }
            material.origins.push(first, index.origins);
        }
        material
    }
}

/// A number for each group that a record names, in their order.
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

impl Material<'_> {
    /// Notes in the report what the engine cannot know.
    pub(crate) fn note(&mut self, report: &mut Report) {
        for &(document, encoding) in &self.encodings {
            report.note_encoding(document, encoding);
        }
        // What two sides both name is named once.
        let skipped: BTreeSet<(String, String)> = self.skipped.drain(..).collect();
        for (name, reason) in skipped {
            report.add_skipped(name, reason);
        }
    }

    /// The files that were read, whatever came of it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }
}
