//! [`Side`]: one of the two texts that are aligned, with all that is asked about its words.
//!
//! [`Tokens`] depends on one text alone. A text is often compared with many others, so its content words,
//! sentences and names are computed once, when they are first needed. [`Side`] adds what depends on both texts: the
//! language, and whether common nouns have a capital letter.
//!
//! # Symbols beside a word
//! If the words before two counterparts are counterparts too, the gaps in front of them are compared: `a = b` and
//! `a b` differ in the gap before `b`. Beside a word that only one text has there is no common gap, and only the
//! symbols that touch the counterparts are compared:
//! ```text
//! kept:     It is 5 %. Add 3 %. Stop.
//! removed:  It is 5 %. Stop.
//! ```
//! The gap before `Stop` has a `%` in both, but it belongs to the `3` in one text and to the `5` in the other. No
//! symbol touches `Stop` in either, so nothing differs.
//!
//! Cost: linear in the text, with a sort of its words for counts and names.

use super::lexicon::{Language, LanguageCounts, Role, role};
use super::marked_span::{MarkedSpan, marked_spans};
use super::symbols::symbols_between;
use super::word::{NameEvidence, WordFact, is_fact};
use crate::hash::{mix64, token_hash};
use crate::model::Span;
use crate::text::{SentenceEnd, Words, sentence_start};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// How many bytes around a word are searched for the spaces around it.
const PIECE: usize = 256;

/// The words of a part of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) hashes: Vec<u64>,
    pub(super) spans: Vec<Span>,
    counts: LanguageCounts,
    /// The number of words that are certainly inside a sentence, and of those among them with a capital
    /// letter.
    inside: [u32; 2],
    marked: Vec<MarkedSpan>,
    /// Computed when they are first needed.
    content: OnceLock<Content>,
    sentences: OnceLock<Vec<Sentence>>,
    sorted: OnceLock<Vec<u64>>,
    names: OnceLock<Vec<u64>>,
}

/// The content words of a text: those that are no function words of the language.
#[derive(Clone, Debug)]
pub(super) struct Content {
    language: Option<Language>,
    pub(super) tokens: Vec<u32>,
    pub(super) hashes: Vec<u64>,
}

/// A sentence: a hash of its words and symbols, and its tokens.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) key: u64,
    pub(super) words: Range<usize>,
}

impl Tokens {
    pub(super) fn new(text: &str, part: Span) -> Tokens {
        let room = part.len() / 5;
        let mut tokens = Tokens {
            hashes: Vec::with_capacity(room),
            spans: Vec::with_capacity(room),
            marked: marked_spans(text, part),
            ..Tokens::default()
        };
        let bytes = text.as_bytes();
        let mut end = part.start;
        Words.for_each(&text[part.range()], |token| {
            let span = Span::new(part.start + token.span.start, part.start + token.span.end);
            let first = text[span.start..].chars().next().unwrap_or_default();
            tokens.counts.add(token.hash, first);
            // A word one space behind another one is inside a sentence. That is not true of all such
            // words, but this counts for a share of the text only.
            if span.start == end + 1 && bytes[end] == b' ' && !tokens.hashes.is_empty() {
                tokens.inside[0] += 1;
                let is_capital = text[span.range()].starts_with(char::is_uppercase);
                tokens.inside[1] += u32::from(is_capital);
            }
            end = span.end;
            tokens.hashes.push(token.hash);
            tokens.spans.push(span);
        });
        tokens
    }

