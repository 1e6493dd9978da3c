//! `retold scan`: reads a set of files and reports its repeated text.

use crate::arguments::{Reporting, Scan};
use crate::failure::{Failure, Outcome};
use crate::messages::Messages;
use crate::progress::Progress;
use crate::sanitize::say;
use crate::session::Session;
use crate::summary::{binary, counted, summarise};
use crate::view;
use retold::model::TextKind;
use retold::report::Family;
use retold::{Corpus, Report};
use retold_io::input::{Budget, measure};
use retold_io::input_set::{InputSet, InputTexts};
use retold_io::output::Output;
use std::io::IsTerminal;

pub(crate) fn scan(arguments: &Scan, session: &Session) -> Result<Outcome, Failure> {
    let reporting = &arguments.reporting;
    let Reporting { reading, comparison, detection, report_output, .. } = reporting;
    let detector = reporting.detector(detection.scope, arguments.collapse)?;
    let output = Output::new(report_output.output.as_deref())?;
    let mut request = reporting.request(arguments.paths.clone(), arguments.files_from.clone())?;
    request.memory = Budget::new(reading.limit(), comparison.need());
    let measured = request.clone();
    let progress = Progress::new(session.quiet, move || measure(&[measured]));
    let mut texts = InputTexts::read(&request, &progress)?;
    let input_set = texts.input_set()?;
    let others = arguments.files_from.iter().map(AsRef::as_ref).chain(detection.files());
    output.protect(input_set.files().chain(others))?;
    progress.working(comparing(&input_set));
    let report = detector.detect(&input_set.corpus);
    drop(progress);
    write_report(report, input_set, reporting, output, session)
}

/// Whether a family is code inside a document of mixed kinds. Such code is not edited like prose
/// and would fill the report. Files that are code as a whole do not count.
fn is_code_of_document(family: &Family, corpus: &Corpus<'_>) -> bool {
    let medoid = family.medoid();
    let document = &corpus[medoid.document];
    let is_whole =
        document.kinds().first().is_some_and(|(part, _)| part.len() == document.text().len());
    medoid.kind == TextKind::Code && !is_whole
}

/// The text of the progress bar while the engine works.
pub(crate) fn comparing(input_set: &InputSet<'_>) -> String {
    let texts = counted(input_set.corpus.len(), "text");
    format!("comparing {texts}, {}", binary(input_set.bytes))
}

/// Writes the report and decides the outcome of the run.
pub(crate) fn write_report(
    mut report: Report,
    mut input_set: InputSet<'_>,
    reporting: &Reporting,
    output: Output,
    session: &Session,
) -> Result<Outcome, Failure> {
    let Reporting { filter, report_output, .. } = reporting;
    input_set.note(&mut report);
    not_read(&report, &input_set);
    let all = report.families().len();
    if !filter.lists_code() && (report_output.format.is_for_people() || report_output.check) {
        let corpus = &input_set.corpus;
        report = report.with_families(corpus, |family| !is_code_of_document(family, corpus));
    }
    let left_out = all - report.families().len();
    let found =
        !report.families().is_empty() || !report.clusters().is_empty() || !report.rows().is_empty();
    let style = session.style(matches!(output, Output::Standard), report_output.top);
    output.write(&Messages::new(session.quiet), |out| {
        view::write(report_output.format, &report, &input_set, style, out)
    })?;
    if !session.quiet {
        summarise(&report, &input_set, left_out, session.started);
    }
    if report_output.check && report.documents().is_empty() {
        return Err(Failure::new(
            "--check fails because no text was read; name files or folders that contain text",
        ));
    }
    Ok(match () {
        () if input_set.trouble => Outcome::Trouble,
        () if report_output.check && found => Outcome::Found,
        () => Outcome::Done,
    })
}

/// The most skipped inputs that are printed; the report names all.
const MOST_NAMED: usize = 200;

/// Prints the inputs that were not read, each with its reason and remedy. This is printed even with
/// `--quiet`: otherwise the report would look complete.
fn not_read(report: &Report, input_set: &InputSet) {
    for skipped in report.skipped().iter().take(MOST_NAMED) {
        say(&format!("retold: not read: {}: {}", skipped.name, skipped.reason));
    }
    if report.skipped().len() > MOST_NAMED {
        let more = counted(report.skipped().len() - MOST_NAMED, "more input");
        say(&format!("retold: not read: {more}, all listed under \"skipped\" with --format json"));
    }
    for folder in &input_set.empty_folders {
        let remedy = if std::io::stderr().is_terminal() {
            "; add --everything to read hidden and ignored files"
        } else {
            ""
        };
        say(&format!("retold: not read: {folder}: this folder contains no files to read{remedy}"));
    }
}
