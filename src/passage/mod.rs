//! What exactly do texts share, where, and how was it changed?
//!
//! Everything here works on token hashes. [`find_passages`] is the whole way, on one thread. Its steps
//! are pure functions, which a [`Detector`](crate::Detector) runs side by side:
//!
//! 1. `fingerprint`, for each document: a few *seeds* that stand for all runs of guaranteed
//!    length; those inside a *refrain*, a long text that many documents before have had too, are left
//!    out, and the refrain is linked at once;
//! 2. `keep_repeated` and `link`, for each partition of the postings, and `link_frequent`, for
//!    what is at very many places: equal seeds become *anchors*;
//! 3. `PairComparer`, for each pair of documents with an anchor (a document with itself
//!    included): anchors grow to *maximal exact matches*, matches to *chains*, chains to
//!    *passages* with an edit script;
//! 4. `group_passages`, once, and `settle`, for each group: the *families*, each with all
//!    places of one text, checked against the *medoid*.
//!
//! [`KnownTexts`] masks known boilerplate before the first step.

mod align;
mod allowance;
mod anchor;
mod boilerplate_filter;
mod boilerplate_run;
mod chain;
mod common_ends;
mod cover;
mod document;
mod edits;
mod enclosure_index;
mod extension;
mod extent;
mod family;
mod fingerprint;
mod frequent_linker;
mod kernel;
mod known_texts;
mod last_occurrence;
mod likeness;
mod linker;
mod matches;
mod pair;
mod pipeline;
mod place;
mod postings;
mod redundancy;
mod rows;
mod run;
mod scope;
mod settings;
mod settings_builder;
mod trim;
mod unjoined_places;
mod work;

pub(crate) use allowance::Allowances;
pub(crate) use anchor::Anchor;
pub(crate) use boilerplate_filter::{BoilerplateFilter, boilerplate_parts};
pub(crate) use boilerplate_run::BoilerplateRun;
pub use document::DocumentTokens;
pub use edits::Edit;
pub(crate) use family::settle;
pub use family::{TokenFamily, TokenOccurrence};
#[doc(hidden)]
pub use fingerprint::{Posting, fingerprint};
pub(crate) use frequent_linker::link_frequent;
pub use known_texts::KnownTexts;
pub(crate) use linker::{FrequentSeeds, link};
pub(crate) use pair::PairComparer;
pub use pipeline::{Passages, find_passages};
pub(crate) use place::group_passages;
pub(crate) use postings::{Repeated, keep_repeated};
pub(crate) use rows::{
    LEAST_NUMBERS, LEAST_ROWS, LEAST_SEPARATORS, MOST_APART, RowLine, RowRegion, RowToken,
    row_regions,
};
pub use run::{ChangedFacts, TokenPassage, TokenRun};
pub use scope::Scope;
pub use settings::PassageSettings;
pub use settings_builder::PassageSettingsBuilder;
pub(crate) use unjoined_places::{Coverage, Scratch, UnjoinedPlace, unjoined};
pub use work::PassageWork;
