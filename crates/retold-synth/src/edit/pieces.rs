//! A text split into words and the text between them.

use crate::words::word_spans;

/// A text as words, each with the text after it.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    /// The text before the first word.
    pub(crate) lead: String,
    /// The words.
    pub(crate) words: Vec<Piece>,
}

/// A word and the text up to the next one.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) word: String,
    pub(crate) after: String,
}

impl Pieces {
    /// Splits `text`. `text()` joins it again, byte for byte.
    pub(crate) fn of(text: &str) -> Pieces {
        let spans = word_spans(text);
        let lead = text[..spans.first().map_or(text.len(), |first| first.start)].to_owned();
        let words = spans
            .iter()
            .enumerate()
            .map(|(i, span)| {
                let next = spans.get(i + 1).map_or(text.len(), |next| next.start);
                Piece {
                    word: text[span.clone()].to_owned(),
                    after: text[span.end..next].to_owned(),
                }
            })
            .collect();
        Pieces { lead, words }
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        let mut text = self.lead.clone();
        for piece in &self.words {
            text.push_str(&piece.word);
            text.push_str(&piece.after);
        }
        text
    }
}
