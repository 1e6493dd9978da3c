//! What is kept, as far as it is decided?

use super::wanted::Comparing;
use crate::model::Similarity;

/// What is known so far.
pub(super) struct Decided {
    /// For each number, the kept one that it repeats; itself, if it is kept.
    kept: Vec<u32>,
    /// How much it resembles that one.
    resemblance: Vec<Similarity>,
    pub(super) unresolved: usize,
    /// Items that state a fact which one that they resemble does not.
    say_more: Vec<u32>,
    /// Documents whose text has changed.
    pub(super) changed: Vec<u32>,
}

impl Decided {
    pub(super) fn new(items: usize) -> Decided {
        Decided {
            kept: (0..items as u32).collect(),
            resemblance: vec![Similarity::ONE; items],
            unresolved: 0,
            say_more: Vec::new(),
            changed: Vec::new(),
        }
    }

    pub(super) fn is_kept(&self, number: u32) -> bool {
        self.kept[number as usize] == number
    }

    /// What an item repeats, if it is not kept.
    pub(super) fn of(&self, number: u32) -> Option<(u32, Similarity)> {
        (!self.is_kept(number))
            .then(|| (self.kept[number as usize], self.resemblance[number as usize]))
    }

    /// Notes what came of holding an item against one that is kept.
    pub(super) fn take(&mut self, number: u32, found: Comparing) {
        match found {
            Comparing::Apart => {}
            Comparing::SaysMore => self.say_more.push(number),
            Comparing::Repeats(kept, resemblance) => {
                self.kept[number as usize] = kept;
                self.resemblance[number as usize] = resemblance;
            }
        }
    }

    /// How many items are kept for facts that nothing states which they resemble.
    pub(super) fn other_facts(&mut self) -> usize {
        self.say_more.sort_unstable();
        self.say_more.dedup();
        self.say_more.iter().filter(|&&number| self.is_kept(number)).count()
    }
}
