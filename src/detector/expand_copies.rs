//! [`CopyExpander`]: from the passages of the searched documents to those of all documents.
//!
//! Documents with the same tokens in the same group are searched once, as one *source that was searched*. Its
//! passages are true of each copy, at the same token numbers. This step
//! 1. replaces each occurrence of a family by one occurrence for each copy,
//! 2. replaces each passage between two sources by one for each pair that `pair_selection` names,
//! 3. adds the copies themselves: each long text with copies is repeated as a whole, and
//! 4. turns token numbers into byte spans (`places`).
//!
//! Worked example: the searched `a` has the copy `a2`, and shares tokens 10 to 40 with `b` (1). The family gets
//! occurrences in `a`, `a2` and `b`. The passages are (`a`, `b`) and (`a2`, `b`). If `a` has enough words, its
//! whole text is a repeat of its own, with occurrences in `a` and `a2`.
//!
//! Token numbers are resolved in two steps, first all questions and then all answers, because each block of
//! a text is tokenised again only once, for all that is asked about it.
//!
//! Cost: linear in the occurrences and pairs that are listed, and in the blocks of text that they touch.

use super::engine::Detector;
use super::findings::{Findings, PAIR_LIMIT, PairAlignment, RepeatGroup, SourceOccurrence};
use super::groups::Groups;
use super::ingest::Ingested;
use super::pair_selection::PairSelection;
use super::parallel::prelude::*;
use super::places::Places;
use super::progress::Progress;
use crate::error::Result;
use crate::model::{DocumentId, FamilyId, Similarity};
use crate::passage::{
    PassageSettings, Passages, TokenFamily, TokenPassage, TokenRun, UnjoinedPlace,
};
use crate::report::Truncated;
use crate::text::{TokenKind, words};

/// The observer is asked after so many passages.
const ASKED_AFTER: usize = 256;

/// Expands what was found of searched sources to their copies.
pub(super) struct CopyExpander<'s> {
    ingested: &'s Ingested<'s>,
    /// For each source that was searched, the sources with the same tokens in the same group, itself
    /// included; empty for all others.
    copies: Groups,
    /// For each source, whether known text leaves fewer words than a passage has.
    known: Vec<bool>,
    selection: &'s PairSelection,
}

