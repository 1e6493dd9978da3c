//! All places of one passage.

use super::document::DocumentTokens;
use super::likeness::likeness;
use super::run::{TokenPassage, TokenRun};
use super::settings::PassageSettings;
use super::work::PassageWork;
use crate::hash::{ContentHash, content_hash};
use crate::model::Similarity;
use std::collections::BTreeMap;

/// How often a group is searched for another family before what is left is taken pair by pair: a
/// bound on time for groups in which the text drifts from place to place.
const MAX_ROUNDS: usize = 64;

/// Places that may be the same text, with the passages that join them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FamilyCandidate {
    pub(super) places: Vec<(TokenRun, ContentHash)>,
    /// The passage's number, and the numbers of its two places in `places`.
    pub(super) passages: Vec<(usize, usize, usize)>,
    /// How many steps may be taken to settle it, before what is left is taken pair by pair.
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
    /// Where it stands.
    pub run: TokenRun,
    /// The words that this place and the medoid have in common, in order, as a share of those of the
    /// longer; where a passage joins the two, its [`identity`](TokenPassage::identity).
    pub similarity: Similarity,
}

/// All places of one passage, each verified against one of them, the medoid.
///
/// A text that is quoted inside a longer shared block has a family of its own when it stands in
/// places where the block does not. A place can be in several families.
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
    /// The places, sorted; they do not overlap by more than a fifth.
    pub occurrences: Vec<TokenOccurrence>,
    /// The occurrence that all others were checked against, as an index into `occurrences`.
    pub medoid: usize,
    /// The words of the medoid.
    pub words: usize,
    /// The hash of the medoid's tokens: what the family is known by in any order of documents.
    pub content: ContentHash,
    /// Whether all places are equal token for token.
    pub identical: bool,
    /// Whether the text stands in so many documents that it is part of their frame: more than
    /// [`frequent`](PassageSettings::frequent), or at least 8 that are half of all.
    pub boilerplate: bool,
    /// The passages that belong to it, as indices into the list of passages, ascending.
    pub passages: Vec<usize>,
}

/// Settles which places of a group are the same text: every member of a family is like its medoid
/// by at least [`min_identity`](PassageSettings::min_identity), whatever led from one to the other.
/// Where a passage joins a place to the medoid, the passage's identity is what counts, so that pair
/// and family say the same of the same two places.
///
/// The medoid is a place whose text has most copies and passages in the group. What is unlike it
/// is settled again on its own. Each passage ends up in exactly one family.
///
/// O(r · t) for t tokens in the group's different texts and r families, r at most 64 before what
/// is left is taken pair by pair.
///
/// Gives the work that it was, too.
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
    /// How many steps it took to hold places against one another.
    steps: u64,
}

/// The texts that passages join, with their identities: what likeness is to agree with.
struct Joined(Vec<(ContentHash, ContentHash, Similarity)>);

impl Joined {
    fn of(group: &FamilyCandidate, passages: &[TokenPassage]) -> Joined {
        let mut joined = Vec::with_capacity(2 * group.passages.len());
        for &(number, a, b) in &group.passages {
            let passage = &passages[number];
            let ((a_run, a_text), (b_run, b_text)) = (group.places[a], group.places[b]);
            // A place may be named by the run of another passage, a few words longer or shorter.
            if a_text != b_text && joins(passage, a_run, b_run) {
                joined.push((a_text, b_text, passage.identity));
                joined.push((b_text, a_text, passage.identity));
            }
        }
        joined.sort_unstable();
        Joined(joined)
    }

    /// The identity of two texts, the highest of several.
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
    /// Whether more than one place is left, of those that do not overlap one another.
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

    /// How like two places of the group are, if that is enough for one family.
    fn likeness(&mut self, medoid: usize, other: usize) -> Option<Similarity> {
        let ((a, a_text), (b, b_text)) = (self.group.places[medoid], self.group.places[other]);
        let joined = self.joined.identity(a_text, b_text);
        let least = self.settings.min_identity();
        joined.or_else(|| likeness(self.documents, a, b, least, &mut self.steps))
    }

    /// Families of all places that are like the text with most copies, again and again. Gives the
    /// passages whose two places did not come into one family.
    fn by_copies(&mut self) -> Vec<(usize, usize, usize)> {
        let places = &self.group.places;
        let mut family_of = vec![usize::MAX; places.len()];
        // Equal texts side by side: each text is compared once.
        let mut rest: Vec<usize> = (0..places.len()).collect();
        rest.sort_by_key(|&place| (places[place].1, places[place].0));
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
        self.families.retain(|family| !family.passages.is_empty());
        open
    }

    /// Families of a place and those that open passages join to it. Gives what is left.
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
            if joined.is_empty() {
                break;
            }
            let passages = joined.iter().map(|&(number, _, _)| number).collect();
            self.push(places[hub].0, occurrences, passages);
            // Where places were taken for one, all that a hub is joined to may overlap it.
            if self.families.pop_if(|family| !family.has_several_occurrences()).is_some() {
                alone.append(&mut joined);
            }
            open = left;
        }
        open.append(&mut alone);
        open
    }

    /// A family of the two sides of a passage, which verified them against one another.
    fn push_pair(&mut self, number: usize, passage: &TokenPassage) {
        let similarity = passage.identity;
        let a = TokenOccurrence { run: passage.a, similarity: Similarity::ONE };
        let b = TokenOccurrence { run: passage.b, similarity };
        self.push(passage.a, vec![a, b], vec![number]);
    }

    fn push(&mut self, medoid: TokenRun, mut places: Vec<TokenOccurrence>, passages: Vec<usize>) {
        // The better place first, so that of two that overlap it is the one that stays.
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

/// Of places that overlap by more than a fifth of the shorter, the one that comes first.
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
        // Places that were taken overlap by a fifth at most: two to either side are enough.
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
