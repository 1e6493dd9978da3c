//! `retold compare`: what two sides have in common.

use crate::arguments::{Compare, Detection, Reporting};
use crate::failure::{Failure, Outcome};
use crate::input::{Budget, Request, measure};
use crate::material::Texts;
use crate::output::Output;
use crate::progress::Progress;
use crate::scan::{comparing, tell};
use crate::session::Session;

pub(crate) fn compare(arguments: &Compare, session: &Session) -> Result<Outcome, Failure> {
    let Compare { a, b, reporting: Reporting { reading, detection, telling } } = arguments;
    let detector = detection.detector(Detection::ACROSS, false)?;
    if a == b && a.as_os_str() == "-" {
        return Err(Failure::new(
            "only one side can be the standard input: name a file or folder for the other",
        ));
    }
    let output = Output::new(telling.output.as_deref())?;
    // Both sides count together.
    let memory = Budget::new(reading.limit(), detection.need());
    let [a, b] = [a, b].map(|path| {
        let request = reading.request(vec![path.clone()], None);
        Request { memory: memory.clone(), ..request }
    });
    let measured = [a.clone(), b.clone()];
    let progress = Progress::new(session.quiet, move || measure(&measured));
    let mut texts = Texts::read_sides(&a, &b, &progress)?;
    let material = texts.material();
    output.protect(material.files().chain(detection.files()))?;
    progress.working(comparing(&material));
    let report = detector.detect(&material.corpus).between_groups(&material.corpus);
    drop(progress);
    tell(report, material, telling, output, session)
}
