//! The order in which the items of a survey are kept.

use super::engine::Detector;
use super::ingest::{Ingested, Item};
use super::parallel::prelude::*;

/// The items in the order in which they are kept: by the rule, by name, by input.
pub(super) fn in_order(detector: &Detector, ingested: &Ingested<'_>, items: &[Item]) -> Vec<u32> {
    let keep = detector.settings().keep;
    let key = |&item: &u32| {
        let item = &items[item as usize];
        let source = &ingested.sources[item.source as usize];
        let document = source.document;
        (keep.key(document.rank(), item.fifths, document.name()), source.id, item.span)
    };
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.par_sort_unstable_by(|a, b| key(a).cmp(&key(b)));
    order
}
