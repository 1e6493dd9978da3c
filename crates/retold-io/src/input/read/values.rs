//! The reader of JSON arrays of records, and of JSON records one after another.

use super::fields;
use super::sink::Sink;
use crate::input::records::json_array::JsonRecordReader;
use crate::input::text::RecordPlace;
use crate::input::walk::reason;
use std::io::{self, BufRead};

/// Reads the records. If the file is truncated, the records before that are kept.
pub(super) fn read(sink: &mut Sink<'_>, reader: impl BufRead) -> io::Result<()> {
    let mut reader = JsonRecordReader::new(reader, sink.memory);
    let mut record = Vec::new();
    loop {
        match reader.read(&mut record) {
            Ok(Some(found)) => {
                let place = RecordPlace::Element(found.number);
                if let Some(fault) = fields::keep(sink, place, &record)? {
                    sink.fault(place, fault);
                }
            }
            Ok(None) => break,
            Err(error) => {
                let read = reader.number();
                let plural = if read == 1 { "record was" } else { "records were" };
                sink.skip(format!("{} ({read} {plural} read)", reason(&error)));
                break;
            }
        }
    }
    sink.finish_records(RecordPlace::Element(0));
    Ok(())
}
