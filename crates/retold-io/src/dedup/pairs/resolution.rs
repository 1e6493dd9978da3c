//! The resolution of the names in pairs to documents.
//!
//! A name is the id of a record (`--id-field`), or `FILE:RECORD` as in the audit log, or `FILE` for a
//! file with one text. If a name is both, the id counts.

use super::pair_file::GivenPair;
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::source::file::Kind;
use crate::diagnostics::Progress;
use crate::error::Error;
use retold::DocumentId;
use std::collections::HashMap;
use std::path::Path;

/// The number of unknown names that a warning lists.
const NAMED: usize = 5;

/// The document of a name, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Resolved {
    Document(u32),
    /// No record has the name.
    Unknown,
    /// Several records have the id.
    Ambiguous,
    /// The record has no text.
    NoText,
}

/// The pairs of a file, with the documents of their names.
#[derive(Debug)]
pub(in crate::dedup) struct ResolvedPairs<'p> {
    pub(in crate::dedup) given: &'p [GivenPair],
    pub(in crate::dedup) documents: Vec<[Resolved; 2]>,
}

impl<'p> ResolvedPairs<'p> {
    pub(in crate::dedup) fn of(
        given: &'p [GivenPair],
        store: &RecordStore<'_>,
        ids: &Ids,
    ) -> ResolvedPairs<'p> {
        let mut names: HashMap<&str, Resolved> = HashMap::new();
        for name in given.iter().flat_map(|pair| &pair.names) {
            names.insert(name, Resolved::Unknown);
        }
        for document in 0..store.documents() {
            let Some(slot) = ids.id(document).and_then(|id| names.get_mut(id)) else { continue };
            *slot = match slot {
                Resolved::Unknown => Resolved::Document(document),
                _ => Resolved::Ambiguous,
            };
        }
        let mut sources = HashMap::new();
        for (number, source) in store.sources.iter().enumerate() {
            sources.entry(source.name.as_str()).or_insert(number);
        }
        let resolve = |name: &String| match names[name.as_str()] {
            Resolved::Unknown => of_place(store, &sources, name),
            found => found,
        };
        let documents = given.iter().map(|pair| pair.names.each_ref().map(resolve)).collect();
        ResolvedPairs { given, documents }
    }

    /// The pairs whose names both belong to documents.
    pub(in crate::dedup) fn pairs(&self) -> Vec<(DocumentId, DocumentId)> {
        let pairs = self.documents.iter().filter_map(|pair| match pair {
            [Resolved::Document(a), Resolved::Document(b)] => {
                Some((DocumentId(*a), DocumentId(*b)))
            }
            _ => None,
        });
        pairs.collect()
    }

    /// Copies the records that cannot be read again from their file.
    pub(in crate::dedup) fn fetch(
        &self,
        store: &mut RecordStore<'_>,
        spool: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let documents = self.pairs().into_iter().flat_map(|(a, b)| [a.0, b.0]);
        store.fetch_documents(documents, spool, progress)
    }

    /// A warning about unknown names.
    pub(in crate::dedup) fn warning(&self, has_ids: bool) -> Option<String> {
        let mut unknown: Vec<&str> = Vec::new();
        for (pair, documents) in self.given.iter().zip(&self.documents) {
            for (name, document) in pair.names.iter().zip(documents) {
                if *document == Resolved::Unknown {
                    unknown.push(name);
                }
            }
        }
        unknown.sort_unstable();
        unknown.dedup();
        let first = unknown.get(..NAMED).unwrap_or(&unknown);
        let more = unknown.len().checked_sub(NAMED + 1).map_or("", |_| ", …");
        let remedy = if has_ids {
            "a name is an id, or `FILE:RECORD` as in the audit log"
        } else {
            "a name is `FILE:RECORD` as in the audit log, or an id if --id-field names its field"
        };
        let noun = if unknown.len() == 1 { "name of --pairs is" } else { "names of --pairs are" };
        (!unknown.is_empty()).then(|| {
            format!("{} {noun} unknown: {}{more}; {remedy}", unknown.len(), first.join(", "))
        })
    }
}

/// The record at `FILE:RECORD`, or the text in `FILE`.
fn of_place(store: &RecordStore<'_>, sources: &HashMap<&str, usize>, name: &str) -> Resolved {
    let (number, record) = match sources.get(name) {
        Some(&number) if store.sources[number].kind == Kind::Text => (number, 0),
        _ => {
            let place = name.rsplit_once(':').and_then(|(file, record)| {
                Some((*sources.get(file)?, record.parse::<u64>().ok()?))
            });
            let Some((number, shown)) = place else { return Resolved::Unknown };
            let before = store.sources[number].shown_number(0);
            let Some(record) = shown.checked_sub(before) else { return Resolved::Unknown };
            (number, record)
        }
    };
    let known = &store.known[number];
    if record >= known.records || store.sources[number].is_header(record) {
        return Resolved::Unknown;
    }
    if known.is_without(record) {
        return Resolved::NoText;
    }
    let (mut first, mut last) = (known.first, known.first + known.documents);
    while first + 1 < last {
        let middle = first + (last - first) / 2;
        if known.record_of(middle) <= record {
            first = middle;
        } else {
            last = middle;
        }
    }
    Resolved::Document(first)
}
