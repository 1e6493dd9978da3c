//! Laws, in series in which each law amends the previous one.

use super::parts::{Stock, capitalised, phrase, prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::{Prose, date, figure};
use crate::rng::Rng;

/// The number of laws that use the same formulas.
const SET: usize = 60;
/// The number of formulas, which represent enactment, entry into force and authority.
const FORMULAS: usize = 60;

/// One of this many sentences is new in every law of a series, as rates and dates of a year are.
const YEARLY: usize = 5;

/// Laws of 60 to 3,000 words.
///
/// About seven of ten belong to a series of two to eleven. Each law of a series has the sections of the
/// previous one. One section in 16 is replaced. In the other sections, one sentence in five is new, and about 12
/// words in a thousand of the other sentences are edited, at least one in each. A law that orders the replacement
/// and quotes the new sections can be between two laws. All laws use formulas of 10 to 26 words.
pub(super) fn laws(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| gazette(&mut rng))
}

fn gazette(rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let mut formulas = Stock::new(10);
    for _ in 0..FORMULAS {
        formulas.push(phrase(&mut writer, rng.between(10, 26)));
    }
    let mut laws = Vec::with_capacity(SET);
    while laws.len() < SET {
        let laws_of_series = match rng.below(100) {
            0..64 => 1,
            64..77 => 2,
            77..86 => 3,
            86..91 => 5,
            _ => 11,
        };
        laws.extend(series(laws_of_series, &formulas, &mut split(rng)));
    }
    laws.truncate(SET);
    laws
}

/// A series of laws, with the laws that order the replacement of sections.
fn series(count: usize, formulas: &Stock, rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let subject = phrase(&mut writer, rng.between(5, 12));
    // Long laws are amended more often than short ones.
    let length = match rng.below(10) + count / 3 {
        0..5 => rng.between(1, 4),
        5..8 => rng.between(4, 13),
        _ => rng.between(16, 34),
    };
    let mut sections: Vec<Section> = (0..length).map(|_| section(&mut writer, rng)).collect();
    let formula = formulas.draw(2, rng);
    let mut laws = Vec::new();
    for number in 0..count {
        let mut changed = Vec::new();
        if number > 0 {
            for (place, text) in sections.iter_mut().enumerate() {
                if rng.chance(60) {
                    *text = section(&mut writer, rng);
                    changed.push(place);
                    continue;
                }
                for (number, sentence) in text.iter_mut().enumerate() {
                    *sentence = if (place + number) % YEARLY == 0 {
                        writer.sentence()
                    } else {
                        revised(sentence, Language::English, 12, rng)
                    };
                }
            }
        }
        if !changed.is_empty() && rng.chance(300) {
            laws.push(order(&subject, &sections, &changed, formula[0], rng));
        }
        laws.push(law(&subject, &sections, &formula, rng));
    }
    laws
}

/// The sentences of a section.
type Section = Vec<String>;

fn section(writer: &mut Prose, rng: &mut Rng) -> Section {
    (0..rng.between(1, 4)).map(|_| writer.sentence()).collect()
}

fn head(subject: &str, rng: &mut Rng) -> String {
    let (day, page) = (date(Language::English, rng), figure(rng));
    format!("# {} of {day}\n\nGazette {page}, {}", capitalised(subject), figure(rng))
}

fn law(subject: &str, sections: &[Section], formula: &[&str], rng: &mut Rng) -> String {
    let mut text = format!("{}\n\n{}:", head(subject, rng), capitalised(formula[0]));
    for (number, section) in (1_usize..).zip(sections) {
        text.extend(["\n\n## § ", &number.to_string(), "\n\n(1) ", &section.join(" ")]);
    }
    text.extend(["\n\n", &capitalised(formula[1]), " ", &date(Language::English, rng), "."]);
    text
}

/// A law that orders the replacement of sections and quotes their new words.
fn order(
    subject: &str,
    sections: &[Section],
    changed: &[usize],
    formula: &str,
    rng: &mut Rng,
) -> String {
    let mut text = format!("{}\n\n{}:", head(subject, rng), capitalised(formula));
    for place in changed {
        let (number, day) = ((place + 1).to_string(), date(Language::English, rng));
        let section = sections[*place].join(" ");
        text.extend(["\n\n§ ", &number, " of ", &day, " reads:\n\n\"", &section, "\""]);
    }
    text
}
