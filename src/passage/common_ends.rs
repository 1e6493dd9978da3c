//! How far are two texts equal?

/// The number of tokens that two texts have in common from their heads, up to `limit`.
pub(super) fn common_prefix(a: &[u64], b: &[u64], limit: usize) -> usize {
    a.iter().zip(b).take(limit).take_while(|(x, y)| x == y).count()
}

/// The number of tokens that two texts have in common from their ends, up to `limit`.
pub(super) fn common_suffix(a: &[u64], b: &[u64], limit: usize) -> usize {
    a.iter().rev().zip(b.iter().rev()).take(limit).take_while(|(x, y)| x == y).count()
}
