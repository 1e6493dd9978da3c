//! [`BandEntries`]: the keys of scanned items, band by band.
//!
//! Band 0 is the content hash, for items without band keys. Bands 1 to `bands` are those of the normal width
//! class, and as many behind them those of the short one. Two items are candidates if they share a key of a
//! band.

use crate::detector::ingest::{ClassItems, Item};

/// The keys of all items. Memory: that of the keys, and 12 bytes for each item without any.
#[derive(Debug)]
pub(super) struct BandEntries {
    /// The items of the normal and the short class.
    by_class: [ClassItems; 2],
    /// The number of keys of an item in each class.
    bands: usize,
    /// The content hashes of the items without keys, and these items.
    contents: Vec<u64>,
    without: Vec<u32>,
}

impl BandEntries {
    /// `by_class` has the items of the normal and the short class, `bands` is the number of keys of an item in
    /// each.
    pub(super) fn new(items: &[Item], by_class: [ClassItems; 2], bands: usize) -> BandEntries {
        let mut has_keys = vec![false; items.len()];
        for &item in by_class.iter().flat_map(|class_items| &class_items.items) {
            has_keys[item as usize] = true;
        }
        // An item without keys has fewer words than a shingle, so it is alike only to items with the same
        // tokens (and other text between them).
        let (contents, without) = (0u32..)
            .zip(items)
            .filter(|&(item, _)| !has_keys[item as usize])
            .map(|(item, of)| (of.content.0 as u64, item))
            .unzip();
        BandEntries { by_class, bands, contents, without }
    }

    /// The number of bands of the normal class, with that of the contents, and of the short class.
    pub(super) fn counts(bands: usize) -> [usize; 2] {
        [1 + bands, bands]
    }

    /// The keys of one band, each with its item, by ascending items.
    pub(super) fn of(&self, band: usize) -> impl Iterator<Item = (u64, u32)> {
        let contents = if band == 0 { &self.contents[..] } else { &[] };
        let contents = contents.iter().zip(&self.without).map(|(&key, &item)| (key, item));
        let of_class = band.checked_sub(1).map(|band| {
            let class_items = &self.by_class[band / self.bands];
            let key = move |place| class_items.key(place, band % self.bands, self.bands);
            (0..).zip(&class_items.items).map(move |(place, &item)| (key(place), item))
        });
        contents.chain(of_class.into_iter().flatten())
    }
}
