//! The similarity of two runs of tokens: their longest common subsequence over the longer run.
//!
//! The greedy algorithm of Myers (1986) follows, for 0, 1, 2, … differing tokens, the furthest path on each
//! diagonal. It stops at 1,024 differing tokens, or where the least similarity can no longer be reached.
//!
//! Cost: O((n + m) d) time and O(d) memory for runs of n and m tokens with d differing ones.

use super::common_ends::common_prefix;
use super::document::DocumentTokens;
use super::run::TokenRun;
use crate::model::Similarity;

/// The most differing tokens that are followed, which bounds the time for very long texts.
const MOST_CHANGES: usize = 1024;

/// About how many steps [`likeness`] takes at most for texts of so many tokens, half of which may differ.
pub(super) fn most_steps(len: usize) -> u64 {
    let changes = (len / 2).min(MOST_CHANGES);
    (len + changes * changes / 2) as u64
}

/// The words that two runs have in common, in order, as a share of those of the longer run, if that
/// is at least `least`.
///
/// The same measure as the [`identity`](super::TokenPassage::identity) of a passage: words count, not
/// tokens, so that a changed word between Chinese characters weighs more than a changed character.
///
/// O((n + m) d) time and O(d) memory, for d tokens that only one run has, 1,024 at most.
/// The steps that it takes are added to `steps`.
pub(super) fn likeness(
    documents: &[DocumentTokens<'_>],
    a: TokenRun,
    b: TokenRun,
    least: Similarity,
    steps: &mut u64,
) -> Option<Similarity> {
    let [a, b] = [a, b].map(|run| Side { tokens: &documents[run.document.index()], run });
    *steps += a.run.len().min(b.run.len()) as u64;
    if a.hashes() == b.hashes() {
        return Some(Similarity::ONE);
    }
    let (a_fifths, b_fifths) = (a.fifths(), b.fifths());
    let longer = a_fifths.max(b_fifths);
    let mut wanted = (least.get() * longer as f64) as usize;
    while Similarity::ratio(wanted, longer) < least {
        wanted += 1;
    }
    // Each token in one run only reduces what the two sides have in common by its own length, at least that
    // of the shortest token. More of them than this cannot reach `least`.
    let lightest = a.tokens.least_fifths().min(b.tokens.least_fifths());
    let most_changes = (a_fifths + b_fifths).checked_sub(2 * wanted)? / lightest;
    let common = common_fifths(&a, &b, most_changes.min(MOST_CHANGES), steps)?;
    // A tokenizer may give equal hashes to tokens of different kinds.
    let likeness = Similarity::ratio(common, longer.max(common));
    (likeness >= least).then_some(likeness)
}

/// A run and the document that it is in.
struct Side<'d, 't> {
    tokens: &'d DocumentTokens<'t>,
    run: TokenRun,
}

impl<'t> Side<'_, 't> {
    fn hashes(&self) -> &'t [u64] {
        self.run.tokens(self.tokens.hashes())
    }

    fn fifths(&self) -> usize {
        self.tokens.fifths(self.run.range())
    }

    /// What `len` tokens of the run count, from its token number `from` on.
    fn fifths_of(&self, from: usize, len: usize) -> usize {
        let start = self.run.start + from as u32;
        self.tokens.fifths(start..start + len as u32)
    }
}

/// How far the best path on a diagonal reaches into the first run, and the length of its equal tokens.
#[derive(Clone, Copy, Default)]
struct Reach {
    x: usize,
    common: usize,
}

/// The length of a longest common subsequence of two runs, in fifths of a word; `None` if more than
/// `max_changes` tokens are not part of it.
fn common_fifths(
    a_side: &Side<'_, '_>,
    b_side: &Side<'_, '_>,
    max_changes: usize,
    steps: &mut u64,
) -> Option<usize> {
    let (a, b) = (a_side.hashes(), b_side.hashes());
    let (n, m) = (a.len(), b.len());
    // furthest[k] is the best path on diagonal k - offset. Paths of one more change come from the two
    // neighbouring diagonals, so every second entry is of the round before.
    let offset = max_changes + 1;
    let mut furthest = vec![Reach::default(); 2 * offset + 1];
    for changes in 0..=max_changes {
        let mut diagonal = offset - changes;
        *steps += 1 + changes as u64;
        while diagonal <= offset + changes {
            let down = diagonal == offset - changes
                || (diagonal != offset + changes
                    && furthest[diagonal - 1].x < furthest[diagonal + 1].x);
            let mut reach = if down {
                furthest[diagonal + 1]
            } else {
                let left = furthest[diagonal - 1];
                Reach { x: left.x + 1, ..left }
            };
            // y = x - (diagonal - offset), which no step takes below 0.
            let y = reach.x + offset - diagonal;
            if reach.x <= n && y <= m {
                let equal = common_prefix(&a[reach.x..], &b[y..], usize::MAX);
                *steps += equal as u64;
                reach.common += a_side.fifths_of(reach.x, equal);
                reach.x += equal;
                if reach.x == n && reach.x + offset - diagonal == m {
                    return Some(reach.common);
                }
            }
            furthest[diagonal] = reach;
            diagonal += 2;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::likeness;
    use crate::model::{DocumentId, Similarity};
    use crate::passage::{DocumentTokens, TokenRun};
    use crate::text::TokenKind::{Character, Word};

    fn whole(document: u32, tokens: usize) -> TokenRun {
        TokenRun { document: DocumentId(document), start: 0, end: tokens as u32 }
    }

    /// The greedy search finds the longest common subsequence, which the oracle finds by filling a
    /// table. Texts of two to four words have very many paths of nearly the same length.
    #[test]
    fn likeness_is_that_of_the_longest_common_subsequence() {
        let mut random = crate::hash::SplitMix64::new(8);
        for round in 0..400 {
            let words = 2 + round % 3;
            let mut text = |most: u64| -> Vec<u64> {
                let len = 1 + random.next_u64() % most;
                (0..len).map(|_| random.next_u64() % words).collect()
            };
            let (a, b) = (text(14), text(14));
            let mut row = vec![0; b.len() + 1];
            for x in &a {
                let mut diagonal = 0;
                for (at, y) in b.iter().enumerate() {
                    let longest = if x == y { diagonal + 1 } else { row[at].max(row[at + 1]) };
                    diagonal = std::mem::replace(&mut row[at + 1], longest);
                }
            }
            let documents = [DocumentTokens::new(&a), DocumentTokens::new(&b)];
            let expected = Similarity::ratio(row[b.len()], a.len().max(b.len()));
            let (a, b) = (whole(0, a.len()), whole(1, b.len()));
            for least in [Similarity::ZERO, expected] {
                let found = likeness(&documents, a, b, least, &mut 0);
                assert_eq!(found, Some(expected), "{:?}", documents.map(|it| it.hashes().to_vec()));
            }
        }
    }

    /// Ten characters and a word are 7 words; without the word, 6 of 7 are left.
    #[test]
    fn a_word_among_characters_weighs_as_a_word() {
        let (long, short) = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        let mut kinds = [Character; 11];
        kinds[10] = Word;
        let documents = [
            DocumentTokens::new(&long).with_kinds(&kinds),
            DocumentTokens::new(&short).with_kinds(&kinds[..10]),
        ];
        let of = |least| likeness(&documents, whole(0, 11), whole(1, 10), least, &mut 0);
        assert_eq!(of(Similarity::ZERO), Some(Similarity::ratio(6, 7)));
        assert_eq!(of(Similarity::ratio(6, 7)), Some(Similarity::ratio(6, 7)));
        assert_eq!(of(Similarity::ratio(9, 10)), None);
    }
}
