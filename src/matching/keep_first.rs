//! The decision which items are kept.
//!
//! # Problem
//! Items resemble one another in chains. In `0 – 1 – 2`, 1 is a near-copy of both others, and 0 and 2
//! are not alike. Removing every item that has a near-copy would lose 0 or 2. Keeping one item of each
//! connected component would lose 2, whose text is nowhere else.
//!
//! # Rule
//! The items are read in the order of preference. An item is removed if it repeats an item that was *kept*. What
//! is kept is the lexicographically first independent set of the graph of repeats: no kept item repeats another
//! kept one, and every removed item repeats a kept one.
//!
//! Example with the order 0, 1, 2, 3, 4 and the pairs 0–1, 1–2, 2–3 and 3–4:
//!
//! | item | repeats earlier | decision |
//! |---|---|---|
//! | 0 | – | kept |
//! | 1 | 0, kept | removed for 0 |
//! | 2 | 1, removed | kept: 1 is not in the result |
//! | 3 | 2, kept | removed for 2 |
//! | 4 | 3, removed | kept |
//!
//! # Invariant
//! The decision on an item depends on earlier items of its connected component only. So a corpus can be
//! decided in parts, as long as no pair joins two of them.
//!
//! # Cost
//! O(n + m log m) time for n items and m pairs; [`Decision`] alone takes O(1) for each pair.
//!
//! # Rejected
//! * *Keeping one item of each component* removes text that no kept item has.
//! * *The largest independent set* keeps more items, but finding it is NP-hard, and one more pair may change
//!   the decision on items far away.

/// Decides which items are kept. Returns for each item the kept one that it repeats, or `None` if it is
/// kept itself.
///
/// `order` has the numbers 0 … n − 1 of all items, the preferred ones first. `repeats` has pairs of an
/// item and another one that it repeats, in any order. A pair whose second item comes later in `order`
/// has no effect. An item is kept if it repeats no kept one. A removed item names the first kept one
/// that it repeats.
///
/// The result depends on the order and the pairs alone. It is the same for each connected component by
/// itself, so a corpus can be decided in parts, on many machines, as long as no pair joins two parts.
///
/// Time: O(n + m log m) for m pairs. Memory: 12 bytes an item, 8 a pair.
///
/// # Panics
/// If `order` does not have each number once, or a pair names an item that is not in it.
///
/// # Examples
/// A chain of edits: 1 repeats 0 and 2, and these do not repeat one another.
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
    // By item, then by partner: so the first kept partner is the one that is named.
    placed.sort_unstable();
    let mut decision = Decision::new(order.len());
    for (item, of) in placed {
        decision.remove(item, of);
    }
    let kept = |&at: &u32| decision.repeats(at).map(|of| order[of as usize]);
    place.iter().map(kept).collect()
}

/// The decisions so far, on items that are numbered in the order of preference.
///
/// Invariant: pairs are given by ascending items, and the pairs of an item by ascending second items.
/// An item is decided once its last pair was given.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// For each item the kept one that it repeats, or itself if it is kept.
    kept: Vec<u32>,
}

impl Decision {
    /// A decision that keeps all items.
    pub(crate) fn new(items: usize) -> Decision {
        Decision { kept: (0..items as u32).collect() }
    }

    pub(crate) fn is_kept(&self, item: u32) -> bool {
        self.kept[item as usize] == item
    }

    /// The kept item that a removed item repeats; `None` if it is kept.
    pub(crate) fn repeats(&self, item: u32) -> Option<u32> {
        Some(self.kept[item as usize]).filter(|&kept| kept != item)
    }

    /// Adds a pair: removes the item if the earlier one is kept. True if this pair removed it.
    pub(crate) fn remove(&mut self, item: u32, earlier: u32) -> bool {
        let removes = self.is_kept(earlier) && self.is_kept(item);
        if removes {
            self.kept[item as usize] = earlier;
        }
        removes
    }
}
