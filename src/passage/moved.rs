//! Pieces too short for a passage that were moved within a text that two documents share.

use super::run::{Passage, TokenRun};
use super::settings::PassageSettings;

/// How often the pieces that were taken are looked at as neighbours of others.
const MAX_ROUNDS: usize = 8;

/// Takes those of the short pieces of a pair that were moved: in both documents they border on
/// passages of the pair (up to one gap away), and one of these has changed sides with them. The
/// first `given` of `found` are no neighbours.
///
/// A sentence of ten words that stands elsewhere in a retold paragraph is no passage by itself,
/// since so much is shared by chance; between two passages that were told in the other order it
/// is no chance.
///
/// O((n + m) log n) for n passages and m pieces.
pub(super) fn take_moved(
    mut short: Vec<Passage>,
    found: &mut Vec<Passage>,
    given: usize,
    settings: &PassageSettings,
) {
    for _ in 0..MAX_ROUNDS {
        if short.is_empty() || found.len() == given {
            return;
        }
        let neighbours = Neighbours::new(&found[given..], settings.max_gap());
        let (moved, rest) = short.into_iter().partition(|piece| neighbours.has_moved(piece));
        short = rest;
        if Vec::is_empty(&moved) {
            return;
        }
        found.extend(moved);
    }
}

/// The passages of a pair by their places on both sides.
struct Neighbours<'p> {
    passages: &'p [Passage],
    sides: [Borders; 2],
    max_gap: u32,
}

/// Where passages start and end in one document, sorted, with their numbers.
struct Borders {
    starts: Vec<(u32, usize)>,
    ends: Vec<(u32, usize)>,
}

impl<'p> Neighbours<'p> {
    fn new(passages: &'p [Passage], max_gap: usize) -> Neighbours<'p> {
        let borders = |side: fn(&Passage) -> TokenRun| {
            let runs = || passages.iter().map(side).enumerate();
            let mut starts: Vec<_> = runs().map(|(number, run)| (run.start, number)).collect();
            let mut ends: Vec<_> = runs().map(|(number, run)| (run.end, number)).collect();
            starts.sort_unstable();
            ends.sort_unstable();
            Borders { starts, ends }
        };
        let sides = [borders(|passage| passage.a), borders(|passage| passage.b)];
        Neighbours { passages, sides, max_gap: max_gap as u32 }
    }

    fn has_moved(&self, piece: &Passage) -> bool {
        let beside_a = self.sides[0].beside(piece.a, self.max_gap);
        let beside_b = self.sides[1].beside(piece.b, self.max_gap);
        let borders = |beside: [Option<usize>; 2]| beside.iter().any(Option::is_some);
        let changed_sides = |number: usize| {
            let passage = &self.passages[number];
            (passage.a.start < piece.a.start) != (passage.b.start < piece.b.start)
        };
        borders(beside_a)
            && borders(beside_b)
            && beside_a.into_iter().chain(beside_b).flatten().any(changed_sides)
    }
}

impl Borders {
    /// The passages that end last before a run and start first behind it, if they are near.
    fn beside(&self, run: TokenRun, max_gap: u32) -> [Option<usize>; 2] {
        let before = self.ends.partition_point(|&(end, _)| end <= run.start);
        let behind = self.starts.partition_point(|&(start, _)| start < run.end);
        let before = before.checked_sub(1).map(|at| self.ends[at]);
        let behind = self.starts.get(behind).copied();
        [
            before.filter(|&(end, _)| end + max_gap >= run.start).map(|(_, number)| number),
            behind.filter(|&(start, _)| start <= run.end + max_gap).map(|(_, number)| number),
        ]
    }
}
