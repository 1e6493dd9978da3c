//! `retold compare`: what two sides have in common.

use crate::arguments::{Compare, Reporting, Scope};
use crate::failure::{Failure, Outcome};
use crate::progress::Progress;
use crate::scan::{comparing, write_report};
use crate::session::Session;
use retold_io::input::{Budget, Request, measure};
use retold_io::input_set::InputTexts;
use retold_io::output::Output;
use std::path::Path;

pub(crate) fn compare(arguments: &Compare, session: &Session) -> Result<Outcome, Failure> {
    let Compare { a, b, reporting } = arguments;
    let Reporting { reading, comparison, detection, report_output, .. } = reporting;
    let detector = reporting.detector(Scope::Across, false)?;
    if a == b && a.as_os_str() == "-" {
        return Err(Failure::new(
            "only one side can be the standard input: name a file or folder for the other",
        ));
    }
    let output = Output::new(report_output.output.as_deref())?;
    // One budget for both sides.
    let memory = Budget::new(reading.limit(), comparison.need());
    let side = |path: &Path| -> Result<Request, Failure> {
        let request = reporting.request(vec![path.to_owned()], None)?;
        Ok(Request { memory: memory.clone(), ..request })
    };
    let (a, b) = (side(a)?, side(b)?);
    let measured = [a.clone(), b.clone()];
    let progress = Progress::new(session.quiet, move || measure(&measured));
    let mut texts = InputTexts::read_sides(&a, &b, &progress)?;
    let input_set = texts.input_set()?;
    output.protect(input_set.files().chain(detection.files()))?;
    progress.working(comparing(&input_set));
    let report = detector.detect(&input_set.corpus).between_groups(&input_set.corpus);
    drop(progress);
    write_report(report, input_set, reporting, output, session)
}
