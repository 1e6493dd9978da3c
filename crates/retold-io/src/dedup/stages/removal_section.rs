//! A section of removals from one shard: about 40 bytes each.
//!
//! Each removal has the place of the kept record in the file of the shard that contains it, so that the log can
//! be written without a search.

use super::varint::{Values, put};
use crate::dedup::decide::repeat::Repeat;
use crate::dedup::records::fetched_records::FetchedRecord;
use retold::Span;

const IDENTICAL: u8 = 1;
const SAME_WORDS: u8 = 2;
const EQUIVALENT: u8 = 4;

/// Appends a removal of a whole document. `next` is the number behind that of the document before it.
pub(super) fn put_removal(repeat: &Repeat, next: u32, kept: &FetchedRecord, out: &mut Vec<u8>) {
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    put(u64::from(repeat.document - next), out);
    out.push(
        flag(repeat.identical, IDENTICAL)
            | flag(repeat.same_words, SAME_WORDS)
            | flag(repeat.equivalent, EQUIVALENT),
    );
    put(repeat.span.end as u64, out);
    put(u64::from(repeat.kept), out);
    put(repeat.kept_span.end as u64, out);
    out.extend_from_slice(&repeat.similarity.to_le_bytes());
    put(u64::from(kept.file), out);
    put(kept.at, out);
    put(kept.len, out);
    out.extend_from_slice(&kept.check.to_le_bytes());
}

/// Reads the next removal, with the place of the kept record.
pub(super) fn removal(values: &mut Values<'_>, next: u32) -> Option<(Repeat, FetchedRecord)> {
    let document = next.checked_add(values.number32()?)?;
    let flags = values.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let whole = |end: u64| usize::try_from(end).ok().map(|end| Span::new(0, end));
    let span = whole(values.number()?)?;
    let kept = values.number32()?;
    let repeat = Repeat {
        document,
        span,
        kept,
        kept_span: whole(values.number()?)?,
        similarity: f64::from_le_bytes(values.bytes()?),
        identical: has(IDENTICAL),
        same_words: has(SAME_WORDS),
        equivalent: has(EQUIVALENT),
        is_contained: false,
    };
    let record = FetchedRecord {
        document: kept,
        file: values.number32()?,
        at: values.number()?,
        len: values.number()?,
        check: u64::from_le_bytes(values.bytes()?),
    };
    Some((repeat, record))
}

#[cfg(test)]
mod tests {
    use super::{put_removal, removal};
    use crate::dedup::decide::repeat::Repeat;
    use crate::dedup::records::fetched_records::FetchedRecord;
    use crate::dedup::stages::varint::Values;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use retold::Span;

    proptest! {
        #[test]
        fn removals_are_read_as_they_were_written(
            (document, kept) in any::<(u32, u32)>(),
            (end, kept_end) in any::<(u32, u32)>(),
            (identical, same_words, equivalent) in any::<(bool, bool, bool)>(),
            similarity in 0.0..1.0f64,
            (file, at, len, check) in any::<(u32, u64, u64, u64)>(),
        ) {
            let repeat = Repeat {
                document,
                span: Span::new(0, end as usize),
                kept,
                kept_span: Span::new(0, kept_end as usize),
                similarity,
                identical,
                same_words,
                equivalent,
                is_contained: false,
            };
            let record = FetchedRecord { document: kept, file, at, len, check };
            let mut bytes = Vec::new();
            put_removal(&repeat, document / 2, &record, &mut bytes);
            let mut values = Values(&bytes);
            prop_assert_eq!(removal(&mut values, document / 2), Some((repeat, record)));
            prop_assert!(values.is_empty());
            prop_assert!((1..bytes.len()).all(|len| removal(&mut Values(&bytes[..len]), 0).is_none()));
        }
    }
}
