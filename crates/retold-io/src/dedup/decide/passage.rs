//! The removed sentences of passages.
//!
//! A passage may start or end in the middle of a sentence, but only whole sentences are removed.
//! Example: two documents share `to the harbour. He met his brother there. It was`; only `He met
//! his brother there.` can be removed from the later document.
//!
//! Invariant: the kept text of each removed sentence is not removed itself. Cost: each sentence is
//! compared with at most [`PLACES`] occurrences of its passage. A comparison takes time proportional
//! to the product of both lengths.

use super::repeat::{Repeat, Repeats};
use super::sentence::sentences;
use super::word_row::WordRow;
use crate::dedup::records::excerpt::fifths;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use retold::facts::{same_text, states_more};
use retold::matching::Remove;
use retold::report::Family;
use retold::report::Occurrence;
use retold::text::Words;
use retold::{Corpus, Detector, Document, Error, Span};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The number of occurrences of its family that a sentence is compared with.
const PLACES: usize = 4;

/// A sentence of fewer words is removed only if it is identical: `He has?` differs from `He has.`.
const FEW: usize = 5;

/// The sentences that are removed; each of them repeats text that is kept.
///
/// The families are processed by length, the longest first, and the occurrences of each in the keep
/// order. A sentence is removed under two conditions: all of it lies within its occurrence, and an
/// earlier occurrence of the family, not removed itself, contains the same words or nearly the
/// same. That text is then kept for the rest of the run. `remove` decides which of these sentences
/// are removed; the others are counted.
pub(in crate::dedup) fn repeats(
    detector: &Detector,
    texts: Vec<(String, i64)>,
    references: u32,
    remove: Remove,
) -> Result<Repeats, Error> {
    let mut corpus = Corpus::new();
    let mut ranks = Vec::with_capacity(texts.len());
    for (number, (text, rank)) in texts.into_iter().enumerate() {
        // The engine orders documents by name; these names sort in the order of the input.
        corpus.push_document(Document::new(format!("{number:010}"), text).with_rank(rank))?;
        ranks.push(rank);
    }
    let report = detector.detect(&corpus);
    let keep = detector.settings().keep;
    let lengths: Vec<usize> =
        corpus.documents().par_iter().map(|document| fifths(document.text())).collect();
    let mut order = keep.order(&lengths, &ranks);
    // A stable sort: the references come first, in their order.
    order.sort_by_key(|&document| document >= references);
    let mut place = vec![0; order.len()];
    for (at, &document) in (0u32..).zip(&order) {
        place[document as usize] = at;
    }
    let mut selector = SentenceSelector {
        corpus: &corpus,
        references,
        remove,
        place,
        least: detector.settings().passages.as_ref().map_or(1.0, |it| it.min_identity().get()),
        sentences: vec![None; corpus.len()],
        gone: vec![Vec::new(); corpus.len()],
        stays: vec![Vec::new(); corpus.len()],
        repeats: Vec::new(),
        equivalent: BTreeSet::new(),
        other_facts: BTreeSet::new(),
    };
    for places in by_length(report.families()) {
        selector.cut(places);
    }
    let mut repeats = selector.repeats;
    repeats.sort_unstable_by_key(|repeat| (repeat.document, repeat.span.start));
    let (equivalent, others) = (selector.equivalent, selector.other_facts);
    let other_facts = others.difference(&equivalent).count();
    Ok(Repeats { all: repeats, unresolved: 0, equivalent: equivalent.len(), other_facts })
}

/// The occurrences of each family, the longest family first. Nested families are included, because
/// some of their occurrences may be kept before those of the outer family.
fn by_length(families: &[Family]) -> Vec<&[Occurrence]> {
    let mut all: Vec<(usize, &[Occurrence])> = Vec::new();
    for family in families {
        all.push((family.words(), family.occurrences()));
        all.extend(family.nested().iter().map(|nested| (nested.words, &nested.occurrences[..])));
    }
    all.sort_by_key(|&(words, _)| Reverse(words));
    all.into_iter().map(|(_, places)| places).collect()
}

struct SentenceSelector<'c> {
    corpus: &'c Corpus<'c>,
    references: u32,
    remove: Remove,
    /// The place of each document in the keep order.
    place: Vec<u32>,
    /// The lowest share of words that a removed sentence has in common with the kept text.
    least: f64,
    /// The sentences of each document, once they were needed.
    sentences: Vec<Option<Vec<Span>>>,
    /// The removed spans and the spans that must be kept, by document, ascending.
    gone: Vec<Vec<Span>>,
    stays: Vec<Vec<Span>>,
    repeats: Vec<Repeat>,
    /// The sentences that are kept although they are equivalent to kept text, and those that are
    /// kept because they differ in a fact: the document and the start.
    equivalent: BTreeSet<(u32, usize)>,
    other_facts: BTreeSet<(u32, usize)>,
}

