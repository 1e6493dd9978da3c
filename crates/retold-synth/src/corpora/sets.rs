//! Documents in sets that share text.

use crate::rng::Rng;

/// Makes sets until there are `count` documents, drops the surplus of the last set, and shuffles the documents.
///
/// `set` makes the documents of one set. Documents of different sets share no text.
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
