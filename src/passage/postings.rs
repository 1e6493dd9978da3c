//! Equal seeds in different places.

use super::document::DocumentTokens;
use super::fingerprint::{Posting, each_run_of};
use super::settings::PassageSettings;
use crate::hash::shingle_hash;
use crate::model::DocumentId;
use ahash::AHashSet;

/// Two places at which the same tokens stand: 20 bytes.
///
/// `a` comes before `b`: in an earlier document, or earlier in the same one. Ordered by the pair
/// of documents first, so that sorting brings together what belongs to one pair.
///
/// # Examples
/// ```
/// use retold::{DocumentId, passage::Anchor};
///
/// let [a, b] = [DocumentId(0), DocumentId(3)];
/// let near = Anchor { a, b, a_position: 9, b_position: 1, len: 6 };
/// let far = Anchor { b: DocumentId(4), ..near };
/// assert!(near < far);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The document of the first place.
    pub a: DocumentId,
    /// The document of the second place.
    pub b: DocumentId,
    /// The first token of the first place.
    pub a_position: u32,
    /// The first token of the second place.
    pub b_position: u32,
    /// How many tokens from there on are known to be equal; there may be more, on either side.
    pub len: u32,
}

/// Postings whose seed stands in too many places for all its pairs to be compared.
///
/// They are taken out of all partitions before any partition is linked.
///
/// # Examples
/// ```
/// assert!(retold::passage::FrequentSeeds::default().postings().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct FrequentSeeds {
    hashes: AHashSet<u64>,
    postings: Vec<Posting>,
}

impl FrequentSeeds {
    /// Moves the frequent seeds of one partition, which [`keep_repeated`] has sorted, over here.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::{FrequentSeeds, Posting, keep_repeated};
    /// use retold::{DocumentId, PassageSettings};
    ///
    /// let posting = |document| Posting { hash: 5, document: DocumentId(document), position: 0 };
    /// let mut postings = keep_repeated(&[(0..3).map(posting).collect::<Vec<_>>()]);
    /// let mut frequent = FrequentSeeds::default();
    /// frequent.take(&mut postings, &PassageSettings::default().with_frequent(2)?);
    /// assert_eq!((postings.len(), frequent.postings().len()), (0, 3));
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn take(&mut self, postings: &mut Vec<Posting>, settings: &PassageSettings) {
        keep_groups(postings, |places| {
            let is_frequent = places.len() > settings.frequent();
            if is_frequent {
                self.hashes.insert(places[0].hash);
                self.postings.extend_from_slice(places);
            }
            !is_frequent
        });
    }

    /// All frequent postings, the places of each seed side by side.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::FrequentSeeds::default().postings().is_empty());
    /// ```
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    fn has(&self, seed: &[u64]) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&shingle_hash(seed))
    }
}

/// Keeps the groups of equal seeds, in sorted postings, for which `is_kept` holds.
fn keep_groups(postings: &mut Vec<Posting>, mut is_kept: impl FnMut(&[Posting]) -> bool) {
    let mut kept = 0;
    let mut at = 0;
    while at < postings.len() {
        let hash = postings[at].hash;
        let places = postings[at..].iter().take_while(|place| place.hash == hash).count();
        if is_kept(&postings[at..at + places]) {
            postings.copy_within(at..at + places, kept);
            kept += places;
        }
        at += places;
    }
    postings.truncate(kept);
}

/// Up to so many postings are sorted at once: a pair of documents has few.
const FEW: usize = 2048;

