//! The files between the stages: sections of bytes, then a footer that describes them.
//!
//! ```text
//! retold-s   8 bytes
//! sections   one after the other
//! footer     JSON: task, job, version, the files that this one was made from, the sections, facts
//! length     8 bytes, the bytes of the footer
//! checksum   8 bytes, the XXH3-64 of the footer
//! s-dloter   8 bytes
//! ```
//!
//! Invariant: a file is used only if it is complete, undamaged, of this job and this version, and made from the
//! files that are there now. The footer has the checksums of the sections, and its own hash is the identity of
//! the file, so a file names the exact content of all files behind it.

use super::task::Task;
use super::version::{self, TOOL};
use crate::dedup::source::file::read_exact_at;
use crate::error::{Error, ErrorKind};
use crate::publish::TempOutput;
use crate::regular_file;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

const START: &[u8; 8] = b"retold-s";
const END: &[u8; 8] = b"s-dloter";
/// The bytes behind the footer.
const TAIL: usize = 24;
/// The name of the format and its version.
const SCHEMA: &str = "retold.stage/1";

/// The footer of a stage file.
#[derive(Debug, Serialize, Deserialize)]
struct Footer {
    schema: String,
    tool: String,
    task: Task,
    job: String,
    made_from: Vec<MadeFrom>,
    sections: Vec<Section>,
    facts: serde_json::Value,
}

/// A file that another one was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MadeFrom {
    pub(super) task: Task,
    pub(super) id: String,
}

/// A section: its place in the file and its XXH3-64.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Section {
    at: u64,
    bytes: u64,
    xxh3: u64,
}

/// The writer of a stage file.
pub(super) struct StageWriter {
    output: TempOutput,
    out: BufWriter<File>,
    at: u64,
    sections: Vec<Section>,
    /// The hash of the open section.
    hash: Xxh3,
    start: u64,
}

impl StageWriter {
    pub(super) fn new(output: TempOutput) -> Result<StageWriter, Error> {
        let file = output.open_file().map_err(|error| output.failure(&error))?;
        let mut writer = StageWriter {
            output,
            out: BufWriter::with_capacity(1 << 17, file),
            at: 0,
            sections: Vec::new(),
            hash: Xxh3::new(),
            start: 0,
        };
        writer.put(START)?;
        writer.start = writer.at;
        writer.hash.reset();
        Ok(writer)
    }

    /// Appends bytes to the open section.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.hash.update(bytes);
        self.at += bytes.len() as u64;
        self.out.write_all(bytes).map_err(|error| self.output.failure(&error))
    }

    /// The offset of the next byte in the file.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Ends the open section; the next one is open then.
    pub(super) fn end(&mut self) {
        let bytes = self.at - self.start;
        self.sections.push(Section { at: self.start, bytes, xxh3: self.hash.digest() });
        self.start = self.at;
        self.hash.reset();
    }

    /// Appends a section.
    pub(super) fn section(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes)?;
        self.end();
        Ok(())
    }

    /// Writes the footer, and returns the complete output with the number of its bytes.
    pub(super) fn finish(
        mut self,
        task: Task,
        job: &str,
        made_from: Vec<MadeFrom>,
        facts: &impl Serialize,
    ) -> Result<(TempOutput, u64), Error> {
        let footer = Footer {
            schema: SCHEMA.to_owned(),
            tool: TOOL.to_owned(),
            task,
            job: job.to_owned(),
            made_from,
            sections: std::mem::take(&mut self.sections),
            facts: serde_json::to_value(facts).expect("plain data has no key that is not a string"),
        };
        let footer = serde_json::to_vec(&footer).expect("plain data is JSON");
        self.put(&footer)?;
        self.put(&(footer.len() as u64).to_le_bytes())?;
        self.put(&xxh3_64(&footer).to_le_bytes())?;
        self.put(END)?;
        let StageWriter { output, out, at, .. } = self;
        out.into_inner().map_err(|error| output.failure(error.error()))?;
        Ok((output, at))
    }
}

/// A stage file whose footer was read and checked.
#[derive(Debug)]
pub(super) struct StageFile {
    pub(super) path: PathBuf,
    pub(super) task: Task,
    /// The hash of the footer, and so of all that the file contains.
    pub(super) id: String,
    pub(super) made_from: Vec<MadeFrom>,
    /// What to do if it is damaged.
    remedy: String,
    file: File,
    sections: Vec<Section>,
    facts: serde_json::Value,
}

