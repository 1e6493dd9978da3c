//! A reader of Thrift's compact protocol, as far as Parquet's headers and table of contents need
//! it.
//!
//! Invalid data gives `None`. Nothing is allocated for claimed lengths, and nesting has the
//! caller's limit.

/// A reader of the compact protocol.
pub(in crate::input) struct Thrift<'b> {
    pub(in crate::input) bytes: &'b [u8],
    pub(in crate::input) at: usize,
}

/// The types of values.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
pub(in crate::input) const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
pub(in crate::input) const STRUCT: u8 = 12;

impl Thrift<'_> {
    /// The type of the next field; its number is put into `id`. 0 at the end of the struct.
    pub(in crate::input) fn field(&mut self, id: &mut i64) -> Option<u8> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(0);
        }
        match byte >> 4 {
            0 => *id = self.zigzag()?,
            step => *id = id.wrapping_add(i64::from(step)),
        }
        Some(byte & 15).filter(|&kind| kind != 0)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    pub(in crate::input) fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A number of bytes or values, never negative.
    pub(in crate::input) fn size(&mut self) -> Option<u64> {
        u64::try_from(self.zigzag()?).ok()
    }

    /// The element type and the claimed length of a list.
    pub(in crate::input) fn list(&mut self) -> Option<(u8, u64)> {
        let head = self.byte()?;
        let len = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
        Some((head & 15, len))
    }

    fn skip_bytes(&mut self, len: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(len).ok()?)?;
        (self.at <= self.bytes.len()).then_some(())
    }

    /// Skips a value of a type that is nested less than `depth` levels deep.
    pub(in crate::input) fn skip(&mut self, kind: u8, depth: u32) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            TRUE | FALSE => Some(()),
            BYTE => self.skip_bytes(1),
            4..=6 => self.varint().map(|_| ()),
            DOUBLE => self.skip_bytes(8),
            BINARY => {
                let len = self.varint()?;
                self.skip_bytes(len)
            }
            LIST | SET => {
                let (kind, len) = self.list()?;
                (0..len).try_for_each(|_| self.skip_element(kind, depth))
            }
            MAP => {
                let len = self.varint()?;
                let kinds = if len == 0 { 0 } else { self.byte()? };
                (0..len).try_for_each(|_| {
                    self.skip_element(kinds >> 4, depth)?;
                    self.skip_element(kinds & 15, depth)
                })
            }
            STRUCT => {
                let mut id = 0;
                while let kind @ 1.. = self.field(&mut id)? {
                    self.skip(kind, depth)?;
                }
                Some(())
            }
            _ => None,
        }
    }

    /// In a list, a boolean is a byte.
    pub(in crate::input) fn skip_element(&mut self, kind: u8, depth: u32) -> Option<()> {
        match kind {
            TRUE | FALSE => self.skip_bytes(1),
            kind => self.skip(kind, depth),
        }
    }
}
