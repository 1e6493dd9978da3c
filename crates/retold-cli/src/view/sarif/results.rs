//! The results: families, clusters and regions of similar rows.

use super::fingerprints::Fingerprints;
use super::location::{Location, Region};
use super::log::SarifResult;
use super::message::Message;
use super::rules::{BOILERPLATE, NEAR_COPY, REPEATED, ROWS, RULES, SHARED};
use crate::sanitize::plain;
use retold::report::FamilyKind;
use retold::report::{Cluster, Family, Place, Rows};
use retold::{Corpus, DocumentId, Report};
use retold_io::origins::Origins;
use std::collections::BTreeMap;

/// The most related locations that GitHub accepts per result, which counts the location itself.
const MOST_RELATED: usize = 999;

/// Makes the results of a report, in order.
pub(super) struct Results<'r> {
    report: &'r Report,
    corpus: &'r Corpus<'r>,
    origins: &'r Origins,
    fingerprints: Fingerprints,
}

/// A related location and its name.
struct Related {
    location: Location,
    name: String,
}

impl<'r> Results<'r> {
    pub(super) fn new(
        report: &'r Report,
        corpus: &'r Corpus<'r>,
        origins: &'r Origins,
    ) -> Results<'r> {
        Results { report, corpus, origins, fingerprints: Fingerprints::default() }
    }

    pub(super) fn passage(&mut self, family: &Family) -> SarifResult {
        let rule = match () {
            () if family.boilerplate() => BOILERPLATE,
            () if family.is_within_one_document() => REPEATED,
            () => SHARED,
        };
        let [first, others @ ..] = family.occurrences() else {
            unreachable!("a family has two places at least")
        };
        let related: Vec<Related> = others
            .iter()
            .take(MOST_RELATED)
            .map(|other| Related {
                location: self.place(other.document, other.place),
                name: format!("{}:{}", self.name(other.document), other.place),
            })
            .collect();
        let links = links(&related, others.len());
        // SARIF results have no field for the kind of a family, so the message states it.
        let text = match family.kind() {
            FamilyKind::Identical => format!("{} words are repeated word for word", family.words()),
            FamilyKind::SameWords => {
                format!("{} words are repeated with other punctuation or symbols", family.words())
            }
            _ => format!("{} words are repeated with edits", family.words()),
        };
        let text = format!("{text}; also at {links}");
        let medoid = family.medoid();
        let excerpt = &self.corpus[medoid.document].text()[medoid.place.span().range()];
        let fingerprint = self.fingerprints.of(rule, excerpt);
        result(rule, text, self.place(first.document, first.place), related, fingerprint)
    }

    pub(super) fn near_copies(&mut self, cluster: &Cluster) -> SarifResult {
        let whole = |document| Location::of(&self.origins.of(document, self.corpus));
        let related: Vec<Related> = cluster
            .members
            .iter()
            .take(MOST_RELATED)
            .map(|member| Related {
                location: whole(member.document),
                name: self.name(member.document).to_owned(),
            })
            .collect();
        let links = links(&related, cluster.members.len());
        let text = self.corpus[cluster.representative].text();
        let fingerprint = self.fingerprints.of(NEAR_COPY, text);
        let text = format!("This file has near-copies: {links}");
        result(NEAR_COPY, text, whole(cluster.representative), related, fingerprint)
    }

    pub(super) fn rows(&mut self, rows: &Rows) -> SarifResult {
        let text = format!(
            "{} similar rows; {} passages that are repeated only in these rows are not listed",
            rows.rows, rows.families
        );
        let example = &self.corpus[rows.document].text()[rows.example.span().range()];
        let fingerprint = self.fingerprints.of(ROWS, example);
        result(ROWS, text, self.place(rows.document, rows.place), Vec::new(), fingerprint)
    }

    fn name(&self, document: DocumentId) -> &'r str {
        &self.report.documents()[document.index()].name
    }

    /// The location of a place: lines and columns if the text is a file, or else the whole record.
    fn place(&self, document: DocumentId, place: Place) -> Location {
        let origin = self.origins.of(document, self.corpus);
        let location = Location::of(&origin);
        if origin.record.is_some() {
            return location;
        }
        let encoding = &self.report.documents()[document.index()].encoding;
        let in_bytes = !origin.wrapped && encoding.is_none();
        let text = self.corpus[document].text();
        location.with_region(Region::of(text, place, in_bytes))
    }
}

fn result(
    rule: usize,
    text: String,
    location: Location,
    related: Vec<Related>,
    fingerprint: String,
) -> SarifResult {
    SarifResult {
        rule_id: RULES[rule].id,
        rule_index: rule,
        level: RULES[rule].default_configuration.level,
        message: Message { text },
        locations: [location],
        related_locations: related
            .into_iter()
            .zip(1..)
            .map(|(Related { location, name }, id)| location.numbered(id, &plain(&name)))
            .collect(),
        partial_fingerprints: BTreeMap::from([
            // The fingerprint that GitHub compares, under GitHub's name.
            ("primaryLocationLineHash", fingerprint.clone()),
            ("retoldWords/v1", fingerprint),
        ]),
    }
}

/// The names of the related locations as links by number.
fn links(related: &[Related], total: usize) -> String {
    const NAMED: usize = 10;
    let mut links: Vec<String> = related
        .iter()
        .take(NAMED)
        .zip(1..)
        .map(|(Related { name, .. }, number)| {
            let name = plain(name).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
            format!("[{name}]({number})")
        })
        .collect();
    if total > NAMED {
        links.push(format!("{} more", total - NAMED));
    }
    links.join(", ")
}
