//! Families: all places of one text, each compared with the representative, called *medoid* in the code.
//!
//! A group may contain places that differ too much. Example: A and B are 90 % alike, B and C too, A and
//! C 79 %. With a least identity of 80 %, B has most passages and becomes the medoid of one family of
//! three. In a longer chain A–B–C–D–E the ends would come into families of their own.
//!
//! Two rounds:
//!
//! 1. [`by_copies`](Settler::by_copies): the medoid is the text with most copies and passages. Every place that is
//!    like it joins its family. The other places are searched again, at most 64 times.
//! 2. [`by_stars`](Settler::by_stars): passages whose two places are in no common family. The place with most of
//!    them becomes the medoid of those joined to it.
//!
//! Passages that are left then are families of two places.
//!
//! Invariant: each passage is in exactly one family, and each occurrence is like the medoid by at least
//! [`min_identity`](PassageSettings::min_identity).
//!
//! Cost: O(r · t) for t tokens in the different texts of a group and r families. The steps have a bound
//! for each group.

use super::document::DocumentTokens;
use super::likeness::likeness;
use super::run::{TokenPassage, TokenRun};
use super::settings::PassageSettings;
use super::work::PassageWork;
use crate::hash::{ContentHash, content_hash};
use crate::model::Similarity;
use std::collections::BTreeMap;

/// How many families each round looks for in one group. It bounds the time for groups whose text changes
/// from place to place; each remaining passage becomes a family of its own.
const MAX_ROUNDS: usize = 64;

/// A group: places that may be one text, and the passages between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FamilyCandidate {
    pub(super) places: Vec<(TokenRun, ContentHash)>,
    /// The passage's number, and the numbers of its two places in `places`.
    pub(super) passages: Vec<(usize, usize, usize)>,
    /// The steps that may be taken before each remaining passage becomes a family of its own.
    pub(super) steps: u64,
}

/// One place of a family.
///
/// # Examples
/// ```
/// use retold::model::Similarity;
/// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
///
/// let tokens: Vec<u64> = (0..30).collect();
/// let documents = [DocumentTokens::new(&tokens), DocumentTokens::new(&tokens)];
/// let found = find_passages(&documents, &PassageSettings::default());
/// let occurrence = found.families[0].occurrences[1];
/// assert_eq!((occurrence.run.range(), occurrence.similarity), (0..30, Similarity::ONE));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenOccurrence {
    /// The tokens of the place.
    pub run: TokenRun,
    /// The words that this place and the medoid have in common, in order, as a share of the words of
    /// the longer one. Where a passage joins the two, its [`identity`](TokenPassage::identity).
    pub similarity: Similarity,
}

/// All places of one text, each compared with one of them, the medoid.
///
/// A quotation inside a longer shared block has a family of its own if it also occurs without the block. A
/// place may be in several families.
///
/// Memory: 88 bytes, 24 for each place and 8 for each passage.
///
/// # Examples
/// ```
/// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
///
/// let block: Vec<u64> = (0..50).collect();
/// let quotation = &block[20..40];
/// let documents = [
///     DocumentTokens::new(&block),
///     DocumentTokens::new(&block),
///     DocumentTokens::new(quotation),
/// ];
/// let found = find_passages(&documents, &PassageSettings::default());
/// let places: Vec<_> = found.families.iter().map(|family| family.occurrences.len()).collect();
/// assert_eq!(places, [2, 3]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenFamily {
    /// The places, sorted. Two of them overlap by at most a fifth of the shorter one.
    pub occurrences: Vec<TokenOccurrence>,
    /// The index of the occurrence that all others were compared with.
    pub medoid: usize,
    /// The words of the medoid.
    pub words: usize,
    /// The hash of the medoid's tokens. It identifies the family, whatever the order of the documents.
    pub content: ContentHash,
    /// Whether all places are equal token for token.
    pub identical: bool,
    /// Whether the text occurs in more documents than [`frequent`](PassageSettings::frequent), or in at
    /// least 8 documents that are half of all or more.
    pub boilerplate: bool,
    /// The passages that belong to it, as indices into the list of passages, ascending.
    pub passages: Vec<usize>,
}

/// Divides a group into families. Returns the work that it took, too.
///
/// If a passage joins a place to the medoid, the identity of the passage is used, so that passage
/// and family state one similarity for two places.
pub(crate) fn settle(
    group: &FamilyCandidate,
    passages: &[TokenPassage],
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
) -> (Vec<TokenFamily>, PassageWork) {
    let joined = Joined::of(group, passages);
    let mut settler =
        Settler { group, joined, documents, settings, families: Vec::new(), steps: 0 };
    let open = settler.by_copies();
    let open = settler.by_stars(open);
    let bounded = if settler.is_bounded() { open.len() } else { 0 };
    for (number, ..) in open {
        let passage = &passages[number];
        settler.push_pair(number, passage);
    }
    let work = PassageWork { likened: settler.steps, bounded, ..PassageWork::default() };
    (settler.families, work)
}

