//! Finds duplicate and near-duplicate text: paragraphs repeated inside a file, passages that several
//! files share, and files that are near-copies of one another. Every reported result was verified in the text,
//! and lists its evidence: both places in bytes and lines, the similarity, and the changed words. The same input
//! gives the same bytes on any machine, at any number of threads.
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
//! * [`Index`]: a streaming search, one document at a time; [`RemovalScanner`](detector::RemovalScanner): the
//!   duplicates that can be removed from a corpus larger than memory.
//! * The single stages are in the other modules, for programs with their own tokens, shingles
//!   or signatures: [`text`], [`shingle`], [`sketch`], [`lsh`], [`matching`], [`passage`], [`facts`],
//!   [`hash`](mod@hash).
//!
//! # Examples
//! Settings, and the families of the report as data:
//! ```
//! use retold::{Corpus, Detector, Unit};
//!
//! let paragraph = "The ferry to the island leaves from the northern pier at noon every day except Sunday.";
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
//! The stages, called one by one:
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
//! 3. **Signatures** ([`sketch`]): `MinHash` reduces the set to 128 numbers. The share of equal numbers
//!    in two signatures estimates the resemblance of the two sets.
//! 4. **Buckets** ([`lsh`]): a signature is cut into bands. Two texts with an equal band are a candidate.
//! 5. **Verification** ([`matching`]): candidates are compared exactly. Matches become blocks, families and
//!    clusters; each member was compared with the representative.
//!
//! Passages ([`passage`]) are found from the tokens in other stages: winnowed seeds, chosen so that two
//! places with 8 equal words in a row have a seed in common; maximal exact matches around the seeds; chains
//! of matches across small changes; an alignment of the gaps; families, each with a representative.
//!
//! # Which settings should you use?
//!
//! | Goal | Settings |
//! |---|---|
//! | find repeated text in a folder | the defaults: [`Unit::Passage`] |
//! | find whole paragraphs that are similar | [`Unit::Paragraph`], threshold 0.6 |
//! | find near-copies among documents, to remove them | [`Unit::Document`], threshold 0.8 |
//! | find copies with many small edits | threshold 0.5 to 0.6 |
//! | compare lines of logs, tables and lists | [`Unit::Line`], a low [`DetectorBuilder::min_words`] |
//! | miss nothing | [`Search::Exact`] |
//! | miss less at a low threshold, in less time than an exact search | 256 rows, recall 0.999 |
//! | keep the oldest copy, or that of a preferred source | [`Keep::Rank`] |
//! | read untrusted texts | a secret [`DetectorBuilder::key`] |
//! | read text from character recognition | [`PassageSettings::noisy`](passage::PassageSettings::noisy) |
//! | find long passages in a very large corpus | [`PassageSettings::large_corpus`](passage::PassageSettings::large_corpus) |
//! | exclude a footer, licence or template | [`DetectorBuilder::known_text`] |
//! | not compare versions of one text with each other | [`Document::with_group`] |
//! | compare text without words (codes, DNA) | [`Chars`](text::Chars) as the tokenizer |
//!
//! # Guarantees
//! * **Nothing unverified.** Every reported pair, family and cluster was verified in the text.
//! * **Determinism.** The same documents give the same bytes at any number of threads. If all names
//!   differ, the order of the documents changes only the ids. Hashes and signatures are frozen (V1)
//!   and do not depend on the machine.
//! * **No failure on text.** Only settings can be wrong; [`DetectorBuilder::build`] returns the error. No text makes a function panic.
//! * **Bounded work.** Time and memory are linear, even for a bucket with all documents or a paragraph
//!   that is repeated a million times. [`Report::truncated`] has the lists that were cut for this.
//!
//! # Untrusted input
//! The hashes are fast and not cryptographic. Without a key, an attacker can write texts that collide in a
//! bucket, which costs time (bounded as above), and different words with an equal hash, which count as equal. A
//! secret [`DetectorBuilder::key`] prevents both; [`hash::Key`] lists the attacks that it does not
//! prevent. `tests/bounds` measures the cost of hostile texts.
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

/// The same of the README that the package shows.
#[cfg(doctest)]
#[doc = include_str!("README.md")]
struct PackageReadme;
