//! A check that a report belongs to a corpus.

use crate::mismatch::Mismatch;
use retold::report::{Change, Place};
use retold::{Corpus, DocumentId, Report};

/// Checks that the documents of the report are those of the corpus, and that every span is on
/// character boundaries of its text. The report itself guarantees that ids and families are
/// consistent.
pub(crate) fn check(report: &Report, corpus: &Corpus<'_>) -> Result<(), Mismatch> {
    let (listed, texts) = (report.documents().len(), corpus.len());
    if listed != texts {
        return Err(Mismatch::new(format!("it has {listed} documents, the corpus has {texts}")));
    }
    for (i, document) in report.documents().iter().enumerate() {
        let bytes = corpus.documents()[i].text().len();
        if document.bytes != bytes {
            let listed = document.bytes;
            return Err(Mismatch::new(format!(
                "documents[{i}] has {listed} bytes, its text has {bytes}"
            )));
        }
    }
    for (i, family) in report.families().iter().enumerate() {
        for (j, occurrence) in family.occurrences().iter().enumerate() {
            let at = || format!("families[{i}].occurrences[{j}]");
            place(corpus, occurrence.document, &occurrence.place, &at)?;
        }
    }
    for (i, pair) in report.pairs().iter().enumerate() {
        for (j, passage) in pair.passages.iter().enumerate() {
            let at = || format!("pairs[{i}].passages[{j}]");
            place(corpus, pair.a, &passage.a, &at)?;
            place(corpus, pair.b, &passage.b, &at)?;
            changes(corpus, [pair.a, pair.b], &passage.changes, &at)?;
        }
    }
    for (i, repeat) in report.repeats().iter().enumerate() {
        let at = || format!("repeats[{i}]");
        place(corpus, repeat.document, &repeat.a, &at)?;
        place(corpus, repeat.document, &repeat.b, &at)?;
        changes(corpus, [repeat.document; 2], &repeat.changes, &at)?;
    }
    Ok(())
}

fn place(
    corpus: &Corpus<'_>,
    document: DocumentId,
    place: &Place,
    at: &dyn Fn() -> String,
) -> Result<(), Mismatch> {
    let text = corpus[document].text();
    // `get` refuses a range that cuts a character.
    if text.get(place.start..place.end).is_some() {
        return Ok(());
    }
    let (start, end, bytes) = (place.start, place.end, text.len());
    Err(Mismatch::new(format!(
        "{} spans {start}..{end}, which is not a valid range of the {bytes} bytes of document {document}",
        at()
    )))
}

fn changes(
    corpus: &Corpus<'_>,
    documents: [DocumentId; 2],
    changes: &[Change],
    at: &dyn Fn() -> String,
) -> Result<(), Mismatch> {
    let [a, b] = documents.map(|document| corpus[document].text());
    let fits = |change: &Change| {
        a.get(change.a.start..change.a.end).is_some()
            && b.get(change.b.start..change.b.end).is_some()
    };
    match changes.iter().position(|change| !fits(change)) {
        None => Ok(()),
        Some(i) => Err(Mismatch::new(format!("{}.changes[{i}] is outside its texts", at()))),
    }
}
