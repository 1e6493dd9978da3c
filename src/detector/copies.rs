//! Near-copies among whole documents: verified matches, and clusters around a representative.
//!
//! Documents with the same tokens are folded into one *text* before anything is compared. The matches and
//! the stars are found among texts; then each text is replaced by all its documents.
//!
//! Worked example: `a1` and `a2` have one text A, `b` has a text B that matches A, and `c` matches B but
//! not A. The star of A has the member B. C matches only a member, so it is in no star. The cluster is
//! `a1` (representative), `a2` and `b`. There is no single linkage: every member matches the representative.
//!
//! With the setting `collapse`, passages are searched in one document of each cluster only.
//! `representative_of` says which documents are left out, and for the sake of which text.
//!
//! Cost: that of `candidates`, over the documents.

use super::candidates::{Search, fold_identical, matches, stars};
use super::engine::Detector;
use super::groups::Groups;
use super::ingest::Ingested;
use super::keep_order::in_order;
use super::progress::Progress;
use super::text_equality::is_same;
use crate::error::Result;
use crate::matching::{Figures, Match, Relation};
use crate::model::Similarity;
use crate::report::{Cluster, Member, Pair, Truncated, Work};
use std::cmp::Reverse;

/// The matches and clusters of whole documents.
pub(super) struct Copies {
    /// For each document item, the first one with the same tokens.
    pub(super) first: Vec<u32>,
    /// The verified matches among first items.
    pub(super) matches: Vec<Match>,
    pub(super) clusters: Vec<Cluster>,
    /// The items of each representative and of each member of its cluster, cluster by cluster.
    pub(super) star_edges: Vec<(u32, u32)>,
    /// For each document item that is collapsed, the first item with the text of its representative.
    pub(super) representative_of: Vec<Option<u32>>,
}

