//! The connected components of the documents, and their division into parts.
//!
//! Two documents are joined if they share a key. The decision on a document depends on the documents of its
//! component only (`retold::matching::keep_first`), so components can be decided on different machines. A
//! component is in one part: the largest one limits how well the work can be divided.
//!
//! Memory: 10 bytes a document, and 8 for each component of several documents.

use retold::matching::DisjointSets;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The number of the part of a document that shares no key.
const NO_PART: u16 = u16::MAX;

/// The part of each document, and its place in the part.
pub(super) struct Division {
    parts: Vec<u16>,
    places: Vec<u32>,
    /// The number of documents of each part.
    pub(super) sizes: Vec<u32>,
    /// The number of components of several documents, and the documents of the largest one.
    pub(super) components: u32,
    pub(super) largest: u32,
}

impl Division {
    /// Divides the components into parts: the larger ones first, each into the part that is smallest so far.
    pub(super) fn new(mut sets: DisjointSets, parts: u32) -> Division {
        let documents = sets.len() as u32;
        let mut places = vec![0u32; documents as usize];
        for document in 0..documents {
            places[sets.find(document) as usize] += 1;
        }
        let mut components: Vec<(Reverse<u32>, u32)> = (0..)
            .zip(&places)
            .filter(|&(_, &size)| size > 1)
            .map(|(first, &size)| (Reverse(size), first))
            .collect();
        components.sort_unstable();
        let mut smallest: BinaryHeap<Reverse<(u32, u16)>> =
            (0..parts as u16).map(|part| Reverse((0, part))).collect();
        let mut of_document = vec![NO_PART; documents as usize];
        for &(Reverse(size), first) in &components {
            let Some(mut part) = smallest.peek_mut() else { break };
            let Reverse((documents, number)) = *part;
            of_document[first as usize] = number;
            *part = Reverse((documents + size, number));
        }
        let mut sizes = vec![0; parts as usize];
        for document in 0..documents {
            // The smallest document of a component is its first, so it has its part already.
            let part = of_document[sets.find(document) as usize];
            if part != NO_PART {
                of_document[document as usize] = part;
                let size = &mut sizes[part as usize];
                places[document as usize] = *size;
                *size += 1;
            }
        }
        Division {
            parts: of_document,
            places,
            sizes,
            components: components.len() as u32,
            largest: components.first().map_or(0, |(Reverse(size), _)| *size),
        }
    }

    /// The part of a document, if it shares a key.
    pub(super) fn part(&self, document: u32) -> Option<usize> {
        let part = self.parts[document as usize];
        (part != NO_PART).then_some(part as usize)
    }

    /// The place of a document among the documents of its part.
    pub(super) fn place(&self, document: u32) -> u32 {
        self.places[document as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Division;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use retold::matching::DisjointSets;

    proptest! {
        #[test]
        fn a_component_is_in_one_part_and_places_are_in_order(
            links in proptest::collection::vec((0u32..60, 0u32..60), 0..50),
            parts in 1u32..6,
        ) {
            let mut sets = DisjointSets::new(60);
            for &(a, b) in &links {
                sets.join(a, b);
            }
            let division = Division::new(sets.clone(), parts);
            let mut next = vec![0; parts as usize];
            let groups = sets.groups();
            for document in 0..60 {
                let is_joined = groups.iter().any(|group| group.contains(&document));
                prop_assert_eq!(division.part(document).is_some(), is_joined);
                if let Some(part) = division.part(document) {
                    prop_assert_eq!(division.part(sets.find(document)), Some(part));
                    prop_assert_eq!(division.place(document), next[part]);
                    next[part] += 1;
                }
            }
            prop_assert_eq!(&division.sizes, &next);
            prop_assert_eq!(division.components as usize, groups.len());
            let largest = groups.iter().map(Vec::len).max().unwrap_or_default();
            prop_assert_eq!(division.largest as usize, largest);
            let [least, most] = [next.iter().min(), next.iter().max()].map(|it| it.copied().unwrap_or_default());
            prop_assert!(most - least <= largest as u32);
        }
    }

    #[test]
    fn no_document_has_no_part() {
        let division = Division::new(DisjointSets::new(0), 2);
        assert_eq!((division.sizes, division.components, division.largest), (vec![0, 0], 0, 0));
    }
}
