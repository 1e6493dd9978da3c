//! The changes between two texts, found by aligning their content words.
//!
//! # The problem
//! A common subsequence of all words pairs function words of different statements: `the`, `of` and `and` are
//! everywhere. The two forms of one word (`color`, `colour`) then end up in different gaps, where they cannot be
//! paired, and words that are paired say nothing of the order of the statements.
//!
//! # The steps
//! 1. *Content words.* Only words that are no function words of the language are aligned
//!    (`common_subsequence`). Their order is the order of the statements.
//! 2. *Forms.* In each gap of this alignment, words are paired that are variants of one another: `color` and
//!    `colour`, `dealers` and `dealer`; also `data base` and `database`. Dynamic programming finds the pairs that
//!    cover most words, in order. A word without a counterpart is a change, unless the words of the gap are
//!    whole sentences that only the kept text has.
//! 3. *Function words.* Those between two neighbouring pairs are compared as a list. They are equal, or each is
//!    replaced by one of its group (`a`, `the`), or one side has additional ones that may be left out. Otherwise
//!    they are a change, and a fact.
//! 4. *Symbols.* Those beside each pair of counterparts are compared (`C`, `C++`), and the case of letters in code.
//!
//! # A worked example
//! ```text
//! kept:     The  dealer   must  sell  the  grey  car     today.
//! removed:  A    dealers  must  sell  the  gray  wagon.
//! ```
//! The content words are `dealer must sell grey car today` and `dealers must sell gray wagon` (`must` states a
//! fact, so it counts as a content word and not as a function word).
//! - Step 1 pairs `must` and `sell`. Gaps: (`dealer`, `dealers`) and (`grey car today`, `gray wagon`).
//! - Step 2 pairs `dealer`–`dealers` and `grey`–`gray`. Left over: (`car today`, `wagon`), a change.
//! - Step 3 compares `The` with `A`, which are of one group, and `the` with `the`. No change.
//! - The texts differ by one change, so the second one may not be removed for the sake of the first.
//!
//! # Invariants
//! - `pairs` ascends on both sides: no two counterparts cross. So names cannot exchange their places.
//! - Each content word of the removed text has a counterpart, or is in a change.
//!
//! # Cost
//! Step 1: the words times the number of edits, of which [`MOST_EDITS`] are allowed. Step 2: at most
//! [`MOST_CELLS`] comparisons of words a gap. Step 3: at most [`MOST_BETWEEN`]² for a list.
//!
//! # Rejected
//! To align all words at once and ignore function words afterwards: see the problem. To compare sets of words:
//! `A sues B` and `B sues A` have the same set.

use super::change::Change;
use super::common_subsequence::common_subsequence;
use super::lexicon::{Language, Role};
use super::side::Side;
use super::variant::{Variant, joined, variant};
use crate::text::normalise;
use std::borrow::Cow;
use std::ops::Range;

/// Two texts with more words than this without a counterpart are not aligned.
pub(super) const MOST_EDITS: usize = 512;

/// The largest product of the words of both sides of a gap in which variants are searched.
const MOST_CELLS: usize = 400;

/// The largest number of words that are one word in the other text.
const MOST_PARTS: usize = 3;

/// The largest number of function words between two pairs that are compared one by one.
const MOST_BETWEEN: usize = 24;

/// How far an inserted run is shifted along equal words to find the bounds of its sentences.
const MOST_SHIFTS: usize = 16;

/// The words of one side that are compared: all of them, or those outside of the shared sentences.
///
/// There are three numberings: a *token* is a word of the whole text; a *place* is its position among the
/// compared words; a *word* is its position among the content words of these.
struct ComparedWords<'s> {
    side: &'s Side<'s>,
    /// The tokens that are compared, if not all are.
    some: Option<&'s [u32]>,
    /// The places of the content words, and their hashes.
    content: Cow<'s, [u32]>,
    hashes: Cow<'s, [u64]>,
}

