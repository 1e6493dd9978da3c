//! Finds duplicate and near-duplicate text: paragraphs repeated inside a file, passages that several
//! files share, files that are near-copies of one another.
//!
//! Seeds, sketches and buckets only propose; everything that is reported was verified against the
//! text, and carries its evidence: both places, in bytes and lines, the figures, the words changed. The same input
//! gives the same bytes, on any machine, at any number of threads.
//!
//! ```
//! let report = retold::scan([
//!     "It was late.\n\nThe old man walked slowly down to the harbour to look for his brother.",
//!     "The old man walked slowly down to the harbour to look for his brother. Nobody came.",
//! ]);
//! print!("{report}");
//! assert_eq!(report.families().len(), 1);
//! ```
//!
//! # Overview
//! * [`Corpus`]: named documents; [`scan`] takes bare texts.
//! * [`Detector`]: settings, checked once; [`Detector::detect`] turns a corpus into a report.
//! * [`Report`]: families, pairs, clusters, as plain data with a schema version; its records are in
//!   [`report`].
//! * [`PassageSettings`](passage::PassageSettings): what counts as a passage; [`Unit`]: what else to
//!   compare.
//! * [`Index`]: the streaming sibling, one document at a time; [`RemovalScanner`](detector::RemovalScanner): what
//!   can be removed from a corpus larger than memory.
//! * The stages by themselves are in the other modules, for those who bring their own tokens, shingles
//!   or signatures: [`text`], [`shingle`], [`sketch`], [`lsh`], [`matching`], [`passage`], [`facts`],
//!   [`hash`](mod@hash).
//!
//! # Examples
//! Settings, and the report as data:
//! ```
//! use retold::{Corpus, Detector, Unit};
//!
//! let paragraph = "The old man walked slowly down to the harbour to look for his brother.";
//! let mut corpus = Corpus::new();
//! corpus.push("monday.txt", paragraph)?;
//! corpus.push("tuesday.txt", format!("Nothing new.\n\n{paragraph}"))?;
//!
//! let detector = Detector::builder().unit(Unit::Paragraph).threshold(0.8).build()?;
//! let report = detector.detect(&corpus);
//! for family in report.families() {
//!     println!("{} places, {} words", family.occurrences().len(), family.words());
//! }
//! assert_eq!(report.families()[0].occurrences()[1].place.first_line, 3);
//! # Ok::<(), retold::Error>(())
//! ```
//! The stages by hand:
//! ```
//! use retold::lsh::{Banding, BucketTable};
//! use retold::shingle::TextShingler;
//! use retold::sketch::MinHasher;
//!
//! let texts = ["the quick brown fox jumps", "The quick brown fox jumps.", "a lazy dog sleeps"];
//! let mut shingler = TextShingler::new(2)?;
//! let hasher = MinHasher::new(128)?;
//! let mut table = BucketTable::new(Banding::for_threshold(128, 0.8)?);
//! for (id, text) in texts.iter().enumerate() {
//!     let signature = hasher.signature(shingler.shingles(text)).expect("no text here is empty");
//!     table.insert(id as u32, &signature)?;
//! }
//! assert_eq!(table.candidate_pairs().pairs, [(0, 1)]);
//! # Ok::<(), retold::Error>(())
//! ```
//!
//! # How it works
//! 1. **Tokens** ([`text`]): UAX#29 words, compared in lower case and NFKC; the text itself is
//!    never rewritten, and every span points into it.
//! 2. **Shingles** ([`shingle`]): each run of w tokens becomes a 64-bit hash; a text is the set of
//!    them.
//! 3. **Signatures** ([`sketch`]): `MinHash` cuts the set down to 128 numbers that agree in a slot
//!    as often as the sets resemble one another.
//! 4. **Buckets** ([`lsh`]): signatures cut into bands; who shares a band is a candidate.
//! 5. **Verification** ([`matching`]): candidates are held against the text; matches become blocks,
//!    families and clusters, each member checked against a medoid or representative.
//!
//! Passages ([`passage`]) take another way from the tokens: winnowed seeds, of which every run of 8
//! words shared by two places has one in common; maximal exact matches around them; chains of
//! matches over small changes; an alignment inside the gaps; families around a medoid.
//!
//! # Which settings should you use?
//!
//! | You want | Use |
//! |---|---|
//! | what a folder repeats, to read | the defaults: [`Unit::Passage`] |
//! | whole paragraphs that are alike | [`Unit::Paragraph`], threshold 0.6 |
//! | near-copies among documents, to remove | [`Unit::Document`], threshold 0.8 |
//! | copies with many small edits | threshold 0.5 to 0.6 |
//! | lines of logs, tables, lists | [`Unit::Line`], a low [`DetectorBuilder::min_words`] |
//! | a guarantee that nothing is missed | [`Search::Exact`] |
//! | fewer misses at a low threshold, still quick | 256 slots, recall 0.999 |
//! | the oldest, or the preferred source, to be kept | [`Keep::Rank`] |
//! | texts that strangers send | a [`DetectorBuilder::key`] that they cannot know |
//! | text from character recognition | [`PassageSettings::noisy`](passage::PassageSettings::noisy) |
//! | long passages in a very large corpus | [`PassageSettings::large_corpus`](passage::PassageSettings::large_corpus) |
//! | a footer, licence or template out of the way | [`DetectorBuilder::known_text`] |
//! | versions of one text not held against each other | [`Document::with_group`] |
//! | text without words (codes, DNA) | [`Chars`](text::Chars) as the tokenizer |
//!
//! # Guarantees
//! * **Nothing unverified.** No pair, family or cluster is reported on the word of a sketch.
//! * **Determinism.** The same documents give the same bytes at any number of threads. Their order
//!   decides ids, and nothing else as long as names differ. Hashes and signatures are frozen (V1)
//!   and do not depend on the machine.
//! * **No failure on text.** Only configuration can be wrong, and only
//!   [`DetectorBuilder::build`] says so. No text makes a function panic.
//! * **Bounded work.** A bucket that holds everything, a paragraph told a million times: time and
//!   memory stay linear, and [`Report::truncated`] says where a list was bounded for it.
//!
//! # Untrusted input
//! The hashes are quick, not cryptographic: without a key, someone can build texts that collide in a
//! bucket, which costs time, bounded as above, and words that collide, which are taken for equal. A
//! [`DetectorBuilder::key`] that they do not know takes that from them; [`hash::Key`] says what it
//! does not. `tests/bounds` counts what hostile texts cost.
//!
//! # Features
//! All are on unless default features are turned off. None of them changes a result.
//!
//! | Feature | Gives | Without it |
//! |---|---|---|
//! | `parallel` | the drivers use all threads of the current rayon pool | one thread, and no rayon |
//! | `serde` | reports, settings and signatures in any format of serde | plain data, and no serde |
//! | `text-view` | `Report::text` and `Display`: a report for a terminal | a report as data only |
//!
//! Without features the library needs neither threads nor files nor a source of random numbers, and
//! compiles for `wasm32-unknown-unknown`.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod detector;
pub mod error;
pub mod facts;
pub mod hash;
pub mod item;
pub mod lsh;
pub mod matching;
pub mod model;
pub mod passage;
pub mod report;
pub mod shingle;
mod simd;
pub mod sketch;
mod table;
pub mod text;

pub use detector::{Detector, DetectorBuilder, Index, Removals, scan};
pub use error::Error;
pub use matching::{Keep, Search};
pub use model::{Corpus, Document, DocumentId, Span};
pub use report::Report;
#[doc(hidden)]
pub use simd::SimdLevel;
pub use text::Unit;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
