//! A section of scanned documents: about 28 bytes a document, and up to 9 more for its rank.

use super::varint::{Values, folded, put, unfolded};
use retold::detector::ScannedDocument;
use retold::hash::ContentHash;

const REFERENCE: u8 = 1;
const TOKENS: u8 = 2;
const RANK: u8 = 4;

/// Appends a document.
pub(super) fn put_document(document: &ScannedDocument, out: &mut Vec<u8>) {
    let ScannedDocument { is_reference, rank, bytes, fifths, content, marks, .. } = *document;
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    out.push(flag(is_reference, REFERENCE) | flag(fifths > 0, TOKENS) | flag(rank != 0, RANK));
    if rank != 0 {
        put(folded(rank), out);
    }
    if fifths > 0 {
        put(bytes, out);
        put(fifths, out);
        out.extend_from_slice(&content.0.to_le_bytes());
        out.extend_from_slice(&marks.to_le_bytes());
    }
}

/// Reads the next document.
pub(super) fn document(values: &mut Values<'_>) -> Option<ScannedDocument> {
    let flags = values.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let rank = if has(RANK) { unfolded(values.number()?) } else { 0 };
    let of = (has(REFERENCE), rank);
    if !has(TOKENS) {
        return Some(ScannedDocument::new(of, (0, 0), (ContentHash(0), 0)));
    }
    let size = (values.number()?, values.number()?);
    let content = ContentHash(u128::from_le_bytes(values.bytes()?));
    let marks = u64::from_le_bytes(values.bytes()?);
    Some(ScannedDocument::new(of, size, (content, marks)))
}

#[cfg(test)]
mod tests {
    use super::{document, put_document};
    use crate::dedup::stages::varint::Values;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use retold::detector::ScannedDocument;
    use retold::hash::ContentHash;

    proptest! {
        #[test]
        fn documents_are_read_as_they_were_written(
            of in any::<(bool, i64)>(),
            size in any::<(u64, u64)>(),
            hashes in any::<(u128, u64)>(),
        ) {
            let full = ScannedDocument::new(of, size, (ContentHash(hashes.0), hashes.1));
            let empty = ScannedDocument::new(of, (0, 0), (ContentHash(0), 0));
            let mut bytes = Vec::new();
            put_document(&full, &mut bytes);
            put_document(&empty, &mut bytes);
            let mut values = Values(&bytes);
            if size.1 > 0 {
                prop_assert_eq!(document(&mut values), Some(full));
                prop_assert_eq!(document(&mut values), Some(empty));
                prop_assert!(values.is_empty());
            }
        }

        #[test]
        fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = document(&mut Values(&bytes));
        }
    }
}
