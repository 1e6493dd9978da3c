//! What is between the two readings: the candidates, and the decision which of them are kept.

use super::candidates::{Candidates, EarlierItems};
use super::decisions::Decisions;
use super::document_record::DocumentRecord;
use super::exact_copies::ExactCopies;
use super::item_reader::{ComparisonResult, ItemReader};
use super::removal::{Removal, Removals};
use crate::detector::engine::Detector;
use crate::detector::ingest::{ClassItems, Item, ItemTable};
use crate::detector::observer::{Observer, Stage};
use crate::detector::parallel::prelude::*;
use crate::detector::progress::Progress;
use crate::error::{Error, Result};
use crate::facts::Marks;
use crate::item::{Comparer, WidthClass};
use crate::lsh::BandJoin;
use crate::matching::Keep;
use crate::model::{DocumentId, Similarity};

/// How many items are decided in one step, side by side.
pub(super) const STEP: usize = 256;

/// The candidates of a corpus that was read once, to be compared by their texts.
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

impl RemovalPlanner {
    /// `bands` is the number of band keys of an item in each class; `places` has the place of each
    /// document's name.
    pub(super) fn new(
        comparer: Comparer,
        detector: Detector,
        bands: usize,
        (documents, places): (&[DocumentRecord], &[u32]),
        table: ItemTable,
        marks: &[Marks],
        progress: &Progress<'_>,
    ) -> Result<RemovalPlanner> {
        let keep = detector.settings().keep;
        let all = in_order(&table.items, documents, places, keep);
        let ExactCopies { order, numbers, copies } = ExactCopies::of(&table.items, marks, all);
        let ItemTable { items, normal, short } = table;
        let class = |&item: &u32| comparer.class(items[item as usize].fifths);
        let classes = order.iter().map(class).collect();
        let by_class = [normal, short];
        let candidates =
            candidates(&items, classes, by_class, bands, (&order, &numbers), progress)?;
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

    /// Whether the text of a document may be asked for again, perhaps more than once.
    ///
    /// Who cannot read a document by its number puts these texts aside in between.
    ///
    /// # Panics
    /// If there is no such document.
    pub fn needs_text(&self, document: DocumentId) -> bool {
        self.asked[document.index()]
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
    /// order of items alone, and not on what is kept.
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
        let decisions = self.decide_with_progress(fetch, &Progress::unobserved())?;
        Ok(decisions.expect("nobody stops it"))
    }

    /// Does what [`decide`](RemovalPlanner::decide) does, while an observer watches.
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
        Ok(self.decide_with_progress(fetch, &Progress::observed_by(observer))??)
    }

    /// The outer error is the first one of `fetch`, the inner one that the run was stopped.
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
            self.step(step, &fetch, &mut decisions)?;
            progress.advance(step.len());
            state = progress.check();
        }
        Ok(state.map(|()| self.removals(decisions)))
    }

    /// The items that share a bucket, in their order.
    pub(super) fn open(&self) -> Vec<u32> {
        let numbers = 0..self.order.len() as u32;
        numbers.filter(|&number| self.candidates.has_any(number)).collect()
    }

    /// What it takes to read items again.
    pub(super) fn reader<'s, F>(&'s self, fetch: &'s F) -> ItemReader<'s, F> {
        ItemReader {
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
        decisions: &mut Decisions,
    ) -> std::result::Result<(), E>
    where
        F: Fn(DocumentId) -> std::result::Result<T, E> + Sync,
        T: AsRef<str>,
        E: Send,
    {
        let reader = self.reader(fetch);
        let free: Vec<u32> =
            step.iter().copied().filter(|&number| !self.is_reference(number)).collect();
        let earlier: Vec<EarlierItems> =
            free.par_iter().map(|&number| self.candidates.before(number)).collect();
        // Pairs with an earlier step, whose second item is known to be kept, and pairs within this one.
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
        let both = before.iter().chain(&within);
        let readings = reader.read(both.flat_map(|&(a, b)| [a, b]).collect())?;
        decisions.changed.extend(readings.changed().map(|number| reader.item(number).source));
        // The pairs of one item are compared up to the first that removes it.
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
        within.retain(|&(number, other)| decisions.is_kept(number) && decisions.is_kept(other));
        let found: Vec<ComparisonResult> = within
            .par_iter()
            .map(|&(number, other)| reader.compare(&readings, other, number))
            .collect();
        for (&(number, other), found) in within.iter().zip(found) {
            decisions.record(number, other, found);
        }
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
            // Nothing is removed for the sake of a text that is another one by now.
            let is_changed = decisions.changed.binary_search(&kept.source).is_ok();
            if self.is_reference_item(copy) || is_changed {
                continue;
            }
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

/// The candidates among the distinct items of the by_class.
fn candidates(
    items: &[Item],
    classes: Vec<WidthClass>,
    by_class: [ClassItems; 2],
    bands: usize,
    (order, numbers): (&[u32], &[u32]),
    progress: &Progress<'_>,
) -> Result<Candidates> {
    let number = |item: u32| {
        let number = numbers[item as usize];
        (order[number as usize] == item).then_some(number)
    };
    let mut has_keys = vec![false; items.len()];
    for &item in by_class.iter().flat_map(|class_items| &class_items.items) {
        has_keys[item as usize] = true;
    }
    // The content is one more band, for items that are alike only with the same tokens.
    let (contents, without): (Vec<u64>, Vec<u32>) = (0u32..)
        .zip(order)
        .filter(|&(_, &item)| !has_keys[item as usize])
        .map(|(number, &item)| (items[item as usize].content.0 as u64, number))
        .unzip();
    drop(has_keys);
    progress.stage(Stage::Candidates, 1 + 2 * bands)?;
    let buckets = move |join: &mut BandJoin, band: usize| {
        let Some(band) = band.checked_sub(1) else {
            return join.join_ids(&contents, &without);
        };
        let class_items = &by_class[band / bands];
        let entries = (0..).zip(&class_items.items);
        let (keys, numbers): (Vec<u64>, Vec<u32>) = entries
            .filter_map(|(place, &item)| {
                Some((class_items.key(place, band % bands, bands), number(item)?))
            })
            .unzip();
        join.join_ids(&keys, &numbers)
    };
    let candidates = Candidates::new(classes, [1 + bands, bands], move |join, band| {
        progress.piece(1, || buckets(join, band))
    })?;
    progress.check()?;
    Ok(candidates)
}

/// The items, the one that is rather kept before the other. Of segments it is their own length that
/// counts: that of their document changes with what is removed from it.
fn in_order(items: &[Item], documents: &[DocumentRecord], places: &[u32], keep: Keep) -> Vec<u32> {
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
