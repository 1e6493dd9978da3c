//! Which file does a name in the report mean?

use crate::input::{FileOrigin, Origin};
use retold::{Corpus, DocumentId};
use std::collections::BTreeMap;
use std::path::Path;

/// Where everything comes from that a report names.
#[derive(Debug, Default)]
pub struct Origins {
    /// The files in the order of the corpus, each with the number of its first document.
    files: Vec<(u32, FileOrigin)>,
    skipped: BTreeMap<String, Origin>,
}

impl Origins {
    /// Notes where the documents from `first` on come from.
    pub fn push(&mut self, first: u32, file: FileOrigin) {
        self.files.push((first, file));
    }

    /// Notes what the names mean of what was not read.
    pub fn skip(&mut self, skipped: impl IntoIterator<Item = (String, Origin)>) {
        self.skipped.extend(skipped);
    }

    /// Where a document comes from.
    pub fn of(&self, document: DocumentId, corpus: &Corpus<'_>) -> Origin {
        let behind = self.files.partition_point(|(first, _)| *first <= document.0);
        let (first, file) = &self.files[behind - 1];
        file.of((document.0 - first) as usize, corpus[document].name())
    }

    /// What was not read and never opened is a file of that name.
    pub fn of_skipped(&self, name: &str) -> Origin {
        self.skipped.get(name).cloned().unwrap_or_else(|| Origin::of_file(Path::new(name)))
    }
}
