//! The division of the files of a job into shards.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Consecutive files, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shard {
    first: u32,
    end: u32,
}

impl Shard {
    pub(super) fn range(self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Divides files with these lengths into `count` shards of about equal length, each with at least one file.
/// `count` is at most the number of files.
pub(super) fn divided(lengths: &[u64], count: usize) -> Vec<Shard> {
    let total: u64 = lengths.iter().sum();
    let mut shards = Vec::with_capacity(count);
    let (mut first, mut bytes) = (0, 0);
    for (number, len) in lengths.iter().enumerate() {
        bytes += len;
        let (open, left) = (shards.len() + 1, lengths.len() - number - 1);
        let goal = u128::from(total) * open as u128 / count as u128;
        // The shards behind this one need a file each.
        let is_full = u128::from(bytes) >= goal && open < count || left == count - open;
        if is_full && left >= count - open {
            shards.push(Shard { first, end: number as u32 + 1 });
            first = number as u32 + 1;
        }
    }
    shards
}

#[cfg(test)]
mod tests {
    use super::{Shard, divided};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn each_file_is_in_one_shard_and_none_is_empty(
            lengths in proptest::collection::vec(any::<u32>().prop_map(|it| u64::from(it % 99)), 1..40),
            wanted in 1usize..50,
        ) {
            let count = wanted.min(lengths.len());
            let shards = divided(&lengths, count);
            prop_assert_eq!(shards.len(), count);
            let mut next = 0;
            for shard in shards {
                prop_assert_eq!(shard.range().start, next);
                prop_assert!(!shard.range().is_empty());
                next = shard.range().end;
            }
            prop_assert_eq!(next, lengths.len());
        }
    }

    use proptest::strategy::Strategy;

    #[test]
    fn shards_have_about_the_same_length() {
        let shards = divided(&[5, 1, 1, 1, 1, 1, 10, 10], 3);
        let ends: Vec<usize> = shards.into_iter().map(|shard| shard.range().end).collect();
        assert_eq!(ends, [6, 7, 8]);
        assert_eq!(divided(&[0, 0], 2), [Shard { first: 0, end: 1 }, Shard { first: 1, end: 2 }]);
    }
}
