//! Near-copies: each article and 50 copies of it.

use super::parts::{prose, revised};
use super::sets::in_sets;
use crate::language::Language;

/// The number of near-copies of an article.
const COPIES: usize = 50;
/// The number of edits in 1,000 words of a near-copy; the near-copies take the three figures in turn.
const EDITS: [usize; 3] = [5, 10, 20];
/// The length of an article in bytes.
const BYTES: usize = 1_800;

/// Articles of about 310 words, each with 50 near-copies that have 5, 10 or 20 edits in 1,000 words.
pub(super) fn copies(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| {
        let article = prose(Language::English, &mut rng).article(BYTES);
        let mut texts: Vec<String> = (0..COPIES)
            .map(|copy| revised(&article, Language::English, EDITS[copy % EDITS.len()], &mut rng))
            .collect();
        texts.push(article);
        texts
    })
}
