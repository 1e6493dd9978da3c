//! What goes, and what it repeats?

use super::shelf::Shelf;
use super::summary::Counts;
use crate::diagnostics::Progress;
use crate::error::Error;
use retold::detector::SecondPass;
use retold::{DocumentId, Span};
use std::path::Path;

/// Something that goes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a field of the log")]
pub(super) struct Repeat {
    pub(super) document: u32,
    pub(super) span: Span,
    /// Where the text stays that it repeats.
    pub(super) kept: u32,
    pub(super) kept_span: Span,
    /// The resemblance; of sentences, the share of words that stand in the text that stays.
    pub(super) similarity: f64,
    /// Whether both are the same but for case, white space and the form of quotes.
    pub(super) identical: bool,
    /// Whether both have the same words, whatever stands between them.
    pub(super) same_words: bool,
    /// Whether it says nothing that the text that stays does not.
    pub(super) equivalent: bool,
    /// Whether it is a part of a longer document, and no near-copy.
    pub(super) is_contained: bool,
}

/// All that goes, by document and position, and how far the list is complete.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    pub(super) all: Vec<Repeat>,
    /// Items that were kept although not all that they resemble was looked at.
    pub(super) unresolved: usize,
    /// Items that were kept although they are equivalent to what stays, since only identical ones
    /// were to be removed.
    pub(super) equivalent: usize,
    /// Items that were kept although they resemble what stays, since they say something else.
    pub(super) other_facts: usize,
}

impl Repeats {
    /// Decides between the readings, from signatures.
    pub(super) fn of_signatures(
        second: &SecondPass,
        shelf: &mut Shelf<'_>,
        folder: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<Repeats, Error> {
        shelf.fetch(|document| second.asks_for(DocumentId(document)), folder, progress)?;
        let removals = second.decide(|document| shelf.text(document.0))?;
        if let Some(document) = removals.changed.first() {
            return Err(shelf.sources[shelf.source_of(document.0) as usize].changed());
        }
        let all = removals.removed.iter().map(|removal| Repeat {
            document: removal.document.0,
            span: removal.span,
            kept: removal.kept.0,
            kept_span: removal.kept_span,
            similarity: removal.resemblance.get(),
            identical: removal.identical,
            same_words: removal.same_words,
            equivalent: removal.equivalent,
            is_contained: false,
        });
        Ok(Repeats {
            all: all.collect(),
            unresolved: removals.unresolved,
            equivalent: removals.equivalent,
            other_facts: removals.other_facts,
        })
    }

    /// How many items are removed, by kind.
    pub(super) fn counts(&self) -> Counts {
        let count =
            |is_one: fn(&Repeat) -> bool| self.all.iter().filter(|it| is_one(it)).count() as u64;
        Counts {
            removed: self.all.len() as u64,
            identical: count(|it| it.identical),
            equivalent: count(|it| it.equivalent),
            kept_equivalent: self.equivalent as u64,
            kept_for_facts: self.other_facts as u64,
            unresolved: self.unresolved as u64,
        }
    }

    /// Whether a document has a part in anything.
    pub(super) fn concerned(&self, documents: u32) -> Vec<bool> {
        let mut concerned = vec![false; documents as usize];
        for repeat in &self.all {
            concerned[repeat.document as usize] = true;
            concerned[repeat.kept as usize] = true;
        }
        concerned
    }
}
