//! [`Places`]: the byte spans of token runs, for many runs of many documents at a time.
//!
//! Use: first `ask` for all runs, then `answer`, then look up. The questions are sorted by document and token,
//! so each block of a text is tokenised again once, in parallel over the documents.
//!
//! Cost: 16 bytes a question, 24 an answer, and for each look-up a binary search among the questions of one
//! document.

use super::engine::Detector;
use super::findings::{Changed, PairAlignment};
use super::ingest::Ingested;
use super::parallel::prelude::*;
use super::progress::Progress;
use super::token_reader::{Needs, TokenPlace, token_places};
use crate::error::Result;
use crate::facts::changes_fact;
use crate::model::Span;
use crate::passage::TokenPassage;
use crate::text::Lines;
use std::ops::Range;

/// The questions about tokens, and their answers.
#[derive(Default)]
pub(super) struct Places {
    /// The [keys](key) of tokens; sorted and without repetition once they are answered.
    asked: Vec<(u64, Needs)>,
    answers: Vec<TokenPlace>,
    /// For each source, the index of its first question; one more entry for the end. Made with the answers.
    starts: Vec<usize>,
    /// The lines of each source that was asked about; found with the answers, while the text is in the
    /// cache.
    lines: Vec<Option<Lines>>,
}

/// A token of a source as one number, in the order of sources and tokens: look-ups compare one number.
fn key(source: u32, token: u32) -> u64 {
    u64::from(source) << 32 | u64::from(token)
}

fn source_of(key: u64) -> u32 {
    (key >> 32) as u32
}

impl Places {
    /// Asks for the span of a run of tokens: for its first and its last token.
    pub(super) fn ask(&mut self, source: u32, tokens: Range<u32>) {
        self.asked
            .extend([tokens.start, tokens.end - 1].map(|token| (key(source, token), Needs::Span)));
    }

    /// Asks for each token of a run, and for the token before it. If the run is empty, its place is
    /// behind that one.
    pub(super) fn ask_each(&mut self, source: u32, tokens: Range<u32>) {
        self.asked.push((key(source, tokens.start.saturating_sub(1)), Needs::Span));
        self.asked.extend(tokens.map(|token| (key(source, token), Needs::Fact)));
    }

    pub(super) fn answer(
        mut self,
        detector: &Detector,
        ingested: &Ingested<'_>,
        progress: &Progress<'_>,
    ) -> Result<Places> {
        self.asked.par_sort_unstable();
        // Of several questions about one token the last asks for most.
        self.asked.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 = next.1;
            }
            is_same
        });
        let by_source: Vec<&[(u64, Needs)]> =
            self.asked.chunk_by(|x, y| source_of(x.0) == source_of(y.0)).collect();
        let read: Vec<Option<(Lines, Vec<TokenPlace>)>> = by_source
            .par_iter()
            .map(|asked| {
                if !progress.goes_on() {
                    return None;
                }
                let source = source_of(asked[0].0);
                let tokens = asked.iter().map(|&(key, needs)| (key as u32, needs));
                let answers = token_places(detector, ingested, source, tokens);
                let lines = Lines::new(ingested.sources[source as usize].document.text());
                Some((lines, answers))
            })
            .collect();
        progress.check()?;
        self.lines = vec![None; ingested.sources.len()];
        self.answers.reserve(self.asked.len());
        self.starts.reserve(ingested.sources.len() + 1);
        for (asked, (lines, answers)) in by_source.iter().zip(read.into_iter().flatten()) {
            let source = source_of(asked[0].0) as usize;
            self.lines[source] = Some(lines);
            self.starts.resize(source + 1, self.answers.len());
            self.answers.extend(answers);
        }
        self.starts.resize(ingested.sources.len() + 1, self.answers.len());
        Ok(self)
    }

    /// The lines of each source that was asked about.
    pub(super) fn into_lines(self) -> Vec<Option<Lines>> {
        self.lines
    }

    fn at(&self, source: u32, token: u32) -> TokenPlace {
        let start = self.starts[source as usize];
        let of_source = &self.asked[start..self.starts[source as usize + 1]];
        let place = of_source.binary_search_by_key(&key(source, token), |asked| asked.0);
        self.answers[start + place.expect("each token that is looked up was asked for")]
    }

    /// The span of a run of tokens.
    pub(super) fn span(&self, source: u32, tokens: Range<u32>) -> Span {
        let (first, last) = (self.at(source, tokens.start), self.at(source, tokens.end - 1));
        Span::new(first.span.start, last.span.end.max(first.span.start))
    }

    /// A passage in the texts of two documents that have its tokens; with its changes, if these were asked for.
    pub(super) fn alignment(
        &self,
        ingested: &Ingested<'_>,
        passage: &TokenPassage,
        [a, b]: [u32; 2],
        group: usize,
        with_changes: bool,
    ) -> PairAlignment {
        let changes = passage.changes().filter(|_| with_changes).map(|(a_tokens, b_tokens)| {
            let facts = [(a, a_tokens.clone()), (b, b_tokens.clone())]
                .into_iter()
                .flat_map(|(source, tokens)| tokens.filter_map(move |it| self.at(source, it).fact));
            let (a_span, b_span) = (self.changed(a, a_tokens), self.changed(b, b_tokens));
            let [a_words, b_words] = [(a, a_span), (b, b_span)].map(|(source, span)| {
                &ingested.sources[source as usize].document.text()[span.range()]
            });
            Changed { is_fact: changes_fact(facts, a_words, b_words), a: a_span, b: b_span }
        });
        PairAlignment {
            group,
            a: (a, self.span(a, passage.a.range())),
            b: (b, self.span(b, passage.b.range())),
            matched_words: passage.matched_words,
            identity: passage.identity,
            changes: changes.collect(),
            passage: None,
        }
    }

    /// The span of changed tokens. If there are none, words were inserted on the other side: the empty
    /// span behind the token before.
    fn changed(&self, source: u32, tokens: Range<u32>) -> Span {
        if tokens.is_empty() {
            let end = self.at(source, tokens.start.saturating_sub(1)).span.end;
            return Span::new(end, end);
        }
        self.span(source, tokens)
    }
}
