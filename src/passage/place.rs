//! Groups of passages that may have the same text.
//!
//! 1. *Places.* Both sides of all passages are runs of tokens. Runs that share at least four fifths of
//!    the longer one are one place.
//! 2. *Joining.* Two places are joined if a passage joins them, or if their tokens are equal.
//! 3. *Following.* A place inside a longer passage has a counterpart on the passage's other side. Example: a
//!    quotation of 20 words is in documents 0 and 1, and a passage of 50 words joins 1 and 2 and contains
//!    the quotation. No passage joins document 2 to the quotation alone. The place in 1 is projected through
//!    the longer passage. If the projection in 2 is similar to the quotation, it is one of its places.
//!
//! A group is a connected component of places. It may contain places that differ too much; `family` splits
//! these off.
//!
//! Invariant: each passage is in exactly one group. The result depends on no order except the numbering of
//! the documents.
//!
//! Cost: O(n log n + t) for n passages over t tokens. Each document has an allowance of steps for following;
//! places that are not followed are counted in [`PassageWork::bounded`].

use super::document::DocumentTokens;
use super::enclosure_index::{EnclosureIndex, Side};
use super::family::FamilyCandidate;
use super::likeness::{likeness, most_steps};
use super::run::{TokenPassage, TokenRun};
use super::settings::PassageSettings;
use super::work::PassageWork;
use crate::hash::{ContentHash, content_hash};
use crate::model::DocumentId;
use crate::table::HashMap;

/// The most longer passages through which a place is projected.
const MAX_PROJECTIONS: usize = 32;

/// The most passages around a place that are examined to find these.
const MAX_AROUND: usize = 4 * MAX_PROJECTIONS;

/// The number of steps to follow the places of a document, for each token of a passage in it. Without a bound,
/// nested passages would take each place to 32 others, and each of these to 32 more.
const FOLLOWED: u64 = 16;

/// The number of places over one token that have allowances of their own. More places share these.
const COPIES: u64 = 2;

/// Groups passages whose places may have the same text, and returns the work too. [`settle`](super::settle)
/// makes families of each group, in any order.
pub(crate) fn group_passages(
    passages: &[TokenPassage],
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
) -> (Vec<FamilyCandidate>, PassageWork) {
    let mut work = PassageWork::default();
    let mut places = Places::default();
    let mut sides = sides_of(passages);
    // The run of most passages becomes the run of the place; slightly different runs are added to it.
    let mut runs: Vec<&mut [Side]> = sides.chunk_by_mut(|x, y| x.run == y.run).collect();
    runs.sort_by_key(|same| (usize::MAX - same.len(), usize::MAX - same[0].run.len()));
    let mut place_of = vec![[0; 2]; passages.len()];
    for same in runs {
        let place = places.find_or_add(same[0].run);
        for side in same {
            side.place = place;
            place_of[side.passage][usize::from(!side.is_a)] = place;
        }
    }
    for &[a, b] in &place_of {
        places.join(a, b);
    }
    places.follow(passages, &sides, documents, settings, &mut work);
    work.placed += places.looked;

    let content = contents(&places.runs, &place_of, passages, documents);
    let mut by_content: Vec<usize> = (0..content.len()).collect();
    by_content.sort_unstable_by_key(|&place| (content[place], place));
    for pair in by_content.windows(2) {
        if content[pair[0]] == content[pair[1]] {
            places.join(pair[0], pair[1]);
        }
    }

    let steps = settling_steps(&places.runs, documents);
    let roots: Vec<usize> = (0..places.runs.len()).map(|place| places.root(place)).collect();
    // Groups are numbered by their first place, so that the result does not depend on the joins.
    let mut number_of_root = vec![usize::MAX; roots.len()];
    let mut number_in_group = vec![0; roots.len()];
    let mut groups: Vec<FamilyCandidate> = Vec::new();
    for (place, &root) in roots.iter().enumerate() {
        if number_of_root[root] == usize::MAX {
            number_of_root[root] = groups.len();
            groups.push(FamilyCandidate::default());
        }
        let group = &mut groups[number_of_root[root]];
        number_in_group[place] = group.places.len();
        group.places.push((places.runs[place], content[place]));
        group.steps += steps[place];
    }
    for (number, &[a, b]) in place_of.iter().enumerate() {
        let group = &mut groups[number_of_root[roots[a]]];
        group.passages.push((number, number_in_group[a], number_in_group[b]));
    }
    (groups, work)
}

