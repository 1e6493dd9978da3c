//! Chapters of verse in several revisions.

use super::parts::{prose, revised, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::rng::Rng;

/// The number of chapters of a book.
const CHAPTERS: usize = 40;
/// The number of verses in a thousand that a revision translates again; the others keep most of their words. Each
/// revision has one of these figures.
const REWRITTEN: [usize; 6] = [20, 100, 200, 350, 550, 750];
/// The number of edits in 1,000 words of a verse that is translated again, and of another verse.
const CHANGED: (usize, usize) = (450, 90);

/// Chapters of about 27 verses and 860 words, one verse a line.
///
/// Three chapters in eight have one version, and the others have one to three revisions besides it. In a
/// revision, 25 to 98 of a hundred verses have few changes.
pub(super) fn verses(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| book(&mut rng))
}

fn book(rng: &mut Rng) -> Vec<String> {
    let mut texts = Vec::new();
    for _ in 0..CHAPTERS {
        let verses = verses_of_chapter(&mut split(rng));
        let revisions = match rng.below(16) {
            0..6 => 0,
            6..11 => 1,
            11..13 => 2,
            _ => 3,
        };
        for _ in 0..revisions {
            texts.push(revision(&verses, *rng.pick(&REWRITTEN), rng));
        }
        texts.push(verses.join("\n"));
    }
    texts
}

fn verses_of_chapter(rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    (0..rng.between(14, 39)).map(|_| writer.paragraph(rng.between(6, 38))).collect()
}

fn revision(verses: &[String], rewritten: usize, rng: &mut Rng) -> String {
    let revised: Vec<String> = verses
        .iter()
        .map(|verse| {
            let rate = if rng.chance(rewritten) { CHANGED.0 } else { CHANGED.1 };
            revised(verse, Language::English, rate, rng)
        })
        .collect();
    revised.join("\n")
}
