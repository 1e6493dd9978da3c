//! A generator of seeded numbers, and its mixing function.

/// 2⁶⁴ divided by the golden ratio, made odd. Multiplication by it is one to one, and every bit changes
/// the upper ones.
pub(crate) const GOLDEN_RATIO: u64 = 0x9e37_79b9_7f4a_7c15;

/// The `SplitMix64` generator (Steele, Lea & Flood 2014): a stream of 64-bit numbers from a seed.
///
/// Each step adds `0x9e3779b97f4a7c15` to the state and gives [`mix64`] of it.
///
/// # Examples
/// ```
/// let mut stream = retold::hash::SplitMix64::new(0);
/// assert_eq!(stream.next_u64(), 0xe220_a839_7b1d_cdaf);
/// ```
#[derive(Clone, Debug)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// The stream of a seed.
    pub fn new(seed: u64) -> SplitMix64 {
        SplitMix64 { state: seed }
    }

    /// The next number of the stream.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN_RATIO);
        mix64(self.state)
    }
}

/// Mixes 64 bits so that every input bit reaches every output bit; a bijection (V1).
///
/// ```text
/// z = (z xor z >> 30) * 0xbf58476d1ce4e5b9
/// z = (z xor z >> 27) * 0x94d049bb133111eb
/// mix64 = z xor z >> 31
/// ```
///
/// # Examples
/// ```
/// assert_eq!(retold::hash::mix64(0), 0);
/// assert_ne!(retold::hash::mix64(1), retold::hash::mix64(2));
/// ```
#[inline]
pub fn mix64(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
