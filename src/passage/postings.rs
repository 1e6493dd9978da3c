//! Equal seeds in different places.

use super::document::DocumentTokens;
use super::fingerprint::Posting;
use super::settings::PassageSettings;
use crate::hash::{ShingleHash, shingle_hash};
use crate::model::DocumentId;
use ahash::{AHashMap, AHashSet};

/// Two places at which the same tokens stand: 16 bytes.
///
/// `a` comes before `b`: in an earlier document, or earlier in the same one. Ordered by the pair
/// of documents first, so that sorting brings together what belongs to one pair.
///
/// # Examples
/// ```
/// use retold::{DocumentId, passage::Anchor};
///
/// let [a, b] = [DocumentId(0), DocumentId(3)];
/// let near = Anchor { a, b, a_position: 9, b_position: 1 };
/// let far = Anchor { a, b: DocumentId(4), a_position: 0, b_position: 0 };
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
}

/// Seeds that stand in too many places for all their pairs to be compared.
///
/// # Examples
/// ```
/// assert!(retold::passage::FrequentSeeds::default().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct FrequentSeeds {
    hashes: AHashSet<u64>,
}

impl FrequentSeeds {
    /// The number of such seeds.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::FrequentSeeds::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is none.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::FrequentSeeds::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Adds the frequent seeds of one partition, which [`keep_repeated`] has sorted.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::{FrequentSeeds, Posting, keep_repeated};
    /// use retold::{DocumentId, PassageSettings};
    ///
    /// let posting = |document| Posting { hash: 5, document: DocumentId(document), position: 0 };
    /// let mut postings: Vec<Posting> = (0..3).map(posting).collect();
    /// keep_repeated(&mut postings);
    /// let mut frequent = FrequentSeeds::default();
    /// frequent.add(&postings, &PassageSettings::default().with_frequent(2)?);
    /// assert_eq!(frequent.len(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add(&mut self, postings: &[Posting], settings: &PassageSettings) {
        for places in postings.chunk_by(|x, y| x.hash == y.hash) {
            if places.len() > settings.frequent() {
                self.hashes.insert(places[0].hash);
            }
        }
    }
}

/// Drops the postings whose seed stands nowhere else, and sorts the rest.
///
/// In prose nearly every seed is the only one of its kind; a bitmap of 8 bits a posting finds most
/// of those before anything is sorted.
///
/// # Examples
/// ```
/// use retold::passage::{Posting, keep_repeated};
///
/// let posting = |hash, position| Posting { hash, document: Default::default(), position };
/// let mut postings = vec![posting(9, 4), posting(7, 2), posting(9, 1)];
/// keep_repeated(&mut postings);
/// assert_eq!(postings, [posting(9, 1), posting(9, 4)]);
/// ```
pub fn keep_repeated(postings: &mut Vec<Posting>) {
    let bits = (postings.len() * 8).next_power_of_two().max(64);
    let mut once = vec![0_u64; bits / 64];
    let mut again = once.clone();
    // The top bits chose the partition, and the seeds that were kept have small hashes: the
    // middle bits are the ones that tell seeds apart.
    let slot = |hash: u64| {
        let slot = (hash >> 4) as usize & (bits - 1);
        (slot / 64, 1_u64 << (slot % 64))
    };
    for posting in &*postings {
        let (word, bit) = slot(posting.hash);
        again[word] |= once[word] & bit;
        once[word] |= bit;
    }
    postings.retain(|posting| {
        let (word, bit) = slot(posting.hash);
        again[word] & bit != 0
    });
    postings.sort_unstable();
    let mut kept = 0;
    let mut at = 0;
    while at < postings.len() {
        let hash = postings[at].hash;
        let mut end = at + 1;
        while end < postings.len() && postings[end].hash == hash {
            end += 1;
        }
        if end - at > 1 {
            postings.copy_within(at..end, kept);
            kept += end - at;
        }
        at = end;
    }
    postings.truncate(kept);
}

/// Appends to `sink` the anchors between the postings of one partition, which [`keep_repeated`]
/// has sorted. `frequent` holds the frequent seeds of all partitions.
///
/// An anchor is given only where the common tokens are at least as many as the
/// [`guarantee`](PassageSettings::guarantee) says; a long common run has a few anchors near its
/// head. A seed in up to [`frequent`](PassageSettings::frequent) places has its places compared
/// all with all. Beyond that, places are told apart by the runs of guaranteed length around the
/// seed; those that still have too many places are linked from each place to the next. So work
/// and anchors are linear in the postings, and every place of a repeated run has a partner.
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
///     fingerprint(DocumentId(id as u32), document.hashes(), &settings, &mut postings);
/// }
/// keep_repeated(&mut postings);
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
    let mut linker = Linker { documents, frequent, settings, sink };
    for places in postings.chunk_by(|x, y| x.hash == y.hash) {
        if places.len() <= settings.frequent() {
            linker.all_with_all(places);
        } else {
            linker.by_context(places);
        }
    }
}

struct Linker<'l, 't> {
    documents: &'l [DocumentTokens<'t>],
    frequent: &'l FrequentSeeds,
    settings: &'l PassageSettings,
    sink: &'l mut Vec<Anchor>,
}

