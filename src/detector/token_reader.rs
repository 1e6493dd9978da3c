//! The spans of tokens by their numbers, and whether each of them states a fact.
//!
//! The engine keeps the hashes of all tokens and the start of every 32nd one. Spans are needed for few
//! tokens, so only the blocks that have these are tokenised again, in the order of the text.
//!
//! Cost: one block of 32 tokens for each run of numbers, and one look at each hash of the document if one of
//! the requested words starts a sentence.

use super::engine::Detector;
use super::ingest::Ingested;
use crate::facts::{Fact, FactWords, NameEvidence, WordFact};
use crate::model::Span;
use crate::text::{Token, TokenKind};

/// The number of occurrences, the first ones, that decide whether a word at the start of a sentence is a
/// name.
const OCCURRENCES: u8 = 16;

/// If there is a number for so many tokens of a document of at most [`SHORT`] tokens, the whole text is read
/// in one call, since a number is in nearly every block. That takes at most 128 KiB. Of a collapsed document,
/// whose tokens are not kept, the block is the whole text anyway.
const TOKENS_A_NUMBER: usize = 40;
const SHORT: usize = 1 << 12;

/// A token in the text of its document.
#[derive(Clone, Copy)]
pub(super) struct TokenPlace {
    pub(super) span: Span,
    pub(super) fact: Option<Fact>,
}

/// What a caller needs to know of a token. Each level costs more than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Needs {
    /// Its span.
    Span,
    /// Its span, and whether it is a value. A fact word counts as an ordinary word.
    Value,
    /// Its span, and whether it states a fact. The language of the text is looked at.
    Fact,
}

/// The places of the tokens with these numbers, which ascend.
pub(super) fn token_places(
    detector: &Detector,
    ingested: &Ingested<'_>,
    source: u32,
    numbers: impl ExactSizeIterator<Item = (u32, Needs)>,
) -> Vec<TokenPlace> {
    if numbers.len() == 0 {
        return Vec::new();
    }
    let text = ingested.sources[source as usize].document.text();
    let mut blocks = Blocks {
        detector,
        ingested,
        source,
        text,
        tokens: Vec::new(),
        first: 0,
        start: 0,
        is_whole: false,
    };
    let tokens = ingested.tokens(source).0.len();
    if tokens <= SHORT && numbers.len() >= tokens / TOKENS_A_NUMBER {
        blocks.read_all();
    }
    let mut fact_words = None;
    // The hashes of words that start a sentence, with the index of their answer.
    let mut open: Vec<(u64, usize, Needs)> = Vec::new();
    let mut places: Vec<TokenPlace> = Vec::new();
    for (number, needs) in numbers {
        let token = blocks.token(number);
        let word_fact = match needs {
            Needs::Span => WordFact::No,
            Needs::Value | Needs::Fact => WordFact::of(text, token.span),
        };
        let fact = match word_fact {
            WordFact::Yes => Some(Fact::Value),
            WordFact::No if needs < Needs::Fact => None,
            WordFact::No => {
                let fact_words = fact_words.get_or_insert_with(|| FactWords::of(text));
                fact_words.contains(&text[token.span.range()]).then_some(Fact::Word)
            }
            WordFact::AtSentenceStart => {
                open.push((token.hash, places.len(), needs));
                None
            }
        };
        places.push(TokenPlace { span: token.span, fact });
    }
    if !open.is_empty() {
        open.sort_unstable();
        for (words, is_name) in open.chunk_by(|x, y| x.0 == y.0).zip(blocks.names(&open)) {
            for &(_, answer, needs) in words {
                places[answer].fact = if is_name {
                    Some(Fact::Value)
                } else if needs == Needs::Fact {
                    let fact_words = fact_words.get_or_insert_with(|| FactWords::of(text));
                    let word = &text[places[answer].span.range()];
                    fact_words.contains(word).then_some(Fact::Word)
                } else {
                    None
                };
            }
        }
    }
    places
}

/// The block that was read last.
struct Blocks<'b> {
    detector: &'b Detector,
    ingested: &'b Ingested<'b>,
    source: u32,
    text: &'b str,
    tokens: Vec<Token>,
    /// The number of the first token of the block.
    first: u32,
    /// The start of the block in the text.
    start: usize,
    /// Whether the block is the whole text.
    is_whole: bool,
}

/// The token that is returned if a tokenizer does not find one again.
const NO_TOKEN: Token = Token { hash: 0, span: Span { start: 0, end: 0 }, kind: TokenKind::Word };

