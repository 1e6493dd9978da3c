//! The keep order of the items of a corpus: by the rule [`Keep`](crate::Keep), then by name, then by input
//! order.
//!
//! The removal planner has the same order (`dedup::planner`), for documents whose texts are gone.

use super::engine::Detector;
use super::ingest::{Ingested, Item};
use super::parallel::prelude::*;

/// The numbers of the items, sorted by keep order: of two that repeat one another, the first is kept.
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
