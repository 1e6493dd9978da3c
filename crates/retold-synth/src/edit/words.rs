//! Edits of words: substitution, insertion, deletion.

use super::pieces::{Piece, Pieces};
use crate::language::Language;
use crate::prose::Prose;
use crate::words::normalise;

/// An edit of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordEdit {
    Substitute,
    Insert,
    Delete,
    /// Any of the three; half of all edits substitute.
    Any,
}

/// Makes `edits` edits at different words, and returns the number made.
///
/// The first and the last word never change, so that a copy starts and ends with words of its
/// source. This limits the number of edits, too.
pub(crate) fn edit_words(
    pieces: &mut Pieces,
    language: Language,
    kind: WordEdit,
    edits: usize,
    prose: &mut Prose,
) -> usize {
    let places = prose.rng().distinct(edits, pieces.words.len().saturating_sub(2));
    // From the end, so that the places before an edit keep their numbers.
    for &place in places.iter().rev() {
        let at = place + 1;
        let kind = match kind {
            WordEdit::Any => *prose.rng().pick(&[
                WordEdit::Substitute,
                WordEdit::Substitute,
                WordEdit::Insert,
                WordEdit::Delete,
            ]),
            kind => kind,
        };
        match kind {
            WordEdit::Insert => {
                let word = other_word(pieces, at, prose);
                let after = language.space().to_owned();
                pieces.words.insert(at, Piece { word, after });
            }
            WordEdit::Delete => {
                let gone = pieces.words.remove(at);
                // A full stop or a line break stays when the word before it is removed.
                if !gone.after.trim().is_empty() || gone.after.contains('\n') {
                    pieces.words[at - 1].after = gone.after;
                }
                // Two numbers with nothing between them would become one.
                let (before, next) = (&pieces.words[at - 1], &pieces.words[at]);
                if before.after.is_empty() && before.word.is_ascii() && next.word.is_ascii() {
                    pieces.words[at - 1].after.push('，');
                }
            }
            WordEdit::Substitute | WordEdit::Any => {
                let word = other_word(pieces, at, prose);
                let capital = pieces.words[at].word.chars().next().is_some_and(char::is_uppercase);
                pieces.words[at].word = if capital { capitalised(&word) } else { word };
            }
        }
    }
    places.len()
}

/// A word that differs from the one at `at` and from both its neighbours.
fn other_word(pieces: &Pieces, at: usize, prose: &mut Prose) -> String {
    loop {
        let word = prose.content_word();
        let around = &pieces.words[at - 1..(at + 2).min(pieces.words.len())];
        if around.iter().all(|piece| normalise(&piece.word) != normalise(word)) {
            return word.to_owned();
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let initial = characters.next().into_iter().flat_map(char::to_uppercase);
    initial.chain(characters).collect()
}
