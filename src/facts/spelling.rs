//! Spellings of one word: case, diacritics, British and American English.

use super::lexicon::Language;
use super::lexicon::english::SPELLINGS;
use crate::text::normalise;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether two words are spellings of one word: they differ in case, in diacritics, or as British and
/// American English do.
///
/// Not every diacritic can be omitted: `schon` and `schön`, `wurde` and `würde`, `año` and `ano` are
/// different words. In German, `ü` is `ue`; `ñ` and the Russian `й` are letters.
pub(super) fn same_spelling(a: &str, b: &str, language: Option<Language>) -> bool {
    let (a, b) = (plain(a, language), plain(b, language));
    a == b || language == Some(Language::English) && is_american(&a, &b)
}

/// The plain form of a word: in lower case, without the diacritics that can be omitted.
pub(super) fn plain(word: &str, language: Option<Language>) -> String {
    let normal = normalise(word);
    if normal.is_ascii() {
        return normal.into_owned();
    }
    let mut plain = String::with_capacity(normal.len());
    let mut base = ' ';
    for c in normal.nfd() {
        if is_combining_mark(c) {
            match (base, c) {
                // Arabic and Hebrew vowels are often omitted. In Cyrillic, ё is often written е, and the
                // stress is not written.
                (_, '\u{64b}'..='\u{655}' | '\u{670}' | '\u{591}'..='\u{5c7}')
                | ('\u{400}'..='\u{52f}', '\u{308}' | '\u{301}') => {}
                ('n', '\u{303}') => plain.push(c),
                ('a' | 'o' | 'u', '\u{308}') => match language {
                    Some(Language::German) => plain.push('e'),
                    None => plain.push(c),
                    Some(_) => {}
                },
                ('a'..='z', '\u{300}'..='\u{32f}') => continue,
                _ => plain.push(c),
            }
            continue;
        }
        base = c;
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            // Arabic: the tatweel stretches a word and is not read; the final forms are often confused.
            '\u{640}' => {}
            'ى' => plain.push('ي'),
            'ة' => plain.push('ه'),
            _ => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// Whether one word is the American spelling of the other.
fn is_american(a: &str, b: &str) -> bool {
    listed(SPELLINGS, a, b) || american(a) == american(b)
}

/// Whether two words are in one entry of a list. Entries are separated by `|`, words by spaces.
pub(super) fn listed(list: &str, a: &str, b: &str) -> bool {
    list.split('|').any(|entry| {
        let has = |word: &str| entry.split_whitespace().any(|it| it == word);
        has(a) && has(b)
    })
}

/// The American spelling of a British one, by rules. It may misspell other words. The result is only compared,
/// so a misspelling is acceptable if two different words do not get the same spelling.
fn american(word: &str) -> String {
    let mut word = word.to_owned();
    // Not in the first letters: `our`, `hour`, `four`.
    let after = |word: &str, piece: &str| word.rfind(piece).filter(|&at| at >= 3);
    for (british, american) in [("isation", "ization"), ("our", "or")] {
        if let Some(at) = after(&word, british) {
            word.replace_range(at..at + british.len(), american);
        }
    }
    for (british, american) in [
        ("ise", "ize"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ising", "izing"),
        ("iser", "izer"),
        ("isers", "izers"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("yses", "yzes"),
        ("ysing", "yzing"),
        ("elled", "eled"),
        ("elling", "eling"),
        ("eller", "eler"),
        ("ellers", "elers"),
        ("ellor", "elor"),
        ("ellors", "elors"),
        ("ellous", "elous"),
        ("ogue", "og"),
        ("ogues", "ogs"),
        ("tre", "ter"),
        ("tres", "ters"),
        ("bre", "ber"),
        ("bres", "bers"),
    ] {
        let Some(stem) = word.strip_suffix(british).filter(|stem| stem.len() >= 2) else {
            continue;
        };
        word = format!("{stem}{american}");
        break;
    }
    if word.len() >= 7 {
        word = word.replace("ae", "e").replace("oe", "e");
    }
    word
}

#[cfg(test)]
mod tests {
    use super::same_spelling;
    use crate::facts::lexicon::Language;

    #[test]
    fn spellings_of_one_word_are_found() {
        let english = Some(Language::English);
        for (a, b) in [
            ("colour", "color"),
            ("Neighbours", "neighbors"),
            ("organisation", "organization"),
            ("realised", "realized"),
            ("analyse", "analyze"),
            ("travelled", "traveled"),
            ("centre", "center"),
            ("theatres", "theaters"),
            ("catalogue", "catalog"),
            ("defence", "defense"),
            ("grey", "gray"),
            ("paediatric", "pediatric"),
            ("naïve", "naive"),
            ("résumé", "resume"),
            ("manoeuvre", "maneuver"),
        ] {
            assert!(same_spelling(a, b, english), "{a} {b}");
        }
        assert!(same_spelling("Schlüssel", "Schluessel", Some(Language::German)));
        assert!(same_spelling("Straße", "Strasse", Some(Language::German)));
        assert!(same_spelling("ещё", "еще", Some(Language::Russian)));
        assert!(same_spelling("أحمد", "احمد", Some(Language::Arabic)));
        assert!(same_spelling("jardín", "jardin", Some(Language::Spanish)));
    }

    #[test]
    fn similar_words_are_no_spellings_of_one_word() {
        for (a, b, language) in [
            ("schon", "schön", Language::German),
            ("wurde", "würde", Language::German),
            ("año", "ano", Language::Spanish),
            ("мой", "мои", Language::Russian),
            ("four", "for", Language::English),
            ("tour", "tor", Language::English),
            ("prize", "price", Language::English),
            ("does", "des", Language::English),
        ] {
            assert!(!same_spelling(a, b, Some(language)), "{a} {b}");
        }
        assert!(!same_spelling("schon", "schön", None), "the language is not known");
    }
}