impl<'s> ComparedWords<'s> {
    fn new(side: &'s Side<'s>, some: Option<&'s [u32]>) -> ComparedWords<'s> {
        let (content, hashes) = match (some, side.content()) {
            (None, Cow::Borrowed(content)) => {
                (Cow::Borrowed(&*content.tokens), Cow::Borrowed(&*content.hashes))
            }
            (None, Cow::Owned(content)) => (Cow::Owned(content.tokens), Cow::Owned(content.hashes)),
            (Some(all), content) => {
                // Both lists ascend, so one walk finds the content words among the compared ones.
                let mut rest = content.tokens.iter().peekable();
                let mut is_content = |token: u32| {
                    while rest.next_if(|&&it| it < token).is_some() {}
                    rest.peek() == Some(&&token)
                };
                let places: Vec<u32> =
                    (0..all.len() as u32).filter(|&at| is_content(all[at as usize])).collect();
                let hash = |&place: &u32| side.tokens.hashes[all[place as usize] as usize];
                let hashes = places.iter().map(hash).collect();
                (Cow::Owned(places), Cow::Owned(hashes))
            }
        };
        ComparedWords { side, some, content, hashes }
    }

    /// The number of words that are compared.
    fn len(&self) -> usize {
        self.some.map_or(self.side.len(), <[u32]>::len)
    }

    /// The token at a place.
    fn at(&self, place: usize) -> usize {
        self.some.map_or(place, |some| some[place] as usize)
    }

    /// The token of a content word.
    fn token(&self, word: usize) -> usize {
        self.at(self.content[word] as usize)
    }

    fn tokens(&self, words: Range<usize>) -> Vec<usize> {
        words.map(|word| self.token(word)).collect()
    }

    /// The places of the function words before a content word; for the number behind the last word, of
    /// those at the end.
    fn before(&self, word: usize) -> Range<usize> {
        let start = word.checked_sub(1).map_or(0, |before| self.content[before] as usize + 1);
        start..self.content.get(word).map_or(self.len(), |&place| place as usize)
    }

    fn starts_sentence(&self, place: usize) -> bool {
        place == 0 || self.side.starts_sentence(self.at(place))
    }

    /// If the content words, with some function words around them, are whole sentences: the places from
    /// the start of the first sentence to the end of the last.
    fn sentences(&self, words: &Range<usize>) -> Option<Range<usize>> {
        // A function word may start the first sentence (`The dog barks.`), so the start is searched among
        // the function words before the first content word, and the end among those behind the last.
        let before = self.before(words.start);
        let behind = self.before(words.end);
        let start =
            before.clone().chain([before.end]).find(|&place| self.starts_sentence(place))?;
        let ends = |&place: &usize| place == self.len() || self.starts_sentence(place);
        let end = behind.clone().chain([behind.end]).rfind(ends)?;
        Some(start..end)
    }
}

/// Counterparts: one content word on each side, or one on one side and up to three on the other.
#[derive(Clone, Debug)]
struct Block {
    kept: Range<usize>,
    removed: Range<usize>,
    variant: Option<Variant>,
}

impl Block {
    fn pair(kept: usize, removed: usize, variant: Option<Variant>) -> Block {
        Block { kept: kept..kept + 1, removed: removed..removed + 1, variant }
    }
}

/// The changes between `kept` and `removed`; none if too many words have no counterpart. Sentences that
/// only `kept` has are no change. The search ends soon after more than `most` changes were found.
pub(super) fn changes(
    [kept, removed]: [&Side<'_>; 2],
    some: [Option<&[u32]>; 2],
    most: usize,
) -> Option<Vec<Change>> {
    let (kept, removed) = (ComparedWords::new(kept, some[0]), ComparedWords::new(removed, some[1]));
    // Hashes of normalised words: case is compared later, for technical names only.
    let mut equal = common_subsequence(&kept.hashes, &removed.hashes, MOST_EDITS)?;
    shift_to_sentences(&kept, &mut equal, removed.content.len());
    let finder = ChangeFinder { kept, removed, most, pairs: Vec::new(), changes: Vec::new() };
    Some(finder.changes(&equal))
}

/// Shifts the runs of content words that only `kept` has, so that they begin and end with a sentence, if
/// equal words around them allow it.
///
/// An alignment is ambiguous where words repeat. Of the kept `A b. A c.` and the removed `A c.`, it pairs the
/// first `A` and leaves over `b. A`, which is no sentence. Shifted by one word to the left, `A b.` is left
/// over: a whole sentence, which the kept text may have in addition.
fn shift_to_sentences(kept: &ComparedWords<'_>, equal: &mut [(usize, usize)], removed: usize) {
    let hash = |word: usize| kept.hashes[word];
    // Each gap between two neighbouring pairs, with the ends of the texts as pairs.
    for at in 0..=equal.len() {
        let (start, other_start) = match at.checked_sub(1) {
            Some(before) => (equal[before].0 + 1, equal[before].1 + 1),
            None => (0, 0),
        };
        let (end, other_end) = equal.get(at).copied().unwrap_or((kept.content.len(), removed));
        // Only a gap with words of the kept text alone can be an additional sentence.
        if start == end || other_start != other_end || kept.sentences(&(start..end)).is_some() {
            continue;
        }
        // To the left: the words before the run are those at its end.
        for shift in 1..=MOST_SHIFTS.min(at).min(start) {
            // The pairs must be contiguous on both sides, and the word that enters the run at its start
            // must be the one that leaves it at its end.
            let (pair, other) = equal[at - shift];
            let is_next = pair + shift == start && other + shift == other_start;
            if !is_next || hash(start - shift) != hash(end - shift) {
                break;
            }
            if kept.sentences(&(start - shift..end - shift)).is_some() {
                // The pairs before the run move behind it, onto the equal words at its end.
                for pair in &mut equal[at - shift..at] {
                    pair.0 += end - start;
                }
                break;
            }
        }
        // To the right: the words behind the run are those at its start.
        for shift in 1..=MOST_SHIFTS.min(equal.len() - at) {
            let (pair, other) = equal[at + shift - 1];
            let is_next = pair + 1 == end + shift && other + 1 == other_end + shift;
            if !is_next || hash(start + shift - 1) != hash(end + shift - 1) {
                break;
            }
            if kept.sentences(&(start + shift..end + shift)).is_some() {
                for pair in &mut equal[at..at + shift] {
                    pair.0 -= end - start;
                }
                break;
            }
        }
    }
}

/// Finds the changes, from the first word of both texts to the last.
struct ChangeFinder<'s> {
    kept: ComparedWords<'s>,
    removed: ComparedWords<'s>,
    most: usize,
    /// Tokens that are counterparts, ascending.
    pairs: Vec<(usize, usize)>,
    changes: Vec<Change>,
}

impl ChangeFinder<'_> {
    /// Steps 2 to 4 for each gap between the pairs of `equal`.
    fn changes(mut self, equal: &[(usize, usize)]) -> Vec<Change> {
        // The content words of both sides before `done` are compared.
        let mut done = (0, 0);
        let mut inflected = None;
        let end = (self.kept.content.len(), self.removed.content.len());
        // The end of both texts is a last pair, so that the last gap is compared too.
        for &(i, j) in equal.iter().chain([&end]) {
            for block in self.forms(done.0..i, done.1..j) {
                self.between(done.0..block.kept.start, done.1..block.removed.start);
                done = (block.kept.end, block.removed.end);
                self.take(&block, &mut inflected);
            }
            // The rest of the gap behind its last block.
            self.between(done.0..i, done.1..j);
            if (i, j) != end {
                self.take(&Block::pair(i, j, None), &mut inflected);
                done = (i + 1, j + 1);
            }
            // The verdict is known, whatever else differs.
            if self.changes.len() > self.most {
                return self.changes;
            }
        }
        self.compare_pairs();
        self.changes
    }

