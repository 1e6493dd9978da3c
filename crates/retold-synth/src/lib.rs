//! Generated texts with known repeats, for the tests and benches of `retold`.
//!
//! Each text is made from a seed by integer arithmetic only. It has the same bytes on every
//! machine, and nothing is downloaded. The planted repeats are returned with the text, so a test
//! knows what a search should find.
//!
//! ```
//! use retold_synth::{Language, NearCopies};
//!
//! let corpus = NearCopies::new(Language::English).documents(20).near_copies(5, &[10]).build(1);
//! assert_eq!(corpus.copies.len(), 5);
//! ```

mod corpora;
mod edit;
mod language;
mod near_copies;
mod negatives;
mod passages;
mod place;
mod plagdet;
mod prose;
mod rng;
mod vocabulary;
mod words;

pub use corpora::{CorpusKind, Sharing, sharing};
pub use edit::{EditKind, EditResult, Run, edit};
pub use language::Language;
pub use near_copies::{NearCopies, NearCopyCorpus, PlantedCopy};
pub use negatives::{
    Bulletin, FooterCorpus, Quotation, QuotationCorpus, Resend, bulletins, footers, quotations,
    resends,
};
pub use passages::{PassageCorpus, Passages, Plant};
pub use place::Place;
pub use plagdet::{Plagdet, SharedPassage, plagdet};
pub use prose::Prose;
pub use rng::Rng;
pub use words::{brute_force_resemblance, normalised_words, word_spans};
