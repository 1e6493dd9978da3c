//! The lines of the audit log for the records in clusters (`--annotate`).

use super::audit::json;
use crate::dedup::decide::clusters::Clusters;
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_name::RecordName;
use crate::dedup::records::record_store::RecordStore;
use crate::error::Error;
use serde::Serialize;

/// The line for a record in a cluster.
#[derive(Serialize)]
struct Annotation<'a> {
    input: u32,
    what: &'static str,
    source: &'a str,
    record: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    cluster: u64,
    cluster_size: u64,
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resemblance: Option<f64>,
    /// The counterpart: the record to which the relation applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<RecordName<'a>>,
}

/// Writes a line for each record in a cluster, in the order of the input. `references` is the
/// number of reference files.
pub(in crate::dedup) fn each_annotation(
    store: &RecordStore<'_>,
    ids: &Ids,
    clusters: &Clusters,
    references: usize,
    mut out: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    clusters.members.iter().try_for_each(|member| {
        let RecordName { source, record, id, .. } = RecordName::of(store, ids, member.document);
        out(&json(&Annotation {
            input: store.source_of(member.document) - references as u32,
            what: "annotation",
            source,
            record,
            id,
            cluster: member.cluster,
            cluster_size: member.size,
            relation: member.relation.name(),
            resemblance: member.resemblance,
            to: member.counterpart.map(|other| RecordName::of(store, ids, other)),
        }))
    })
}
