//! The parts of the texts that the file contains: every reported place with the lines around it,
//! and whole texts up to the budget, those with most repeated text first.

use crate::utf16::Utf16;
use retold::report::Place;
use retold::text::Lines;
use retold::{Corpus, DocumentId, Report, Span};
use serde::Serialize;
use std::cmp::Reverse;
use std::ops::Range;

/// The lines before and after a place that are included, and their most bytes.
const CONTEXT_LINES: usize = 3;
const CONTEXT_BYTES: usize = 600;

/// A part of a text: its UTF-16 offset, its first line, its text.
#[derive(Serialize)]
pub(crate) struct Piece<'t>(pub(crate) usize, usize, &'t str);

/// The parts of each text that the file contains, in order and disjoint.
pub(crate) struct Excerpts<'t> {
    parts: Vec<Vec<Range<usize>>>,
    texts: Vec<&'t str>,
    pub(crate) tally: Tally,
}

/// The numbers of documents with shared text that are included completely, partly, or not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    pub(crate) whole: usize,
    pub(crate) part: usize,
    pub(crate) none: usize,
}

impl<'t> Excerpts<'t> {
    /// Selects at most `budget` bytes.
    pub(crate) fn choose(report: &Report, corpus: &'t Corpus<'_>, budget: usize) -> Excerpts<'t> {
        let texts: Vec<&str> = corpus.documents().iter().map(retold::Document::text).collect();
        let wanted = wanted(report, &texts);
        let mut parts: Vec<Vec<Range<usize>>> = vec![Vec::new(); texts.len()];
        let mut left = budget;
        let sharing: Vec<usize> = (0..texts.len()).filter(|&i| wanted[i].is_some()).collect();
        for &i in &sharing {
            let windows = windows(texts[i], wanted[i].as_deref().unwrap_or_default());
            let bytes = windows.iter().map(Range::len).sum();
            if let Some(rest) = left.checked_sub(bytes) {
                left = rest;
                parts[i] = windows;
            }
        }
        let mut by_reuse = sharing.clone();
        by_reuse.sort_by_key(|&i| {
            let document = &report.documents()[i];
            (Reverse((document.reused.get() * document.words as f64) as usize), i)
        });
        for i in by_reuse {
            let there: usize = parts[i].iter().map(Range::len).sum();
            if let Some(rest) = (left + there).checked_sub(texts[i].len()) {
                left = rest;
                parts[i] = std::iter::once(0..texts[i].len()).collect();
            }
        }
        let mut tally = Tally::default();
        for i in sharing {
            match &parts[i][..] {
                [part] if part.len() == texts[i].len() => tally.whole += 1,
                [] => tally.none += 1,
                _ => tally.part += 1,
            }
        }
        Excerpts { parts, texts, tally }
    }

    /// The parts of one document in the form of the page's data.
    pub(crate) fn pieces(&self, id: DocumentId, utf16: &Utf16<'_>) -> Vec<Piece<'t>> {
        let (parts, text) = (&self.parts[id.index()], self.texts[id.index()]);
        let lines = if parts.iter().any(|part| part.start > 0) { text } else { "" };
        let lines = Lines::new(lines);
        let piece = |part: &Range<usize>| {
            let line = if part.start == 0 { 1 } else { lines.line_of(part.start) };
            Piece(utf16.offset(part.start), line, &text[part.clone()])
        };
        parts.iter().map(piece).collect()
    }

    /// Whether a place is included completely.
    pub(crate) fn holds(&self, id: DocumentId, place: Span) -> bool {
        let parts = &self.parts[id.index()];
        parts.iter().any(|part| part.start <= place.start && place.end <= part.end)
    }
}

/// The reported places of each document, sorted; `None` for a document that shares nothing.
fn wanted(report: &Report, texts: &[&str]) -> Vec<Option<Vec<Range<usize>>>> {
    let mut wanted: Vec<Option<Vec<Range<usize>>>> = vec![None; texts.len()];
    let mut want = |id: DocumentId, place: Option<&Place>| {
        let places = wanted[id.index()].get_or_insert_default();
        places.extend(place.map(|place| place.start..place.end));
    };
    for family in report.families() {
        for occurrence in family.occurrences() {
            want(occurrence.document, Some(&occurrence.place));
        }
    }
    for pair in report.pairs() {
        want(pair.a, None);
        want(pair.b, None);
        for passage in &pair.passages {
            want(pair.a, Some(&passage.a));
            want(pair.b, Some(&passage.b));
        }
    }
    for repeat in report.repeats() {
        want(repeat.document, Some(&repeat.a));
        want(repeat.document, Some(&repeat.b));
    }
    for places in wanted.iter_mut().flatten() {
        places.sort_unstable_by_key(|place| (place.start, place.end));
    }
    wanted
}

/// The places with their context, merged where they touch.
fn windows(text: &str, places: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut windows: Vec<Range<usize>> = Vec::new();
    for place in places {
        let window = before(text, place.start)..after(text, place.end);
        match windows.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            _ => windows.push(window),
        }
    }
    windows
}

/// The start of the context before `start`.
fn before(text: &str, start: usize) -> usize {
    let mut floor = start.saturating_sub(CONTEXT_BYTES);
    while !text.is_char_boundary(floor) {
        floor += 1;
    }
    let breaks = text.as_bytes()[floor..start].iter().enumerate().rev();
    let mut breaks = breaks.filter(|&(_, &byte)| byte == b'\n').map(|(at, _)| floor + at + 1);
    breaks.nth(CONTEXT_LINES).unwrap_or(floor)
}

/// The end of the context after `end`.
fn after(text: &str, end: usize) -> usize {
    let mut ceiling = (end + CONTEXT_BYTES).min(text.len());
    while !text.is_char_boundary(ceiling) {
        ceiling -= 1;
    }
    let breaks = text.as_bytes()[end..ceiling].iter().enumerate();
    let mut breaks = breaks.filter(|&(_, &byte)| byte == b'\n').map(|(at, _)| end + at);
    breaks.nth(CONTEXT_LINES).unwrap_or(ceiling)
}

#[cfg(test)]
mod tests {
    use super::{CONTEXT_BYTES, windows};

    #[test]
    fn a_place_takes_three_lines_of_context_with_it() {
        let text = "1\n2\n3\n4\n5\nHERE\n6\n7\n8\n9\n";
        let at = text.find("HERE").unwrap_or_default();
        let place = at..at + 4;
        let window = windows(text, &[place]).remove(0);
        assert_eq!(&text[window], "3\n4\n5\nHERE\n6\n7\n8");
    }

    #[test]
    fn context_is_cut_between_characters_and_touching_places_merge() {
        let text = "漢".repeat(2000);
        let apart = windows(&text, &[0..3, 3000..3003]);
        assert_eq!(apart.len(), 2);
        assert!(apart[1].start.abs_diff(3000 - CONTEXT_BYTES) < 3);
        assert_eq!(windows(&text, &[0..3, 900..903]).len(), 1);
    }

    /// Adjacent windows are merged, since a place may cross from one into the other.
    #[test]
    fn windows_that_just_touch_are_one() {
        let text = "x".repeat(4000);
        let second = 3 + 2 * CONTEXT_BYTES;
        assert_eq!(windows(&text, &[0..3, second..second + 3]).len(), 1);
        assert_eq!(windows(&text, &[0..3, second + 1..second + 4]).len(), 2);
    }
}
