//! Segments that match, joined to blocks, each place verified against the medoid.

use super::candidates::{Search, fold_identical, matches, stars};
use super::engine::Detector;
use super::findings::{RepeatGroup, SourceOccurrence};
use super::ingest::{Ingested, Item};
use super::observer::Stage;
use super::parallel::prelude::*;
use super::progress::Progress;
use crate::error::Result;
use crate::hash::ContentHash;
use crate::item::{Scratch, WidthClass};
use crate::matching::{Block, Match, blocks};
use crate::model::{Similarity, Span};
use crate::report::{Truncated, Work};
use crate::shingle::ShingleSet;
use crate::text::TokenRow;
use std::cmp::Reverse;
use std::mem::take;
use std::ops::Range;

/// How many different wordings of a block are tried as its medoid, the most frequent ones, beside
/// the one that is made of the centres of stars.
const MEDOID_CANDIDATES: usize = 16;

/// How many medoids a block has at most. Whoever builds wordings of several segments that resemble
/// one another in no whole, and in each segment only through another, would make as many medoids
/// as wordings, and each is held against all that are left.
const MAX_MEDOIDS: usize = 64;

/// Everything of the unit that is told more than once, in at least the least number of words.
pub(super) fn repeated_blocks(
    detector: &Detector,
    ingested: &Ingested<'_>,
    progress: &Progress<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Result<Vec<RepeatGroup>> {
    let items = &ingested.segments().items;
    let first = fold_identical(items);
    let search = Search {
        detector,
        sources: &ingested.sources,
        table: ingested.segments(),
        comparison: &detector.settings().segments,
        first: &first,
        progress,
    };
    let found = matches(&search, truncated, work)?;
    let class = classes(detector, ingested, &first, &found, truncated, work);
    let documents = by_source(items, ingested.sources.len());
    let rows: Vec<Vec<Option<u32>>> =
        documents.iter().map(|range| class[range.clone()].to_vec()).collect();
    let is_centre: Vec<bool> =
        class.iter().zip(&first).map(|(class, first)| *class == Some(*first)).collect();
    let blocks = blocks(&rows);
    progress.stage(Stage::Grouping, blocks.len())?;
    let parts: Vec<BlockGroups> = blocks
        .par_iter()
        .map(|block| {
            let block_groups =
                || Wordings::of(detector, ingested, block, &documents, &is_centre).into_groups();
            progress.piece(1, block_groups)
        })
        .collect();
    progress.check()?;
    let mut groups = Vec::new();
    for mut part in parts {
        groups.append(&mut part.groups);
        truncated.unresolved += part.unresolved;
        work.compared += part.compared;
    }
    Ok(groups)
}

/// For each item, the number shared by all that match its star's centre; `None` for items that
/// match nothing.
fn classes(
    detector: &Detector,
    ingested: &Ingested<'_>,
    first: &[u32],
    found: &[Match],
    truncated: &mut Truncated,
    work: &mut Work,
) -> Vec<Option<u32>> {
    let items = &ingested.segments().items;
    let mut copies = vec![0u32; items.len()];
    for &first in first {
        copies[first as usize] += 1;
    }
    let mut degree = vec![0u32; items.len()];
    for found in found {
        degree[found.a as usize] += copies[found.b as usize];
        degree[found.b as usize] += copies[found.a as usize];
    }
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.par_sort_unstable_by_key(|&i| {
        let i = i as usize;
        (Reverse(degree[i] + copies[i]), Reverse(items[i].fifths), i)
    });
    let mut class: Vec<Option<u32>> = first.iter().map(|&first| Some(first)).collect();
    let comparison = &detector.settings().segments;
    let stars = stars(detector, &ingested.sources, items, comparison, &order, found);
    truncated.unresolved += stars.unresolved;
    work.compared += stars.compared;
    for star in stars.clusters {
        for member in star.members {
            class[member.index as usize] = Some(star.representative);
        }
    }
    // Copies go with the first of their content.
    for item in 0..items.len() {
        class[item] = class[first[item] as usize];
    }
    let mut size = vec![0u32; items.len()];
    for class in class.iter().flatten() {
        size[*class as usize] += 1;
    }
    class.into_iter().map(|class| class.filter(|&class| size[class as usize] > 1)).collect()
}

/// The range of items of each source.
fn by_source(items: &[Item], sources: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(sources);
    let mut start = 0;
    for source in 0..sources as u32 {
        let end = start + items[start..].iter().take_while(|item| item.source == source).count();
        ranges.push(start..end);
        start = end;
    }
    ranges
}

/// The different wordings of one block, and where each stands.
struct Wordings<'b> {
    detector: &'b Detector,
    ingested: &'b Ingested<'b>,
    all: Vec<Wording<'b>>,
    threshold: Similarity,
    /// What each place and the medoid have in common at least, in fifths of a word.
    least: usize,
}

