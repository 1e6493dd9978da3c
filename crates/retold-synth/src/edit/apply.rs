//! Each kind of edit, applied to a passage.

use super::edit_result::{EditResult, Run, trimmed};
use super::kind::EditKind;
use super::pieces::Pieces;
use super::severity::share;
use super::words::{WordEdit, edit_words};
use super::{layout, ocr, order, surface};
use crate::language::Language;
use crate::prose::Prose;
use crate::rng::Rng;
use crate::words::word_spans;
use std::ops::Range;

/// Edits a passage of at least three words, as `kind` and `severity` say.
///
/// # Examples
/// ```
/// use retold_synth::{EditKind, Language, edit};
///
/// let source = "the quick brown fox jumps over the lazy dog";
/// let edited = edit(source, Language::English, EditKind::Ocr, 10, 1);
/// assert_eq!(edited.edits, 3);
/// assert_ne!(edited.text, source);
/// ```
pub fn edit(
    source: &str,
    language: Language,
    kind: EditKind,
    severity: usize,
    seed: u64,
) -> EditResult {
    let mut rng = Rng::of_part(seed, kind as u64);
    let mut pieces = Pieces::of(source);
    let count = share(pieces.words.len(), severity);
    match kind {
        EditKind::Verbatim => whole(source, source.to_owned(), 0),
        EditKind::Substitution | EditKind::Insertion | EditKind::Deletion | EditKind::Mixed => {
            let kind = match kind {
                EditKind::Substitution => WordEdit::Substitute,
                EditKind::Insertion => WordEdit::Insert,
                EditKind::Deletion => WordEdit::Delete,
                _ => WordEdit::Any,
            };
            let mut prose = Prose::from_rng(language, rng);
            let edits = edit_words(&mut pieces, language, kind, count, &mut prose);
            whole(source, pieces.text(), edits)
        }
        EditKind::PunctuationAndCase => {
            let edits = surface::change_punctuation_and_case(&mut pieces, count, &mut rng);
            whole(source, pieces.text(), edits)
        }
        EditKind::Typography => whole(source, surface::retypeset(source, severity, &mut rng), 0),
        EditKind::Rewrapped => {
            let columns = if severity < 5 { 72 } else { 40 };
            whole(source, layout::wrap(source, language, columns, "", 0).0, 0)
        }
        EditKind::MailQuoted => {
            let mark = if severity < 10 { "> " } else { "> > " };
            whole(source, layout::wrap(source, language, 68, mark, 0).0, 0)
        }
        EditKind::Hyphenated => {
            let (text, edits) = layout::wrap(source, language, 60, "", count);
            whole(source, text, edits)
        }
        EditKind::Ocr => {
            let edits = ocr::misread(&mut pieces, language, severity, &mut rng);
            whole(source, pieces.text(), edits)
        }
        EditKind::AbridgedHead => abridge(source, 0..count),
        EditKind::AbridgedTail => abridge(source, pieces.words.len() - count..pieces.words.len()),
        EditKind::AbridgedMiddle => {
            let room = pieces.words.len() - count;
            let start = room / 3 + rng.below((room / 3).max(1));
            abridge(source, start..start + count)
        }
        EditKind::ReorderedSentences => {
            order::exchange_sentences(source, language, severity, &mut rng)
        }
        EditKind::ReorderedParagraphs => {
            order::shuffle_paragraphs(source, language, severity, &mut rng)
        }
    }
}

fn whole(source: &str, text: String, edits: usize) -> EditResult {
    let runs = vec![Run { source: trimmed(source), copy: trimmed(&text) }];
    EditResult { text, edits, runs }
}

/// Removes the words of the numbers `gone`, with the text after each.
fn abridge(source: &str, gone: Range<usize>) -> EditResult {
    let words = word_spans(source);
    let mut text = String::new();
    let mut runs = Vec::new();
    for kept in [&words[..gone.start], &words[gone.end..]] {
        if let (Some(first), Some(last)) = (kept.first(), kept.last()) {
            // Up to the next word, so that the punctuation in between is removed too.
            let next = words.iter().find(|word| word.start >= last.end);
            let end = next.map_or(source.len(), |next| next.start);
            let start = text.len();
            text.push_str(&source[first.start..end]);
            runs.push(Run {
                source: first.start..last.end,
                copy: start..start + last.end - first.start,
            });
        }
    }
    if gone.is_empty() {
        return whole(source, source.to_owned(), 0);
    }
    text.truncate(text.trim_end().len());
    EditResult { text, edits: gone.len(), runs }
}
