//! The reader of JSON Lines.

use super::fields;
use super::sink::Sink;
use crate::input::records::json_array::JsonSplitter;
use crate::input::records::jsonl::{Fault, RecordReader, is_blank};
use crate::input::text::RecordPlace;
use crate::input::walk::reason;
use std::io::{self, BufRead};

/// Reads JSON Lines. If the file is truncated, the records before that are kept.
///
/// A record that spans lines would give one unhelpful fault per line. So the first line is reported
/// with the remedy, and the lines up to the next record are skipped.
pub(super) fn read(sink: &mut Sink<'_>, reader: impl BufRead) -> io::Result<()> {
    let mut reader = RecordReader::new(reader, sink.memory);
    let mut line = Vec::new();
    let mut spanning = MultilineRecords::default();
    loop {
        let number = match reader.read(&mut line) {
            Ok(Some(number)) => number,
            Ok(None) => break,
            Err(error) => {
                sink.skip(format!("{} ({} read)", reason(&error), lines_were(reader.line())));
                break;
            }
        };
        if is_blank(&line) {
            continue;
        }
        let place = RecordPlace::Line(number);
        match fields::keep(sink, place, &line)? {
            None => spanning.is_within = false,
            Some(Fault::Syntax(_)) if spanning.takes(&line, number) => {}
            Some(fault) => sink.fault(place, fault),
        }
    }
    sink.finish_records(RecordPlace::Line(0));
    if let Some(first) = spanning.first {
        let lines = spanning.lines;
        sink.skip(format!(
            "a record spans several lines, from line {first} on ({lines} lines in total are not read); put each \
             record on one line, e.g. `jq -c . FILE`"
        ));
    }
    Ok(())
}

/// The lines of records that span lines.
#[derive(Default)]
struct MultilineRecords {
    first: Option<u64>,
    lines: u64,
    is_within: bool,
}

impl MultilineRecords {
    /// Whether an invalid line belongs to a record that spans lines: it starts one, with brackets
    /// that are open at its end, or follows such a line and is no object of its own.
    fn takes(&mut self, line: &[u8], number: u64) -> bool {
        let line = line.trim_ascii();
        let begins = line.starts_with(b"{") && {
            let mut splitter = JsonSplitter::default();
            let (read, _) = splitter.step(line);
            splitter.step(&line[read..]);
            splitter.is_between_brackets()
        };
        self.is_within = begins || self.is_within && !line.starts_with(b"{\"");
        if self.is_within {
            self.first.get_or_insert(number);
            self.lines += 1;
        }
        self.is_within
    }
}

/// `no line was`, `only 1 line was`, `only 7 lines were`.
fn lines_were(lines: u64) -> String {
    match lines {
        0 => "no line was".to_owned(),
        1 => "only 1 line was".to_owned(),
        _ => format!("only {lines} lines were"),
    }
}