impl<'s> CopyExpander<'s> {
    /// `first` has for each document item the one that was searched in its place; none if it is
    /// collapsed.
    pub(super) fn new(
        ingested: &'s Ingested<'s>,
        first: &[Option<u32>],
        known: Vec<bool>,
        selection: &'s PairSelection,
    ) -> CopyExpander<'s> {
        let items = &ingested.documents().items;
        let copies = Groups::new(ingested.sources.len(), || {
            let searched =
                items.iter().zip(first).filter_map(|(item, first)| Some((item, (*first)?)));
            searched.map(|(item, first)| (items[first as usize].source, item.source))
        });
        CopyExpander { ingested, copies, known, selection }
    }

    /// All findings, in byte spans.
    pub(super) fn expand(
        &self,
        detector: &Detector,
        found: Passages,
        unjoined: &[UnjoinedPlace],
        settings: &PassageSettings,
        progress: &Progress<'_>,
        truncated: &mut Truncated,
    ) -> Result<Findings> {
        let whole = self.whole_copies(&found, settings);
        // First all questions.
        let mut places = Places::default();
        let runs = found.families.iter().flat_map(|family| &family.occurrences);
        for run in runs.map(|occurrence| occurrence.run) {
            for &source in &self.copies[run.document.index()] {
                places.ask(source, run.start..run.end);
            }
        }
        for &(source, _) in &whole {
            for &copy in &self.copies[source as usize] {
                places.ask(copy, self.whole(source).range());
            }
        }
        // The linker compares frequent text with some of its occurrences only, so a pair of documents is
        // there by chance. Pairs of boilerplate in many documents are not listed.
        let crowded: Vec<bool> =
            found.families.iter().map(|family| self.is_crowded_frame(family)).collect();
        let family_of = found.family_of_each();
        let is_listed = |passage: &TokenPassage, family: FamilyId| {
            passage.a.document == passage.b.document || !crowded[family.index()]
        };
        let listed = || {
            let passages = (0..).zip(&found.passages).zip(&family_of);
            passages.filter(|&((_, passage), &family)| is_listed(passage, family))
        };
        let mut all = Vec::with_capacity(found.passages.len());
        // Each passage once for each listed pair of copies.
        for ((number, passage), &family) in listed() {
            self.of_all(passage, |a, b| all.push((number, [a, b], family)));
        }
        let with_changes = |a: u32, b: u32| a == b || detector.settings().pair_passages;
        for &(number, [a, b], _) in &all {
            let passage: &TokenPassage = &found.passages[number as usize];
            places.ask(a, passage.a.range());
            places.ask(b, passage.b.range());
            if !with_changes(a, b) {
                continue;
            }
            for (a_tokens, b_tokens) in passage.changes() {
                places.ask_each(a, a_tokens);
                places.ask_each(b, b_tokens);
            }
        }
        for run in unjoined.iter().filter_map(|unjoined| unjoined.around) {
            places.ask(run.document.0, run.range());
        }
        // Then all answers, each block of text read once.
        let places = places.answer(detector, self.ingested, progress)?;
        let span = |run: TokenRun| (run.document.0, places.span(run.document.0, run.range()));
        let unjoined = unjoined.iter().map(|unjoined| unjoined.around.map(span)).collect();

        let mut groups: Vec<RepeatGroup> =
            found.families.iter().map(|family| self.repeat_group(family, &places)).collect();
        let mut alignments: Vec<PairAlignment> = Vec::with_capacity(all.len());
        for (done, &(number, sources, family)) in all.iter().enumerate() {
            if done % ASKED_AFTER == ASKED_AFTER - 1 {
                progress.advance(0);
                progress.check()?;
            }
            let passage = &found.passages[number as usize];
            let with_changes = with_changes(sources[0], sources[1]);
            let alignment =
                places.alignment(self.ingested, passage, sources, family.index(), with_changes);
            alignments.push(PairAlignment { passage: Some(number), ..alignment });
        }
        drop(all);
        let reused = self.reused(&found, &whole);
        for (source, family) in whole {
            let words = words(self.fifths(source));
            // If a family has the whole text as an occurrence, the copies belong to that family.
            let group = family.unwrap_or_else(|| {
                let occurrences = self.copies[source as usize].iter().map(|&copy| {
                    source_occurrence(copy, self.whole(source), words, Similarity::ONE, &places)
                });
                groups.push(RepeatGroup {
                    occurrences: occurrences.collect(),
                    medoid: 0,
                    same_words: true,
                    boilerplate: false,
                });
                groups.len() - 1
            });
            let whole = |copy: u32| (copy, places.span(copy, self.whole(source).range()));
            self.each_of_text(source, source, |a, b| {
                alignments.push(PairAlignment {
                    group,
                    a: whole(a),
                    b: whole(b),
                    matched_words: words,
                    identity: Similarity::ONE,
                    changes: Vec::new(),
                    passage: None,
                });
            });
        }
        // The whole text of copies may be an occurrence of a crowded family, so this is checked once more.
        let is_crowded = |group: usize| crowded.get(group).is_some_and(|&crowded| crowded);
        alignments
            .retain(|alignment| alignment.a.0 == alignment.b.0 || !is_crowded(alignment.group));
        truncated.families += crowded.iter().filter(|&&is_crowded| is_crowded).count();
        let (lines, passages) = (places.into_lines(), found.passages);
        Ok(Findings { groups, alignments, reused, unjoined, lines, passages })
    }

    /// Calls `name` with each pair of documents that a passage is listed for: copies of the two that it
    /// was found in.
    fn of_all(&self, passage: &TokenPassage, mut name: impl FnMut(u32, u32)) {
        let (a, b) = (passage.a.document.0, passage.b.document.0);
        if a == b {
            self.copies[a as usize].iter().for_each(|&copy| name(copy, copy));
            return;
        }
        let mut is_named = false;
        self.each_of_text(a, b, |x, y| {
            is_named |= (x, y) == (a, b);
            name(x, y);
        });
        // The selection names the first documents of each text, in all groups together. The two that were
        // searched may not be among them.
        if !is_named {
            name(a, b);
        }
    }

    /// Calls `name` with pairs of a copy of `a` and a copy of `b`, in the same groups as these.
    fn each_of_text(&self, a: u32, b: u32, mut name: impl FnMut(u32, u32)) {
        let group = |source: u32| self.ingested.document_group(source);
        self.selection.each(a, b, |x, y| {
            if group(x) == group(a) && group(y) == group(b) {
                name(x, y);
            }
        });
    }

    /// Whether a family is boilerplate in so many documents that its pairs are not listed.
    fn is_crowded_frame(&self, family: &TokenFamily) -> bool {
        let documents = family.occurrences.chunk_by(|x, y| x.run.document == y.run.document);
        let copies = documents.map(|places| self.copies[places[0].run.document.index()].len());
        family.boilerplate && copies.sum::<usize>() > PAIR_LIMIT
    }

    /// For each source, the length that occurrences cover, in fifths of a word, each token once. A
    /// source in `whole` is covered as a whole.
    fn reused(&self, found: &Passages, whole: &[(u32, Option<usize>)]) -> Vec<usize> {
        let occurrences = found.families.iter().flat_map(|family| &family.occurrences);
        let mut runs: Vec<TokenRun> = occurrences.map(|occurrence| occurrence.run).collect();
        runs.extend(whole.iter().map(|&(source, _)| self.whole(source)));
        runs.par_sort_unstable();
        let mut reused = vec![0; self.copies.len()];
        for runs in runs.chunk_by(|x, y| x.document == y.document) {
            let source = runs[0].document;
            let kinds = self.ingested.tokens(source.0).1;
            // Runs are sorted by their starts; the part of a run behind `end` is new.
            let (mut fifths, mut end) = (0, 0);
            for run in runs {
                let new = run.start.max(end) as usize..run.end.max(end) as usize;
                fifths += match kinds {
                    [] => TokenKind::Word.fifths() * new.len(),
                    kinds => kinds[new].iter().map(|kind| kind.fifths()).sum(),
                };
                end = run.end.max(end);
            }
            for &copy in &self.copies[source.index()] {
                reused[copy as usize] = fifths;
            }
        }
        reused
    }

    /// The searched sources that have copies and enough words, with the family that has the whole text
    /// as an occurrence, if there is one.
    fn whole_copies(
        &self,
        found: &Passages,
        settings: &PassageSettings,
    ) -> Vec<(u32, Option<usize>)> {
        // A sorted list, since few documents are an occurrence as a whole.
        let mut family_of: Vec<(u32, usize)> = Vec::new();
        for (index, family) in found.families.iter().enumerate() {
            for occurrence in &family.occurrences {
                let source = occurrence.run.document.0;
                if occurrence.run == self.whole(source) {
                    family_of.push((source, index));
                }
            }
        }
        family_of.sort_unstable();
        let family_of = |source: u32| {
            let at = family_of.partition_point(|&(of, _)| of < source);
            family_of.get(at).filter(|&&(of, _)| of == source).map(|&(_, index)| index)
        };
        (0..self.copies.len() as u32)
            .filter(|&source| self.copies[source as usize].len() > 1)
            // With groups, only text that two groups share is reported, and copies are in one group.
            .filter(|&source| {
                self.ingested.document_group(source).is_none() && !self.known[source as usize]
            })
            .filter(|&source| self.fifths(source) >= 5 * settings.min_words())
            // A custom tokenizer may find no token when it is called again.
            .filter(|&source| !self.whole(source).is_empty())
            .map(|source| (source, family_of(source)))
            .collect()
    }

    /// All tokens of a source that was searched.
    fn whole(&self, source: u32) -> TokenRun {
        let end = self.ingested.tokens(source).0.len() as u32;
        TokenRun { document: DocumentId(source), start: 0, end }
    }

    fn fifths(&self, source: u32) -> usize {
        self.ingested.document_fifths(source as usize)
    }

    fn repeat_group(&self, family: &TokenFamily, places: &Places) -> RepeatGroup {
        let mut occurrences = Vec::new();
        let mut medoid = (0, 0);
        for (index, occurrence) in family.occurrences.iter().enumerate() {
            let run = occurrence.run;
            for &source in &self.copies[run.document.index()] {
                let occurrence =
                    source_occurrence(source, run, family.words, occurrence.similarity, places);
                if index == family.medoid && source == run.document.0 {
                    medoid = (source, occurrence.span.start);
                }
                occurrences.push(occurrence);
            }
        }
        occurrences.sort_by_key(|occurrence| (occurrence.source, occurrence.span));
        let medoid = occurrences
            .iter()
            .position(|occurrence| (occurrence.source, occurrence.span.start) == medoid);
        RepeatGroup {
            medoid: medoid.expect("the medoid is one of the occurrences"),
            same_words: family.identical,
            boilerplate: family.boilerplate,
            occurrences,
        }
    }
}

fn source_occurrence(
    source: u32,
    run: TokenRun,
    words: usize,
    similarity: Similarity,
    places: &Places,
) -> SourceOccurrence {
    SourceOccurrence {
        source,
        span: places.span(source, run.range()),
        fifths: 5 * words,
        similarity,
    }
}
