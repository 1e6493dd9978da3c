//! What would go, for people to read.

use super::audit::{Auditing, Place, Removed};
use super::repeat::noun;
use crate::arguments::By;
use crate::failure::Failure;
use crate::output::Output;
use crate::plain::plain;
use crate::summary::counted;

/// Prints what would go.
pub(super) fn show(auditing: &Auditing<'_>) -> Result<(), Failure> {
    let mut failed = None;
    let line = |removed: &Removed<'_>| {
        let Removed { place, words, repeats, .. } = removed;
        let line = format!(
            "{} ~ {}  {}  {:.2}",
            named(place, removed.what),
            named(&repeats.place, removed.what),
            counted(*words, "word"),
            removed.similarity(),
        );
        format!("{}\n", plain(&line)).into_bytes()
    };
    Output::Standard.write(|out| {
        let mut broken = Ok(());
        let shown = auditing.each(line, |lines| {
            broken = out.write_all(lines);
            if broken.is_ok() { Ok(()) } else { Err(Failure::new("")) }
        });
        broken?;
        failed = shown.err();
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
}

/// `a.jsonl:17`, `a.jsonl:17, lines 3-5`, `a.txt:3-5`.
fn named(place: &Place<'_>, what: &str) -> String {
    let Place { source, record, first_line, last_line, .. } = place;
    let lines = if first_line == last_line {
        first_line.to_string()
    } else {
        format!("{first_line}-{last_line}")
    };
    let id = place.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    match (place.is_text, what == noun(By::Document)) {
        (true, true) => source.to_string(),
        (true, false) => format!("{source}:{lines}"),
        (false, true) => format!("{source}:{record}{id}"),
        (false, false) => format!("{source}:{record}{id}, lines {lines}"),
    }
}
