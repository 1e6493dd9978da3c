//! From tellings to the records of a report: families, repeats, and who shares what with whom.

use super::engine::Detector;
use super::families::{Spot, Telling};
use super::survey::{Survey, words};
use super::tokens::TokenRow;
use crate::model::{DocumentId, FamilyId, Similarity, Span};
use crate::report::{
    DocumentSummary, Family, FamilyKind, Occurrence, Passage, Place, Repeat, Truncated,
};
use crate::text::Lines;
use rayon::prelude::*;
use std::cmp::Reverse;

/// A family in more documents than this names only pairs with the medoid's document: all pairs
/// would grow with the square of the documents, and say nothing that the family does not.
const PAIR_LIMIT: usize = 32;
/// Two documents that share a family at several places name up to this many combinations of them.
const COMBINATION_LIMIT: usize = 16;

/// The tellings as a report names them.
#[derive(Default)]
pub(super) struct Told {
    pub(super) families: Vec<Family>,
    pub(super) repeats: Vec<Repeat>,
    /// What two documents share, by sources (the lower first), then by place.
    pub(super) shared: Vec<Shared>,
    /// For each source, the spans that stand in a family, disjoint and in order.
    pub(super) covered: Vec<Vec<Span>>,
}

/// One passage that two documents share.
pub(super) struct Shared {
    pub(super) sources: (u32, u32),
    pub(super) passage: Passage,
}

pub(super) fn told(
    detector: &Detector,
    survey: &Survey<'_>,
    mut tellings: Vec<Telling>,
    truncated: &mut Truncated,
) -> Told {
    tellings.par_sort_by_key(|telling| {
        let medoid = &telling.spots[telling.medoid];
        let first = &telling.spots[0];
        (Reverse(medoid.fifths), first.source, first.span, Reverse(telling.spots.len()))
    });
    let lines = lines_of(survey, &tellings);
    let place = |spot: &Spot| {
        let lines = lines[spot.source as usize].as_ref().expect("made for every source of a spot");
        Place::new(spot.span, lines)
    };
    let parts: Vec<(Family, Vec<Repeat>, Vec<Shared>, bool)> = tellings
        .par_iter()
        .enumerate()
        .map(|(index, telling)| {
            let family = family(survey, index as u32, telling, &place);
            let compare = Comparing { detector, survey, telling, id: family.id(), place: &place };
            let (shared, cut) = compare.shared();
            (family, compare.repeats(), shared, cut)
        })
        .collect();
    let mut told = Told { covered: covered(survey, &tellings), ..Told::default() };
    for (family, mut repeats, mut shared, cut) in parts {
        told.families.push(family);
        told.repeats.append(&mut repeats);
        told.shared.append(&mut shared);
        truncated.families += usize::from(cut);
    }
    told.repeats.sort_by_key(|repeat| (repeat.document, repeat.a, repeat.b, repeat.family));
    told.shared.par_sort_by_key(|shared| {
        (shared.sources, shared.passage.a, shared.passage.b, shared.passage.family)
    });
    told
}

/// Every document in figures.
pub(super) fn summaries(
    detector: &Detector,
    survey: &Survey<'_>,
    told: &Told,
) -> Vec<DocumentSummary> {
    let mut summaries: Vec<DocumentSummary> = survey
        .sources
        .par_iter()
        .enumerate()
        .map_init(TokenRow::default, |row, (source, entry)| {
            let text = entry.document.text();
            let mut summary = DocumentSummary::new(entry.id, entry.document.name(), text.len());
            let total = survey.document_fifths(source);
            summary.words = words(total);
            summary.paragraphs = survey.segment_count(source);
            summary.empty = survey.empty_count(source);
            let mut reused = 0;
            for span in told.covered.get(source).into_iter().flatten() {
                row.clear();
                row.extend(detector.tokenizer(), &text[span.range()]);
                reused += row.fifths();
            }
            summary.reused = Similarity::ratio(reused.min(total), total);
            summary
        })
        .collect();
    summaries.sort_by_key(|summary| summary.id);
    summaries
}

/// The lines of each source that a telling stands in.
fn lines_of(survey: &Survey<'_>, tellings: &[Telling]) -> Vec<Option<Lines>> {
    let mut wanted = vec![false; survey.sources.len()];
    for spot in tellings.iter().flat_map(|telling| &telling.spots) {
        wanted[spot.source as usize] = true;
    }
    survey
        .sources
        .par_iter()
        .zip(wanted)
        .map(|(source, wanted)| wanted.then(|| Lines::new(source.document.text())))
        .collect()
}

