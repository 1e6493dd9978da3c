//! The number of changes for a severity.

/// `severity` percent of `all`, rounded, and at least one.
pub(super) fn share(all: usize, severity: usize) -> usize {
    if severity == 0 { 0 } else { ((all * severity + 50) / 100).clamp(1, all) }
}
