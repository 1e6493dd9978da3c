//! One family or one cluster as a result.

use super::fingerprints::Fingerprints;
use super::log::{Location, Message, Physical, Region, Related, SarifResult};
use super::rules::{BOILERPLATE, NEAR_COPY, REPEATED, RULES, SHARED};
use crate::plain::plain;
use retold::report::{Cluster, Family, Place};
use retold::{Corpus, Report};
use std::collections::BTreeMap;

/// What GitHub takes of a result, less its own place.
const MOST_RELATED: usize = 999;

pub(super) fn passage(
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

pub(super) fn near_copies(
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
