//! Bulletins of offices: recurring phrases with other figures, a repeated title, and issues that appear
//! twice.

use super::parts::{Stock, phrase, prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::{date, figure, person, place};
use crate::rng::Rng;

/// The bulletins of one office.
const OFFICE: usize = 100;
/// The bulletins of an office that appear a second time with a few changes.
const ISSUED_AGAIN: usize = 17;
/// The phrases that an office uses again and again: names of programmes, duties, thanks.
const PHRASES: usize = 300;

/// Bulletins of about 1,300 words.
///
/// The title occurs three times in each. A quarter of the text are phrases of the office, which occur in 3
/// to 50 bulletins, each time with other names, dates and figures around them. Every third bulletin is one
/// of two nearly equal issues.
pub(super) fn bulletins(language: Language, count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| office(language, &mut rng))
}

fn office(language: Language, rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(language, rng);
    let mut phrases = Stock::new(12);
    for _ in 0..PHRASES {
        // Short ones are more frequent.
        let words = 9 + rng.below(10) + if rng.chance(300) { rng.below(40) } else { 0 };
        phrases.push(phrase(&mut writer, tokens(language, words)));
    }
    let head = phrase(&mut writer, tokens(language, 14));
    let mut issues: Vec<String> = (0..OFFICE - ISSUED_AGAIN)
        .map(|_| bulletin(language, &head, &phrases, &mut split(rng)))
        .collect();
    for number in 0..ISSUED_AGAIN {
        let again = revised(&issues[number], language, 10, rng);
        issues.push(again);
    }
    issues
}

/// A bulletin: head, title, day, title, title, and paragraphs in which phrases are embedded.
fn bulletin(language: Language, head: &str, phrases: &Stock, rng: &mut Rng) -> String {
    let space = language.space();
    let mut writer = prose(language, rng);
    let words = rng.between(25, 60);
    let title = phrase(&mut writer, tokens(language, words));
    let day = date(language, rng);
    let mut text = format!("{head} - {title}\n\n{day}\n{title}\n{title}\n{day}");
    // Most bulletins are of middle length, some three times as long.
    let more = if rng.chance(250) { rng.between(20, 60) } else { 0 };
    let sentences = tokens(language, rng.between(15, 40) + more);
    let embedded = phrases.draw(sentences * 3 / 4, rng);
    let mut embedded = embedded.into_iter();
    for sentence in 0..sentences {
        text.push_str(if sentence % 5 == 0 { "\n\n" } else { language.sentence_space() });
        // Three of four sentences have a phrase.
        if sentence % 4 > 0
            && let Some(phrase) = embedded.next()
        {
            let (who, what) = (person(language, rng), place(language, rng));
            text.push_str(&format!("{who}{space}{phrase}{space}{what}{space}{}", figure(rng)));
            text.push_str(space);
        }
        text.push_str(&writer.sentence());
    }
    text
}

/// The tokens of so many words: a character of a script without spaces is 0.6 of a word.
fn tokens(language: Language, words: usize) -> usize {
    if language.has_spaces() { words } else { words * 5 / 3 }
}
