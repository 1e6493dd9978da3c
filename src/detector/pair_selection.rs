//! The selection of the pairs that a report lists, where several documents have the same tokens.
//!
//! Documents with the same tokens are searched once, by the first of them, and what is found of it is true
//! of all. A report lists every pair, up to a limit, and counts the others:
//!
//! - in a cluster of up to [`PAIR_LIMIT`] members, every document with every other;
//! - in a larger cluster, each member with the representative (`truncated.clusters`);
//! - elsewhere, the first [`NAMED`] documents of one text with the first [`NAMED`] of the other
//!   (`truncated.pairs` has the number of the rest).
//!
//! Worked example: `a1` and `a2` have one text, `b1`, `b2` and `b3` another one that quotes a sentence of it. The
//! search finds (`a1`, `b1`), and the report lists six pairs. With 1,000 documents of each text it lists 64
//! and counts 999,936.
//!
//! Cost: 8 bytes a document, and work linear in the listed pairs.

use super::copies::Copies;
use super::findings::PAIR_LIMIT;
use super::ingest::Ingested;

/// How many documents of one text are listed in pairs with the documents of another text.
const NAMED: usize = 8;

const NO_CLUSTER: u32 = u32::MAX;

/// The documents with the same tokens, and the cluster of each document.
pub(super) struct PairSelection {
    /// For each source, the first one with the same tokens.
    first: Vec<u32>,
    /// The sources that share their tokens with others, sorted by the first of them.
    shared: Vec<u32>,
    /// For each source, its cluster; empty if there are no clusters.
    cluster_of: Vec<u32>,
    clusters: Vec<ClusterSize>,
}

/// A cluster: its representative, and whether it has more members than the limit.
struct ClusterSize {
    /// The source of the representative.
    representative: u32,
    is_large: bool,
}

impl PairSelection {
    pub(super) fn new(ingested: &Ingested<'_>, copies: &Copies) -> PairSelection {
        let items = &ingested.documents().items;
        let source = |item: u32| items[item as usize].source;
        let mut first: Vec<u32> = (0..ingested.sources.len() as u32).collect();
        let mut is_shared = vec![false; first.len()];
        for (item, &of) in items.iter().zip(&copies.first) {
            first[item.source as usize] = source(of);
            if item.source != source(of) {
                is_shared[item.source as usize] = true;
                is_shared[source(of) as usize] = true;
            }
        }
        let mut shared: Vec<u32> =
            (0..first.len() as u32).filter(|&source| is_shared[source as usize]).collect();
        shared.sort_by_key(|&source| first[source as usize]);
        let mut selection =
            PairSelection { first, shared, cluster_of: Vec::new(), clusters: Vec::new() };
        if !copies.star_edges.is_empty() {
            selection.cluster_of = vec![NO_CLUSTER; ingested.sources.len()];
        }
        // The edges of a star are consecutive: one chunk is one cluster.
        for star_edges in copies.star_edges.chunk_by(|x, y| x.0 == y.0) {
            let cluster = selection.clusters.len() as u32;
            let representative = source(star_edges[0].0);
            selection.cluster_of[representative as usize] = cluster;
            for &(_, member) in star_edges {
                selection.cluster_of[source(member) as usize] = cluster;
            }
            let is_large = star_edges.len() > PAIR_LIMIT;
            selection.clusters.push(ClusterSize { representative, is_large });
        }
        selection
    }

    /// The first source with the same tokens.
    pub(super) fn first(&self, source: u32) -> u32 {
        self.first[source as usize]
    }

    /// The first sources of the texts that several documents have.
    pub(super) fn texts(&self) -> impl Iterator<Item = u32> {
        self.shared.iter().copied().filter(|&source| self.first(source) == source)
    }

    /// The number of clusters of which not all pairs are listed.
    pub(super) fn large_clusters(&self) -> usize {
        self.clusters.iter().filter(|cluster| cluster.is_large).count()
    }

    /// Whether a pair is left out, since both are members of one large cluster and neither is its
    /// representative.
    pub(super) fn is_left_out(&self, x: u32, y: u32) -> bool {
        self.common_cluster(x, y).is_some_and(|cluster| {
            cluster.is_large && x != cluster.representative && y != cluster.representative
        })
    }

    /// Calls `name` with the listed pairs of a document with the tokens of `x` and one with the tokens
    /// of `y`, in this order, each once. If both have the same tokens, a document is in no pair with
    /// itself.
    pub(super) fn each(&self, x: u32, y: u32, mut name: impl FnMut(u32, u32)) {
        let (x, y) = (self.first(x), self.first(y));
        let (xs, ys) = (self.with_tokens_of(x), self.with_tokens_of(y));
        let hub =
            self.common_cluster(x, y).map(|cluster| (cluster.representative, cluster.is_large));
        // In a large cluster only pairs with the representative (the hub) are listed. If neither text is
        // that of the representative, the pair that was found is listed by itself.
        match hub {
            Some((hub, true)) if x == y => {
                let hub = if self.first(hub) == x { hub } else { x };
                xs.iter().filter(|&&other| other != hub).for_each(|&other| name(hub, other));
            }
            Some((hub, true)) if self.first(hub) == x => ys.iter().for_each(|&y| name(hub, y)),
            Some((hub, true)) if self.first(hub) == y => xs.iter().for_each(|&x| name(x, hub)),
            Some((_, true)) => name(x, y),
            small => {
                let most = if small.is_some() { usize::MAX } else { NAMED };
                for (nth, &a) in xs.iter().take(most).enumerate() {
                    let from = if x == y { nth + 1 } else { 0 };
                    ys.iter().take(most).skip(from).for_each(|&b| name(a, b));
                }
            }
        }
    }

    /// The number of pairs of documents with the tokens of `x` and of `y` that are not listed, given
    /// how many are. Those of a large cluster are counted as one cluster instead.
    pub(super) fn unnamed(&self, x: u32, y: u32, named: usize) -> usize {
        let [xs, ys] = [x, y].map(|source| self.with_tokens_of(source).len());
        if x == y || xs.max(ys) <= NAMED || self.common_cluster(x, y).is_some() {
            return 0;
        }
        xs.saturating_mul(ys).saturating_sub(named)
    }

    /// The sources with the tokens of a first one.
    fn with_tokens_of(&self, first: u32) -> &[u32] {
        let start = self.shared.partition_point(|&source| self.first(source) < first);
        let of = &self.shared[start..];
        let of = &of[..of.partition_point(|&source| self.first(source) == first)];
        if of.is_empty() { std::slice::from_ref(&self.first[first as usize]) } else { of }
    }

    fn common_cluster(&self, x: u32, y: u32) -> Option<&ClusterSize> {
        let of = |source: u32| self.cluster_of.get(source as usize).copied();
        let cluster = of(x).filter(|&cluster| of(y) == Some(cluster))?;
        self.clusters.get(cluster as usize)
    }
}