/// The postings of one partition, in as many parts as they came in, whose seed stands in several
/// places: those of each seed side by side, in order.
///
/// In prose nearly every seed is the only one of its kind; a bitmap of 8 bits a posting finds most
/// of those before anything is copied or sorted.
///
/// # Examples
/// ```
/// use retold::passage::{Posting, keep_repeated};
///
/// let posting = |hash, position| Posting { hash, document: Default::default(), position };
/// let parts = [vec![posting(9, 4), posting(7, 2)], vec![posting(9, 1)]];
/// assert_eq!(keep_repeated(&parts), [posting(9, 1), posting(9, 4)]);
/// ```
pub fn keep_repeated(parts: &[impl AsRef<[Posting]>]) -> Vec<Posting> {
    let all = || parts.iter().flat_map(AsRef::as_ref);
    let len: usize = parts.iter().map(|part| part.as_ref().len()).sum();
    if len < FEW {
        let mut postings: Vec<Posting> = all().copied().collect();
        postings.sort_unstable();
        keep_groups(&mut postings, |places| places.len() > 1);
        return postings;
    }
    let bits = (len * 8).next_power_of_two().max(64);
    let mut once = vec![0_u64; bits / 64];
    let mut again = once.clone();
    // The lowest bits chose the partition, and the seeds that were kept have small hashes: the
    // bits between are the ones that tell seeds apart.
    let slot = |hash: u64| {
        let slot = (hash >> 16) as usize & (bits - 1);
        (slot / 64, 1_u64 << (slot % 64))
    };
    for posting in all() {
        let (word, bit) = slot(posting.hash);
        again[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let is_repeated = |posting: &&Posting| {
        let (word, bit) = slot(posting.hash);
        again[word] & bit != 0
    };
    // Equal seeds are brought together by one step of a radix sort, since most of what is left may
    // be a few seeds that stand in very many places, each of them in order already.
    let buckets = (len / 16).next_power_of_two();
    let bucket = |posting: &Posting| (posting.hash >> 16) as usize & (buckets - 1);
    let mut ends = vec![0; buckets];
    for posting in all().filter(is_repeated) {
        ends[bucket(posting)] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        total += std::mem::replace(end, total);
    }
    let mut postings = vec![Posting { hash: 0, document: DocumentId(0), position: 0 }; total];
    for posting in all().filter(is_repeated) {
        let end = &mut ends[bucket(posting)];
        postings[*end] = *posting;
        *end += 1;
    }
    let mut start = 0;
    for end in ends {
        // A stable sort takes linear time where few seeds have all the places.
        let places = &mut postings[start..end];
        places.sort_by_key(|posting| posting.hash);
        for places in places.chunk_by_mut(|x, y| x.hash == y.hash) {
            if !places.is_sorted() {
                places.sort_unstable();
            }
        }
        start = end;
    }
    keep_groups(&mut postings, |places| places.len() > 1);
    postings.shrink_to_fit();
    postings
}

/// Appends to `sink` the anchors between the postings of one partition, which [`keep_repeated`]
/// has sorted and out of which all frequent seeds were taken.
///
/// All places of a seed are compared with all. An anchor is given only where the common tokens are
/// at least as many as the [`guarantee`](PassageSettings::guarantee) says; a long common run has
/// a few anchors near its head.
///
/// # Examples
/// ```
/// use retold::passage::{FrequentSeeds, fingerprint, keep_repeated, link};
/// use retold::{DocumentId, DocumentTokens, PassageSettings};
///
/// let settings = PassageSettings::default();
/// let tokens: Vec<u64> = (0..20_u64).map(retold::hash::mix64).collect();
/// let documents = [DocumentTokens::new(&tokens), DocumentTokens::new(&tokens[5..])];
/// let mut postings = Vec::new();
/// for (id, document) in documents.iter().enumerate() {
///     let id = DocumentId(id as u32);
///     fingerprint(id, document.hashes(), &settings, |posting| postings.push(posting));
/// }
/// let postings = keep_repeated(&[postings]);
/// let mut anchors = Vec::new();
/// link(&postings, &documents, &FrequentSeeds::default(), &settings, &mut anchors);
/// assert!(anchors.iter().all(|anchor| anchor.a_position == anchor.b_position + 5));
/// ```
pub fn link(
    postings: &[Posting],
    documents: &[DocumentTokens<'_>],
    frequent: &FrequentSeeds,
    settings: &PassageSettings,
    sink: &mut Vec<Anchor>,
) {
    let mut linker = Linker { documents, settings, sink };
    for places in postings.chunk_by(|x, y| x.hash == y.hash) {
        linker.all_with_all(places, frequent);
    }
}

pub(super) struct Linker<'l, 't> {
    pub(super) documents: &'l [DocumentTokens<'t>],
    pub(super) settings: &'l PassageSettings,
    pub(super) sink: &'l mut Vec<Anchor>,
}

impl Linker<'_, '_> {
    pub(super) fn tokens(&self, place: Posting) -> &[u64] {
        self.documents[place.document.index()].hashes()
    }

    /// Whether what the two places share would be news.
    pub(super) fn is_news(&self, x: Posting, y: Posting) -> bool {
        if x.document == y.document {
            self.settings.within_documents()
        } else {
            self.settings.across_documents() && !self.is_same_side(x, y)
        }
    }

    /// Whether two places are in one document, or one group.
    pub(super) fn is_same_side(&self, x: Posting, y: Posting) -> bool {
        let group = |place: Posting| self.documents[place.document.index()].group();
        x.document == y.document || (group(x).is_some() && group(x) == group(y))
    }

    fn all_with_all(&mut self, places: &[Posting], frequent: &FrequentSeeds) {
        for (i, &y) in places.iter().enumerate() {
            for &x in &places[..i] {
                if self.is_news(x, y)
                    && let Some(equal) = self.head_of_run(x, y, frequent)
                {
                    self.push(x, y, equal);
                }
            }
        }
    }

    /// How many tokens are equal from two equal seeds on, as far as was looked; `None` if the
    /// common run around them is shorter than guaranteed, or an earlier seed in it speaks for it.
    fn head_of_run(&self, x: Posting, y: Posting, frequent: &FrequentSeeds) -> Option<usize> {
        let (k, window) = (self.settings.seed_length(), self.settings.window());
        let (a, b) = (self.tokens(x), self.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        let before = common_suffix(&a[..at_a], &b[..at_b], window);
        // A whole window of seeds lies before this one in the common run, so one of them was kept
        // at both places. It has its own anchor, unless it is frequent.
        let earlier_speaks =
            before == window && (at_a - window..at_a).all(|at| !frequent.has(&a[at..at + k]));
        if earlier_speaks {
            return None;
        }
        let wanted = self.settings.guarantee() - before.min(window - 1);
        let after = common_prefix(&a[at_a..], &b[at_b..], self.settings.guarantee());
        if after < wanted {
            return None;
        }
        // Near the end of the common run stand seeds that were kept for runs that go beyond it.
        let common = x.position - before as u32..x.position + after as u32;
        let mut is_kept_for_common_run = false;
        each_run_of(x, a, self.settings, |start, _| {
            let end = start + self.settings.guarantee() as u32;
            is_kept_for_common_run |= common.start <= start && end <= common.end;
        });
        if !is_kept_for_common_run {
            return None;
        }
        Some(after)
    }

    /// Gives an anchor; `equal` tokens from the two places on have been compared.
    pub(super) fn push(&mut self, x: Posting, y: Posting, equal: usize) {
        let key = |place: Posting| (place.document, place.position);
        let (x, y) = if key(x) <= key(y) { (x, y) } else { (y, x) };
        if key(x) != key(y) {
            self.sink.push(Anchor {
                a: x.document,
                b: y.document,
                a_position: x.position,
                b_position: y.position,
                len: equal as u32,
            });
        }
    }
}

/// The number of tokens that two texts have in common from their heads, up to `limit`.
pub(super) fn common_prefix(a: &[u64], b: &[u64], limit: usize) -> usize {
    a.iter().zip(b).take(limit).take_while(|(x, y)| x == y).count()
}

/// The number of tokens that two texts have in common from their ends, up to `limit`.
pub(super) fn common_suffix(a: &[u64], b: &[u64], limit: usize) -> usize {
    a.iter().rev().zip(b.iter().rev()).take(limit).take_while(|(x, y)| x == y).count()
}