/// What a block comes to.
#[derive(Default)]
struct BlockGroups {
    groups: Vec<RepeatGroup>,
    /// The wordings that stand in one place and were not held against all others.
    unresolved: usize,
    compared: u64,
}

struct Wording<'b> {
    items: &'b [Item],
    /// How many of its segments are the centre of a star, in this wording.
    centres: usize,
    shingles: ShingleSet,
    occurrences: Vec<SourceOccurrence>,
}

impl<'b> Wordings<'b> {
    fn of(
        detector: &'b Detector,
        ingested: &'b Ingested<'_>,
        block: &Block,
        documents: &[Range<usize>],
        is_centre: &[bool],
    ) -> Wordings<'b> {
        let comparison = &detector.settings().segments;
        let least = 5 * detector.settings().min_words;
        let mut places: Vec<(Vec<ContentHash>, &[Item], usize)> = block
            .places
            .iter()
            .map(|place| {
                let start = documents[place.document as usize].start + place.first_segment as usize;
                let range = start..start + block.length;
                let centres = is_centre[range.clone()].iter().filter(|&&centre| centre).count();
                let items = &ingested.segments().items[range];
                (items.iter().map(|item| item.content).collect(), items, centres)
            })
            .filter(|&(_, items, _)| fifths(items) >= least)
            .collect();
        places.sort_by(|a, b| a.0.cmp(&b.0).then(position(a.1).cmp(&position(b.1))));
        let lengths = places.iter().map(|(_, items, _)| fifths(items));
        let width = WidthClass::among(comparison, lengths).words(comparison);
        let mut scratch = Scratch::default();
        let mut wordings: Vec<Wording<'b>> = Vec::new();
        for group in places.chunk_by(|a, b| a.0 == b.0) {
            let (_, items, centres) = group[0];
            let text = ingested.sources[items[0].source as usize].document.text();
            let shingles =
                scratch.shingles_of(detector.tokenizer(), &text[span(items).range()], width);
            wordings.push(Wording {
                items,
                centres,
                shingles: ShingleSet::from_shingles(shingles),
                occurrences: group.iter().map(|(_, items, _)| source_occurrence(items)).collect(),
            });
        }
        let mut wordings =
            Wordings { detector, ingested, all: wordings, threshold: comparison.threshold, least };
        wordings.sort();
        wordings
    }

    /// The most frequent wording first.
    fn sort(&mut self) {
        self.all
            .sort_by_key(|wording| (Reverse(wording.occurrences.len()), position(wording.items)));
    }

    /// Takes the wording that most places resemble as the medoid, and goes on with the rest.
    fn into_groups(mut self) -> BlockGroups {
        let mut found = BlockGroups::default();
        for _ in 0..MAX_MEDOIDS {
            if self.all.iter().map(|wording| wording.occurrences.len()).sum::<usize>() < 2 {
                return found;
            }
            // What made this a block is that each segment matches the centre of its star. That wording
            // may stand in one place only, behind any number of others that match nothing but it.
            let central = (0..self.all.len())
                .max_by_key(|&wording| (self.all[wording].centres, Reverse(wording)));
            let candidates = 0..self.all.len().min(MEDOID_CANDIDATES);
            let medoid = candidates
                .chain(central)
                .max_by_key(|&candidate| {
                    found.compared += self.all.len() as u64;
                    let (places, similarity) = self.support(candidate);
                    (places, similarity, Reverse(candidate))
                })
                .expect("there is a wording left");
            let centre = self.all.swap_remove(medoid);
            found.compared += self.all.len() as u64;
            let mut row_of_centre = None;
            let (members, rest) = take(&mut self.all).into_iter().partition(|wording| {
                wording.shingles.resemblance(&centre.shingles) >= self.threshold && {
                    let of_centre = row_of_centre.get_or_insert_with(|| self.row(&centre));
                    of_centre.common_fifths(&self.row(wording)) >= self.least
                }
            });
            self.all = rest;
            self.sort();
            found.groups.extend(repeat_group(centre, members));
        }
        for wording in self.all {
            match repeat_group(wording, Vec::new()) {
                Some(copies) => found.groups.push(copies),
                None => found.unresolved += 1,
            }
        }
        // A single one that is left was held against every medoid, and there is no other.
        found.unresolved = if found.unresolved > 1 { found.unresolved } else { 0 };
        found
    }

    fn row(&self, wording: &Wording<'_>) -> TokenRow {
        row(self.detector, self.ingested, &wording.occurrences[0])
    }

    /// How many places match the candidate, and how well all of them together, in millionths.
    fn support(&self, candidate: usize) -> (usize, u64) {
        let centre = &self.all[candidate].shingles;
        let mut support = (0, 0);
        for wording in &self.all {
            let similarity = wording.shingles.resemblance(centre);
            if similarity >= self.threshold {
                support.0 += wording.occurrences.len();
                support.1 += (similarity.get() * 1e6) as u64 * wording.occurrences.len() as u64;
            }
        }
        support
    }
}

