//! What do these files tell twice?

use crate::arguments::{Reporting, Scan, Telling};
use crate::failure::{Failure, Outcome};
use crate::input::{Budget, measure};
use crate::material::{Material, Texts};
use crate::output::Output;
use crate::plain::say;
use crate::progress::Progress;
use crate::session::Session;
use crate::summary::{binary, counted, summarise};
use crate::view;
use retold::Report;

pub(crate) fn scan(arguments: &Scan, session: &Session) -> Result<Outcome, Failure> {
    let Reporting { reading, detection, telling } = &arguments.reporting;
    let detector = detection.detector(detection.scope, arguments.collapse)?;
    let output = Output::new(telling.output.as_deref())?;
    let mut request = reading.request(arguments.paths.clone(), arguments.files_from.clone());
    request.memory = Budget::new(reading.limit(), detection.need());
    let measured = request.clone();
    let progress = Progress::new(session.quiet, move || measure(&[measured]));
    let mut texts = Texts::read(&request, &progress)?;
    let material = texts.material();
    let others = arguments.files_from.iter().map(AsRef::as_ref).chain(detection.files());
    output.protect(material.files().chain(others))?;
    progress.working(comparing(&material));
    let report = detector.detect(&material.corpus);
    drop(progress);
    tell(report, material, telling, output, session)
}

/// What the progress bar says while the engine works.
pub(crate) fn comparing(material: &Material<'_>) -> String {
    let texts = counted(material.corpus.len(), "text");
    format!("comparing {texts}, {}", binary(material.bytes))
}

/// Writes the report and says how it went.
pub(crate) fn tell(
    mut report: Report,
    mut material: Material<'_>,
    telling: &Telling,
    output: Output,
    session: &Session,
) -> Result<Outcome, Failure> {
    material.note(&mut report);
    let found = !report.families().is_empty() || !report.clusters().is_empty();
    let style = session.style(matches!(output, Output::Standard));
    output.write(|out| view::write(telling.format, &report, &material, style, out))?;
    if !session.quiet {
        for folder in &material.barren {
            say(&format!(
                "retold: {folder}: no file to read is in this folder; --everything reads hidden and \
                 ignored ones"
            ));
        }
        summarise(&report, material.bytes, session.started);
    }
    Ok(match () {
        () if material.trouble => Outcome::Trouble,
        () if telling.check && found => Outcome::Found,
        () => Outcome::Done,
    })
}
