//! Bulletins of offices: phrases that recur with different figures, a title that each bulletin repeats, and
//! second issues of bulletins.

use super::formulas::Formulas;
use super::parts::{phrase, prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::{date, figure, person, place};
use crate::rng::Rng;

/// The number of desks of an office.
const DESKS: usize = 4;
/// The number of bulletins of a desk, and how many of these are second issues of others.
const BULLETINS: (usize, usize) = (25, 4);
/// The number of parts from which a desk composes its formulas. They represent names of programmes, duties and
/// thanks.
const PARTS: usize = 500;
/// The number of phrases of an office, and how many of them each of its bulletins has.
const COMMON: (usize, usize) = (15, 6);

/// Bulletins of about 1,600 words, 1,400 in Thai.
///
/// Each bulletin has its title three times. About two fifths of the text are formulas of the desk, with different
/// names and figures around each, and about a tenth are phrases of the whole office. Two of five sentences
/// name one of two persons with long titles. A third of the bulletins have a second issue or are one; the two
/// issues differ in 5 to 120 words of a thousand.
pub(super) fn bulletins(language: Language, count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| office(language, &mut rng))
}

/// The texts that all bulletins of an office share.
struct Office {
    head: String,
    phrases: Vec<String>,
}

fn office(language: Language, rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(language, rng);
    let head = phrase(&mut writer, tokens(language, 14));
    let phrases =
        (0..COMMON.0).map(|_| phrase(&mut writer, tokens(language, rng.between(12, 30)))).collect();
    let office = Office { head, phrases };
    (0..DESKS).flat_map(|_| desk(language, &office, rng)).collect()
}

fn desk(language: Language, office: &Office, rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(language, rng);
    let words = tokens(language, 6);
    let formulas = Formulas::new(&mut writer, language.space(), PARTS, words, rng);
    let mut issues: Vec<String> = (BULLETINS.1..BULLETINS.0)
        .map(|_| bulletin(language, office, &formulas, &mut split(rng)))
        .collect();
    for number in 0..BULLETINS.1 {
        let rate = *rng.pick(&[5, 40, 120]);
        let again = revised(&issues[number], language, rate, rng);
        issues.push(again);
    }
    issues
}

/// A bulletin: head, title, day, title, title, and paragraphs in which formulas are embedded.
fn bulletin(language: Language, office: &Office, formulas: &Formulas, rng: &mut Rng) -> String {
    let Office { head, phrases } = office;
    let space = language.space();
    let mut writer = prose(language, rng);
    let words = rng.between(25, 60);
    let title = phrase(&mut writer, tokens(language, words));
    let day = date(language, rng);
    let mut text = format!("{head} - {title}\n\n{day}\n{title}\n{title}\n{day}");
    // A quarter of the bulletins are longer: about 2.5 times as long on average.
    let sentences = rng.between(10, 24) + if rng.chance(250) { rng.between(12, 40) } else { 0 };
    let holders = [formulas.title(rng), formulas.title(rng)];
    let chosen = rng.distinct(COMMON.1, COMMON.0);
    for sentence in 0..sentences {
        text.push_str(if sentence % 5 == 0 { "\n\n" } else { language.sentence_space() });
        // Two of five sentences are about two persons with long titles.
        let who = match rng.below(10) {
            0..2 => holders[0].clone(),
            2..4 => holders[1].clone(),
            _ => person(language, rng),
        };
        let what = place(language, rng);
        let formula = formulas.phrase(rng.between(2, 5), rng);
        let (figure, sentence_text) = (figure(rng), writer.sentence());
        text.push_str(&[who, formula, what, figure, sentence_text].join(space));
        if let Some(&number) = chosen.get(sentence) {
            text.push_str(language.sentence_space());
            text.push_str(&phrases[number]);
        }
    }
    text
}

/// The number of tokens that have the length of `words` words: a character of a script without spaces counts
/// as 0.6 words.
fn tokens(language: Language, words: usize) -> usize {
    if language.has_spaces() { words } else { words * 5 / 3 }
}
