//! What is between the two readings: the candidates, and the decision which of them are kept.

use super::candidates::{Candidates, Earlier};
use super::decided::Decided;
use super::distinct::Distinct;
use super::read::Read;
use super::removal::{Removal, Removals};
use super::rereading::{Comparing, Rereading};
use crate::detector::engine::Detector;
use crate::detector::observer::{Observer, Stage};
use crate::detector::parallel::prelude::*;
use crate::detector::survey::{Item, Level, Stratum};
use crate::detector::watch::Watch;
use crate::error::{Error, Result};
use crate::facts::Marks;
use crate::item::{Comparer, WidthClass};
use crate::lsh::BandJoin;
use crate::matching::Keep;
use crate::model::{DocumentId, Similarity};
use crate::text::Unit;

/// How many items are decided in one step, side by side.
pub(super) const STEP: usize = 256;

/// The candidates of a corpus that was read once, to be compared by their texts.
///
/// Made by [`FirstPass::finish`](super::FirstPass::finish).
///
/// # Examples
/// ```
/// use retold::{Detector, DocumentId, Unit};
///
/// let texts = ["a red sun over the sea", "nothing of the kind", "A red sun\nover the sea"];
/// let mut first = Detector::builder().unit(Unit::Document).build()?.first_pass()?;
/// first.add(&texts)?;
/// let second = first.finish()?;
/// let asked: Vec<bool> = (0..3).map(|id| second.asks_for(DocumentId(id))).collect();
/// assert_eq!(asked, [false; 3], "documents that are the same need no comparison");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct SecondPass {
    pub(super) detector: Detector,
    pub(super) comparer: Comparer,
    pub(super) items: Vec<Item>,
    /// The items that are compared, in the order in which they are kept; their places here are
    /// their numbers.
    pub(super) order: Vec<u32>,
    /// For each item, the number of the first one that says the same.
    pub(super) numbers: Vec<u32>,
    /// The items that say the same as one that is decided before them.
    copies: Vec<u32>,
    pub(super) candidates: Candidates,
    /// For each document, whether its text will be asked for.
    asked: Vec<bool>,
    /// For each document, whether nothing of it may be removed.
    references: Vec<bool>,
}

