//! The reader of a file: opens it, decompresses it, and passes it to the reader of its format.
//!
//! The decision is made from the name and the first 64 KiB, in this order:
//!
//! 1. `open`: standard input, regular file or open pipe; everything else is refused without opening it.
//! 2. `unpack`: the container by its magic number. Parquet has a reader of its own; decompressed bytes pass
//!    through the limit for bombs.
//! 3. `form`: records (lines, values, rows, messages), which are read one at a time, or one whole text.
//! 4. `whole`: the first bytes must be text, so that a disk image is not read to its end. Then the file is
//!    decoded, and masked by the reader of its markup.
//!
//! Only `whole` holds a file in memory. Its bytes count against the budget while it grows.

use super::sink::{FileResult, Sink};
use super::{lines, mail, notebook, table, values};
use crate::input::format::{
    BombGuard, ByteCounter, CHUNK, Container, Kind, decode, is_wide, refused_by_head, split,
    unpacked,
};
use crate::input::markup::{Masked, captions, html, line_prefix, markdown, mdx};
use crate::input::records::delimited::Columns;
use crate::input::records::json_array;
use crate::input::records::jsonl::{find, is_json_lines};
use crate::input::records::mail::is_mailbox;
use crate::input::request::Request;
use crate::input::walk::{Source, is_stdin, opened, reason};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The bytes that are read between two checks of the memory.
const STEP: u64 = 4 << 20;

/// The reason why a drawing in a folder is skipped.
const DRAWING: &str = "a drawing, whose words are labels; name the file itself to read it";

/// Reads one file.
pub(in crate::input) fn read(
    source: &Source,
    request: &Request,
    progress: &(dyn Fn(u64) + Sync),
) -> FileResult {
    if request.memory.exceeded().is_some() {
        return FileResult::default();
    }
    let count = Arc::new(AtomicU64::new(0));
    let mut sink = Sink::new(source, request);
    if !source.is_named && Kind::of(&source.path, true) == Kind::Drawing {
        sink.skip(DRAWING.to_owned());
    } else if let Err(error) = open(&mut sink, progress, &count) {
        sink.skip(reason(&error));
    }
    sink.finish(count.load(Relaxed))
}

fn open(
    sink: &mut Sink<'_>,
    progress: &(dyn Fn(u64) + Sync),
    count: &Arc<AtomicU64>,
) -> io::Result<()> {
    let path = &sink.source.path;
    if is_stdin(path) {
        let reader = ByteCounter { inner: io::stdin(), progress, count: Arc::clone(count) };
        return unpack(sink, reader, CHUNK, count);
    }
    let file = opened::open(path)?;
    let found = file.metadata()?;
    // A file is read up to its length at opening. What a program appends meanwhile is left to the
    // next run. Pipes, and files of /proc, are read to their end.
    let len = if found.is_file() && found.len() > 0 { found.len() } else { u64::MAX };
    let reader = ByteCounter { inner: file.take(len), progress, count: Arc::clone(count) };
    unpack(sink, reader, usize::try_from(len).unwrap_or(CHUNK), count)
}

/// Recognises the container, and checks that the first bytes are text. `len` is the length of the
/// file if it is less than a chunk.
fn unpack(
    sink: &mut Sink<'_>,
    reader: impl Read + Send,
    len: usize,
    count: &Arc<AtomicU64>,
) -> io::Result<()> {
    let (head, rest) = split(reader, len.min(CHUNK))?;
    let container = Container::of(&head);
    let kind = Kind::of(&sink.source.path, container != Container::Plain);
    if container != Container::Plain {
        sink.wrap();
    }
    match container {
        Container::Parquet => parquet(sink, head, rest),
        Container::Plain => match form(sink, kind, &head) {
            Form::Whole => match refused_by_head(&head, false) {
                Some(reason) => Err(io::Error::other(reason)),
                None => whole(sink, head, rest, kind),
            },
            form => records(sink, &form, unpacked(container, head, rest)?),
        },
        _ => {
            let unpacked = unpacked(container, head, rest)?;
            let mut guarded = BombGuard::new(unpacked, Arc::clone(count));
            let head = guarded.fill_buf()?;
            match form(sink, kind, head) {
                Form::Whole => match refused_by_head(head, false) {
                    Some(reason) => Err(io::Error::other(reason)),
                    None => whole(sink, Vec::new(), guarded, kind),
                },
                form => records(sink, &form, guarded),
            }
        }
    }
}

/// The way in which a file is read.
enum Form {
    /// As a whole: it is one text, or turns out to contain records.
    Whole,
    /// Line by line.
    Lines,
    /// One JSON value at a time, or one element of an array.
    Values,
    /// Row by row.
    Rows(Columns),
    /// Message by message.
    Messages,
}