impl Blocks<'_> {
    /// Reads the whole text as one block.
    fn read_all(&mut self) {
        let tokens = &mut self.tokens;
        self.detector.tokenizer().for_each(self.text, |token| tokens.push(token));
        self.is_whole = true;
    }

    /// The token with a number; cheap if the last one was in the same block. A custom tokenizer may find
    /// fewer tokens in the second call; then the result is [`NO_TOKEN`].
    fn token(&mut self, number: u32) -> Token {
        let is_in_block = number >= self.first && number < self.first + self.tokens.len() as u32;
        if !is_in_block && !self.is_whole {
            let (part, start, first) = self.ingested.around(self.source, number);
            self.tokens.clear();
            let tokens = &mut self.tokens;
            self.detector.tokenizer().for_each(part, |token| tokens.push(token));
            (self.start, self.first) = (start, first);
            self.is_whole = part.len() == self.text.len();
        }
        let found = number.checked_sub(self.first).and_then(|at| self.tokens.get(at as usize));
        let mut token = found.copied().unwrap_or(NO_TOKEN);
        token.span.start += self.start;
        token.span.end += self.start;
        token
    }

    /// For each distinct word of `open`, which is sorted: whether it is a name, by its other
    /// occurrences in the text.
    fn names(&mut self, open: &[(u64, usize, Needs)]) -> Vec<bool> {
        let mut words: Vec<u64> = open.iter().map(|&(hash, ..)| hash).collect();
        words.dedup();
        // A filter by the lowest byte of a hash, since most tokens are none of the words.
        let mut may_be_asked = [false; 256];
        for &word in &words {
            may_be_asked[usize::from(word as u8)] = true;
        }
        let mut evidence = vec![(NameEvidence::default(), 0); words.len()];
        let ingested = self.ingested;
        let whole: Vec<u64>;
        let hashes = match ingested.tokens(self.source).0 {
            // The tokens of a collapsed document are not kept. Its block is the whole text.
            [] => {
                whole = self.tokens.iter().map(|token| token.hash).collect();
                &whole
            }
            kept => kept,
        };
        for (number, &hash) in (0..).zip(hashes) {
            if !may_be_asked[usize::from(hash as u8)] {
                continue;
            }
            let Ok(word) = words.binary_search(&hash) else { continue };
            if evidence[word].1 < OCCURRENCES {
                let span = self.token(number).span;
                let (evidence, places) = &mut evidence[word];
                evidence.add(self.text, span);
                *places += 1;
            }
        }
        evidence.into_iter().map(|(evidence, _)| evidence.is_name()).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Needs, SHORT, token_places};
    use crate::detector::Detector;
    use crate::detector::ingest::ingest;
    use crate::detector::progress::Progress;
    use crate::model::Corpus;

    /// All tokens of a text, one in a thousand of them, and single ones have the same places: those that one
    /// reading of the text finds, whether it is read as a whole or in blocks.
    #[test]
    fn blocks_and_whole_texts_have_the_same_places() {
        let sentence =
            "Gamba said that 120 boats must not leave. Dealers were pleased, said Gamba. ";
        for sentences in [1, 3, 40, SHORT / 10] {
            let text = sentence.repeat(sentences);
            let detector = Detector::builder().build().unwrap();
            let expected = detector.tokenizer().tokens(&text);
            let corpus: Corpus = [("a", text.as_str())].into_iter().collect();
            let ingested = ingest(&detector, &corpus, &Progress::unobserved()).unwrap();
            let places = |numbers: Vec<u32>| {
                let numbers = numbers.into_iter().map(|number| (number, Needs::Fact));
                token_places(&detector, &ingested, 0, numbers.collect::<Vec<_>>().into_iter())
            };
            let count = expected.len() as u32;
            let all = places((0..count).collect());
            assert!(all.iter().zip(&expected).all(|(place, token)| place.span == token.span));
            let facts: Vec<&str> = all[..14.min(all.len())]
                .iter()
                .filter(|place| place.fact.is_some())
                .map(|place| &text[place.span.range()])
                .collect();
            assert_eq!(facts[..4], ["Gamba", "120", "must", "not"]);
            for step in [1, 7, 33, 1000] {
                let some = places((0..count).step_by(step).collect());
                for (place, whole) in some.iter().zip(all.iter().step_by(step)) {
                    assert_eq!((place.span, place.fact), (whole.span, whole.fact));
                }
            }
        }
    }
}
