//! A check of the page headers of a Parquet column, before any page is decompressed.
//!
//! The Parquet reader allocates as much memory as a page header says that the page decompresses to,
//! and room for as many values as a dictionary claims to have. Both are four-byte numbers in a file
//! of any size. So the headers are read first. A column chunk is a sequence of pages, each with a
//! header (Thrift compact protocol) that states the length of the page.
//!
//! gzip pages are decompressed to their end whatever the header says; Snappy and Zstandard stop at
//! the stated length. So a large gzip page is decompressed once for the check, and not kept.

use super::thrift::{STRUCT, Thrift};
use crate::input::format::CHUNK;
use crate::input::format::{HARMLESS, bomb, is_bomb};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// The bytes of a page header that are read at once; headers contain the minimum and maximum.
const HEADER: u64 = 4 << 10;

/// The longest header.
const LONGEST_HEADER: u64 = 16 << 20;

/// The memory of a dictionary value, besides its bytes.
const VALUE: u64 = 32;

/// The deepest nesting of a header.
const DEEPEST: u32 = 8;

/// The encoding in which each value is a prefix of the previous one plus a few bytes.
const DELTA_BYTE_ARRAY: i64 = 7;

/// The best compression ratio of Deflate.
const BEST_GZIP: u64 = 1032;

/// The memory needs of the pages of a column chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pages {
    /// The largest need of one page.
    pub(crate) largest: u64,
    /// Whether a page stores values as prefixes of one another.
    pub(crate) is_delta: bool,
    /// The number of values, including missing ones, of all pages.
    pub(crate) entries: u64,
}

/// Reads the page headers of a column chunk; `is_gzip` is its compression.
///
/// # Errors
/// If a page decompresses to more than a real page does, or if a header is invalid.
pub(crate) fn pages(
    mut file: &File,
    (start, len): (u64, u64),
    is_gzip: bool,
) -> Result<Pages, String> {
    let (mut at, end) = (start, start.saturating_add(len));
    let mut pages = Pages::default();
    while at < end {
        let (header, behind) =
            header(&mut file, at, end).map_err(|error| format!("broken Parquet file: {error}"))?;
        if is_bomb(header.unpacked, header.packed) || header.values > header.unpacked {
            return Err(bomb());
        }
        if is_gzip && is_more_than_declared(&mut file, at + behind, &header) {
            return Err(bomb());
        }
        pages.largest = pages.largest.max(header.unpacked + VALUE * header.values);
        pages.is_delta |= header.is_delta;
        pages.entries = pages.entries.saturating_add(header.entries);
        at += behind + header.packed;
    }
    Ok(pages)
}

/// Whether a gzip page decompresses to more than its header says, and to more than is harmless. If
/// it cannot be decompressed, the Parquet reader fails at the same place.
fn is_more_than_declared(file: &mut &File, at: u64, header: &Header) -> bool {
    if header.packed.saturating_mul(BEST_GZIP) <= HARMLESS {
        return false;
    }
    let most = header.unpacked.max(HARMLESS);
    let Ok(_) = file.seek(SeekFrom::Start(at.saturating_add(header.levels))) else { return false };
    let packed = file.by_ref().take(header.packed.saturating_sub(header.levels));
    let mut unpacked = MultiGzDecoder::new(BufReader::with_capacity(CHUNK, packed)).take(most + 1);
    io::copy(&mut unpacked, &mut io::sink()).is_ok_and(|read| read > most)
}

/// The contents of a page header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Header {
    unpacked: u64,
    packed: u64,
    /// The number of values, of a dictionary.
    values: u64,
    is_delta: bool,
    /// The number of values of a data page, including missing ones.
    entries: u64,
    /// The bytes before the compressed part in a data page of version 2.
    levels: u64,
}

/// Reads a header and its length.
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

