//! The command `retold dedup`: it writes a clean corpus and an audit log, or prints a preview, and
//! then a summary.

use crate::arguments::Dedup;
use crate::failure::{Failure, Outcome};
use crate::messages::Messages;
use crate::sanitize::{plain, say};
use crate::session::Session;
use crate::summary::{binary, counted, peak_memory};
use indicatif::HumanCount;
use retold::matching::Remove;
use retold_io::dedup::{
    By, ClusterCounts, Counts, Options, PairCounts, Place, Removed, Summary, preview,
};
use retold_io::output::Output;

pub(crate) fn dedup(arguments: &Dedup, session: &Session) -> Result<Outcome, Failure> {
    let options = arguments.options()?;
    let messages = Messages::new(session.quiet);
    let summary = if arguments.dry_run {
        list(&options, messages)?
    } else {
        retold_io::dedup::dedup(&options, &messages)?
    };
    if !session.quiet {
        summarise(&options, arguments.dry_run, session, &summary);
    }
    Ok(if summary.trouble { Outcome::Trouble } else { Outcome::Done })
}

/// Prints what would be removed.
fn list(options: &Options, messages: Messages) -> Result<Summary, Failure> {
    let line = |removed: &Removed<'_>| {
        let Removed { what, place, words, repeats, .. } = removed;
        let line = format!(
            "{} ~ {}  {}  {:.2}",
            named(place, what),
            named(&repeats.place, what),
            counted(*words, "word"),
            removed.similarity(),
        );
        format!("{}\n", plain(&line)).into_bytes()
    };
    let mut result = None;
    Output::Standard.write(&messages, |out| {
        let mut broken = Ok(());
        let summary = preview(options, &messages, line, |lines| {
            out.write_all(lines).map_err(|error| {
                let kind = error.kind();
                broken = Err(error);
                kind.into()
            })
        });
        broken?;
        result = Some(summary);
        Ok(())
    })?;
    // A reader may close the pipe early; that is no error.
    Ok(result.transpose()?.unwrap_or_default())
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
    match (place.is_text, what == By::Document.noun()) {
        (true, true) => source.to_string(),
        (true, false) => format!("{source}:{lines}"),
        (false, true) => format!("{source}:{record}{id}"),
        (false, false) => format!("{source}:{record}{id}, lines {lines}"),
    }
}

/// Prints the summary line.
pub(crate) fn summarise(options: &Options, is_preview: bool, session: &Session, summary: &Summary) {
    let Summary { documents, bytes, faults, blank, null, whole, .. } = summary;
    let Summary { counts, clusters, pairs, lost_words, .. } = summary;
    let mut parts = vec![format!(
        "read {} ({} of text)",
        counted(*documents as usize, "document"),
        binary(*bytes)
    )];
    if *faults > 0 {
        let records = counted(*faults as usize, "record");
        parts.push(format!("{records} without a text copied unchanged"));
    }
    if *blank > 0 {
        parts.push(format!("{} copied", counted(*blank as usize, "blank line")));
    }
    if *null > 0 {
        let rows = counted(*null as usize, "row");
        parts.push(format!("{rows} whose text is null copied unchanged"));
    }
    if *whole > 0 {
        let files = counted(*whole as usize, "file");
        parts.push(format!("{files} without prose copied unchanged"));
    }
    match clusters {
        Some(found) => parts.push(annotated(found)),
        None => parts.push(choices(options, is_preview, counts)),
    }
    parts.extend(pairs.as_ref().map(verified));
    if *lost_words > 0 {
        let verb = if is_preview { "would be lost" } else { "lost" };
        parts.push(format!("{} {verb} (lost_words)", counted(*lost_words as usize, "word")));
    }
    if counts.unresolved > 0 {
        let unresolved = counted(counts.unresolved as usize, options.by.noun());
        parts.push(format!("{unresolved} kept because not all candidates were compared"));
    }
    parts.push(format!("{:.2} s", session.started.elapsed().as_secs_f64()));
    if let Some(peak) = peak_memory() {
        parts.push(format!("{} at the peak", binary(peak)));
    }
    say(&format!("retold: {}", parts.join(", ")));
}

/// The summary of the verdicts on the pairs of `--pairs`.
fn verified(pairs: &PairCounts) -> String {
    let PairCounts { given, verified, equivalent, not_compared, .. } = *pairs;
    let mut said = vec![match verified - equivalent {
        0 => format!("{} similar", HumanCount(verified)),
        others => {
            format!("{} similar ({} with other facts)", HumanCount(verified), HumanCount(others))
        }
    }];
    said.push(format!("{} below the threshold", HumanCount(given - verified - not_compared)));
    if not_compared > 0 {
        said.push(format!("{} not compared", HumanCount(not_compared)));
    }
    format!("{}: {}", counted(given as usize, "given pair"), said.join(", "))
}

/// The summary of an annotated corpus.
fn annotated(found: &ClusterCounts) -> String {
    let ClusterCounts { clusters, records, removable, other_facts, .. } = found;
    format!(
        "annotated {} in {}: {} would be removed, {} similar to another one but with other facts",
        counted(*records as usize, "record"),
        counted(*clusters as usize, "cluster"),
        HumanCount(*removable),
        HumanCount(*other_facts),
    )
}

/// The summary of what was removed, and how much more the other values of `--remove` would remove.
fn choices(options: &Options, is_preview: bool, counts: &Counts) -> String {
    let noun = options.by.noun();
    let verb = if is_preview { "would remove" } else { "removed" };
    let (number, plural) = (HumanCount(counts.removed), if counts.removed == 1 { "" } else { "s" });
    let (same, alike) = (HumanCount(counts.identical), HumanCount(counts.equivalent));
    let mut said = vec![match options.remove {
        Remove::Identical => format!("{verb} {number} identical {noun}{plural}"),
        Remove::Equivalent => {
            format!("{verb} {number} equivalent {noun}{plural} ({same} identical)")
        }
        _ => format!(
            "{verb} {number} similar {noun}{plural} ({alike} equivalent, {same} of them identical)"
        ),
    }];
    let is = |count: u64| if count == 1 { "is" } else { "are" };
    if counts.kept_equivalent > 0 {
        let (more, is) = (HumanCount(counts.kept_equivalent), is(counts.kept_equivalent));
        said.push(format!("{more} more {is} equivalent: --remove equivalent"));
    }
    if counts.kept_for_facts > 0 {
        let (more, is) = (HumanCount(counts.kept_for_facts), is(counts.kept_for_facts));
        let differ = if counts.kept_for_facts == 1 { "differs" } else { "differ" };
        said.push(format!("{more} more {is} similar but {differ} in a fact: --remove similar"));
    }
    said.join("; ")
}
