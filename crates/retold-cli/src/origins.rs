//! Which file does a name in the report mean?

use crate::input::Origin;
use retold::DocumentId;
use std::collections::BTreeMap;
use std::path::Path;

/// Where everything comes from that a report names.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    texts: Vec<Origin>,
    skipped: BTreeMap<String, Origin>,
}

impl Origins {
    /// Notes where the next document of the corpus comes from.
    pub(crate) fn push(&mut self, origin: Origin) {
        self.texts.push(origin);
    }

    /// Notes what the names mean of what was not read.
    pub(crate) fn skip(&mut self, skipped: impl IntoIterator<Item = (String, Origin)>) {
        self.skipped.extend(skipped);
    }

    pub(crate) fn of(&self, document: DocumentId) -> &Origin {
        &self.texts[document.index()]
    }

    /// What was not read and never opened is a file of that name.
    pub(crate) fn of_skipped(&self, name: &str) -> Origin {
        self.skipped.get(name).cloned().unwrap_or_else(|| Origin::of_file(Path::new(name)))
    }
}
