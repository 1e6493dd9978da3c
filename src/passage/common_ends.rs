//! The equal tokens at the start or the end of two texts.

/// The number of equal tokens from the start of two texts, up to `limit`.
pub(super) fn common_prefix(a: &[u64], b: &[u64], limit: usize) -> usize {
    a.iter().zip(b).take(limit).take_while(|(x, y)| x == y).count()
}

/// The number of equal tokens from the end of two texts backwards, up to `limit`.
pub(super) fn common_suffix(a: &[u64], b: &[u64], limit: usize) -> usize {
    a.iter().rev().zip(b.iter().rev()).take(limit).take_while(|(x, y)| x == y).count()
}
