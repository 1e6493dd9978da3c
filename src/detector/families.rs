//! Repeated blocks of segments, where the unit is smaller than the document and is not the passage.
//!
//! 1. Matching segments get a *class*: the number of the centre of their star (`candidates::stars`).
//! 2. `matching::blocks` joins consecutive segments into blocks: runs of classes that occur several times.
//! 3. Each block is checked as a whole. Occurrences with the same tokens are one *wording*. The wording
//!    that most occurrences resemble is the medoid. The wordings that reach the threshold against it become
//!    a group with it; the rest is grouped again.
//!
//! Step 3 is needed since every segment of a block matches the centre of its own star, and that says
//! nothing about the blocks as wholes.
//!
//! Worked example: the paragraphs P Q occur in 3 documents, P1 Q in 2 and P2 Q2 in 1; P1 and P2 resemble P, and
//! Q2 resembles Q. The wordings are PQ (3), P1Q (2) and P2Q2 (1). PQ is the medoid and P1Q is in its group. If
//! P2Q2 is below the threshold as a whole, it is in no group, since it occurs once.
//!
//! Cost: at most [`MAX_MEDOIDS`] rounds a block; a round compares [`MEDOID_CANDIDATES`] + 1 wordings with all.

use super::candidates::{Search, fold_identical, matches, stars};
use super::engine::Detector;
use super::findings::{RepeatGroup, SourceOccurrence};
use super::ingest::{Ingested, Item};
use super::observer::Stage;
use super::parallel::prelude::*;
use super::progress::{Progress, TextPieces};
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

/// How many wordings of a block are tried as its medoid: the most frequent ones. The wording that consists
/// of centres of stars is tried too.
const MEDOID_CANDIDATES: usize = 16;

/// The largest number of medoids of a block. Texts can be made of which no two wordings are alike as
/// wholes although all segments are in the same classes. Each wording would be a medoid then, and the
/// comparisons would be the square of the wordings.
const MAX_MEDOIDS: usize = 64;

/// The observer is asked after so many comparisons.
const ASKED_AFTER: usize = 1_024;

