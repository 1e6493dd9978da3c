//! The hash of a whole text, 128 bits.

use xxhash_rust::xxh3::Xxh3;

/// The 128-bit hash of a text's tokens: equal for texts that are identical after normalisation.
///
/// # Examples
/// ```
/// use retold::hash::content_hash;
///
/// assert_eq!(content_hash(&[1, 2]), content_hash(&[1, 2]));
/// assert_ne!(content_hash(&[1, 2]), content_hash(&[2, 1]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub u128);

/// Hashes a sequence of token hashes (V1): XXH3-128, seed 0, over their little-endian bytes.
///
/// Two different sequences have the same hash with probability 2⁻¹²⁸. Among 10⁹ texts the probability
/// of any such pair is about 10⁻²¹.
///
/// # Examples
/// ```
/// use retold::hash::content_hash;
///
/// // The published value of XXH3-128 for empty input.
/// assert_eq!(content_hash(&[]).0, 0x99aa_06d3_0147_98d8_6001_c324_468d_497f);
/// ```
pub fn content_hash(tokens: &[u64]) -> ContentHash {
    let mut hasher = Xxh3::new();
    let mut block = [0; 8 * 64];
    for run in tokens.chunks(64) {
        for (bytes, token) in block.chunks_exact_mut(8).zip(run) {
            bytes.copy_from_slice(&token.to_le_bytes());
        }
        hasher.update(&block[..8 * run.len()]);
    }
    ContentHash(hasher.digest128())
}
