//! The removals of a run: each removed text, with the kept text that it repeats.

use crate::dedup::records::record_store::RecordStore;
use crate::dedup::summary::Counts;
use crate::diagnostics::Progress;
use crate::error::Error;
use retold::detector::{Removal, RemovalPlanner};
use retold::{DocumentId, Span};
use std::path::Path;

/// A removed text.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a field of the log")]
pub(in crate::dedup) struct Repeat {
    pub(in crate::dedup) document: u32,
    pub(in crate::dedup) span: Span,
    /// The document with the kept text.
    pub(in crate::dedup) kept: u32,
    pub(in crate::dedup) kept_span: Span,
    /// The resemblance; for sentences, the share of words that occur in the kept text.
    pub(in crate::dedup) similarity: f64,
    /// Whether both are the same, except for case, white space and the form of quotation marks.
    pub(in crate::dedup) identical: bool,
    /// Whether both have the same words in the same order.
    pub(in crate::dedup) same_words: bool,
    /// Whether it is equivalent to the kept text.
    pub(in crate::dedup) equivalent: bool,
    /// Whether it occurs whole inside a longer document.
    pub(in crate::dedup) is_contained: bool,
}

impl Repeat {
    pub(in crate::dedup) fn of(removal: &Removal) -> Repeat {
        Repeat {
            document: removal.document.0,
            span: removal.span,
            kept: removal.kept.0,
            kept_span: removal.kept_span,
            similarity: removal.resemblance.get(),
            identical: removal.identical,
            same_words: removal.same_words,
            equivalent: removal.equivalent,
            is_contained: false,
        }
    }
}

/// All removals, ordered by document and position, and the numbers of items that were kept for a reason.
#[derive(Debug, Default)]
pub(in crate::dedup) struct Repeats {
    pub(in crate::dedup) all: Vec<Repeat>,
    /// Items that were kept although not all of their candidates were compared.
    pub(in crate::dedup) unresolved: usize,
    /// Items that were kept although they are equivalent to kept text, because only identical ones
    /// are removed.
    pub(in crate::dedup) equivalent: usize,
    /// Items that were kept although they are similar to kept text, because they differ in a fact.
    pub(in crate::dedup) other_facts: usize,
}

impl Repeats {
    /// Decides by the signatures of the first reading. The texts of candidates are read again and
    /// compared.
    pub(in crate::dedup) fn of_signatures(
        second: &RemovalPlanner,
        store: &mut RecordStore<'_>,
        folder: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<Repeats, Error> {
        store.fetch(|document| second.needs_text(DocumentId(document)), folder, progress)?;
        let removals = second.decide(|document| store.text(document.0))?;
        if let Some(document) = removals.changed.first() {
            return Err(store.sources[store.source_of(document.0) as usize].changed());
        }
        Ok(Repeats {
            all: removals.removed.iter().map(Repeat::of).collect(),
            unresolved: removals.unresolved,
            equivalent: removals.equivalent,
            other_facts: removals.other_facts,
        })
    }

    /// The removals from a document; one at most if whole documents are removed.
    pub(in crate::dedup) fn of(&self, document: u32) -> &[Repeat] {
        let first = self.all.partition_point(|repeat| repeat.document < document);
        let own = self.all[first..].iter().take_while(|repeat| repeat.document == document);
        &self.all[first..first + own.count()]
    }

    /// The number of items, by kind.
    pub(in crate::dedup) fn counts(&self) -> Counts {
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

    /// The documents of which a text is removed, or is the kept text of a removal; ascending.
    pub(in crate::dedup) fn concerned(&self) -> Vec<u32> {
        let both = |repeat: &Repeat| [repeat.document, repeat.kept];
        let mut concerned: Vec<u32> = self.all.iter().flat_map(both).collect();
        concerned.sort_unstable();
        concerned.dedup();
        concerned
    }
}
