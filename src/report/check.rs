//! A report that comes from outside: do its numbers belong together?

use super::data::{
    Change, Cluster, DocumentSummary, Pair, Parts, Repeat, Report, SCHEMA, Skipped, Truncated,
};
use super::family::Family;
use super::place::Place;
use super::settings::Settings;
use crate::model::{DocumentId, FamilyId};
use serde::Deserialize;

/// What a deserialised report holds before its numbers were looked at.
#[derive(Deserialize)]
pub(super) struct Unchecked {
    schema: String,
    settings: Settings,
    documents: Vec<DocumentSummary>,
    families: Vec<Family>,
    pairs: Vec<Pair>,
    repeats: Vec<Repeat>,
    clusters: Vec<Cluster>,
    skipped: Vec<Skipped>,
    #[serde(default)]
    truncated: Truncated,
}

impl TryFrom<Unchecked> for Report {
    type Error = String;

    fn try_from(unchecked: Unchecked) -> Result<Report, String> {
        unchecked.check()?;
        let mut report = Report::new(Parts {
            settings: unchecked.settings,
            documents: unchecked.documents,
            families: unchecked.families,
            pairs: unchecked.pairs,
            repeats: unchecked.repeats,
            clusters: unchecked.clusters,
            truncated: unchecked.truncated,
        });
        for skipped in unchecked.skipped {
            report.add_skipped(skipped.name, skipped.reason);
        }
        Ok(report)
    }
}

impl Unchecked {
    fn check(&self) -> Result<(), String> {
        if self.schema != SCHEMA {
            return Err(format!("the schema is {:?}, this version reads {SCHEMA:?}", self.schema));
        }
        for (i, document) in self.documents.iter().enumerate() {
            if document.id.index() != i {
                return Err(format!("documents[{i}] calls itself number {}", document.id));
            }
        }
        for (i, family) in self.families.iter().enumerate() {
            if family.id().index() != i {
                return Err(format!("families[{i}] calls itself number {}", family.id()));
            }
            for (j, occurrence) in family.occurrences().iter().enumerate() {
                let at = || format!("families[{i}].occurrences[{j}]");
                self.place(occurrence.document, &occurrence.place, &at)?;
            }
        }
        for (i, pair) in self.pairs.iter().enumerate() {
            self.document(pair.a, &|| format!("pairs[{i}]"))?;
            self.document(pair.b, &|| format!("pairs[{i}]"))?;
            for (j, passage) in pair.passages.iter().enumerate() {
                let at = || format!("pairs[{i}].passages[{j}]");
                self.family(passage.family, &at)?;
                self.place(pair.a, &passage.a, &at)?;
                self.place(pair.b, &passage.b, &at)?;
                self.changes([pair.a, pair.b], &passage.changes, &at)?;
            }
        }
        for (i, repeat) in self.repeats.iter().enumerate() {
            let at = || format!("repeats[{i}]");
            self.family(repeat.family, &at)?;
            self.place(repeat.document, &repeat.a, &at)?;
            self.place(repeat.document, &repeat.b, &at)?;
            self.changes([repeat.document; 2], &repeat.changes, &at)?;
        }
        for (i, cluster) in self.clusters.iter().enumerate() {
            let members = cluster.members.iter().map(|member| member.document);
            for document in members.chain([cluster.representative]) {
                self.document(document, &|| format!("clusters[{i}]"))?;
            }
        }
        Ok(())
    }

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
        let families = self.families.len();
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
