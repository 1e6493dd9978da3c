//! A row of a table, encoded as bytes in memory.
//!
//! Records of other formats are bytes of their file. A row has no such bytes, so it is encoded: its
//! text comes first, then the other fields, then their lengths. An offset in the text is therefore
//! also an offset in the record.

/// The fields of a row that a run reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowRecord<'r> {
    pub(super) text: RowText<'r>,
    /// The id, and the field of the keep rule.
    pub(super) others: [Option<&'r str>; 2],
}

/// The text of a row, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowText<'r> {
    Text(&'r str),
    Null,
    /// The reason why the row has no readable text.
    Fault(&'r str),
}

impl<'r> RowRecord<'r> {
    /// Appends the encoded row to a buffer: the text or the reason, the other fields, and their
    /// lengths.
    #[cfg(any(test, feature = "parquet"))]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let (kind, text) = match self.text {
            RowText::Text(text) => (0, text),
            RowText::Null => (1, ""),
            RowText::Fault(reason) => (2, reason),
        };
        let lens = [Some(text), self.others[0], self.others[1]].map(|part| match part {
            Some(part) => part.len() as u64 + 1,
            None => 0,
        });
        for part in [Some(text), self.others[0], self.others[1]].into_iter().flatten() {
            out.extend_from_slice(part.as_bytes());
        }
        for len in lens {
            out.extend_from_slice(&len.to_le_bytes());
        }
        out.push(kind);
    }

    /// Decodes a row; none if the bytes are not an encoded row.
    pub(super) fn read(record: &'r [u8]) -> Option<RowRecord<'r>> {
        let (kind, mut rest) = record.split_last()?;
        let mut lens = [0; 3];
        for len in lens.iter_mut().rev() {
            let (before, bytes) = rest.split_last_chunk()?;
            (*len, rest) = (usize::try_from(u64::from_le_bytes(*bytes)).ok()?, before);
        }
        let mut parts = lens.map(|len| {
            let (part, behind) = rest.split_at_checked(len.checked_sub(1)?)?;
            rest = behind;
            std::str::from_utf8(part).ok()
        });
        let text = parts[0].take()?;
        let text = match kind {
            0 => RowText::Text(text),
            1 => RowText::Null,
            _ => RowText::Fault(text),
        };
        Some(RowRecord { text, others: [parts[1], parts[2]] })
    }
}

#[cfg(test)]
mod tests {
    use super::{RowRecord, RowText};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn a_row_starts_with_its_text_and_is_decoded_as_it_was_encoded(
            text in ".{0,40}",
            id in any::<Option<String>>(),
            field in any::<Option<String>>(),
            kind in 0..3,
        ) {
            let said = match kind {
                0 => RowText::Text(&text),
                1 => RowText::Null,
                _ => RowText::Fault(&text),
            };
            let row = RowRecord { text: said, others: [id.as_deref(), field.as_deref()] };
            let mut record = Vec::new();
            row.write(&mut record);
            prop_assert_eq!(RowRecord::read(&record), Some(row));
            prop_assert!(kind == 1 || record.starts_with(text.as_bytes()));
        }

        #[test]
        fn decoding_never_panics(bytes in any::<Vec<u8>>()) {
            let _ = RowRecord::read(&bytes);
        }
    }
}
