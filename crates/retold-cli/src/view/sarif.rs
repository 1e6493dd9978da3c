//! The report as SARIF 2.1.0, for code scanning of texts.
//!
//! One result for each family and each cluster: the first place is where it is shown, the others
//! are related locations.

mod log;

use super::escape::to_writer;
use crate::plain::plain;
use log::{
    Artifact, Driver, Invocation, Location, Log, Message, Notification, Physical, Region, Related,
    Rule, Run, SarifResult, Tool,
};
use retold::hash::content_hash;
use retold::report::{Cluster, Family, Place};
use retold::{Corpus, Report, Tokenizer, Words};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What GitHub takes of a run; the longest families come first.
const MOST_RESULTS: usize = 25_000;
/// What GitHub takes of a result, less its own place.
const MOST_RELATED: usize = 999;

const RULES: [Rule; 4] = [
    Rule::new("retold/repeated", "A passage stands twice in one file.", "warning"),
    Rule::new("retold/shared", "A passage stands in several files.", "warning"),
    Rule::new("retold/boilerplate", "A passage stands in very many files.", "note"),
    Rule::new("retold/near-copy", "A file is a near-copy of another.", "warning"),
];
const REPEATED: usize = 0;
const SHARED: usize = 1;
const BOILERPLATE: usize = 2;
const NEAR_COPY: usize = 3;

pub(super) fn write(report: &Report, corpus: &Corpus<'_>, out: &mut dyn Write) -> io::Result<()> {
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

fn passage(
    report: &Report,
    corpus: &Corpus<'_>,
    family: &Family,
    fingerprints: &mut Fingerprints,
) -> SarifResult {
    let rule = match () {
        () if family.boilerplate() => BOILERPLATE,
        () if family.is_within_one_document() => REPEATED,
        () => SHARED,
    };
    let physical = |number: usize| {
        let occurrence = &family.occurrences()[number];
        let text = corpus[occurrence.document].text();
        let document = &report.documents()[occurrence.document.index()];
        let region = region(text, occurrence.place, document.encoding.is_none());
        Physical { region: Some(region), ..Physical::file(&document.name) }
    };
    let places = family.occurrences().len();
    let related: Vec<(Physical, String)> = (1..places.min(MOST_RELATED + 1))
        .map(|number| {
            let occurrence = &family.occurrences()[number];
            let name = &report.documents()[occurrence.document.index()].name;
            (physical(number), format!("{name}:{}", occurrence.place))
        })
        .collect();
    let medoid = family.medoid();
    let excerpt = &corpus[medoid.document].text()[medoid.place.span().range()];
    SarifResult::new(
        rule,
        format!("{} words stand here and at {}", family.words(), links(&related, places - 1)),
        physical(0),
        related,
        fingerprints.of(rule, excerpt),
    )
}

fn near_copies(
    report: &Report,
    corpus: &Corpus<'_>,
    cluster: &Cluster,
    fingerprints: &mut Fingerprints,
) -> SarifResult {
    let name = |document: retold::DocumentId| &report.documents()[document.index()].name;
    let related: Vec<(Physical, String)> = cluster
        .members
        .iter()
        .take(MOST_RELATED)
        .map(|member| (Physical::file(name(member.document)), name(member.document).clone()))
        .collect();
    SarifResult::new(
        NEAR_COPY,
        format!("Near-copies of this file: {}", links(&related, cluster.members.len())),
        Physical::file(name(cluster.representative)),
        related,
        fingerprints.of(NEAR_COPY, corpus[cluster.representative].text()),
    )
}

/// The names of the related locations, linked to them by number.
fn links(related: &[(Physical, String)], total: usize) -> String {
    const NAMED: usize = 10;
    let mut links: Vec<String> = related
        .iter()
        .take(NAMED)
        .zip(1..)
        .map(|((_, name), number)| {
            let name = plain(name).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
            format!("[{name}]({number})")
        })
        .collect();
    if total > NAMED {
        links.push(format!("{} more", total - NAMED));
    }
    links.join(", ")
}

/// The place in lines and columns, and in bytes where those are the bytes of the file.
fn region(text: &str, place: Place, in_bytes: bool) -> Region {
    let column = |at: usize| {
        let line = text[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        text[line..at].encode_utf16().count() + 1
    };
    Region {
        start_line: place.first_line,
        start_column: column(place.start),
        end_line: place.last_line,
        end_column: column(place.end),
        byte_offset: in_bytes.then_some(place.start),
        byte_length: in_bytes.then_some(place.end - place.start),
    }
}

/// What tells a result from all others, in this run and the next ones: the normalised words, and
/// not the place. Equal ones are numbered.
#[derive(Default)]
struct Fingerprints(BTreeMap<(usize, u128), usize>);

impl Fingerprints {
    fn of(&mut self, rule: usize, text: &str) -> String {
        let mut tokens = Vec::new();
        Words.tokenize(text, &mut |token| tokens.push(token.hash));
        let hash = content_hash(&tokens).0;
        let number = self.0.entry((rule, hash)).or_default();
        *number += 1;
        format!("{hash:032x}:{number}")
    }
}

impl SarifResult {
    fn new(
        rule: usize,
        text: String,
        physical: Physical,
        related: Vec<(Physical, String)>,
        fingerprint: String,
    ) -> SarifResult {
        SarifResult {
            rule_id: RULES[rule].id,
            rule_index: rule,
            level: RULES[rule].default_configuration.level,
            message: Message { text },
            locations: [Location { physical, ..Location::default() }],
            related_locations: related
                .into_iter()
                .zip(1..)
                .map(|((physical, name), id)| Location {
                    related: Some(Related {
                        id,
                        message: Message { text: plain(&name).into_owned() },
                    }),
                    physical,
                })
                .collect(),
            partial_fingerprints: BTreeMap::from([
                // The one that GitHub looks at, by the name that it has there.
                ("primaryLocationLineHash", fingerprint.clone()),
                ("retoldWords/v1", fingerprint),
            ]),
        }
    }
}

impl Physical {
    /// A whole file.
    fn file(name: &str) -> Physical {
        Physical { artifact_location: Artifact::new(name), region: None }
    }
}

#[cfg(test)]
mod tests {
    use super::region;
    use retold::{Lines, Span, report::Place};

    #[test]
    fn columns_are_utf16_code_units_and_count_from_one() {
        let text = "first\r\n𝄞é a";
        let place = Place::new(Span::new(text.len() - 1, text.len()), &Lines::new(text));
        let region = region(text, place, true);
        assert_eq!((region.start_line, region.start_column), (2, 5));
        assert_eq!((region.end_line, region.end_column), (2, 6));
        assert_eq!((region.byte_offset, region.byte_length), (Some(14), Some(1)));
    }
}
