//! [`Decisions`]: which items are kept so far, and why the others are removed.
//!
//! Invariant: results are recorded in the order of `matching::Decision`, by ascending items and for each item
//! by ascending earlier items.

use super::item_reader::ComparisonResult;
use crate::matching::Decision;
use crate::model::Similarity;

/// The decisions so far, by item number.
pub(super) struct Decisions {
    decision: Decision,
    /// How much each removed item resembles the kept one, and whether it is equivalent to it.
    alike: Vec<(Similarity, bool)>,
    pub(super) unresolved: usize,
    /// Items that resemble a kept one and state more than it. An item may be listed several times.
    has_more_facts: Vec<u32>,
    /// Items that are equivalent to a kept one, and are kept because only identical ones are removed.
    equivalent: Vec<u32>,
    /// Documents whose text was changed after it was scanned.
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

    /// The kept item that a removed one repeats, their resemblance, and whether the removed one is
    /// equivalent; none for a kept item.
    pub(super) fn of(&self, number: u32) -> Option<(u32, Similarity, bool)> {
        let (resemblance, equivalent) = self.alike[number as usize];
        self.decision.repeats(number).map(|kept| (kept, resemblance, equivalent))
    }

    /// Records the result of comparing an item with an earlier one, in the order of [`Decision`]. It
    /// has no effect if one of the two was removed before.
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

    /// The number of kept items that are equivalent to another kept one, and the number of those that
    /// state more than each kept item that they resemble.
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
