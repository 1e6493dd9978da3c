//! The report builder: from findings to the records of a report.
//!
//! Families get ids in the order of the report: prose before code, the longest first. A nested family
//! (`nested_groups`) gets no id; it is listed within the family around it, and its pairs are those of that
//! family. Byte spans get line numbers, and sources get the document ids of the caller.
//!
//! Cost: one look at each byte of the documents with repeated text, for the lines.

use super::engine::Detector;
use super::findings::{Changed, Findings, PairAlignment, RepeatGroup, SourceOccurrence};
use super::ingest::Ingested;
use super::nested_groups::nested_in;
use super::parallel::prelude::*;
use super::progress::{Progress, TextPieces};
use super::text_equality::is_same_place;
use crate::error::Result;
use crate::model::{Corpus, DocumentId, FamilyId, Similarity, Span, TextKind, most_of};
use crate::passage::TokenPassage;
use crate::report::{
    Change, DocumentSummary, Family, FamilyKind, Nested, Occurrence, Passage, Place, Repeat,
};
use crate::text::{Lines, words};
use std::cmp::Reverse;

/// The records of a report, and what the later steps need of the findings.
#[derive(Default)]
pub(super) struct Records {
    pub(super) families: Vec<Family>,
    pub(super) repeats: Vec<Repeat>,
    /// The passages that two documents share, sorted by sources (the lower first), then by place.
    pub(super) shared: Vec<SharedPassage>,
    /// The aligned passages, in token numbers.
    pub(super) passages: Vec<TokenPassage>,
    /// For each source, the length that families cover, in fifths of a word; empty if it was not
    /// counted.
    reused: Vec<usize>,
    /// If it was not counted, the spans of each source that families cover, disjoint and in order.
    covered: Vec<Vec<Span>>,
}

/// One passage that two documents share.
pub(super) struct SharedPassage {
    pub(super) sources: (u32, u32),
    pub(super) passage: Passage,
    /// The passage behind it, as an index into [`Records::passages`], if it was aligned.
    pub(super) found: Option<u32>,
    /// Whether side `a` of that passage is in the second of the sources.
    pub(super) is_turned: bool,
}

/// The kind of most of the text of an occurrence: prose, a list, a table, code.
fn kind_of(ingested: &Ingested<'_>, occurrence: &SourceOccurrence) -> TextKind {
    most_of(ingested.sources[occurrence.source as usize].document.kinds(), occurrence.span)
}

/// Turns the findings into records.
pub(super) fn build_records(
    ingested: &Ingested<'_>,
    findings: Findings,
    progress: &Progress<'_>,
) -> Result<Records> {
    let Findings { groups, alignments, reused, lines, passages, .. } = findings;
    // The order of the families. The index is the last key, so that no two are equal.
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.par_sort_by_key(|&index| {
        let group = &groups[index];
        let (medoid, first) = (&group.occurrences[group.medoid], &group.occurrences[0]);
        (
            kind_of(ingested, medoid),
            Reverse(medoid.fifths),
            first.source,
            first.span,
            Reverse(group.occurrences.len()),
            index,
        )
    });
    let parents = nested_in(&groups);
    let (nested, order): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&index| parents[index].is_some());
    let mut id_of = vec![FamilyId::default(); groups.len()];
    for (id, &index) in order.iter().enumerate() {
        id_of[index] = FamilyId(id as u32);
    }
    // The pairs of a nested family are listed under the id of the family around it: what two nested
    // occurrences share, the two occurrences around them share.
    let mut within: Vec<(FamilyId, usize)> = Vec::with_capacity(nested.len());
    for &index in &nested {
        id_of[index] = id_of[parents[index].expect("it is nested")];
        within.push((id_of[index], index));
    }
    within.sort_by_key(|&(id, _)| id);
    let builder = RecordBuilder { ingested, lines: lines_of(ingested, &groups, lines, progress) };
    progress.check()?;
    let families: Vec<Option<Family>> = order
        .par_iter()
        .map(|&index| {
            if !progress.goes_on() {
                return None;
            }
            let id = id_of[index];
            let start = within.partition_point(|&(around, _)| around < id);
            let nested = within[start..].iter().take_while(|&&(around, _)| around == id);
            let nested = nested.map(|&(_, index)| builder.nested(&groups[index])).collect();
            Some(builder.family(id, &groups[index], nested))
        })
        .collect();
    progress.check()?;
    let families = families.into_iter().flatten().collect();
    // Passages count what is reused in token numbers. For segments the covered spans are read again.
    let covered = if reused.is_empty() { covered(ingested, &groups) } else { Vec::new() };
    drop(groups);

    let mut records = Records { families, passages, reused, covered, ..Records::default() };
    for alignment in alignments {
        let family = id_of[alignment.group];
        if alignment.a.0 == alignment.b.0 {
            records.repeats.push(builder.repeat(family, alignment));
        } else {
            records.shared.push(builder.shared(family, alignment));
        }
    }
    records.repeats.sort_by_key(|repeat| (repeat.document, repeat.a, repeat.b, repeat.family));
    records.shared.par_sort_by_key(|shared| {
        (shared.sources, shared.passage.a, shared.passage.b, shared.passage.family)
    });
    Ok(records)
}

