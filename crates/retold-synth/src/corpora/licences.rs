//! Licences with clauses from a common stock, and variants of whole licences.

use super::formulas::Formulas;
use super::parts::{Stock, capitalised, phrase, prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::{Prose, figure, person};
use crate::rng::Rng;

/// The number of licences that take clauses from one stock.
const SET: usize = 400;
/// The number of clauses of a stock.
const CLAUSES: usize = 20;
/// The number of licences in one style, and the number of parts of the formulas of a style.
const STYLE: (usize, usize) = (50, 400);

/// Licences of 60 to 3,000 words.
///
/// Every fourth clause is from the stock; a third of these have a few edits. The other clauses consist of legal
/// formulas and of sentences that no other licence has. Two of three licences are in two to six variants, which
/// differ in a few words and at most two clauses.
pub(super) fn licences(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| stock(&mut rng))
}

fn stock(rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let mut formulas = Formulas::new(&mut writer, " ", STYLE.1, 6, rng);
    let mut clauses = Stock::new(6);
    for _ in 0..CLAUSES {
        clauses.push(clause(&formulas, &formulas.title(rng), &mut writer, rng));
    }
    let mut licences = Vec::with_capacity(SET);
    let mut in_style = 0;
    for number in 0.. {
        if licences.len() >= SET {
            break;
        }
        if licences.len() - in_style >= STYLE.0 {
            formulas = Formulas::new(&mut writer, " ", STYLE.1, 6, rng);
            in_style = licences.len();
        }
        // One licence in three has no other variant.
        let variants = match rng.below(100) {
            0..62 => 1,
            62..77 => 2,
            77..85 => 3,
            85..89 => 4,
            89..93 => 5,
            _ => 6,
        };
        let parts = licence(number, &clauses, &formulas, &mut split(rng));
        for variant in 0..variants {
            licences.push(if variant == 0 {
                parts.join("\n\n")
            } else {
                variant_of(&parts, &mut writer, rng)
            });
        }
    }
    licences.truncate(SET);
    licences
}

/// The title, the holder and the clauses of a licence.
fn licence(number: usize, clauses: &Stock, formulas: &Formulas, rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let holder = person(Language::English, rng);
    let title = capitalised(&phrase(&mut writer, 4));
    let mut parts = vec![format!("{title} licence\nCopyright (c) {holder} {}", figure(rng))];
    // Most licences are short; a few fill pages. The length follows from the number and not from chance, so
    // that all sets have as many licences of each length.
    let count = match number * 7 % 20 {
        0..12 => rng.between(1, 4),
        12..17 => rng.between(7, 15),
        _ => rng.between(22, 42),
    };
    let common = clauses.draw(count / 4 + usize::from(rng.chance(600)), rng);
    let own = count.saturating_sub(common.len());
    let mut body: Vec<String> = common
        .into_iter()
        .map(|clause| {
            // A third of the clauses from the stock are edited.
            if rng.chance(330) {
                revised(clause, Language::English, 25, rng)
            } else {
                clause.into()
            }
        })
        .collect();
    let term = formulas.title(rng);
    body.extend((0..own).map(|_| clause(formulas, &term, &mut writer, rng)));
    rng.shuffle(&mut body);
    parts.extend(body);
    parts
}

/// A clause of one to three sentences, each of which starts with a formula.
fn clause(formulas: &Formulas, title: &str, writer: &mut Prose, rng: &mut Rng) -> String {
    let sentences = (0..rng.between(1, 3)).map(|_| {
        let formula = if rng.chance(200) {
            title.to_owned()
        } else {
            formulas.phrase(rng.between(2, 5), rng)
        };
        let formula = capitalised(&formula);
        if rng.chance(700) {
            format!("{formula}: {}", writer.sentence())
        } else {
            format!("{formula}.")
        }
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// A variant: edited words at a few places, and in some variants a removed or an added clause.
fn variant_of(parts: &[String], writer: &mut Prose, rng: &mut Rng) -> String {
    let mut parts = parts.to_vec();
    if parts.len() > 3 && rng.chance(300) {
        parts.remove(rng.between(1, parts.len() - 1));
    }
    if rng.chance(300) {
        let at = rng.between(1, parts.len());
        parts.insert(at, writer.paragraph(40));
    }
    let rate = *rng.pick(&[2, 10, 40, 120]);
    revised(&parts.join("\n\n"), Language::English, rate, rng)
}
