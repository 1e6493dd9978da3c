//! Which passages speak of the same text?

use super::document::DocumentTokens;
use super::family::FamilyCandidate;
use super::likeness::likeness;
use super::run::{Passage, TokenRun};
use super::settings::PassageSettings;
use crate::hash::{ContentHash, content_hash};
use crate::model::DocumentId;
use std::collections::BTreeSet;

/// Through how many longer passages around a place its text is followed to further places.
const MAX_PROJECTIONS: usize = 32;

/// Groups passages whose places are the same text, or may be: each group is to be settled on its
/// own, in any order, by [`settle`](super::settle).
///
/// Sides of passages on one stretch of a document (sharing at least four fifths of the longer)
/// are one place. Places belong together that a passage joins, that are equal token for token, or
/// that correspond inside longer passages: when a block was copied with a quotation in it, the
/// copy is a place of the quotation too, even if no passage says so. Groups may hold places
/// that have drifted apart; settling finds out.
///
/// O(n log n + t) for n passages over t tokens. Deterministic for a given numbering of the
/// documents.
///
/// # Examples
/// ```
/// use retold::{DocumentTokens, PassageSettings, find_passages, passage::group_passages};
///
/// let tokens: Vec<u64> = (0..30).collect();
/// let documents = [DocumentTokens::new(&tokens); 3];
/// let settings = PassageSettings::default();
/// let passages = find_passages(&documents, &settings).passages;
/// assert_eq!(passages.len(), 3);
/// assert_eq!(group_passages(&passages, &documents, &settings).len(), 1);
/// ```
pub fn group_passages(
    passages: &[Passage],
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
) -> Vec<FamilyCandidate> {
    let mut places = Places::default();
    let mut sides = sides_of(passages);
    // The run that most passages agree on names the place.
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
    places.follow(passages, &sides, documents, settings);

    let content = contents(&places.runs, &place_of, passages, documents);
    let mut by_content: Vec<usize> = (0..content.len()).collect();
    by_content.sort_unstable_by_key(|&place| (content[place], place));
    for pair in by_content.windows(2) {
        if content[pair[0]] == content[pair[1]] {
            places.join(pair[0], pair[1]);
        }
    }

    let roots: Vec<usize> = (0..places.runs.len()).map(|place| places.root(place)).collect();
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
    }
    for (number, &[a, b]) in place_of.iter().enumerate() {
        let group = &mut groups[number_of_root[roots[a]]];
        group.passages.push((number, number_in_group[a], number_in_group[b]));
    }
    groups
}