/// Makes records: documents by their ids, spans with their lines.
struct RecordBuilder<'n> {
    ingested: &'n Ingested<'n>,
    lines: Vec<Option<Lines>>,
}

impl RecordBuilder<'_> {
    fn place(&self, source: u32, span: Span) -> Place {
        let lines = self.lines[source as usize].as_ref();
        Place::new(span, lines.expect("made for every source with an occurrence"))
    }

    fn family(&self, id: FamilyId, group: &RepeatGroup, nested: Vec<Nested>) -> Family {
        Family {
            id,
            words: words(group.occurrences[group.medoid].fifths),
            kind: self.kind(group),
            boilerplate: group.boilerplate,
            medoid: group.medoid,
            occurrences: self.occurrences(group),
            nested,
        }
    }

    fn nested(&self, group: &RepeatGroup) -> Nested {
        Nested {
            words: words(group.occurrences[group.medoid].fifths),
            kind: self.kind(group),
            occurrences: self.occurrences(group),
        }
    }

    fn occurrences(&self, group: &RepeatGroup) -> Vec<Occurrence> {
        let occurrence = |occurrence: &SourceOccurrence| Occurrence {
            document: self.ingested.id(occurrence.source),
            place: self.place(occurrence.source, occurrence.span),
            similarity: occurrence.similarity,
            kind: kind_of(self.ingested, occurrence),
        };
        group.occurrences.iter().map(occurrence).collect()
    }

    /// The kind of a family. Occurrences with the same words are compared with the medoid once more, as
    /// texts, since tokens do not tell `C` from `C++`.
    fn kind(&self, group: &RepeatGroup) -> FamilyKind {
        let text = |occurrence: &SourceOccurrence| {
            self.ingested.sources[occurrence.source as usize].document.text()
        };
        let medoid = &group.occurrences[group.medoid];
        let is_same = |occurrence: &SourceOccurrence| {
            is_same_place((text(medoid), medoid.span), (text(occurrence), occurrence.span))
        };
        match () {
            () if !group.same_words => FamilyKind::Edited,
            () if group.occurrences.iter().all(is_same) => FamilyKind::Identical,
            () => FamilyKind::SameWords,
        }
    }

    fn repeat(&self, family: FamilyId, alignment: PairAlignment) -> Repeat {
        let ((source, a), (_, b)) = (alignment.a, alignment.b);
        Repeat {
            document: self.ingested.id(source),
            family,
            matched_words: alignment.matched_words,
            identity: alignment.identity,
            a: self.place(source, a),
            b: self.place(source, b),
            changes: changes(alignment.changes, false),
        }
    }

    /// A shared passage: its sources are in the order of the drivers, its two sides in the order of the
    /// document ids.
    fn shared(&self, family: FamilyId, alignment: PairAlignment) -> SharedPassage {
        let sources = (alignment.a.0.min(alignment.b.0), alignment.a.0.max(alignment.b.0));
        let swap = self.ingested.id(alignment.a.0) > self.ingested.id(alignment.b.0);
        let (a, b) = if swap { (alignment.b, alignment.a) } else { (alignment.a, alignment.b) };
        let passage = Passage {
            family,
            matched_words: alignment.matched_words,
            identity: alignment.identity,
            a: self.place(a.0, a.1),
            b: self.place(b.0, b.1),
            changes: changes(alignment.changes, swap),
        };
        SharedPassage {
            sources,
            passage,
            found: alignment.passage,
            is_turned: alignment.a.0 > alignment.b.0,
        }
    }
}

/// The changes of a record, in the memory of those that were found: both have the same size.
fn changes(found: Vec<Changed>, swap: bool) -> Vec<Change> {
    let change = |Changed { a, b, is_fact }| {
        let (a, b) = if swap { (b, a) } else { (a, b) };
        Change { a, b, fact: is_fact }
    };
    found.into_iter().map(change).collect()
}

