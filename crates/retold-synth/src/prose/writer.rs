//! The generator of prose.

use super::names::{person, place};
use super::numbers::{date, figure};
use crate::language::Language;
use crate::rng::Rng;
use crate::vocabulary::Vocabulary;
use crate::words::word_spans;

/// A generator of endless prose in one language, with realistic statistics and no meaning.
///
/// Words are drawn by their frequency, the same word never twice in a row. Sentences have between
/// 5 and 33 words (characters, in Chinese), commas, and now and then a figure, a date, a name or
/// a quotation. Two texts of different seeds share practically no five words in a row.
///
/// # Examples
/// ```
/// use retold_synth::{Language, Prose};
///
/// let mut prose = Prose::new(Language::English, 7);
/// let article = prose.article(2_000);
/// assert!(article.len() >= 2_000);
/// assert_eq!(article, Prose::new(Language::English, 7).article(2_000));
/// ```
#[derive(Clone)]
pub struct Prose {
    language: Language,
    vocabulary: &'static Vocabulary,
    rng: Rng,
    /// The rank of the last word.
    last: usize,
    curly: bool,
}

impl Prose {
    /// Makes the generator for `seed`.
    pub fn new(language: Language, seed: u64) -> Prose {
        Prose::from_rng(language, Rng::of_part(seed, language as u64))
    }

    pub(crate) fn from_rng(language: Language, rng: Rng) -> Prose {
        let vocabulary = Vocabulary::of(language);
        Prose { language, vocabulary, rng, last: usize::MAX, curly: false }
    }

    /// Writes curly quotation marks and apostrophes instead of straight ones.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, Prose};
    ///
    /// let text = Prose::new(Language::English, 1).with_curly_quotes().article(20_000);
    /// assert!(text.contains('’') && !text.contains('\''));
    /// ```
    #[must_use]
    pub fn with_curly_quotes(mut self) -> Prose {
        self.curly = true;
        self
    }

    /// One sentence, with its full stop, without a space after it.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, Prose};
    ///
    /// let sentence = Prose::new(Language::Chinese, 1).sentence();
    /// assert!(sentence.ends_with(['。', '？', '！', '”']));
    /// ```
    pub fn sentence(&mut self) -> String {
        let mut text = String::new();
        self.write_sentence(&mut text);
        text
    }