    /// Records two counterparts.
    ///
    /// In Russian, the case of a noun marks subject and object. One word of a sentence in another case
    /// is a correction. Two of them may have exchanged their roles, which is a fact. `inflected` is the
    /// last word in another case.
    fn take(&mut self, block: &Block, inflected: &mut Option<usize>) {
        let (kept, removed) =
            (self.kept.token(block.kept.start), self.removed.token(block.removed.start));
        // The symbols beside a word that is written apart have no counterpart: `data-base`.
        if block.kept.len() == 1 && block.removed.len() == 1 {
            self.pairs.push((kept, removed));
        }
        if block.variant != Some(Variant::Inflection)
            || self.kept.side.language != Some(Language::Russian)
        {
            return;
        }
        if let Some(before) = inflected.replace(kept)
            && !(before + 1..=kept).any(|token| self.kept.side.starts_sentence(token))
        {
            self.changes.push(Change::fact(vec![before, kept], vec![removed]));
        }
    }

    /// Pairs the words of a gap that are variants of one another: the blocks, in order, that cover most
    /// words.
    fn forms(&self, kept: Range<usize>, removed: Range<usize>) -> Vec<Block> {
        let (rows, columns) = (kept.len(), removed.len());
        if rows == 0 || columns == 0 || rows * columns > MOST_CELLS {
            return Vec::new();
        }
        let width = columns + 1;
        // Cell (row, column) has the most words that can be covered from these positions to the ends of
        // the gap, and the block that starts there if the optimum has one. Filled from the end.
        let mut counts = vec![0; (rows + 1) * width];
        let mut blocks: Vec<Option<Block>> = vec![None; (rows + 1) * width];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let skipped =
                    counts[(row + 1) * width + column].max(counts[row * width + column + 1]);
                let mut best = skipped;
                for block in
                    self.blocks_at(kept.start + row..kept.end, removed.start + column..removed.end)
                {
                    // A block counts its words on both sides. On a tie words are skipped, so a block is
                    // taken only if it gains something.
                    let words = block.kept.len() + block.removed.len();
                    let behind = (row + block.kept.len()) * width + column + block.removed.len();
                    if counts[behind] + words > best {
                        best = counts[behind] + words;
                        blocks[row * width + column] = Some(block);
                    }
                }
                counts[row * width + column] = best;
            }
        }
        // Follow the optimum from the start. Without a block, skip the word whose loss costs nothing.
        let mut found = Vec::new();
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let cell = row * width + column;
            if let Some(block) = &blocks[cell] {
                (row, column) = (row + block.kept.len(), column + block.removed.len());
                found.push(block.clone());
            } else if counts[cell] == counts[cell + width] {
                row += 1;
            } else {
                column += 1;
            }
        }
        found
    }

    /// The blocks that start with the first words of both ranges.
    fn blocks_at(&self, kept: Range<usize>, removed: Range<usize>) -> Vec<Block> {
        let (a, b) = (self.kept.side, self.removed.side);
        let (i, j) = (kept.start, removed.start);
        let mut blocks = Vec::new();
        // The one-to-one block comes first, so it wins against a longer one that covers as many words.
        if let Some(variant) = variant(a, self.kept.token(i), b, self.removed.token(j)) {
            blocks.push(Block::pair(i, j, Some(variant)));
        }
        for parts in 2..=MOST_PARTS {
            if parts <= kept.len()
                && joined(a, &self.kept.tokens(i..i + parts), b, self.removed.token(j))
            {
                blocks.push(Block { kept: i..i + parts, removed: j..j + 1, variant: None });
            }
            if parts <= removed.len()
                && joined(b, &self.removed.tokens(j..j + parts), a, self.kept.token(i))
            {
                blocks.push(Block { kept: i..i + 1, removed: j..j + parts, variant: None });
            }
        }
        blocks
    }

    /// Compares what is between two blocks: content words without a counterpart (the two ranges), and
    /// the function words around them.
    fn between(&mut self, kept: Range<usize>, removed: Range<usize>) {
        // `removed` is empty or has words that are lost, and then its function words do not matter.
        let functions = self.removed.before(removed.end);
        if removed.is_empty() {
            // No content word of the removed text is lost here. Content words that only the kept text
            // has must be whole sentences; the function words outside of these are compared.
            let beyond = (!kept.is_empty()).then(|| self.kept.sentences(&kept));
            let places: Vec<usize> = match beyond {
                None => self.kept.before(kept.end).collect(),
                Some(Some(sentences)) => {
                    let (before, behind) =
                        (self.kept.before(kept.start), self.kept.before(kept.end));
                    (before.start..sentences.start).chain(sentences.end..behind.end).collect()
                }
                // Additional words within a sentence, such as `not`, are a change.
                Some(None) => {
                    self.changes.push(Change {
                        kept: self.kept.tokens(kept),
                        removed: Vec::new(),
                        is_fact: false,
                    });
                    return;
                }
            };
            self.functions(&places, &functions.collect::<Vec<_>>());
            return;
        }
        self.changes.push(Change {
            kept: self.kept.tokens(kept),
            removed: self.removed.tokens(removed),
            is_fact: false,
        });
    }

    /// Compares the function words at some places of both texts (step 3).
    fn functions(&mut self, kept: &[usize], removed: &[usize]) {
        let tokens = |words: &ComparedWords<'_>, places: &[usize]| -> Vec<usize> {
            places.iter().map(|&place| words.at(place)).collect()
        };
        let (kept, removed) = (tokens(&self.kept, kept), tokens(&self.removed, removed));
        let hash = |side: &Side<'_>, token: usize| side.tokens.hashes[token];
        let (a, b) = (self.kept.side, self.removed.side);
        // Most lists are equal. Then each word is a pair, whose symbols are compared later.
        let are_equal = kept.len() == removed.len()
            && kept.iter().zip(&removed).all(|(&i, &j)| hash(a, i) == hash(b, j));
        if are_equal {
            self.pairs.extend(kept.into_iter().zip(removed));
            return;
        }
        // Only one of the two texts may leave words out; see `aligned`.
        let paths = [[true, false], [false, true]];
        let fits = kept.len() <= MOST_BETWEEN && removed.len() <= MOST_BETWEEN;
        let found = paths
            .iter()
            .filter(|_| fits)
            .find_map(|&may_go| aligned([a, b], [&kept, &removed], may_go));
        match found {
            Some(pairs) => self.pairs.extend(pairs),
            None => self.changes.push(Change::fact(kept, removed)),
        }
    }

    /// Compares the symbols beside counterparts, and the case of code (step 4).
    fn compare_pairs(&mut self) {
        let (a, b) = (self.kept.side, self.removed.side);
        for (number, &(i, j)) in self.pairs.iter().enumerate() {
            // Whether the words before both, and behind both, are counterparts: else the gap to them is
            // not a common one.
            let follows = match number.checked_sub(1) {
                Some(before) => self.pairs[before] == (i.wrapping_sub(1), j.wrapping_sub(1)),
                None => (i, j) == (0, 0),
            };
            let is_followed = match self.pairs.get(number + 1) {
                Some(&behind) => behind == (i + 1, j + 1),
                None => (i + 1, j + 1) == (a.len(), b.len()),
            };
            let is_other = a.has_other_symbols(i, b, j, [follows, is_followed]);
            if is_other || is_other_word(a, i, b, j) {
                self.changes.push(Change::fact(vec![i], vec![j]));
            }
        }
    }
}

