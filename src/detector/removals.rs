//! Pairs and removals of a corpus in memory: [`Detector::matches`] and [`Detector::removals`].
//!
//! Both find the same pairs as the drivers for larger corpora (`tests/drivers.rs`).

use super::candidates::{Search, fold_identical, matches};
use super::dedup::Removals;
use super::engine::Detector;
use super::ingest::{Ingested, Item, ingest};
use super::keep_order::in_order;
use super::observer::Observer;
use super::parallel::prelude::*;
use super::progress::Progress;
use crate::error::Result;
use crate::item::{ItemMatch, ItemMatches};
use crate::model::{Corpus, DocumentId, Similarity};
use crate::report::{Truncated, Work};
use crate::text::Unit;
use std::convert::Infallible;

impl Detector {
    /// Decides which items of a corpus can be removed. The result is that of
    /// [`Detector::removal_scanner`] for the same documents; the texts are read from memory.
    ///
    /// # Errors
    /// For the reasons of [`Detector::removal_scanner`], or if there are 2³² − 1 segments.
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector, DocumentId, Unit};
    ///
    /// let corpus: Corpus =
    ///     [("b", "a red sun over the sea"), ("a", "A red sun\nover the sea")].into_iter().collect();
    /// let removals = Detector::builder().unit(Unit::Document).build()?.removals(&corpus)?;
    /// // Both have the same length, so the name that sorts first is kept.
    /// assert_eq!(removals.removed[0].kept, DocumentId(1));
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn removals(&self, corpus: &Corpus<'_>) -> Result<Removals> {
        self.removals_with_progress(corpus, &Progress::unobserved())
    }

    /// Does what [`removals`](Detector::removals) does, and reports its progress to an observer, which can
    /// stop it.
    ///
    /// # Errors
    /// If the observer stops the run, or for the reasons of [`removals`](Detector::removals).
    pub fn removals_with(&self, corpus: &Corpus<'_>, observer: &dyn Observer) -> Result<Removals> {
        self.removals_with_progress(corpus, &Progress::observed_by(observer))
    }

    fn removals_with_progress(
        &self,
        corpus: &Corpus<'_>,
        progress: &Progress<'_>,
    ) -> Result<Removals> {
        let mut first = self.removal_scanner_for("removals")?;
        first.add_with_progress(corpus.documents(), progress)?;
        let fetch = |id: DocumentId| Ok::<_, Infallible>(corpus[id].text());
        match first.finish_with_progress(progress)?.decide_with_progress(fetch, progress) {
            Ok(removals) => removals,
            Err(never) => match never {},
        }
    }

    /// Finds all pairs of alike items of a corpus, with the search of the settings.
    ///
    /// # Errors
    /// - The unit is [`Unit::Passage`].
    /// - The unit is a segment, and a
    ///   [`document_threshold`](crate::DetectorBuilder::document_threshold) was set: no whole documents
    ///   are compared.
    /// - There are 2³² segments or more.
    ///
    /// # Examples
    /// See [`ItemMatch`].
    pub fn matches(&self, corpus: &Corpus<'_>) -> Result<ItemMatches> {
        self.matches_with_progress(corpus, &Progress::unobserved())
    }

    /// Does what [`matches`](Detector::matches) does, and reports its progress to an observer, which can
    /// stop it.
    ///
    /// # Errors
    /// If the observer stops the run, or for the reasons of [`matches`](Detector::matches).
    pub fn matches_with(
        &self,
        corpus: &Corpus<'_>,
        observer: &dyn Observer,
    ) -> Result<ItemMatches> {
        self.matches_with_progress(corpus, &Progress::observed_by(observer))
    }

    fn matches_with_progress(
        &self,
        corpus: &Corpus<'_>,
        progress: &Progress<'_>,
    ) -> Result<ItemMatches> {
        let comparison = self.only_items_compared("matches")?;
        let ingested = ingest(self, corpus, progress)?;
        let whole = self.settings().unit == Unit::Document;
        let table = if whole { ingested.documents() } else { ingested.segments() };
        let items = &table.items;
        let least = if whole { 0 } else { 5 * self.settings().min_words };
        let is_long = |item: u32| items[item as usize].fifths >= least;
        let (mut truncated, mut work) = (Truncated::default(), Work::default());
        let first = fold_identical(items);
        let search = Search {
            detector: self,
            sources: &ingested.sources,
            table,
            comparison,
            first: &first,
            progress,
        };
        let mut found = matches(&search, &mut truncated, &mut work)?;
        found.retain(|found| is_long(found.a) && is_long(found.b));
        let (place, first) = self.by_order(&ingested, items, &first);
        let pair = |a: u32, b: u32, resemblance, same_words| {
            let later = place[a as usize] > place[b as usize];
            let [item, earlier] =
                (if later { [a, b] } else { [b, a] }).map(|item| &items[item as usize]);
            ItemMatch {
                document: ingested.id(item.source),
                span: item.span,
                earlier: ingested.id(earlier.source),
                earlier_span: earlier.span,
                resemblance,
                same_words,
            }
        };
        let near = found.iter().map(|found| {
            let [a, b] = [found.a, found.b].map(|item| first[item as usize]);
            pair(a, b, found.resemblance, false)
        });
        let copies = (0..items.len() as u32)
            .filter(|&item| is_long(item) && first[item as usize] != item)
            .map(|item| pair(item, first[item as usize], Similarity::ONE, true));
        let mut pairs: Vec<ItemMatch> = near.chain(copies).collect();
        pairs.par_sort_unstable();
        Ok(ItemMatches { pairs, bounded: truncated.buckets + truncated.unresolved })
    }

    /// The position of each item in keep order, and for each item the first one in this order with the
    /// same tokens. `first` has the first one by number.
    fn by_order(
        &self,
        ingested: &Ingested<'_>,
        items: &[Item],
        first: &[u32],
    ) -> (Vec<u32>, Vec<u32>) {
        let mut place = vec![0; items.len()];
        let mut of_first: Vec<Option<u32>> = vec![None; items.len()];
        for (at, item) in (0..).zip(in_order(self, ingested, items)) {
            place[item as usize] = at;
            of_first[first[item as usize] as usize].get_or_insert(item);
        }
        let of = |&first: &u32| of_first[first as usize].expect("each item is in the order");
        (place, first.iter().map(of).collect())
    }
}
