//! The place and the reason where a kernel stopped.

/// The offset at which the kernel stopped.
pub(in crate::text) enum Stop {
    /// There may be more from here on, a boundary of UAX#29.
    Full(usize),
    /// The word that starts here, or the mark that is here, takes the scalar code.
    Hard(usize),
}
