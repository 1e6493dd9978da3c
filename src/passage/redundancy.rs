//! The passages of a pair that do not follow from others of it.
//!
//! A text that is n times in one document and m times in the other gives n · m passages, of which about
//! n + m imply the others. Example: three copies of a paragraph at places 1, 2 and 3 of one document
//! have the passages (1, 2), (2, 3) and (1, 3). The first two join all three places, so (1, 3) is
//! dropped.
//!
//! Longer passages are taken first. A passage is kept if it covers tokens that no kept one covers, or if
//! the kept ones do not join its two places.
//!
//! Invariant: every token of a passage is in a kept passage.
//!
//! Cost: comparisons have a bound for each pair; a passage that is not compared is kept.

use super::cover::Cover;
use super::place::{Places, project};
use super::run::TokenPassage;
use super::work::PassageWork;

/// How many kept passages a new one is compared with at most.
const MAX_COMPARED: usize = 4096;

/// How many comparisons there are for each passage of the pair, and how many besides.
const COMPARED: usize = 64;
const LEAST_COMPARED: usize = 1 << 16;

/// Appends to `sink` the passages that do not follow from others, and the first `given` ones.
pub(super) fn drop_redundant(
    found: &mut Vec<TokenPassage>,
    given: usize,
    sink: &mut Vec<TokenPassage>,
    work: &mut PassageWork,
) {
    let mut kept = KeptPassages::new(found);
    let mut rest = found.split_off(given);
    for passage in found.drain(..) {
        kept.push(passage);
    }
    rest.sort_by(|x, y| {
        y.matched_words.cmp(&x.matched_words).then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    // Passages of which half is uncovered on one side are kept at once. The others are tried by how much
    // they add, so that few passages cover a periodic text.
    let mut left = Vec::new();
    for passage in rest {
        let (a_new, b_new) = kept.new_tokens(&passage);
        if 2 * a_new >= passage.a.len() || 2 * b_new >= passage.b.len() {
            kept.push(passage);
        } else {
            left.push((a_new.max(b_new), passage));
        }
    }
    left.sort_by_key(|(new, _)| usize::MAX - new);
    for (_, passage) in left {
        if kept.new_tokens(&passage) != (0, 0) || !kept.implies(&passage) {
            kept.push(passage);
        }
    }
    work.placed += kept.places.looked + kept.compared as u64;
    sink.append(&mut kept.passages);
}

/// The kept passages of a pair, the tokens that they cover and the places that they join.
struct KeptPassages {
    passages: Vec<TokenPassage>,
    /// The covered tokens of the two documents; of the first alone, if they are the same.
    covers: [Cover; 2],
    b_side: usize,
    places: Places,
    /// How many passages were compared with one another, and how many may be.
    compared: usize,
    allowed: usize,
}

impl KeptPassages {
    /// Nothing yet, with room for `all`.
    fn new(all: &[TokenPassage]) -> KeptPassages {
        let same = all.iter().any(|passage| passage.a.document == passage.b.document);
        let b_runs = all.iter().map(|passage| passage.b);
        let a_runs = all.iter().map(|passage| passage.a);
        let covers = if same {
            [Cover::over(a_runs.chain(b_runs)), Cover::over(std::iter::empty())]
        } else {
            [Cover::over(a_runs), Cover::over(b_runs)]
        };
        let b_side = usize::from(!same);
        let allowed = LEAST_COMPARED + COMPARED * all.len();
        let places = Places::default();
        KeptPassages { passages: Vec::new(), covers, b_side, places, compared: 0, allowed }
    }

    fn push(&mut self, passage: TokenPassage) {
        self.covers[0].add(passage.a);
        self.covers[self.b_side].add(passage.b);
        let [a, b] = [passage.a, passage.b].map(|run| self.places.find_or_add(run));
        self.places.join(a, b);
        self.passages.push(passage);
    }

    fn new_tokens(&self, passage: &TokenPassage) -> (usize, usize) {
        let a_new = self.covers[0].new_tokens(passage.a);
        (a_new, self.covers[self.b_side].new_tokens(passage.b))
    }

    /// Whether a passage follows from the kept ones: they join its two places, or it is a part of one
    /// of them.
    fn implies(&mut self, passage: &TokenPassage) -> bool {
        if let [Some(a), Some(b)] = [passage.a, passage.b].map(|run| self.places.find(run))
            && self.places.root(a) == self.places.root(b)
        {
            return true;
        }
        let most = MAX_COMPARED.min(self.allowed.saturating_sub(self.compared));
        self.passages.iter().take(most).any(|kept| {
            self.compared += 1;
            kept.a.holds(passage.a)
                && kept.b.holds(passage.b)
                && project(kept, passage.a, true).is_same_place(passage.b)
        })
    }
}
