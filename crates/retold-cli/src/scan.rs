//! `retold scan`: what a set of files repeats.

use crate::arguments::{Reporting, Scan};
use crate::failure::{Failure, Outcome};
use crate::messages::Messages;
use crate::plain::say;
use crate::progress::Progress;
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
    let Reporting { reading, sought, detection, telling, .. } = reporting;
    let detector = reporting.detector(detection.scope, arguments.collapse)?;
    let output = Output::new(telling.output.as_deref())?;
    let mut request = reporting.request(arguments.paths.clone(), arguments.files_from.clone())?;
    request.memory = Budget::new(reading.limit(), sought.need());
    let measured = request.clone();
    let progress = Progress::new(session.quiet, move || measure(&[measured]));
    let mut texts = InputTexts::read(&request, &progress)?;
    let input_set = texts.input_set()?;
    let others = arguments.files_from.iter().map(AsRef::as_ref).chain(detection.files());
    output.protect(input_set.files().chain(others))?;
    progress.working(comparing(&input_set));
    let report = detector.detect(&input_set.corpus);
    drop(progress);
    tell(report, input_set, reporting, output, session)
}

/// Whether a passage is code inside a document whose other parts are not: nobody edits that, and it
/// would bury the prose. A file that is code as a whole is not meant.
fn is_code_of_document(family: &Family, corpus: &Corpus<'_>) -> bool {
    let medoid = family.medoid();
    let document = &corpus[medoid.document];
    let is_whole =
        document.kinds().first().is_some_and(|(part, _)| part.len() == document.text().len());
    medoid.kind == TextKind::Code && !is_whole
}

/// What the progress bar says while the engine works.
pub(crate) fn comparing(input_set: &InputSet<'_>) -> String {
    let texts = counted(input_set.corpus.len(), "text");
    format!("comparing {texts}, {}", binary(input_set.bytes))
}

/// Writes the report and says how it went.
pub(crate) fn tell(
    mut report: Report,
    mut input_set: InputSet<'_>,
    reporting: &Reporting,
    output: Output,
    session: &Session,
) -> Result<Outcome, Failure> {
    let Reporting { filter, telling, .. } = reporting;
    input_set.note(&mut report);
    not_read(&report, &input_set);
    let all = report.families().len();
    if !filter.lists_code() && (telling.format.is_for_people() || telling.check) {
        let corpus = &input_set.corpus;
        report = report.with_families(corpus, |family| !is_code_of_document(family, corpus));
    }
    let left_out = all - report.families().len();
    let found =
        !report.families().is_empty() || !report.clusters().is_empty() || !report.rows().is_empty();
    let style = session.style(matches!(output, Output::Standard), telling.top);
    output.write(&Messages::new(session.quiet), |out| {
        view::write(telling.format, &report, &input_set, style, out)
    })?;
    if !session.quiet {
        summarise(&report, &input_set, left_out, session.started);
    }
    if telling.check && report.documents().is_empty() {
        return Err(Failure::new(
            "--check cannot pass: no text was read; name files or folders with text in them",
        ));
    }
    Ok(match () {
        () if input_set.trouble => Outcome::Trouble,
        () if telling.check && found => Outcome::Found,
        () => Outcome::Done,
    })
}

/// How many names of what was not read are written to the standard error; the report holds all.
const MOST_NAMED: usize = 200;

/// Names what was not read, with the reason and the remedy, however little else is to be said: who
/// does not see it takes the report for one on everything.
fn not_read(report: &Report, input_set: &InputSet) {
    for skipped in report.skipped().iter().take(MOST_NAMED) {
        say(&format!("retold: not read: {}: {}", skipped.name, skipped.reason));
    }
    if report.skipped().len() > MOST_NAMED {
        let more = counted(report.skipped().len() - MOST_NAMED, "more input");
        say(&format!("retold: not read: {more}, all named under \"skipped\" with --format json"));
    }
    for folder in &input_set.empty_folders {
        let remedy = if std::io::stderr().is_terminal() {
            "; --everything reads hidden and ignored ones"
        } else {
            ""
        };
        say(&format!("retold: not read: {folder}: this folder holds no file to read{remedy}"));
    }
}
