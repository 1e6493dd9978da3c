//! The pages of a Parquet column, as their headers declare them, before any is unpacked.
//!
//! A reader of Parquet asks for as much memory as a page header says that the page unpacks to, and
//! for as many values as a dictionary says that it has. Both are numbers of four bytes in a file of
//! any size. So the headers are read first: a column chunk is a row of pages, each behind its header
//! (Thrift, compact protocol), which says how many bytes of the page follow.

use super::guarded::{bomb, is_bomb};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// How much of a page header is read at once; headers hold the least and greatest value.
const HEADER: u64 = 4 << 10;

/// No header is longer.
const LONGEST_HEADER: u64 = 16 << 20;

/// What a value of a dictionary takes in memory, beside its bytes.
const VALUE: u64 = 32;

/// How deep a header may be nested.
const DEEPEST: u32 = 8;

/// The encoding in which each value is a prefix of the one before it and a few bytes.
const DELTA_BYTE_ARRAY: i64 = 7;

/// What the pages of a column chunk ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pages {
    /// The most memory that one of them asks for.
    pub(super) largest: u64,
    /// Whether values are prefixes of one another in one of them.
    pub(super) is_delta: bool,
}

/// Reads the headers of the pages of a column chunk.
///
/// # Errors
/// If a page unpacks to more than a sound page does, or if the headers are broken.
pub(super) fn pages(mut file: &File, start: u64, len: u64) -> Result<Pages, String> {
    let (mut at, end) = (start, start.saturating_add(len));
    let mut pages = Pages::default();
    while at < end {
        let (header, behind) =
            header(&mut file, at, end).map_err(|error| format!("broken Parquet file: {error}"))?;
        if is_bomb(header.unpacked, header.packed) || header.values > header.unpacked {
            return Err(bomb());
        }
        pages.largest = pages.largest.max(header.unpacked + VALUE * header.values);
        pages.is_delta |= header.is_delta;
        at += behind + header.packed;
    }
    Ok(pages)
}

/// What the header of a page declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Header {
    unpacked: u64,
    packed: u64,
    /// The number of values, of a dictionary.
    values: u64,
    is_delta: bool,
}

/// Reads a header, and says how long it is.
fn header(file: &mut &File, at: u64, end: u64) -> io::Result<(Header, u64)> {
    let mut room = HEADER;
    loop {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        file.by_ref().take(room.min(end - at)).read_to_end(&mut bytes)?;
        let mut thrift = Thrift { bytes: &bytes, at: 0 };
        match thrift.page_header() {
            Some(header) => return Ok((header, thrift.at as u64)),
            None if room < LONGEST_HEADER && bytes.len() as u64 == room => room *= 8,
            None => return Err(io::Error::other("a page has no sound header")),
        }
    }
}

/// A reader of the compact protocol. Whatever is not sound gives `None`.
struct Thrift<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// The types of values.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