/// All repeated blocks of segments of at least the minimum number of words.
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
    let class = classes(detector, ingested, &first, &found, progress, truncated, work);
    progress.check()?;
    let documents = by_source(items, ingested.sources.len());
    // The classes of the segments of each document, in order: what `blocks` joins.
    let rows: Vec<Vec<Option<u32>>> =
        documents.iter().map(|range| class[range.clone()].to_vec()).collect();
    let is_centre: Vec<bool> =
        class.iter().zip(&first).map(|(class, first)| *class == Some(*first)).collect();
    let blocks = blocks(&rows);
    progress.stage(Stage::Grouping, blocks.len())?;
    let parts: Vec<BlockGroups> = blocks
        .par_iter()
        .map(|block| {
            progress.piece(1, || {
                let wordings =
                    Wordings::of(detector, ingested, block, &documents, &is_centre, progress);
                wordings.into_groups()
            })
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

/// The class of each item, which is the number of its star's centre; `None` for items that match nothing.
fn classes(
    detector: &Detector,
    ingested: &Ingested<'_>,
    first: &[u32],
    found: &[Match],
    progress: &Progress<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Vec<Option<u32>> {
    let items = &ingested.segments().items;
    // Centres are tried by the number of occurrences that they match, their own included, then by
    // length. So a frequent wording is the centre rather than a rare one.
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
    let stars = stars(detector, &ingested.sources, items, comparison, &order, found, progress);
    truncated.unresolved += stars.unresolved;
    work.compared += stars.compared;
    for star in stars.clusters {
        for member in star.members {
            class[member.index as usize] = Some(star.representative);
        }
    }
    // An item with the tokens of an earlier one has the class of that one.
    for item in 0..items.len() {
        class[item] = class[first[item] as usize];
    }
    // A class of one item repeats nothing.
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

/// The distinct wordings of one block that are in no group yet, the most frequent first.
struct Wordings<'b> {
    detector: &'b Detector,
    ingested: &'b Ingested<'b>,
    all: Vec<Wording<'b>>,
    threshold: Similarity,
    /// The length that each occurrence must have in common with the medoid, in fifths of a word.
    least: usize,
    progress: &'b Progress<'b>,
}

/// The groups of one block.
#[derive(Default)]
struct BlockGroups {
    groups: Vec<RepeatGroup>,
    /// The wordings that occur once and were not compared with all others.
    unresolved: usize,
    compared: u64,
}

struct Wording<'b> {
    items: &'b [Item],
    /// How many of its segments are centres of stars.
    centres: usize,
    shingles: ShingleSet,
    occurrences: Vec<SourceOccurrence>,
}

impl<'b> Wordings<'b> {
    /// If the observer stops the run, wordings are missing.
    fn of(
        detector: &'b Detector,
        ingested: &'b Ingested<'_>,
        block: &Block,
        documents: &[Range<usize>],
        is_centre: &[bool],
        progress: &'b Progress<'_>,
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
        // Occurrences with the same content hashes of all segments are one wording.
        places.sort_by(|a, b| a.0.cmp(&b.0).then(position(a.1).cmp(&position(b.1))));
        let lengths = places.iter().map(|(_, items, _)| fifths(items));
        // One width for all wordings of a block, the short one if any of them is short.
        let width = WidthClass::among(comparison, lengths).words(comparison);
        let mut scratch = Scratch::default();
        let mut wordings: Vec<Wording<'b>> = Vec::new();
        let mut pieces = TextPieces::new(progress);
        for group in places.chunk_by(|a, b| a.0 == b.0) {
            let (_, items, centres) = group[0];
            if !pieces.add(0, span(items).len()) {
                break;
            }
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
        let (all, threshold) = (wordings, comparison.threshold);
        let mut wordings = Wordings { detector, ingested, all, threshold, least, progress };
        wordings.sort();
        wordings
    }

    /// Sorts the most frequent wording first, then by position.
    fn sort(&mut self) {
        self.all
            .sort_by_key(|wording| (Reverse(wording.occurrences.len()), position(wording.items)));
    }

    /// Repeatedly takes the wording that most occurrences resemble as a medoid, and forms its group.
    fn into_groups(mut self) -> BlockGroups {
        let mut found = BlockGroups::default();
        for _ in 0..MAX_MEDOIDS {
            let places = self.all.iter().map(|wording| wording.occurrences.len()).sum::<usize>();
            if places < 2 || self.progress.is_stopped() {
                return found;
            }
            // The wording of all centres is what the others have in common, so it is tried even if it
            // is rare: 1,000 wordings may each occur once and match only that one.
            let central = (0..self.all.len())
                .max_by_key(|&wording| (self.all[wording].centres, Reverse(wording)));
            // A medoid is chosen by the occurrences that it covers, then by how similar these are, then
            // by its place in the order, so that the choice does not depend on threads.
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
            // A high resemblance of two short texts is not enough: they must also share the minimum
            // number of words. The row of the medoid is made only if a wording passes the first test.
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
        // The medoids are used up.
        for wording in self.all {
            match repeat_group(wording, Vec::new()) {
                Some(copies) => found.groups.push(copies),
                None => found.unresolved += 1,
            }
        }
        // A single wording was compared with every medoid, so nothing is unresolved.
        found.unresolved = if found.unresolved > 1 { found.unresolved } else { 0 };
        found
    }

    fn row(&self, wording: &Wording<'_>) -> TokenRow {
        row(self.detector, self.ingested, &wording.occurrences[0])
    }

    /// The number of occurrences that resemble the candidate, and the sum of their resemblances, in
    /// millionths.
    fn support(&self, candidate: usize) -> (usize, u64) {
        let centre = &self.all[candidate].shingles;
        let mut support = (0, 0);
        for (compared, wording) in self.all.iter().enumerate() {
            if compared % ASKED_AFTER == ASKED_AFTER - 1 && !self.progress.goes_on() {
                break;
            }
            let similarity = wording.shingles.resemblance(centre);
            if similarity >= self.threshold {
                support.0 += wording.occurrences.len();
                support.1 += (similarity.get() * 1e6) as u64 * wording.occurrences.len() as u64;
            }
        }
        support
    }
}

/// The group of a medoid and the wordings that match it; `None` for a single occurrence.
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

/// The tokens of an occurrence.
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
