//! [`RemovalPlanner::matches`]: all pairs of alike items of a scanned corpus.

use super::candidates::{ordered_pairs, partners};
use super::planner::{RemovalPlanner, STEP};
use crate::detector::observer::{Observer, Stage};
use crate::detector::parallel::prelude::*;
use crate::detector::progress::Progress;
use crate::error::Error;
use crate::item::{ItemMatch, ItemMatches};
use crate::model::{DocumentId, Similarity};

impl RemovalPlanner {
    /// Compares all candidates, and returns the pairs that are alike, whether or not one of them can be
    /// removed. With these pairs a caller can decide by a rule of its own.
    ///
    /// `fetch` and the limits are those of [`decide`](RemovalPlanner::decide). That one takes less
    /// time, since it compares an item with kept ones only.
    ///
    /// # Errors
    /// The first error of `fetch`.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let base = "The old man walked slowly down to the harbour to look for";
    /// let texts = ["his brother", "his sister", "her brother"].map(|who| format!("{base} {who}."));
    /// let mut first = Detector::builder().unit(Unit::Document).threshold(0.5).build()?.removal_scanner()?;
    /// first.add(&texts)?;
    /// let found = first.finish()?.matches(|id| Ok::<_, ()>(&texts[id.index()])).unwrap();
    /// assert_eq!(found.pairs.len(), 3);
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[allow(clippy::missing_panics_doc, reason = "without an observer the run is not stopped")]
    pub fn matches<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> Result<T, E> + Sync,
    ) -> Result<ItemMatches, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let found = self.matches_with_progress(fetch, &Progress::unobserved())?;
        Ok(found.expect("there is no observer to stop it"))
    }

    /// Does what [`matches`](RemovalPlanner::matches) does, and reports its progress to an observer, which
    /// can stop it: one [`Stage::Comparing`], counted in items with candidates.
    ///
    /// # Errors
    /// The first error of `fetch`, or that the observer stopped the run.
    pub fn matches_with<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> Result<T, E> + Sync,
        observer: &dyn Observer,
    ) -> Result<ItemMatches, E>
    where
        T: AsRef<str>,
        E: From<Error> + Send,
    {
        Ok(self.matches_with_progress(fetch, &Progress::observed_by(observer))??)
    }

    /// The outer error is the first one of `fetch`. The inner one says that the run was stopped.
    fn matches_with_progress<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> Result<T, E> + Sync,
        progress: &Progress<'_>,
    ) -> Result<Result<ItemMatches, Error>, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let first = self.first_of_content();
        let is_first = |&number: &u32| first[number as usize] == number;
        let mut open: Vec<u32> = self.open().into_iter().filter(is_first).collect();
        // A given pair represents the pair of the first items with the same tokens.
        let of_first = |&(a, b): &(u32, u32)| (first[a as usize], first[b as usize]);
        let given = ordered_pairs(self.candidates.given().iter().map(of_first));
        open.extend(given.iter().map(|&(number, _)| number));
        open.sort_unstable();
        open.dedup();
        let reader = self.reader(&fetch, progress);
        let mut found = ItemMatches::default();
        if let Err(stopped) = progress.stage(Stage::Comparing, open.len()) {
            return Ok(Err(stopped));
        }
        for step in open.chunks(STEP) {
            let earlier: Vec<_> =
                step.par_iter().map(|&number| self.candidates.before(number)).collect();
            let mut pairs: Vec<(u32, u32)> = Vec::new();
            for (&number, earlier) in step.iter().zip(&earlier) {
                let others = earlier.items.iter().copied().filter(is_first);
                let mut others: Vec<u32> = others.chain(partners(&given, number)).collect();
                others.sort_unstable();
                others.dedup();
                pairs.extend(others.into_iter().map(|other| (number, other)));
                found.bounded += usize::from(earlier.more);
            }
            let readings = reader.read(pairs.iter().flat_map(|&(a, b)| [a, b]).collect())?;
            found.pairs.par_extend(pairs.par_iter().filter_map(|&(number, other)| {
                let resemblance = reader.resemblance(&readings, number, other)?;
                let [item, other] = [number, other].map(|number| self.order[number as usize]);
                Some(self.pair(item, other, resemblance, false))
            }));
            progress.advance(step.len());
            if let Err(stopped) = progress.check() {
                return Ok(Err(stopped));
            }
        }
        for (&number, item) in self.numbers.iter().zip(0..) {
            let earlier = self.order[first[number as usize] as usize];
            if earlier != item {
                found.pairs.push(self.pair(item, earlier, Similarity::ONE, true));
            }
        }
        found.pairs.par_sort_unstable();
        Ok(Ok(found))
    }

    /// For each number, that of the first item with the same tokens.
    fn first_of_content(&self) -> Vec<u32> {
        let content = |number: u32| self.items[self.order[number as usize] as usize].content;
        let mut first: Vec<u32> = (0..self.order.len() as u32).collect();
        let mut sorted = first.clone();
        sorted.par_sort_unstable_by_key(|&number| (content(number), number));
        for same in sorted.chunk_by(|&a, &b| content(a) == content(b)) {
            for &number in same {
                first[number as usize] = same[0];
            }
        }
        first
    }

    fn pair(
        &self,
        item: u32,
        earlier: u32,
        resemblance: Similarity,
        same_words: bool,
    ) -> ItemMatch {
        let [item, earlier] = [item, earlier].map(|item| &self.items[item as usize]);
        ItemMatch {
            document: DocumentId(item.source),
            span: item.span,
            earlier: DocumentId(earlier.source),
            earlier_span: earlier.span,
            resemblance,
            same_words,
        }
    }
}
