//! The last occurrence of a text, to which the next one is linked.
//!
//! Example, with places in documents of groups g and h: after g1, g2, h3 the last place is h3, and g2
//! is the last of another group. A new place in h is linked to g2, one in g to h3. Two places are
//! enough for any order.

/// The last place of a text, and the last one in another document or group than that. They contain a
/// partner for any further place, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LastOccurrence<P> {
    last: Option<P>,
    other: Option<P>,
}

impl<P> Default for LastOccurrence<P> {
    fn default() -> LastOccurrence<P> {
        LastOccurrence { last: None, other: None }
    }
}

impl<P: Copy> LastOccurrence<P> {
    /// The last place that a new one may be linked to.
    pub(super) fn partner(&self, is_in_scope: impl Fn(P) -> bool) -> Option<P> {
        [self.last, self.other].into_iter().flatten().find(|&place| is_in_scope(place))
    }

    /// Adds the next place.
    pub(super) fn add(&mut self, here: P, is_same_side: impl Fn(P, P) -> bool) {
        if let Some(last) = self.last
            && !is_same_side(last, here)
        {
            self.other = Some(last);
        }
        self.last = Some(here);
    }

    /// Adds several places in order. Reads them from the last one back, and stops at the first in another
    /// document or group.
    pub(super) fn add_all(
        &mut self,
        places: impl DoubleEndedIterator<Item = P>,
        is_same_side: impl Fn(P, P) -> bool,
    ) {
        let mut back = places.rev();
        let Some(last) = back.next() else { return };
        match back.find(|&place| !is_same_side(place, last)) {
            Some(other) => *self = LastOccurrence { last: Some(last), other: Some(other) },
            None => self.add(last, is_same_side),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LastOccurrence;

    /// Adding places together gives the same as adding them one by one. Places are numbers here, and their
    /// remainder by 3 is their group.
    #[test]
    fn places_may_be_added_together() {
        let is_same_side = |x: u32, y: u32| x % 3 == y % 3;
        for sides in 0..3_u32.pow(6) {
            let place = |i: u32| 3 * i + sides / 3_u32.pow(i) % 3;
            for first in 0..=6 {
                let mut one_by_one = LastOccurrence::default();
                (0..6).for_each(|i| one_by_one.add(place(i), is_same_side));
                let mut together = LastOccurrence::default();
                together.add_all((0..first).map(place), is_same_side);
                together.add_all((first..6).map(place), is_same_side);
                assert_eq!(together, one_by_one, "sides {sides}, {first} at first");
            }
        }
    }
}
