//! Writes a corpus without its repeated text, and a log of what was removed.
//!
//! The input is read twice or three times, and never held in memory but for signatures: the first
//! reading makes them, the second puts aside what is to be compared (only from files that are
//! packed), the last one writes. Nothing appears under its final name before it is whole, and no
//! clean corpus without its audit log.

mod apart;
mod aside;
mod audit;
mod auditing;
mod block;
mod choices;
mod content;
mod cut;
mod date;
mod digest;
mod dry_run;
mod find;
mod header;
mod list;
mod log_reader;
mod opened;
mod output_names;
mod output_pair;
mod packer;
mod packing;
mod paragraphs;
mod passage;
mod prose;
mod record;
mod relative_name;
mod repeat;
mod restore;
mod rights;
mod row;
mod rule;
mod sentence;
mod shelf;
mod source;
mod spill;
mod structure;
mod survey;
#[cfg(test)]
mod tests;
mod verify_log;
mod without;
mod write;

pub(crate) use output_names::beside;
pub(crate) use restore::restore;

use crate::arguments::{By, Dedup, limit};
use crate::failure::{Failure, Outcome};
use crate::input::Budget;
use crate::input::memory::Need;
use crate::paths::folder_of;
use crate::plain::say;
use crate::progress::Progress;
use crate::session::Session;
use crate::summary::{binary, counted, peak_memory};
use auditing::Auditing;
use choices::choices;
use dry_run::show;
use find::Sources;
use header::header;
use output_names::{OutputNames, recover};
use output_pair::OutputPair;
use record::Records;
use repeat::{Repeats, noun};
use retold::{Detector, PassageSettings, Unit};
use rule::Rule;
use shelf::Shelf;
use std::sync::atomic::AtomicU64;
use survey::{Sink, Survey};
use write::{Target, write};

pub(crate) fn dedup(arguments: &Dedup, session: &Session) -> Result<Outcome, Failure> {
    let rule = Rule::load(&arguments.keep)?;
    let detector = detector(arguments, &rule)?;
    let names = OutputNames::new(arguments)?;
    let spool = (!arguments.dry_run).then(|| folder_of(&names.output));
    let mut locks = (!arguments.dry_run).then(|| names.lock()).transpose()?;
    let mut sources = Sources::find(arguments, spool)?;
    if let Some(locks) = &mut locks {
        names.check_not_read(arguments, &sources)?;
        recover(locks)?;
        names.check_free(sources.folder)?;
    }
    let pair = locks.as_ref().map(|locks| OutputPair::new(&names, locks, &sources)).transpose()?;
    let records = Records {
        text_field: arguments.text_field.clone(),
        id_field: arguments.id_field.clone(),
        rule,
        by: arguments.by,
    };
    let bytes: u64 = sources.all.iter().map(source::Source::len).sum();
    let progress = || Progress::new(session.quiet, move || Some(bytes));
    let sink = || -> Result<Sink, Failure> {
        Ok(match arguments.by {
            By::Passage => Sink::Texts(Vec::new()),
            By::Document | By::Paragraph => Sink::Signatures(Box::new(detector.first_pass()?)),
        })
    };
    let limit = limit(arguments.max_memory);
    let memory = || Budget::new(limit.clone(), need(arguments.by));
    let Survey { known, sink, references, faults, blank, whole, bytes, .. } =
        survey(&mut sources, &records, sink, memory, progress)?;
    let mut shelf = Shelf::new(&sources.all, &known, &records);
    let mut repeats = match sink {
        Sink::Signatures(first) => {
            let bar = progress();
            Repeats::of_signatures(first.finish()?, &mut shelf, spool, &bar)?
        }
        Sink::Texts(texts) => {
            let bar = progress();
            bar.working(format!("comparing {}", counted(texts.len(), "text")));
            Repeats::of_texts(&detector, texts, references, arguments.remove().into())
        }
    };
    let target = pair.as_ref().map_or(Target::Nowhere, OutputPair::target);
    let by_document = arguments.by == By::Document;
    let bar = progress();
    let written =
        write(&mut shelf, sources.references, &repeats, &target, by_document, spool, &bar)?;
    let auditing = Auditing {
        shelf: &shelf,
        repeats: &repeats,
        written: &written,
        references: sources.references,
        by: arguments.by,
        lost: AtomicU64::new(0),
    };
    if let (Some(pair), Some(locks)) = (pair, &mut locks) {
        pair.write_log(&header(arguments, &sources, &known, &written), &auditing)?;
        drop(bar);
        pair.publish(locks)?;
    } else {
        drop(bar);
        show(&auditing)?;
    }
    let lost = auditing.lost.into_inner() as usize;
    if !session.quiet {
        let documents = known.iter().map(|known| known.documents as usize).sum();
        let gone = repeats.all.iter().zip(&written.notes).filter(|(_, note)| note.is_some());
        repeats.all = gone.map(|(repeat, _)| *repeat).collect();
        summarise(arguments, session, documents, bytes, [faults, blank, whole], &repeats, lost);
    }
    Ok(if faults > 0 || sources.trouble { Outcome::Trouble } else { Outcome::Done })
}

