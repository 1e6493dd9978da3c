//! Variants: two words at one place of an alignment that are one word.
//!
//! A pair is tried as a spelling, then as an inflection, then as a misspelling. Fixed words (numbers, fact words,
//! code, quotations, technical names) have no variants, except the two forms of a Han character and, in Arabic,
//! a bare alif.

use super::inflection::same_word;
use super::lexicon::han::simplified;
use super::lexicon::{Language, Role};
use super::side::Side;
use super::spelling::{plain, same_spelling};
use super::typo::is_misspelling;
use super::word::is_genitive;

/// The difference between two variants of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    Spelling,
    Inflection,
    Misspelling,
}

/// How a word of `a` and a word of `b` differ, if they are variants of one word.
///
/// A number, a fact word, a word in code or a quotation and a technical name have no variants, except
/// those of the writing system (see the head of the file). A name can have another spelling, and a genitive.
pub(super) fn variant(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> Option<Variant> {
    let (one, other) = (a.word(i), b.word(j));
    let arabic = a.language == Some(Language::Arabic);
    if is_one_of_han(one, other) {
        return Some(Variant::Spelling);
    }
    let language = a.language;
    if arabic && is_bare_alif(one, other) && !is_set_apart(a, i) && !is_set_apart(b, j) {
        return Some(Variant::Spelling);
    }
    if !arabic && !starts_alike(one, other) || is_fixed(a, i) || is_fixed(b, j) {
        return None;
    }
    if same_spelling(one, other, language) {
        return Some(Variant::Spelling);
    }
    // Names have no inflection but the genitive: `Peter` and `Peters` are two persons.
    if a.is_name(i) || b.is_name(j) {
        let [one, other] = [one, other].map(|word| plain(word, language));
        return is_genitive(&one, &other).then_some(Variant::Inflection);
    }
    // Where nouns have capital letters, the capital chooses the endings of nouns.
    let is_noun = [one, other].iter().all(|word| word.starts_with(char::is_uppercase));
    if language.is_some_and(|language| same_word(one, other, language, is_noun && a.capital_nouns))
    {
        return Some(Variant::Inflection);
    }
    // Two names can differ by one letter (`Gemba said`, `Gamba said`), so what may be a name is never
    // misspelt. A misspelt word is found once; a word that occurs elsewhere too is meant as it is.
    let is_misspelling = !arabic
        && !a.may_be_name(i)
        && !b.may_be_name(j)
        && is_misspelling(&plain(one, language), &plain(other, language))
        && (is_alone(a, i, b) || is_alone(b, j, a));
    is_misspelling.then_some(Variant::Misspelling)
}

/// Whether a word occurs once in its text and not in the other one.
fn is_alone(side: &Side<'_>, token: usize, other: &Side<'_>) -> bool {
    let hash = side.tokens.hashes[token];
    side.tokens.count(hash) == 1 && other.tokens.count(hash) == 0
}

/// Whether consecutive words are one word of the other text: `data base`, `data-base`, `database`.
pub(super) fn joined(a: &Side<'_>, parts: &[usize], b: &Side<'_>, j: usize) -> bool {
    let first = a.word(parts[0]);
    // `re` is excluded: `re-sign` and `resign` are two words.
    let are_next = parts.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    if !are_next || !starts_alike(first, b.word(j)) || first.eq_ignore_ascii_case("re") {
        return false;
    }
    if is_fixed(b, j) || parts.iter().any(|&part| is_fixed(a, part)) {
        return false;
    }
    let whole: String = parts.iter().map(|&part| plain(a.word(part), a.language)).collect();
    whole == plain(b.word(j), b.language)
}

/// Whether two words are one Han character, in the traditional and the simplified form.
fn is_one_of_han(a: &str, b: &str) -> bool {
    let only = |word: &str| {
        let mut characters = word.chars();
        characters.next().filter(|_| characters.next().is_none()).map(simplified)
    };
    only(a).is_some_and(|a| Some(a) == only(b) && a >= '\u{3400}')
}

/// Whether one of two Arabic words is the other one with bare alifs: `أكثر` is also written `اكثر`, but
/// `أن` and `إن` are two words.
fn is_bare_alif(one: &str, other: &str) -> bool {
    let is_bare = |bare: &str, full: &str| full.replace(['أ', 'إ', 'آ'], "ا") == bare;
    is_bare(one, other) || is_bare(other, one)
}

/// Whether a word has no variants: a fact word, or one that is set apart.
fn is_fixed(side: &Side<'_>, token: usize) -> bool {
    side.role(token) == Some(Role::Fact) || is_set_apart(side, token)
}

/// Whether a word has a digit, is in a marked span, or is a technical name.
fn is_set_apart(side: &Side<'_>, token: usize) -> bool {
    side.word(token).contains(char::is_numeric) || side.is_marked(token) || side.is_technical(token)
}

/// Whether two words start with the same letter, apart from case and diacritics. A shortcut: most pairs do
/// not.
fn starts_alike(a: &str, b: &str) -> bool {
    let first = |word: &str| plain(&word.chars().take(1).collect::<String>(), None).chars().next();
    a.chars().next() == b.chars().next() || first(a) == first(b)
}
