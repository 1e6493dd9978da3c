//! Does this report belong to this corpus?

use crate::mismatch::Mismatch;
use retold::report::{Change, Place};
use retold::{Corpus, DocumentId, Family, FamilyId, Report};
use serde::Deserialize;

/// Checks every number that the page will index with, and gives the medoid's index of each family.
///
/// After this, every document and family that the report names exists, and every span lies on
/// character boundaries of its text.
pub(crate) fn medoids(report: &Report, corpus: &Corpus<'_>) -> Result<Vec<usize>, Mismatch> {
    let (listed, texts) = (report.documents().len(), corpus.len());
    if listed != texts {
        return Err(Mismatch::new(format!("it has {listed} documents, the corpus has {texts}")));
    }
    let check = Check { report, corpus };
    for (i, document) in report.documents().iter().enumerate() {
        let at = || format!("documents[{i}]");
        if document.id.index() != i {
            return Err(Mismatch::new(format!("{} calls itself number {}", at(), document.id)));
        }
        let bytes = corpus.documents()[i].text().len();
        if document.bytes != bytes {
            let reason = format!("{} has {} bytes, its text has {bytes}", at(), document.bytes);
            return Err(Mismatch::new(reason));
        }
    }
    let mut medoids = Vec::with_capacity(report.families().len());
    for (i, family) in report.families().iter().enumerate() {
        let at = || format!("families[{i}]");
        if family.id().index() != i {
            return Err(Mismatch::new(format!("{} calls itself number {}", at(), family.id())));
        }
        for (j, occurrence) in family.occurrences().iter().enumerate() {
            let at = || format!("families[{i}].occurrences[{j}]");
            check.place(occurrence.document, &occurrence.place, &at)?;
        }
        medoids.push(medoid(family).ok_or_else(|| {
            Mismatch::new(format!("the medoid of {} is none of its occurrences", at()))
        })?);
    }
    for (i, pair) in report.pairs().iter().enumerate() {
        let at = || format!("pairs[{i}]");
        check.document(pair.a, &at)?;
        check.document(pair.b, &at)?;
        for (j, passage) in pair.passages.iter().enumerate() {
            let at = || format!("pairs[{i}].passages[{j}]");
            check.family(passage.family, &at)?;
            check.place(pair.a, &passage.a, &at)?;
            check.place(pair.b, &passage.b, &at)?;
            check.changes(pair.a, pair.b, &passage.changes, &at)?;
        }
    }
    for (i, repeat) in report.repeats().iter().enumerate() {
        let at = || format!("repeats[{i}]");
        check.family(repeat.family, &at)?;
        check.place(repeat.document, &repeat.a, &at)?;
        check.place(repeat.document, &repeat.b, &at)?;
        check.changes(repeat.document, repeat.document, &repeat.changes, &at)?;
    }
    for (i, cluster) in report.clusters().iter().enumerate() {
        let at = || format!("clusters[{i}]");
        check.document(cluster.representative, &at)?;
        for member in &cluster.members {
            check.document(member.document, &at)?;
        }
    }
    Ok(medoids)
}

/// The medoid's index. [`Family::medoid`] indexes with it and so cannot be asked before it is known
/// to be in range; the serialised family says it without.
fn medoid(family: &Family) -> Option<usize> {
    #[derive(Deserialize)]
    struct Medoid {
        medoid: usize,
    }
    let json = serde_json::to_vec(family).ok()?;
    let Medoid { medoid } = serde_json::from_slice(&json).ok()?;
    (medoid < family.occurrences().len()).then_some(medoid)
}

struct Check<'a> {
    report: &'a Report,
    corpus: &'a Corpus<'a>,
}

impl Check<'_> {
    fn document(&self, id: DocumentId, at: &dyn Fn() -> String) -> Result<&str, Mismatch> {
        let document = self.corpus.get(id).ok_or_else(|| {
            let texts = self.corpus.len();
            Mismatch::new(format!("{} names document {id}, the corpus has {texts}", at()))
        })?;
        Ok(document.text())
    }

    fn family(&self, id: FamilyId, at: &dyn Fn() -> String) -> Result<(), Mismatch> {
        let families = self.report.families().len();
        if id.index() < families {
            return Ok(());
        }
        Err(Mismatch::new(format!("{} names family {id}, there are {families}", at())))
    }

    fn place(
        &self,
        document: DocumentId,
        place: &Place,
        at: &dyn Fn() -> String,
    ) -> Result<(), Mismatch> {
        let text = self.document(document, at)?;
        // `get` refuses a span that is reversed, too long or cuts through a character.
        if text.get(place.start..place.end).is_some() {
            return Ok(());
        }
        let (start, end, bytes) = (place.start, place.end, text.len());
        Err(Mismatch::new(format!(
            "{} spans {start}..{end}, which is no part of the {bytes} bytes of document {document}",
            at()
        )))
    }

    fn changes(
        &self,
        a: DocumentId,
        b: DocumentId,
        changes: &[Change],
        at: &dyn Fn() -> String,
    ) -> Result<(), Mismatch> {
        let (a, b) = (self.document(a, at)?, self.document(b, at)?);
        let fits = |change: &Change| {
            a.get(change.a.start..change.a.end).is_some()
                && b.get(change.b.start..change.b.end).is_some()
        };
        match changes.iter().position(|change| !fits(change)) {
            None => Ok(()),
            Some(i) => {
                Err(Mismatch::new(format!("{}.changes[{i}] lies outside of its texts", at())))
            }
        }
    }
}