/// Finds the near-copies among the documents.
pub(super) fn near_copies(
    detector: &Detector,
    ingested: &Ingested<'_>,
    progress: &Progress<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Result<Copies> {
    let items = &ingested.documents().items;
    let first = fold_identical(items);
    let comparison = &detector.settings().documents;
    let search = Search {
        detector,
        sources: &ingested.sources,
        table: ingested.documents(),
        comparison,
        first: &first,
        progress,
    };
    let matches = matches(&search, truncated, work)?;
    let clusters = clusters(detector, ingested, &first, &matches, progress, truncated, work);
    progress.check()?;
    let star_edges = members(ingested, &clusters);
    let mut representative_of = vec![None; items.len()];
    if detector.settings().collapse {
        // Shared text of two groups is what a report between groups is asked for. So a document is not
        // collapsed if its representative is in another group.
        let group = |item: usize| ingested.document_group(items[item].source);
        for &(representative, item) in &star_edges {
            let [representative, item] = [representative as usize, item as usize];
            let first_of_text = first[representative];
            // Exact copies of the representative are no near-copies: they are folded, not collapsed.
            if first[item] != first_of_text && group(item) == group(representative) {
                representative_of[item] = Some(first_of_text);
            }
        }
        truncated.collapsed = representative_of.iter().flatten().count();
    }
    Ok(Copies { first, matches, clusters, star_edges, representative_of })
}

/// The document items of each representative and of each member of its cluster.
fn members(ingested: &Ingested<'_>, clusters: &[Cluster]) -> Vec<(u32, u32)> {
    let items = &ingested.documents().items;
    let mut item_of = vec![0; ingested.sources.len()];
    for (number, item) in items.iter().enumerate() {
        item_of[ingested.id(item.source).index()] = number as u32;
    }
    let of_cluster = |cluster: &Cluster| {
        let representative = item_of[cluster.representative.index()];
        let of_member = |member: &Member| (representative, item_of[member.document.index()]);
        cluster.members.iter().map(of_member).collect::<Vec<_>>()
    };
    clusters.iter().flat_map(of_cluster).collect()
}

impl Copies {
    /// Whether the pair of two matching items is listed: neither is collapsed, or one is collapsed and
    /// the other has the text of its representative.
    pub(super) fn is_listed(&self, a: u32, b: u32) -> bool {
        let is_represented_by = |item: u32, other: u32| {
            let representative = self.representative_of[item as usize];
            representative.is_none() || representative == Some(self.first[other as usize])
        };
        is_represented_by(a, b) && is_represented_by(b, a)
    }

    pub(super) fn into_clusters(self) -> Vec<Cluster> {
        self.clusters
    }

    /// Sets the relation of each cluster member to that of its pair with the representative. `pairs` is
    /// sorted.
    ///
    /// When clusters are made, only the figures of whole documents are known. The relation of a pair
    /// also depends on its passages, and both must be the same in a report.
    pub(super) fn set_relations(&mut self, pairs: &[Pair]) {
        for cluster in &mut self.clusters {
            let representative = cluster.representative;
            for member in &mut cluster.members {
                let other = member.document;
                let key = (representative.min(other), representative.max(other));
                if let Ok(listed) = pairs.binary_search_by_key(&key, |pair| (pair.a, pair.b)) {
                    member.relation = pairs[listed].relation;
                }
            }
        }
    }
}

/// The clusters, by size and then by representative. If the observer stops the run, they are incomplete.
fn clusters(
    detector: &Detector,
    ingested: &Ingested<'_>,
    first: &[u32],
    matches: &[Match],
    progress: &Progress<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Vec<Cluster> {
    let order = in_order(detector, ingested, &ingested.documents().items);
    // Each text takes the position of its best document in keep order.
    let groups =
        Groups::new(first.len(), || order.iter().map(|&item| (first[item as usize], item)));
    let is_best = |item: u32| groups[first[item as usize] as usize][0] == item;
    let firsts = order.iter().filter(|&&item| is_best(item)).map(|&item| first[item as usize]);
    // The texts that can be the centre of a star, best first; behind them the copies, which match
    // nothing as they are folded.
    let mut all = Vec::with_capacity(order.len());
    all.extend(firsts);
    let firsts = all.len();
    all.extend(order.iter().filter(|&&item| first[item as usize] != item));
    let source = |item: u32| ingested.documents().items[item as usize].source;
    let id = |item: u32| ingested.id(source(item));
    let text = |item: u32| ingested.sources[source(item) as usize].document.text();
    let comparison = &detector.settings().documents;
    let items = &ingested.documents().items;
    let mut in_star = vec![false; first.len()];
    let mut clusters = Vec::new();
    // Adds the copies of the representative's own text, and lists the cluster if it has a member.
    let mut finish = |representative: u32, mut members: Vec<Member>| {
        let group = &groups[representative as usize];
        let same_words = group[1..].iter().map(|&item| Member {
            document: id(item),
            resemblance: Similarity::ONE,
            relation: if is_same(text(group[0]), text(item)) {
                Relation::Identical
            } else {
                Relation::SameWords
            },
        });
        members.extend(same_words);
        if !members.is_empty() {
            members.sort_by_key(|member| member.document);
            let representative = id(groups[representative as usize][0]);
            clusters.push(Cluster { representative, members });
        }
    };
    let stars = stars(detector, &ingested.sources, items, comparison, &all, matches, progress);
    truncated.unresolved += stars.unresolved;
    work.compared += stars.compared;
    for star in stars.clusters {
        in_star[star.representative as usize] = true;
        let mut members = Vec::new();
        for member in &star.members {
            in_star[member.index as usize] = true;
            let found = &member.matched;
            let figures = Figures {
                resemblance: found.resemblance,
                containment_a: found.containment_a,
                containment_b: found.containment_b,
                ..Figures::default()
            };
            let relation = Relation::classify(&figures, comparison.threshold);
            members.extend(groups[member.index as usize].iter().map(|&item| Member {
                document: id(item),
                resemblance: found.resemblance,
                relation,
            }));
        }
        finish(star.representative, members);
    }
    // A text without a star is a cluster if several documents have it.
    for &alone in all[..firsts].iter().filter(|&&item| !in_star[item as usize]) {
        finish(alone, Vec::new());
    }
    clusters.sort_by_key(|cluster| (Reverse(cluster.members.len()), cluster.representative));
    clusters
}