    /// The number of occurrences of a word in the text.
    pub(super) fn count(&self, hash: u64) -> usize {
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted = self.hashes.clone();
            sorted.sort_unstable();
            sorted
        });
        let from = sorted.partition_point(|&it| it < hash);
        sorted[from..].partition_point(|&it| it == hash)
    }

    /// Whether a word at the start of a sentence is a name, by its other occurrences in the text.
    pub(super) fn is_name(&self, text: &str, hash: u64) -> bool {
        let names = self.names.get_or_init(|| {
            let mut words: Vec<(u64, Span)> =
                self.hashes.iter().copied().zip(self.spans.iter().copied()).collect();
            words.sort_unstable();
            let mut names = Vec::new();
            for places in words.chunk_by(|x, y| x.0 == y.0) {
                let mut evidence = NameEvidence::default();
                for &(_, span) in places {
                    evidence.add(text, span);
                }
                if evidence.is_name() {
                    names.push(places[0].0);
                }
            }
            names
        });
        names.binary_search(&hash).is_ok()
    }

    /// The language of two texts.
    pub(super) fn language(&self, other: &Tokens) -> Option<Language> {
        self.counts.language(&other.counts)
    }

    /// Whether so many words of two texts have a capital letter that all nouns must have one: an eighth
    /// of the words inside sentences.
    pub(super) fn capital_nouns(&self, other: &Tokens) -> bool {
        let [all, capitals] = [0, 1].map(|at| self.inside[at] + other.inside[at]);
        // Where only names have capital letters, they are far rarer inside sentences.
        capitals * 8 >= all
    }
}

/// A text, the part of it that is compared, and what was decided from both texts.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) text: &'s str,
    pub(super) part: Span,
    pub(super) tokens: &'s Tokens,
    pub(super) language: Option<Language>,
    /// Whether common nouns have a capital letter, so that it does not mark a name.
    pub(super) capital_nouns: bool,
}

impl<'s> Side<'s> {
    /// The two sides of a comparison.
    pub(super) fn both(
        (text, part, tokens): (&'s str, Span, &'s Tokens),
        (other, other_part, others): (&'s str, Span, &'s Tokens),
    ) -> [Side<'s>; 2] {
        // One language for both: two languages would have two sets of function words, and the content
        // words of one side would have no counterparts.
        let language = tokens.language(others);
        let capital_nouns = language == Some(Language::German) && tokens.capital_nouns(others);
        [(text, part, tokens), (other, other_part, others)].map(|(text, part, tokens)| Side {
            text,
            part,
            tokens,
            language,
            capital_nouns,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.hashes.len()
    }

    /// The content words. Those for the language of the first comparison are cached. If a comparison with
    /// another text has another language, they are computed for it.
    pub(super) fn content(&self) -> Cow<'s, Content> {
        let new = || {
            let tokens: Vec<u32> =
                (0..self.len() as u32).filter(|&token| !self.is_function(token as usize)).collect();
            let hashes = tokens.iter().map(|&token| self.tokens.hashes[token as usize]).collect();
            Content { language: self.language, tokens, hashes }
        };
        let content = self.tokens.content.get_or_init(new);
        if content.language == self.language { Cow::Borrowed(content) } else { Cow::Owned(new()) }
    }

    /// The sentences.
    pub(super) fn sentences(&self) -> &'s [Sentence] {
        self.tokens.sentences.get_or_init(|| {
            let mut sentences: Vec<Sentence> = Vec::new();
            for token in 0..self.len() {
                if self.starts_sentence(token) {
                    sentences.push(Sentence { key: 0, words: token..token });
                }
                // The key is a chain of hashes, so the order of words and symbols counts.
                let Some(Sentence { key, words }) = sentences.last_mut() else { continue };
                *key = mix64(*key ^ self.tokens.hashes[token]);
                let word = self.word(token);
                if word.contains(char::is_uppercase) && self.is_technical(token) {
                    // Token hashes ignore case, and `-v` is not `-V`.
                    *key = mix64(*key ^ token_hash(word.as_bytes()));
                }
                words.end = token + 1;
                for symbol in self.symbols(token).chars() {
                    *key = mix64(*key ^ u64::from(symbol) << 32);
                }
            }
            sentences
        })
    }

