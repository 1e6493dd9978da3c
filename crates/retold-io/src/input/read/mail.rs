//! The reader of messages and mailboxes.

use super::sink::Sink;
use crate::input::records::jsonl::Fault;
use crate::input::records::mail::{MailReader, text_of};
use crate::input::text::RecordPlace;
use crate::input::walk::reason;
use std::io::{self, BufRead};

/// Reads the messages. If the file is truncated, the messages before that are kept.
pub(super) fn read(sink: &mut Sink<'_>, reader: impl BufRead) -> io::Result<()> {
    let mut reader = MailReader::new(reader, sink.memory);
    let mut message = Vec::new();
    loop {
        let number = match reader.read(&mut message) {
            Ok(Some(number)) => number,
            Ok(None) => break,
            Err(error) => {
                sink.skip(reason(&error));
                break;
            }
        };
        let place = RecordPlace::Message(number);
        match text_of(&message, sink.fields) {
            Ok(mail) => sink.keep(place, mail.id.as_deref(), mail.group.as_deref(), &mail.text)?,
            Err(reason) => sink.fault(place, Fault::Field(reason)),
        }
    }
    sink.finish_records(RecordPlace::Message(0));
    Ok(())
}
