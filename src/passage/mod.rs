//! Passages: the text that places share, with the changes between them.
//!
//! # Problem
//! Two documents of a million may share one paragraph, with a word changed in it. All pairs of
//! documents are too many to compare, and a whole-document signature does not see one paragraph.
//! The stage therefore finds short equal runs first, and grows only these.
//!
//! # Steps
//! All steps work on token hashes. [`find_passages`] runs them one after the other on one thread. A
//! [`Detector`](crate::Detector) runs the same functions in parallel: each is a pure function of a
//! document, a partition, a pair of documents or a group.
//!
//! | Step | Unit | Result |
//! |---|---|---|
//! | `fingerprint`, behind the `boilerplate_filter` | document | *seeds*: some of its runs of k tokens, with their positions |
//! | `postings` | partition of the seeds | seeds in several places: *rare* and *frequent* ones |
//! | `linker` (rare), `frequent_linker` (frequent) | partition | *anchors*: two places of one seed |
//! | `matches` | pair of documents | *exact matches*: anchors, extended to both sides |
//! | `chain` | pair | *chains*: matches in the same order on both sides, with short gaps |
//! | `extension`, `align` | chain | *segment*: a chain with its gaps aligned and its ends extended |
//! | `trim` | segment | *passages*: parts that pay for their changes |
//! | `redundancy` | pair | the passages that do not follow from others |
//! | `place` | all passages | *groups*: passages that may be about one text |
//! | `family` | group | *families*: all places of one text, each compared with the *medoid* |
//!
//! # Example
//! The default settings: seeds of k = 6 tokens, and a window of w = 3 seeds. Two documents of 20
//! tokens:
//!
//! ```text
//! a    0 the committee met on monday and approved the  8 new     9 budget for the harbour
//!     13 after a long debate about costs  19 tonight
//! b    0 yesterday  1 the committee met on monday and approved the  9 revised
//!     10 budget for the harbour after a long debate about costs
//! ```
//!
//! 1. *Seeds.* `a` keeps the seeds at 1, 3, 6, 8, 11 and 13, `b` those at 2, 4, 5, 8, 9, 10 and 12. Two
//!    are equal: 1 in `a` and 2 in `b`, 11 in `a` and 12 in `b`. Any run of w + k - 1 = 8 equal tokens
//!    has a seed in common. Here both runs have one; the first has exactly 8 tokens.
//! 2. *Anchors.* (1, 2) and (11, 12). Each is rare, so all its pairs of places are compared.
//! 3. *Exact matches.* (1, 2) grows to `a[0..8]` = `b[1..9]`, (11, 12) to `a[9..19]` = `b[10..20]`.
//! 4. *Chain.* The second match begins one token after the first on both sides. It earns its 10
//!    tokens and costs 2 (a change of one token, and 1 for opening it), so both are one chain.
//! 5. *Segment.* The gap is aligned: 8 equal, 1 replaced, 10 equal. Neither end can be extended.
//! 6. *Passage.* `a[0..19]` and `b[1..20]`, 18 of 19 words equal, an identity of 0.947.
//! 7. *Family.* The passage has two places. They are one text, so the family has two occurrences.
//!
//! # Invariants
//! * Every run of [`guarantee`](PassageSettings::guarantee) equal tokens lies in an exact match that has
//!   an anchor, unless frequent seeds are in it or next to it (see [`find_passages`]).
//! * The equal tokens of a passage were compared one by one. Hashes of runs only propose.
//! * A result depends on the documents in their canonical order and on the settings, not on the
//!   caller's order or on threads.
//!
//! # Cost
//! Linear in tokens, anchors and passages. Each loop that could take more counts its steps in
//! [`PassageWork`] and has a limit. What a limit leaves out is counted in [`PassageWork::bounded`].
//!
//! # Rejected
//! * *A suffix array* finds all maximal repeats without seeds, but needs all documents in one
//!   array, which cannot be split into partitions.
//! * *Shingle sets of paragraphs* miss passages that cross paragraphs or fill a part of one.
//! * *Single linkage* of passages to families: a text that drifts from copy to copy would put
//!   unrelated ends into one family. Each place is compared with the medoid instead.
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
mod ranges;
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
pub(crate) use pipeline::passages_between;
pub use pipeline::{Passages, find_passages};
pub(crate) use place::group_passages;
pub(crate) use postings::{Repeated, keep_repeated};
pub(crate) use ranges::join_ranges;
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
