//! Mail: replies that quote a message, with the quotations inside it.

use super::parts::{capitalised, phrase, prose, split};
use super::sets::in_sets;
use crate::edit::wrap;
use crate::language::Language;
use crate::prose::{date, person};
use crate::rng::Rng;

/// The number of messages of a mailing list.
const LIST: usize = 100;
/// The number of people who write to a list.
const AUTHORS: usize = 15;
/// The most columns of a line.
const COLUMNS: usize = 72;

/// Messages of 40 to 500 words in threads of 1 to 12.
///
/// A reply quotes an earlier message of the thread, whole or half, with `> ` before each line. Lines that this
/// message quotes itself then begin with `> > `. An author ends every message with the same signature.
pub(super) fn mail(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| list(&mut rng))
}

/// A person with a signature.
struct Author {
    name: String,
    signature: String,
}

fn list(rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let authors: Vec<Author> = (0..AUTHORS)
        .map(|_| {
            let name = person(Language::English, rng);
            let words = rng.between(5, 30);
            let signature = wrap(&phrase(&mut writer, words), Language::English, 60, "", 0).0;
            Author { signature: format!("-- \n{name}\n{signature}"), name }
        })
        .collect();
    let mut messages = Vec::with_capacity(LIST);
    while messages.len() < LIST {
        let length = rng.between(1, 4) + if rng.chance(400) { rng.below(9) } else { 0 };
        messages.extend(thread(length, &authors, &mut split(rng)));
    }
    messages.truncate(LIST);
    messages
}

fn thread(length: usize, authors: &[Author], rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let subject = capitalised(&phrase(&mut writer, rng.between(3, 8)));
    // The messages without their signatures, because replies do not quote signatures.
    let mut bodies: Vec<(String, usize)> = Vec::with_capacity(length);
    let mut messages = Vec::with_capacity(length);
    for number in 0..length {
        let author = rng.below(authors.len());
        let mut body = String::new();
        if number > 0 {
            // Most replies are to the newest message.
            let to = if rng.chance(700) { number - 1 } else { rng.below(number) };
            let (quoted, whose) = &bodies[to];
            let name = &authors[*whose].name;
            body = format!("On {}, {name} wrote:\n", date(Language::English, rng));
            body.push_str(&quotation(quoted, rng));
            body.push('\n');
        }
        for _ in 0..rng.between(1, 3) {
            let own = writer.paragraph(rng.between(15, 60));
            body.push_str(&wrap(&own, Language::English, COLUMNS, "", 0).0);
            body.push_str("\n\n");
        }
        let signature = &authors[author].signature;
        messages.push(format!("{subject}\n\n{body}{signature}\n"));
        bodies.push((body, author));
    }
    messages
}

/// All lines of a message, or half of them, each with `> ` before it.
fn quotation(text: &str, rng: &mut Rng) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let kept = if rng.chance(500) { lines.len() } else { lines.len().div_ceil(2) };
    let first = rng.below(lines.len() - kept + 1);
    lines[first..first + kept].iter().flat_map(|line| ["> ", line, "\n"]).collect()
}
