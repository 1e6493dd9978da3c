//! An index from items to the pairs that they are in.

/// For each item, the numbers of its pairs, in the order of the list.
///
/// Flat lists take 8 bytes a pair and 4 an item; a list for each item would take more.
pub(super) struct Partners {
    /// The end of the pairs of each item in `places`, from the end of the item before.
    ends: Vec<u32>,
    /// Numbers of pairs.
    places: Vec<u32>,
}

impl Partners {
    /// An index of the items 0 … `items` − 1. `pairs` must return the same pairs at each call.
    ///
    /// # Panics
    /// If a pair has another item, or if there are 2³¹ pairs or more.
    pub(super) fn new<P>(items: usize, pairs: impl Fn() -> P) -> Partners
    where
        P: ExactSizeIterator<Item = (u32, u32)>,
    {
        let count = pairs().len();
        assert!(u32::try_from(2 * count).is_ok(), "fewer than 2^31 pairs");
        let mut ends = vec![0; items + 1];
        for (a, b) in pairs() {
            ends[a as usize + 1] += 1;
            ends[b as usize + 1] += 1;
        }
        for item in 0..items {
            ends[item + 1] += ends[item];
        }
        // While the lists are filled, `ends` says where the next place of each is.
        let mut places = vec![0; 2 * count];
        for (place, (a, b)) in pairs().enumerate() {
            for side in [a, b] {
                let next = &mut ends[side as usize];
                places[*next as usize] = place as u32;
                *next += 1;
            }
        }
        Partners { ends, places }
    }

    /// The numbers of the pairs of an item.
    pub(super) fn of(&self, item: u32) -> impl Iterator<Item = usize> {
        let item = item as usize;
        let start = if item == 0 { 0 } else { self.ends[item - 1] };
        self.places[start as usize..self.ends[item] as usize].iter().map(|&place| place as usize)
    }
}
