//! The partners of each item of a list of pairs.

/// For each of some items the pairs that it is in, in the order of the list.
///
/// Three flat lists instead of one list for each item: 8 bytes a pair, 4 an item.
pub(super) struct Partners {
    /// Where the pairs of each item end in `places`, from the end of the item before.
    ends: Vec<u32>,
    /// Numbers of pairs.
    places: Vec<u32>,
}

impl Partners {
    /// The partners of `items` items in the pairs that `pairs` gives, as often as it is asked.
    ///
    /// # Panics
    /// If a pair has an item that there is not, or if there are 2³¹ pairs or more.
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
