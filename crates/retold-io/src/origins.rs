//! An index from documents and skipped inputs to the files that they come from.

use crate::input::{FileOrigin, Origin};
use retold::{Corpus, DocumentId};
use std::collections::BTreeMap;
use std::path::Path;

/// The origins of all documents and skipped inputs of a report.
#[derive(Debug, Default)]
pub struct Origins {
    /// The files in the order of the corpus, each with the number of its first document.
    files: Vec<(u32, FileOrigin)>,
    skipped: BTreeMap<String, Origin>,
}

impl Origins {
    /// Adds the file of the documents from `first` on.
    pub fn push(&mut self, first: u32, file: FileOrigin) {
        self.files.push((first, file));
    }

    /// Adds the origins of skipped inputs.
    pub fn skip(&mut self, skipped: impl IntoIterator<Item = (String, Origin)>) {
        self.skipped.extend(skipped);
    }

    /// The origin of a document.
    pub fn of(&self, document: DocumentId, corpus: &Corpus<'_>) -> Origin {
        let behind = self.files.partition_point(|(first, _)| *first <= document.0);
        let (first, file) = &self.files[behind - 1];
        file.of((document.0 - first) as usize, corpus[document].name())
    }

    /// The origin of a skipped input. One that was never opened is a file of that name.
    pub fn of_skipped(&self, name: &str) -> Origin {
        self.skipped.get(name).cloned().unwrap_or_else(|| Origin::of_file(Path::new(name)))
    }
}
