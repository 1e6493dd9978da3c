//! [`RemovalPlanner`]: finds the candidates of a scanned corpus and decides which items are removed.
//!
//! # The decision
//! Items are numbered in keep order: references first, then by the rule [`Keep`]. An item is removed if it
//! repeats a kept item with a lower number. So the kept items are the lexicographically first
//! independent set of the pairs "repeats", as in `matching::keep_first`.
//!
//! Worked example: four items in keep order 0, 1, 2, 3, and the pairs 1–0, 2–1, 3–1 and 3–2 are alike.
//! - 0 has no earlier candidate: kept.
//! - 1 repeats 0, which is kept: removed.
//! - 2 repeats 1 only, and 1 is removed: kept.
//! - 3 repeats 1 (removed) and 2 (kept): removed for the sake of 2.
//!
//! A removed item is never the reason for another removal. Otherwise a chain of small edits could remove
//! a text that resembles nothing that is kept.
//!
//! # Steps
//! One item after the other would use one thread and read each text alone. So [`STEP`] items are decided at
//! a time. The pairs of a step fall into two sorts:
//! - *before*: the earlier item belongs to an earlier step, so it is decided. Pairs with a removed
//!   one are dropped without a comparison. The others are compared in parallel, up to the first that
//!   removes the item.
//! - *within*: both items are in this step. They are compared after the pairs of the first sort, and
//!   only if both items are still kept. The comparisons run in parallel; their results are recorded in
//!   the order of the items, since a removal can make a later result void.
//!
//! The decision does not depend on the size of a step, but the comparisons do: with one item a step there
//! would be the fewest.
//!
//! Cost: the texts of one step and of its candidates are in memory at a time; an item has at most 64
//! candidates that share a bucket with it, and any number of given ones (`candidates`).

use super::candidates::{Candidates, EarlierItems};
use super::decisions::Decisions;
use super::document_record::DocumentRecord;
use super::exact_copies::ExactCopies;
use super::item_reader::{ComparisonResult, ItemReader};
use super::removal::{Removal, Removals};
use crate::detector::engine::Detector;
use crate::detector::ingest::Item;
use crate::detector::observer::{Observer, Stage};
use crate::detector::parallel::prelude::*;
use crate::detector::progress::Progress;
use crate::error::{Error, Result};
use crate::facts::Marks;
use crate::item::Comparer;
use crate::lsh::{BandJoin, Buckets};
use crate::matching::Keep;
use crate::model::{DocumentId, Similarity};
use crate::text::Unit;

/// How many items are decided in one step.
pub(super) const STEP: usize = 256;

/// The candidates of a scanned corpus, and the decision which of its items can be removed.
///
/// Made by [`RemovalScanner::finish`](super::RemovalScanner::finish).
///
/// # Examples
/// ```
/// use retold::{Detector, DocumentId, Unit};
///
/// let texts = ["a red sun over the sea", "nothing of the kind", "A red sun\nover the sea"];
/// let mut first = Detector::builder().unit(Unit::Document).build()?.removal_scanner()?;
/// first.add(&texts)?;
/// let second = first.finish()?;
/// let asked: Vec<bool> = (0..3).map(|id| second.needs_text(DocumentId(id))).collect();
/// assert_eq!(asked, [false; 3], "documents that are the same need no comparison");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct RemovalPlanner {
    pub(super) detector: Detector,
    pub(super) comparer: Comparer,
    pub(super) items: Vec<Item>,
    /// The items that are compared, in keep order. The position of an item here is its number.
    pub(super) order: Vec<u32>,
    /// For each item, the number of the first of its exact copies.
    pub(super) numbers: Vec<u32>,
    /// The exact copies of an earlier item. They have no number of their own.
    copies: Vec<u32>,
    pub(super) candidates: Candidates,
    /// For each document, whether its text is needed.
    asked: Vec<bool>,
    /// For each document, whether it is a reference, of which nothing is removed.
    references: Vec<bool>,
}

