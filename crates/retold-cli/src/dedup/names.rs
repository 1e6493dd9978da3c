//! Where does it all go, and may it go there?

use super::audit::{Header, SCHEMA};
use super::draft::{left_of, remove_left};
use super::find::Sources;
use super::packing::unpacked;
use super::source::Place;
use crate::arguments::Dedup;
use crate::failure::Failure;
use crate::output::folder_of;
use crate::plain::say;
use same_file::Handle;
use std::fs::{self, File};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// The names under which the output will appear.
pub(super) struct Names {
    pub(super) output: PathBuf,
    pub(super) audit: PathBuf,
    force: bool,
}

impl Names {
    pub(super) fn new(arguments: &Dedup) -> Result<Names, Failure> {
        // Without a separator behind it, so that the log is called after it.
        let output: PathBuf = arguments.output.components().collect();
        if output.file_name().is_none() || output.as_os_str() == "-" {
            return Err(Failure::new(format!(
                "cannot write to {}: --output must name a file or folder, which appears when it \
                 is whole, with its audit log beside it",
                arguments.output.display()
            )));
        }
        let audit = arguments.audit.clone().unwrap_or_else(|| beside(&output));
        if audit == output {
            return Err(Failure::new("--output and --audit name the same file"));
        }
        Ok(Names { output, audit, force: arguments.force })
    }

    /// Removes what a run that was killed has left, and says so.
    pub(super) fn start_over(&self) -> Result<(), Failure> {
        let drafts = left_of(&self.output);
        let logs = left_of(&self.audit);
        // The log gets its name before the output does.
        let is_stale = !drafts.is_empty() && !self.output.exists() && is_log(&self.audit);
        if is_stale {
            remove_left(&self.audit)?;
        }
        for left in drafts.iter().chain(&logs) {
            remove_left(left)?;
        }
        if !(drafts.is_empty() && logs.is_empty()) {
            say(&format!(
                "retold: an earlier run that was to write {} did not come to its end; what it left \
                 is removed, and this one starts over",
                self.output.display()
            ));
        }
        Ok(())
    }

    /// Makes sure that nothing is written over that was not asked for, and nothing that is read.
    pub(super) fn check(&self, inputs: &[PathBuf], sources: &Sources) -> Result<(), Failure> {
        for name in [&self.output, &self.audit] {
            Names::check_not_read(name, sources)?;
            let Ok(found) = fs::metadata(name) else { continue };
            let name = name.display();
            if found.is_dir() {
                let is_output = self.output.is_dir() && sources.folder;
                let is_empty = fs::read_dir(&self.output).is_ok_and(|mut it| it.next().is_none());
                if !is_output {
                    return Err(Failure::new(format!("cannot write {name}: it is a folder")));
                }
                if !is_empty {
                    return Err(Failure::new(format!(
                        "cannot write {name}: the folder has something in it; --force replaces \
                         files only, so remove it or name another"
                    )));
                }
            } else if !found.is_file() {
                return Err(Failure::new(format!(
                    "cannot write {name}: it is no file that could be replaced when all is done"
                )));
            } else if !self.force {
                return Err(Failure::new(format!("{name} exists already; --force writes over it")));
            } else if sources.folder && self.output.is_file() {
                return Err(Failure::new(format!(
                    "cannot write {name}: it is a file, and the output is a folder"
                )));
            }
        }
        if sources.folder {
            for input in inputs.iter().filter(|input| input.is_dir()) {
                self.check_outside(input)?;
            }
        }
        Ok(())
    }

    fn check_not_read(name: &Path, sources: &Sources) -> Result<(), Failure> {
        let Ok(handle) = Handle::from_path(name) else { return Ok(()) };
        for source in &sources.all {
            if let Place::Path(path, _) = &source.place
                && Handle::from_path(path).is_ok_and(|read| read == handle)
            {
                return Err(Failure::new(format!(
                    "{} is one of the files to read, and the input is never written over: name \
                     another file",
                    name.display()
                )));
            }
        }
        Ok(())
    }

    /// The output must not lie in a folder that is read: the next run would read it.
    fn check_outside(&self, input: &Path) -> Result<(), Failure> {
        let inside = fs::canonicalize(folder_of(&self.output))
            .is_ok_and(|folder| fs::canonicalize(input).is_ok_and(|it| folder.starts_with(it)));
        if inside {
            return Err(Failure::new(format!(
                "{} lies in {}, which is read: name a place beside it",
                self.output.display(),
                input.display()
            )));
        }
        Ok(())
    }
}

/// What the log of an output is called if nobody says otherwise.
pub(super) fn beside(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".audit.jsonl");
    name.into()
}

/// Whether a file is an audit log.
fn is_log(path: &Path) -> bool {
    let mut line = String::new();
    let read = File::open(path).and_then(|file| unpacked(file)?.read_line(&mut line));
    read.is_ok()
        && serde_json::from_str::<Header>(&line).is_ok_and(|header| header.schema == SCHEMA)
}
