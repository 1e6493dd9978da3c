//! The index of all tables by the hashes of their words, and the language of a text.
//!
//! Cost: one look-up of a hash is one comparison, since the highest bits of a hash give its position.

use super::table::{LANGUAGES, Language, Table, Use};
use super::{
    arabic, chinese, dutch, english, french, german, italian, japanese, portuguese, russian,
    spanish,
};
use crate::hash::token_hash;
use crate::text::Words;
use std::sync::OnceLock;

const TABLES: [&Table; LANGUAGES] = [
    &english::TABLE,
    &german::TABLE,
    &french::TABLE,
    &spanish::TABLE,
    &italian::TABLE,
    &portuguese::TABLE,
    &dutch::TABLE,
    &russian::TABLE,
    &chinese::TABLE,
    &japanese::TABLE,
    &arabic::TABLE,
];

/// The role of a word in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts) enum Role {
    /// A function word of these groups.
    Function { groups: u16, free: bool },
    /// A fact word: without it the statement is another one.
    Fact,
}

/// The number of highest bits of a hash that give its position in the lexicon.
const INDEX_BITS: u32 = 12;

/// The words of all tables, sorted by hash.
struct Lexicon {
    entries: Vec<(u64, Language, Role)>,
    /// For each value of the highest bits, where its entries start; and the end of all entries. Hashes
    /// are spread evenly, so about one entry is compared for a look-up.
    starts: Vec<u32>,
}

impl Lexicon {
    fn new() -> Lexicon {
        let mut entries = Vec::new();
        for table in TABLES {
            let mut add = |word: &str, role: Role| {
                entries.push((token_hash(word.as_bytes()), table.language, role));
                // In Arabic the bare alif is often written for each of its forms.
                let bare = word.replace(['أ', 'إ', 'آ'], "ا");
                if bare != word {
                    entries.push((token_hash(bare.as_bytes()), table.language, role));
                }
            };
            for word in table.facts.split_whitespace() {
                add(word, Role::Fact);
            }
            for &(groups, usage, words) in table.function {
                let role = Role::Function { groups, free: usage == Use::Free };
                for word in words.split_whitespace() {
                    add(word, role);
                }
            }
        }
        // The sort is stable, so a word with two roles keeps its first one, which is that of a fact.
        entries.sort_by_key(|&(hash, language, _)| (hash, language));
        entries.dedup_by_key(|&mut (hash, language, _)| (hash, language));
        let start = |bits: u64| {
            let before = |entry: &(u64, Language, Role)| entry.0 >> (64 - INDEX_BITS) < bits;
            entries.partition_point(before) as u32
        };
        let starts = (0..=1 << INDEX_BITS).map(start).collect();
        Lexicon { entries, starts }
    }

    fn of(hash: u64) -> &'static [(u64, Language, Role)] {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        let Lexicon { entries, starts } = LEXICON.get_or_init(Lexicon::new);
        let bits = (hash >> (64 - INDEX_BITS)) as usize;
        let near = &entries[starts[bits] as usize..starts[bits + 1] as usize];
        let from = near.iter().take_while(|entry| entry.0 < hash).count();
        let count = near[from..].iter().take_while(|entry| entry.0 == hash).count();
        &near[from..from + count]
    }
}

/// The role of the word with this hash in a language; none for an ordinary word.
pub(in crate::facts) fn role(hash: u64, language: Option<Language>) -> Option<Role> {
    let language = language?;
    let entries = Lexicon::of(hash);
    entries.iter().find(|entry| entry.1 == language).map(|entry| entry.2)
}

/// For each language, how many words of a text are in its table.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::facts) struct LanguageCounts {
    counts: [u32; LANGUAGES],
    words: u32,
    /// Characters of Han, and of kana.
    han: u32,
    kana: u32,
}

impl LanguageCounts {
    /// Counts the words of a text.
    pub(in crate::facts) fn of(text: &str) -> LanguageCounts {
        let mut counts = LanguageCounts::default();
        Words.for_each(text, |token| {
            counts.add(token.hash, text[token.span.start..].chars().next().unwrap_or_default());
        });
        counts
    }

