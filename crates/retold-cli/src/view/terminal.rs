//! The text report, with a hint at the most useful next option.

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

/// The hint: the most useful next step for a report. `scan` and `compare` both have every option that it
/// names.
fn next(report: &Report) -> String {
    let families = report.families();
    let copies = report.clusters().iter().flat_map(|cluster| &cluster.members);
    let is_copy = |relation| matches!(relation, Relation::Identical | Relation::SameWords);
    let words = report.settings().min_words;
    if report.documents().is_empty() {
        // These reasons are retold's own messages.
        let any = |start: &str| report.skipped().iter().any(|s| s.reason.starts_with(start));
        if any("no field") || any("no column") {
            "set --text-field NAME to the field or column that holds the text.".to_owned()
        } else if any("no such file") {
            "correct the paths that do not exist; they are relative to the current folder."
                .to_owned()
        } else {
            "name files that contain text; --everything includes hidden and ignored files."
                .to_owned()
        }
    } else if families.is_empty() && report.clusters().is_empty() {
        nothing_found(report)
    } else if families.iter().any(retold::report::Family::boilerplate) {
        "--known-text FILE excludes a footer or licence.".to_owned()
    } else if families.len() > 50 {
        format!("--min-words {} lists only longer passages.", words * 4)
    } else if copies.clone().any(|member| !is_copy(member.relation)) {
        "`retold compare A B` shows what two files share.".to_owned()
    } else {
        "--format html writes a page for a browser, --format csv a table.".to_owned()
    }
}

/// The hint for a report without findings.
fn nothing_found(report: &Report) -> String {
    let settings = report.settings();
    let shorter = (settings.min_words / 2).max(1);
    let lower = settings.segments.threshold.get() / 2.0;
    match settings.unit {
        Unit::Document => {
            "--threshold 0.5 finds copies with more changes, --unit passage finds shared passages."
                .to_owned()
        }
        Unit::Passage if settings.min_words == 1 => {
            "--noisy finds passages with more changes.".to_owned()
        }
        Unit::Passage => {
            format!(
                "--min-words {shorter} finds shorter passages, --noisy those with more changes."
            )
        }
        _ if settings.min_words == 1 => {
            format!("--threshold {lower:.1} finds text with more changes.")
        }
        _ => format!(
            "--min-words {shorter} finds shorter text, --threshold {lower:.1} text with more changes."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    /// A wrong field name leads to the option that sets it.
    #[test]
    fn the_hint_of_an_empty_report_fits_the_reason() {
        for (reason, hint) in [
            ("no field `text`; the record has `body`", "--text-field NAME"),
            ("no column `text`; the file has `body`", "--text-field NAME"),
            ("no such file or folder", "correct the paths"),
            ("binary file (PDF); extract its text first", "name files that contain text"),
        ] {
            let mut report = retold::scan([""; 0]);
            report.add_skipped("a.bin", "binary file (image)");
            report.add_skipped("b", reason);
            assert!(next(&report).contains(hint), "{reason}: {}", next(&report));
        }
    }
}
