//! Corpora in the shape of real ones: their documents share as much text as real ones, in the same way.
//!
//! Each kind of corpus has a file. Documents are made in sets of a fixed size and share text only inside a
//! set, so the amount of shared text does not depend on the size of a corpus that has several sets.

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
