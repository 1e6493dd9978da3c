//! Formulas: recurring phrases, composed of a fixed stock of parts in several ways.

use super::parts::{phrase, split};
use crate::prose::Prose;
use crate::rng::Rng;

/// The number of parts that can follow a part.
const FOLLOWERS: usize = 3;
/// The number of titles that a stock of formulas has.
const TITLES: usize = 10;

/// Parts of phrases, each with the parts that can follow it, the most frequent first.
///
/// Names of offices, titles of programmes and legal phrases recur in real text in this way. Two documents may
/// share five parts in a row, and a third document only the middle three, followed by a different part.
pub(super) struct Formulas {
    parts: Vec<String>,
    followers: Vec<[usize; FOLLOWERS]>,
    space: &'static str,
}

impl Formulas {
    /// Writes `count` parts, each of `words` words or up to half as many more.
    pub(super) fn new(
        writer: &mut Prose,
        space: &'static str,
        count: usize,
        words: usize,
        rng: &mut Rng,
    ) -> Formulas {
        let mut rng = split(rng);
        let parts =
            (0..count).map(|_| phrase(writer, rng.between(words, words + words / 2))).collect();
        let followers = (0..count).map(|_| [(); FOLLOWERS].map(|()| rng.below(count))).collect();
        Formulas { parts, followers, space }
    }

    /// One of [`TITLES`] phrases, which a document repeats: a person's name and title, or a defined term.
    pub(super) fn title(&self, rng: &mut Rng) -> String {
        let first = rng.below(TITLES);
        let (mut at, mut text) = (first, self.parts[first].clone());
        for _ in 0..=first % 3 {
            at = self.followers[at][0];
            text.push_str(self.space);
            text.push_str(&self.parts[at]);
        }
        text
    }

    /// A phrase of `parts` parts.
    pub(super) fn phrase(&self, parts: usize, rng: &mut Rng) -> String {
        let mut at = rng.below(self.parts.len());
        let mut text = self.parts[at].clone();
        for _ in 1..parts {
            let follower = match rng.below(10) {
                0..7 => 0,
                7..9 => 1,
                _ => 2,
            };
            at = self.followers[at][follower];
            text.push_str(self.space);
            text.push_str(&self.parts[at]);
        }
        text
    }
}
