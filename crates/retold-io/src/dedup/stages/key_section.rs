//! The band keys of a shard that belong to one partition: about 6 bytes a key.
//!
//! For each band, the keys are listed by ascending documents. An entry is the distance from the document before
//! it, which is at least 1, and the key: 5 bytes, or 8 in band 0. A 0 ends the band.
//!
//! Equal keys are in one partition, so a partition finds all buckets of its keys by itself.

use super::varint::{Values, put};

/// The bytes of a key: band keys have 40 bits, the keys of contents 64.
fn width(band: usize) -> usize {
    if band == 0 { 8 } else { 5 }
}

/// The partition of a key. The keys are hashes, so the partitions are about equal.
pub(super) fn partition(key: u64, partitions: u32) -> u32 {
    (((key & u64::from(u32::MAX)) * u64::from(partitions)) >> 32) as u32
}

/// The sections of a shard, one for each partition, while they are made.
#[derive(Debug)]
pub(super) struct KeySections {
    sections: Vec<Vec<u8>>,
    /// For each section, the number behind that of its last document.
    next: Vec<u32>,
}

impl KeySections {
    pub(super) fn new(partitions: u32) -> KeySections {
        let count = partitions as usize;
        KeySections { sections: vec![Vec::new(); count], next: vec![0; count] }
    }

    /// Adds the keys of the next band, by ascending documents.
    pub(super) fn band(&mut self, band: usize, keys: impl Iterator<Item = (u64, u32)>) {
        self.next.fill(0);
        for (key, document) in keys {
            let number = partition(key, self.sections.len() as u32) as usize;
            let section = &mut self.sections[number];
            put(u64::from(document - self.next[number]) + 1, section);
            section.extend_from_slice(&key.to_le_bytes()[..width(band)]);
            self.next[number] = document + 1;
        }
        self.sections.iter_mut().for_each(|section| section.push(0));
    }

    pub(super) fn finish(self) -> Vec<Vec<u8>> {
        self.sections
    }
}

/// Reads the keys of the next band, and gives each with its document to `take`. None if the section ends too
/// early, or names a document that is not below `documents`.
pub(super) fn each_key(
    values: &mut Values<'_>,
    band: usize,
    documents: u32,
    mut take: impl FnMut(u64, u32),
) -> Option<()> {
    let mut next = 0u32;
    loop {
        let distance = values.number32()?;
        let Some(distance) = distance.checked_sub(1) else { return Some(()) };
        let document = next.checked_add(distance).filter(|&it| it < documents)?;
        next = document + 1;
        let key = if band == 0 {
            u64::from_le_bytes(values.bytes()?)
        } else {
            let [a, b, c, d, e] = values.bytes()?;
            u64::from_le_bytes([a, b, c, d, e, 0, 0, 0])
        };
        take(key, document);
    }
}

#[cfg(test)]
mod tests {
    use super::{KeySections, each_key, partition};
    use crate::dedup::stages::varint::Values;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn each_key_is_in_its_partition(
            keys in proptest::collection::vec(any::<(bool, u64)>(), 0..40),
            partitions in 1u32..9,
        ) {
            let band = |band: usize| {
                let mask = if band == 0 { u64::MAX } else { (1 << 40) - 1 };
                let keys = (0u32..).zip(&keys).filter(|(_, (is_there, _))| *is_there);
                keys.map(move |(document, (_, key))| (key.rotate_left(band as u32) & mask, document))
            };
            let mut sections = KeySections::new(partitions);
            (0..3).for_each(|number| sections.band(number, band(number)));
            let sections = sections.finish();
            let mut values: Vec<Values> = sections.iter().map(|section| Values(section)).collect();
            for number in 0..3 {
                let mut found = Vec::new();
                for (of, values) in (0..).zip(&mut values) {
                    each_key(values, number, keys.len() as u32, |key, document| {
                        assert_eq!(partition(key, partitions), of);
                        found.push((key, document));
                    }).expect("it was written above");
                }
                found.sort_unstable_by_key(|it| it.1);
                prop_assert_eq!(found, band(number).collect::<Vec<_>>());
            }
            prop_assert!(values.iter().all(Values::is_empty));
        }

        #[test]
        fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let mut values = Values(&bytes);
            while each_key(&mut values, 1, 100, |_, _| {}).is_some() {}
        }
    }
}
