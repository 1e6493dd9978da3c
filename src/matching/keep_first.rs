//! The decision what is kept.

/// Decides which of some items are kept, given which of them repeat one another: for each item, the
/// kept one for the sake of which it is removed; none if it is kept.
///
/// `order` has the numbers of all items, 0 … n − 1, the one that is rather kept before the other.
/// `repeats` has pairs of an item and another one that it repeats, in any order; those in which the
/// second comes after the first in `order` play no part. An item is kept if it repeats none that is
/// kept; a removed one names the first kept one that it repeats. So what is kept is the
/// lexicographically first independent set in `order`.
///
/// The answer is a function of the order and the pairs alone. It is the same for a whole corpus as
/// for each connected component by itself, so a corpus can be decided in parts, on many machines, as
/// long as no pair joins two parts.
///
/// Time: O(n + m log m) for m pairs. Memory: 12 bytes an item, 8 a pair.
///
/// # Panics
/// If `order` does not have each number once, or a pair names an item that is not in it.
///
/// # Examples
/// A chain of edits: 1 repeats both its neighbours, which do not repeat one another.
/// ```
/// use retold::matching::keep_first;
///
/// let repeats = [(0, 1), (1, 0), (1, 2), (2, 1)];
/// assert_eq!(keep_first(&[0, 1, 2], &repeats), [None, Some(0), None]);
/// assert_eq!(keep_first(&[1, 0, 2], &repeats), [Some(1), None, Some(1)]);
/// ```
pub fn keep_first(order: &[u32], repeats: &[(u32, u32)]) -> Vec<Option<u32>> {
    let mut place = vec![u32::MAX; order.len()];
    for (at, &item) in (0..).zip(order) {
        place[item as usize] = at;
    }
    assert!(!place.contains(&u32::MAX), "the order has each item once");
    let placed = |&(item, of): &(u32, u32)| (place[item as usize], place[of as usize]);
    let mut placed: Vec<(u32, u32)> = repeats.iter().map(placed).filter(|(a, b)| b < a).collect();
    placed.sort_unstable();
    let mut decision = Decision::new(order.len());
    for (item, of) in placed {
        decision.remove(item, of);
    }
    let kept = |&at: &u32| decision.repeats(at).map(|of| order[of as usize]);
    place.iter().map(kept).collect()
}

/// What is decided so far, of items that are numbered in the order in which they are kept.
///
/// Invariant: pairs are given by ascending items, and the pairs of an item by ascending second
/// items. Whether an item is kept is known once its last pair was given.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// For each item the kept one that it repeats; itself, if it is kept.
    kept: Vec<u32>,
}

impl Decision {
    /// All items are kept.
    pub(crate) fn new(items: usize) -> Decision {
        Decision { kept: (0..items as u32).collect() }
    }

    pub(crate) fn is_kept(&self, item: u32) -> bool {
        self.kept[item as usize] == item
    }

    /// The kept item that an item repeats; none if it is kept.
    pub(crate) fn repeats(&self, item: u32) -> Option<u32> {
        Some(self.kept[item as usize]).filter(|&kept| kept != item)
    }

    /// Takes a pair: the item is removed if the earlier one is kept, and nothing removed it before.
    /// Says whether it is.
    pub(crate) fn remove(&mut self, item: u32, earlier: u32) -> bool {
        let removes = self.is_kept(earlier) && self.is_kept(item);
        if removes {
            self.kept[item as usize] = earlier;
        }
        removes
    }
}
