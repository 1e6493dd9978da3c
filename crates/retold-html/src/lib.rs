//! A [`Report`](retold::Report) and its texts as one self-contained HTML file.
//!
//! The file needs no network and no server. It contains its styles, scripts and data, and its
//! content security policy forbids everything else. It can be mailed, stored next to the texts, or
//! opened years later.
//!
//! ```
//! use retold::{Corpus, Detector};
//! use retold_html::Page;
//!
//! let tale = "The old man walked slowly down to the harbour to look for his brother.";
//! let corpus: Corpus = [("monday.txt", tale), ("tuesday.txt", tale)].into_iter().collect();
//! let report = Detector::builder().build()?.detect(&corpus);
//!
//! let html = Page::new(&report, &corpus).title("Two days").render()?;
//! assert!(html.starts_with("<!doctype html>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Untrusted input
//! Names and texts are stored as JSON in which no character can end the element. The script puts
//! them on the page as text nodes, never as markup. The policy allows only this crate's style and
//! script, by their hashes. A report that does not fit the corpus is an error ([`Mismatch`]), never
//! a panic.
//!
//! # Size
//! The file contains the texts that share something, up to [`Page::text_budget`]. Beyond that it
//! contains only the places and the lines around them, and the page says so. Without texts, a
//! report of 10,000 families in 30,000 places and 10,000 pairs takes 4.6 MB.

mod assets;
mod check;
mod escape;
mod excerpt;
mod mismatch;
mod page;
mod payload;
mod summary;
mod utf16;

pub use mismatch::Mismatch;
pub use page::{Page, TEXT_BUDGET};
