//! What is decided of each item, and why it is kept or removed.

use super::item_reader::ComparisonResult;
use crate::matching::Decision;
use crate::model::Similarity;

/// What is known so far.
pub(super) struct Decisions {
    decision: Decision,
    /// How much each removed item resembles the kept one, and whether it is equivalent to it.
    alike: Vec<(Similarity, bool)>,
    pub(super) unresolved: usize,
    /// Items that say something which a kept one that they resemble does not.
    has_more_facts: Vec<u32>,
    /// Items that are equivalent to one that is kept, and are not to be removed for it.
    equivalent: Vec<u32>,
    /// Documents whose text has changed.
    pub(super) changed: Vec<u32>,
}

impl Decisions {
    pub(super) fn new(items: usize) -> Decisions {
        Decisions {
            decision: Decision::new(items),
            alike: vec![(Similarity::ONE, true); items],
            unresolved: 0,
            has_more_facts: Vec::new(),
            equivalent: Vec::new(),
            changed: Vec::new(),
        }
    }

    pub(super) fn is_kept(&self, number: u32) -> bool {
        self.decision.is_kept(number)
    }

    /// What an item repeats, if it is not kept: how much it resembles that one, and whether it is
    /// equivalent.
    pub(super) fn of(&self, number: u32) -> Option<(u32, Similarity, bool)> {
        let (resemblance, equivalent) = self.alike[number as usize];
        self.decision.repeats(number).map(|kept| (kept, resemblance, equivalent))
    }

    /// Notes what came of comparing an item with an earlier one, in the order of [`Decision`].
    pub(super) fn record(&mut self, number: u32, earlier: u32, found: ComparisonResult) {
        if !self.is_kept(earlier) || !self.is_kept(number) {
            return;
        }
        match found {
            ComparisonResult::Apart => {}
            ComparisonResult::SaysMore => self.has_more_facts.push(number),
            ComparisonResult::Equivalent => self.equivalent.push(number),
            ComparisonResult::Repeats { resemblance, equivalent } => {
                if self.decision.remove(number, earlier) {
                    self.alike[number as usize] = (resemblance, equivalent);
                }
            }
        }
    }

    /// How many items are kept although they are equivalent to another one, and how many since all
    /// that they resemble leaves out what they say.
    pub(super) fn kept_counts(&mut self) -> [usize; 2] {
        for numbers in [&mut self.equivalent, &mut self.has_more_facts] {
            numbers.sort_unstable();
            numbers.dedup();
        }
        let kept = |number: &&u32| self.is_kept(**number);
        let is_equivalent = |number: &u32| self.equivalent.binary_search(number).is_ok();
        let equivalent = self.equivalent.iter().filter(kept).count();
        let others =
            self.has_more_facts.iter().filter(kept).filter(|number| !is_equivalent(number));
        [equivalent, others.count()]
    }
}
