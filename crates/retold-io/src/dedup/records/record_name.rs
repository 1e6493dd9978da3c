//! The name of a record in the audit log.

use super::ids::Ids;
use super::record_store::RecordStore;
use serde::Serialize;

/// The name of a record, as the audit log gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(in crate::dedup) struct RecordName<'a> {
    /// Whether it is in a reference corpus.
    pub(in crate::dedup) against: bool,
    pub(in crate::dedup) source: &'a str,
    pub(in crate::dedup) record: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::dedup) id: Option<&'a str>,
}

impl<'a> RecordName<'a> {
    pub(in crate::dedup) fn of(
        store: &RecordStore<'a>,
        ids: &'a Ids,
        document: u32,
    ) -> RecordName<'a> {
        let number = store.source_of(document) as usize;
        let source = &store.sources[number];
        let record = store.known[number].record_of(document);
        RecordName {
            against: source.reference,
            source: &source.name,
            record: source.shown_number(record),
            id: ids.id(document),
        }
    }
}
