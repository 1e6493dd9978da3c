//! How can two texts be compared without looking at them again?
//!
//! By a signature: a short row of numbers, made from the shingles of a text, in which every slot
//! is equal between two texts with a probability that is their resemblance (Broder 1997, "On the
//! resemblance and containment of documents"). The share of equal slots is an unbiased estimate,
//! and groups of slots are the keys by which [`lsh`](crate::lsh) finds candidates.
//!
//! Both kinds of signature are **frozen as V1**; [`MinHasher`] defines them, in integers only.

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
