//! The measures of an item: its length, its content hash and its band keys.

use super::scratch::Scratch;
use super::width::WidthClass;
use crate::hash::{ContentHash, content_hash};
use crate::report::Comparison;
use crate::sketch::MinHasher;
use crate::text::TokenKind;

/// The length and the content of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(crate) fifths: usize,
    pub(crate) content: ContentHash,
}

impl Measure {
    /// Measures the item whose tokens are in the row from `first` on, and gives its band keys of each
    /// class in which it can match anything to `keys`; none if the search is exact. `None` if the item
    /// has no token.
    #[inline]
    pub(crate) fn of(
        hasher: &MinHasher,
        comparison: &Comparison,
        scratch: &mut Scratch,
        first: usize,
        mut keys: impl FnMut(WidthClass, &[u64]),
    ) -> Option<Measure> {
        let hashes = &scratch.row.hashes[first..];
        if hashes.is_empty() {
            return None;
        }
        let content = content_hash(hashes);
        let fifths = scratch.row.kinds[first..].iter().map(|kind| kind.fifths()).sum();
        for class in [WidthClass::Normal, WidthClass::Short] {
            let width = class.words(comparison);
            let row = &scratch.row;
            if class.includes(comparison, fifths, &row.hashes[first..])
                && !is_one_of_its_kind(&row.kinds[first..], width)
            {
                keys(class, scratch.band_keys(hasher, comparison.banding, width, first));
            }
        }
        Some(Measure { fifths, content })
    }
}

/// Whether an item can match only items with the same tokens. These are grouped before anything is
/// compared, so the item needs no band keys and takes no part in the exact join.
///
/// An item is of that kind if it has fewer words than a shingle. Its single shingle then has fewer
/// tokens than every shingle of a longer item, and the number of tokens is part of the hash. An item
/// with characters of a script without spaces is not of that kind: `中文` is the first shingle of `中文
/// cat` if a shingle has two words.
fn is_one_of_its_kind(kinds: &[TokenKind], width: usize) -> bool {
    kinds.len() < width && kinds.iter().all(|&kind| kind == TokenKind::Word)
}