struct Settler<'s, 't> {
    group: &'s FamilyCandidate,
    joined: Joined,
    documents: &'s [DocumentTokens<'t>],
    settings: &'s PassageSettings,
    families: Vec<TokenFamily>,
    /// The steps taken to compare places.
    steps: u64,
}

/// The pairs of texts that passages join, with the identities of these, sorted.
struct Joined(Vec<(ContentHash, ContentHash, Similarity)>);

impl Joined {
    fn of(group: &FamilyCandidate, passages: &[TokenPassage]) -> Joined {
        let mut joined = Vec::with_capacity(2 * group.passages.len());
        for &(number, a, b) in &group.passages {
            let passage = &passages[number];
            let ((a_run, a_text), (b_run, b_text)) = (group.places[a], group.places[b]);
            // A place may have the run of another passage, a few words longer or shorter. The identity
            // of this passage is then not that of the two places.
            if a_text != b_text && joins(passage, a_run, b_run) {
                joined.push((a_text, b_text, passage.identity));
                joined.push((b_text, a_text, passage.identity));
            }
        }
        joined.sort_unstable();
        Joined(joined)
    }

    /// The highest identity of the passages between two texts.
    fn identity(&self, a: ContentHash, b: ContentHash) -> Option<Similarity> {
        let upto = self.0.partition_point(|&(x, y, _)| (x, y) <= (a, b));
        let (x, y, identity) = *self.0.get(upto.checked_sub(1)?)?;
        ((x, y) == (a, b)).then_some(identity)
    }
}

/// Whether a passage joins exactly these two runs, in either order.
fn joins(passage: &TokenPassage, x: TokenRun, y: TokenRun) -> bool {
    (passage.a, passage.b) == (x, y) || (passage.a, passage.b) == (y, x)
}

impl TokenFamily {
    /// Whether the family has more than one place, once overlapping ones are removed.
    fn has_several_occurrences(&self) -> bool {
        self.occurrences.len() > 1
    }
}

impl Settler<'_, '_> {
    fn is_bounded(&self) -> bool {
        self.steps > self.group.steps
    }

    fn tokens(&self, run: TokenRun) -> &[u64] {
        run.tokens(self.documents[run.document.index()].hashes())
    }

    /// The similarity of two places of the group, if it is enough for one family.
    fn likeness(&mut self, medoid: usize, other: usize) -> Option<Similarity> {
        let ((a, a_text), (b, b_text)) = (self.group.places[medoid], self.group.places[other]);
        let joined = self.joined.identity(a_text, b_text);
        let least = self.settings.min_identity();
        joined.or_else(|| likeness(self.documents, a, b, least, &mut self.steps))
    }

    /// Makes families around the text with most copies, then of the remaining places, and so on. Returns
    /// the passages whose two places are in no common family.
    fn by_copies(&mut self) -> Vec<(usize, usize, usize)> {
        let places = &self.group.places;
        let mut family_of = vec![usize::MAX; places.len()];
        // Equal texts side by side: each text is compared once.
        let mut rest: Vec<usize> = (0..places.len()).collect();
        rest.sort_by_key(|&place| (places[place].1, places[place].0));
        // A text weighs as much as its copies and passages: the text that most places resemble is usually
        // the one that most passages join. Every place weighs at least 1, so copies count without passages.
        let mut degrees = vec![1_usize; places.len()];
        for &(_, a, b) in &self.group.passages {
            degrees[a] += 1;
            degrees[b] += 1;
        }
        for _ in 0..MAX_ROUNDS {
            if self.is_bounded() {
                break;
            }
            let equal = |x: &usize, y: &usize| places[*x].1 == places[*y].1;
            let Some(medoid) = rest
                .chunk_by(equal)
                .max_by_key(|copies| {
                    let weight: usize = copies.iter().map(|&place| degrees[place]).sum();
                    (weight, places[copies[0]].0.len(), copies[0])
                })
                .map(|copies| copies[0])
            else {
                break;
            };
            // The walk over the rest is counted too, not only the comparisons: 64 rounds of it add up.
            self.steps += rest.len() as u64;
            let mut members = Vec::new();
            let mut unlike = Vec::new();
            for copies in rest.chunk_by(equal) {
                match self.likeness(medoid, copies[0]) {
                    Some(similarity) => {
                        members.extend(copies.iter().map(|&place| (place, similarity)));
                    }
                    None => unlike.extend_from_slice(copies),
                }
            }
            if members.len() > 1 {
                for &(place, _) in &members {
                    family_of[place] = self.families.len();
                }
                let occurrences = members
                    .iter()
                    .map(|&(place, similarity)| TokenOccurrence {
                        run: places[place].0,
                        similarity,
                    })
                    .collect();
                self.push(places[medoid].0, occurrences, Vec::new());
            }
            rest = unlike;
        }
        let mut open = Vec::new();
        for &(number, a, b) in &self.group.passages {
            let family = self
                .families
                .get_mut(family_of[a])
                .filter(|family| family.has_several_occurrences());
            match family {
                Some(family) if family_of[a] == family_of[b] => family.passages.push(number),
                _ => open.push((number, a, b)),
            }
        }
        // A family without a passage is dropped. The passages of its places are open, so the second round
        // looks at them.
        self.families.retain(|family| !family.passages.is_empty());
        open
    }

