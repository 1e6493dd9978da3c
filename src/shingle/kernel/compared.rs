//! The progress of a comparison of two sets.

/// How far two sets were compared: what is before `a` and `b` shares `shared` elements, and nothing
/// of it is in what is left of the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::shingle) struct Compared {
    pub(in crate::shingle) a: usize,
    pub(in crate::shingle) b: usize,
    pub(in crate::shingle) shared: usize,
}