fn covered(survey: &Survey<'_>, tellings: &[Telling]) -> Vec<Vec<Span>> {
    let mut covered = vec![Vec::new(); survey.sources.len()];
    for spot in tellings.iter().flat_map(|telling| &telling.spots) {
        covered[spot.source as usize].push(spot.span);
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

fn family(
    survey: &Survey<'_>,
    index: u32,
    telling: &Telling,
    place: &impl Fn(&Spot) -> Place,
) -> Family {
    let occurrences = telling
        .spots
        .iter()
        .map(|spot| Occurrence {
            document: survey.id(spot.source),
            place: place(spot),
            similarity: spot.similarity,
        })
        .collect();
    Family {
        id: FamilyId(index),
        words: words(telling.spots[telling.medoid].fifths),
        kind: if telling.identical { FamilyKind::Identical } else { FamilyKind::Edited },
        boilerplate: false,
        medoid: telling.medoid,
        occurrences,
    }
}

/// Holds the places of one telling against one another.
struct Comparing<'c, P> {
    detector: &'c Detector,
    survey: &'c Survey<'c>,
    telling: &'c Telling,
    id: FamilyId,
    place: &'c P,
}

impl<P: Fn(&Spot) -> Place> Comparing<'_, P> {
    /// Each later place in a document with the first one there.
    fn repeats(&self) -> Vec<Repeat> {
        let mut repeats = Vec::new();
        for group in self.telling.spots.chunk_by(|a, b| a.source == b.source) {
            for later in &group[1..] {
                let (matched_words, identity) = self.figures(&group[0], later);
                repeats.push(Repeat {
                    document: self.survey.id(later.source),
                    family: self.id,
                    matched_words,
                    identity,
                    a: (self.place)(&group[0]),
                    b: (self.place)(later),
                });
            }
        }
        repeats
    }

    /// The places in one document with those in another, and whether pairs were left out.
    fn shared(&self) -> (Vec<Shared>, bool) {
        let groups: Vec<&[Spot]> =
            self.telling.spots.chunk_by(|a, b| a.source == b.source).collect();
        let mut shared = Vec::new();
        if groups.len() <= PAIR_LIMIT {
            for (i, a) in groups.iter().enumerate() {
                for b in &groups[i + 1..] {
                    self.combine(a, b, &mut shared);
                }
            }
            return (shared, false);
        }
        let centre = self.telling.spots[self.telling.medoid].source;
        let medoid = groups.iter().position(|group| group[0].source == centre);
        let medoid = medoid.expect("the medoid is one of the places");
        for (i, group) in groups.iter().enumerate() {
            if i < medoid {
                self.combine(group, groups[medoid], &mut shared);
            } else if i > medoid {
                self.combine(groups[medoid], group, &mut shared);
            }
        }
        (shared, true)
    }

    fn combine(&self, a: &[Spot], b: &[Spot], shared: &mut Vec<Shared>) {
        if a.len() * b.len() <= COMBINATION_LIMIT {
            for a in a {
                for b in b {
                    shared.push(self.pair(a, b));
                }
            }
        } else {
            shared.extend(b.iter().map(|b| self.pair(&a[0], b)));
            shared.extend(a[1..].iter().map(|a| self.pair(a, &b[0])));
        }
    }

    fn pair(&self, a: &Spot, b: &Spot) -> Shared {
        let (matched_words, identity) = self.figures(a, b);
        let (lower, higher) =
            if self.survey.id(a.source) < self.survey.id(b.source) { (a, b) } else { (b, a) };
        Shared {
            sources: (a.source, b.source),
            passage: Passage {
                family: self.id,
                matched_words,
                identity,
                a: (self.place)(lower),
                b: (self.place)(higher),
            },
        }
    }

    /// The words that two places have in common, counted with repetition, and their share of the
    /// longer place.
    fn figures(&self, a: &Spot, b: &Spot) -> (usize, Similarity) {
        if self.telling.identical {
            return (words(a.fifths), Similarity::ONE);
        }
        let matched = self.row(a).common_fifths(&self.row(b));
        (words(matched), Similarity::ratio(matched, a.fifths.max(b.fifths)))
    }

    fn row(&self, spot: &Spot) -> TokenRow {
        let mut row = TokenRow::default();
        let text = self.survey.sources[spot.source as usize].document.text();
        row.extend(self.detector.tokenizer(), &text[spot.span.range()]);
        row
    }
}

/// The documents that a pair of sources stands for, the lower number first.
pub(super) fn ordered(survey: &Survey<'_>, sources: (u32, u32)) -> (DocumentId, DocumentId) {
    let (a, b) = (survey.id(sources.0), survey.id(sources.1));
    (a.min(b), a.max(b))
}