impl SentenceSelector<'_> {
    fn text(&self, document: u32) -> &str {
        self.corpus.documents()[document as usize].text()
    }

    /// The sentences that lie completely within an occurrence.
    fn sentences_within(&mut self, document: u32, span: Span) -> Vec<Span> {
        let text = self.corpus.documents()[document as usize].text();
        let all = self.sentences[document as usize].get_or_insert_with(|| sentences(text));
        within(text, all, span)
    }

    fn cut(&mut self, occurrences: &[Occurrence]) {
        let mut places: Vec<(u32, Span)> = occurrences
            .iter()
            .map(|occurrence| (occurrence.document.0, occurrence.place.span()))
            .collect();
        places.sort_by_key(|&(document, span)| (self.place[document as usize], span.start));
        let before: Vec<WordRow> = places
            .iter()
            .take(PLACES)
            .map(|&(document, span)| WordRow::new(self.text(document), span))
            .collect();
        for (at, &(document, span)) in places.iter().enumerate().skip(1) {
            if document < self.references {
                continue;
            }
            for sentence in self.sentences_within(document, span) {
                let taken = [&self.gone, &self.stays];
                if taken.iter().any(|spans| overlaps(&spans[document as usize], sentence)) {
                    continue;
                }
                let row = WordRow::new(self.text(document), sentence);
                let is_few = row.len() < FEW;
                let (mut equivalent, mut other_facts) = (false, false);
                let found = places[..at].iter().zip(&before).find_map(|(&(kept, _), other)| {
                    let (words, similarity) = row.found_in(other, self.least)?;
                    let span = self.with_marks((document, sentence), (kept, words));
                    let itself = kept == document && span.overlaps(sentence);
                    let is_gone = overlaps(&self.gone[kept as usize], span);
                    if itself || is_gone {
                        return None;
                    }
                    let repeat = self.repeat((document, sentence), (kept, span), similarity);
                    if !repeat.identical && is_few {
                        return None;
                    }
                    let stays = match self.remove {
                        Remove::Identical if !repeat.identical => true,
                        Remove::Equivalent => !repeat.equivalent,
                        _ => false,
                    };
                    equivalent |= stays && repeat.equivalent;
                    other_facts |= stays && !repeat.equivalent;
                    (!stays).then_some(repeat)
                });
                let Some(repeat) = found else {
                    if equivalent {
                        self.equivalent.insert((document, sentence.start));
                    }
                    if other_facts {
                        self.other_facts.insert((document, sentence.start));
                    }
                    continue;
                };
                self.equivalent.remove(&(document, sentence.start));
                self.other_facts.remove(&(document, sentence.start));
                insert(&mut self.gone[document as usize], sentence);
                insert(&mut self.stays[repeat.kept as usize], repeat.kept_span);
                self.repeats.push(repeat);
            }
        }
    }

    /// A sentence as a repeat of kept words.
    fn repeat(
        &self,
        (document, span): (u32, Span),
        (kept, kept_span): (u32, Span),
        similarity: f64,
    ) -> Repeat {
        let (text, other) = (self.text(document), self.text(kept));
        let same_words = similarity >= 1.0;
        let identical = same_words && same_text(&text[span.range()], &other[kept_span.range()]);
        let equivalent = identical || !states_more(text, span, other, kept_span);
        let is_contained = false;
        Repeat {
            document,
            span,
            kept,
            kept_span,
            similarity,
            identical,
            same_words,
            equivalent,
            is_contained,
        }
    }

    /// The span of the kept words, extended by the punctuation that the removed sentence has too,
    /// such as its full stop and its quotes.
    fn with_marks(&self, (document, sentence): (u32, Span), (kept, words): (u32, Span)) -> Span {
        let (text, other) = (self.text(document), self.text(kept));
        let Some(own) = words_of(text, sentence) else { return words };
        let (before, after) = (&text[sentence.start..own.start], &text[own.end..sentence.end]);
        let start = if other[..words.start].ends_with(before) { before.len() } else { 0 };
        let end = if other[words.end..].starts_with(after) { after.len() } else { 0 };
        Span::new(words.start - start, words.end + end)
    }
}

/// The span from the first to the last word of a part of a text.
fn words_of(text: &str, part: Span) -> Option<Span> {
    let mut words: Option<Span> = None;
    Words.for_each(&text[part.range()], |token| {
        let start = words.map_or(part.start + token.span.start, |words| words.start);
        words = Some(Span::new(start, part.start + token.span.end));
    });
    words
}

/// The sentences with every word in `span`.
fn within(text: &str, sentences: &[Span], span: Span) -> Vec<Span> {
    let is_within = |sentence: &Span| {
        let words = words_of(text, *sentence);
        words.is_some_and(|words| span.start <= words.start && words.end <= span.end)
    };
    let start = sentences.partition_point(|sentence| sentence.end <= span.start);
    let near = sentences[start..].iter().take_while(|sentence| sentence.start < span.end);
    near.copied().filter(is_within).collect()
}

/// Whether one of the spans, which are in ascending order, overlaps `span`.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|other| other.end <= span.start);
    spans.get(at).is_some_and(|other| other.start < span.end)
}

/// Adds a span to spans that do not overlap, and merges it with those that it touches.
fn insert(spans: &mut Vec<Span>, span: Span) {
    let from = spans.partition_point(|other| other.end < span.start);
    let to = spans.partition_point(|other| other.start <= span.end);
    let joined = spans[from..to].iter().fold(span, |joined, other| {
        Span::new(joined.start.min(other.start), joined.end.max(other.end))
    });
    spans.splice(from..to, [joined]);
}

#[cfg(test)]
mod tests {
    use super::{insert, overlaps, sentences, within};
    use retold::Span;

    #[test]
    fn spans_are_joined_where_they_overlap() {
        let mut spans = Vec::new();
        for (start, end) in [(10, 20), (30, 40), (50, 60), (15, 35)] {
            insert(&mut spans, Span::new(start, end));
        }
        assert_eq!(spans, [Span::new(10, 40), Span::new(50, 60)]);
        assert!(overlaps(&spans, Span::new(39, 45)) && !overlaps(&spans, Span::new(40, 50)));
    }

    #[test]
    fn a_sentence_includes_the_full_stop_after_its_last_word() {
        let text = "Before.\nOne two. Three four. Five six.\nBehind.";
        let start = text.find("two").unwrap_or_default();
        let end = text.find("six").unwrap_or_default() + 3;
        let found: Vec<&str> = within(text, &sentences(text), Span::new(start, end))
            .iter()
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(found, ["Three four.", "Five six."]);
    }
}