/// The number of full comparisons with another place that each place may take.
const SETTLED: f64 = 12.0;

/// The steps that each place adds to the allowance of its group. If more than [`COPIES`] places cover a token
/// of a document on average, they share the steps of this many places.
fn settling_steps(places: &[TokenRun], documents: &[DocumentTokens<'_>]) -> Vec<u64> {
    let mut covered = vec![0_u64; documents.len()];
    for run in places {
        covered[run.document.index()] += run.len() as u64;
    }
    let steps = places.iter().map(|run| {
        let tokens = documents[run.document.index()].hashes().len() as u64;
        let share = (COPIES * tokens) as f64 / covered[run.document.index()] as f64;
        (SETTLED * share.min(1.0) * most_steps(run.len()) as f64) as u64
    });
    steps.collect()
}

/// The hash of the text of each place.
fn contents(
    runs: &[TokenRun],
    place_of: &[[usize; 2]],
    passages: &[TokenPassage],
    documents: &[DocumentTokens<'_>],
) -> Vec<ContentHash> {
    let hash = |run: TokenRun| content_hash(run.tokens(documents[run.document.index()].hashes()));
    let mut contents: Vec<Option<ContentHash>> = vec![None; runs.len()];
    for (passage, &[a, b]) in passages.iter().zip(place_of) {
        // The two places of a verbatim passage have one hash, so a text in very many places is hashed
        // once.
        if passage.is_verbatim() && runs[a] == passage.a && runs[b] == passage.b {
            let content = contents[a].or(contents[b]).unwrap_or_else(|| hash(passage.a));
            (contents[a], contents[b]) = (Some(content), Some(content));
        }
    }
    contents.iter().zip(runs).map(|(content, &run)| content.unwrap_or_else(|| hash(run))).collect()
}

/// The sides of all passages, sorted by run.
fn sides_of(passages: &[TokenPassage]) -> Vec<Side> {
    let mut sides: Vec<Side> = passages
        .iter()
        .enumerate()
        .flat_map(|(passage, TokenPassage { a, b, .. })| {
            [(*a, true), (*b, false)].map(|(run, is_a)| Side { run, passage, is_a, place: 0 })
        })
        .collect();
    sides.sort_by_key(|side| side.run);
    sides
}

/// The number of steps to follow the places of each document.
fn allowances(sides: &[Side], documents: &[DocumentTokens<'_>]) -> Vec<u64> {
    let mut allowed = vec![0; documents.len()];
    for Side { run, .. } in sides {
        allowed[run.document.index()] += FOLLOWED * run.len() as u64;
    }
    for (allowed, document) in allowed.iter_mut().zip(documents) {
        *allowed = (*allowed).min(FOLLOWED * COPIES * document.hashes().len() as u64);
    }
    allowed
}

/// All places, and which of them are joined (a disjoint-set forest).
#[derive(Default)]
pub(super) struct Places {
    runs: Vec<TokenRun>,
    /// The last place of each [cell](Cell), and for each place the previous one in its cell. Only few different
    /// places of similar length start near one another, so a search examines some dozens.
    last_in_cell: HashMap<Cell, usize>,
    before_in_cell: Vec<Option<usize>>,
    parents: Vec<usize>,
    /// The number of places that were examined.
    pub(super) looked: u64,
}

/// The start of a place, in units of 2ˡ tokens for a length from 2ˡ up to 2ˡ⁺¹ tokens.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Cell {
    /// The logarithm l.
    length: u32,
    document: DocumentId,
    start: u32,
}

impl Cell {
    fn of(run: TokenRun) -> Cell {
        let length = run.len().max(1).ilog2();
        Cell { length, document: run.document, start: run.start >> length }
    }
}

impl Places {
    /// The place of a run; if several fit, the one that shares most tokens with it; of several of these, the
    /// first.
    pub(super) fn find(&mut self, run: TokenRun) -> Option<usize> {
        // Two runs of one place start no further apart than a fifth of the longer, and the shorter
        // has at least four fifths of the longer's length.
        let len = run.len();
        let slack = (len / 4 + 1) as u32;
        let (start, end) = (run.start.saturating_sub(slack), run.start.saturating_add(slack));
        let lengths = (4 * len / 5).max(1).ilog2()..=(5 * len / 4).max(1).ilog2();
        let mut best: Option<(usize, usize)> = None;
        for length in lengths {
            for start in start >> length..=end >> length {
                let cell = Cell { length, document: run.document, start };
                let mut next = self.last_in_cell.get(&cell).copied();
                while let Some(place) = next {
                    next = self.before_in_cell[place];
                    self.looked += 1;
                    let key = (self.runs[place].common(run), usize::MAX - place);
                    if self.runs[place].is_same_place(run) && best.is_none_or(|best| key > best) {
                        best = Some(key);
                    }
                }
            }
        }
        best.map(|(_, place)| usize::MAX - place)
    }

    pub(super) fn find_or_add(&mut self, run: TokenRun) -> usize {
        if let Some(place) = self.find(run) {
            return place;
        }
        let place = self.runs.len();
        self.runs.push(run);
        let before = self.last_in_cell.insert(Cell::of(run), place);
        self.before_in_cell.push(before);
        self.parents.push(place);
        place
    }

    pub(super) fn root(&mut self, mut place: usize) -> usize {
        // Each step halves the path, so later searches from these places are short.
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    pub(super) fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.root(x), self.root(y));
        // The place with the lower number becomes the root, so that the order of the joins has no effect.
        self.parents[x.max(y)] = x.min(y);
    }

    /// Projects every place inside a longer passage to the other side of that passage, as long as its
    /// document has steps left. The list of places grows meanwhile: a projection that becomes a place is
    /// followed later.
    fn follow(
        &mut self,
        passages: &[TokenPassage],
        sides: &[Side],
        documents: &[DocumentTokens<'_>],
        settings: &PassageSettings,
        work: &mut PassageWork,
    ) {
        let enclosing = EnclosureIndex::new(sides);
        let mut allowed = allowances(sides, documents);
        let mut offsets_of: Vec<Vec<[u32; 2]>> = vec![Vec::new(); passages.len()];
        let mut next = 0;
        while next < self.runs.len() {
            let (place, run) = (next, self.runs[next]);
            next += 1;
            if allowed[run.document.index()] == 0 {
                work.bounded += 1;
                continue;
            }
            // The first limit counts the sides of the place itself, which are skipped. Without it, a text with
            // very many equal sides would be examined to the end for few projections.
            let mut looked = 0;
            let around: Vec<&Side> = enclosing
                .holding(sides, run)
                .take(MAX_AROUND)
                .inspect(|_| looked += 1)
                .map(|at| &sides[at])
                .filter(|side| side.place != place)
                .take(MAX_PROJECTIONS)
                .collect();
            work.placed += looked as u64;
            work.bounded += usize::from(looked == MAX_AROUND && around.len() < MAX_PROJECTIONS);
            for side in around {
                let passage = &passages[side.passage];
                let image = if passage.is_verbatim() {
                    project_verbatim(passage, run, side.is_a)
                } else {
                    let of_passage = &mut offsets_of[side.passage];
                    if of_passage.is_empty() {
                        work.likened += passage.edits.len() as u64;
                        *of_passage = offsets(passage);
                    }
                    project_by(passage, of_passage, run, side.is_a)
                };
                // The two are joined already: a comparison would change nothing.
                if let Some(known) = self.find(image)
                    && self.root(known) == self.root(place)
                {
                    continue;
                }
                let mut steps = run.len() as u64;
                let least = settings.min_identity();
                // A projection across a change may be too short or too different to be an occurrence.
                let fifths = documents[image.document.index()].fifths(image.range());
                if fifths >= 5 * settings.min_words()
                    && likeness(documents, run, image, least, &mut steps).is_some()
                {
                    let image = self.find_or_add(image);
                    self.join(place, image);
                }
                // A failed comparison costs as much as a successful one, so both are charged.
                work.likened += steps;
                let allowed = &mut allowed[run.document.index()];
                *allowed = allowed.saturating_sub(steps);
            }
        }
    }
}

/// The part of a passage's other side that corresponds to a run within one side. If an end of the run is inside
/// a change, the part includes the whole change.
pub(super) fn project(passage: &TokenPassage, run: TokenRun, from_a: bool) -> TokenRun {
    project_by(passage, &offsets(passage), run, from_a)
}

/// The number of tokens of both sides before each step of a passage, and before its end.
fn offsets(passage: &TokenPassage) -> Vec<[u32; 2]> {
    let steps = passage.edits.iter().scan([0; 2], |[a, b], edit| {
        (*a, *b) = (*a + edit.a_len(), *b + edit.b_len());
        Some([*a, *b])
    });
    std::iter::once([0; 2]).chain(steps).collect()
}

/// The same as [`project`], for a passage without changes: no list has to be read.
fn project_verbatim(passage: &TokenPassage, run: TokenRun, from_a: bool) -> TokenRun {
    let (source, target) = if from_a { (passage.a, passage.b) } else { (passage.b, passage.a) };
    let start = target.start + (run.start - source.start);
    TokenRun { document: target.document, start, end: start + (run.end - run.start) }
}

/// The same as [`project`], with the [`offsets`] of the passage, so that the changes of a passage are summed up
/// only once.
fn project_by(
    passage: &TokenPassage,
    offsets: &[[u32; 2]],
    run: TokenRun,
    from_a: bool,
) -> TokenRun {
    let (source, target) = if from_a { (passage.a, passage.b) } else { (passage.b, passage.a) };
    let [from, to] = if from_a { [0, 1] } else { [1, 0] };
    let (start, end) = (run.start - source.start, run.end - source.start);
    // The steps that contain the first token and the last one.
    let first = offsets[1..].partition_point(|before| before[from] <= start);
    let last = first + offsets[first + 1..].partition_point(|before| before[from] < end);
    let into = |step: usize, at: u32, of_change: u32| {
        let own = offsets[step];
        own[to] + if passage.edits[step].is_equal() { at - own[from] } else { of_change }
    };
    let change = passage.edits[last];
    let change_len = if from_a { change.b_len() } else { change.a_len() };
    TokenRun {
        document: target.document,
        start: target.start + into(first, start, 0),
        end: target.start + into(last, end, change_len),
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenPassage, TokenRun, project};
    use crate::model::{DocumentId, Similarity};
    use crate::passage::edits::Edit;

    fn run(document: u32, start: u32, end: u32) -> TokenRun {
        TokenRun { document: DocumentId(document), start, end }
    }

    /// Ten equal tokens, three in the place of two, ten equal tokens.
    fn passage() -> TokenPassage {
        TokenPassage {
            a: run(0, 100, 122),
            b: run(1, 200, 223),
            matched_words: 20,
            identity: Similarity::ratio(20, 23),
            edits: vec![
                Edit::Equal { len: 10 },
                Edit::Replace { a_len: 2, b_len: 3 },
                Edit::Equal { len: 10 },
            ],
        }
    }

    type Bounds = (u32, u32);

    fn check(from_a: bool, pairs: &[(Bounds, Bounds)]) {
        let (from, to) = if from_a { (0, 1) } else { (1, 0) };
        for &((start, end), image) in pairs {
            let projected = project(&passage(), run(from, start, end), from_a);
            assert_eq!(projected, run(to, image.0, image.1), "{start}..{end}");
        }
    }

    #[test]
    fn an_end_inside_a_change_takes_the_whole_change() {
        check(
            true,
            &[((102, 111), (202, 213)), ((102, 112), (202, 213)), ((111, 115), (210, 216))],
        );
        check(
            false,
            &[((202, 211), (102, 112)), ((202, 212), (102, 112)), ((212, 216), (110, 115))],
        );
    }

    /// A verbatim passage is projected without its list of changes, to the same place.
    #[test]
    fn a_verbatim_passage_has_the_projections_of_one_step() {
        let (a, b) = (run(0, 100, 130), run(1, 200, 230));
        let identity = Similarity::ONE;
        let edits = vec![Edit::Equal { len: 30 }];
        let passage = TokenPassage { a, b, matched_words: 30, identity, edits };
        for (start, end) in (0..30).flat_map(|from| (from + 1..=30).map(move |to| (from, to))) {
            for (document, base, from_a) in [(0, 100, true), (1, 200, false)] {
                let part = run(document, base + start, base + end);
                let expected = project(&passage, part, from_a);
                assert_eq!(super::project_verbatim(&passage, part, from_a), expected);
            }
        }
    }

    #[test]
    fn a_run_of_equal_tokens_has_an_image_of_the_same_length() {
        check(
            true,
            &[((100, 110), (200, 210)), ((103, 107), (203, 207)), ((113, 122), (214, 223))],
        );
    }
}
