//! Clusters of similar records, and the relation of each record to another record of its cluster.
//!
//! A cluster is a connected component: two records are in one cluster if a chain of verified pairs
//! leads from one to the other. The representative is the kept record that is first in the keep
//! order.
//!
//! Every other record has a counterpart. The counterpart of a record that a deduplication removes is
//! the kept record that it repeats. The counterpart of a kept record is the first of the records with
//! which it has a pair; kept records come before removed ones.
//!
//! Cost: one more comparison of all candidate pairs, because the decision about removals compares a
//! record with kept ones only; a sort of the verified pairs; and one comparison for each kept record
//! that is not a representative. If the input is compressed or a table, one more reading of it. Memory:
//! 72 bytes for each verified pair, 16 for each removal, 48 for each record in a cluster, and 13 for
//! each document.

use super::repeat::{Repeat, Repeats};
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::summary::ClusterCounts;
use crate::diagnostics::Progress;
use crate::error::Error;
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
use retold::DocumentId;
use retold::detector::RemovalPlanner;
use retold::item::{Comparer, ItemMatch};
use retold::matching::DisjointSets;
use std::path::Path;

/// The relation of a record to its counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Relation {
    /// It is the representative.
    Representative,
    /// It would be removed: it is identical to its counterpart.
    Identical,
    /// It would be removed: it is equivalent to its counterpart.
    Equivalent,
    /// It would be removed: it is similar to its counterpart, and all similar records are removed.
    NearCopy,
    /// It would be removed: it occurs whole inside its counterpart.
    Contained,
    /// It would be kept: it differs from its counterpart in a fact.
    OtherFacts,
    /// It would be kept, and it is not known to differ in a fact. Either it is equivalent to its
    /// counterpart, but this one is removed itself, is later in the keep order or is not identical,
    /// or one of the two has too few words. Or its resemblance to its counterpart is below the
    /// threshold, because the counterpart occurs whole inside it.
    Linked,
}

impl Relation {
    pub(in crate::dedup) fn name(self) -> &'static str {
        match self {
            Relation::Representative => "representative",
            Relation::Identical => "identical",
            Relation::Equivalent => "equivalent",
            Relation::NearCopy => "near_copy",
            Relation::Contained => "contained",
            Relation::OtherFacts => "other_facts",
            Relation::Linked => "linked",
        }
    }

    /// The relation of a removed record to the one that it repeats.
    fn of_removed(repeat: &Repeat) -> Relation {
        if repeat.identical {
            Relation::Identical
        } else if repeat.is_contained {
            Relation::Contained
        } else if repeat.equivalent {
            Relation::Equivalent
        } else {
            Relation::NearCopy
        }
    }

    /// Whether a deduplication with the same settings removes the record.
    fn is_removed(self) -> bool {
        !matches!(self, Relation::Representative | Relation::OtherFacts | Relation::Linked)
    }
}

/// A record in a cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::dedup) struct Member {
    pub(in crate::dedup) document: u32,
    /// The number of its cluster, from 1, ordered by the first record of each cluster in the input.
    pub(in crate::dedup) cluster: u64,
    /// The number of records in the cluster, including those of reference corpora.
    pub(in crate::dedup) size: u64,
    pub(in crate::dedup) relation: Relation,
    /// The counterpart; none for the representative.
    pub(in crate::dedup) counterpart: Option<u32>,
    /// The resemblance to the counterpart; none if it is below the threshold.
    pub(in crate::dedup) resemblance: Option<f64>,
}

/// The records in clusters, in the order of the input.
#[derive(Debug, Default)]
pub(in crate::dedup) struct Clusters {
    pub(in crate::dedup) members: Vec<Member>,
    pub(in crate::dedup) count: u64,
}

