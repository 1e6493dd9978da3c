//! The index of the prefix filter, and its search.

use super::cost::JoinCost;
use super::plan::{PrefixPlan, Probes, start_of};
use super::postings::{Postings, PostingsPart};
use super::rarity::Counts;
use crate::matching::threshold::{required_overlap, shortest_partner};
use crate::matching::verification::Match;
use crate::model::Similarity;
use crate::shingle::{ShingleSets, overlap_at_least};

/// Finds every pair of sets whose resemblance reaches the threshold, sorted.
///
/// Empty sets match nothing. Equal sets match one another: 100,000 of them have 5 × 10⁹ matches, so callers
/// should fold equal sets into one first.
///
/// See [`PrefixIndex`] for the method and its cost, and to run it on several threads.
///
/// # Examples
/// ```
/// use retold::matching::exact_join;
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
///
/// let sets = ShingleSets::from_iter([vec![1, 2, 3, 4], vec![7, 8], vec![1, 2, 3, 4, 5]]);
/// let matches = exact_join(&sets, Similarity::new(0.8).unwrap());
/// assert_eq!(matches.len(), 1);
/// assert_eq!((matches[0].a, matches[0].b), (0, 2));
/// ```
pub fn exact_join(sets: &ShingleSets, threshold: Similarity) -> Vec<Match> {
    let index = PrefixIndex::new(sets, threshold);
    let mut scratch = JoinScratch::default();
    let mut matches = Vec::new();
    for record in 0..sets.len() as u32 {
        index.matches_of(record, &mut scratch, &mut matches);
    }
    matches.sort_unstable();
    matches
}

/// An index from the rarest shingles of each set to the sets that have them.
///
/// In an order of all shingles with the rarest first, two sets that share at least α shingles have one in common
/// among the first |A| − α + 1 of A and the first |B| − α + 1 of B. So it is enough to index and search these
/// (prefix filter: Chaudhuri, Ganti & Kaushik 2006; All-Pairs: Bayardo, Ma & Srikant 2007). Partners that are
/// too short to match are skipped, and every candidate is verified.
///
/// The sets of a shingle are counted in one byte that several shingles may share, so rarity is
/// approximate. That makes the filter weaker and never wrong: it needs the same order for all sets, and
/// any order will do.
///
/// Memory: 20 bytes a set, 8 bytes for each shingle among the rarest (about a fifth of all, at a
/// threshold of 0.8) that some other set has too, 12 to 16 more for about half of them;
/// and 5 bytes a shingle while the index is built. [`PrefixIndex::cost`] gives the exact
/// amount, and how many pairs would be verified.
///
/// # Examples
/// Each pair is found from one of its sides, so the searches for all records give all pairs once, in
/// any order and on any number of threads.
/// ```
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
/// use retold::matching::{JoinScratch, PrefixIndex};
///
/// let sets = ShingleSets::from_iter([vec![1, 2, 3, 4], vec![7, 8], vec![1, 2, 3, 4, 5]]);
/// let index = PrefixIndex::new(&sets, Similarity::new(0.8).unwrap());
/// let mut scratch = JoinScratch::default();
/// let mut matches = Vec::new();
/// for record in [2, 0, 1] {
///     index.matches_of(record, &mut scratch, &mut matches);
/// }
/// assert_eq!(matches.len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct PrefixIndex<'s> {
    sets: &'s ShingleSets,
    threshold: Similarity,
    /// The numbers of the sets by length, then number. A place in this list is a *rank*.
    order: Vec<u32>,
    ranks: Vec<u32>,
    /// The length of the set at each rank.
    lens: Vec<u32>,
    /// The prefix of each set as keys, set after set.
    probes: Vec<u64>,
    probe_ends: Vec<usize>,
    postings: Postings,
}

/// Working memory of [`PrefixIndex::matches_of`], one for each thread; 4 bytes a set.
///
/// It may be used for one index after another.
#[derive(Clone, Debug, Default)]
pub struct JoinScratch {
    candidates: Vec<u32>,
    /// For each rank, the last search that found it.
    met: Vec<u32>,
    search: u32,
}

impl<'s> PrefixIndex<'s> {
    /// Counts all shingles, and indexes the rarest of each set.
    ///
    /// # Panics
    /// If there are 2³² sets or more, or as many shingles among the rarest.
    pub fn new(sets: &'s ShingleSets, threshold: Similarity) -> PrefixIndex<'s> {
        let plan = PrefixPlan::new(sets, threshold, 1);
        let dealt = [plan.deal(0)];
        let counts: Vec<Counts> =
            (0..plan.shares()).map(|share| PrefixPlan::count(&dealt, share)).collect();
        let probes = PrefixPlan::join(vec![plan.probe(&counts, 0)]);
        let postings = vec![plan.post(&probes, 0)];
        PrefixIndex::planned(plan, probes, postings)
    }

    /// Builds the index from the results of a plan.
    pub(crate) fn planned(
        plan: PrefixPlan<'s>,
        probes: Probes,
        postings: Vec<PostingsPart>,
    ) -> PrefixIndex<'s> {
        let PrefixPlan { sets, threshold, order, .. } = plan;
        let postings = Postings::new(postings, probes.shift());
        let mut ranks = vec![0; order.len()];
        for (rank, &record) in order.iter().enumerate() {
            ranks[record as usize] = rank as u32;
        }
        let lens = order.iter().map(|&record| sets.len_of(record as usize) as u32).collect();
        let Probes { keys: probes, ends: probe_ends, .. } = probes;
        PrefixIndex { sets, threshold, order, ranks, lens, probes, probe_ends, postings }
    }

