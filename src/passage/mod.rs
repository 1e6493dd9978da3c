//! What exactly do texts share, where, and how was it changed?
//!
//! Everything here works on token hashes. [`find_passages`] goes all the way; its steps are pure
//! functions, so that a caller may run each of them in many threads:
//!
//! 1. [`fingerprint`], for each document: a few *seeds* that stand for all runs of guaranteed
//!    length; [`find_passages`] leaves out those inside a *refrain*, a long text that many
//!    documents before have had too, and links it at once;
//! 2. [`keep_repeated`] and [`link`], for each partition of the postings, and [`link_frequent`], for
//!    what stands in very many places: equal seeds become *anchors*;
//! 3. [`PairComparer`], for each pair of documents with an anchor (a document with itself
//!    included): anchors grow to *maximal exact matches*, matches to *chains*, chains to
//!    *passages* with an edit script;
//! 4. [`group_passages`], once, and [`settle`], for each group: the *families*, each with all
//!    places of one text, checked against the *medoid*.
//!
//! [`KnownTexts`] masks known boilerplate before the first step.

mod align;
mod allowance;
mod anchor;
mod chain;
mod cover;
mod document;
mod edits;
mod effort;
mod enclosing;
mod equal;
mod extension;
mod extent;
mod family;
mod find;
mod fingerprint;
mod frequent;
mod informative;
mod kernel;
mod known;
mod latest;
mod likeness;
mod link;
mod matches;
mod neighbours;
mod pair;
mod place;
mod postings;
mod refrain;
mod rows;
mod run;
mod settings;
mod trim;
mod unjoined;

pub(crate) use allowance::Allowances;
pub use anchor::Anchor;
pub use document::DocumentTokens;
pub use edits::Edit;
pub use effort::Effort;
pub(crate) use family::settle_counted;
pub use family::{Family, FamilyCandidate, Occurrence, settle};
pub use find::{Passages, canonical_order, find_passages};
pub use fingerprint::{Posting, fingerprint};
pub use frequent::link_frequent;
pub use known::KnownTexts;
pub use link::{FrequentSeeds, link};
pub(crate) use neighbours::{NeighbourReader, neighbours};
pub use pair::PairComparer;
pub(crate) use place::group_counted;
pub use place::group_passages;
pub use postings::{Repeated, keep_repeated};
pub(crate) use refrain::Refrain;
pub(crate) use rows::{
    LEAST_NUMBERS, LEAST_ROWS, LEAST_SEPARATORS, MOST_APART, RowLine, RowRegion, RowToken,
    row_regions,
};
pub use run::{ChangedFacts, Passage, TokenRun};
pub use settings::PassageSettings;
pub(crate) use unjoined::{Coverage, Scratch, Unjoined, unjoined};
