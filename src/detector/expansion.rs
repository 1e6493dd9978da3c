//! What was found among different documents, said of all that have the same tokens.

use super::engine::Detector;
use super::groups::Groups;
use super::pairing::Pairing;
use super::parallel::prelude::*;
use super::places::Places;
use super::survey::{Survey, words};
use super::telling::{Echo, Findings, PAIR_LIMIT, Spot, Telling};
use crate::model::{DocumentId, FamilyId, Similarity};
use crate::passage::{
    PassageSettings, Passages, TokenFamily, TokenPassage, TokenRun, UnjoinedPlace,
};
use crate::report::Truncated;
use crate::text::TokenKind;

/// From the documents that were compared to all that have the same tokens in the same group.
pub(super) struct Expansion<'s> {
    survey: &'s Survey<'s>,
    /// For each source, the sources with the same tokens in the same group, itself included; empty
    /// but for the first.
    copies: Groups,
    /// For each source, whether it is nothing but known text.
    known: Vec<bool>,
    pairing: &'s Pairing,
}

impl<'s> Expansion<'s> {
    /// `first` are the first items with the same tokens in the same group, if any was searched.
    pub(super) fn new(
        survey: &'s Survey<'s>,
        first: &[Option<u32>],
        known: Vec<bool>,
        pairing: &'s Pairing,
    ) -> Expansion<'s> {
        let items = &survey.documents().items;
        let copies = Groups::new(survey.sources.len(), || {
            let searched =
                items.iter().zip(first).filter_map(|(item, first)| Some((item, (*first)?)));
            searched.map(|(item, first)| (items[first as usize].source, item.source))
        });
        Expansion { survey, copies, known, pairing }
    }

    pub(super) fn findings(
        &self,
        detector: &Detector,
        found: &Passages,
        unjoined: &[UnjoinedPlace],
        settings: &PassageSettings,
        truncated: &mut Truncated,
    ) -> Findings {
        let whole = self.whole_copies(found, settings);
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
        // What is frequent was linked with its neighbours only, and which those are says nothing.
        let crowded: Vec<bool> =
            found.families.iter().map(|family| self.is_crowded_frame(family)).collect();
        let family_of = found.family_of_each();
        let is_told = |passage: &TokenPassage, family: FamilyId| {
            passage.a.document == passage.b.document || !crowded[family.index()]
        };
        let told = || {
            let passages = found.passages.iter().zip(&family_of);
            passages.filter(|&(passage, &family)| is_told(passage, family))
        };
        let mut all = Vec::with_capacity(found.passages.len());
        for (passage, &family) in told() {
            self.of_all(passage, |a, b| all.push((passage, [a, b], family)));
        }
        for &(passage, [a, b], _) in &all {
            places.ask(a, passage.a.range());
            places.ask(b, passage.b.range());
            for (a_tokens, b_tokens) in passage.changes() {
                places.ask_each(a, a_tokens);
                places.ask_each(b, b_tokens);
            }
        }
        for run in unjoined.iter().filter_map(|unjoined| unjoined.around) {
            places.ask(run.document.0, run.range());
        }
        let places = places.answer(detector, self.survey);
        let span = |run: TokenRun| (run.document.0, places.span(run.document.0, run.range()));
        let unjoined = unjoined.iter().map(|unjoined| unjoined.around.map(span)).collect();

        let mut tellings: Vec<Telling> =
            found.families.iter().map(|family| self.telling(family, &places)).collect();
        let mut echoes: Vec<Echo> = all
            .iter()
            .map(|&(passage, sources, family)| places.echo(passage, sources, family.index()))
            .collect();
        drop(all);
        let reused = self.reused(found, &whole);
        for (source, family) in whole {
            let words = words(self.fifths(source));
            let telling = family.unwrap_or_else(|| {
                let spots = self.copies[source as usize]
                    .iter()
                    .map(|&copy| spot(copy, self.whole(source), words, Similarity::ONE, &places));
                tellings.push(Telling {
                    spots: spots.collect(),
                    medoid: 0,
                    same_words: true,
                    boilerplate: false,
                });
                tellings.len() - 1
            });
            let whole = |copy: u32| (copy, places.span(copy, self.whole(source).range()));
            self.each_of_text(source, source, |a, b| {
                echoes.push(Echo {
                    telling,
                    a: whole(a),
                    b: whole(b),
                    matched_words: words,
                    identity: Similarity::ONE,
                    changes: Vec::new(),
                });
            });
        }
        // Copies of a crowded telling are as many echoes of it.
        let is_crowded = |telling: usize| crowded.get(telling).is_some_and(|&crowded| crowded);
        echoes.retain(|echo| echo.a.0 == echo.b.0 || !is_crowded(echo.telling));
        truncated.families += crowded.iter().filter(|&&is_crowded| is_crowded).count();
        Findings { tellings, echoes, reused, unjoined, lines: places.into_lines() }
    }

    /// Names the pairs of documents that a passage is in: all that have the tokens of the two that
    /// it was found in.
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
        // Where there are groups, these two need not be the first of their texts.
        if !is_named {
            name(a, b);
        }
    }

    /// Names the pairs of a document that was searched as `a` and one that was searched as `b`.
    fn each_of_text(&self, a: u32, b: u32, mut name: impl FnMut(u32, u32)) {
        let group = |source: u32| self.survey.group(source);
        self.pairing.each(a, b, |x, y| {
            if group(x) == group(a) && group(y) == group(b) {
                name(x, y);
            }
        });
    }

    /// Whether a family is boilerplate that names no pairs of documents.
    fn is_crowded_frame(&self, family: &TokenFamily) -> bool {
        let documents = family.occurrences.chunk_by(|x, y| x.run.document == y.run.document);
        let copies = documents.map(|places| self.copies[places[0].run.document.index()].len());
        family.boilerplate && copies.sum::<usize>() > PAIR_LIMIT
    }

    /// For each source, what the places of all families cover, in fifths of a word; a source in
    /// `whole` is covered as a whole.
    fn reused(&self, found: &Passages, whole: &[(u32, Option<usize>)]) -> Vec<usize> {
        let occurrences = found.families.iter().flat_map(|family| &family.occurrences);
        let mut runs: Vec<TokenRun> = occurrences.map(|occurrence| occurrence.run).collect();
        runs.extend(whole.iter().map(|&(source, _)| self.whole(source)));
        runs.par_sort_unstable();
        let mut reused = vec![0; self.copies.len()];
        for runs in runs.chunk_by(|x, y| x.document == y.document) {
            let source = runs[0].document;
            let kinds = self.survey.tokens(source.0).1;
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

    /// The sources that have copies and are long enough to be told, with the family that has the
    /// whole text as a place already, if there is one.
    fn whole_copies(
        &self,
        found: &Passages,
        settings: &PassageSettings,
    ) -> Vec<(u32, Option<usize>)> {
        // Few documents are a place of a family as a whole.
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
            // Copies stand together only within a group, where they are no news.
            .filter(|&source| self.survey.group(source).is_none() && !self.known[source as usize])
            .filter(|&source| self.fifths(source) >= 5 * settings.min_words())
            // A tokenizer may have nothing to say when it is asked again.
            .filter(|&source| !self.whole(source).is_empty())
            .map(|source| (source, family_of(source)))
            .collect()
    }

    /// All of a source that was searched.
    fn whole(&self, source: u32) -> TokenRun {
        let end = self.survey.tokens(source).0.len() as u32;
        TokenRun { document: DocumentId(source), start: 0, end }
    }

    fn fifths(&self, source: u32) -> usize {
        self.survey.document_fifths(source as usize)
    }

    fn telling(&self, family: &TokenFamily, places: &Places) -> Telling {
        let mut spots = Vec::new();
        let mut medoid = (0, 0);
        for (index, occurrence) in family.occurrences.iter().enumerate() {
            let run = occurrence.run;
            for &source in &self.copies[run.document.index()] {
                let spot = spot(source, run, family.words, occurrence.similarity, places);
                if index == family.medoid && source == run.document.0 {
                    medoid = (source, spot.span.start);
                }
                spots.push(spot);
            }
        }
        spots.sort_by_key(|spot| (spot.source, spot.span));
        let medoid = spots.iter().position(|spot| (spot.source, spot.span.start) == medoid);
        Telling {
            medoid: medoid.expect("the medoid is one of the occurrences"),
            same_words: family.identical,
            boilerplate: family.boilerplate,
            spots,
        }
    }
}

fn spot(source: u32, run: TokenRun, words: usize, similarity: Similarity, places: &Places) -> Spot {
    Spot { source, span: places.span(source, run.range()), fifths: 5 * words, similarity }
}
