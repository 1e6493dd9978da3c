//! What is left of a corpus without what it tells twice, and what went?
//!
//! The input is read twice or three times, and never held in memory but for signatures: the first
//! reading makes them, the second puts aside what is to be compared (only from files that are
//! packed), the last one writes. Nothing appears under its final name before it is whole, and no
//! clean corpus without its audit log.

mod audit;
mod auditing;
mod block;
mod cut;
mod date;
mod digest;
mod draft;
mod find;
mod opened;
mod packing;
mod passage;
mod place;
mod prose;
mod record;
mod repeat;
mod restore;
mod row;
mod rule;
mod sentence;
mod shelf;
mod source;
mod survey;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use restore::restore;

use crate::arguments::{By, Dedup, KeepRule};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::plain::say;
use crate::progress::Progress;
use crate::session::Session;
use crate::summary::{binary, counted, peak_memory};
use audit::{Header, Input, SCHEMA, json};
use auditing::{Auditing, Removed};
use draft::{Draft, sync};
use find::{Sources, folder_of};
use opened::Place;
use packing::Packing;
use place::Names;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use record::Records;
use repeat::{Repeats, noun};
use retold::{Detector, PassageSettings, Unit};
use rule::Rule;
use shelf::Shelf;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use survey::{Known, Sink, Survey};
use write::{Target, Written};

pub(crate) fn dedup(arguments: &Dedup, session: &Session) -> Result<Outcome, Failure> {
    let rule = Rule::load(&arguments.keep)?;
    let detector = detector(arguments, &rule)?;
    let names = Names::new(arguments)?;
    let folder = folder_of(&names.output);
    let spool = (!arguments.dry_run).then_some(folder.as_path());
    if !arguments.dry_run {
        names.start_over()?;
    }
    let sources = Sources::find(arguments, spool)?;
    if !arguments.dry_run {
        names.check(&arguments.inputs, &sources)?;
    }
    let drafts = Drafts::new(&names, &sources, arguments.dry_run)?;
    let records = Records {
        text_field: arguments.text_field.clone(),
        id_field: arguments.id_field.clone(),
        rule,
        cut: arguments.by != By::Document,
    };
    let bytes: u64 = sources.all.iter().map(source::Source::len).sum();
    let progress = || Progress::new(session.quiet, move || Some(bytes));
    let sink = match arguments.by {
        By::Passage => Sink::Texts(Vec::new()),
        _ => Sink::Signatures(Box::new(detector.first_pass())),
    };
    let Survey { known, sink, references, faults, blank, whole, bytes, .. } =
        Survey::read(&sources.all, &records, sink, &progress())?;
    let mut shelf = Shelf::new(&sources.all, &known, &records);
    let repeats = match sink {
        Sink::Signatures(first) => {
            let bar = progress();
            let mut second = first.finish();
            if arguments.ignore_facts {
                second = second.regardless_of_facts();
            }
            Repeats::of_signatures(second, &mut shelf, spool, &bar)?
        }
        Sink::Texts(texts) => {
            let bar = progress();
            bar.working(format!("comparing {}", counted(texts.len(), "text")));
            Repeats::of_texts(&detector, texts, references, arguments.ignore_facts)
        }
    };
    let target = drafts.target(&names);
    let by_document = arguments.by == By::Document;
    let bar = progress();
    let written =
        write::write(&mut shelf, sources.references, &repeats, &target, by_document, spool, &bar)?;
    let auditing = Auditing {
        shelf: &shelf,
        repeats: &repeats,
        written: &written,
        references: sources.references,
        by: arguments.by,
    };
    match drafts {
        Drafts::None => {
            drop(bar);
            show(&auditing)?;
        }
        Drafts::Some { output, audit } => {
            let header = header(arguments, &sources, &known, &written);
            write_audit(&audit, &names.audit, &header, &auditing)?;
            drop(bar);
            publish(output, audit, &names, &written, arguments.force)?;
        }
    }
    if !session.quiet {
        let documents = known.iter().map(|known| known.documents as usize).sum();
        summarise(arguments, session, documents, bytes, [faults, blank, whole], &repeats);
    }
    Ok(if faults > 0 || sources.trouble { Outcome::Trouble } else { Outcome::Done })
}

/// The detector that the options describe.
fn detector(arguments: &Dedup, rule: &Rule) -> Result<Detector, Failure> {
    let mut builder = Detector::builder().keep(rule.keep()).seed(arguments.seed);
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

/// What is being written, if anything is.
enum Drafts {
    None,
    Some { output: Draft, audit: Draft },
}

impl Drafts {
    fn new(names: &Names, sources: &Sources, dry_run: bool) -> Result<Drafts, Failure> {
        if dry_run {
            return Ok(Drafts::None);
        }
        let output = if sources.folder {
            Draft::folder_for(&names.output)?
        } else {
            Draft::file_for(&names.output)?
        };
        Ok(Drafts::Some { output, audit: Draft::file_for(&names.audit)? })
    }

    fn target(&self, names: &Names) -> Target<'_> {
        match self {
            Drafts::None => Target::Nowhere,
            Drafts::Some { output, .. } if output.path().is_dir() => Target::Folder(output),
            Drafts::Some { output, .. } => Target::File(output, Packing::of_name(&names.output)),
        }
    }
}

