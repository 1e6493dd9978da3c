//! [`Groups`]: lists of numbers in two arrays, 8 bytes a number, where a `Vec` of `Vec`s takes 24 bytes and
//! an allocation for each list.

use std::ops::Index;

/// Groups of numbers: group `g` is `groups[g]`.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The end of each group in the list of members.
    ends: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    /// Sorts members into `count` groups; within a group they keep their order. `pairs` returns the
    /// pairs of a group and a member, and is called twice.
    pub(super) fn new<I: Iterator<Item = (u32, u32)>>(
        count: usize,
        pairs: impl Fn() -> I,
    ) -> Groups {
        let mut ends = vec![0_u32; count];
        for (group, _) in pairs() {
            ends[group as usize] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        // While members are written, `ends` has the position of the next member of each group.
        let mut members = vec![0; start as usize];
        for (group, member) in pairs() {
            let end = &mut ends[group as usize];
            members[*end as usize] = member;
            *end += 1;
        }
        Groups { ends, members }
    }
}

impl Groups {
    /// The number of groups.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

impl Index<usize> for Groups {
    type Output = [u32];

    fn index(&self, group: usize) -> &[u32] {
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[start as usize..self.ends[group] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn members_keep_their_order_and_groups_may_be_empty() {
        let pairs = [(2, 9), (0, 4), (2, 1), (4, 7), (0, 3)];
        let groups = Groups::new(5, || pairs.into_iter());
        let all: Vec<&[u32]> = (0..5).map(|group| &groups[group]).collect();
        assert_eq!(all, [&[4, 3][..], &[], &[9, 1], &[], &[7]]);
    }
}