impl StageFile {
    /// Opens the file of a task. `folder` is that of the job, and `job` its identity.
    ///
    /// # Errors
    /// If it is missing, incomplete, damaged, of another job, task or version. The message has the remedy.
    pub(super) fn open(folder: &Path, job: &str, task: Task) -> Result<StageFile, Error> {
        let path = task.path(folder);
        let command = task.command(folder);
        let refuse = |reason: &str| {
            let reason = format!("cannot use {}: {reason}", path.display());
            Error::at(ErrorKind::Read, &path, reason)
        };
        let remedy = format!("remove it and run `{command}`");
        let file = match regular_file::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(refuse(&format!("it is missing; run `{command}`")));
            }
            Err(error) => return Err(refuse(&format!("{error}; {remedy}"))),
        };
        let len = file.metadata().map_err(|error| refuse(&error.to_string()))?.len();
        let footer = footer(&file, len).map_err(|reason| refuse(&format!("{reason}; {remedy}")))?;
        let id = format!("{:032x}", xxh3_128(&footer));
        // The version comes first: the footer of another one may have other fields.
        version::check(&footer, SCHEMA, &remedy).map_err(|reason| refuse(&reason))?;
        let footer: Footer = serde_json::from_slice(&footer).map_err(|error| {
            refuse(&format!("its footer is no JSON of a stage file: {error}; {remedy}"))
        })?;
        if footer.job != job {
            return Err(refuse(&format!(
                "it belongs to another job, with other settings or another input; {remedy}, or use the folder of \
                 its own job"
            )));
        }
        if footer.task != task {
            return Err(refuse(&format!(
                "it is the file of `{}` under another name; rename it back, or {remedy}",
                footer.task
            )));
        }
        let Footer { made_from, sections, facts, .. } = footer;
        if sections.iter().any(|it| it.at.checked_add(it.bytes).is_none_or(|end| end > len)) {
            return Err(refuse(&format!("a section is outside of the file; {remedy}")));
        }
        Ok(StageFile { path, task, id, made_from, remedy, file, sections, facts })
    }

    /// The facts of the footer.
    pub(super) fn facts<F: DeserializeOwned>(&self) -> Result<F, Error> {
        F::deserialize(&self.facts).map_err(|error| self.damaged(&format!("its facts: {error}")))
    }

    /// The bytes of a section, after a check of its checksum.
    pub(super) fn section(&self, number: usize) -> Result<Vec<u8>, Error> {
        let section = *self
            .sections
            .get(number)
            .ok_or_else(|| self.damaged(&format!("section {number} is missing")))?;
        let mut bytes = vec![0; section.bytes as usize];
        read_exact_at(&self.file, &mut bytes, section.at)
            .map_err(|error| Error::reading(&self.path, &error))?;
        if xxh3_64(&bytes) == section.xxh3 {
            Ok(bytes)
        } else {
            Err(self.damaged(&format!("section {number} has another checksum")))
        }
    }

    /// The bytes of all sections.
    pub(super) fn len(&self) -> u64 {
        self.sections.iter().map(|section| section.bytes).sum()
    }

    pub(super) fn section_len(&self, number: usize) -> u64 {
        self.sections.get(number).map_or(0, |section| section.bytes)
    }

    /// How another file names this one.
    pub(super) fn reference(&self) -> MadeFrom {
        MadeFrom { task: self.task, id: self.id.clone() }
    }

    /// Makes sure that this file was made from these.
    pub(super) fn check_made_from(&self, files: &[MadeFrom], folder: &Path) -> Result<(), Error> {
        if self.made_from == files {
            return Ok(());
        }
        let other = files.iter().find(|file| !self.made_from.contains(file));
        let other = other.map_or_else(
            || "other files".to_owned(),
            |other| format!("another {}", other.task.path(folder).display()),
        );
        Err(self.unusable(&format!("it was made from {other}")))
    }

    /// Makes sure that this file is one of those that it was made from.
    pub(super) fn check_made_with(&self, file: &MadeFrom, folder: &Path) -> Result<(), Error> {
        if self.made_from.contains(file) {
            return Ok(());
        }
        self.check_made_from(std::slice::from_ref(file), folder)
    }

    /// The error if its content is not that of such a file.
    pub(super) fn damaged(&self, reason: &str) -> Error {
        self.unusable(&format!("it is damaged ({reason})"))
    }

    /// The error if it cannot be used.
    pub(super) fn unusable(&self, reason: &str) -> Error {
        let reason = format!("cannot use {}: {reason}; {}", self.path.display(), self.remedy);
        Error::at(ErrorKind::Read, &self.path, reason)
    }
}

/// The bytes of the footer of a complete file.
fn footer(file: &File, len: u64) -> Result<Vec<u8>, String> {
    let incomplete = || "it is incomplete, or no stage file of retold".to_owned();
    let mut start = [0; START.len()];
    let tail_at = len.checked_sub(TAIL as u64).ok_or_else(incomplete)?;
    let mut tail = [0; TAIL];
    read_exact_at(file, &mut start, 0).map_err(|error| error.to_string())?;
    read_exact_at(file, &mut tail, tail_at).map_err(|error| error.to_string())?;
    let (bytes, rest) = tail.split_at(8);
    let (check, end) = rest.split_at(8);
    if start != *START || end != END {
        return Err(incomplete());
    }
    let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    let at = tail_at.checked_sub(number(bytes)).filter(|&at| at >= START.len() as u64);
    let at = at.ok_or_else(|| "its footer is damaged".to_owned())?;
    let mut footer = vec![0; (tail_at - at) as usize];
    read_exact_at(file, &mut footer, at).map_err(|error| error.to_string())?;
    if xxh3_64(&footer) != number(check) {
        return Err("its footer is damaged".to_owned());
    }
    Ok(footer)
}
