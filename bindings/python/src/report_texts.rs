//! [`Texts`]: the texts of a report.

use crate::failure::Failure;
use retold::{Corpus, Document};
use retold_arrow::TextColumn;

/// The texts of a report, with their names.
pub(crate) struct Texts {
    /// The texts of one table, or of two that are compared.
    pub(crate) sides: Vec<TextColumn>,
    /// One name for each text, those of the second table after those of the first.
    pub(crate) names: Vec<String>,
}

impl Texts {
    /// The corpus of the report. A null is an empty text, so a document has the number of its row.
    pub(crate) fn corpus(&self) -> Result<Corpus<'_>, Failure> {
        let mut corpus = Corpus::with_capacity(self.names.len());
        let mut names = self.names.iter();
        for (side, column) in self.sides.iter().enumerate() {
            for (text, name) in column.iter().zip(&mut names) {
                let mut document = Document::new(name, text.unwrap_or_default());
                if self.sides.len() > 1 {
                    document = document.with_group(side as u32);
                }
                corpus.push_document(document)?;
            }
        }
        Ok(corpus)
    }

    /// The side and the row of a document.
    pub(crate) fn place(&self, document: usize) -> (usize, usize) {
        match self.sides.first() {
            Some(first) if document >= first.len() => (1, document - first.len()),
            _ => (0, document),
        }
    }

    /// The text of a document.
    pub(crate) fn text(&self, document: usize) -> &str {
        let (side, row) = self.place(document);
        self.sides[side].text(row).unwrap_or_default()
    }

    pub(crate) fn is_comparison(&self) -> bool {
        self.sides.len() > 1
    }
}