    /// Counts a word, given its hash and its first character.
    pub(in crate::facts) fn add(&mut self, hash: u64, first: char) {
        self.words += 1;
        self.han += u32::from(matches!(first, '\u{3400}'..='\u{9fff}'));
        self.kana += u32::from(matches!(first, '\u{3041}'..='\u{30ff}'));
        for &(_, language, _) in Lexicon::of(hash) {
            self.counts[language as usize] += 1;
        }
    }

    /// The language whose table has most words of both texts, if it has at least two, an eighth of all,
    /// and more than any other language. If half of the words are Han characters or kana, the script
    /// decides.
    pub(in crate::facts) fn language(&self, other: &LanguageCounts) -> Option<Language> {
        let words = self.words + other.words;
        let (han, kana) = (self.han + other.han, self.kana + other.kana);
        if words > 0 && (han + kana) * 2 >= words {
            let is_chinese = kana * 20 < han;
            return Some(if is_chinese { Language::Chinese } else { Language::Japanese });
        }
        let count = |at: usize| self.counts[at] + other.counts[at];
        let best = (0..LANGUAGES).max_by_key(|&at| (count(at), std::cmp::Reverse(at)))?;
        let rivals = (0..LANGUAGES).filter(|&at| at != best && count(at) == count(best)).count();
        let is_enough = count(best) >= 2 && count(best) * 8 >= words;
        (is_enough && rivals == 0).then(|| TABLES[best].language)
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, LanguageCounts, Role, TABLES, role};
    use crate::hash::token_hash;
    use crate::text::{Words, normalise};

    fn language(text: &str) -> Option<Language> {
        LanguageCounts::of(text).language(&LanguageCounts::default())
    }

    /// A word that is no token, or not in the form that is hashed, would never be found.
    #[test]
    fn every_word_of_a_table_is_one_token_in_its_normal_form() {
        for table in TABLES {
            let function = table.function.iter().map(|it| it.2);
            for word in function.chain([table.facts]).flat_map(str::split_whitespace) {
                let mut tokens = Vec::new();
                Words.for_each(word, |token| tokens.push(token.hash));
                assert_eq!(normalise(word), word, "{:?}", table.language);
                assert_eq!(tokens, [token_hash(word.as_bytes())], "{:?}: {word}", table.language);
            }
        }
    }

    #[test]
    fn a_fact_word_is_no_function_word() {
        for table in TABLES {
            for word in table.facts.split_whitespace() {
                assert_eq!(
                    role(token_hash(word.as_bytes()), Some(table.language)),
                    Some(Role::Fact)
                );
                let is_function =
                    table.function.iter().any(|it| it.2.split(' ').any(|it| it == word));
                assert!(!is_function, "{:?}: {word}", table.language);
            }
        }
    }

    #[test]
    fn the_language_of_a_sentence_is_found_by_its_function_words() {
        for (text, expected) in [
            ("The keys of the old house are in the drawer of the desk.", Language::English),
            ("Die Schlüssel des alten Hauses liegen in der Schublade.", Language::German),
            ("Les clés de la vieille maison sont dans le tiroir.", Language::French),
            ("Las llaves de la casa están en el cajón de la mesa.", Language::Spanish),
            ("Le chiavi della casa sono nel cassetto della scrivania.", Language::Italian),
            ("As chaves da casa estão na gaveta da mesa do quarto.", Language::Portuguese),
            ("De sleutels van het huis liggen in de la van het bureau.", Language::Dutch),
            ("Ключи от старого дома лежат в ящике стола, и он это знает.", Language::Russian),
            ("房子的钥匙在桌子的抽屉里。", Language::Chinese),
            ("家の鍵は机の引き出しの中にある。", Language::Japanese),
            ("مفاتيح البيت القديم في درج المكتب وهي على الطاولة.", Language::Arabic),
        ] {
            assert_eq!(language(text), Some(expected), "{text}");
        }
        assert_eq!(language("Kulcs asztal fiók szoba ablak ajtó"), None);
    }
}
