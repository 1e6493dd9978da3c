//! The formats of a report.

use super::style::Style;
use super::{csv, html, json, jsonl, sarif, terminal};
use clap::ValueEnum;
use retold::Report;
use retold_io::input_set::InputSet;
use std::io::{self, Write};

/// The formats of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    #[default]
    Text,
    /// One JSON document
    Json,
    /// JSON Lines: one record per line, each with a type
    Jsonl,
    /// A table: one row per place
    Csv,
    /// A self-contained page for a web browser
    Html,
    /// SARIF 2.1.0, for code scanning tools
    Sarif,
}

impl Format {
    /// Whether the format is for people rather than programs.
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
