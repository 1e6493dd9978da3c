//! The page: an HTML file of a report.

use crate::escape::{html, write_json};
use crate::mismatch::Mismatch;
use crate::payload::Payload;
use crate::{assets, check, summary};
use retold::{Corpus, Report};
use std::io;

/// The default of [`Page::text_budget`]: 20 MB.
pub const TEXT_BUDGET: usize = 20_000_000;

/// A report and its texts, to be written as HTML.
///
/// The same report and texts always give the same bytes.
///
/// # Examples
/// ```
/// use retold::{Corpus, Detector};
/// use retold_html::Page;
///
/// let tale = "The old man walked slowly down to the harbour to look for his brother.\n\n";
/// let corpus: Corpus = [("tale.txt", tale.repeat(2))].into_iter().collect();
/// let report = Detector::builder().build()?.detect(&corpus);
///
/// let mut file = Vec::new();
/// Page::new(&report, &corpus).title("A tale").write_to(&mut file)?;
/// assert!(String::from_utf8(file)?.contains("<title>A tale</title>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Page<'a> {
    report: &'a Report,
    corpus: &'a Corpus<'a>,
    title: String,
    text_budget: usize,
}

impl<'a> Page<'a> {
    /// Makes the page of a report and the corpus that it was made from.
    pub fn new(report: &'a Report, corpus: &'a Corpus<'a>) -> Page<'a> {
        Page { report, corpus, title: "Repeated text".to_owned(), text_budget: TEXT_BUDGET }
    }

    /// Sets the title, as plain text.
    pub fn title(mut self, title: impl Into<String>) -> Page<'a> {
        self.title = title.into();
        self
    }

    /// Sets the most bytes of text in the file.
    ///
    /// Every place with the lines around it is included first, document by document. Then whole
    /// texts follow, those with most repeated words first. The page says where text is missing.
    /// Figures, names and line numbers are always complete.
    pub fn text_budget(mut self, bytes: usize) -> Page<'a> {
        self.text_budget = bytes;
        self
    }

    /// Writes the file. Use a [`BufWriter`](io::BufWriter) if each write to `out` is expensive.
    ///
    /// # Errors
    /// The errors of `out`, and an error of the kind [`InvalidData`](io::ErrorKind::InvalidData)
    /// that contains a [`Mismatch`] if the report does not fit the corpus. Nothing is written in
    /// that case.
    pub fn write_to(&self, out: &mut impl io::Write) -> io::Result<()> {
        check::check(self.report, self.corpus)?;
        self.write_checked(out)
    }

    /// Returns the file as a string.
    ///
    /// # Errors
    /// If the report does not fit the corpus.
    #[expect(
        clippy::missing_panics_doc,
        reason = "memory takes every byte, and all are of strings"
    )]
    pub fn render(&self) -> Result<String, Mismatch> {
        check::check(self.report, self.corpus)?;
        let mut file = Vec::new();
        self.write_checked(&mut file).expect("writing to memory cannot fail");
        Ok(String::from_utf8(file).expect("all parts of the file are strings"))
    }

    fn write_checked(&self, out: &mut impl io::Write) -> io::Result<()> {
        let (style, script) = (assets::style(), assets::script());
        let policy = assets::policy(&style, &script);
        let title = html(&self.title);
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
             <noscript><main><h1>{title}</h1>\n"
        )?;
        summary::write(self.report, self.corpus, out)?;
        // The SVG element provides its namespace to the script, which therefore contains no URL.
        out.write_all(
            b"</main></noscript>\n<div id=\"app\"></div>\n<svg id=\"drawing\" hidden></svg>\n\
              <script type=\"application/json\" id=\"data\">",
        )?;
        let payload = Payload::new(&self.title, self.report, self.corpus, self.text_budget);
        write_json(&payload, out)?;
        write!(out, "</script>\n<script>{script}</script>\n</body>\n</html>\n")
    }
}
