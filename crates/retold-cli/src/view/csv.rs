//! The CSV report: one row for each place of a family, each document of a cluster, and each region of
//! similar rows.

use crate::sanitize::plain;
use retold::report::FamilyKind;
use retold::report::{Cluster, Family, Occurrence, Rows};
use retold::{Corpus, DocumentId, Report};
use std::borrow::Cow;
use std::io::{self, Write};

const COLUMNS: [&str; 15] = [
    "record",
    "number",
    "kind",
    "words",
    "places",
    "place",
    "standard",
    "document",
    "first_line",
    "last_line",
    "start",
    "end",
    "similarity",
    "boilerplate",
    "text",
];

pub(super) fn write(report: &Report, corpus: &Corpus<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_rows(report, corpus, out).map_err(|error| match error.into_kind() {
        // The caller has to recognise a closed pipe.
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })
}

fn write_rows(report: &Report, corpus: &Corpus<'_>, out: &mut dyn Write) -> csv::Result<()> {
    let mut table = csv::WriterBuilder::new().from_writer(out);
    table.write_record(COLUMNS)?;
    for family in report.families() {
        for (number, place) in family.occurrences().iter().enumerate() {
            table.write_record(
                place_row(report, corpus, family, number + 1, place).map(|text| cell(&text)),
            )?;
        }
    }
    for (number, cluster) in report.clusters().iter().enumerate() {
        for row in cluster_rows(report, number, cluster) {
            table.write_record(row.map(|text| cell(&text)))?;
        }
    }
    for (number, rows) in report.rows().iter().enumerate() {
        table.write_record(region_row(report, corpus, number, rows).map(|text| cell(&text)))?;
    }
    Ok(table.flush()?)
}

fn place_row<'r>(
    report: &'r Report,
    corpus: &'r Corpus<'_>,
    family: &Family,
    number: usize,
    occurrence: &Occurrence,
) -> [Cow<'r, str>; COLUMNS.len()] {
    let place = occurrence.place;
    let text = &corpus[occurrence.document].text()[place.span().range()];
    [
        "family".into(),
        family.id().to_string().into(),
        match family.kind() {
            FamilyKind::Identical => "identical",
            FamilyKind::SameWords => "same_words",
            _ => "edited",
        }
        .into(),
        family.words().to_string().into(),
        family.occurrences().len().to_string().into(),
        number.to_string().into(),
        (occurrence == family.medoid()).to_string().into(),
        name(report, occurrence.document),
        place.first_line.to_string().into(),
        place.last_line.to_string().into(),
        place.start.to_string().into(),
        place.end.to_string().into(),
        occurrence.similarity.to_string().into(),
        family.boilerplate().to_string().into(),
        text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
    ]
}

/// The rows of a cluster, the representative first.
fn cluster_rows<'r>(
    report: &'r Report,
    number: usize,
    cluster: &Cluster,
) -> Vec<[Cow<'r, str>; COLUMNS.len()]> {
    let places = cluster.members.len() + 1;
    let row = |at: usize, document: DocumentId, kind: String, similarity: String| {
        let summary = &report.documents()[document.index()];
        let mut row: [Cow<'r, str>; COLUMNS.len()] = std::array::from_fn(|_| "".into());
        row[0] = "cluster".into();
        row[1] = number.to_string().into();
        row[2] = kind.into();
        row[3] = summary.words.to_string().into();
        row[4] = places.to_string().into();
        row[5] = at.to_string().into();
        row[6] = (at == 1).to_string().into();
        row[7] = name(report, document);
        row[12] = similarity.into();
        row
    };
    let first = row(1, cluster.representative, "representative".to_owned(), "1".to_owned());
    let members = cluster.members.iter().zip(2..).map(|(member, at)| {
        // The name of the relation in JSON.
        let relation = member.relation.to_string().replace(' ', "_");
        row(at, member.document, relation, member.resemblance.to_string())
    });
    std::iter::once(first).chain(members).collect()
}

/// The row of a region of similar rows: `places` is their number, `text` is one of them.
fn region_row<'r>(
    report: &'r Report,
    corpus: &Corpus<'_>,
    number: usize,
    rows: &Rows,
) -> [Cow<'r, str>; COLUMNS.len()] {
    let text = &corpus[rows.document].text()[rows.example.span().range()];
    [
        "rows".into(),
        number.to_string().into(),
        "".into(),
        "".into(),
        rows.rows.to_string().into(),
        "".into(),
        "".into(),
        name(report, rows.document),
        rows.place.first_line.to_string().into(),
        rows.place.last_line.to_string().into(),
        rows.place.start.to_string().into(),
        rows.place.end.to_string().into(),
        rows.equal.to_string().into(),
        "".into(),
        text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
    ]
}

fn name(report: &Report, document: DocumentId) -> Cow<'_, str> {
    report.documents()[document.index()].name.as_str().into()
}

/// A cell without characters that act on a terminal, and without the start of a spreadsheet formula.
fn cell(text: &str) -> String {
    let text = plain(text);
    // Spreadsheets take text that starts with one of these for a formula, full-width forms included.
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if text.starts_with(formula) { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_begins_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("@SUM(1)"), "'@SUM(1)");
        assert_eq!(cell("\t=1"), "\\u{9}=1");
        assert_eq!(cell("1-2"), "1-2");
        // East Asian spreadsheets treat the full-width forms alike.
        for sign in ['=', '+', '-', '@', '＝', '＋', '－', '＠'] {
            assert_eq!(cell(&format!("{sign}A1")), format!("'{sign}A1"), "{sign}");
        }
    }
}
