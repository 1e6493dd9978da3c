//! Signatures: a few hundred numbers for each text, from which the resemblance of two texts is estimated.
//!
//! # Problem
//! The shingle sets of all texts do not fit into memory, and comparing two of them takes as long as
//! reading them. A signature (Broder 1997, "On the resemblance and containment of documents") has k
//! slots of 32 bits. A slot is equal in two signatures with a probability that is the resemblance J of
//! the two sets. So the share of equal slots is an unbiased estimate of J, and groups of slots are the
//! keys by which [`lsh`](crate::lsh) finds candidates.
//!
//! # Classic MinHash
//! Slot i is the least of all shingles under permutation i. The least shingle of the union of two sets
//! is random. If both sets have it, the slots are equal, and that happens with probability J. Each
//! shingle is permuted k times.
//!
//! # Bucketed MinHash
//! Each shingle goes to one of k buckets by its upper bits, and slot i is the least shingle of bucket i. That is one
//! step for each shingle instead of k. A short text leaves buckets empty; these get the classic minimum under
//! permutation i, with a mark in the upper bit (Dahlgaard, Knudsen & Thorup 2017).
//!
//! Example with k = 4 and sets A = {a, b, c} and B = {a, b, d}, so J = 2/4:
//!
//! ```text
//! bucket      0        1        2        3
//! A           a        b c      -        -
//! B           a        b d      -        -
//! slot of A   a        min(b,c) ⟨least of A, permutation 2⟩   ⟨least of A, permutation 3⟩
//! slot of B   a        min(b,d) ⟨least of B, permutation 2⟩   ⟨least of B, permutation 3⟩
//! ```
//!
//! A bucket that is empty in the union is empty in both sets, so both slots are fallbacks and
//! comparable. A bucket that has a shingle in one set only has a fallback in the other, with the mark,
//! and the slots differ, as they should.
//!
//! # Invariants
//! * The slot-wise minimum of two signatures is the signature of the union.
//! * A signature has its kind, length, seed and version. Comparing different ones is an error, not a wrong number.
//! * Both kinds are **frozen as V1**. [`MinHasher`] defines them in integers only.
//!
//! # Cost
//! O(n + e · n) for n shingles and e empty buckets, about k · exp(−n / k) of them; O(k · n) for the
//! classic kind. [`Estimate::standard_error`] has the error.
//!
//! # Rejected
//! *One permutation with densification* (empty buckets copy a neighbour's value) makes slots depend on one another, and
//! the slot-wise minimum is not the signature of the union.

mod estimate;
mod family;
mod hasher;
mod kernel;
mod kind;
mod signature;

pub use estimate::Estimate;
pub use hasher::MinHasher;
pub use kind::SketchKind;
pub use signature::Signature;
