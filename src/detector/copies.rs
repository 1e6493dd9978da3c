//! Near-copies among whole documents.

use super::candidates::{Search, fold_identical, matches, stars};
use super::engine::Detector;
use super::groups::Groups;
use super::keep_order::in_order;
use super::sameness::is_same;
use super::survey::Survey;
use super::watch::Watch;
use crate::error::Result;
use crate::matching::{Figures, Match, Relation};
use crate::model::Similarity;
use crate::report::{Cluster, Member, Pair, Truncated, Work};
use std::cmp::Reverse;

/// What is known of whole documents that resemble one another.
pub(super) struct Copies {
    /// For each document item, the first one with the same tokens.
    pub(super) first: Vec<u32>,
    /// The verified matches among first items.
    pub(super) matches: Vec<Match>,
    pub(super) clusters: Vec<Cluster>,
    /// The item of each representative, and that of each member of its cluster.
    pub(super) spokes: Vec<(u32, u32)>,
    /// For each document item the first one with the tokens of the representative that stands for
    /// it, if near-copies are collapsed.
    pub(super) stand_ins: Vec<Option<u32>>,
}

pub(super) fn near_copies(
    detector: &Detector,
    survey: &Survey<'_>,
    watch: &Watch<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Result<Copies> {
    let items = &survey.documents().items;
    let first = fold_identical(items);
    let comparison = &detector.settings().documents;
    let search = Search {
        detector,
        sources: &survey.sources,
        level: survey.documents(),
        comparison,
        first: &first,
        watch,
    };
    let matches = matches(&search, truncated, work)?;
    let clusters = clusters(detector, survey, &first, &matches, truncated, work);
    let spokes = members(survey, &clusters);
    let mut stand_ins = vec![None; items.len()];
    if detector.settings().collapse {
        // What two groups share is news, so none stands for one in another group.
        let group = |item: usize| survey.group(items[item].source);
        for &(representative, item) in &spokes {
            let [representative, item] = [representative as usize, item as usize];
            let stand_in = first[representative];
            if first[item] != stand_in && group(item) == group(representative) {
                stand_ins[item] = Some(stand_in);
            }
        }
        truncated.collapsed = stand_ins.iter().flatten().count();
    }
    Ok(Copies { first, matches, clusters, spokes, stand_ins })
}

/// The document items of each representative and of each member of its cluster.
fn members(survey: &Survey<'_>, clusters: &[Cluster]) -> Vec<(u32, u32)> {
    let items = &survey.documents().items;
    let mut item_of = vec![0; survey.sources.len()];
    for (number, item) in items.iter().enumerate() {
        item_of[survey.id(item.source).index()] = number as u32;
    }
    let of_cluster = |cluster: &Cluster| {
        let representative = item_of[cluster.representative.index()];
        let of_member = |member: &Member| (representative, item_of[member.document.index()]);
        cluster.members.iter().map(of_member).collect::<Vec<_>>()
    };
    clusters.iter().flat_map(of_cluster).collect()
}

impl Copies {
    /// Whether two items that match are two that stand for themselves, or one and its
    /// representative.
    pub(super) fn is_told(&self, a: u32, b: u32) -> bool {
        let faces = |item: u32, other: u32| {
            let stand_in = self.stand_ins[item as usize];
            stand_in.is_none() || stand_in == Some(self.first[other as usize])
        };
        faces(a, b) && faces(b, a)
    }

    pub(super) fn into_clusters(self) -> Vec<Cluster> {
        self.clusters
    }

    /// Gives each member of a cluster the relation that the list of pairs (sorted) states.
    pub(super) fn agree(&mut self, pairs: &[Pair]) {
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

fn clusters(
    detector: &Detector,
    survey: &Survey<'_>,
    first: &[u32],
    matches: &[Match],
    truncated: &mut Truncated,
    work: &mut Work,
) -> Vec<Cluster> {
    let order = in_order(detector, survey, &survey.documents().items);
    // The best of the documents with the same tokens stands for them, and asks in its place.
    let groups =
        Groups::new(first.len(), || order.iter().map(|&item| (first[item as usize], item)));
    let is_best = |item: u32| groups[first[item as usize] as usize][0] == item;
    let firsts = order.iter().filter(|&&item| is_best(item)).map(|&item| first[item as usize]);
    let mut all = Vec::with_capacity(order.len());
    all.extend(firsts);
    let firsts = all.len();
    all.extend(order.iter().filter(|&&item| first[item as usize] != item));
    let source = |item: u32| survey.documents().items[item as usize].source;
    let id = |item: u32| survey.id(source(item));
    let text = |item: u32| survey.sources[source(item) as usize].document.text();
    let comparison = &detector.settings().documents;
    let items = &survey.documents().items;
    let mut in_star = vec![false; first.len()];
    let mut clusters = Vec::new();
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
    let stars = stars(detector, &survey.sources, items, comparison, &all, matches);
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
    for &alone in all[..firsts].iter().filter(|&&item| !in_star[item as usize]) {
        finish(alone, Vec::new());
    }
    clusters.sort_by_key(|cluster| (Reverse(cluster.members.len()), cluster.representative));
    clusters
}
