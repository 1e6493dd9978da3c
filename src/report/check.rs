//! The check of a deserialised report: all its numbers refer to existing entries.

use super::family::Family;
use super::place::Place;
use super::records::{Change, Cluster, DocumentSummary, Pair, Repeat};
use super::rows::Rows;
use crate::model::{DocumentId, FamilyId};

/// Checks that every document and family that is named exists, and that every place lies in its
/// document.
pub(super) fn check(
    documents: &[DocumentSummary],
    families: &[Family],
    pairs: &[Pair],
    repeats: &[Repeat],
    clusters: &[Cluster],
) -> Result<(), String> {
    let listed = Listed { documents, families: families.len() };
    for (i, document) in documents.iter().enumerate() {
        if document.id.index() != i {
            return Err(format!("documents[{i}] calls itself number {}", document.id));
        }
    }
    for (i, family) in families.iter().enumerate() {
        if family.id().index() != i {
            return Err(format!("families[{i}] calls itself number {}", family.id()));
        }
        for (j, occurrence) in family.occurrences().iter().enumerate() {
            let at = || format!("families[{i}].occurrences[{j}]");
            listed.place(occurrence.document, &occurrence.place, &at)?;
        }
        for (j, nested) in family.nested().iter().enumerate() {
            for (k, occurrence) in nested.occurrences.iter().enumerate() {
                let at = || format!("families[{i}].nested[{j}].occurrences[{k}]");
                listed.place(occurrence.document, &occurrence.place, &at)?;
            }
        }
    }
    for (i, pair) in pairs.iter().enumerate() {
        listed.document(pair.a, &|| format!("pairs[{i}]"))?;
        listed.document(pair.b, &|| format!("pairs[{i}]"))?;
        if pair.a == pair.b {
            return Err(format!("pairs[{i}] names document {} twice", pair.a));
        }
        for (j, passage) in pair.passages.iter().enumerate() {
            let at = || format!("pairs[{i}].passages[{j}]");
            listed.family(passage.family, &at)?;
            listed.place(pair.a, &passage.a, &at)?;
            listed.place(pair.b, &passage.b, &at)?;
            listed.changes([pair.a, pair.b], &passage.changes, &at)?;
        }
    }
    for (i, repeat) in repeats.iter().enumerate() {
        let at = || format!("repeats[{i}]");
        listed.family(repeat.family, &at)?;
        listed.place(repeat.document, &repeat.a, &at)?;
        listed.place(repeat.document, &repeat.b, &at)?;
        listed.changes([repeat.document; 2], &repeat.changes, &at)?;
    }
    for (i, cluster) in clusters.iter().enumerate() {
        let members = cluster.members.iter().map(|member| member.document);
        for document in members.chain([cluster.representative]) {
            listed.document(document, &|| format!("clusters[{i}]"))?;
        }
    }
    Ok(())
}

/// Checks that the places of all rows lie in their documents.
pub(super) fn check_rows(documents: &[DocumentSummary], rows: &[Rows]) -> Result<(), String> {
    let listed = Listed { documents, families: 0 };
    for (i, rows) in rows.iter().enumerate() {
        listed.place(rows.document, &rows.place, &|| format!("rows[{i}]"))?;
        listed.place(rows.document, &rows.example, &|| format!("rows[{i}].example"))?;
    }
    Ok(())
}

/// The numbers of entries that others may refer to.
struct Listed<'r> {
    documents: &'r [DocumentSummary],
    families: usize,
}

impl Listed<'_> {
    fn document(
        &self,
        id: DocumentId,
        at: &dyn Fn() -> String,
    ) -> Result<&DocumentSummary, String> {
        self.documents.get(id.index()).ok_or_else(|| {
            format!("{} names document {id}, there are {}", at(), self.documents.len())
        })
    }

    fn family(&self, id: FamilyId, at: &dyn Fn() -> String) -> Result<(), String> {
        let families = self.families;
        if id.index() < families {
            return Ok(());
        }
        Err(format!("{} names family {id}, there are {families}", at()))
    }

    fn place(
        &self,
        document: DocumentId,
        place: &Place,
        at: &dyn Fn() -> String,
    ) -> Result<(), String> {
        let bytes = self.document(document, at)?.bytes;
        let (start, end) = (place.start, place.end);
        if start <= end && end <= bytes && place.first_line <= place.last_line {
            return Ok(());
        }
        Err(format!(
            "{} spans {start}..{end}, lines {place}, of the {bytes} bytes of document {document}",
            at()
        ))
    }

    fn changes(
        &self,
        documents: [DocumentId; 2],
        changes: &[Change],
        at: &dyn Fn() -> String,
    ) -> Result<(), String> {
        let a = self.document(documents[0], at)?.bytes;
        let b = self.document(documents[1], at)?.bytes;
        let outside = |change: &Change| {
            [(change.a, a), (change.b, b)]
                .iter()
                .any(|(span, bytes)| span.start > span.end || span.end > *bytes)
        };
        match changes.iter().position(outside) {
            None => Ok(()),
            Some(i) => Err(format!("{}.changes[{i}] lies outside of its documents", at())),
        }
    }
}
