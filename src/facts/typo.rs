//! Misspellings: words that differ by one slip of the pen.
//!
//! Without a dictionary a misspelt word cannot be distinguished from another word, so the rule is narrow. It accepts one
//! edit between the first and the last letter that keeps nearly all letters:
//! - two neighbouring letters are exchanged (`recieve`),
//! - a letter is doubled, or not doubled (`adress`),
//! - in a long word, a letter behind the third one is missing (`goverment`).
//!
//! One letter in place of another is never a misspelling (`prescribe`, `proscribe`; `verkaufen`, `verlaufen`).
//! Words that differ by an accepted edit and are both words are in the list [`APART`].

use super::spelling::listed;

/// The fewest letters of a word that may be misspelt.
const LEAST: usize = 6;

/// The fewest letters of a word in which one may be missing, and the fewest before that letter. At the
/// beginning, one more consonant makes another word (`selling`, `spelling`, `smelling`).
const LONG: usize = 9;
const HEAD: usize = 3;

/// Pairs of different words that differ by an accepted edit.
const APART: &str = "\
    form from|trial trail|diary dairy|united untied|casual causal|martial marital|angel angle|\
    quite quiet|desert dessert|latter later|hopping hoping|planing planning|contact contract|\
    contacts contracts|contacted contracted|statue statute|statues statutes|discreet discrete|\
    uniformed uninformed|county country|patent patient|patents patients|though through|\
    infection inflection|moral morale|personal personnel|sacred scared|bitter biter|dinner diner|\
    tapping taping|filling filing|staring starring|pinning pining|ripping riping|robbed robed|\
    scrapped scraped|scrapping scraping|stripped striped|tapped taped|written writen|\
    barred bared|stared starred|planed planned|hoped hopped|conversation conservation|\
    reserved reversed|reverse reserve|immortal immoral|intensive intensives|induction introduction|\
    production reproduction|continence continents|abjured adjured|cavalry calvary|founder flounder|\
    course coarse|stationary stationery|carrier career|thorough through|breath breathe|\
    prosper proper|presence prescience|infect infecting|exiting exciting|exited excited|\
    explicit explicits|eligible legible|assent ascent|resister register|parity party|\
    parties parities|parental prenatal|preposition proposition|deviation derivation|\
    solder soldier|solders soldiers|violation volition|stable staple|organism orgasm|\
    massage message|ration oration|mission emission|probation prohibition|execution elocution|\
    invocation innovation|insulation insulations|detraction detection|intension intention|\
    formerly formally|adoption adaption|regiment regimen|alliteration alteration|\
    wiederholen widerholen|niederlage niederlagen|complaint compliant|silver sliver|barely barley|\
    singed signed|trails trials|angles angels|diaries dairies|unties unites|supper super|\
    contracting contacting|contractor contactor|contractors contactors|interstate intestate";

/// Whether one of two words is a misspelling of the other. Both are in their plain form.
pub(super) fn is_misspelling(a: &str, b: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let (short, long) = if letters(a) <= letters(b) { (a, b) } else { (b, a) };
    let are_letters = a.chars().chain(b.chars()).all(char::is_alphabetic);
    if letters(short) < LEAST - 1 || letters(long) < LEAST || !are_letters || listed(APART, a, b) {
        return false;
    }
    let short: Vec<char> = short.chars().collect();
    let long: Vec<char> = long.chars().collect();
    if short[0] != long[0] || short.last() != long.last() {
        return false;
    }
    let at = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    if short.len() == long.len() {
        let exchanged =
            at + 1 < short.len() && short[at] == long[at + 1] && short[at + 1] == long[at];
        return exchanged && short[at + 2..] == long[at + 2..];
    }
    if short.len() + 1 != long.len() || short[at..] != long[at + 1..] {
        return false;
    }
    if long[at] == long[at - 1] {
        return !is_short_stem(&long[..at - 1], &long[at + 1..]);
    }
    long.len() >= LONG && at >= HEAD
}

/// Whether a doubled letter is between a stem with one vowel and an ending. There the doubling makes another
/// word (`hoping`, `hopping`; `later`, `latter`).
fn is_short_stem(stem: &[char], ending: &[char]) -> bool {
    let is_vowel = |c: &&char| matches!(**c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let ending: String = ending.iter().collect();
    stem.iter().filter(is_vowel).count() == 1
        && ["ing", "ings", "ed", "er", "ers", "est", "y"].contains(&&*ending)
}

#[cfg(test)]
mod tests {
    use super::is_misspelling;

    #[test]
    fn misspellings_are_found() {
        for (a, b) in [
            ("receive", "recieve"),
            ("address", "adress"),
            ("government", "goverment"),
            ("harbour", "harobur"),
            ("committee", "comittee"),
            ("beginning", "begining"),
            ("вместе", "вмсете"),
        ] {
            assert!(is_misspelling(a, b) && is_misspelling(b, a), "{a} {b}");
        }
    }

    #[test]
    fn other_words_are_no_misspellings() {
        for (a, b) in [
            ("form", "from"),
            ("seller", "teller"),
            ("accept", "except"),
            ("effect", "affect"),
            ("prescribe", "proscribe"),
            ("verkaufen", "verlaufen"),
            ("contract", "contact"),
            ("casual", "causal"),
            ("legal", "illegal"),
            ("import", "export"),
            ("adopt", "adapt"),
            ("statue", "statute"),
            ("spelling", "selling"),
            ("hoping", "hopping"),
            ("compliant", "complaint"),
            ("increase", "decrease"),
            ("patent", "patient"),
            ("buyer", "buyers"),
        ] {
            assert!(!is_misspelling(a, b) && !is_misspelling(b, a), "{a} {b}");
        }
    }
}
