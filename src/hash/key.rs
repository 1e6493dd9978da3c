//! Secret keys for the hashes of tokens.

use siphasher::sip::SipHasher13;
use std::fmt;

/// A secret key for the hashes of tokens, for services that index untrusted texts.
///
/// The functions of this module are public and have no key. An attacker can search for two words with
/// one hash and build texts that are taken for the same. With a key, tokens are hashed by SipHash-1-3
/// (Aumasson & Bernstein 2012), which also protects the hash tables of Python, Ruby and Rust. Without
/// knowing the key an attacker can only guess: two different tokens have one hash with probability
/// 2⁻⁶⁴. Everything that is computed from tokens is keyed with them: shingles, content hashes,
/// signatures, bands, the seeds of passages.
///
/// A key does **not** hide a text from someone who sees its hashes or signatures, it signs nothing, and
/// it does not protect from an attacker to whom it is known. An attacker who can test many times which texts count
/// as the same learns no more than that. Choose 16 random bytes, store them, and use no key twice.
///
/// Hashes, content hashes and signatures of different keys, or of a key and none, cannot be compared.
/// [`Key::seed`] makes comparing such signatures an error.
///
/// # Examples
/// ```
/// use retold::hash::{Key, token_hash};
///
/// let (monday, tuesday) = (Key::new([7; 16]), Key::new([8; 16]));
/// assert_ne!(monday.token_hash(b"peace"), token_hash(b"peace"));
/// assert_ne!(monday.token_hash(b"peace"), tuesday.token_hash(b"peace"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 16]);

impl Key {
    /// A key of these bytes.
    pub const fn new(bytes: [u8; 16]) -> Key {
        Key(bytes)
    }

    /// Hashes the bytes of a token, after normalisation, to 64 bits (V1): SipHash-1-3 under this
    /// key.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::Key;
    ///
    /// // The published value for the key 00, 01 … 0f and no bytes.
    /// let key = Key::new(std::array::from_fn(|i| i as u8));
    /// assert_eq!(key.token_hash(b""), 0xabac_0158_050f_c4dc);
    /// ```
    #[inline]
    pub fn token_hash(&self, bytes: &[u8]) -> u64 {
        SipHasher13::new_with_key(&self.0).hash(bytes)
    }

    /// The seed of signatures with this key: SipHash-1-3 of `retold seed`, which is no token.
    ///
    /// A [`MinHasher`](crate::sketch::MinHasher) with this seed makes signatures that cannot be
    /// compared with those of another key.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::Key;
    ///
    /// assert_ne!(Key::new([7; 16]).seed(), Key::new([8; 16]).seed());
    /// ```
    pub fn seed(&self) -> u64 {
        self.token_hash(b"retold seed")
    }

    /// A fingerprint that may be shown: SipHash-1-3 of `retold key`, as 16 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", self.token_hash(b"retold key"))
    }
}

/// Shows the [fingerprint](Key::fingerprint), not the key.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.fingerprint())
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    /// One key in sixteen has a fingerprint that begins with a zero.
    #[test]
    fn every_fingerprint_has_sixteen_digits() {
        for byte in 0..=u8::MAX {
            assert_eq!(Key::new([byte; 16]).fingerprint().len(), 16, "key of bytes {byte}");
        }
    }
}
