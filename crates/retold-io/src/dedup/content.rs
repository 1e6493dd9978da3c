//! What does a file hold?

use super::packing::Packing;
use super::source::Kind;
use crate::input::jsonl::{Fault, find, is_blank};
use crate::input::{Kind as Named, refused_by_head};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// How much of a file is looked at to tell what it holds.
const HEAD: usize = 64 * 1024;

/// What the first bytes of a file say.
pub(super) struct Look {
    pub(super) kind: Kind,
    pub(super) packing: Packing,
    /// Why it is no text, whatever follows.
    pub(super) refused: Option<String>,
}

/// Tells what a file holds.
///
/// # Errors
/// If it cannot be read.
pub(super) fn look(path: &Path, file: &mut File) -> io::Result<Look> {
    let mut packed = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut packed)?;
    let Some(packing) = Packing::of_content(&packed) else {
        return Ok(Look { kind: Kind::Rows, packing: Packing::Plain, refused: None });
    };
    let mut head = Vec::new();
    // What breaks off here is as much as was read; whether the file is sound shows later.
    let _ = packing.reader(Cursor::new(packed))?.take(HEAD as u64).read_to_end(&mut head);
    let kind = kind(path, packing, &head);
    Ok(Look { kind, packing, refused: refused_by_head(&head, kind == Kind::Lines) })
}

/// By the name, and if that says nothing, by the first line.
fn kind(path: &Path, packing: Packing, head: &[u8]) -> Kind {
    match Named::of(path, packing != Packing::Plain) {
        Named::JsonLines => return Kind::Lines,
        Named::Text | Named::Markdown | Named::Mdx | Named::Html => return Kind::Text,
        _ => {}
    }
    let whole = head.len() < HEAD;
    let mut lines = head.split_inclusive(|&byte| byte == b'\n').filter(|line| !is_blank(line));
    let Some(first) = lines.next() else { return Kind::Text };
    let is_record = match find(first, "", &[]) {
        Ok(_) | Err(Fault::Field(_) | Fault::Missing(_)) => true,
        // The first record may be longer than what was read of it.
        Err(Fault::Syntax(_)) => !whole && !first.ends_with(b"\n") && first.starts_with(b"{\""),
    };
    if is_record { Kind::Lines } else { Kind::Text }
}