impl Clusters {
    /// Finds the clusters from all verified pairs and all removals. `references` is the number of
    /// documents in reference corpora.
    pub(in crate::dedup) fn of(
        (second, comparer): (&RemovalPlanner, &Comparer),
        repeats: &Repeats,
        references: u32,
        store: &mut RecordStore<'_>,
        spool: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<Clusters, Error> {
        let pairs = second.matches(|document| store.text(document.0))?.pairs;
        let edges = edges(&pairs, repeats);
        let place = |document: u32| {
            second.place(DocumentId(document)).map_or(u32::MAX, |place| place as u32)
        };
        let mut clusters = Clusters::joined(store.documents(), references, &edges, repeats, place);
        let mut kept: Vec<&mut Member> = clusters
            .members
            .iter_mut()
            .filter(|member| member.relation == Relation::Linked)
            .collect();
        for member in &mut kept {
            member.counterpart = counterpart(member.document, &edges, repeats, place);
        }
        let both = |member: &&mut Member| [Some(member.document), member.counterpart];
        store.fetch_documents(kept.iter().flat_map(both).flatten(), spool, progress)?;
        let store = &*store;
        kept.par_iter_mut().try_for_each(|member| {
            let Some(other) = member.counterpart else { return Ok(()) };
            let likeness =
                comparer.compare(&store.text(member.document)?, &store.text(other)?).likeness();
            member.resemblance = likeness.map(|likeness| likeness.resemblance.get());
            if likeness.is_some_and(|likeness| !likeness.equivalent) {
                member.relation = Relation::OtherFacts;
            }
            Ok::<(), Error>(())
        })?;
        Ok(clusters)
    }

    /// The clusters before the kept records are compared. Kept records other than representatives
    /// count as linked.
    fn joined(
        documents: u32,
        references: u32,
        edges: &[(u32, u32)],
        repeats: &Repeats,
        place: impl Fn(u32) -> u32,
    ) -> Clusters {
        let mut sets = DisjointSets::new(documents);
        for &(a, b) in edges {
            sets.join(a, b);
        }
        let mut groups = sets.groups();
        let first_of_input = |group: &Vec<u32>| {
            group.get(group.partition_point(|&document| document < references)).copied()
        };
        groups.retain(|group| first_of_input(group).is_some());
        groups.sort_by_key(first_of_input);
        let mut clusters = Clusters { members: Vec::new(), count: groups.len() as u64 };
        for (cluster, group) in (1..).zip(&groups) {
            let rank =
                |&document: &u32| (!repeats.of(document).is_empty(), place(document), document);
            let representative = group.iter().copied().min_by_key(rank);
            for &document in group.iter().filter(|&&document| document >= references) {
                let removal = repeats.of(document).first();
                let relation = match removal {
                    Some(repeat) => Relation::of_removed(repeat),
                    None if representative == Some(document) => Relation::Representative,
                    None => Relation::Linked,
                };
                let similarity = removal.filter(|repeat| !repeat.is_contained);
                clusters.members.push(Member {
                    document,
                    cluster,
                    size: group.len() as u64,
                    relation,
                    counterpart: removal.map(|repeat| repeat.kept),
                    resemblance: similarity.map(|repeat| repeat.similarity),
                });
            }
        }
        clusters.members.sort_unstable_by_key(|member| member.document);
        clusters
    }

    /// The number of records in clusters, by relation.
    pub(in crate::dedup) fn counts(&self) -> ClusterCounts {
        let count = |is_one: fn(Relation) -> bool| {
            self.members.iter().filter(|member| is_one(member.relation)).count() as u64
        };
        ClusterCounts {
            clusters: self.count,
            records: self.members.len() as u64,
            removable: count(Relation::is_removed),
            other_facts: count(|relation| relation == Relation::OtherFacts),
        }
    }

    /// The member with this document.
    pub(in crate::dedup) fn member(&self, document: u32) -> Option<&Member> {
        let at = self.members.binary_search_by_key(&document, |member| member.document).ok()?;
        Some(&self.members[at])
    }
}

/// The pairs and removals in both directions, ascending.
fn edges(pairs: &[ItemMatch], repeats: &Repeats) -> Vec<(u32, u32)> {
    let alike = pairs.iter().map(|pair| (pair.document.0, pair.earlier.0));
    let removed = repeats.all.iter().map(|repeat| (repeat.document, repeat.kept));
    let mut edges: Vec<(u32, u32)> =
        alike.chain(removed).flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The counterpart of a kept record.
fn counterpart(
    document: u32,
    edges: &[(u32, u32)],
    repeats: &Repeats,
    place: impl Fn(u32) -> u32,
) -> Option<u32> {
    let first = edges.partition_point(|&(a, _)| a < document);
    let own = edges[first..].iter().take_while(|&&(a, _)| a == document).map(|&(_, b)| b);
    // Identical copies have the same place in the keep order, so they cannot be counterparts.
    let own = own.filter(|&other| place(other) != place(document));
    own.min_by_key(|&other| (!repeats.of(other).is_empty(), place(other), other))
}