/// A class of equal runs around a frequent seed.
#[derive(Clone, Default)]
struct RunClass {
    places: usize,
    last: Option<Posting>,
    /// The last place that was of another document and group than `last`.
    other: Option<Posting>,
    members: Vec<Posting>,
}

const NO_CLASS: u32 = u32::MAX;

impl Linker<'_, '_> {
    fn tokens(&self, place: Posting) -> &[u64] {
        self.documents[place.document.index()].hashes()
    }

    /// Whether what the two places share would be news.
    fn is_news(&self, x: Posting, y: Posting) -> bool {
        if x.document == y.document {
            self.settings.within_documents()
        } else {
            self.settings.across_documents() && !self.same_side(x, y)
        }
    }

    fn same_side(&self, x: Posting, y: Posting) -> bool {
        let group = |place: Posting| self.documents[place.document.index()].group();
        x.document == y.document || (group(x).is_some() && group(x) == group(y))
    }

    fn all_with_all(&mut self, places: &[Posting]) {
        for (i, &y) in places.iter().enumerate() {
            for &x in &places[..i] {
                if self.is_news(x, y) && self.is_head_of_run(x, y) {
                    self.push(x, y);
                }
            }
        }
    }

    /// Whether the common run around two equal seeds has the guaranteed length, and no earlier
    /// seed in it speaks for it already.
    fn is_head_of_run(&self, x: Posting, y: Posting) -> bool {
        let (k, window) = (self.settings.seed_length(), self.settings.window());
        let (a, b) = (self.tokens(x), self.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        let before = common_suffix(&a[..at_a], &b[..at_b], window);
        let wanted = self.settings.guarantee() - before.min(window - 1);
        if common_prefix(&a[at_a..], &b[at_b..], wanted) < wanted {
            return false;
        }
        // A whole window of seeds lies before this one in the common run, so one of them was kept
        // at both places. It has its own anchor, unless it is frequent.
        let earlier_speaks = before == window
            && (at_a - window..at_a)
                .all(|at| !self.frequent.hashes.contains(&shingle_hash(&a[at..at + k])));
        !earlier_speaks
    }

    fn by_context(&mut self, places: &[Posting]) {
        let window = self.settings.window();
        let mut ids: AHashMap<u64, u32> = AHashMap::new();
        let mut classes: Vec<RunClass> = Vec::new();
        let mut class_of = vec![NO_CLASS; places.len() * window];
        for (place, class_of) in places.iter().zip(class_of.chunks_exact_mut(window)) {
            self.each_run(*place, |nth, hash| {
                let id = *ids.entry(hash).or_insert_with(|| {
                    classes.push(RunClass::default());
                    classes.len() as u32 - 1
                });
                classes[id as usize].places += 1;
                class_of[nth] = id;
            });
        }
        for (place, class_of) in places.iter().zip(class_of.chunks_exact(window)) {
            let mut linked: Option<Posting> = None;
            for (nth, &id) in class_of.iter().enumerate() {
                if id == NO_CLASS || classes[id as usize].places < 2 {
                    linked = None;
                    continue;
                }
                let start = place.position + nth as u32 + 1 - window as u32;
                let here = Posting { position: start, ..*place };
                if classes[id as usize].places <= self.settings.frequent() {
                    classes[id as usize].members.push(here);
                    linked = None;
                    continue;
                }
                let class = &mut classes[id as usize];
                let partner = [class.last, class.other]
                    .into_iter()
                    .flatten()
                    .find(|&partner| self.is_news(partner, here));
                if let Some(last) = class.last
                    && !self.same_side(last, here)
                {
                    class.other = Some(last);
                }
                class.last = Some(here);
                // The run one token earlier went to the same partner: its anchor serves both.
                let next_of = |p: Posting| Posting { position: p.position + 1, ..p };
                if let Some(partner) = partner
                    && linked.map(next_of) != Some(partner)
                {
                    self.push(partner, here);
                }
                linked = partner;
            }
        }
        for class in classes {
            for (i, &y) in class.members.iter().enumerate() {
                for &x in &class.members[..i] {
                    if self.is_news(x, y) {
                        self.push(x, y);
                    }
                }
            }
        }
    }

    /// Calls `each` with the number and the hash of every run of guaranteed length around a seed.
    fn each_run(&self, place: Posting, mut each: impl FnMut(usize, u64)) {
        let (guarantee, window) = (self.settings.guarantee(), self.settings.window());
        let tokens = self.tokens(place);
        let reach = place.position as usize + 1;
        let mut rolling = ShingleHash::default();
        let first = reach.saturating_sub(window);
        let end = (reach + guarantee - 1).min(tokens.len());
        for at in first..end {
            rolling.push(tokens[at]);
            if rolling.len() == guarantee {
                let start = at + 1 - guarantee;
                each(start + window - reach, rolling.finish());
                rolling.pop(tokens[start]);
            }
        }
    }

    fn push(&mut self, x: Posting, y: Posting) {
        let key = |place: Posting| (place.document, place.position);
        let (x, y) = if key(x) <= key(y) { (x, y) } else { (y, x) };
        if key(x) != key(y) {
            self.sink.push(Anchor {
                a: x.document,
                b: y.document,
                a_position: x.position,
                b_position: y.position,
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