impl SecondPass {
    /// `bands` is the number of band keys of an item in each class; `places` has the place of each
    /// document's name.
    pub(super) fn new(
        comparer: Comparer,
        detector: Detector,
        bands: usize,
        (documents, places): (&[Read], &[u32]),
        level: Level,
        marks: &[Marks],
        watch: &Watch<'_>,
    ) -> Result<SecondPass> {
        let keep = detector.settings().keep;
        let all = in_order(&level.items, documents, places, keep);
        let Distinct { order, numbers, copies } = Distinct::of(&level.items, marks, all);
        let Level { items, normal, short } = level;
        let class = |&item: &u32| comparer.class(items[item as usize].fifths);
        let classes = order.iter().map(class).collect();
        let strata = [normal, short];
        let candidates = candidates(&items, classes, strata, bands, (&order, &numbers), watch)?;
        let mut asked = vec![false; documents.len()];
        for (number, &item) in (0u32..).zip(&order) {
            if candidates.has_any(number) {
                asked[items[item as usize].source as usize] = true;
            }
        }
        let references = documents.iter().map(|document| document.reference).collect();
        Ok(SecondPass {
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

    /// Whether the text of a document may be asked for again, perhaps more than once.
    ///
    /// Who cannot read a document by its number puts these texts aside in between.
    ///
    /// # Panics
    /// If there is no such document.
    pub fn asks_for(&self, document: DocumentId) -> bool {
        self.asked[document.index()]
    }

    /// Adds pairs of documents that are compared whether or not they share a band: those of another
    /// search for candidates, of embeddings say. Each is verified as any other pair, and no bound
    /// applies to them. Pairs of a document with itself and documents without a token add nothing.
    ///
    /// Memory: 12 bytes a pair.
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
    /// let mut first = detector.build()?.first_pass()?;
    /// first.add(&texts)?;
    /// let mut second = first.finish()?;
    /// second.add_pairs(&[(DocumentId(0), DocumentId(1))])?;
    /// assert!(second.asks_for(DocumentId(0)));
    /// let removals = second.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
    /// assert_eq!(removals.removed.len(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_pairs(&mut self, pairs: &[(DocumentId, DocumentId)]) -> Result<()> {
        if self.detector.settings().unit != Unit::Document {
            return Err(Error::conflict(
                "pairs are pairs of documents, and the unit is another one; set \
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
    /// let mut first = detector.first_pass()?;
    /// first.add_documents(&[
    ///     Document::new("", "a reprint").with_rank(1952),
    ///     Document::new("", "another text").with_rank(1931),
    ///     Document::new("", "A reprint").with_rank(1960),
    /// ])?;
    /// let second = first.finish()?;
    /// let places: Vec<_> = (0..3).map(|id| second.place(DocumentId(id))).collect();
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

    /// Decides what can be removed: items are taken in the order of
    /// [`Keep`], those of reference corpora first, and each one that repeats
    /// something that is kept is removed ([`keep_first`](crate::matching::keep_first)). So whatever
    /// is removed was verified against text that is kept; nothing of reference corpora is removed.
    ///
    /// What may be removed is a setting ([`DetectorBuilder::remove`](crate::DetectorBuilder::remove)).
    /// [`Comparer`] says the same of two texts.
    ///
    /// `fetch` gives the text of a document again; it is called from the threads of the current
    /// rayon pool, for a few hundred documents at a time, whose shingles and texts are the memory
    /// that this takes. The answer does not depend on the number of threads.
    ///
    /// An item is compared with at most 64 earlier ones: the first in its buckets, at most 32, and
    /// those that share most buckets with it. Which these are depends on the fingerprints and the
    /// order of items alone, and not on what is kept. Pairs of [`add_pairs`](SecondPass::add_pairs)
    /// come on top.
    ///
    /// # Errors
    /// The first error of `fetch`.
    #[allow(clippy::missing_panics_doc, reason = "without an observer, nobody stops it")]
    pub fn decide<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> std::result::Result<T, E> + Sync,
    ) -> std::result::Result<Removals, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let decided = self.decide_watched(fetch, &Watch::nobody())?;
        Ok(decided.expect("nobody stops it"))
    }

    /// Does what [`decide`](SecondPass::decide) does, while an observer watches.
    ///
    /// # Errors
    /// The first error of `fetch`, or that the observer stopped it.
    pub fn decide_with<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        observer: &dyn Observer,
    ) -> std::result::Result<Removals, E>
    where
        T: AsRef<str>,
        E: From<Error> + Send,
    {
        Ok(self.decide_watched(fetch, &Watch::by(observer))??)
    }

    /// The outer error is the first one of `fetch`, the inner one that the run was stopped.
    pub(in crate::detector) fn decide_watched<T, E>(
        &self,
        fetch: impl Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        watch: &Watch<'_>,
    ) -> std::result::Result<Result<Removals>, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let open = self.open();
        let mut decided = Decided::new(self.order.len());
        let mut state = watch.stage(Stage::Deciding, open.len());
        for step in open.chunks(STEP) {
            if state.is_err() {
                break;
            }
            self.step(step, &fetch, &mut decided)?;
            watch.advance(step.len());
            state = watch.check();
        }
        Ok(state.map(|()| self.removals(decided)))
    }

    /// The items that share a bucket, in their order.
    pub(super) fn open(&self) -> Vec<u32> {
        let numbers = 0..self.order.len() as u32;
        numbers.filter(|&number| self.candidates.has_any(number)).collect()
    }

    /// What it takes to read items again.
    pub(super) fn rereading<'s, F>(&'s self, fetch: &'s F) -> Rereading<'s, F> {
        Rereading {
            detector: &self.detector,
            comparer: &self.comparer,
            items: &self.items,
            order: &self.order,
            fetch,
        }
    }

    /// Decides some items; all before them are decided.
    fn step<F, T, E>(
        &self,
        step: &[u32],
        fetch: &F,
        decided: &mut Decided,
    ) -> std::result::Result<(), E>
    where
        F: Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        T: AsRef<str>,
        E: Send,
    {
        let rereading = self.rereading(fetch);
        let free: Vec<u32> =
            step.iter().copied().filter(|&number| !self.is_reference(number)).collect();
        let earlier: Vec<Earlier> =
            free.par_iter().map(|&number| self.candidates.before(number)).collect();
        // Pairs with an earlier step, whose second item is known to be kept, and pairs within this one.
        let (mut before, mut within) = (Vec::new(), Vec::new());
        for (&number, earlier) in free.iter().zip(&earlier) {
            for &other in &earlier.items {
                if other >= step[0] {
                    within.push((number, other));
                } else if decided.is_kept(other) {
                    before.push((number, other));
                }
            }
        }
        let both = before.iter().chain(&within);
        let wanted = rereading.read(both.flat_map(|&(a, b)| [a, b]).collect())?;
        decided.changed.extend(wanted.changed().map(|number| rereading.item(number).source));
        // The pairs of one item are compared up to the first that removes it.
        let of_items: Vec<&[(u32, u32)]> = before.chunk_by(|a, b| a.0 == b.0).collect();
        let found: Vec<Vec<Comparing>> = of_items
            .par_iter()
            .map(|pairs| {
                let mut found = Vec::new();
                for &(number, kept) in *pairs {
                    found.push(rereading.compare(&wanted, kept, number));
                    if matches!(found.last(), Some(Comparing::Repeats { .. })) {
                        break;
                    }
                }
                found
            })
            .collect();
        for (pairs, found) in of_items.into_iter().zip(found) {
            for (&(number, kept), found) in pairs.iter().zip(found) {
                decided.take(number, kept, found);
            }
        }
        within.retain(|&(number, other)| decided.is_kept(number) && decided.is_kept(other));
        let found: Vec<Comparing> = within
            .par_iter()
            .map(|&(number, other)| rereading.compare(&wanted, other, number))
            .collect();
        for (&(number, other), found) in within.iter().zip(found) {
            decided.take(number, other, found);
        }
        for (&number, earlier) in free.iter().zip(&earlier) {
            decided.unresolved += usize::from(earlier.more && decided.is_kept(number));
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

    fn removals(&self, mut decided: Decided) -> Removals {
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
            if let Some((kept, resemblance, equivalent)) = decided.of(number) {
                let kept = self.order[kept as usize];
                removed.push(removal(item, kept, (resemblance, equivalent), false));
            }
        }
        decided.changed.sort_unstable();
        decided.changed.dedup();
        for &copy in &self.copies {
            let number = self.numbers[copy as usize];
            let kept = &self.items[self.order[number as usize] as usize];
            // Nothing is removed for the sake of a text that is another one by now.
            let is_changed = decided.changed.binary_search(&kept.source).is_ok();
            if self.is_reference_item(copy) || is_changed {
                continue;
            }
            let (kept, alike, identical) = match decided.of(number) {
                None => (number, (Similarity::ONE, true), true),
                Some((kept, resemblance, equivalent)) => (kept, (resemblance, equivalent), false),
            };
            removed.push(removal(copy, self.order[kept as usize], alike, identical));
        }
        removed.par_sort_unstable();
        let [equivalent, other_facts] = decided.left();
        Removals {
            settings: self.detector.settings().clone(),
            removed,
            unresolved: decided.unresolved,
            equivalent,
            other_facts,
            changed: decided.changed.into_iter().map(DocumentId).collect(),
        }
    }
}

/// The candidates among the distinct items of the strata.
fn candidates(
    items: &[Item],
    classes: Vec<WidthClass>,
    strata: [Stratum; 2],
    bands: usize,
    (order, numbers): (&[u32], &[u32]),
    watch: &Watch<'_>,
) -> Result<Candidates> {
    let number = |item: u32| {
        let number = numbers[item as usize];
        (order[number as usize] == item).then_some(number)
    };
    let mut has_keys = vec![false; items.len()];
    for &item in strata.iter().flat_map(|stratum| &stratum.items) {
        has_keys[item as usize] = true;
    }
    // The content is one more band, for items that are alike only with the same tokens.
    let (contents, without): (Vec<u64>, Vec<u32>) = (0u32..)
        .zip(order)
        .filter(|&(_, &item)| !has_keys[item as usize])
        .map(|(number, &item)| (items[item as usize].content.0 as u64, number))
        .unzip();
    drop(has_keys);
    watch.stage(Stage::Candidates, 1 + 2 * bands)?;
    let buckets = move |join: &mut BandJoin, band: usize| {
        let Some(band) = band.checked_sub(1) else {
            return join.join_ids(&contents, &without);
        };
        let stratum = &strata[band / bands];
        let entries = (0..).zip(&stratum.items);
        let (keys, numbers): (Vec<u64>, Vec<u32>) = entries
            .filter_map(|(place, &item)| {
                Some((stratum.key(place, band % bands, bands), number(item)?))
            })
            .unzip();
        join.join_ids(&keys, &numbers)
    };
    let candidates = Candidates::new(classes, [1 + bands, bands], move |join, band| {
        watch.piece(1, || buckets(join, band))
    })?;
    watch.check()?;
    Ok(candidates)
}

/// The items, the one that is rather kept before the other. Of segments it is their own length that
/// counts: that of their document changes with what is removed from it.
fn in_order(items: &[Item], documents: &[Read], places: &[u32], keep: Keep) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    // Items are in the order of documents and of their places.
    order.par_sort_by_key(|&item| {
        let item = &items[item as usize];
        let document = documents[item.source as usize];
        let name = places.get(item.source as usize).copied().unwrap_or_default();
        (!document.reference, keep.key(document.rank, item.fifths, name))
    });
    order
}
