//! Parts of documents that several kinds of corpora use.

use crate::edit::{Pieces, WordEdit, edit_words};
use crate::language::Language;
use crate::prose::Prose;
use crate::rng::Rng;
use crate::words::word_spans;

/// A new random generator, whose seed is drawn from `rng`.
pub(super) fn split(rng: &mut Rng) -> Rng {
    Rng::new(rng.next_u64())
}

/// A writer of prose, whose seed is drawn from `rng`.
pub(super) fn prose(language: Language, rng: &mut Rng) -> Prose {
    Prose::from_rng(language, split(rng))
}

/// A phrase of exactly `words` words, without a full stop at its end.
pub(super) fn phrase(prose: &mut Prose, words: usize) -> String {
    let text = prose.paragraph(words);
    let end = word_spans(&text).get(words.saturating_sub(1)).map_or(text.len(), |word| word.end);
    text[..end].to_owned()
}

/// A copy with `per_mille` edits in 1,000 words, at least one: a word is substituted, inserted or deleted.
pub(super) fn revised(text: &str, language: Language, per_mille: usize, rng: &mut Rng) -> String {
    let mut pieces = Pieces::of(text);
    let edits = (pieces.words.len() * per_mille).div_ceil(1000);
    let mut prose = prose(language, rng);
    edit_words(&mut pieces, language, WordEdit::Any, edits, &mut prose);
    pieces.text()
}

/// The first letter of a text as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let initial = characters.next().into_iter().flat_map(char::to_uppercase);
    initial.chain(characters).collect()
}

/// A stock from which documents take texts. The first ones are taken most often: the probability of text
/// number r, counted from 0, is proportional to 1 / (r + offset).
pub(super) struct Stock {
    texts: Vec<String>,
    /// The sum of the weights of all texts up to each one.
    reached: Vec<u64>,
    offset: u64,
}

impl Stock {
    /// An empty stock.
    pub(super) fn new(offset: u64) -> Stock {
        Stock { texts: Vec::new(), reached: Vec::new(), offset }
    }

    /// Adds a text. It is drawn less often than all earlier ones.
    pub(super) fn push(&mut self, text: String) {
        let weight = (1 << 20) / (self.texts.len() as u64 + self.offset);
        self.reached.push(self.reached.last().unwrap_or(&0) + weight);
        self.texts.push(text);
    }

    /// Draws `count` different texts, but at most half of the stock, and returns them in the order of drawing.
    pub(super) fn draw(&self, count: usize, rng: &mut Rng) -> Vec<&str> {
        let total = self.reached.last().copied().unwrap_or(0);
        let mut drawn: Vec<usize> = Vec::with_capacity(count);
        while drawn.len() < count.min(self.texts.len() / 2) {
            let at = rng.below(total as usize) as u64;
            let number = self.reached.partition_point(|&reached| reached <= at);
            if !drawn.contains(&number) {
                drawn.push(number);
            }
        }
        drawn.into_iter().map(|number| self.texts[number].as_str()).collect()
    }
}
