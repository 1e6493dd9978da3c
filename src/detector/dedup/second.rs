//! Between the two readings: what repeats what.

use super::candidates::Candidates;
use super::decided::Decided;
use super::distinct::Distinct;
use super::read::Read;
use super::removal::{Removal, Removals};
use super::remove::Remove;
use super::wanted::{Comparing, Rereading};
use crate::detector::engine::Detector;
use crate::detector::parallel::prelude::*;
use crate::detector::survey::{Item, Level};
use crate::facts::Marks;
use crate::matching::Keep;
use crate::model::{DocumentId, Similarity};
use crate::report::Comparison;
use std::cmp::Reverse;

/// How many items are decided in one step, side by side.
const STEP: usize = 256;

/// With how many kept items one is compared at most.
const MOST: usize = 64;

/// What stands between the two readings: the candidates, to be held against their texts.
///
/// Made by [`FirstPass::finish`](super::FirstPass::finish).
///
/// # Examples
/// ```
/// use retold::{Detector, DocumentId, Unit};
///
/// let texts = ["a red sun over the sea", "nothing of the kind", "A red sun\nover the sea"];
/// let mut first = Detector::builder().unit(Unit::Document).build()?.first_pass();
/// first.add(&texts);
/// let second = first.finish();
/// let asked: Vec<bool> = (0..3).map(|id| second.asks_for(DocumentId(id))).collect();
/// assert_eq!(asked, [false; 3], "documents that are the same need no comparison");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct SecondPass {
    detector: Detector,
    comparison: Comparison,
    items: Vec<Item>,
    /// The items that are compared, in the order in which they are decided; their places here are
    /// their numbers.
    order: Vec<u32>,
    /// For each item, the number of the first one that says the same.
    numbers: Vec<u32>,
    /// The items that say the same as one that is decided before them.
    copies: Vec<u32>,
    candidates: Candidates,
    remove: Remove,
    /// For each document, whether its text will be asked for.
    asked: Vec<bool>,
    /// For each document, whether nothing of it may be removed.
    references: Vec<bool>,
}

impl SecondPass {
    pub(super) fn new(
        detector: Detector,
        comparison: Comparison,
        documents: &[Read],
        level: Level,
        marks: &[Marks],
    ) -> SecondPass {
        let Level { items, normal, short } = level;
        let Distinct { order, numbers, copies } =
            Distinct::of(&items, marks, in_order(&items, documents, detector.settings().keep));
        let bands = comparison.banding.expect("set where the first reading starts").bands();
        let candidates = Candidates::new([normal, short], bands, order.len(), |item| {
            let number = numbers[item as usize];
            (order[number as usize] == item).then_some(number)
        });
        let mut asked = vec![false; documents.len()];
        for (number, &item) in (0u32..).zip(&order) {
            if candidates.has_any(number) {
                asked[items[item as usize].source as usize] = true;
            }
        }
        let references = documents.iter().map(|document| document.reference).collect();
        SecondPass {
            detector,
            comparison,
            items,
            order,
            numbers,
            copies,
            candidates,
            remove: Remove::default(),
            asked,
            references,
        }
    }

    /// Whether the text of a document will be asked for again, perhaps more than once.
    ///
    /// Who cannot read a document by its number puts these texts aside in between.
    ///
    /// # Panics
    /// If there is no such document.
    pub fn asks_for(&self, document: DocumentId) -> bool {
        self.asked[document.index()]
    }

    /// Chooses what is removed; [`Remove::Equivalent`] unless this is called.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    /// use retold::detector::Remove;
    ///
    /// let report = |day: &str, yen: u32| {
    ///     format!(
    ///         "On {day} the price of rice in the city rose to {yen} yen a sack in quiet trade, and \
    ///          the dealers at the market said that they were pleased with the weather and the road"
    ///     )
    /// };
    /// let texts = [report("Monday", 133), report("Tuesday", 137)];
    /// let detector = Detector::builder().unit(Unit::Document).threshold(0.4).build()?;
    /// let second = || {
    ///     let mut first = detector.first_pass();
    ///     first.add(&texts);
    ///     first.finish()
    /// };
    /// let fetch = |id: retold::DocumentId| Ok::<_, ()>(&texts[id.index()]);
    /// let removals = second().decide(fetch).unwrap();
    /// assert_eq!((removals.removed.len(), removals.other_facts), (0, 1));
    /// let removals = second().removing(Remove::Similar).decide(fetch).unwrap();
    /// assert_eq!((removals.removed.len(), removals.other_facts), (1, 0));
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn removing(mut self, remove: Remove) -> SecondPass {
        self.remove = remove;
        self
    }

    /// Decides in the order of [`Keep`] which items are kept: each that repeats none that is kept
    /// already. An item that is removed repeats the first of the kept ones that it matches; nothing
    /// is removed for the sake of something that is removed itself.
    ///
    /// An item repeats another one if both are the same but for case, white space and the form of
    /// quotes; or, unless [`Remove::Identical`] is chosen, if they resemble one another, both have
    /// [`min_words`](crate::DetectorBuilder::min_words) words and more, and the one that is removed
    /// says nothing that the other does not ([`states_more`](crate::facts::states_more)). With
    /// [`Remove::Similar`] it may.
    ///
    /// Of whole documents ([`Unit::Document`](crate::Unit)), changes in boilerplate lines are
    /// overlooked (menus, buttons, page counters and the day of printing, before and behind the
    /// running text), and one ordinary word in 200 may be another one: a word in small letters that
    /// neither text has elsewhere, no fact, and no likely opposite of the word in its place.
    ///
    /// `fetch` gives the text of a document again; it is called from the threads of the current
    /// rayon pool, for a few hundred documents at a time, whose shingles and texts are the memory
    /// that this takes. The answer does not depend on the number of threads.
    ///
    /// An item is compared with at most 64 kept ones, those that share most buckets with it.
    ///
    /// # Errors
    /// The first error of `fetch`.
    pub fn decide<T, E>(
        mut self,
        fetch: impl Fn(DocumentId) -> Result<T, E> + Sync,
    ) -> Result<Removals, E>
    where
        T: AsRef<str>,
        E: Send,
    {
        let mut decided = Decided::new(self.order.len());
        let open: Vec<u32> =
            (0..self.order.len() as u32).filter(|&n| self.candidates.has_any(n)).collect();
        for step in open.chunks(STEP) {
            self.step(step, &fetch, &mut decided)?;
        }
        Ok(self.removals(decided))
    }

