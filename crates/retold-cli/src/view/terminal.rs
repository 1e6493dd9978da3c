//! The report for people, with the one option that most likely helps next.

use super::style::Style;
use retold::matching::Relation;
use retold::{Corpus, Report, Unit};
use std::io::{self, Write};

pub(super) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = report.text().excerpts(corpus).color(style.color).width(style.columns);
    write!(out, "{}", text.top(style.top).hints(style.terminal))?;
    if style.terminal {
        writeln!(out, "\nNext: {}", next(report))?;
    }
    Ok(())
}

/// The one step that most likely helps with a report like this. All options that it names are those
/// of `scan` and `compare` both, as they are typed.
fn next(report: &Report) -> String {
    let families = report.families();
    let copies = report.clusters().iter().flat_map(|cluster| &cluster.members);
    let is_copy = |relation| matches!(relation, Relation::Identical | Relation::SameWords);
    let words = report.settings().min_words;
    if report.documents().is_empty() {
        // The reasons are of our own making.
        let any = |start: &str| report.skipped().iter().any(|s| s.reason.starts_with(start));
        if any("no field") || any("no column") {
            "--text-field NAME names the field of a record that holds the text.".to_owned()
        } else if any("no such file") {
            "correct the names that do not exist; paths start at the current folder.".to_owned()
        } else {
            "name files with text in them; --everything reads hidden and ignored ones.".to_owned()
        }
    } else if families.is_empty() && report.clusters().is_empty() {
        nothing_found(report)
    } else if families.iter().any(retold::report::Family::boilerplate) {
        "--known-text FILE leaves out a footer or licence.".to_owned()
    } else if families.len() > 50 {
        format!("--min-words {} lists the longer passages only.", words * 4)
    } else if copies.clone().any(|member| !is_copy(member.relation)) {
        "`retold compare A B` shows what two files share, word by word.".to_owned()
    } else {
        "--format jsonl writes all of it for another program, --format csv a table.".to_owned()
    }
}

/// Which options look for more.
fn nothing_found(report: &Report) -> String {
    let settings = report.settings();
    let shorter = (settings.min_words / 2).max(1);
    let lower = settings.segments.threshold.get() / 2.0;
    match settings.unit {
        Unit::Document => {
            "--threshold 0.5 finds more changed copies, --unit passage shared parts.".to_owned()
        }
        Unit::Passage if settings.min_words == 1 => {
            "--noisy finds more edited passages.".to_owned()
        }
        Unit::Passage => {
            format!("--min-words {shorter} finds shorter passages, --noisy more edited ones.")
        }
        _ if settings.min_words == 1 => {
            format!("--threshold {lower:.1} finds more edited text.")
        }
        _ => format!(
            "--min-words {shorter} finds shorter text, --threshold {lower:.1} more edited text."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    /// Who gave a table or records of another shape is told of the option that names the field.
    #[test]
    fn the_hint_of_an_empty_report_fits_the_reason() {
        for (reason, hint) in [
            ("no field `text`; the record has `body`", "--text-field NAME"),
            ("no column `text`; the file has `body`", "--text-field NAME"),
            ("no such file or folder", "correct the names"),
            ("binary file (PDF); extract its text first", "name files with text in them"),
        ] {
            let mut report = retold::scan([""; 0]);
            report.add_skipped("a.bin", "binary file (image)");
            report.add_skipped("b", reason);
            assert!(next(&report).contains(hint), "{reason}: {}", next(&report));
        }
    }
}
