//! One run of a deduplication, from the options to the output files.

use super::decide::clusters::Clusters;
use super::decide::contained;
use super::decide::ending::Ending;
use super::decide::passage;
use super::decide::repeat::Repeats;
use super::keep::keep_rule::Rule;
use super::log::entry_writer::{EntryWriter, Removed};
use super::log::header::header;
use super::log::verdicts::PairJudge;
use super::options::{By, Options};
use super::outputs::output_names::{OutputNames, recover};
use super::outputs::output_pair::OutputPair;
use super::pairs::pair_file::{GivenPair, load};
use super::pairs::resolution::ResolvedPairs;
use super::records::first_pass::{FirstPass, Sink, beyond_memory};
use super::records::ids::Ids;
use super::records::record::Records;
use super::records::record_store::RecordStore;
use super::source::file::Source;
use super::source::sources::Sources;
use super::summary::Summary;
use super::write::added_fields::AddedFields;
use super::write::clean_corpus::{annotate, write};
use super::write::target::Target;
use crate::diagnostics::{Diagnostics, Progress};
use crate::error::{Error, ErrorKind};
use crate::input::memory::{Budget, Need};
use crate::paths::folder_of;
use crate::publish::Lock;
use retold::Detector;
use retold::matching::Remove;
use std::io;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};

/// Writes the clean corpus and its audit log.
///
/// # Errors
/// If something cannot be read or written. In that case no file gets its final name, and older
/// files are unchanged.
pub fn dedup(options: &Options, diagnostics: &dyn Diagnostics) -> Result<Summary, Error> {
    let run = Run::new(options, diagnostics)?;
    let names = OutputNames::new(options, true)?;
    let spool = Some(folder_of(&names.output));
    let mut locks = names.lock()?;
    let sources = Sources::find(options, spool, diagnostics)?;
    names.check_not_read(options, &sources)?;
    recover(&mut locks, diagnostics)?;
    names.check_free(sources.folder)?;
    run.files(&names, sources, spool, &mut locks)
}

