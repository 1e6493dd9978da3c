//! The reader of Parquet rows.

use super::sink::Sink;
use crate::input::format::{bomb, is_bomb};
use crate::input::records::jsonl::Fault;
use crate::input::records::parquet::Rows;
use crate::input::text::RecordPlace;
use crate::input::walk::{is_stdin, opened};
use std::io::{self, Read};

/// Reads a file from its first bytes `head` and the rest.
pub(super) fn read(sink: &mut Sink<'_>, head: Vec<u8>, rest: impl Read) -> io::Result<()> {
    // The table of contents is at the end, so the file must be seekable. A pipe is copied to an
    // unnamed temporary file.
    let file = if is_stdin(&sink.source.path) {
        let mut file = tempfile::tempfile()?;
        io::copy(&mut io::Cursor::new(head).chain(rest), &mut file)?;
        file
    } else {
        opened::open(&sink.source.path)?
    };
    let packed = file.metadata()?.len();
    let mut unpacked = 0;
    let rows = match Rows::new(file, sink.fields, sink.memory) {
        Ok(rows) => rows,
        Err(reason) => {
            sink.skip(reason);
            return Ok(());
        }
    };
    for row in rows {
        // A column can say in a few bytes that one text is repeated a billion times.
        unpacked +=
            row.as_ref().map_or(0, |row| row.text.as_ref().map_or(0, String::len) as u64 + 16);
        if is_bomb(unpacked, packed) {
            sink.skip(bomb());
            break;
        }
        match row {
            Ok(row) => {
                let place = RecordPlace::Row(row.row);
                match row.text {
                    Ok(text) => sink.keep(place, row.id.as_deref(), row.group.as_deref(), &text)?,
                    Err(reason) => sink.fault(place, Fault::Field(reason)),
                }
            }
            Err(reason) => {
                sink.skip(reason);
                break;
            }
        }
    }
    sink.finish_records(RecordPlace::Row(0));
    Ok(())
}
