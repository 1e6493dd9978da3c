//! The JSON Lines report: a program can read it line by line, even if it does not fit into memory.

use super::escape::to_writer;
use retold::Report;
use retold::report::{
    Cluster, DocumentSummary, Family, Pair, Repeat, Rows, Settings, Skipped, Truncated,
};
use serde::Serialize;
use std::io::{self, Write};

/// One line.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Record<'r> {
    Report {
        schema: &'r str,
        settings: &'r Settings,
    },
    Document(&'r DocumentSummary),
    Family(&'r Family),
    Pair(&'r Pair),
    Repeat(&'r Repeat),
    Cluster(&'r Cluster),
    Rows(&'r Rows),
    Skipped(&'r Skipped),
    /// The last line. A file without it is incomplete.
    Truncated(&'r Truncated),
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let head = Record::Report { schema: report.schema(), settings: report.settings() };
    let records = std::iter::once(head)
        .chain(report.documents().iter().map(Record::Document))
        .chain(report.families().iter().map(Record::Family))
        .chain(report.pairs().iter().map(Record::Pair))
        .chain(report.repeats().iter().map(Record::Repeat))
        .chain(report.clusters().iter().map(Record::Cluster))
        .chain(report.rows().iter().map(Record::Rows))
        .chain(report.skipped().iter().map(Record::Skipped))
        .chain(std::iter::once(Record::Truncated(report.truncated())));
    for record in records {
        to_writer(&record, false, out)?;
    }
    Ok(())
}