/// Whether two words with the same hash differ: in case, if both are code or an option (`-v`, `-V`); or in
/// all letters, if someone has searched for words with colliding hashes.
fn is_other_word(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> bool {
    let (one, other) = (a.word(i), b.word(j));
    if a.tokens.hashes[i] != b.tokens.hashes[j] || one == other {
        return false;
    }
    // Hashes are not keyed here, and a removal must not depend on a collision that someone prepared.
    let is_same = one.eq_ignore_ascii_case(other) || normalise(one) == normalise(other);
    !is_same || a.is_technical(i) && b.is_technical(j)
}

/// The pairs of function words that replace one another, if all others may be left out; `may_go` says in
/// which of the two texts words may be left without a counterpart.
///
/// It is allowed in one text only. In both, any word could replace any other, by leaving out the one here
/// and the other there: `dem` could become `der`.
fn aligned(
    sides: [&Side<'_>; 2],
    [kept, removed]: [&[usize]; 2],
    may_go: [bool; 2],
) -> Option<Vec<(usize, usize)>> {
    let [a, b] = sides;
    let matches = |i: usize, j: usize| {
        a.tokens.hashes[i] == b.tokens.hashes[j]
            || groups(a, i) & groups(b, j) != 0 && !is_special(a, i) && !is_special(b, j)
    };
    let width = removed.len() + 1;
    // Cell (row, column): whether the words from there on can be aligned. Filled from the end.
    let mut fits = vec![false; (kept.len() + 1) * width];
    for row in (0..=kept.len()).rev() {
        for column in (0..=removed.len()).rev() {
            // One of four: both are used up, the two words replace one another, or one is left out.
            let is_end = row == kept.len() && column == removed.len();
            let pair = row < kept.len()
                && column < removed.len()
                && fits[(row + 1) * width + column + 1]
                && matches(kept[row], removed[column]);
            let without_kept = may_go[0]
                && row < kept.len()
                && fits[(row + 1) * width + column]
                && is_free(a, kept[row]);
            let without_removed = may_go[1]
                && column < removed.len()
                && fits[row * width + column + 1]
                && is_free(b, removed[column]);
            fits[row * width + column] = is_end || pair || without_kept || without_removed;
        }
    }
    if !fits[0] {
        return None;
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < kept.len() || column < removed.len() {
        let both = row < kept.len() && column < removed.len();
        if both && fits[(row + 1) * width + column + 1] && matches(kept[row], removed[column]) {
            pairs.push((kept[row], removed[column]));
            (row, column) = (row + 1, column + 1);
        } else if may_go[0] && row < kept.len() {
            row += 1;
        } else {
            column += 1;
        }
    }
    Some(pairs)
}

/// The groups of a function word; 0 for other words.
fn groups(side: &Side<'_>, token: usize) -> u16 {
    match side.role(token) {
        Some(Role::Function { groups, .. }) => groups,
        _ => 0,
    }
}

/// Whether a function word may be left out.
fn is_free(side: &Side<'_>, token: usize) -> bool {
    matches!(side.role(token), Some(Role::Function { free: true, .. })) && !is_special(side, token)
}

/// Whether a function word has another meaning at its place: it is quoted, an option, or touches a symbol.
fn is_special(side: &Side<'_>, token: usize) -> bool {
    side.is_marked(token) || side.is_technical(token) || side.is_touched(token)
}
