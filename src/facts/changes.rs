//! Two texts laid side by side, and all in which they differ.
//!
//! Only the words that are no function words are aligned, since these are few enough to say in which
//! order things are said; a common subsequence with function words would pair the wrong articles.
//! In each gap of this alignment, words that are forms of one another are paired, then the function
//! words between two pairs are compared, then the symbols.

use super::change::Change;
use super::common_subsequence::common_subsequence;
use super::lexicon::{Language, Role};
use super::side::Side;
use super::variant::{Variant, joined, variant};
use crate::text::normalise;
use std::borrow::Cow;
use std::ops::Range;

/// With more words than this without a counterpart, two texts are not laid side by side.
pub(super) const MOST_EDITS: usize = 512;

/// The largest product of the words of both sides in which forms of one word are looked for.
const MOST_CELLS: usize = 400;

/// The most words that are written as one in the other text.
const MOST_PARTS: usize = 3;

/// The most function words between two others that are compared one by one.
const MOST_BETWEEN: usize = 24;

/// How far a run may be moved along equal words to find the bounds of its sentences.
const MOST_SHIFTS: usize = 16;

/// The words of one side that are compared.
struct ComparedWords<'s> {
    side: &'s Side<'s>,
    /// The tokens that are compared, if not all are.
    some: Option<&'s [u32]>,
    /// The places, among those compared, of those that are no function words; and their hashes.
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

    /// The token of a word by its number among those that are no function words.
    fn token(&self, word: usize) -> usize {
        self.at(self.content[word] as usize)
    }

    fn tokens(&self, words: Range<usize>) -> Vec<usize> {
        words.map(|word| self.token(word)).collect()
    }

    /// The place behind the word before number `word`, and the place of that word.
    fn before(&self, word: usize) -> Range<usize> {
        let start = word.checked_sub(1).map_or(0, |before| self.content[before] as usize + 1);
        start..self.content.get(word).map_or(self.len(), |&place| place as usize)
    }

    fn starts_sentence(&self, place: usize) -> bool {
        place == 0 || self.side.starts_sentence(self.at(place))
    }

    /// If the words are whole sentences: the places before and behind these sentences.
    fn sentences(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let before = self.before(words.start);
        let behind = self.before(words.end);
        let start =
            before.clone().chain([before.end]).find(|&place| self.starts_sentence(place))?;
        let ends = |&place: &usize| place == self.len() || self.starts_sentence(place);
        let end = behind.clone().chain([behind.end]).rfind(ends)?;
        Some(start..end)
    }
}

/// ComparedWords that are counterparts: one and one, or one and a few that it is written as.
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

