//! The reader of CSV and TSV rows.

use super::sink::Sink;
use crate::input::records::delimited::{Columns, rows};
use crate::input::records::jsonl::Fault;
use crate::input::text::RecordPlace;
use std::io::{self, Read};

/// Reads the requested columns of the rows below the header.
pub(super) fn read(sink: &mut Sink<'_>, reader: impl Read, columns: &Columns) -> io::Result<()> {
    for row in rows(reader, columns) {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                sink.skip(error.to_string());
                break;
            }
        };
        let place = RecordPlace::Row(row.number);
        match row.text {
            Ok(text) => sink.keep(place, row.id.as_deref(), row.group.as_deref(), &text)?,
            Err(reason) => sink.fault(place, Fault::Field(reason)),
        }
    }
    sink.finish_records(RecordPlace::Row(0));
    Ok(())
}