/// The hash of the text of each place.
fn contents(
    runs: &[TokenRun],
    place_of: &[[usize; 2]],
    passages: &[Passage],
    documents: &[DocumentTokens<'_>],
) -> Vec<ContentHash> {
    let hash = |run: TokenRun| content_hash(run.tokens(documents[run.document.index()].hashes()));
    let mut contents: Vec<Option<ContentHash>> = vec![None; runs.len()];
    for (passage, &[a, b]) in passages.iter().zip(place_of) {
        // What a passage has shown to be the same is not read again: of a text that stands in very
        // many places, one place is.
        if passage.is_verbatim() && runs[a] == passage.a && runs[b] == passage.b {
            let content = contents[a].or(contents[b]).unwrap_or_else(|| hash(passage.a));
            (contents[a], contents[b]) = (Some(content), Some(content));
        }
    }
    contents.iter().zip(runs).map(|(content, &run)| content.unwrap_or_else(|| hash(run))).collect()
}

/// One side of a passage.
struct Side {
    run: TokenRun,
    passage: usize,
    is_a: bool,
    place: usize,
}

/// The sides of all passages, sorted by run.
fn sides_of(passages: &[Passage]) -> Vec<Side> {
    let mut sides: Vec<Side> = passages
        .iter()
        .enumerate()
        .flat_map(|(passage, Passage { a, b, .. })| {
            [(*a, true), (*b, false)].map(|(run, is_a)| Side { run, passage, is_a, place: 0 })
        })
        .collect();
    sides.sort_by_key(|side| side.run);
    sides
}

/// Runs that are different places, and which of them belong together.
#[derive(Default)]
pub(super) struct Places {
    runs: Vec<TokenRun>,
    by_start: BTreeSet<(DocumentId, u32, usize)>,
    parents: Vec<usize>,
}

impl Places {
    pub(super) fn find(&self, run: TokenRun) -> Option<usize> {
        // Two runs of one place start no further apart than a fifth of the longer.
        let slack = (run.len() / 4 + 1) as u32;
        let from = (run.document, run.start.saturating_sub(slack), 0);
        let to = (run.document, run.start.saturating_add(slack), usize::MAX);
        self.by_start
            .range(from..=to)
            .map(|&(_, _, place)| place)
            .filter(|&place| self.runs[place].is_same_place(run))
            .max_by_key(|&place| (self.runs[place].common(run), usize::MAX - place))
    }

    pub(super) fn find_or_add(&mut self, run: TokenRun) -> usize {
        if let Some(place) = self.find(run) {
            return place;
        }
        let place = self.runs.len();
        self.runs.push(run);
        self.by_start.insert((run.document, run.start, place));
        self.parents.push(place);
        place
    }

    pub(super) fn root(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    pub(super) fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.root(x), self.root(y));
        self.parents[x.max(y)] = x.min(y);
    }

    /// Follows every place that lies inside a longer passage to that passage's other side.
    fn follow(
        &mut self,
        passages: &[Passage],
        sides: &[Side],
        documents: &[DocumentTokens<'_>],
        settings: &PassageSettings,
    ) {
        // The furthest end among the sides up to each, in its document: where to stop looking.
        let mut furthest: Vec<(DocumentId, u32)> = Vec::with_capacity(sides.len());
        for Side { run, .. } in sides {
            let before = furthest.last().filter(|last| last.0 == run.document);
            furthest.push((run.document, run.end.max(before.map_or(0, |last| last.1))));
        }
        let mut next = 0;
        while next < self.runs.len() {
            let (place, run) = (next, self.runs[next]);
            next += 1;
            let upto = sides.partition_point(|side| {
                (side.run.document, side.run.start) <= (run.document, run.start)
            });
            let around = (0..upto)
                .rev()
                .take_while(|&at| furthest[at] >= (run.document, run.end))
                .map(|at| &sides[at])
                .filter(|side| side.run.holds(run) && side.place != place)
                .take(MAX_PROJECTIONS);
            for side in around {
                let image = project(&passages[side.passage], run, side.is_a);
                let fifths = documents[image.document.index()].fifths(image.range());
                if fifths >= 5 * settings.min_words()
                    && likeness(documents, run, image, settings.min_identity()).is_some()
                {
                    let image = self.find_or_add(image);
                    self.join(place, image);
                }
            }
        }
    }
}

/// The part of a passage's other side that corresponds to a run within one side.
pub(super) fn project(passage: &Passage, run: TokenRun, from_a: bool) -> TokenRun {
    let (source, target) = if from_a { (passage.a, passage.b) } else { (passage.b, passage.a) };
    let (mut at, mut image_at) = (source.start, target.start);
    let mut image = TokenRun { document: target.document, start: target.end, end: target.end };
    let mut started = false;
    for edit in &passage.edits {
        let (len, image_len) =
            if from_a { (edit.a_len(), edit.b_len()) } else { (edit.b_len(), edit.a_len()) };
        if !started && run.start < at + len {
            started = true;
            let into = if edit.is_equal() { run.start - at } else { 0 };
            image.start = image_at + into;
        }
        if started && run.end <= at + len {
            let into = if edit.is_equal() { run.end - at } else { image_len };
            image.end = image_at + into;
            break;
        }
        at += len;
        image_at += image_len;
    }
    image
}

#[cfg(test)]
mod tests {
    use super::{Passage, TokenRun, project};
    use crate::model::{DocumentId, Similarity};
    use crate::passage::edits::Edit;

    fn run(document: u32, start: u32, end: u32) -> TokenRun {
        TokenRun { document: DocumentId(document), start, end }
    }

    /// Ten equal tokens, three in the place of two, ten equal tokens.
    fn passage() -> Passage {
        Passage {
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

    #[test]
    fn a_run_of_equal_tokens_has_an_image_of_the_same_length() {
        check(
            true,
            &[((100, 110), (200, 210)), ((103, 107), (203, 207)), ((113, 122), (214, 223))],
        );
    }
}