    /// Whole sentences, one after the other, until they hold at least `words` words
    /// (characters, in Chinese).
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, Prose, word_spans};
    ///
    /// let paragraph = Prose::new(Language::Russian, 1).paragraph(80);
    /// assert!((80..130).contains(&word_spans(&paragraph).len()));
    /// ```
    pub fn paragraph(&mut self, words: usize) -> String {
        let mut text = String::new();
        let mut written = self.write_sentence(&mut text);
        while written < words {
            text.push_str(self.language.sentence_space());
            written += self.write_sentence(&mut text);
        }
        text
    }

    /// Paragraphs with blank lines between them, `bytes` long or up to one sentence longer.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, Prose};
    ///
    /// let article = Prose::new(Language::Arabic, 1).article(4_096);
    /// assert!((4_096..5_000).contains(&article.len()));
    /// assert!(article.contains("\n\n"));
    /// ```
    pub fn article(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 512);
        while text.len() < bytes {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            for sentence in 0..self.rng.between(2, 7) {
                if text.len() >= bytes {
                    break;
                }
                if sentence > 0 {
                    text.push_str(self.language.sentence_space());
                }
                self.write_sentence(&mut text);
            }
        }
        text
    }

    /// A content word, never the same twice in a row.
    pub(crate) fn content_word(&mut self) -> &'static str {
        loop {
            let rank = self.vocabulary.draw_content(&mut self.rng);
            if rank != self.last {
                self.last = rank;
                return self.vocabulary.word(rank);
            }
        }
    }

    pub(crate) fn rng(&mut self) -> &mut Rng {
        &mut self.rng
    }

    /// Writes one sentence and returns the number of words (of characters, without spaces).
    fn write_sentence(&mut self, text: &mut String) -> usize {
        let marks = self.marks();
        let quoted = self.rng.chance(60);
        if quoted {
            text.push_str(marks.open);
        }
        let length = self.rng.between(5, 19) + self.rng.below(15);
        let mut clause = self.rng.between(6, 14);
        let mut written = 0;
        while written < length {
            let first = written == 0;
            if !first {
                text.push_str(self.language.space());
            }
            let ends_clause = clause <= 1 || written + 1 >= length;
            let units = self.write_unit(text, first, ends_clause);
            written += units;
            clause = clause.saturating_sub(units);
            if clause == 0 && written + 3 < length {
                text.push_str(marks.comma);
                clause = self.rng.between(6, 14);
            }
        }
        let stop = match self.rng.below(100) {
            0..=4 => marks.question,
            5..=6 => marks.exclamation,
            _ => marks.stop,
        };
        if quoted && self.language == Language::English && self.rng.chance(500) {
            text.push_str(marks.comma);
            text.push_str(marks.close);
            text.push_str(" said ");
            text.push_str(&person(self.language, &mut self.rng));
            text.push_str(marks.stop);
            return written + 3;
        }
        text.push_str(stop);
        if quoted {
            text.push_str(marks.close);
        }
        written
    }

    /// Writes one word, name, figure or date, and returns the number of words.
    fn write_unit(&mut self, text: &mut String, first: bool, ends_clause: bool) -> usize {
        let kind = self.rng.below(1000);
        let start = text.len();
        match kind {
            0..12 if !first => text.push_str(&figure(&mut self.rng)),
            12..18 if !first => text.push_str(&date(self.language, &mut self.rng)),
            18..28 => text.push_str(&person(self.language, &mut self.rng)),
            28..38 => text.push_str(&place(self.language, &mut self.rng)),
            38..44 if self.language.has_spaces() => {
                let (a, b) = (self.content_word(), self.content_word());
                self.push_word(text, a, first);
                text.push('-');
                self.push_word(text, b, false);
            }
            _ => {
                let word = if ends_clause { self.content_word() } else { self.any_word() };
                self.push_word(text, word, first);
                return 1;
            }
        }
        word_spans(&text[start..]).len()
    }

    fn any_word(&mut self) -> &'static str {
        loop {
            let rank = self.vocabulary.draw(&mut self.rng);
            if rank != self.last {
                self.last = rank;
                return self.vocabulary.word(rank);
            }
        }
    }

    fn push_word(&self, text: &mut String, word: &str, capital: bool) {
        let mut rest = word;
        if capital && let Some(initial) = word.chars().next() {
            text.extend(initial.to_uppercase());
            rest = &word[initial.len_utf8()..];
        }
        if self.curly && rest.contains('\'') {
            text.push_str(&rest.replace('\'', "’"));
        } else {
            text.push_str(rest);
        }
    }

    fn marks(&self) -> Marks {
        match self.language {
            Language::English if self.curly => Marks { open: "“", close: "”", ..Marks::LATIN },
            Language::English => Marks::LATIN,
            Language::Russian => Marks { open: "«", close: "»", ..Marks::LATIN },
            Language::Arabic => {
                Marks { open: "«", close: "»", comma: "،", question: "؟", ..Marks::LATIN }
            }
            Language::Hindi => Marks { stop: "।", ..Marks::LATIN },
            Language::Thai => Marks { open: "“", close: "”", ..Marks::LATIN },
            Language::Japanese => Marks { comma: "、", ..Marks::WIDE },
            Language::Chinese => Marks::WIDE,
        }
    }
}

/// The punctuation of a language.
struct Marks {
    open: &'static str,
    close: &'static str,
    comma: &'static str,
    stop: &'static str,
    question: &'static str,
    exclamation: &'static str,
}

impl Marks {
    const LATIN: Marks =
        Marks { open: "\"", close: "\"", comma: ",", stop: ".", question: "?", exclamation: "!" };
    const WIDE: Marks =
        Marks {
            open: "“", close: "”", comma: "，", stop: "。", question: "？", exclamation: "！"
        };
}