/// The places at which the words of `removed` and of `kept` say different things, a few more than
/// `most` of them; none if more words have no counterpart than are laid side by side. Sentences that
/// only `kept` has are no such place.
pub(super) fn changes(
    [kept, removed]: [&Side<'_>; 2],
    some: [Option<&[u32]>; 2],
    most: usize,
) -> Option<Vec<Change>> {
    let (kept, removed) = (ComparedWords::new(kept, some[0]), ComparedWords::new(removed, some[1]));
    let mut equal = common_subsequence(&kept.hashes, &removed.hashes, MOST_EDITS)?;
    shift_to_sentences(&kept, &mut equal, removed.content.len());
    let finder = ChangeFinder { kept, removed, most, pairs: Vec::new(), changes: Vec::new() };
    Some(finder.changes(&equal))
}

/// Moves the runs of words that only `kept` has to where a sentence starts, if the words around them
/// let them: of `A b. C b.` and `A b.`, the second sentence is beyond the other text.
fn shift_to_sentences(kept: &ComparedWords<'_>, equal: &mut [(usize, usize)], removed: usize) {
    let hash = |word: usize| kept.hashes[word];
    for at in 0..=equal.len() {
        let (start, other_start) = match at.checked_sub(1) {
            Some(before) => (equal[before].0 + 1, equal[before].1 + 1),
            None => (0, 0),
        };
        let (end, other_end) = equal.get(at).copied().unwrap_or((kept.content.len(), removed));
        if start == end || other_start != other_end || kept.sentences(&(start..end)).is_some() {
            continue;
        }
        // To the left: the words before the run are those at its end.
        for shift in 1..=MOST_SHIFTS.min(at).min(start) {
            let (pair, other) = equal[at - shift];
            let is_next = pair + shift == start && other + shift == other_start;
            if !is_next || hash(start - shift) != hash(end - shift) {
                break;
            }
            if kept.sentences(&(start - shift..end - shift)).is_some() {
                for pair in &mut equal[at - shift..at] {
                    pair.0 += end - start;
                }
                break;
            }
        }
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

struct ChangeFinder<'s> {
    kept: ComparedWords<'s>,
    removed: ComparedWords<'s>,
    most: usize,
    /// Tokens that are counterparts, ascending.
    pairs: Vec<(usize, usize)>,
    changes: Vec<Change>,
}

impl ChangeFinder<'_> {
    fn changes(mut self, equal: &[(usize, usize)]) -> Vec<Change> {
        let mut done = (0, 0);
        let mut inflected = None;
        let end = (self.kept.content.len(), self.removed.content.len());
        for &(i, j) in equal.iter().chain([&end]) {
            for block in self.forms(done.0..i, done.1..j) {
                self.between(done.0..block.kept.start, done.1..block.removed.start);
                done = (block.kept.end, block.removed.end);
                self.take(&block, &mut inflected);
            }
            self.between(done.0..i, done.1..j);
            if (i, j) != end {
                self.take(&Block::pair(i, j, None), &mut inflected);
                done = (i + 1, j + 1);
            }
            if self.changes.len() > self.most {
                return self.changes;
            }
        }
        self.compare_pairs();
        self.changes
    }

    /// Notes two counterparts.
    ///
    /// Where the case of a word says who does what to whom, two words of a sentence in other cases
    /// may have exchanged their roles.
    fn take(&mut self, block: &Block, inflected: &mut Option<usize>) {
        let (kept, removed) =
            (self.kept.token(block.kept.start), self.removed.token(block.removed.start));
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

    /// Pairs the words of a gap that are forms of one another, as many as can be, in their order.
    fn forms(&self, kept: Range<usize>, removed: Range<usize>) -> Vec<Block> {
        let (rows, columns) = (kept.len(), removed.len());
        if rows == 0 || columns == 0 || rows * columns > MOST_CELLS {
            return Vec::new();
        }
        let width = columns + 1;
        // The number of words that find a counterpart from each cell on, and the block that starts
        // there, if one does.
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

    /// The blocks that start with the first words of two runs.
    fn blocks_at(&self, kept: Range<usize>, removed: Range<usize>) -> Vec<Block> {
        let (a, b) = (self.kept.side, self.removed.side);
        let (i, j) = (kept.start, removed.start);
        let mut blocks = Vec::new();
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

    /// Compares what is between two blocks: words without a counterpart, and function words.
    fn between(&mut self, kept: Range<usize>, removed: Range<usize>) {
        let functions = self.removed.before(removed.end);
        if removed.is_empty() {
            let beyond = (!kept.is_empty()).then(|| self.kept.sentences(&kept));
            let places: Vec<usize> = match beyond {
                None => self.kept.before(kept.end).collect(),
                Some(Some(sentences)) => {
                    let (before, behind) =
                        (self.kept.before(kept.start), self.kept.before(kept.end));
                    (before.start..sentences.start).chain(sentences.end..behind.end).collect()
                }
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

    /// Compares the function words at some places of both texts.
    fn functions(&mut self, kept: &[usize], removed: &[usize]) {
        let tokens = |words: &ComparedWords<'_>, places: &[usize]| -> Vec<usize> {
            places.iter().map(|&place| words.at(place)).collect()
        };
        let (kept, removed) = (tokens(&self.kept, kept), tokens(&self.removed, removed));
        let hash = |side: &Side<'_>, token: usize| side.tokens.hashes[token];
        let (a, b) = (self.kept.side, self.removed.side);
        let are_equal = kept.len() == removed.len()
            && kept.iter().zip(&removed).all(|(&i, &j)| hash(a, i) == hash(b, j));
        if are_equal {
            self.pairs.extend(kept.into_iter().zip(removed));
            return;
        }
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

    /// Compares the symbols beside counterparts, and the letters of code.
    fn compare_pairs(&mut self) {
        let (a, b) = (self.kept.side, self.removed.side);
        for (number, &(i, j)) in self.pairs.iter().enumerate() {
            let follows = match number.checked_sub(1) {
                Some(before) => self.pairs[before] == (i.wrapping_sub(1), j.wrapping_sub(1)),
                None => (i, j) == (0, 0),
            };
            let is_followed = match self.pairs.get(number + 1) {
                Some(&behind) => behind == (i + 1, j + 1),
                None => (i + 1, j + 1) == (a.len(), b.len()),
            };
            let is_other = a.is_set_out_otherwise(i, b, j, [follows, is_followed]);
            if is_other || is_other_word(a, i, b, j) {
                self.changes.push(Change::fact(vec![i], vec![j]));
            }
        }
    }
}

/// Whether two words with one hash differ all the same: in case, in code or an option (`-v`, `-V`);
/// or altogether, if someone has looked for words that collide.
fn is_other_word(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> bool {
    let (one, other) = (a.word(i), b.word(j));
    if a.tokens.hashes[i] != b.tokens.hashes[j] || one == other {
        return false;
    }
    let is_same = one.eq_ignore_ascii_case(other) || normalise(one) == normalise(other);
    !is_same || a.is_technical(i) && b.is_technical(j)
}

/// The pairs of function words that replace one another, if the others may be left out; `may_go`
/// says in which of both texts there may be such.
///
/// If both texts could leave words out, any word could replace any other: `dem` could become `der`.
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
    let mut fits = vec![false; (kept.len() + 1) * width];
    for row in (0..=kept.len()).rev() {
        for column in (0..=removed.len()).rev() {
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

fn groups(side: &Side<'_>, token: usize) -> u16 {
    match side.role(token) {
        Some(Role::Function { groups, .. }) => groups,
        _ => 0,
    }
}

fn is_free(side: &Side<'_>, token: usize) -> bool {
    matches!(side.role(token), Some(Role::Function { free: true, .. })) && !is_special(side, token)
}

/// Whether a function word is more than that where it stands: quoted, an option, beside a symbol.
fn is_special(side: &Side<'_>, token: usize) -> bool {
    side.is_marked(token) || side.is_technical(token) || side.is_touched(token)
}
