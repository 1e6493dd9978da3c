//! `start`: the options and the files of the input become the file of a job.

use super::job::{JobFile, JobSettings, NAME, SCHEMA, list_digest};
use super::options::JobOptions;
use super::shards::divided;
use super::version::TOOL;
use crate::dedup::keep::keep_rule::Rule;
use crate::dedup::options::KeepRule;
use crate::dedup::outputs::output_names::{OutputNames, check_outside};
use crate::dedup::run::{check_unit, detector};
use crate::dedup::source::file::Source;
use crate::dedup::source::source_state::SourceState;
use crate::dedup::source::sources::Sources;
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::output::check_not_among;
use crate::publish::{Lock, TempOutput, commit, recover};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf, absolute};

/// The name of the tokenizer that every task has.
const WORDS: &str = "words";

/// A job that was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Started {
    /// Whether the same job was started before.
    pub was_started: bool,
    /// The number of files of the input and of reference corpora.
    pub files: usize,
    /// The numbers of shards, partitions and parts.
    pub shards: usize,
    /// The number of partitions.
    pub partitions: u32,
    /// The number of parts.
    pub parts: u32,
    /// Whether part of the input could not be read.
    pub trouble: bool,
}

/// Starts a job: finds the files of the input and writes `job.json` into the folder of the job.
///
/// # Errors
/// If the options cannot be carried out in stages, the input cannot be found, the output exists, or the folder has
/// another job.
pub fn start(options: &JobOptions, diagnostics: &dyn Diagnostics) -> Result<Started, Error> {
    options.check()?;
    let mut dedup = options.dedup.clone();
    check_unit(&dedup)?;
    let rule = Rule::load(&dedup.keep)?;
    let detector = detector(&dedup, &rule)?;
    detector.removal_scanner()?;
    if detector.settings().key.is_some() {
        let reason = "the file of a job would have to contain the key: leave --key out, or run `retold dedup`";
        return Err(Error::new(ErrorKind::Settings, reason));
    }
    if detector.settings().tokenizer != WORDS {
        let reason = "the stages compare words: leave --chars out, or run `retold dedup`";
        return Err(Error::new(ErrorKind::Settings, reason));
    }
    let names = OutputNames::new(&dedup, true)?;
    // A separator at its end means a folder.
    dedup.output.push("");
    let sources = Sources::find(&dedup, None, diagnostics)?;
    names.check_not_read(&dedup, &sources)?;
    for read in dedup.inputs.iter().chain(&dedup.against).filter(|path| path.is_dir()) {
        check_outside(&options.folder, read)?;
    }
    if whole(&options.folder)?.starts_with(whole(&names.output)?) {
        let reason = format!(
            "{} is in {}, the output folder: name a place outside of it with --job",
            options.folder.display(),
            names.output.display()
        );
        return Err(Error::new(ErrorKind::Settings, reason));
    }
    check_log(&names, &options.folder)?;
    let mut files = Vec::with_capacity(sources.all.len());
    for source in &sources.all {
        let mut state = SourceState::of(source).ok_or_else(|| refused_stream(&source.name))?;
        state.path = whole(&state.path)?;
        files.push(state);
    }
    let list = match &dedup.keep {
        KeepRule::Priority(list) => Some((whole(list)?, list_digest(list)?)),
        _ => None,
    };
    let lengths: Vec<u64> = sources.all.iter().map(Source::len).collect();
    let shards = divided(&lengths, options.shards(lengths.len()));
    let mut file = JobFile {
        schema: SCHEMA.to_owned(),
        tool: TOOL.to_owned(),
        output: whole(&names.output)?,
        audit: whole(&names.audit)?,
        settings: JobSettings {
            detector: detector.settings().clone(),
            remove: dedup.remove,
            keep: dedup.keep.clone(),
            list,
            threshold: dedup.threshold,
            min_words: dedup.min_words,
            seed: dedup.seed,
            text_field: dedup.text_field.clone(),
            id_field: dedup.id_field.clone(),
        },
        partitions: options.partitions,
        parts: options.parts,
        shards,
        references: sources.references as u32,
        roots: sources.output_rights(),
        log_rights: sources.log_rights(),
        trouble: sources.trouble,
        files,
        xxh3: String::new(),
    };
    file.xxh3 = file.hash().map_err(|error| unwritable(&error))?;
    let was_started = publish(&options.folder, &file, &names, diagnostics)?;
    Ok(Started {
        was_started,
        files: file.files.len(),
        shards: file.shards.len(),
        partitions: file.partitions,
        parts: file.parts,
        trouble: file.trouble,
    })
}

/// Refuses a log in a folder that does not exist, and one among the files of the job or of the clean corpus: `status`
/// would take a file of the job for the log, and a reader of the clean corpus would read the removed texts.
fn check_log(names: &OutputNames, folder: &Path) -> Result<(), Error> {
    let log = whole(&names.audit)?;
    let refuse = |reason: String| Err(Error::at(ErrorKind::Settings, &names.audit, reason));
    if !log.parent().is_some_and(Path::is_dir) {
        let reason = format!(
            "cannot write {}: its folder does not exist; create it first",
            names.audit.display()
        );
        return refuse(reason);
    }
    for (inside, what) in [(folder, "the folder of the job"), (&names.output, "the output folder")]
    {
        if log.starts_with(whole(inside)?) {
            let reason = format!(
                "the audit log {} is in {}, {what}: name a place outside of it with --audit",
                names.audit.display(),
                inside.display()
            );
            return refuse(reason);
        }
    }
    Ok(())
}

/// Writes the file. True if it was there already with the same content.
fn publish(
    folder: &Path,
    file: &JobFile,
    names: &OutputNames,
    diagnostics: &dyn Diagnostics,
) -> Result<bool, Error> {
    let mut bytes = serde_json::to_vec_pretty(file).map_err(|error| unwritable(&error))?;
    bytes.push(b'\n');
    fs::create_dir_all(folder).map_err(|error| Error::writing(folder, &error))?;
    let path = folder.join(NAME);
    let read: Vec<&Path> = file.files.iter().map(|file| file.path.as_path()).collect();
    check_not_among(&path, &read)?;
    let mut lock = Lock::take(&path)?;
    recover(&mut lock, diagnostics)?;
    if let Ok(found) = fs::read(&path) {
        if found == bytes {
            return Ok(true);
        }
        let reason = format!(
            "{} is a job with other settings or another input: name a new folder with --job",
            path.display()
        );
        return Err(Error::at(ErrorKind::Settings, &path, reason));
    }
    names.check_free(true)?;
    let output = TempOutput::file(&lock, file.log_rights)?;
    let written = output.open_file().and_then(|mut file| file.write_all(&bytes));
    written.map_err(|error: io::Error| output.failure(&error))?;
    commit(output, false)?;
    Ok(false)
}

/// The error for an input that cannot be read again.
fn refused_stream(name: &str) -> Error {
    let reason =
        format!("{name} can be read only once, and each stage reads its shard again: name a file");
    Error::new(ErrorKind::Settings, reason)
}

/// The error if a path or a time cannot be written as JSON.
fn unwritable(error: &serde_json::Error) -> Error {
    let reason = format!(
        "cannot write a path or a time of a file to {NAME}: {error}; a path must be Unicode, and a modification \
         time after 1970"
    );
    Error::new(ErrorKind::Settings, reason)
}

/// An absolute path, so that a task may run in any folder.
fn whole(path: &Path) -> Result<PathBuf, Error> {
    absolute(path).map_err(|error| Error::reading(path, &error))
}
