//! Hashes that nobody can foresee.

use siphasher::sip::SipHasher13;
use std::fmt;

/// A secret for those who index what strangers send: it decides which number stands for a token.
///
/// The functions of this module are published and have no key, so someone can look for two words
/// with one hash and build texts that are taken for the same. With a key, a token is hashed by
/// SipHash-1-3 (Aumasson & Bernstein 2012), the function that keeps the hash tables of Python, Ruby
/// and Rust from being flooded. Whoever does not know the key cannot do better than chance: two
/// different tokens share a hash with probability 2⁻⁶⁴. All that is made of tokens is keyed with
/// them: shingles, content hashes, signatures, bands, the seeds of passages.
///
/// It does **not** hide a text from who sees its hashes or signatures, it signs nothing, and it
/// does not protect from someone who learns the key. Who is told again and again which of their
/// texts count as the same learns only that. Choose 16 random bytes, keep them, and use no key
/// twice.
///
/// Hashes, content hashes and signatures that were made with different keys, or with none, say
/// nothing about one another. [`Key::seed`] tells signatures apart.
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
    /// The key that these bytes are.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::Key;
    ///
    /// assert_ne!(Key::new([7; 16]), Key::new([8; 16]));
    /// ```
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

    /// A seed for signatures that belongs to this key: SipHash-1-3 of `retold seed`, which is no
    /// token.
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

    /// What may be shown of it: SipHash-1-3 of `retold key`, in hexadecimal.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::Key;
    ///
    /// assert_eq!(Key::new([7; 16]).fingerprint().len(), 16);
    /// ```
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
