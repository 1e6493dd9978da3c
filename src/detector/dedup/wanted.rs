//! What of the texts is at hand for the comparisons of one step?

use super::remove::Remove;
use crate::detector::engine::Detector;
use crate::detector::parallel::prelude::*;
use crate::detector::survey::{Item, Scratch, could_match_short, is_short};
use crate::facts::{Scope, Statement};
use crate::hash::content_hash;
use crate::matching::verify;
use crate::model::{DocumentId, Similarity};
use crate::report::Comparison;
use crate::shingle::ShingleSets;
use crate::text::Unit;

/// The shingle sets of some items, for one step.
pub(super) struct Wanted {
    /// The numbers of the items, ascending.
    numbers: Vec<u32>,
    /// For each of them the set of either width; empty where that width is never asked for.
    normal: ShingleSets,
    short: ShingleSets,
    statements: Vec<Statement>,
    /// Whether its text is not the one that was read first.
    changed: Vec<bool>,
}

/// What it takes to read an item again.
#[derive(Clone, Copy)]
pub(super) struct Rereading<'s, F> {
    pub(super) detector: &'s Detector,
    pub(super) comparison: &'s Comparison,
    pub(super) items: &'s [Item],
    /// For each number, the item that has it.
    pub(super) order: &'s [u32],
    /// Which items may be removed.
    pub(super) remove: Remove,
    pub(super) fetch: &'s F,
}

impl<F> Rereading<'_, F> {
    pub(super) fn item(&self, number: u32) -> &Item {
        &self.items[self.order[number as usize] as usize]
    }

    /// Reads the items of these numbers again.
    pub(super) fn read<T, E>(&self, mut numbers: Vec<u32>) -> Result<Wanted, E>
    where
        F: Fn(DocumentId) -> Result<T, E> + Sync,
        T: AsRef<str>,
        E: Send,
    {
        numbers.sort_unstable();
        numbers.dedup();
        // A document is asked for once, whatever the number of its segments.
        let mut by_document: Vec<(u32, u32)> =
            numbers.iter().map(|&number| (self.item(number).source, number)).collect();
        by_document.sort_unstable();
        let documents: Vec<&[(u32, u32)]> = by_document.chunk_by(|a, b| a.0 == b.0).collect();
        let parts: Vec<Vec<(u32, Sets)>> = documents
            .par_iter()
            .map_init(Scratch::default, |scratch, items| {
                let text = (self.fetch)(DocumentId(items[0].0))?;
                let read = items.iter().map(|&(_, number)| {
                    (number, self.sets(scratch, self.item(number), text.as_ref()))
                });
                Ok(read.collect())
            })
            .collect::<Result<_, E>>()?;
        let mut read: Vec<(u32, Sets)> = parts.into_iter().flatten().collect();
        read.sort_unstable_by_key(|&(number, _)| number);
        let (mut normal, mut short) = (ShingleSets::new(), ShingleSets::new());
        let mut statements = Vec::with_capacity(read.len());
        let mut changed = Vec::with_capacity(read.len());
        for (_, sets) in read {
            normal.push(&sets.normal);
            short.push(&sets.short);
            statements.push(sets.statement);
            changed.push(sets.changed);
        }
        Ok(Wanted { numbers, normal, short, statements, changed })
    }

    fn sets(&self, scratch: &mut Scratch, item: &Item, text: &str) -> Sets {
        let mut sets = Sets {
            normal: Vec::new(),
            short: Vec::new(),
            statement: Statement::new(""),
            changed: true,
        };
        let whole = self.detector.settings().unit == Unit::Document;
        let Some(text) = text.get(item.span.range()).filter(|part| !whole || *part == text) else {
            return sets;
        };
        scratch.row.clear();
        self.detector.tokenizer().extend(&mut scratch.row, text);
        if content_hash(&scratch.row.hashes) != item.content {
            return sets;
        }
        sets.changed = false;
        sets.statement = Statement::new(text);
        if !is_short(self.comparison, item.fifths) {
            scratch.shingle_row(self.comparison.shingle_width);
            sets.normal.clone_from(&scratch.shingles);
        }
        if could_match_short(self.comparison, item.fifths, &scratch.row.hashes) {
            scratch.shingle_row(self.comparison.short_width);
            sets.short.clone_from(&scratch.shingles);
        }
        sets
    }

    /// Compares an item with one that is kept.
    pub(super) fn compare(&self, wanted: &Wanted, kept: u32, item: u32) -> Comparing {
        let least = 5 * self.detector.settings().min_words;
        let sides = [kept, item];
        // What is the same came to one number; few words are alike too soon.
        if sides.iter().any(|&number| self.item(number).fifths < least) {
            return Comparing::Apart;
        }
        let short = sides.iter().any(|&number| is_short(self.comparison, self.item(number).fifths));
        let sets = if short { &wanted.short } else { &wanted.normal };
        let [kept_place, place] = sides.map(|number| wanted.place(number));
        let Some(found) = verify(sets, kept_place, place, self.comparison.threshold) else {
            return Comparing::Apart;
        };
        let [kept_says, says] = [kept_place, place].map(|at| &wanted.statements[at as usize]);
        let whole = self.detector.settings().unit == Unit::Document;
        let scope = if whole { Scope::Document } else { Scope::Segment };
        let equivalent = !says.says_more_than(kept_says, scope);
        match self.remove {
            Remove::Identical if equivalent => Comparing::Equivalent,
            Remove::Identical => Comparing::SaysMore,
            Remove::Equivalent if !equivalent => Comparing::SaysMore,
            _ => Comparing::Repeats { kept, resemblance: found.resemblance, equivalent },
        }
    }
}

/// What comes of comparing an item with one that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Comparing {
    /// They are not alike.
    Apart,
    /// They are alike, and the item says something that the kept one does not.
    SaysMore,
    /// The item says nothing that the kept one does not, and stays all the same.
    Equivalent,
    /// The item repeats the kept one, of this number.
    Repeats { kept: u32, resemblance: Similarity, equivalent: bool },
}

/// What is read of one item.
struct Sets {
    normal: Vec<u64>,
    short: Vec<u64>,
    statement: Statement,
    changed: bool,
}

impl Wanted {
    fn place(&self, number: u32) -> u32 {
        self.numbers.binary_search(&number).expect("every item that is compared was read") as u32
    }

    /// The numbers of the items whose text has changed.
    pub(super) fn changed(&self) -> impl Iterator<Item = u32> {
        self.numbers.iter().zip(&self.changed).filter(|(_, changed)| **changed).map(|(&n, _)| n)
    }
}
