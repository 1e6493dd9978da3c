//! Formulas: recurring phrases that are put together from parts in several ways.

use super::parts::{phrase, split};
use crate::prose::Prose;
use crate::rng::Rng;

/// The parts that can follow a part, the most frequent first.
const FOLLOWERS: usize = 3;
/// The titles of a stock of formulas.
const TITLES: usize = 10;

/// Parts of phrases, each with the parts that can follow it.
///
/// Names of offices, titles of programmes and legal turns recur in real text like this: two documents have
/// five parts in common, a third one only the middle of these, with another continuation.
pub(super) struct Formulas {
    parts: Vec<String>,
    followers: Vec<[usize; FOLLOWERS]>,
    space: &'static str,
}

impl Formulas {
    /// Writes `count` parts of `words` words, or up to half as many more.
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

    /// One of the few phrases that a document repeats: a name with its title, a defined term.
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

    /// A phrase of so many parts.
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
