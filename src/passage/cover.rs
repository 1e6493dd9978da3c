//! Sets of tokens of one document, one bit each: O(n / 64) time for a run of n tokens.

use super::run::TokenRun;

/// The tokens of a document that some runs cover.
pub(super) struct Cover {
    base: u32,
    bits: Vec<u64>,
}

impl Cover {
    /// An empty set with room for these runs, which are in one document.
    pub(super) fn over(runs: impl Iterator<Item = TokenRun>) -> Cover {
        let (mut start, mut end) = (u32::MAX, 0);
        for run in runs {
            (start, end) = (start.min(run.start), end.max(run.end));
        }
        let len = end.saturating_sub(start) as usize;
        Cover { base: start, bits: vec![0; len.div_ceil(64)] }
    }

    pub(super) fn add(&mut self, run: TokenRun) {
        self.each_word(run, |word, mask| *word |= mask);
    }

    /// How many tokens of a run are not covered yet.
    pub(super) fn new_tokens(&self, run: TokenRun) -> usize {
        let mut new = 0;
        for (word, mask) in words_of(run.start - self.base..run.end - self.base) {
            new += (mask & !self.bits[word]).count_ones() as usize;
        }
        new
    }

    fn each_word(&mut self, run: TokenRun, mut change: impl FnMut(&mut u64, u64)) {
        for (word, mask) in words_of(run.start - self.base..run.end - self.base) {
            change(&mut self.bits[word], mask);
        }
    }
}

/// The numbers of the 64-bit words that a range of bits is in, each with a mask of these bits.
fn words_of(bits: std::ops::Range<u32>) -> impl Iterator<Item = (usize, u64)> {
    let (first, end) = (bits.start / 64, bits.end.div_ceil(64));
    (first..end).map(move |word| {
        let low = bits.start.saturating_sub(word * 64);
        let high = (bits.end - word * 64).min(64);
        let mask = (u64::MAX >> (64 - high)) & (u64::MAX << low);
        (word as usize, mask)
    })
}
