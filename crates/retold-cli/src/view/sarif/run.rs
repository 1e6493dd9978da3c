//! The run: all results, and what could not be said.

use super::location::Location;
use super::log::{Driver, Invocation, Log, Notification, Run, Tool};
use super::message::Message;
use super::results::Results;
use super::rules::RULES;
use crate::plain::plain;
use crate::view::escape::to_writer;
use retold::{Corpus, Report};
use retold_io::origins::Origins;
use std::io::{self, Write};

/// What GitHub takes of a run; the longest families come first.
const MOST_RESULTS: usize = 25_000;

pub(in crate::view) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    origins: &Origins,
    out: &mut dyn Write,
) -> io::Result<()> {
    let total = report.families().len() + report.clusters().len() + report.rows().len();
    let mut results = Results::new(report, corpus, origins);
    let mut told = Vec::new();
    for cluster in report.clusters().iter().take(MOST_RESULTS) {
        told.push(results.near_copies(cluster));
    }
    for family in report.families().iter().take(MOST_RESULTS - told.len()) {
        told.push(results.passage(family));
    }
    for rows in report.rows().iter().take(MOST_RESULTS - told.len()) {
        told.push(results.rows(rows));
    }
    let mut notifications: Vec<Notification> = Vec::new();
    if total > told.len() {
        let cut = total - told.len();
        let text = format!(
            "{cut} of {total} results are left out, since code scanning takes {MOST_RESULTS}: \
             --min-words asks for longer passages only"
        );
        notifications.push(Notification {
            level: "warning",
            message: Message { text },
            locations: vec![],
        });
    }
    notifications.extend(report.skipped().iter().map(|skipped| Notification {
        level: "warning",
        message: Message { text: format!("not read: {}", plain(&skipped.reason)) },
        locations: vec![Location::of(&origins.of_skipped(&skipped.name))],
    }));
    let log = Log::new(Run {
        tool: Tool {
            driver: Driver {
                name: "retold",
                version: &report.settings().version,
                semantic_version: &report.settings().version,
                rules: &RULES,
            },
        },
        // As spans count: columns in UTF-16 code units, a lone carriage return ends a line.
        column_kind: "utf16CodeUnits",
        newline_sequences: ["\r\n", "\n", "\r"],
        invocations: [Invocation { execution_successful: true, notifications }],
        results: told,
    });
    to_writer(&log, true, out)
}
