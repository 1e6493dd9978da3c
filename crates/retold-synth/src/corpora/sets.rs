//! Documents in sets that share text.

use crate::rng::Rng;

/// Makes sets of documents until there are `count`, cuts off the last set, and shuffles all.
///
/// `set` makes one set; texts of different sets share nothing.
pub(super) fn in_sets(
    count: usize,
    seed: u64,
    mut set: impl FnMut(Rng) -> Vec<String>,
) -> Vec<String> {
    let mut documents = Vec::with_capacity(count);
    let mut part = 0;
    while documents.len() < count {
        part += 1;
        documents.extend(set(Rng::of_part(seed, part)));
    }
    documents.truncate(count);
    Rng::of_part(seed, 0).shuffle(&mut documents);
    documents
}