/// Prints what a deduplication would remove, and writes no file. `line` formats a removal (on
/// several threads), and `out` gets the lines in the order of the input.
///
/// # Errors
/// If something cannot be read, or `out` fails.
pub fn preview(
    options: &Options,
    diagnostics: &dyn Diagnostics,
    line: impl Fn(&Removed<'_>) -> Vec<u8> + Sync,
    mut out: impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<Summary, Error> {
    let run = Run::new(options, diagnostics)?;
    // A preview needs no output, but the name of an output must be valid.
    if !options.output.as_os_str().is_empty() {
        OutputNames::new(options, false)?;
    }
    let mut sources = Sources::find(options, None, diagnostics)?;
    let read = run.read(&mut sources)?;
    run.decide(&sources, read, None, &Target::Nowhere, |entries| {
        entries.each(&line, |lines| {
            let failure = |error: io::Error| {
                Error::new(ErrorKind::Write, format!("cannot write the preview: {error}"))
            };
            out(lines).map_err(failure)
        })
    })
}

/// The options of a run, checked and converted before anything is read.
struct Run<'o> {
    options: &'o Options,
    diagnostics: &'o dyn Diagnostics,
    detector: Detector,
    records: Records,
    /// The pairs of `--pairs`, which are compared in addition to the candidates.
    pairs: Option<Vec<GivenPair>>,
}

impl<'o> Run<'o> {
    fn new(options: &'o Options, diagnostics: &'o dyn Diagnostics) -> Result<Run<'o>, Error> {
        check_unit(options)?;
        let rule = Rule::load(&options.keep)?;
        let detector = detector(options, &rule)?;
        let records = records(options, rule);
        let pairs = options.pairs.as_ref().map(|file| load(file, &records.memory)).transpose()?;
        Ok(Run { options, diagnostics, detector, records, pairs })
    }

    /// Writes the clean corpus and the log.
    fn files(
        &self,
        names: &OutputNames,
        mut sources: Sources,
        spool: Option<&Path>,
        locks: &mut [Lock; 2],
    ) -> Result<Summary, Error> {
        let pair = OutputPair::new(names, locks, &sources)?;
        let read = self.read(&mut sources)?;
        let summary = self.decide(&sources, read, spool, &pair.target(), |entries| {
            let EntryWriter { store, written, .. } = entries;
            let header = header(self.options, &self.detector, &sources, store.known, written);
            pair.write_log(&header, entries)
        })?;
        pair.publish(locks)?;
        Ok(summary)
    }

    /// Reads all records once. If a file turns out to be damaged, the reading starts again and
    /// copies that file unchanged, because the signatures already contain some of its records.
    fn read(&self, sources: &mut Sources) -> Result<FirstPass, Error> {
        let sink = || -> Result<Sink, Error> {
            Ok(match self.options.by {
                By::Passage => Sink::Texts(Vec::new()),
                By::Document | By::Paragraph | By::Line => {
                    Sink::Signatures(Box::new(self.detector.removal_scanner()?))
                }
            })
        };
        let pass = loop {
            let memory = Budget::new(self.options.memory.clone(), need(self.options.by));
            let pairs = self.pairs.iter().flatten().map(GivenPair::memory).sum();
            memory.hold(pairs).map_err(|error| beyond_memory(&error))?;
            let bar = self.reading(sources);
            let (all, say) = (&sources.all, self.diagnostics);
            match FirstPass::read(all, &self.records, sink()?, memory, &*bar, say) {
                Err(_) if sources.keep_broken() => {}
                read => break read?,
            }
        };
        if let Some(warning) = self.records.rule.warning() {
            self.diagnostics.say(&warning);
        }
        Ok(pass)
    }

    /// The pairs of `--pairs` with their documents. Unknown names are reported as a warning.
    fn pairs(&self, store: &RecordStore<'_>, ids: &Ids) -> Option<ResolvedPairs<'_>> {
        let pairs = ResolvedPairs::of(self.pairs.as_deref()?, store, ids);
        if let Some(warning) = pairs.warning(self.options.id_field.is_some()) {
            self.diagnostics.say(&warning);
        }
        Some(pairs)
    }

    fn reading(&self, sources: &Sources) -> Box<dyn Progress + 'o> {
        self.diagnostics.reading(Some(sources.all.iter().map(Source::len).sum()))
    }

    /// Decides what is removed, writes the clean corpus to `target`, and calls `log` to write the
    /// audit log.
    fn decide(
        &self,
        sources: &Sources,
        pass: FirstPass,
        spool: Option<&Path>,
        target: &Target<'_>,
        log: impl FnOnce(&EntryWriter<'_>) -> Result<(), Error>,
    ) -> Result<Summary, Error> {
        let Options { by, remove, .. } = *self.options;
        let FirstPass { known, sink, ids, references, faults, blank, null, whole, bytes, .. } =
            pass;
        let mut store = RecordStore::new(&sources.all, &known, &self.records);
        let pairs = self.pairs(&store, &ids);
        let bar = self.reading(sources);
        let (mut repeats, second) = match sink {
            Sink::Signatures(first) => {
                let mut second = first.finish()?;
                if let Some(pairs) = &pairs {
                    second.add_pairs(&pairs.pairs())?;
                }
                (Repeats::of_signatures(&second, &mut store, spool, &*bar)?, Some(second))
            }
            Sink::Texts(texts) => {
                bar.comparing(texts.len());
                (passage::repeats(&self.detector, texts, references, remove)?, None)
            }
        };
        drop(bar);
        if self.options.removes_contained() {
            let bar = self.reading(sources);
            let least = self.detector.settings().min_words;
            let ending = match self.options.remove {
                Remove::Similar => Ending::Cut,
                _ => Ending::Whole,
            };
            contained::remove(&mut repeats, &mut store, (references, least, ending), spool, &*bar)?;
        }
        let engine = match &second {
            Some(second) if self.options.annotate || pairs.is_some() => {
                Some((second, self.detector.comparer()?))
            }
            _ => None,
        };
        let clusters = match engine.as_ref().filter(|_| self.options.annotate) {
            Some((second, comparer)) => {
                let bar = self.reading(sources);
                let engine = (*second, comparer);
                Some(Clusters::of(engine, &repeats, references, &mut store, spool, &*bar)?)
            }
            None => None,
        };
        let bar = self.reading(sources);
        let by_document = by == By::Document;
        let written = if let Some(clusters) = &clusters {
            let fields = AddedFields::new(&self.options.annotate_prefix, clusters);
            annotate(&mut store, sources.references, fields, target, &*bar)?
        } else {
            write(&mut store, sources.references, &repeats, target, by_document, spool, &*bar)?
        };
        drop(bar);
        if let Some(pairs) = &pairs {
            pairs.fetch(&mut store, spool, &*self.reading(sources))?;
        }
        let nothing = Repeats::default();
        let removed = if clusters.is_some() { &nothing } else { &repeats };
        let judge = engine.as_ref().zip(pairs.as_ref()).map(|((second, comparer), pairs)| {
            PairJudge { pairs, second, comparer, repeats: removed, ids: &ids }
        });
        let entries = EntryWriter {
            store: &store,
            repeats: removed,
            written: &written,
            references: sources.references,
            by,
            is_logged: !matches!(target, Target::Nowhere),
            ids: &ids,
            clusters: clusters.as_ref(),
            judge,
            pair_counts: Mutex::new(None),
            lost: AtomicU64::new(0),
        };
        log(&entries)?;
        let lost_words = entries.lost.into_inner();
        let pairs = entries.pair_counts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let clusters = clusters.map(|clusters| clusters.counts());
        let counts = if clusters.is_some() {
            repeats.counts()
        } else {
            let gone = repeats.all.iter().zip(&written.notes).filter(|(_, note)| note.is_some());
            repeats.all = gone.map(|(repeat, _)| *repeat).collect();
            repeats.counts()
        };
        Ok(Summary {
            documents: known.iter().map(|known| u64::from(known.documents)).sum(),
            bytes,
            faults,
            blank,
            null,
            whole,
            counts,
            clusters,
            pairs,
            lost_words,
            trouble: faults > 0 || sources.trouble,
        })
    }
}

/// The settings that records are read with.
pub(super) fn records(options: &Options, rule: Rule) -> Records {
    Records {
        text_field: options.text_field.clone(),
        id_field: options.id_field.clone(),
        keeps_ids: options.id_field.is_some() && (options.annotate || options.pairs.is_some()),
        rule,
        by: options.by,
        memory: Budget::new(options.memory.clone(), PASSING),
    }
}

/// The memory of a run that stores no decoded text.
const PASSING: Need = Need { text: 0, hundredths: 0, largest: 0 };

/// The memory for each text and for each of its bytes; docs/command.md states these figures.
pub(super) fn need(by: By) -> Need {
    match by {
        By::Document => Need { text: 220, hundredths: 0, largest: 600 },
        By::Paragraph => Need { text: 60, hundredths: 50, largest: 600 },
        By::Line => Need { text: 60, hundredths: 330, largest: 600 },
        By::Passage => Need { text: 330, hundredths: 390, largest: 140 },
    }
}

/// Rejects options that need whole documents if another unit is set.
pub(super) fn check_unit(options: &Options) -> Result<(), Error> {
    let whole = [
        (options.pairs.is_some(), "--pairs", "compares"),
        (options.annotate, "--annotate", "adds fields to"),
        (options.contained, "--contained", "removes"),
    ];
    if options.contained && options.remove == Remove::Identical {
        let reason = "--contained removes documents that are not identical to the longer one, and --remove identical \
                      keeps these: leave one of them out";
        return Err(Error::new(ErrorKind::Settings, reason));
    }
    match whole.into_iter().find(|(is_set, ..)| *is_set && options.by != By::Document) {
        Some((_, option, verb)) => {
            let reason = format!(
                "{option} {verb} whole documents only: leave {option} out, or choose --unit document"
            );
            Err(Error::new(ErrorKind::Settings, reason))
        }
        None => Ok(()),
    }
}

/// The detector that the options describe.
pub(super) fn detector(options: &Options, rule: &Rule) -> Result<Detector, Error> {
    let Options { by, threshold, min_identity, min_words, .. } = options;
    let mut builder = options.detector.clone();
    builder = builder.unit(by.unit()).keep(rule.keep()).seed(options.seed).remove(options.remove);
    if let Some(threshold) = threshold {
        if *by == By::Passage {
            let reason = "--threshold sets the resemblance of documents, paragraphs and lines; for passages, \
                          set --min-identity";
            return Err(Error::new(ErrorKind::Settings, reason));
        }
        builder = builder.threshold(*threshold);
    }
    if let Some(words) = min_words {
        builder = builder.min_words(*words);
    }
    if let Some(identity) = min_identity {
        if *by != By::Passage {
            let reason = "--min-identity sets the identity of passages; for documents, paragraphs and lines, \
                          set --threshold";
            return Err(Error::new(ErrorKind::Settings, reason));
        }
        let passages = builder.clone().build()?.settings().passages.clone().unwrap_or_default();
        builder = builder.passages(passages.to_builder().min_identity(*identity).build()?);
    }
    Ok(builder.build()?)
}
