//! The hash of a token, 64 bits.

const K0: u64 = 0x2d35_8dcc_aa6c_78a5;
const K1: u64 = 0x8bb8_4b93_962e_acc9;
const C1: u64 = 0x9e37_79b9_7f4a_7c15;
const C2: u64 = 0xc2b2_ae3d_27d4_eb4f;
const C3: u64 = 0xd6e8_feb8_6659_fd93;
pub(super) const C4: u64 = 0xe703_7ed1_a0b4_28db;

/// Hashes the bytes of a token, after normalisation, to 64 bits (V1).
///
/// All arithmetic is modulo 2⁶⁴. With `mix(lo, hi, n)` defined as
/// ```text
/// x = (lo xor (0x2d358dccaa6c78a5 + n)) * 0x9e3779b97f4a7c15
/// y = (hi xor 0x8bb84b93962eacc9)       * 0xc2b2ae3d27d4eb4f
/// z = ((x xor x >> 32) + (y xor y >> 29)) * 0xd6e8feb86659fd93
/// z = (z xor z >> 32) * 0xe7037ed1a0b428db
/// mix = z xor z >> 32
/// ```
/// a token of at most 16 bytes is padded with zeros to 16 and read as two little-endian words:
/// `mix(lo, hi, length)`. A longer one starts with `s = length`; while more than 16 bytes remain,
/// the next 16 give `s = mix(lo xor s, hi, 16) * 0xe7037ed1a0b428db`; at the end, its last 16 bytes
/// (which may overlap bytes already read) give `mix(lo xor s, hi, 17)`.
///
/// It is no cryptographic hash: an attacker can choose tokens that collide. Use a [`Key`](super::Key)
/// for untrusted texts.
///
/// # Examples
/// ```
/// use retold::hash::token_hash;
///
/// assert_eq!(token_hash(b"peace"), 0xd7ef_34ea_0651_a734);
/// assert_ne!(token_hash(b"peace"), token_hash(b"treaty"));
/// ```
#[inline]
pub fn token_hash(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    if len <= 16 {
        let mut block = [0; 16];
        block[..len].copy_from_slice(bytes);
        let (lo, hi) = words(&block);
        return short_token_hash(lo, hi, len as u64);
    }
    long_token_hash(bytes)
}

/// [`token_hash`] of a token of at most 16 bytes that is already in two zero-padded registers.
#[inline]
pub(crate) fn short_token_hash(lo: u64, hi: u64, len: u64) -> u64 {
    let x = (lo ^ K0.wrapping_add(len)).wrapping_mul(C1);
    let y = (hi ^ K1).wrapping_mul(C2);
    let z = (x ^ (x >> 32)).wrapping_add(y ^ (y >> 29)).wrapping_mul(C3);
    let z = (z ^ (z >> 32)).wrapping_mul(C4);
    z ^ (z >> 32)
}

#[cold]
fn long_token_hash(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<16>()
        && !after.is_empty()
    {
        let (lo, hi) = words(block);
        state = short_token_hash(lo ^ state, hi, 16).wrapping_mul(C4);
        rest = after;
    }
    let last = bytes.last_chunk::<16>().expect("called for more than 16 bytes");
    let (lo, hi) = words(last);
    short_token_hash(lo ^ state, hi, 17)
}

/// Hashes an ordered pair of hashes to one (V1): `mix(first, second, 18)` with the `mix` of
/// [`token_hash`].
///
/// For tokenizers that make one token of several parts: no byte is hashed twice.
///
/// # Examples
/// ```
/// use retold::hash::{combine_hashes, token_hash};
///
/// let (a, b) = (token_hash(b"a"), token_hash(b"b"));
/// assert_ne!(combine_hashes(a, b), combine_hashes(b, a));
/// ```
#[inline]
pub fn combine_hashes(first: u64, second: u64) -> u64 {
    short_token_hash(first, second, 18)
}

#[inline]
fn words(block: &[u8; 16]) -> (u64, u64) {
    let value = u128::from_le_bytes(*block);
    (value as u64, (value >> 64) as u64)
}
