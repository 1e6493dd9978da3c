//! The text of a JSON record.

use super::sink::Sink;
use crate::input::records::jsonl::{Fault, find};
use crate::input::request::Fields;
use crate::input::text::RecordPlace;
use std::io;

/// Keeps the text of a JSON record. Returns the fault if it has none.
///
/// # Errors
/// If the text does not fit into memory.
pub(super) fn keep(
    sink: &mut Sink<'_>,
    place: RecordPlace,
    json: &[u8],
) -> io::Result<Option<Fault>> {
    let Fields { text, id, group } = sink.fields;
    let others: Vec<&str> = [id, group].into_iter().flatten().map(String::as_str).collect();
    match find(json, text, &others) {
        Ok(mut found) => {
            let group = group.as_ref().and_then(|_| found.others.pop().flatten());
            let id = id.as_ref().and_then(|_| found.others.pop().flatten());
            sink.keep(place, id.as_deref(), group.as_deref(), &found.text.value)?;
            Ok(None)
        }
        Err(fault) => Ok(Some(fault)),
    }
}
