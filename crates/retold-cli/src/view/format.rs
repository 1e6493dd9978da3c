//! The ways to write a report down.

use super::style::Style;
use super::{csv, html, json, jsonl, sarif, terminal};
use clap::ValueEnum;
use retold::Report;
use retold_io::input_set::InputSet;
use std::io::{self, Write};

/// The ways to write a report down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, at a terminal
    #[default]
    Text,
    /// The whole report as one JSON document
    Json,
    /// JSON Lines: one record a line, each with a type
    Jsonl,
    /// A table: one row for each place
    Csv,
    /// One page to read in a browser, with nothing to load from anywhere
    Html,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Format {
    /// Whether people read it, and not programs.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Format::Text | Format::Html)
    }
}

/// Writes the report of the input in this format.
pub(crate) fn write(
    format: Format,
    report: &Report,
    input_set: &InputSet<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let InputSet { corpus, origins, .. } = input_set;
    match format {
        Format::Text => terminal::write(report, corpus, style, out),
        Format::Json => json::write(report, out),
        Format::Jsonl => jsonl::write(report, out),
        Format::Csv => csv::write(report, corpus, out),
        Format::Html => html::write(report, corpus, out),
        Format::Sarif => sarif::write(report, corpus, origins, out),
    }
}
