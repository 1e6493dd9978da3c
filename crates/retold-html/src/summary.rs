//! The report for browsers without scripts: figures, families with their places, near-copies.

use crate::escape::html;
use retold::Corpus;
use retold::report::Family;
use retold::report::Report;
use std::io;

/// The families that are listed; the others are counted.
const MOST_FAMILIES: usize = 500;
const MOST_PLACES: usize = 20;
const MOST_ROWS: usize = 500;

/// The characters that are quoted of a family.
const QUOTE: usize = 300;

/// Writes the summary. The report must have been checked against the corpus.
pub(crate) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let families = report.families();
    let (boilerplate, content): (Vec<&Family>, Vec<&Family>) =
        families.iter().partition(|family| family.boilerplate());
    let words: usize = report.documents().iter().map(|document| document.words).sum();
    write!(
        out,
        "<p>{} documents, {words} words. Found: {} repeated passages and {} boilerplate passages. \
         This is a summary; texts, comparisons and search need scripts.</p>\n<ol>\n",
        report.documents().len(),
        content.len(),
        boilerplate.len()
    )?;
    for family in families.iter().take(MOST_FAMILIES) {
        let kind = family.kind();
        let boilerplate = if family.boilerplate() { ", boilerplate" } else { "" };
        let representative = family.medoid();
        let text = &corpus[representative.document].text()[representative.place.span().range()];
        let quote = text.char_indices().nth(QUOTE).map_or(text, |(at, _)| &text[..at]);
        let more = if quote.len() < text.len() { " …" } else { "" };
        write!(
            out,
            "<li><p>{} words, {kind}{boilerplate}</p><blockquote dir=\"auto\">{}{more}</blockquote><ul>",
            family.words(),
            html(quote)
        )?;
        for occurrence in family.occurrences().iter().take(MOST_PLACES) {
            let name = html(&report.documents()[occurrence.document.index()].name);
            write!(out, "<li><bdi>{name}</bdi>:{}</li>", occurrence.place)?;
        }
        more_than(MOST_PLACES, family.occurrences().len(), "places", out)?;
        out.write_all(b"</ul></li>\n")?;
    }
    more_than(MOST_FAMILIES, families.len(), "passages", out)?;
    out.write_all(b"</ol>\n")?;
    if !report.clusters().is_empty() {
        out.write_all(b"<h2>Near-copies</h2>\n<ul>\n")?;
    }
    for cluster in report.clusters().iter().take(MOST_ROWS) {
        let name = |id: retold::DocumentId| html(&report.documents()[id.index()].name);
        write!(out, "<li><bdi>{}</bdi>: ", name(cluster.representative))?;
        for member in cluster.members.iter().take(MOST_PLACES) {
            write!(out, "<bdi>{}</bdi> ({}) ", name(member.document), member.relation)?;
        }
        if let Some(more) = cluster.members.len().checked_sub(MOST_PLACES + 1) {
            write!(out, "and {} more", more + 1)?;
        }
        out.write_all(b"</li>\n")?;
    }
    if !report.clusters().is_empty() {
        more_than(MOST_ROWS, report.clusters().len(), "clusters", out)?;
        out.write_all(b"</ul>\n")?;
    }
    if !report.skipped().is_empty() {
        out.write_all(b"<h2>Not read</h2>\n<ul>\n")?;
        for skipped in report.skipped().iter().take(MOST_ROWS) {
            let (name, reason) = (html(&skipped.name), html(&skipped.reason));
            writeln!(out, "<li><bdi>{name}</bdi>: {reason}</li>")?;
        }
        more_than(MOST_ROWS, report.skipped().len(), "inputs", out)?;
        out.write_all(b"</ul>\n")?;
    }
    Ok(())
}

fn more_than(shown: usize, all: usize, what: &str, out: &mut impl io::Write) -> io::Result<()> {
    if all > shown {
        write!(out, "<li>and {} more {what}</li>", all - shown)?;
    }
    Ok(())
}