/// Decides by the name and the first bytes how a file is read.
fn form(sink: &Sink<'_>, kind: Kind, head: &[u8]) -> Form {
    let may_be_array = matches!(kind, Kind::Json | Kind::JsonLines | Kind::Unnamed);
    match kind {
        _ if may_be_array && json_array::is_array_of_records(head) => Form::Values,
        // These formats are recognised by their lines, which in UTF-16 cannot be found byte by
        // byte.
        Kind::JsonLines | Kind::Mail | Kind::Csv | Kind::Tsv if is_wide(head) => Form::Whole,
        Kind::Json if json_array::are_records(head, 2) => Form::Values,
        Kind::JsonLines if json_array::are_records(head, 1) => Form::Values,
        Kind::JsonLines => Form::Lines,
        Kind::Mail if !sink.with_frames => Form::Messages,
        Kind::Text | Kind::Log | Kind::Unnamed | Kind::Other
            if !sink.with_frames && is_mailbox(head) =>
        {
            Form::Messages
        }
        Kind::Csv | Kind::Tsv if starts_as_utf8(head) => {
            Columns::find(head, kind == Kind::Tsv, sink.fields).map_or(Form::Whole, Form::Rows)
        }
        _ => Form::Whole,
    }
}

/// Whether the start of a file is UTF-8. The end of the chunk may cut a character.
fn starts_as_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

fn records(sink: &mut Sink<'_>, form: &Form, mut reader: impl BufRead) -> io::Result<()> {
    if let Some(reason) = refused_by_head(reader.fill_buf()?, true) {
        return Err(io::Error::other(reason));
    }
    match form {
        Form::Values => values::read(sink, reader),
        Form::Rows(columns) => table::read(sink, reader, columns),
        Form::Messages => mail::read(sink, reader),
        Form::Lines | Form::Whole => lines::read(sink, reader),
    }
}

/// Reads a file that is one text, or turns out to contain records.
fn whole(
    sink: &mut Sink<'_>,
    mut bytes: Vec<u8>,
    mut rest: impl Read,
    kind: Kind,
) -> io::Result<()> {
    let mut passing = sink.memory.passing();
    loop {
        // A text that is kept needs at least this much.
        passing.set(bytes.len())?;
        if rest.by_ref().take(STEP).read_to_end(&mut bytes)? == 0 {
            break;
        }
    }
    bytes.shrink_to_fit();
    let may_be_html = matches!(kind, Kind::Text | Kind::Log | Kind::Unnamed | Kind::Other);
    let declared = |bytes: &[u8]| {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
        let is_html = kind == Kind::Html || may_be_html && html::is_html(&head);
        if is_html { html::declared_encoding(bytes) } else { None }
    };
    let text = match decode(bytes, declared) {
        Ok(decoded) => {
            sink.set_encoding(decoded.encoding);
            sink.lose(&decoded.lost);
            decoded.text
        }
        Err(reason) => {
            sink.skip(reason);
            return Ok(());
        }
    };
    passing.set(text.len())?;
    match form(sink, kind, text.as_bytes()) {
        Form::Whole => {}
        form => return records(sink, &form, text.as_bytes()),
    }
    let filter = sink.filter;
    let masked = match kind {
        Kind::Markdown | Kind::Mdx | Kind::Notebook | Kind::Captions if sink.with_frames => {
            plain(text)
        }
        Kind::Markdown => markdown::mask(&text, filter),
        Kind::Mdx => mdx::mask(&text, filter),
        Kind::Html => html::mask(&text, filter),
        Kind::Drawing if text.trim_start().starts_with('<') => html::mask(&text, filter),
        Kind::Notebook => return notebook::read(sink, &text),
        Kind::Captions => plain(said(text)),
        _ if !sink.with_frames && captions::is_web_vtt(&text) => plain(said(text)),
        // A single object may be any other file, unless it has the requested field.
        Kind::Json if !sink.fields.are_default() && has_text(sink, &text) => {
            return values::read(sink, text.as_bytes());
        }
        Kind::Csv | Kind::Tsv if !sink.fields.are_default() => {
            sink.skip(Columns::missing(text.as_bytes(), kind == Kind::Tsv, sink.fields));
            return Ok(());
        }
        _ if html::is_html(&text) => html::mask(&text, filter),
        _ if is_json_lines(&text, &sink.fields.text) => return lines::read(sink, text.as_bytes()),
        Kind::Text | Kind::Log | Kind::Unnamed if !sink.with_frames => {
            plain(line_prefix::mask(&text).unwrap_or(text))
        }
        _ => plain(text),
    };
    drop(passing);
    sink.keep_whole(masked)
}

/// A text without markup; its kind follows from its name.
fn plain(text: String) -> Masked {
    Masked { text, ..Masked::default() }
}

/// The words of captions without the names of the speakers.
fn said(text: String) -> String {
    let text = captions::mask(&text).unwrap_or(text);
    line_prefix::mask(&text).unwrap_or(text)
}

/// Whether a text is a JSON record with the requested field.
fn has_text(sink: &Sink<'_>, text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && find(text.as_bytes(), &sink.fields.text, &[]).is_ok()
}

#[cfg(feature = "parquet")]
fn parquet(sink: &mut Sink<'_>, head: Vec<u8>, rest: impl Read) -> io::Result<()> {
    super::rows::read(sink, head, rest)
}

#[cfg(not(feature = "parquet"))]
#[expect(clippy::unnecessary_wraps, reason = "its twin with Parquet can fail")]
fn parquet(sink: &mut Sink<'_>, _: Vec<u8>, _: impl Read) -> io::Result<()> {
    sink.skip("this retold was built without Parquet".to_owned());
    Ok(())
}