impl RemovalPlanner {
    /// `places` has the rank of each document's name, `counts` the number of bands of the normal and of the short
    /// class. `buckets` returns the buckets of one band, with the numbers of items; exact copies have none.
    pub(super) fn new(
        detector: &Detector,
        (documents, places): (&[DocumentRecord], &[u32]),
        (items, marks): (Vec<Item>, &[Marks]),
        counts: [usize; 2],
        buckets: impl Fn(&mut BandJoin, usize, &Numbers<'_>) -> Buckets + Sync,
        progress: &Progress<'_>,
    ) -> Result<RemovalPlanner> {
        let (detector, comparer) = (detector.clone(), detector.comparer()?);
        let keep = detector.settings().keep;
        let all = in_order(&items, documents, places, keep);
        let ExactCopies { order, numbers, copies } = ExactCopies::of(&items, marks, all);
        let class = |&item: &u32| comparer.class(items[item as usize].fifths);
        let classes = order.iter().map(class).collect();
        progress.stage(Stage::Candidates, counts.iter().sum())?;
        let of_first = Numbers { order: &order, numbers: &numbers };
        // The closure owns the band keys, which are freed before the lists of candidates are made.
        let candidates = Candidates::new(classes, counts, move |join, band| {
            progress.piece(1, || buckets(join, band, &of_first))
        })?;
        progress.check()?;
        let mut asked = vec![false; documents.len()];
        for (number, &item) in (0u32..).zip(&order) {
            if candidates.has_any(number) {
                asked[items[item as usize].source as usize] = true;
            }
        }
        let references = documents.iter().map(|document| document.reference).collect();
        Ok(RemovalPlanner {
            detector,
            comparer,
            items,
            order,
            numbers,
            copies,
            candidates,
            asked,
            references,
        })
    }

    /// Whether [`decide`](RemovalPlanner::decide) may ask for the text of a document, perhaps more than
    /// once.
    ///
    /// If your source has no random access, store the texts for which this returns true.
    ///
    /// # Panics
    /// If there is no such document.
    pub fn needs_text(&self, document: DocumentId) -> bool {
        self.asked[document.index()]
    }

    /// Adds pairs of documents that are compared even if they share no band, for example those of a search
    /// by embeddings. Each is verified like any other pair, and no limit applies to them. A pair of a
    /// document with itself, or with a document without a token, adds nothing.
    ///
    /// Memory: 8 bytes a pair and 4 for each of its documents. While it decides, the texts of all pairs of
    /// one step of 256 documents are in memory.
    ///
    /// # Errors
    /// If the unit is not [`Unit::Document`]: a pair names no segments.
    ///
    /// # Panics
    /// If there is no such document.
    ///
    /// # Examples
    /// Two texts that the bands of a low recall do not bring together:
    /// ```
    /// use retold::{Detector, DocumentId, Unit};
    ///
    /// let texts = [
    ///     "The colour of the sea was grey in the morning, and the boats lay on the sand.",
    ///     "The color of the sea was gray in the morning, and the boats lay on the sand.",
    /// ];
    /// let detector = Detector::builder().unit(Unit::Document).threshold(0.2).recall(0.01);
    /// let mut scanner = detector.build()?.removal_scanner()?;
    /// scanner.add(&texts)?;
    /// let mut planner = scanner.finish()?;
    /// planner.add_pairs(&[(DocumentId(0), DocumentId(1))])?;
    /// assert!(planner.needs_text(DocumentId(0)));
    /// let removals = planner.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
    /// assert_eq!(removals.removed.len(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_pairs(&mut self, pairs: &[(DocumentId, DocumentId)]) -> Result<()> {
        if self.detector.settings().unit != Unit::Document {
            return Err(Error::conflict(
                "pairs are pairs of documents, but the unit is another one; set \
                 .unit(Unit::Document)"
                    .to_owned(),
            ));
        }
        let numbers: Vec<(u32, u32)> = pairs
            .iter()
            .filter_map(|&(a, b)| Some((self.number(a)?, self.number(b)?)))
            .filter(|(a, b)| a != b)
            .collect();
        for number in numbers.iter().flat_map(|&(a, b)| [a, b]) {
            self.asked[self.items[self.order[number as usize] as usize].source as usize] = true;
        }
        self.candidates.add(numbers);
        Ok(())
    }

