//! The hash of a shingle, from those of its tokens.

use super::token::C4;

/// The multiplier of the number of tokens.
const COUNT: u64 = 0x4b33_a62e_d433_d4a3;
const ROTATION: u32 = 13;

/// Hashes a run of token hashes to 64 bits (V1).
///
/// For tokens t₁ … tₙ, modulo 2⁶⁴:
/// ```text
/// h = rotl(t1, 13 (n-1)) xor rotl(t2, 13 (n-2)) xor … xor rotl(tn, 0)
/// z = (h xor n * 0x4b33a62ed433d4a3) * 0xe7037ed1a0b428db
/// hash = z xor z >> 32
/// ```
/// with rotations modulo 64. The sum can be rolled along a text (Cohen 1997, "Recursive hashing
/// functions for n-grams"); the last multiplication removes the regularities of a rolling hash. The
/// number of tokens is part of the hash, so a short text never equals a part of a longer one. The order
/// of tokens matters in runs of up to 64.
///
/// # Examples
/// ```
/// use retold::hash::{shingle_hash, token_hash};
///
/// let [cat, dog] = [token_hash(b"cat"), token_hash(b"dog")];
/// assert_ne!(shingle_hash(&[cat, dog]), shingle_hash(&[dog, cat]));
/// assert_ne!(shingle_hash(&[cat]), shingle_hash(&[cat, cat]));
/// ```
#[inline]
pub fn shingle_hash(tokens: &[u64]) -> u64 {
    let mut rolling = ShingleHash::default();
    for &token in tokens {
        rolling.push(token);
    }
    rolling.finish()
}

/// A [`shingle_hash`] that moves along a text: tokens enter at the back and leave at the front.
///
/// # Examples
/// ```
/// use retold::hash::{ShingleHash, shingle_hash};
///
/// let mut rolling = ShingleHash::default();
/// for token in [11, 22, 33] {
///     rolling.push(token);
/// }
/// rolling.pop(11);
/// assert_eq!(rolling.finish(), shingle_hash(&[22, 33]));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ShingleHash {
    sum: u64,
    len: u32,
}

impl ShingleHash {
    /// Adds a token at the end.
    #[inline]
    pub fn push(&mut self, token: u64) {
        self.sum = roll_shingle(self.sum, token);
        self.len += 1;
    }

    /// Removes the first token, which must be `token`.
    ///
    /// # Panics
    /// In debug builds, if the run is empty.
    #[inline]
    pub fn pop(&mut self, token: u64) {
        debug_assert!(self.len > 0, "no token to take away");
        self.len -= 1;
        self.sum ^= token.rotate_left(ROTATION.wrapping_mul(self.len) % 64);
    }

    /// The number of tokens in the run.
    #[inline]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether the run has no token.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The hash of the run.
    #[inline]
    pub fn finish(&self) -> u64 {
        finish_shingle(self.sum, self.len)
    }
}

/// The sum of a run with one more token.
#[inline]
pub(crate) fn roll_shingle(sum: u64, token: u64) -> u64 {
    sum.rotate_left(ROTATION) ^ token
}

/// The hash of a run of `len` tokens with this sum.
#[inline]
pub(crate) fn finish_shingle(sum: u64, len: u32) -> u64 {
    let z = (sum ^ u64::from(len).wrapping_mul(COUNT)).wrapping_mul(C4);
    z ^ (z >> 32)
}
