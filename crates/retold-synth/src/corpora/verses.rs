//! Verse in several revisions.

use super::parts::{prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::rng::Rng;

/// The chapters of a book.
const CHAPTERS: usize = 40;
/// The words in a thousand that a revision changes: spelling, single words, whole turns.
const CHANGED: [usize; 6] = [4, 90, 160, 220, 300, 380];

/// Chapters of about 27 verses and 830 words, one verse a line.
///
/// Of every other chapter there is one version; of the others there are two to four revisions, which differ
/// in 4 to 380 words of a thousand.
pub(super) fn verses(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| book(&mut rng))
}

fn book(rng: &mut Rng) -> Vec<String> {
    let mut texts = Vec::new();
    for _ in 0..CHAPTERS {
        let chapter = chapter(&mut split(rng));
        let revisions = match rng.below(9) {
            0..4 => 0,
            4..7 => 1,
            7 => 2,
            _ => 3,
        };
        for _ in 0..revisions {
            let rate = *rng.pick(&CHANGED);
            texts.push(revised(&chapter, Language::English, rate, rng));
        }
        texts.push(chapter);
    }
    texts
}

fn chapter(rng: &mut Rng) -> String {
    let mut writer = prose(Language::English, rng);
    let verses: Vec<String> =
        (0..rng.between(14, 39)).map(|_| writer.paragraph(rng.between(5, 36))).collect();
    verses.join("\n")
}
