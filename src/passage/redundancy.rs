//! The passages of a pair that do not follow from others of it.
//!
//! Every token that is in a passage is in one that is kept. A text that is n times in one document and
//! m times in the other keeps about n + m passages, not n times m. The comparisons have a bound: what is
//! not compared is kept.

use super::cover::Cover;
use super::place::{Places, project};
use super::run::TokenPassage;
use super::work::PassageWork;

/// How many passages of a pair a new one is compared with, to see whether it follows from them.
const MAX_COMPARED: usize = 4096;

/// How many of these comparisons there are for each passage of the pair, and besides. What is not
/// compared is kept.
const COMPARED: usize = 64;
const LEAST_COMPARED: usize = 1 << 16;

/// Drops passages that say nothing new: all of whose tokens lie in passages that were kept, and
/// whose two places are joined by those already. The first `given` stay.
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
    // What is half new on one side comes first, then what adds most, so that a periodic text is
    // covered in few steps.
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

/// Passages of one pair, what they cover and which places they join.
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

    /// Whether a passage follows from those that were kept: they lead from one of its places to
    /// the other, or it is a part of one of them.
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
