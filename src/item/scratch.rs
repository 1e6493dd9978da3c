//! Buffers that are used for one item after the other.

use super::tokenizer::AnyTokenizer;
use crate::lsh::Banding;
use crate::shingle::Shingler;
use crate::sketch::MinHasher;
use crate::text::TokenRow;

/// Buffers that are used again, so that none is allocated for a token or an item.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) row: TokenRow,
    pub(crate) shingles: Vec<u64>,
    slots: Vec<u32>,
    keys: Vec<u64>,
}

impl Scratch {
    /// The shingles of a text, in its order.
    pub(crate) fn shingles_of(
        &mut self,
        tokenizer: &AnyTokenizer,
        text: &str,
        width: usize,
    ) -> &mut Vec<u64> {
        self.row.clear();
        tokenizer.extend(&mut self.row, text);
        self.shingle_row(width);
        &mut self.shingles
    }

    /// Cuts the tokens of the row into shingles.
    pub(crate) fn shingle_row(&mut self, width: usize) {
        self.shingles.clear();
        shingler(width).shingles_into(&self.row.hashes, &self.row.kinds, &mut self.shingles);
    }

    /// The band keys of the tokens from `first` on; none if the search is exact.
    pub(super) fn band_keys(
        &mut self,
        hasher: &MinHasher,
        banding: Option<Banding>,
        width: usize,
        first: usize,
    ) -> &[u64] {
        self.keys.clear();
        if let Some(banding) = banding {
            self.shingles.clear();
            shingler(width).shingles_into(
                &self.row.hashes[first..],
                &self.row.kinds[first..],
                &mut self.shingles,
            );
            self.slots.resize(hasher.k(), 0);
            hasher.sketch_into(&self.shingles, &mut self.slots);
            self.keys.resize(banding.bands(), 0);
            banding.keys(&self.slots, &mut self.keys);
        }
        &self.keys
    }
}

fn shingler(width: usize) -> Shingler {
    Shingler::new(width).expect("the builder checked the width").of_hashes()
}
