//! The run: all results, and what could not be said.

use super::fingerprints::Fingerprints;
use super::log::{Driver, Invocation, Location, Log, Message, Notification, Physical, Run, Tool};
use super::result::{near_copies, passage};
use super::rules::RULES;
use crate::plain::plain;
use crate::view::escape::to_writer;
use retold::{Corpus, Report};
use std::io::{self, Write};

/// What GitHub takes of a run; the longest families come first.
const MOST_RESULTS: usize = 25_000;

pub(in crate::view) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let total = report.families().len() + report.clusters().len();
    let mut fingerprints = Fingerprints::default();
    let mut results = Vec::new();
    for cluster in report.clusters().iter().take(MOST_RESULTS) {
        results.push(near_copies(report, corpus, cluster, &mut fingerprints));
    }
    for family in report.families().iter().take(MOST_RESULTS - results.len()) {
        results.push(passage(report, corpus, family, &mut fingerprints));
    }
    let mut notifications: Vec<Notification> = Vec::new();
    if total > results.len() {
        let cut = total - results.len();
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
        locations: vec![Location {
            physical: Physical::file(&skipped.name),
            ..Location::default()
        }],
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
        results,
    });
    to_writer(&log, true, out)
}
