//! [`ItemReader`]: fetches the texts of items again and compares them.
//!
//! A text may have changed since it was scanned. Its content hash is compared with that of the scan, and
//! an item that differs is compared with nothing.
//!
//! Cost: a document is fetched once a step, whatever the number of its items.

use crate::detector::engine::Detector;
use crate::detector::ingest::Item;
use crate::detector::parallel::prelude::*;
use crate::detector::progress::Progress;
use crate::item::{Comparer, ItemTokens, Scratch, Verdict};
use crate::model::{DocumentId, Similarity};
use crate::text::Unit;

/// The readings of the items of one step.
pub(super) struct ItemReadings {
    /// The numbers of the items, ascending.
    numbers: Vec<u32>,
    /// The reading of each; none if its text has changed since the scan.
    readings: Vec<Option<ItemTokens>>,
}

/// Reads items by their numbers.
#[derive(Clone, Copy)]
pub(super) struct ItemReader<'s, F> {
    pub(super) detector: &'s Detector,
    pub(super) comparer: &'s Comparer,
    pub(super) items: &'s [Item],
    /// For each number, the item that has it.
    pub(super) order: &'s [u32],
    pub(super) fetch: &'s F,
    pub(super) progress: &'s Progress<'s>,
}

impl<F> ItemReader<'_, F> {
    pub(super) fn item(&self, number: u32) -> &Item {
        &self.items[self.order[number as usize] as usize]
    }

    /// Reads the items with these numbers. If the observer stops the run, the rest count as changed.
    pub(super) fn read<T, E>(&self, mut numbers: Vec<u32>) -> Result<ItemReadings, E>
    where
        F: Fn(DocumentId) -> Result<T, E> + Sync,
        T: AsRef<str>,
        E: Send,
    {
        numbers.sort_unstable();
        numbers.dedup();
        // Sorted by document, so that each document is fetched once.
        let mut by_document: Vec<(u32, u32)> =
            numbers.iter().map(|&number| (self.item(number).source, number)).collect();
        by_document.sort_unstable();
        let documents: Vec<&[(u32, u32)]> = by_document.chunk_by(|a, b| a.0 == b.0).collect();
        let parts: Vec<Vec<(u32, Option<ItemTokens>)>> = documents
            .par_iter()
            .map_init(Scratch::default, |scratch, items| {
                if !self.progress.goes_on() {
                    return Ok(items.iter().map(|&(_, number)| (number, None)).collect());
                }
                let text = (self.fetch)(DocumentId(items[0].0))?;
                let read = items.iter().map(|&(_, number)| {
                    (number, self.reading(scratch, self.item(number), text.as_ref()))
                });
                Ok(read.collect())
            })
            .collect::<Result<_, E>>()?;
        let mut read: Vec<(u32, Option<ItemTokens>)> = parts.into_iter().flatten().collect();
        read.sort_unstable_by_key(|&(number, _)| number);
        Ok(ItemReadings {
            numbers,
            readings: read.into_iter().map(|(_, reading)| reading).collect(),
        })
    }

    fn reading(&self, scratch: &mut Scratch, item: &Item, text: &str) -> Option<ItemTokens> {
        let whole = self.detector.settings().unit == Unit::Document;
        let part = text.get(item.span.range()).filter(|part| !whole || *part == text)?;
        let reading = self.comparer.read(scratch, part);
        (reading.content() == item.content).then_some(reading)
    }

    /// The resemblance of two items if it reaches the threshold; none if the observer stopped the run.
    pub(super) fn resemblance(
        &self,
        readings: &ItemReadings,
        a: u32,
        b: u32,
    ) -> Option<Similarity> {
        if !self.progress.goes_on() {
            return None;
        }
        self.comparer.resemblance(readings.reading(a)?, readings.reading(b)?)
    }

    /// Compares an item with an earlier, kept one. If the observer stopped the run, they count as apart.
    pub(super) fn compare(
        &self,
        readings: &ItemReadings,
        kept: u32,
        item: u32,
    ) -> ComparisonResult {
        // Below the minimum number of words only identical items are removed, and these share a number.
        if [kept, item].iter().any(|&number| !self.comparer.is_long(self.item(number).fifths)) {
            return ComparisonResult::Apart;
        }
        let (Some(item), Some(kept)) = (readings.reading(item), readings.reading(kept)) else {
            return ComparisonResult::Apart;
        };
        if !self.progress.goes_on() {
            return ComparisonResult::Apart;
        }
        match self.comparer.verdict(item, kept) {
            Verdict::Apart => ComparisonResult::Apart,
            Verdict::Alike(found) if found.removable => ComparisonResult::Repeats {
                resemblance: found.resemblance,
                equivalent: found.equivalent,
            },
            Verdict::Alike(found) if found.equivalent => ComparisonResult::Equivalent,
            Verdict::Alike(_) => ComparisonResult::SaysMore,
        }
    }
}

/// The result of comparing an item with a kept one.
#[derive(Clone, Copy, Debug)]
pub(super) enum ComparisonResult {
    /// They are not alike.
    Apart,
    /// They are alike, and the item states more than the kept one.
    SaysMore,
    /// The item states nothing that the kept one does not, but the settings remove identical items only.
    Equivalent,
    /// The item repeats the kept one and can be removed.
    Repeats { resemblance: Similarity, equivalent: bool },
}

impl ItemReadings {
    fn reading(&self, number: u32) -> Option<&ItemTokens> {
        let place = self.numbers.binary_search(&number).expect("all items of a pair were read");
        self.readings[place].as_ref()
    }

    /// The numbers of the items whose text has changed.
    pub(super) fn changed(&self) -> impl Iterator<Item = u32> {
        self.numbers.iter().zip(&self.readings).filter(|(_, it)| it.is_none()).map(|(&n, _)| n)
    }
}