fn header(arguments: &Dedup, sources: &Sources, known: &[Known], written: &Written) -> Header {
    let by = match arguments.by {
        By::Document => "document",
        By::Paragraph => "paragraph",
        By::Passage => "passage",
    };
    let keep = match &arguments.keep {
        KeepRule::First => "first".to_owned(),
        KeepRule::Longest => "longest".to_owned(),
        KeepRule::Earliest(field) => format!("earliest:{field}"),
        KeepRule::Priority(file) => format!("priority:{}", file.display()),
    };
    let settings = BTreeMap::from([
        ("by", by.into()),
        ("keep", keep.into()),
        ("threshold", arguments.threshold.into()),
        ("ignore_facts", arguments.ignore_facts.into()),
        ("min_words", arguments.min_words.into()),
        ("seed", arguments.seed.into()),
        ("text_field", arguments.text_field.clone().into()),
        ("id_field", arguments.id_field.clone().into()),
    ]);
    let mut inputs = sources.all.iter().zip(known).enumerate().map(|(number, (source, known))| {
        let own = number.checked_sub(sources.references).filter(|_| sources.folder);
        Input {
            name: source.name.clone(),
            relative: source.relative.clone(),
            copied: source.copied,
            records: known.records,
            digest: known.digest.clone(),
            clean: own.and_then(|number| written.clean[number].clone()),
        }
    });
    Header {
        schema: SCHEMA.to_owned(),
        tool: concat!("retold ", env!("CARGO_PKG_VERSION")).to_owned(),
        settings: settings.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
        folder: sources.folder,
        clean: if sources.folder { None } else { written.clean.last().cloned().flatten() },
        against: inputs.by_ref().take(sources.references).collect(),
        inputs: inputs.collect(),
    }
}

fn write_audit(
    draft: &Draft,
    name: &Path,
    header: &Header,
    auditing: &Auditing<'_>,
) -> Result<(), Failure> {
    let failure = |error: io::Error| draft.failure(&error);
    let mut out = draft.file().and_then(|it| Packing::of_name(name).writer(it)).map_err(failure)?;
    out.write_all(&json(header)).map_err(failure)?;
    auditing.each(|removed| json(removed), |lines| out.write_all(lines).map_err(failure))?;
    out.finish().map_err(failure)
}

/// Gives the output its name, after its log has one.
fn publish(
    output: Draft,
    audit: Draft,
    names: &Names,
    written: &Written,
    force: bool,
) -> Result<(), Failure> {
    let failure = |error: io::Error| output.failure(&error);
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for file in &written.files {
        let below = file.ancestors().skip(1).take_while(|folder| folder.starts_with(output.path()));
        folders.extend(below.map(Path::to_owned));
    }
    written.files.par_iter().try_for_each(|file| File::open(file)?.sync_all()).map_err(failure)?;
    folders.iter().try_for_each(|folder| sync(folder)).map_err(failure)?;
    if force && names.output.is_file() {
        // An older output must never stand beside the log of a newer one.
        std::fs::remove_file(&names.output).map_err(failure)?;
    }
    audit.publish()?;
    output.publish()
}

/// Prints what would go.
fn show(auditing: &Auditing<'_>) -> Result<(), Failure> {
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
        format!("{}\n", crate::plain::plain(&line)).into_bytes()
    };
    Output::Standard.write(|out| {
        let mut broken = Ok(());
        let shown = auditing.each(line, |lines| {
            // A joint is nothing that goes.
            if lines.first() == Some(&b'{') {
                return Ok(());
            }
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

fn summarise(
    arguments: &Dedup,
    session: &Session,
    documents: usize,
    bytes: u64,
    [faults, blank, whole]: [u64; 3],
    repeats: &Repeats,
) {
    let removed = repeats.all.len();
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
    let verb = if arguments.dry_run { "would remove" } else { "removed" };
    let identical = repeats.all.iter().filter(|repeat| repeat.identical).count();
    let same_words = repeats.all.iter().filter(|repeat| repeat.same_words).count() - identical;
    let goes = counted(removed, noun(arguments.by));
    parts.push(format!("{verb} {goes} ({identical} identical, {same_words} in the same words)"));
    if repeats.other_facts > 0 {
        let other_facts = counted(repeats.other_facts, noun(arguments.by));
        parts.push(format!("kept {other_facts} with other facts (--ignore-facts)"));
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