    /// The place of a document in the order in which documents are kept, among those that are
    /// compared: identical ones have the place of the first of them. Of a document in segments it is
    /// the place of its first segment. None if there is no token in it.
    ///
    /// # Panics
    /// If there is no such document.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Document, DocumentId, Keep, Unit};
    ///
    /// let detector = Detector::builder().unit(Unit::Document).keep(Keep::Rank).build()?;
    /// let mut scanner = detector.removal_scanner()?;
    /// scanner.add_documents(&[
    ///     Document::new("", "a reprint").with_rank(1952),
    ///     Document::new("", "another text").with_rank(1931),
    ///     Document::new("", "A reprint").with_rank(1960),
    /// ])?;
    /// let planner = scanner.finish()?;
    /// let places: Vec<_> = (0..3).map(|id| planner.place(DocumentId(id))).collect();
    /// assert_eq!(places, [Some(1), Some(0), Some(1)]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn place(&self, document: DocumentId) -> Option<usize> {
        self.number(document).map(|number| number as usize)
    }

    /// The number of the first item of a document.
    fn number(&self, document: DocumentId) -> Option<u32> {
        assert!(document.index() < self.references.len(), "there is no document {document:?}");
        let item = self.items.partition_point(|item| item.source < document.0);
        self.items.get(item).filter(|item| item.source == document.0)?;
        Some(self.numbers[item])
    }

    /// Whether a document is an exact copy of one that comes before it in the order of keeping: it has the same
    /// tokens, and the same text between them. Its text is never asked for, and it is removed unless it is a
    /// reference. A document without a token is no copy.
    ///
    /// # Panics
    /// If there is no such document.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, DocumentId, Unit};
    ///
    /// let mut scanner = Detector::builder().unit(Unit::Document).build()?.removal_scanner()?;
    /// scanner.add(&["a red sun", "A red sun", "a blue sun"])?;
    /// let planner = scanner.finish()?;
    /// assert_eq!([0, 1, 2].map(|id| planner.is_copy(DocumentId(id))), [false, true, false]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn is_copy(&self, document: DocumentId) -> bool {
        assert!(document.index() < self.references.len(), "there is no document {document:?}");
        let copy = self.copies.partition_point(|&item| self.source(item) < document.0);
        self.copies.get(copy).is_some_and(|&item| self.source(item) == document.0)
    }

    fn source(&self, item: u32) -> u32 {
        self.items[item as usize].source
    }

    /// Decides which items can be removed. Items are taken in the order of [`Keep`], reference items
    /// first, and an item is removed if it repeats a kept one
    /// ([`keep_first`](crate::matching::keep_first)). So each removed item was compared with text that
    /// is kept. Nothing of a reference corpus is removed.
    ///
    /// Which differences are allowed is a setting
    /// ([`DetectorBuilder::remove`](crate::DetectorBuilder::remove)). [`Comparer`] gives the same
    /// answer for two texts.
    ///
    /// `fetch` returns the text of a document. It is called from the threads of the current rayon
    /// pool, for a few hundred documents at a time; their texts and shingles are the memory that this
    /// takes. The result does not depend on the number of threads.
    ///
    /// An item is compared with at most 64 earlier ones: at most 32 that are the first of a shared
    /// bucket, and those that share most buckets with it. Which these are depends on the fingerprints
    /// and the keep order alone, not on earlier decisions. Pairs of [`add_pairs`](RemovalPlanner::add_pairs) are
    /// compared in addition.
    ///
    /// # Errors
    /// The first error of `fetch`.
    #[allow(clippy::missing_panics_doc, reason = "without an observer the run is not stopped")]
    pub fn decide<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> std::result::Result<T, E> + Sync,
    ) -> std::result::Result<Removals, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let decisions = self.decide_with_progress(fetch, &Progress::unobserved())?;
        Ok(decisions.expect("there is no observer to stop it"))
    }

    /// Does what [`decide`](RemovalPlanner::decide) does, and reports its progress to an observer, which
    /// can stop it.
    ///
    /// # Errors
    /// The first error of `fetch`, or that the observer stopped the run.
    pub fn decide_with<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        observer: &dyn Observer,
    ) -> std::result::Result<Removals, E>
    where
        T: AsRef<str>,
        E: From<Error> + Send,
    {
        Ok(self.decide_with_progress(fetch, &Progress::observed_by(observer))??)
    }

    /// The outer error is the first one of `fetch`. The inner one says that the run was stopped.
    pub(in crate::detector) fn decide_with_progress<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        progress: &Progress<'_>,
    ) -> std::result::Result<Result<Removals>, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let open = self.open();
        let mut decisions = Decisions::new(self.order.len());
        let mut state = progress.stage(Stage::Deciding, open.len());
        for step in open.chunks(STEP) {
            if state.is_err() {
                break;
            }
            self.step(step, &fetch, &mut decisions, progress)?;
            progress.advance(step.len());
            state = progress.check();
        }
        Ok(state.map(|()| self.removals(decisions)))
    }

    /// The numbers of the items that have candidates, in keep order.
    pub(super) fn open(&self) -> Vec<u32> {
        let numbers = 0..self.order.len() as u32;
        numbers.filter(|&number| self.candidates.has_any(number)).collect()
    }

    /// The reader that fetches the texts of items.
    pub(super) fn reader<'s, F>(
        &'s self,
        fetch: &'s F,
        progress: &'s Progress<'_>,
    ) -> ItemReader<'s, F> {
        ItemReader {
            detector: &self.detector,
            comparer: &self.comparer,
            items: &self.items,
            order: &self.order,
            fetch,
            progress,
        }
    }

    /// Decides the items of one step. All items with lower numbers are decided. If the observer stops the
    /// run, the decisions are void.
    ///
    /// The result is that of [`keep_first`](crate::matching::keep_first), which takes the items in
    /// order and the pairs of each by ascending earlier items. Both `before` and `within` have this
    /// order. All of `before` is recorded first: its pairs depend on earlier steps only, and their
    /// earlier items are lower than those of `within`, so the order of the pairs of each item is kept.
    fn step<F, T, E>(
        &self,
        step: &[u32],
        fetch: &F,
        decisions: &mut Decisions,
        progress: &Progress<'_>,
    ) -> std::result::Result<(), E>
    where
        F: Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        T: AsRef<str>,
        E: Send,
    {
        let reader = self.reader(fetch, progress);
        let free: Vec<u32> =
            step.iter().copied().filter(|&number| !self.is_reference(number)).collect();
        let earlier: Vec<EarlierItems> =
            free.par_iter().map(|&number| self.candidates.before(number)).collect();
        // `before` has only pairs whose earlier item is known to be kept. The earlier item of a pair in
        // `within` may still be removed by this step.
        let (mut before, mut within) = (Vec::new(), Vec::new());
        for (&number, earlier) in free.iter().zip(&earlier) {
            for &other in &earlier.items {
                if other >= step[0] {
                    within.push((number, other));
                } else if decisions.is_kept(other) {
                    before.push((number, other));
                }
            }
        }
        // All texts of the step are fetched at once, also those of pairs within the step that turn
        // out not to be needed: a document is then asked for once a step.
        let both = before.iter().chain(&within);
        let readings = reader.read(both.flat_map(|&(a, b)| [a, b]).collect())?;
        decisions.changed.extend(readings.changed().map(|number| reader.item(number).source));
        // One task for each item: it stops at the first kept item that this one repeats. The rest of
        // its candidates cannot change the decision.
        let of_items: Vec<&[(u32, u32)]> = before.chunk_by(|a, b| a.0 == b.0).collect();
        let found: Vec<Vec<ComparisonResult>> = of_items
            .par_iter()
            .map(|pairs| {
                let mut found = Vec::new();
                for &(number, kept) in *pairs {
                    found.push(reader.compare(&readings, kept, number));
                    if matches!(found.last(), Some(ComparisonResult::Repeats { .. })) {
                        break;
                    }
                }
                found
            })
            .collect();
        for (pairs, found) in of_items.into_iter().zip(found) {
            for (&(number, kept), found) in pairs.iter().zip(found) {
                decisions.record(number, kept, found);
            }
        }
        // Pairs with an item that was just removed decide nothing, so they are not compared.
        within.retain(|&(number, other)| decisions.is_kept(number) && decisions.is_kept(other));
        let found: Vec<ComparisonResult> = within
            .par_iter()
            .map(|&(number, other)| reader.compare(&readings, other, number))
            .collect();
        // In order: `record` ignores a pair if one of its items was removed by a pair before it.
        for (&(number, other), found) in within.iter().zip(found) {
            decisions.record(number, other, found);
        }
        // A removed item needs no more candidates; a kept one might have been removed for one of those
        // that were left out.
        for (&number, earlier) in free.iter().zip(&earlier) {
            decisions.unresolved += usize::from(earlier.more && decisions.is_kept(number));
        }
        Ok(())
    }

    /// Whether the item of a number is in a reference corpus.
    fn is_reference(&self, number: u32) -> bool {
        self.is_reference_item(self.order[number as usize])
    }

    fn is_reference_item(&self, item: u32) -> bool {
        self.references[self.items[item as usize].source as usize]
    }

    fn removals(&self, mut decisions: Decisions) -> Removals {
        let removal = |item: u32, kept: u32, (resemblance, equivalent), identical| {
            let (item, kept) = (&self.items[item as usize], &self.items[kept as usize]);
            Removal {
                document: DocumentId(item.source),
                span: item.span,
                kept: DocumentId(kept.source),
                kept_span: kept.span,
                resemblance,
                identical,
                same_words: item.content == kept.content,
                equivalent,
            }
        };
        let mut removed = Vec::new();
        for (number, &item) in (0u32..).zip(&self.order) {
            if let Some((kept, resemblance, equivalent)) = decisions.of(number) {
                let kept = self.order[kept as usize];
                removed.push(removal(item, kept, (resemblance, equivalent), false));
            }
        }
        decisions.changed.sort_unstable();
        decisions.changed.dedup();
        for &copy in &self.copies {
            let number = self.numbers[copy as usize];
            let kept = &self.items[self.order[number as usize] as usize];
            // A copy is removed by its fingerprint alone. If the kept text was changed since it was
            // scanned, the copy may be the last one of the old text.
            let is_changed = decisions.changed.binary_search(&kept.source).is_ok();
            if self.is_reference_item(copy) || is_changed {
                continue;
            }
            // If the first copy was removed itself, all copies are removed for the sake of the same
            // kept item.
            let (kept, alike, identical) = match decisions.of(number) {
                None => (number, (Similarity::ONE, true), true),
                Some((kept, resemblance, equivalent)) => (kept, (resemblance, equivalent), false),
            };
            removed.push(removal(copy, self.order[kept as usize], alike, identical));
        }
        removed.par_sort_unstable();
        let [equivalent, other_facts] = decisions.kept_counts();
        Removals {
            settings: self.detector.settings().clone(),
            removed,
            unresolved: decisions.unresolved,
            equivalent,
            other_facts,
            changed: decisions.changed.into_iter().map(DocumentId).collect(),
        }
    }
}

/// The numbers of the items that are compared.
pub(super) struct Numbers<'p> {
    order: &'p [u32],
    numbers: &'p [u32],
}

impl Numbers<'_> {
    /// The number of an item; none if it is an exact copy of another one.
    pub(super) fn first(&self, item: u32) -> Option<u32> {
        let number = self.numbers[item as usize];
        (self.order[number as usize] == item).then_some(number)
    }
}

/// The items in keep order. A segment counts by its own length: the length of its document changes with
/// the segments that are removed from it.
fn in_order(items: &[Item], documents: &[DocumentRecord], places: &[u32], keep: Keep) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    // A stable sort: items are in input order, and keep it where the key is equal.
    order.par_sort_by_key(|&item| {
        let item = &items[item as usize];
        let document = documents[item.source as usize];
        let name = places.get(item.source as usize).copied().unwrap_or_default();
        (!document.reference, keep.key(document.rank, item.fifths, name))
    });
    order
}
