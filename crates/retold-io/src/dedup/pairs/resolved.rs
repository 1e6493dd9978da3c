//! The names of pairs, brought to documents.
//!
//! A name is the id of a record (`--id-field`), or what the audit log calls a record: `FILE:RECORD`,
//! and `FILE` for a file that holds one text. An id comes before the other names.

use super::given::GivenPair;
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::source::file::Kind;
use crate::diagnostics::Progress;
use crate::error::Error;
use retold::DocumentId;
use std::collections::HashMap;
use std::path::Path;

/// How many unknown names a warning names.
const NAMED: usize = 5;

/// What a name stands for.
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

/// The pairs of a file, with the documents that their names stand for.
#[derive(Debug)]
pub(in crate::dedup) struct ResolvedPairs {
    pub(in crate::dedup) given: Vec<GivenPair>,
    pub(in crate::dedup) documents: Vec<[Resolved; 2]>,
}

impl ResolvedPairs {
    pub(in crate::dedup) fn of(
        given: Vec<GivenPair>,
        store: &RecordStore<'_>,
        ids: &Ids,
    ) -> ResolvedPairs {
        let mut names: HashMap<&str, Resolved> = HashMap::new();
        for name in given.iter().flat_map(|pair| &pair.names) {
            names.insert(name, Resolved::Unknown);
        }
        let documents: u32 = store.known.iter().map(|known| known.documents).sum();
        for document in 0..documents {
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

    /// The pairs of two documents.
    pub(in crate::dedup) fn pairs(&self) -> Vec<(DocumentId, DocumentId)> {
        let pairs = self.documents.iter().filter_map(|pair| match pair {
            [Resolved::Document(a), Resolved::Document(b)] => {
                Some((DocumentId(*a), DocumentId(*b)))
            }
            _ => None,
        });
        pairs.collect()
    }

    /// Puts the records aside that could not be read again later.
    pub(in crate::dedup) fn fetch(
        &self,
        store: &mut RecordStore<'_>,
        spool: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let documents: u32 = store.known.iter().map(|known| known.documents).sum();
        let mut wanted = vec![false; documents as usize];
        for document in self.pairs().into_iter().flat_map(|(a, b)| [a, b]) {
            wanted[document.index()] = store.is_out_of_reach(document.0);
        }
        store.fetch(|document| wanted[document as usize], spool, progress)
    }

    /// What is said if names are unknown.
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
