//! Edits of the order of sentences and paragraphs.

use super::edit_result::{EditResult, Run, trimmed};
use super::severity::share;
use crate::language::Language;
use crate::rng::Rng;
use std::ops::Range;

/// Exchanges adjacent sentences, once per `severity` percent of them.
pub(super) fn exchange_sentences(
    source: &str,
    language: Language,
    severity: usize,
    rng: &mut Rng,
) -> EditResult {
    let blocks = sentences(source);
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    let swaps = share(blocks.len(), severity).min(blocks.len() / 2);
    // Pairs (0, 1), (2, 3) and so on: no sentence moves twice.
    for pair in rng.distinct(swaps, blocks.len() / 2) {
        order.swap(2 * pair, 2 * pair + 1);
    }
    assemble(source, &blocks, &order, language.sentence_space(), swaps)
}

/// Shuffles the paragraphs, or the sentences if there is only one paragraph.
pub(super) fn shuffle_paragraphs(
    source: &str,
    language: Language,
    severity: usize,
    rng: &mut Rng,
) -> EditResult {
    let blocks = paragraphs(source);
    if blocks.len() < 2 {
        return exchange_sentences(source, language, severity, rng);
    }
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    while severity > 0 && order.is_sorted() {
        rng.shuffle(&mut order);
    }
    let moved = order.iter().enumerate().filter(|&(place, &block)| place != block).count();
    assemble(source, &blocks, &order, "\n\n", moved / 2 + moved % 2)
}

/// Writes the blocks in their new order, and records the runs that keep their order.
fn assemble(
    source: &str,
    blocks: &[Range<usize>],
    order: &[usize],
    separator: &str,
    edits: usize,
) -> EditResult {
    let mut text = String::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for &block in order {
        if !text.is_empty() {
            text.push_str(separator);
        }
        let words = trimmed(&source[blocks[block].clone()]);
        let from = blocks[block].start + words.start..blocks[block].start + words.end;
        let to = text.len() + words.start..text.len() + words.end;
        text.push_str(&source[blocks[block].clone()]);
        match runs.last_mut() {
            Some(run) if last.is_some_and(|last| last + 1 == block) => {
                run.source.end = from.end;
                run.copy.end = to.end;
            }
            _ => runs.push(Run { source: from, copy: to }),
        }
        last = Some(block);
    }
    EditResult { text, edits, runs }
}

/// The sentences, without the white space between them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |&(_, next)| next);
        ended = match c {
            '.' | '?' | '!' | '؟' | '।' | '。' | '？' | '！' => true,
            '"' | '”' | '»' => ended,
            _ => false,
        };
        let closes = matches!(next, '"' | '”' | '»');
        let wide = matches!(c, '。' | '？' | '！') && !closes;
        let wide = wide || (ended && c == '”' && next.is_alphanumeric());
        if ended && !closes && (next.is_whitespace() || wide) {
            let end = at + c.len_utf8();
            found.push(start..end);
            start = end + text[end..].len() - text[end..].trim_start().len();
            ended = false;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split("\n\n")
        .map(|paragraph| {
            let range = start..start + paragraph.len();
            start = range.end + 2;
            range
        })
        .collect()
}