/// The places of a medoid's wording and of those that match it; `None` for a single place.
fn repeat_group(centre: Wording<'_>, members: Vec<Wording<'_>>) -> Option<RepeatGroup> {
    let same_words = members.is_empty();
    let medoid_at = (centre.occurrences[0].source, centre.occurrences[0].span);
    let mut occurrences = centre.occurrences;
    for wording in members {
        let similarity = wording.shingles.resemblance(&centre.shingles);
        occurrences.extend(
            wording
                .occurrences
                .into_iter()
                .map(|occurrence| SourceOccurrence { similarity, ..occurrence }),
        );
    }
    occurrences.sort_by_key(|occurrence| (occurrence.source, occurrence.span));
    let medoid = occurrences
        .iter()
        .position(|occurrence| (occurrence.source, occurrence.span) == medoid_at)?;
    (occurrences.len() > 1).then_some(RepeatGroup {
        occurrences,
        medoid,
        same_words,
        boilerplate: false,
    })
}

/// The tokens of a place.
pub(super) fn row(
    detector: &Detector,
    ingested: &Ingested<'_>,
    occurrence: &SourceOccurrence,
) -> TokenRow {
    let mut row = TokenRow::default();
    let text = ingested.sources[occurrence.source as usize].document.text();
    detector.tokenizer().extend(&mut row, &text[occurrence.span.range()]);
    row
}

fn fifths(items: &[Item]) -> usize {
    items.iter().map(|item| item.fifths).sum()
}

fn span(items: &[Item]) -> Span {
    let (first, last) = (items.first().expect("a block"), items.last().expect("a block"));
    Span::new(first.span.start, last.span.end)
}

fn position(items: &[Item]) -> (u32, usize) {
    (items[0].source, items[0].span.start)
}

fn source_occurrence(items: &[Item]) -> SourceOccurrence {
    SourceOccurrence {
        source: items[0].source,
        span: span(items),
        fifths: fifths(items),
        similarity: Similarity::ONE,
    }
}
