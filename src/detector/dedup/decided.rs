//! What is kept, as far as it is decided?

use crate::model::Similarity;

/// What is known so far.
pub(super) struct Decided {
    /// For each number, the kept one that it repeats; itself, if it is kept.
    kept: Vec<u32>,
    /// How much it resembles that one.
    resemblance: Vec<Similarity>,
    pub(super) unresolved: usize,
    /// Documents whose text has changed.
    pub(super) changed: Vec<u32>,
}

impl Decided {
    pub(super) fn new(items: usize) -> Decided {
        Decided {
            kept: (0..items as u32).collect(),
            resemblance: vec![Similarity::ONE; items],
            unresolved: 0,
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

    /// Notes what an item repeats, if anything.
    pub(super) fn remove(&mut self, number: u32, repeats: Option<(u32, Similarity)>) {
        if let Some((kept, resemblance)) = repeats {
            self.kept[number as usize] = kept;
            self.resemblance[number as usize] = resemblance;
        }
    }
}