    /// Makes families of a place and those that `open` passages join to it. Returns the passages that are
    /// still open.
    fn by_stars(&mut self, mut open: Vec<(usize, usize, usize)>) -> Vec<(usize, usize, usize)> {
        let places = &self.group.places;
        let mut alone = Vec::new();
        for _ in 0..MAX_ROUNDS {
            if self.is_bounded() {
                break;
            }
            self.steps += open.len() as u64;
            let mut ends: Vec<usize> = open.iter().flat_map(|&(_, a, b)| [a, b]).collect();
            ends.sort_unstable();
            let Some(hub) = ends
                .chunk_by(|x, y| x == y)
                .max_by_key(|same| (same.len(), places[same[0]].0.len(), usize::MAX - same[0]))
                .map(|same| same[0])
            else {
                break;
            };
            let mut occurrences =
                vec![TokenOccurrence { run: places[hub].0, similarity: Similarity::ONE }];
            let mut joined = Vec::new();
            let mut left = Vec::new();
            for &(number, a, b) in &open {
                let other = if a == hub { b } else { a };
                let is_spoke = a == hub || b == hub;
                let like = is_spoke.then(|| self.likeness(hub, other)).flatten();
                if let Some(similarity) = like {
                    occurrences.push(TokenOccurrence { run: places[other].0, similarity });
                    joined.push((number, a, b));
                } else {
                    left.push((number, a, b));
                }
            }
            // The place with most open passages is similar to none of their other sides; the same would be
            // tried again in the next round.
            if joined.is_empty() {
                break;
            }
            let passages = joined.iter().map(|&(number, _, _)| number).collect();
            self.push(places[hub].0, occurrences, passages);
            // All places joined to the hub may overlap it. Their passages are families of two.
            if self.families.pop_if(|family| !family.has_several_occurrences()).is_some() {
                alone.append(&mut joined);
            }
            open = left;
        }
        open.append(&mut alone);
        open
    }

    /// Makes a family of the two sides of a passage.
    fn push_pair(&mut self, number: usize, passage: &TokenPassage) {
        let similarity = passage.identity;
        let a = TokenOccurrence { run: passage.a, similarity: Similarity::ONE };
        let b = TokenOccurrence { run: passage.b, similarity };
        self.push(passage.a, vec![a, b], vec![number]);
    }

    fn push(&mut self, medoid: TokenRun, mut places: Vec<TokenOccurrence>, passages: Vec<usize>) {
        // The most similar place first, so that it is kept of two that overlap.
        places.sort_by(|x, y| {
            let key = |place: &TokenOccurrence| (place.run != medoid, place.run);
            y.similarity.cmp(&x.similarity).then_with(|| key(x).cmp(&key(y)))
        });
        places.dedup_by_key(|place| place.run);
        let mut occurrences = without_overlaps(places);
        occurrences.sort_by_key(|place| place.run);
        let medoid_at = occurrences
            .iter()
            .position(|place| place.run == medoid)
            .expect("the medoid is the first place that is taken");
        let mut in_documents: Vec<_> = occurrences.iter().map(|x| x.run.document).collect();
        in_documents.dedup();
        let frequent = in_documents.len() > self.settings.frequent();
        let half = 2 * in_documents.len() >= self.documents.len();
        let text = self.tokens(medoid);
        self.families.push(TokenFamily {
            identical: occurrences.iter().all(|place| place.similarity == Similarity::ONE),
            medoid: medoid_at,
            words: self.documents[medoid.document.index()].words(medoid.range()),
            content: content_hash(text),
            boilerplate: frequent || (in_documents.len() >= 8 && half),
            occurrences,
            passages,
        });
    }
}

/// The places without those that overlap an earlier one by more than a fifth of the shorter.
fn without_overlaps(places: Vec<TokenOccurrence>) -> Vec<TokenOccurrence> {
    let mut documents: Vec<_> = places.iter().map(|place| place.run.document).collect();
    documents.sort_unstable();
    if documents.windows(2).all(|pair| pair[0] != pair[1]) {
        return places;
    }
    let mut free: Vec<TokenOccurrence> = Vec::with_capacity(places.len());
    let mut taken = BTreeMap::new();
    for place in places {
        let run = place.run;
        let is_free = |&(start, end): &(u32, u32)| {
            let other = TokenRun { document: run.document, start, end };
            5 * run.common(other) <= run.len().min(other.len())
        };
        // Kept places overlap by a fifth at most, so only two on either side can overlap this one.
        let before = taken.range(..=(run.document, run.start)).rev().take(2);
        let after = taken.range((run.document, run.start)..).take(2);
        let fits = before
            .chain(after)
            .filter(|((document, _), _)| *document == run.document)
            .all(|((_, start), end)| is_free(&(*start, *end)));
        if fits {
            taken.insert((run.document, run.start), run.end);
            free.push(place);
        }
    }
    free
}