/// The first reading; it begins anew if a file turns out to be broken, since what that gave is
/// among the signatures.
fn survey(
    sources: &mut Sources,
    records: &Records,
    sink: impl Fn() -> Result<Sink, Failure>,
    memory: impl Fn() -> Budget,
    progress: impl Fn() -> Progress,
) -> Result<Survey, Failure> {
    let survey = loop {
        match Survey::read(&sources.all, records, sink()?, memory(), &progress()) {
            Err(_) if sources.keep_broken() => {}
            read => break read?,
        }
    };
    if let Some(warning) = records.rule.warning() {
        say(&format!("retold: {warning}"));
    }
    Ok(survey)
}

/// What is kept of each text and of each of its bytes; docs/command.md states these figures.
fn need(by: By) -> Need {
    match by {
        By::Document => Need { text: 220, hundredths: 0, largest: 600 },
        By::Paragraph => Need { text: 60, hundredths: 50, largest: 600 },
        By::Passage => Need { text: 330, hundredths: 390, largest: 140 },
    }
}

/// The detector that the options describe.
fn detector(arguments: &Dedup, rule: &Rule) -> Result<Detector, Failure> {
    let builder = Detector::builder().keep(rule.keep()).seed(arguments.seed);
    let mut builder = builder.remove(arguments.remove().into());
    let Dedup { threshold, min_words, .. } = arguments;
    if arguments.by == By::Passage {
        let mut passages = PassageSettings::default();
        if let Some(identity) = threshold {
            passages = passages.with_min_identity(*identity)?;
        }
        if let Some(words) = min_words {
            passages = passages.with_min_words(*words)?;
        }
        return Ok(builder.unit(Unit::Passage).passages(passages).build()?);
    }
    if let Some(threshold) = threshold {
        builder = builder.threshold(*threshold);
    }
    if let Some(words) = min_words {
        builder = builder.min_words(*words);
    }
    let unit = if arguments.by == By::Document { Unit::Document } else { Unit::Paragraph };
    Ok(builder.unit(unit).build()?)
}

fn summarise(
    arguments: &Dedup,
    session: &Session,
    documents: usize,
    bytes: u64,
    [faults, blank, whole]: [u64; 3],
    repeats: &Repeats,
    lost: usize,
) {
    let mut parts =
        vec![format!("read {} ({} of text)", counted(documents, "document"), binary(bytes))];
    if faults > 0 {
        parts.push(format!("kept {} without a text", counted(faults as usize, "record")));
    }
    if blank > 0 {
        parts.push(format!("kept {}", counted(blank as usize, "blank line")));
    }
    if whole > 0 {
        parts.push(format!("kept {} whole, no prose", counted(whole as usize, "file")));
    }
    parts.push(choices(arguments, repeats));
    if lost > 0 {
        let verb = if arguments.dry_run { "would be lost" } else { "lost" };
        parts.push(format!("{} {verb} (lost_words)", counted(lost, "word")));
    }
    if repeats.unresolved > 0 {
        let unresolved = counted(repeats.unresolved, noun(arguments.by));
        parts.push(format!("kept {unresolved} with more look-alikes than were looked at"));
    }
    parts.push(format!("{:.2} s", session.started.elapsed().as_secs_f64()));
    if let Some(peak) = peak_memory() {
        parts.push(format!("{} at the peak", binary(peak)));
    }
    say(&format!("retold: {}", parts.join(", ")));
}
