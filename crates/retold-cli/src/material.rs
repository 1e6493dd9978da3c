//! The texts of a run, with what came up while they were read.

use crate::failure::Failure;
use crate::input::{Origin, Request, Text, gather, real, shown};
use crate::origins::Origins;
use crate::progress::Progress;
use retold::{Corpus, Document, DocumentId, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a reason begins with, where a file is no text at all.
const NO_TEXT: &str = "binary";

/// The texts of one run, and what came up while they were read.
#[derive(Debug, Default)]
pub(crate) struct Material {
    pub(crate) corpus: Corpus<'static>,
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

impl Material {
    /// Reads what `request` asks for.
    pub(crate) fn read(request: &Request, progress: &Progress) -> Material {
        let mut material = Material::default();
        let texts = material.gather(request, progress);
        let groups: BTreeSet<Option<String>> =
            texts.iter().map(|text| text.group.clone()).collect();
        let numbers: BTreeMap<String, u32> = groups.into_iter().flatten().zip(0..).collect();
        for text in texts {
            let group = text.group.as_ref().map(|group| numbers[group]);
            material.add(text, group);
        }
        material
    }

    /// Reads two sides that are held against one another: groups 0 and 1. A file inside of a folder
    /// is held against the rest of the folder, whichever comes first; see [`parted`].
    ///
    /// # Errors
    /// If both sides are the same texts, so that there is nothing to hold them against.
    pub(crate) fn read_sides(
        a: &Request,
        b: &Request,
        progress: &Progress,
    ) -> Result<Material, Failure> {
        let mut material = Material::default();
        let first = material.gather(a, progress);
        let second = material.gather(b, progress);
        let Some(sides) = parted([first, second]) else {
            let [a, b] = [a, b].map(|side| shown(side.paths.first().expect("a side has a path")));
            let reason = if a == b {
                format!("both sides are {a}")
            } else {
                format!("{a} and {b} are the same")
            };
            return Err(Failure::new(format!(
                "{reason}: there is nothing to compare it with; `retold scan` finds what it repeats \
                 of itself"
            )));
        };
        for (group, texts) in sides.into_iter().enumerate() {
            for text in texts {
                material.add(text, Some(group as u32));
            }
        }
        Ok(material)
    }

    fn gather(&mut self, request: &Request, progress: &Progress) -> Vec<Text> {
        let gathered = gather(request, &|bytes| progress.read(bytes));
        let named: BTreeSet<String> = request.paths.iter().map(|path| shown(path)).collect();
        self.bytes += gathered.bytes;
        self.trouble |= gathered
            .skipped
            .iter()
            .any(|(name, reason)| named.contains(name) || !reason.starts_with(NO_TEXT));
        self.skipped.extend(gathered.skipped);
        self.barren.extend(gathered.barren);
        self.origins.skip(gathered.origins);
        self.files.extend(gathered.files);
        gathered.texts
    }

    fn add(&mut self, text: Text, group: Option<u32>) {
        let mut document = Document::new(text.name, text.text);
        if let Some(group) = group {
            document = document.with_group(group);
        }
        let id = self.corpus.push_document(document);
        self.origins.push(text.origin);
        self.encodings.extend(text.encoding.map(|encoding| (id, encoding)));
    }

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

/// Two sides without a text on both: what belongs to both counts for the side that it is all of, a file
/// in a folder for the file. Where each side has more, it counts for the first. `None` if both sides are
/// the same texts.
fn parted([first, second]: [Vec<Text>; 2]) -> Option<[Vec<Text>; 2]> {
    let mut files = RealFiles::default();
    let mut identities = |texts: &[Text]| -> BTreeSet<Origin> {
        texts.iter().map(|text| files.identity(&text.origin)).collect()
    };
    let (a, b) = (identities(&first), identities(&second));
    if a == b && !a.is_empty() {
        return None;
    }
    let mut without = |texts: Vec<Text>, others: &BTreeSet<Origin>| -> Vec<Text> {
        let is_own = |text: &Text| !others.contains(&files.identity(&text.origin));
        texts.into_iter().filter(is_own).collect()
    };
    // A side without a text is part of any other, and takes nothing from it.
    Some(if b.is_subset(&a) { [without(first, &b), second] } else { [first, without(second, &a)] })
}

/// Tells texts apart, whatever their files were called.
#[derive(Default)]
struct RealFiles {
    /// The last file as it was called, and without links. Records come one after another.
    last: Option<(Arc<Path>, Arc<Path>)>,
}

impl RealFiles {
    /// The same for the same text.
    fn identity(&mut self, origin: &Origin) -> Origin {
        let (_, file) = match self.last.take() {
            Some(last) if last.0 == origin.file => self.last.insert(last),
            _ => self.last.insert((Arc::clone(&origin.file), real(&origin.file).into())),
        };
        Origin { file: Arc::clone(file), ..origin.clone() }
    }
}
