//! A vocabulary with word frequencies.

use super::random_words;
use crate::language::Language;
use crate::rng::Rng;
use std::sync::OnceLock;

/// The words of a language, most frequent first, with frequencies after Zipf and Mandelbrot:
/// the word of rank r occurs in proportion to 1 / (r + offset).
pub(crate) struct Vocabulary {
    words: Vec<&'static str>,
    /// 2¹⁶ equally likely word numbers; each word has its share of them.
    draws: Vec<u16>,
}

/// Lower ranks are articles, prepositions and pronouns, with which no clause ends.
const FUNCTION_WORDS: usize = 60;

impl Vocabulary {
    /// The vocabulary of `language`, made at the first call.
    pub(crate) fn of(language: Language) -> &'static Vocabulary {
        static ENGLISH: OnceLock<Vocabulary> = OnceLock::new();
        static CHINESE: OnceLock<Vocabulary> = OnceLock::new();
        static RUSSIAN: OnceLock<Vocabulary> = OnceLock::new();
        static ARABIC: OnceLock<Vocabulary> = OnceLock::new();
        static JAPANESE: OnceLock<Vocabulary> = OnceLock::new();
        static THAI: OnceLock<Vocabulary> = OnceLock::new();
        static HINDI: OnceLock<Vocabulary> = OnceLock::new();
        // The offsets flatten the top until the mean word length is that of running text.
        match language {
            Language::English => {
                ENGLISH.get_or_init(|| Vocabulary::new(words(include_str!("english.txt")), 8))
            }
            Language::Chinese => {
                CHINESE.get_or_init(|| Vocabulary::new(characters(include_str!("chinese.txt")), 24))
            }
            Language::Russian => {
                RUSSIAN.get_or_init(|| Vocabulary::new(words(include_str!("russian.txt")), 12))
            }
            Language::Arabic => {
                ARABIC.get_or_init(|| Vocabulary::new(words(include_str!("arabic.txt")), 12))
            }
            Language::Japanese => JAPANESE.get_or_init(|| {
                let kanji = characters(include_str!("chinese.txt"));
                Vocabulary::new(random_words::japanese(&kanji), 24)
            }),
            Language::Thai => THAI.get_or_init(|| Vocabulary::new(random_words::thai(), 24)),
            Language::Hindi => HINDI.get_or_init(|| Vocabulary::new(random_words::hindi(), 12)),
        }
    }

    fn new(words: Vec<&'static str>, offset: u64) -> Vocabulary {
        const DRAWS: u64 = 1 << 16;
        let weight = |rank: usize| (1 << 32) / (rank as u64 + offset);
        let total: u64 = (0..words.len()).map(weight).sum();
        let mut draws = Vec::with_capacity(DRAWS as usize);
        let mut reached = 0;
        for rank in 0..words.len() {
            reached += weight(rank);
            draws.resize((reached * DRAWS / total) as usize, rank as u16);
        }
        Vocabulary { words, draws }
    }

    /// The word of that rank.
    pub(crate) fn word(&self, rank: usize) -> &'static str {
        self.words[rank]
    }

    /// Draws the rank of a word in proportion to its frequency.
    #[inline]
    pub(crate) fn draw(&self, rng: &mut Rng) -> usize {
        usize::from(self.draws[(rng.next_u64() >> 48) as usize])
    }

    /// Draws the rank of a content word.
    pub(crate) fn draw_content(&self, rng: &mut Rng) -> usize {
        loop {
            let rank = self.draw(rng);
            if rank >= FUNCTION_WORDS {
                return rank;
            }
        }
    }
}

fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

fn characters(list: &'static str) -> Vec<&'static str> {
    let is_character = |piece: &&str| !piece.trim().is_empty();
    list.split_inclusive(|_| true).filter(is_character).collect()
}
