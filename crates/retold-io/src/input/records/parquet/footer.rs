//! A check of the table of contents of a Parquet file, before the file is read.
//!
//! The Parquet reader allocates as much memory as a list claims to have entries, and recurses for
//! each level of the schema. So a few bytes at the end of a small file can request gigabytes, or
//! overflow the stack, and either ends the program. Here the table is walked first: every entry
//! must be present, and the schema must not be deep. Time and memory are linear in the length of
//! the table.

use super::thrift::{LIST, STRUCT, Thrift};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// The longest table: a file with a million column chunks has about this much.
const LONGEST: u64 = 256 << 20;

/// The deepest nesting of columns.
const DEEPEST_SCHEMA: usize = 64;

/// The deepest nesting of the table itself; the format needs 8 levels.
const DEEPEST: u32 = 16;

/// The most row groups: their numbers have 16 bits.
const MOST_GROUPS: u64 = i16::MAX as u64;

/// The memory per column of the schema.
const COLUMN: u64 = 128;

/// The memory per byte of the table.
const BYTE: u64 = 4;

/// Checks the table and returns the memory that it needs. A file without the end of a Parquet file
/// is left to the reader, which reports it.
///
/// # Errors
/// If the table lists more than is present, or more than is supported.
pub(crate) fn footer(file: &File) -> Result<u64, String> {
    let bytes = bytes(file).map_err(|error| broken(&error.to_string()))?;
    let Some(bytes) = bytes else { return Ok(0) };
    let columns = contents(&mut Thrift { bytes: &bytes, at: 0 })
        .unwrap_or_else(|| Err("its table of contents is not sound".to_owned()))
        .map_err(|reason| broken(&reason))?;
    Ok(BYTE * bytes.len() as u64 + COLUMN * columns)
}

fn broken(reason: &str) -> String {
    format!("broken Parquet file: {reason}")
}

/// The bytes of the table; `None` if the file does not say where they are.
fn bytes(mut file: &File) -> io::Result<Option<Vec<u8>>> {
    let mut end = [0; 8];
    let file_len = file.seek(SeekFrom::End(0))?;
    let Some(table_end) = file_len.checked_sub(end.len() as u64) else { return Ok(None) };
    file.seek(SeekFrom::Start(table_end))?;
    file.read_exact(&mut end)?;
    let [a, b, c, d, b'P', b'A', b'R', b'1'] = end else { return Ok(None) };
    let len = u64::from(u32::from_le_bytes([a, b, c, d]));
    let Some(start) = table_end.checked_sub(len) else { return Ok(None) };
    if len > LONGEST {
        let longest = crate::size::binary(LONGEST);
        return Err(io::Error::other(format!("its table of contents is longer than {longest}")));
    }
    let mut bytes = vec![0; len as usize];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// Walks the table and counts the columns of the schema. Returns `None` if it is truncated.
fn contents(thrift: &mut Thrift<'_>) -> Option<Result<u64, String>> {
    let (mut id, mut columns) = (0, 0);
    while let kind @ 1.. = thrift.field(&mut id)? {
        match id {
            2 if kind == LIST => match schema(thrift)? {
                Ok(found) => columns += found,
                Err(reason) => return Some(Err(reason)),
            },
            4 if kind == LIST => {
                let (kind, groups) = thrift.list()?;
                if groups > MOST_GROUPS {
                    return Some(Err(format!("it has more than {MOST_GROUPS} row groups")));
                }
                (0..groups).try_for_each(|_| thrift.skip_element(kind, DEEPEST))?;
            }
            _ => thrift.skip(kind, DEEPEST)?,
        }
    }
    Some(Ok(columns))
}

/// Walks the schema: a tree in pre-order, where each node states its number of children. Returns
/// `None` if it is truncated.
fn schema(thrift: &mut Thrift<'_>) -> Option<Result<u64, String>> {
    let (kind, nodes) = thrift.list()?;
    // The children still to come, for each open node.
    let mut open: Vec<u64> = Vec::new();
    let mut children = 0_u64;
    for _ in 0..nodes {
        if kind != STRUCT {
            return None;
        }
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        let own = node(thrift)?;
        children = children.checked_add(own)?;
        if own > 0 {
            open.push(own);
        }
        if open.len() > DEEPEST_SCHEMA {
            let reason = format!("its columns are nested more than {DEEPEST_SCHEMA} levels deep");
            return Some(Err(reason));
        }
    }
    (children <= nodes).then_some(Ok(nodes))
}

/// The number of children of a node of the schema.
fn node(thrift: &mut Thrift<'_>) -> Option<u64> {
    let (mut id, mut children) = (0, 0);
    while let kind @ 1.. = thrift.field(&mut id)? {
        match id {
            5 => children = thrift.size()?,
            _ => thrift.skip(kind, DEEPEST)?,
        }
    }
    Some(children)
}

#[cfg(test)]
mod tests {
    use super::{BYTE, COLUMN, footer};
    use std::io::Write;

    /// What a file says whose table of contents has these bytes.
    fn of(table: &[u8]) -> Result<u64, String> {
        let mut file = tempfile::tempfile().expect("a temporary file");
        let len = (table.len() as u32).to_le_bytes();
        file.write_all(&[b"PAR1", table, &len, b"PAR1"].concat()).expect("room");
        footer(&file)
    }

    /// The head of a list of so many structs, with its field: the second, or the fourth.
    fn list(step: u8, len: u32) -> Vec<u8> {
        let mut bytes = vec![step << 4 | 9, 0xfc];
        let mut value = len;
        while value >= 0x80 {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
        bytes
    }

    /// A node with a child, of the name `a`: fields 4 and 5.
    const NODE: [u8; 6] = [0x48, 1, b'a', 0x15, 2, 0];
    const LEAF: [u8; 4] = [0x48, 1, b'a', 0];

    fn chain(levels: usize) -> Vec<u8> {
        [list(2, levels as u32 + 1), NODE.repeat(levels), LEAF.to_vec(), vec![0]].concat()
    }

    #[test]
    fn a_list_that_is_longer_than_the_table_is_refused() {
        let sound = chain(3);
        assert_eq!(of(&sound), Ok(BYTE * sound.len() as u64 + 4 * COLUMN));
        for bytes in [
            [list(2, i32::MAX as u32), LEAF.to_vec(), vec![0]].concat(),
            [list(4, 1000), vec![0; 500]].concat(),
            // A node with more children than there are nodes.
            [list(2, 2), vec![0x48, 1, b'a', 0x15, 0x7e, 0], LEAF.to_vec(), vec![0]].concat(),
            vec![],
        ] {
            assert!(of(&bytes).is_err_and(|why| why.contains("not sound")), "{bytes:?}");
        }
        let groups = of(&[list(4, i32::MAX as u32), vec![0; 9]].concat());
        assert!(groups.is_err_and(|why| why.contains("32767 row groups")));
    }

    #[test]
    fn a_deep_schema_is_refused() {
        assert!(of(&chain(64)).is_ok());
        assert!(of(&chain(100_000)).is_err_and(|why| why.contains("64 levels deep")));
    }
}
