//! The kept documents depend only on the order and on the matching pairs.

use proptest::prelude::*;
use retold::matching::keep_first;

/// By the definition: in order, each item that repeats none that is kept.
fn oracle(order: &[u32], repeats: &[(u32, u32)]) -> Vec<Option<u32>> {
    let mut removed_for = vec![None; order.len()];
    let mut kept: Vec<u32> = Vec::new();
    for &item in order {
        match kept.iter().find(|&&of| repeats.contains(&(item, of))) {
            Some(&of) => removed_for[item as usize] = Some(of),
            None => kept.push(item),
        }
    }
    removed_for
}

/// An order of up to twelve items, and pairs of them.
fn graphs() -> impl Strategy<Value = (Vec<u32>, Vec<(u32, u32)>)> {
    (1_u32..12).prop_flat_map(|items| {
        let order = Just((0..items).collect::<Vec<u32>>()).prop_shuffle();
        (order, prop::collection::vec((0..items, 0..items), 0..40))
    })
}

proptest! {
    #[test]
    fn the_kept_documents_are_the_first_independent_set((order, repeats) in graphs()) {
        prop_assert_eq!(keep_first(&order, &repeats), oracle(&order, &repeats));
    }

    #[test]
    fn nothing_that_is_kept_repeats_anything_that_is_kept((order, repeats) in graphs()) {
        let decided = keep_first(&order, &repeats);
        let place = |item: u32| order.iter().position(|&it| it == item);
        for &(item, of) in &repeats {
            let both_kept = decided[item as usize].is_none() && decided[of as usize].is_none();
            prop_assert!(!both_kept || place(of) >= place(item), "{item} repeats {of}");
        }
        for (item, of) in (0..).zip(&decided) {
            if let Some(of) = *of {
                prop_assert!(decided[of as usize].is_none() && repeats.contains(&(item, of)));
            }
        }
    }

    /// So a corpus can be decided in parts that no pair joins.
    #[test]
    fn two_components_are_decided_as_each_by_itself(
        (order, repeats) in graphs(),
        (other_order, other_repeats) in graphs(),
        at in any::<prop::sample::Index>(),
    ) {
        let items = order.len() as u32;
        let shifted = other_order.iter().map(|item| item + items).collect::<Vec<u32>>();
        let mut both = order.clone();
        let place = at.index(order.len() + 1);
        both.splice(place..place, shifted);
        let mut all = repeats.clone();
        all.extend(other_repeats.iter().map(|(item, of)| (item + items, of + items)));
        let mut expected = keep_first(&order, &repeats);
        let other = keep_first(&other_order, &other_repeats);
        expected.extend(other.into_iter().map(|of| of.map(|of| of + items)));
        prop_assert_eq!(keep_first(&both, &all), expected);
    }
}