impl Thrift<'_> {
    fn page_header(&mut self) -> Option<Header> {
        let mut header = Header::default();
        let mut id = 0;
        while let Some(kind) = self.field(&mut id)? {
            match id {
                2 => header.unpacked = self.size()?,
                3 => header.packed = self.size()?,
                // The headers of a data page, of a dictionary, and of a data page of version 2.
                page @ (5 | 7 | 8) if kind == STRUCT => {
                    let mut id = 0;
                    while let Some(kind) = self.field(&mut id)? {
                        match (page, id) {
                            (7, 1) => header.values = self.size()?,
                            (5, 2) | (8, 4) => header.is_delta = self.zigzag()? == DELTA_BYTE_ARRAY,
                            _ => self.skip(kind, DEEPEST)?,
                        }
                    }
                }
                _ => self.skip(kind, DEEPEST)?,
            }
        }
        Some(header)
    }

    /// The type of the next field, whose number it puts into `id`; an inner `None` at the end of the
    /// struct.
    fn field(&mut self, id: &mut i64) -> Option<Option<u8>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        match byte >> 4 {
            0 => *id = self.zigzag()?,
            step => *id += i64::from(step),
        }
        Some(Some(byte & 15))
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

    fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A number of bytes or values, which is never negative.
    fn size(&mut self) -> Option<u64> {
        u64::try_from(self.zigzag()?).ok()
    }

    fn skip_bytes(&mut self, len: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(len).ok()?)?;
        (self.at <= self.bytes.len()).then_some(())
    }

    fn skip(&mut self, kind: u8, depth: u32) -> Option<()> {
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
                let head = self.byte()?;
                let len = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                (0..len).try_for_each(|_| self.skip_element(head & 15, depth))
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
                while let Some(kind) = self.field(&mut id)? {
                    self.skip(kind, depth)?;
                }
                Some(())
            }
            _ => None,
        }
    }

    /// In a list, a truth value is a byte.
    fn skip_element(&mut self, kind: u8, depth: u32) -> Option<()> {
        match kind {
            TRUE | FALSE => self.skip_bytes(1),
            kind => self.skip(kind, depth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Header, Pages, Thrift, pages};
    use std::io::Write;

    /// A dictionary page: type 2, sizes, a dictionary header with a number of values.
    fn dictionary(unpacked: u32, packed: u32, values: u32) -> Vec<u8> {
        let varint = |bytes: &mut Vec<u8>, number: u32| {
            let mut value = u64::from(number) << 1;
            while value >= 0x80 {
                bytes.push(value as u8 | 0x80);
                value >>= 7;
            }
            bytes.push(value as u8);
        };
        let mut bytes = vec![0x15, 4, 0x15];
        varint(&mut bytes, unpacked);
        bytes.push(0x15);
        varint(&mut bytes, packed);
        bytes.extend([0x4c, 0x15]);
        varint(&mut bytes, values);
        bytes.extend([0x15, 0, 0x11, 0, 0]);
        bytes
    }

    fn pages_of(headers: &[Vec<u8>], packed: usize) -> Result<Pages, String> {
        let mut file = tempfile::tempfile().expect("a temporary file");
        for header in headers {
            file.write_all(header).and_then(|()| file.write_all(&vec![0; packed])).expect("room");
        }
        let len = file.metadata().expect("it is open").len();
        pages(&file, 0, len)
    }

    #[test]
    fn headers_say_what_a_page_asks_for() {
        let bytes = dictionary(70_000, 9, 300);
        let mut thrift = Thrift { bytes: &bytes, at: 0 };
        let header = Header { unpacked: 70_000, packed: 9, values: 300, is_delta: false };
        assert_eq!((thrift.page_header(), thrift.at), (Some(header), bytes.len()));
        let headers = [dictionary(70_000, 9, 300), dictionary(100_000, 9, 0)];
        let expected = Pages { largest: 100_000, is_delta: false };
        assert_eq!(pages_of(&headers, 9), Ok(expected));
        // A data page: type 0, sizes, five values in the encoding 7.
        let delta = vec![0x15, 0, 0x15, 20, 0x15, 18, 0x2c, 0x15, 10, 0x15, 14, 0, 0];
        let expected = Pages { largest: 10, is_delta: true };
        assert_eq!(pages_of(&[delta], 9), Ok(expected));
    }

    #[test]
    fn a_page_that_declares_too_much_is_a_bomb_and_a_broken_one_is_named() {
        let gigabytes = i32::MAX as u32;
        let is_bomb = |found: Result<Pages, String>| found.is_err_and(|why| why.contains("bomb"));
        assert!(is_bomb(pages_of(&[dictionary(gigabytes, 9, 1)], 9)));
        assert!(is_bomb(pages_of(&[dictionary(100, 9, gigabytes)], 9)));
        assert!(pages_of(&[vec![0xff; 40]], 9).is_err_and(|why| why.contains("broken")));
        assert!(pages_of(&[dictionary(100, 9, 3)[..5].to_vec()], 0).is_err());
    }
}