    pub(super) fn word(&self, token: usize) -> &'s str {
        &self.text[self.tokens.spans[token].range()]
    }

    /// The role of a word in the language of the texts; none for an ordinary word.
    pub(super) fn role(&self, token: usize) -> Option<Role> {
        role(self.tokens.hashes[token], self.language)
    }

    /// Whether a word is a function word at its place. In code there are none, and `A` inside a sentence
    /// is a letter.
    pub(super) fn is_function(&self, token: usize) -> bool {
        if !matches!(self.role(token), Some(Role::Function { .. })) {
            return false;
        }
        // A single capital letter is a function word only if it starts a sentence: `A` in `plan A` is a
        // name.
        let word = self.word(token);
        let is_letter = word.len() == 1
            && word.starts_with(char::is_uppercase)
            && is_fact(self.text, self.tokens.spans[token]);
        !is_letter && !self.is_code(token)
    }

    /// Whether a word is in a marked span: code or a quotation.
    pub(super) fn is_marked(&self, token: usize) -> bool {
        self.marked_at(self.tokens.spans[token].start).is_some()
    }

    fn is_code(&self, token: usize) -> bool {
        self.marked_at(self.tokens.spans[token].start).is_some_and(|marked| marked.is_code)
    }

    fn marked_at(&self, offset: usize) -> Option<&MarkedSpan> {
        let all = &self.tokens.marked;
        let at = all.partition_point(|marked| marked.span.end <= offset);
        all.get(at).filter(|marked| marked.span.start <= offset)
    }

    /// Whether a word is a technical name: in code, behind a dash (`-v`, `--unset-all`), or joined to a
    /// word by `_`, `.`, `/`, `\`, `@` or `:` (`core.editor`, `src/lib`).
    pub(super) fn is_technical(&self, token: usize) -> bool {
        let word = self.word(token);
        if self.is_code(token) || word.contains(['_', '.']) {
            return true;
        }
        let Span { start: own, end } = self.tokens.spans[token];
        // The piece is the text between the nearest spaces on both sides.
        let from = ceil(self.text, own.saturating_sub(PIECE).max(self.part.start));
        let to = ceil(self.text, (end + PIECE).min(self.part.end));
        let start = self.text[from..own]
            .char_indices()
            .rfind(|(_, c)| c.is_whitespace())
            .map_or(from, |(at, c)| from + at + c.len_utf8());
        let piece = &self.text[start..to];
        let piece = piece.split(char::is_whitespace).next().unwrap_or_default();
        // Opening quotes and brackets are not part of the name: `(core.editor)`.
        let inner = piece.trim_start_matches(['(', '[', '"', '\'', '<', '“', '‘', '`', '*']);
        let is_option = inner
            .strip_prefix('-')
            .is_some_and(|rest| rest.trim_start_matches('-').starts_with(char::is_alphanumeric));
        let joins = |(at, c): (usize, char)| {
            matches!(c, '_' | '/' | '\\' | '@' | ':' | '.')
                && inner[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
        };
        is_option || inner.char_indices().any(joins)
    }

    /// Whether a word is a name, by its letters or by its other occurrences in the text.
    pub(super) fn is_name(&self, token: usize) -> bool {
        let word = self.word(token);
        // `NATO` and `iPhone` are names in every language.
        if word.chars().skip(1).any(char::is_uppercase) {
            return true;
        }
        if self.capital_nouns || !word.starts_with(char::is_uppercase) {
            return false;
        }
        match WordFact::of(self.text, self.tokens.spans[token]) {
            WordFact::Yes => true,
            WordFact::AtSentenceStart => self.tokens.is_name(self.text, self.tokens.hashes[token]),
            WordFact::No => false,
        }
    }

    /// Whether nothing in the text rules out that a word is a name: it has a capital letter, and common
    /// nouns have none.
    pub(super) fn may_be_name(&self, token: usize) -> bool {
        self.is_name(token)
            || !self.capital_nouns && self.word(token).starts_with(char::is_uppercase)
    }

    /// Whether a word certainly starts a sentence.
    pub(super) fn starts_sentence(&self, token: usize) -> bool {
        let start = self.tokens.spans[token].start;
        token == 0 || sentence_start(self.text, start) == SentenceEnd::Sure
    }

    /// Whether the gaps of two tokens are equal byte for byte, as most are: a space. A shortcut for the
    /// comparison of their symbols.
    fn has_equal_gaps(&self, token: usize, other: &Side<'_>, other_token: usize) -> bool {
        let (mine, others) = (self.gaps(token), other.gaps(other_token));
        mine.into_iter().zip(others).all(|(mine, others)| {
            let (mine, others) = (&self.text.as_bytes()[mine], &other.text.as_bytes()[others]);
            mine.len() == others.len() && mine.iter().eq(others)
        })
    }

    /// Whether the symbols beside a word differ from those beside its counterpart; `follows` and
    /// `is_followed` say whether the words before and behind both are counterparts too. See the head of
    /// the module.
    pub(super) fn has_other_symbols(
        &self,
        i: usize,
        other: &Side<'_>,
        j: usize,
        [follows, is_followed]: [bool; 2],
    ) -> bool {
        follows && !self.has_equal_gaps(i, other, j) && self.symbols(i) != other.symbols(j)
            || !(follows && is_followed) && self.touching(i) != other.touching(j)
    }

    /// The symbols in front of a token; for the last token, also those behind it.
    pub(super) fn symbols(&self, token: usize) -> String {
        let mut symbols = String::new();
        for gap in self.gaps(token) {
            symbols_between(self.text, gap.start, gap.end, &mut symbols);
            self.symbols_set_apart(gap, &mut symbols);
        }
        symbols
    }

    /// The symbols that touch a token, without white space between: those in front of it, a space, those
    /// behind it.
    pub(super) fn touching(&self, token: usize) -> String {
        // Both gaps are cut at the white space next to the token.
        let spans = &self.tokens.spans;
        let Span { start, end } = spans[token];
        let before = &self.text[self.gaps(token)[0].clone()];
        let behind = spans.get(token + 1).map_or(self.part.end, |behind| behind.start).max(end);
        let behind = &self.text[end..behind];
        let before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let behind = behind.split(char::is_whitespace).next().unwrap_or_default();
        let mut symbols = String::new();
        symbols_between(self.text, start - before.len(), start, &mut symbols);
        symbols.push(' ');
        symbols_between(self.text, end, end + behind.len(), &mut symbols);
        symbols
    }

    /// Whether a symbol touches a token.
    pub(super) fn is_touched(&self, token: usize) -> bool {
        self.touching(token) != " "
    }

    /// Adds the characters of code, and of quotations without a word (`+`, `?`), all of which are symbols.
    fn symbols_set_apart(&self, gap: Range<usize>, symbols: &mut String) {
        let all = &self.tokens.marked;
        let from = all.partition_point(|marked| marked.span.end <= gap.start);
        for marked in all[from..].iter().take_while(|marked| marked.span.start < gap.end) {
            if marked.is_code || marked.is_lone {
                let (start, end) = (marked.span.start.max(gap.start), marked.span.end.min(gap.end));
                let mut set_apart = self.text[start..end].chars().filter(|c| !c.is_whitespace());
                // The backtick separates these from the symbols of running text.
                if let Some(first) = set_apart.next() {
                    symbols.extend(['`', first].into_iter().chain(set_apart));
                }
            }
        }
    }

    /// The gap between a token and the one before it, and for the last token the gap behind it; else an
    /// empty one.
    fn gaps(&self, token: usize) -> [Range<usize>; 2] {
        let spans = &self.tokens.spans;
        let before = token.checked_sub(1).map_or(self.part.start, |before| spans[before].end);
        let Span { start, end } = spans[token];
        let behind = if token + 1 == spans.len() { self.part.end } else { end };
        [before.min(start)..start, end..behind.max(end)]
    }
}

/// The first character boundary at or behind an offset.
fn ceil(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
}
