//! Corpora in the shape of real ones: their texts share as much, in the same way.
//!
//! Each file has one kind of corpus. Documents are made in sets of a fixed size that share text only inside
//! the set, so the amount of shared text does not depend on the size of the corpus.

mod bulletins;
mod copies;
mod formulas;
mod kind;
mod laws;
mod licences;
mod mail;
mod manuals;
mod pages;
mod parts;
mod sets;
mod sharing;
mod verses;

pub use kind::CorpusKind;
pub use sharing::{Sharing, sharing};
