//! The run: its results, and notes on what was not read or did not fit.

use super::location::Location;
use super::log::{Driver, Invocation, Log, Notification, Run, Tool};
use super::message::Message;
use super::results::Results;
use super::rules::RULES;
use crate::sanitize::plain;
use crate::view::escape::to_writer;
use retold::{Corpus, Report};
use retold_io::origins::Origins;
use std::io::{self, Write};

/// The most results that GitHub accepts per run. Clusters come first, then the longest families.
const MOST_RESULTS: usize = 25_000;

pub(in crate::view) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    origins: &Origins,
    out: &mut dyn Write,
) -> io::Result<()> {
    let total = report.families().len() + report.clusters().len() + report.rows().len();
    let mut results = Results::new(report, corpus, origins);
    let mut reported = Vec::new();
    for cluster in report.clusters().iter().take(MOST_RESULTS) {
        reported.push(results.near_copies(cluster));
    }
    for family in report.families().iter().take(MOST_RESULTS - reported.len()) {
        reported.push(results.passage(family));
    }
    for rows in report.rows().iter().take(MOST_RESULTS - reported.len()) {
        reported.push(results.rows(rows));
    }
    let mut notifications: Vec<Notification> = Vec::new();
    if total > reported.len() {
        let cut = total - reported.len();
        let text = format!(
            "{cut} of {total} results are left out because code scanning accepts {MOST_RESULTS}; \
             raise --min-words to report only longer passages"
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
        // Columns count UTF-16 code units, and a lone carriage return ends a line.
        column_kind: "utf16CodeUnits",
        newline_sequences: ["\r\n", "\n", "\r"],
        invocations: [Invocation { execution_successful: true, notifications }],
        results: reported,
    });
    to_writer(&log, true, out)
}
