//! A [`Report`](retold::Report) and its texts as one self-contained HTML file.
//!
//! The file needs no network and no server: styles, scripts and data stand in it, and its content
//! security policy forbids everything else. It can be sent by mail, put beside the texts, or opened
//! years later.
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
//! Names and texts reach the file as data: JSON in which no character can end its element, put on
//! the page as text nodes and never as markup. The policy allows this crate's own style and script
//! by their hashes, so nothing else could run if it were there. A report that does not fit the
//! corpus is an error ([`Mismatch`]), never a panic.
//!
//! # Size
//! The file holds the texts that share something, up to [`Page::text_budget`]; beyond it only the
//! places with a few lines around them, and the page says so. Without its texts a report of 10,000
//! families in 30,000 places and 10,000 pairs takes 4.6 MB.

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