    /// Appends the matches of one set with all shorter sets, and with those of its own length and a smaller
    /// number, in no particular order.
    ///
    /// The searches for all sets find every matching pair once.
    ///
    /// # Panics
    /// If there is no such set.
    ///
    /// # Examples
    /// ```
    /// use retold::model::Similarity;
    /// use retold::shingle::ShingleSets;
    /// use retold::matching::{JoinScratch, PrefixIndex};
    ///
    /// let sets = ShingleSets::from_iter([vec![1, 2], vec![1, 2]]);
    /// let index = PrefixIndex::new(&sets, Similarity::ONE);
    /// let mut matches = Vec::new();
    /// index.matches_of(0, &mut JoinScratch::default(), &mut matches);
    /// assert!(matches.is_empty(), "the pair is found from its other side");
    /// index.matches_of(1, &mut JoinScratch::default(), &mut matches);
    /// assert_eq!(matches.len(), 1);
    /// ```
    pub fn matches_of(&self, record: u32, scratch: &mut JoinScratch, out: &mut Vec<Match>) {
        scratch.start(self.order.len());
        let rank = self.ranks[record as usize];
        let probes = self.probes_of(record);
        if probes.is_empty() {
            return;
        }
        let set = self.sets.get(record as usize);
        // Ranks are by length: partners have lower ranks, down to the first that is long enough.
        let first = self.first_partner(set.len());
        for &key in probes {
            for partner in self.postings.ranks(key, first, rank) {
                scratch.meet(partner);
            }
        }
        for &partner in &scratch.candidates {
            let partner = self.order[partner as usize];
            let other = self.sets.get(partner as usize);
            let need = required_overlap(set.len(), other.len(), self.threshold);
            if let Some(shared) = overlap_at_least(set, other, need) {
                out.push(Match::new((record, set.len()), (partner, other.len()), shared));
            }
        }
    }

    /// The cost of the searches for all sets; the number of candidates is an upper bound.
    ///
    /// Takes a binary search for each rare shingle, much less than building the index.
    ///
    /// # Examples
    /// ```
    /// use retold::matching::PrefixIndex;
    /// use retold::model::Similarity;
    /// use retold::shingle::ShingleSets;
    ///
    /// // Copies are the worst case: all pairs of them match.
    /// let sets: ShingleSets = (0..1000).map(|_| vec![1]).collect();
    /// let cost = PrefixIndex::new(&sets, Similarity::ONE).cost();
    /// assert_eq!((cost.postings, cost.candidates), (1000, 1000 * 999 / 2));
    /// assert!(cost.bytes > 0);
    /// ```
    pub fn cost(&self) -> JoinCost {
        let mut candidates = 0;
        for (record, &rank) in (0..).zip(&self.ranks) {
            let probes = self.probes_of(record);
            if !probes.is_empty() {
                let first = self.first_partner(self.lens[rank as usize] as usize);
                let listed = |&key: &u64| self.postings.at_most(key, first, rank) as u64;
                candidates += probes.iter().map(listed).sum::<u64>();
            }
        }
        let by_set = size_of_val(&self.order[..])
            + size_of_val(&self.ranks[..])
            + size_of_val(&self.lens[..])
            + size_of_val(&self.probe_ends[..]);
        // A search keeps two lists, at most as long as these.
        let search = size_of_val(&self.order[..]) + size_of_val(&self.ranks[..]);
        let bytes = by_set + size_of_val(&self.probes[..]) + self.postings.bytes() + search;
        JoinCost { postings: self.postings.len() as u64, candidates, bytes: bytes as u64 }
    }

    /// The rank of the first set that is long enough to match one of `len` shingles.
    fn first_partner(&self, len: usize) -> u32 {
        let shortest = shortest_partner(len, self.threshold);
        self.lens.partition_point(|&len| (len as usize) < shortest) as u32
    }

    fn probes_of(&self, record: u32) -> &[u64] {
        let record = record as usize;
        &self.probes[start_of(&self.probe_ends, record)..self.probe_ends[record]]
    }
}

impl JoinScratch {
    /// How many sets the last search compared.
    pub fn compared(&self) -> usize {
        self.candidates.len()
    }

    fn start(&mut self, sets: usize) {
        self.candidates.clear();
        if self.met.len() < sets {
            self.met.resize(sets, 0);
        }
        // A number for each search saves clearing the list, and keeps the searches of different indexes apart
        // that share this memory.
        self.search = self.search.checked_add(1).unwrap_or_else(|| {
            self.met.fill(0);
            1
        });
    }

    /// Adds a candidate, unless this search has it already.
    #[inline]
    fn meet(&mut self, rank: u32) {
        let met = &mut self.met[rank as usize];
        if *met != self.search {
            *met = self.search;
            self.candidates.push(rank);
        }
    }
}
