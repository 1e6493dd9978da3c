//! The report for people, with what to do next.

use super::Style;
use retold::{Corpus, Relation, Report, Unit};
use std::io::{self, Write};

pub(super) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = report.text().excerpts(corpus).color(style.color).width(style.columns);
    write!(out, "{text}")?;
    writeln!(out, "\nNext: {}", next(report))
}

/// The one step that most likely helps with a report like this.
fn next(report: &Report) -> String {
    let families = report.families();
    let copies = report.clusters().iter().flat_map(|cluster| &cluster.members);
    let words = report.settings().min_words;
    if report.documents().is_empty() {
        // The reasons are of our own making.
        let any = |start: &str| report.skipped().iter().any(|s| s.reason.starts_with(start));
        if any("no field") || any("no column") {
            "--text-field NAME says which field of a record holds the text.".to_owned()
        } else if any("no such file") {
            "mend the names that are not there; paths start at the working folder.".to_owned()
        } else {
            "name files with text in them; --everything reads hidden and ignored ones.".to_owned()
        }
    } else if families.is_empty() && report.clusters().is_empty() {
        if report.settings().unit == Unit::Document {
            "--threshold 0.5 finds more changed copies, --unit passage shared parts.".to_owned()
        } else {
            format!(
                "--min-words {} looks for shorter passages, --noisy for more edited ones.",
                (words / 2).max(1)
            )
        }
    } else if families.iter().any(retold::Family::boilerplate) {
        "--known-text FILE sets a footer or licence aside.".to_owned()
    } else if families.len() > 50 {
        format!("--min-words {} lists the longer passages only.", words * 4)
    } else if copies.clone().any(|member| member.relation != Relation::Identical) {
        "`retold compare A B` shows what two files share, word by word.".to_owned()
    } else {
        "--format jsonl hands it all to another program, --format csv to a table.".to_owned()
    }
}