    /// Decides some items whose forerunners are all decided.
    fn step<F, T, E>(&mut self, step: &[u32], fetch: &F, decided: &mut Decided) -> Result<(), E>
    where
        F: Fn(DocumentId) -> Result<T, E> + Sync,
        T: AsRef<str>,
        E: Send,
    {
        let rereading = Rereading {
            detector: &self.detector,
            comparison: &self.comparison,
            items: &self.items,
            order: &self.order,
            remove: self.remove,
            fetch,
        };
        let candidates = &self.candidates;
        let free: Vec<u32> = step
            .iter()
            .copied()
            .filter(|&number| !self.is_reference(self.order[number as usize]))
            .collect();
        let before: Vec<(Vec<u32>, bool)> = free
            .par_iter()
            .map(|&number| {
                let mut found = Vec::new();
                let more = candidates.of(number, MOST, &mut found);
                (found, more)
            })
            .collect();
        let within = within(candidates, step, &free);
        let mut wanted: Vec<u32> = before.iter().flat_map(|(found, _)| found).copied().collect();
        wanted.extend(within.iter().flat_map(|&(a, b)| [a, b]));
        wanted.extend(
            free.iter().zip(&before).filter(|(_, (found, _))| !found.is_empty()).map(|(&n, _)| n),
        );
        let wanted = rereading.read(wanted)?;
        decided.changed.extend(wanted.changed().map(|number| rereading.item(number).source));
        let earlier: Vec<Comparing> = free
            .par_iter()
            .zip(&before)
            .map(|(&number, (found, _))| {
                let mut result = Comparing::Apart;
                for &kept in found {
                    match rereading.compare(&wanted, kept, number) {
                        repeats @ Comparing::Repeats { .. } => return repeats,
                        Comparing::Equivalent => result = Comparing::Equivalent,
                        Comparing::SaysMore if !matches!(result, Comparing::Equivalent) => {
                            result = Comparing::SaysMore;
                        }
                        Comparing::SaysMore | Comparing::Apart => {}
                    }
                }
                result
            })
            .collect();
        for (&number, &found) in free.iter().zip(&earlier) {
            decided.take(number, found);
        }
        let beside: Vec<Comparing> = within
            .par_iter()
            .map(|&(kept, number)| {
                if decided.is_kept(kept) && decided.is_kept(number) {
                    rereading.compare(&wanted, kept, number)
                } else {
                    Comparing::Apart
                }
            })
            .collect();
        // Ascending by the second item, then by the first: each is decided before it decides.
        for (&(kept, number), &found) in within.iter().zip(&beside) {
            if decided.is_kept(kept) && decided.is_kept(number) {
                decided.take(number, found);
            }
        }
        for (&number, (_, more)) in free.iter().zip(&before) {
            decided.unresolved += usize::from(*more && decided.is_kept(number));
        }
        for &number in step {
            if decided.is_kept(number) {
                self.candidates.put(number);
            }
        }
        Ok(())
    }

    /// Whether an item stands in a reference corpus.
    fn is_reference(&self, item: u32) -> bool {
        self.references[self.items[item as usize].source as usize]
    }

    fn removals(self, mut decided: Decided) -> Removals {
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
            if self.is_reference(copy) || is_changed {
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
            removed,
            unresolved: decided.unresolved,
            equivalent,
            other_facts,
            changed: decided.changed.into_iter().map(DocumentId).collect(),
        }
    }
}

/// Pairs of items of one step that share a bucket, the second of which is free to be removed, by
/// the second, then by the first.
fn within(candidates: &Candidates, step: &[u32], free: &[u32]) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u32, u32)> = step
        .iter()
        .flat_map(|&number| candidates.buckets(number).iter().map(move |&bucket| (bucket, number)))
        .collect();
    entries.sort_unstable();
    let mut pairs = Vec::new();
    for bucket in entries.chunk_by(|a, b| a.0 == b.0) {
        for (i, &(_, later)) in bucket.iter().enumerate() {
            if free.binary_search(&later).is_err() {
                continue;
            }
            pairs.extend(bucket[..i].iter().map(|&(_, earlier)| (later, earlier)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(later, earlier)| (earlier, later)).collect()
}

/// The items, those first that are rather kept. Of segments it is their own length that counts:
/// that of their document changes with what is removed from it.
fn in_order(items: &[Item], documents: &[Read], keep: Keep) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    // Items stand in the order of documents and of their places.
    order.par_sort_by_key(|&item| {
        let item = &items[item as usize];
        let document = documents[item.source as usize];
        let rank = if keep == Keep::Rank { document.rank } else { 0 };
        let length = if keep == Keep::First { 0 } else { item.fifths };
        (!document.reference, rank, Reverse(length))
    });
    order
}
