//! Nested families: those that lie within another family and add nothing to it.
//!
//! A family is *nested* in another if each of its occurrences lies within a different occurrence of the
//! other. If two of them lie within one occurrence of the other, the block repeats itself, and the family is
//! listed on its own.
//!
//! Worked example: three copies of a chapter are one family of 600 words. Two of them share the same 460 words
//! with an offset of one sentence, which is a second family. Each of its occurrences lies within a different
//! copy of the chapter, so it is listed under the first family.
//!
//! One sweep over all occurrences, sorted by position, finds for the first occurrence of each family the
//! families with an occurrence around it. Only these are compared in full.
//!
//! Cost: O(p log p) for p occurrences, and for each family at most [`MOST_AROUND`] comparisons in full.

use super::findings::{RepeatGroup, SourceOccurrence};
use crate::model::Span;
use std::cmp::Reverse;

/// With how many families around its first occurrence a family is compared: those whose occurrences end
/// last. A family that lies in none of these is listed on its own.
const MOST_AROUND: usize = 64;

/// For each group, the outermost group that it is nested in, if there is one.
pub(super) fn nested_in(groups: &[RepeatGroup]) -> Vec<Option<usize>> {
    let sizes: Vec<usize> = groups.iter().map(size).collect();
    let mut parents: Vec<Option<usize>> = vec![None; groups.len()];
    each_candidate(groups, |inner, outer| {
        // Of two groups with the same occurrences, each is nested in the other. The first one is kept.
        let may_hold = (sizes[outer], Reverse(outer)) > (sizes[inner], Reverse(inner));
        let is_better = parents[inner]
            .is_none_or(|found| (sizes[outer], Reverse(outer)) > (sizes[found], Reverse(found)));
        if may_hold && is_better && holds(&groups[outer], &groups[inner]) {
            parents[inner] = Some(outer);
        }
    });
    let outermost = |mut group: usize| {
        // This ends, since a parent is larger (or equal and earlier).
        while let Some(parent) = parents[group] {
            group = parent;
        }
        group
    };
    parents.iter().map(|parent| parent.map(outermost)).collect()
}

/// The number of bytes of all occurrences.
fn size(group: &RepeatGroup) -> usize {
    group.occurrences.iter().map(|occurrence| occurrence.span.len()).sum()
}

/// An occurrence that the sweep is in.
#[derive(Clone, Copy)]
struct Open {
    end: usize,
    group: usize,
}

/// Calls `candidate` with each group and the groups that have an occurrence around its first one.
fn each_candidate(groups: &[RepeatGroup], mut candidate: impl FnMut(usize, usize)) {
    let mut places: Vec<(u32, usize, Reverse<usize>, usize, bool)> = Vec::new();
    for (group, RepeatGroup { occurrences, .. }) in groups.iter().enumerate() {
        places.extend(occurrences.iter().enumerate().map(
            |(number, &SourceOccurrence { source, span, .. })| {
                (source, span.start, Reverse(span.end), group, number == 0)
            },
        ));
    }
    places.sort_unstable();
    // The occurrences around the position of the sweep, sorted by their ends, the last end first.
    let mut open: Vec<Open> = Vec::with_capacity(MOST_AROUND + 1);
    for same_document in places.chunk_by(|x, y| x.0 == y.0) {
        open.clear();
        for same_span in same_document.chunk_by(|x, y| (x.1, x.2) == (y.1, y.2)) {
            let Span { start, end } = Span::new(same_span[0].1, same_span[0].2.0);
            // Occurrences that end before this one are closed.
            open.truncate(open.partition_point(|place| place.end > start));
            let at = open.partition_point(|place| place.end >= end);
            open.splice(at..at, same_span.iter().map(|place| Open { end, group: place.3 }));
            open.truncate(MOST_AROUND);
            for &(_, _, _, inner, _) in same_span.iter().filter(|place| place.4) {
                for around in open.iter().take_while(|place| place.end >= end) {
                    if around.group != inner {
                        candidate(inner, around.group);
                    }
                }
            }
        }
    }
}