/// The figures of a document.
#[derive(Clone, Copy, Default)]
pub(super) struct Figures {
    words: u32,
    paragraphs: u32,
    empty: u32,
    reused: Similarity,
}

/// The figures of all documents, by document id. They become summaries after the ingested data was freed:
/// the summaries and these data together would be the peak of memory for a corpus of small documents.
pub(super) fn figures(
    detector: &Detector,
    ingested: &Ingested<'_>,
    records: &Records,
    progress: &Progress<'_>,
) -> Result<Vec<Figures>> {
    let mut source_of = vec![0_u32; ingested.sources.len()];
    for (source, entry) in (0..).zip(&ingested.sources) {
        source_of[entry.id.index()] = source;
    }
    let figures = source_of
        .into_par_iter()
        .map(|source| {
            let source = source as usize;
            let text = ingested.sources[source].document.text();
            let total = ingested.document_fifths(source);
            let reused = records.reused.get(source).copied().unwrap_or_else(|| {
                let mut reused = 0;
                let mut pieces = TextPieces::new(progress);
                for span in records.covered.get(source).into_iter().flatten() {
                    if !pieces.add(0, span.len()) {
                        break;
                    }
                    let part = &text[span.range()];
                    detector.tokenizer().for_each(part, |token| reused += token.kind.fifths());
                }
                reused
            });
            // In 32 bits each: these figures are kept while the summaries are made.
            let narrow = |count| u32::try_from(count).unwrap_or(u32::MAX);
            Figures {
                words: narrow(words(total)),
                paragraphs: narrow(ingested.segment_count(source)),
                empty: narrow(ingested.empty_count(source)),
                reused: Similarity::ratio(reused.min(total), total),
            }
        })
        .collect();
    progress.check()?;
    Ok(figures)
}

/// The summaries of all documents.
pub(super) fn summaries(corpus: &Corpus<'_>, figures: Vec<Figures>) -> Vec<DocumentSummary> {
    let numbers = 0..figures.len() as u32;
    figures
        .into_par_iter()
        .zip(numbers)
        .map(|(figures, number)| {
            let id = DocumentId(number);
            let document = &corpus[id];
            let mut summary = DocumentSummary::new(id, document.name(), document.text().len());
            summary.words = figures.words as usize;
            summary.paragraphs = figures.paragraphs as usize;
            summary.empty = figures.empty as usize;
            summary.reused = figures.reused;
            summary
        })
        .collect()
}

/// The lines of each source with an occurrence. `lines` has those that are known already. If the observer stops
/// the run, some are missing.
fn lines_of(
    ingested: &Ingested<'_>,
    groups: &[RepeatGroup],
    mut lines: Vec<Option<Lines>>,
    progress: &Progress<'_>,
) -> Vec<Option<Lines>> {
    if groups.is_empty() {
        return lines;
    }
    let mut wanted = vec![false; ingested.sources.len()];
    for occurrence in groups.iter().flat_map(|group| &group.occurrences) {
        wanted[occurrence.source as usize] = true;
    }
    lines.resize(wanted.len(), None);
    lines.par_iter_mut().zip(&ingested.sources).zip(wanted).for_each(
        |((lines, source), wanted)| {
            if wanted && lines.is_none() && progress.goes_on() {
                *lines = Some(Lines::new(source.document.text()));
            }
        },
    );
    lines
}

/// The spans of each source that occurrences cover, disjoint and in order.
fn covered(ingested: &Ingested<'_>, groups: &[RepeatGroup]) -> Vec<Vec<Span>> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut covered = vec![Vec::new(); ingested.sources.len()];
    for occurrence in groups.iter().flat_map(|group| &group.occurrences) {
        covered[occurrence.source as usize].push(occurrence.span);
    }
    for spans in &mut covered {
        spans.sort_unstable();
        let mut disjoint: Vec<Span> = Vec::with_capacity(spans.len());
        for &span in spans.iter() {
            match disjoint.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => disjoint.push(span),
            }
        }
        *spans = disjoint;
    }
    covered
}

/// The document ids of two sources, the lower first.
pub(super) fn ordered(ingested: &Ingested<'_>, sources: (u32, u32)) -> (DocumentId, DocumentId) {
    let (a, b) = (ingested.id(sources.0), ingested.id(sources.1));
    (a.min(b), a.max(b))
}