impl Thrift<'_> {
    fn page_header(&mut self) -> Option<Header> {
        let mut header = Header::default();
        let mut id = 0;
        while let kind @ 1.. = self.field(&mut id)? {
            match id {
                2 => header.unpacked = self.size()?,
                3 => header.packed = self.size()?,
                // The headers of a data page, of a dictionary, and of a data page of version 2.
                page @ (5 | 7 | 8) if kind == STRUCT => {
                    let mut id = 0;
                    while let kind @ 1.. = self.field(&mut id)? {
                        match (page, id) {
                            (7, 1) => header.values = self.size()?,
                            (5 | 8, 1) => header.entries = self.size()?,
                            (8, 5 | 6) => {
                                header.levels = header.levels.saturating_add(self.size()?);
                            }
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
}

#[cfg(test)]
mod tests {
    use super::{HARMLESS, Header, Pages, Thrift, pages};
    use std::io::{Read, Write};

    /// A number that is not negative.
    fn number(bytes: &mut Vec<u8>, number: u32) {
        let mut value = u64::from(number) << 1;
        while value >= 0x80 {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
    }

    /// A dictionary page: type 2, sizes, a dictionary header with a number of values.
    fn dictionary(unpacked: u32, packed: u32, values: u32) -> Vec<u8> {
        let mut bytes = vec![0x15, 4, 0x15];
        number(&mut bytes, unpacked);
        bytes.push(0x15);
        number(&mut bytes, packed);
        bytes.extend([0x4c, 0x15]);
        number(&mut bytes, values);
        bytes.extend([0x15, 0, 0x11, 0, 0]);
        bytes
    }

    fn pages_of(headers: &[Vec<u8>], packed: usize) -> Result<Pages, String> {
        let mut file = tempfile::tempfile().expect("a temporary file");
        for header in headers {
            file.write_all(header).and_then(|()| file.write_all(&vec![0; packed])).expect("room");
        }
        let len = file.metadata().expect("it is open").len();
        pages(&file, (0, len), false)
    }

    #[test]
    fn headers_say_what_a_page_asks_for() {
        let bytes = dictionary(70_000, 9, 300);
        let mut thrift = Thrift { bytes: &bytes, at: 0 };
        let header = Header { unpacked: 70_000, packed: 9, values: 300, ..Header::default() };
        assert_eq!((thrift.page_header(), thrift.at), (Some(header), bytes.len()));
        let headers = [dictionary(70_000, 9, 300), dictionary(100_000, 9, 0)];
        let expected = Pages { largest: 100_000, is_delta: false, entries: 0 };
        assert_eq!(pages_of(&headers, 9), Ok(expected));
        // A data page: type 0, sizes, five values in the encoding 7.
        let delta = vec![0x15, 0, 0x15, 20, 0x15, 18, 0x2c, 0x15, 10, 0x15, 14, 0, 0];
        let expected = Pages { largest: 10, is_delta: true, entries: 5 };
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
    /// A data page of version 1 or 2, with its header.
    fn gzip_page(unpacked: u32, levels: u32, packed: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x15, if levels == 0 { 0 } else { 6 }, 0x15];
        number(&mut bytes, unpacked);
        bytes.push(0x15);
        number(&mut bytes, packed.len() as u32 + levels);
        if levels == 0 {
            // Five values in the plain encoding.
            bytes.extend([0x2c, 0x15, 10, 0x15, 0, 0, 0]);
        } else {
            // Values, nulls, rows, encoding, and the bytes of both kinds of level.
            bytes.extend([0x5c, 0x15, 10, 0x15, 0, 0x15, 10, 0x15, 0, 0x15]);
            number(&mut bytes, levels - 1);
            bytes.extend([0x15, 2, 0, 0]);
        }
        bytes.resize(bytes.len() + levels as usize, 7);
        bytes.extend(packed);
        bytes
    }

    #[test]
    fn a_page_in_gzip_that_holds_more_than_it_says_is_a_bomb() {
        let packed = |len: u64| {
            let mut gzip = flate2::read::GzEncoder::new(
                std::io::repeat(0).take(len),
                flate2::Compression::best(),
            );
            let mut bytes = Vec::new();
            gzip.read_to_end(&mut bytes).expect("memory can be written to");
            bytes
        };
        let (small, large) = (packed(HARMLESS - 1), packed(HARMLESS + 9));
        let found = |unpacked: u64, levels, packed: &[u8]| {
            let page = gzip_page(unpacked as u32, levels, packed);
            let mut file = tempfile::tempfile().expect("a temporary file");
            file.write_all(&page).expect("room");
            pages(&file, (0, page.len() as u64), true)
        };
        for levels in [0, 300] {
            assert!(found(100, levels, &small).is_ok());
            assert!(found(100, levels, &large).is_err_and(|why| why.contains("bomb")), "{levels}");
        }
    }
}
