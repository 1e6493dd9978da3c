//! `sign`: a shard of the input becomes fingerprints and band keys.
//!
//! The file has a section with the documents, then one for each partition with its keys. Cost: one reading of
//! the shard. Memory: that of `dedup` for the documents of the shard, and 6 bytes for each of their keys.

use super::document_section::put_document;
use super::job::Job;
use super::key_section::KeySections;
use super::signed::{Figures, Signed, SignedFile};
use super::task::Task;
use super::task_output::{Done, TaskOutput};
use crate::dedup::options::By;
use crate::dedup::records::first_pass::{FirstPass, Sink};
use crate::dedup::run::need;
use crate::dedup::source::file::Source;
use crate::dedup::source::source_state::SourceState;
use crate::dedup::source::sources::keep_broken;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use crate::input::memory::Budget;
use retold::detector::ScannedDocuments;

/// Signs a shard.
///
/// # Errors
/// If the shard cannot be read or was changed, or its file cannot be written.
pub(super) fn sign(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let shard = task.number;
    let mut sources = job.files(shard)?;
    let Some(mut output) = TaskOutput::begin(job, task, Vec::new(), diagnostics)? else {
        return Ok(Done { was_made: true, ..Done::new(task, 0) });
    };
    let (pass, scanned) = read(job, &mut sources, diagnostics)?;
    let mut documents = Vec::new();
    scanned.documents().iter().for_each(|document| put_document(document, &mut documents));
    output.writer.section(&documents)?;
    drop(documents);
    let mut sections = KeySections::new(job.file.partitions);
    for band in 0..scanned.bands() {
        sections.band(band, scanned.keys(band).map(|(key, document)| (key, document.0)));
    }
    for section in sections.finish() {
        output.writer.section(&section)?;
    }
    let states =
        sources.iter().map(|source| SourceState::of(source).expect("a job has files only"));
    let files = states.zip(&pass.known).map(|(state, known)| SignedFile::new(state, known));
    let figures = Figures {
        documents: scanned.documents().len() as u64,
        references: pass.references.into(),
        bytes: pass.bytes,
        faults: pass.faults,
        blank: pass.blank,
        null: pass.null,
        whole: pass.whole,
        kinds: pass.kinds,
    };
    let signed = Signed { files: files.collect(), figures, bands: scanned.bands() };
    let bytes = output.finish(job, &signed)?;
    let trouble = pass.faults > 0;
    Ok(Done { bytes, trouble, ..Done::new(task, figures.documents) })
}

/// Reads the files. If one turns out to be damaged, the reading starts again, and the file is copied unchanged.
fn read(
    job: &Job,
    sources: &mut [Source],
    diagnostics: &dyn Diagnostics,
) -> Result<(FirstPass, ScannedDocuments), Error> {
    let records = job.records()?;
    let mut pass = loop {
        let memory = Budget::new(job.options().memory, need(By::Document));
        let bar = diagnostics.reading(Some(sources.iter().map(Source::len).sum()));
        let sink = Sink::Signatures(Box::new(job.detector.removal_scanner()?));
        match FirstPass::read(sources, &records, sink, memory, &*bar, diagnostics) {
            Err(_) if keep_broken(sources) => {}
            read => break read?,
        }
    };
    let Sink::Signatures(scanner) = std::mem::replace(&mut pass.sink, Sink::Texts(Vec::new()))
    else {
        unreachable!("the sink was made above")
    };
    Ok((pass, scanner.into_scanned()?))
}
