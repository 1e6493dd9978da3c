//! The band keys of many segments, in five bytes each.
//!
//! A band key is a hash of 64 bits of which only equality matters: two segments that share a key
//! become a candidate pair, and every candidate is verified against the texts. A key that is cut to
//! 40 bits changes no result. It adds false candidates, and few of them: among n segments about
//! n² / 2⁴¹ in a band, which is 45 among ten million and 4,500 among a hundred million.
//!
//! With 16 bands that saves 48 bytes a segment. Keys of 32 bits would save 16 bytes more, and bring
//! 256 times as many false candidates.

/// Band keys in a row; memory: 5 bytes each.
#[derive(Debug, Default)]
pub(super) struct BandKeys {
    /// The lower 32 bits of each key.
    low: Vec<u32>,
    /// The 8 bits above them.
    high: Vec<u8>,
}

impl BandKeys {
    pub(super) fn extend(&mut self, keys: &[u64]) {
        self.low.extend(keys.iter().map(|&key| key as u32));
        self.high.extend(keys.iter().map(|&key| (key >> 32) as u8));
    }

    /// Appends the keys of `other`.
    pub(super) fn append(&mut self, mut other: BandKeys) {
        self.low.append(&mut other.low);
        self.high.append(&mut other.high);
    }

    /// The 40 bits of a key.
    pub(super) fn at(&self, index: usize) -> u64 {
        u64::from(self.high[index]) << 32 | u64::from(self.low[index])
    }
}
