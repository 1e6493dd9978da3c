//! Bulletins of offices: recurring phrases with other figures, a repeated title, and issues that appear
//! twice.

use super::formulas::Formulas;
use super::parts::{phrase, prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::{date, figure, person, place};
use crate::rng::Rng;

/// The bulletins of one office.
const OFFICE: usize = 40;
/// The bulletins of an office that appear a second time with a few changes.
const ISSUED_AGAIN: usize = 6;
/// The parts from which an office composes its formulas: names of programmes, duties, thanks.
const PARTS: usize = 200;

/// Bulletins of about 1,300 words.
///
/// The title occurs three times in each. Two fifths of the text are formulas of the office, each with other
/// names and figures around it. Every third bulletin is one of two nearly equal issues.
pub(super) fn bulletins(language: Language, count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| office(language, &mut rng))
}

fn office(language: Language, rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(language, rng);
    let words = tokens(language, 6);
    let formulas = Formulas::new(&mut writer, language.space(), PARTS, words, rng);
    let head = phrase(&mut writer, tokens(language, 14));
    let mut issues: Vec<String> = (0..OFFICE - ISSUED_AGAIN)
        .map(|_| bulletin(language, &head, &formulas, &mut split(rng)))
        .collect();
    for number in 0..ISSUED_AGAIN {
        let again = revised(&issues[number], language, 10, rng);
        issues.push(again);
    }
    issues
}

/// A bulletin: head, title, day, title, title, and paragraphs in which formulas are embedded.
fn bulletin(language: Language, head: &str, formulas: &Formulas, rng: &mut Rng) -> String {
    let space = language.space();
    let mut writer = prose(language, rng);
    let words = rng.between(25, 60);
    let title = phrase(&mut writer, tokens(language, words));
    let day = date(language, rng);
    let mut text = format!("{head} - {title}\n\n{day}\n{title}\n{title}\n{day}");
    // Most bulletins are of middle length, some three times as long.
    let sentences = rng.between(12, 28) + if rng.chance(250) { rng.between(15, 45) } else { 0 };
    for sentence in 0..sentences {
        text.push_str(if sentence % 5 == 0 { "\n\n" } else { language.sentence_space() });
        let (who, what) = (person(language, rng), place(language, rng));
        let formula = formulas.phrase(rng.between(2, 5), rng);
        text.push_str(&format!("{who}{space}{formula}{space}{what}{space}{}", figure(rng)));
        text.push_str(space);
        text.push_str(&writer.sentence());
    }
    text
}

/// The tokens of so many words: a character of a script without spaces is 0.6 of a word.
fn tokens(language: Language, words: usize) -> usize {
    if language.has_spaces() { words } else { words * 5 / 3 }
}
