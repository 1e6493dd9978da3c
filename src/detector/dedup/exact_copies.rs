//! [`ExactCopies`]: items with the same tokens and the same text between them, under one number.
//!
//! Copies need no comparison. The first of them in keep order is compared with other items, and what is
//! decided of it holds for its copies too. Cost: two sorts of all items.

use crate::detector::ingest::Item;
use crate::detector::parallel::prelude::*;
use crate::facts::Marks;

/// The numbered items, and their copies.
pub(super) struct ExactCopies {
    /// The first item of each text, in keep order. The position of an item here is its number.
    pub(super) order: Vec<u32>,
    /// For each item, the number of the first item with its text.
    pub(super) numbers: Vec<u32>,
    /// The other items, ascending.
    pub(super) copies: Vec<u32>,
}

impl ExactCopies {
    /// `all` has the items in keep order. Two items have the same text if they have the same tokens and
    /// the same `marks` between them.
    pub(super) fn of(items: &[Item], marks: &[Marks], all: Vec<u32>) -> ExactCopies {
        let said = |item: u32| (items[item as usize].content, marks[item as usize].0);
        let mut place = vec![0; items.len()];
        for (at, &item) in (0u32..).zip(&all) {
            place[item as usize] = at;
        }
        let mut same = all.clone();
        same.par_sort_unstable_by_key(|&item| (said(item), place[item as usize]));
        let mut first = place;
        let mut copies = Vec::new();
        for group in same.chunk_by(|&a, &b| said(a) == said(b)) {
            for &copy in &group[1..] {
                first[copy as usize] = first[group[0] as usize];
                copies.push(copy);
            }
        }
        // Each list is as long as the corpus, so it is freed after its last use.
        drop(same);
        copies.par_sort_unstable();
        let order: Vec<u32> = (0u32..)
            .zip(&all)
            .filter(|&(at, &item)| first[item as usize] == at)
            .map(|(_, &item)| item)
            .collect();
        let mut dense = vec![0; all.len()];
        drop(all);
        for (number, &item) in (0u32..).zip(&order) {
            dense[first[item as usize] as usize] = number;
        }
        for first in &mut first {
            *first = dense[*first as usize];
        }
        ExactCopies { order, numbers: first, copies }
    }
}
