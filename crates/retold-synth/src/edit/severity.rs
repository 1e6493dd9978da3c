//! How many changes a severity means.

/// The number of things that `severity` percent of `all` are: rounded, and no less than one.
pub(super) fn share(all: usize, severity: usize) -> usize {
    if severity == 0 { 0 } else { ((all * severity + 50) / 100).clamp(1, all) }
}
