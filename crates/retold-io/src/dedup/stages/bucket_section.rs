//! A section of buckets: for each band, the documents that share a key.
//!
//! A bucket is the number of its members, the first one, and the distances between them. A 0 ends the band.
//! Example: the members 7, 9 and 10 are the numbers 3, 7, 1, 0. Most members take two or three bytes.

use super::varint::{Values, put};

/// Appends a bucket of at least two ascending members.
pub(super) fn put_bucket(members: impl ExactSizeIterator<Item = u32>, out: &mut Vec<u8>) {
    put(members.len() as u64, out);
    let mut next = 0;
    for member in members {
        put(u64::from(member - next), out);
        next = member + 1;
    }
}

/// Ends a band.
pub(super) fn end_band(out: &mut Vec<u8>) {
    out.push(0);
}

/// Reads the next bucket of a band into `members`. False at the end of the band; none if the section ends too
/// early, or names a member that is not below `most`.
pub(super) fn bucket(values: &mut Values<'_>, most: u32, members: &mut Vec<u32>) -> Option<bool> {
    members.clear();
    let count = values.number32()?;
    let mut next = 0u32;
    for _ in 0..count {
        let member = next.checked_add(values.number32()?).filter(|&it| it < most)?;
        members.push(member);
        next = member + 1;
    }
    Some(count > 0)
}

#[cfg(test)]
mod tests {
    use super::{bucket, end_band, put_bucket};
    use crate::dedup::stages::varint::Values;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn buckets_are_read_as_they_were_written(
            buckets in proptest::collection::vec(proptest::collection::btree_set(0u32..1000, 2..9), 0..9),
        ) {
            let mut bytes = Vec::new();
            for members in &buckets {
                put_bucket(members.iter().copied(), &mut bytes);
            }
            end_band(&mut bytes);
            let (mut values, mut members) = (Values(&bytes), Vec::new());
            for expected in &buckets {
                prop_assert_eq!(bucket(&mut values, 1000, &mut members), Some(true));
                prop_assert_eq!(&members, &expected.iter().copied().collect::<Vec<_>>());
            }
            prop_assert_eq!(bucket(&mut values, 1000, &mut members), Some(false));
            prop_assert_eq!(bucket(&mut values, 1000, &mut members), None);
        }

        #[test]
        fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let (mut values, mut members) = (Values(&bytes), Vec::new());
            while bucket(&mut values, 100, &mut members).is_some() {}
        }
    }
}