/// Whether each occurrence of `inner` lies within a different occurrence of `outer`.
fn holds(outer: &RepeatGroup, inner: &RepeatGroup) -> bool {
    if inner.occurrences.len() > outer.occurrences.len() {
        return false;
    }
    let mut next = 0;
    inner.occurrences.iter().all(|place| {
        let rest = &outer.occurrences[next..];
        // Occurrences of one family hardly overlap, so taking the first one around is right.
        let around = |occurrence: &SourceOccurrence| {
            occurrence.source == place.source
                && occurrence.span.start <= place.span.start
                && place.span.end <= occurrence.span.end
        };
        let from = rest.partition_point(|occurrence| {
            (occurrence.source, occurrence.span.end) < (place.source, place.span.end)
        });
        let found = rest[from..]
            .iter()
            .take_while(|occurrence| {
                (occurrence.source, occurrence.span.start) <= (place.source, place.span.start)
            })
            .position(around);
        found.is_some_and(|at| {
            next += from + at + 1;
            true
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{MOST_AROUND, nested_in};
    use crate::detector::findings::{RepeatGroup, SourceOccurrence};
    use crate::model::{Similarity, Span};

    fn repeat_group(places: &[(u32, usize, usize)]) -> RepeatGroup {
        let occurrence = |&(source, start, end): &(u32, usize, usize)| SourceOccurrence {
            source,
            span: Span::new(start, end),
            fifths: 5,
            similarity: Similarity::ONE,
        };
        let occurrences = places.iter().map(occurrence).collect();
        RepeatGroup { occurrences, medoid: 0, same_words: true, boilerplate: false }
    }

    /// The definition, by brute force, for families whose occurrences do not overlap.
    fn is_nested(inner: &RepeatGroup, outer: &RepeatGroup) -> bool {
        let mut used = vec![false; outer.occurrences.len()];
        inner.occurrences.iter().all(|place| {
            let around = outer.occurrences.iter().enumerate().position(|(at, occurrence)| {
                !used[at]
                    && occurrence.source == place.source
                    && occurrence.span.start <= place.span.start
                    && place.span.end <= occurrence.span.end
            });
            around.is_some_and(|at| !std::mem::replace(&mut used[at], true))
        })
    }

    #[test]
    fn a_family_within_different_occurrences_of_another_is_nested() {
        let outer = repeat_group(&[(0, 0, 100), (1, 50, 150), (2, 0, 100)]);
        let inner = repeat_group(&[(0, 10, 60), (2, 10, 60)]);
        let innermost = repeat_group(&[(0, 20, 30), (2, 20, 30)]);
        let again = repeat_group(&[(0, 0, 100), (1, 50, 150), (2, 0, 100)]);
        let found = nested_in(&[innermost, inner, outer, again]);
        assert_eq!(found, [Some(2), Some(2), None, Some(2)]);
    }

    #[test]
    fn a_family_within_one_occurrence_or_with_an_occurrence_elsewhere_is_not_nested() {
        let outer = repeat_group(&[(0, 0, 100), (1, 0, 100)]);
        let within = repeat_group(&[(0, 10, 30), (0, 50, 70)]);
        let elsewhere = repeat_group(&[(0, 10, 30), (1, 10, 30), (1, 200, 220)]);
        let over_the_edge = repeat_group(&[(0, 90, 101), (1, 90, 101)]);
        assert_eq!(nested_in(&[outer, within, elsewhere, over_the_edge]), [None; 4]);
    }

    /// The open occurrences of a document are closed at its end. They must not take the room of those of the
    /// next document among the few that are compared.
    #[test]
    fn families_of_one_document_do_not_hide_those_of_the_next() {
        let mut groups: Vec<RepeatGroup> =
            (0..2 * MOST_AROUND).map(|at| repeat_group(&[(0, 0, 1_000 + at)])).collect();
        groups.push(repeat_group(&[(1, 0, 100), (2, 0, 100)]));
        groups.push(repeat_group(&[(1, 10, 30), (2, 10, 30)]));
        let outer = 2 * MOST_AROUND;
        assert_eq!(nested_in(&groups)[outer..], [None, Some(outer)]);
    }

    #[test]
    fn nesting_is_what_its_definition_says() {
        let mut seed = 7_u64;
        let mut below = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % n
        };
        let mut nested = 0;
        for _ in 0..2000 {
            let groups: Vec<RepeatGroup> = (0..6)
                .map(|_| {
                    let mut places = Vec::new();
                    for source in 0..3 {
                        let mut at = 0;
                        while below(3) > 0 {
                            at += below(6) as usize;
                            let end = at + 1 + below(12) as usize;
                            places.push((source, at, end));
                            at = end;
                        }
                    }
                    places.extend([(3, 0, 1 + below(3) as usize), (4, 0, 1)]);
                    repeat_group(&places)
                })
                .collect();
            for (inner, outer) in nested_in(&groups).into_iter().enumerate() {
                let others = (0..groups.len()).filter(|&other| other != inner);
                let mut holding = others.filter(|&it| is_nested(&groups[inner], &groups[it]));
                match outer {
                    Some(outer) => assert!(is_nested(&groups[inner], &groups[outer])),
                    // Of several groups with the same occurrences one is listed.
                    None => assert!(holding.all(|it| is_nested(&groups[it], &groups[inner]))),
                }
                nested += usize::from(outer.is_some());
            }
        }
        assert!(nested > 100, "{nested}");
    }
}
