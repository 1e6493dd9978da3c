//! Where does it all go, and may it go there?

use super::audit::{Header, SCHEMA};
use super::belong::belong;
use super::draft::{left_of, remove_left};
use super::find::Sources;
use super::lock::Lock;
use super::older::settle;
use super::packing::unpacked;
use super::source::Place;
use crate::arguments::{Dedup, KeepRule};
use crate::failure::Failure;
use crate::input::real;
use crate::output::{check_not_among, place_of};
use crate::plain::say;
use std::fs::{self, File};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// The names under which the output will appear.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) output: PathBuf,
    pub(super) audit: PathBuf,
    pub(super) force: bool,
}

impl Names {
    /// Makes sure that the output can have its names at all, before anything is read.
    pub(super) fn new(arguments: &Dedup) -> Result<Names, Failure> {
        // Without a separator behind it, so that the log is called after it.
        let output: PathBuf = arguments.output.components().collect();
        check_name(&output, "--output")?;
        let audit = arguments.audit.clone().unwrap_or_else(|| beside(&output));
        check_name(&audit, "--audit")?;
        if are_same(&audit, &output) {
            return Err(Failure::new("--output and --audit name the same file"));
        }
        let names = Names { output, audit, force: arguments.force };
        if !arguments.dry_run {
            names.check_outside(arguments.inputs.iter().chain(&arguments.against))?;
            let mut read = arguments.inputs.iter().chain(&arguments.against);
            if read.any(|path| path.as_os_str() == "-") && names.output.is_file() {
                // What is lost in a pipe is lost.
                check_free(&names.output, false, names.force)?;
            }
        }
        Ok(names)
    }

    /// Takes the right to write them.
    pub(super) fn lock(&self) -> Result<[Lock; 2], Failure> {
        Ok([Lock::of(&self.output)?, Lock::of(&self.audit)?])
    }

    /// Makes sure that nothing that is read is written over: none of the files to read, nor the
    /// list of names.
    pub(super) fn check_not_read(
        &self,
        arguments: &Dedup,
        sources: &Sources,
    ) -> Result<(), Failure> {
        let list = match &arguments.keep {
            KeepRule::Priority(file) => Some(file.as_path()),
            KeepRule::First | KeepRule::Longest | KeepRule::Earliest(_) => None,
        };
        let files = sources.all.iter().filter_map(|source| match &source.place {
            Place::Path(path, _) => Some(path.as_path()),
            Place::Spool(_) => None,
        });
        let read: Vec<&Path> = files.chain(list).collect();
        [&self.output, &self.audit].iter().try_for_each(|name| check_not_among(name, &read))
    }

    /// Puts right what runs that were killed have left, and says so.
    pub(super) fn start_over(&self, locks: &mut [Lock; 2]) -> Result<(), Failure> {
        let [output, audit] = locks;
        let earlier = start_over(&self.output, output, &[&self.audit])?;
        if self.clear([output, audit])? || earlier {
            say_over(&self.output);
        }
        output.note(&self.audit)
    }

    /// Puts right what a run has left that was killed, and says whether it left drafts.
    fn clear(&self, locks: [&Lock; 2]) -> Result<bool, Failure> {
        settle(self)?;
        let drafts = left_of(&self.output);
        let logs = left_of(&self.audit);
        // The log gets its name before the output does: a run that was killed in between has left a
        // log, a draft of the output, none of the log, and its lock on the log.
        let is_between = !drafts.is_empty() && logs.is_empty() && locks[1].was_left;
        let is_its_log = || drafts.iter().any(|draft| belong(draft, &self.audit));
        if is_between && !self.output.exists() && is_its_log() {
            remove_left(&self.audit)?;
        }
        for left in drafts.iter().chain(&logs) {
            remove_left(left)?;
        }
        // One that was killed while it removed its locks had come to its end.
        let was_killed = locks.iter().any(|lock| lock.was_left) && !self.output.exists();
        Ok(was_killed || !(drafts.is_empty() && logs.is_empty()))
    }

    /// Makes sure that nothing is written over that was not asked for.
    pub(super) fn check_free(&self, folder: bool) -> Result<(), Failure> {
        for name in [&self.output, &self.audit] {
            check_free(name, folder && *name == self.output, self.force)?;
        }
        Ok(())
    }

    /// Nothing may be written into a folder that is read: the next run would read it. Nor can the
    /// log lie in a folder that appears after it.
    fn check_outside<'p>(&self, read: impl Iterator<Item = &'p PathBuf>) -> Result<(), Failure> {
        if is_inside(&self.audit, &self.output) {
            return Err(Failure::new(format!(
                "{} lies in {}, which is to be made: name a place beside it",
                self.audit.display(),
                self.output.display()
            )));
        }
        for folder in read.filter(|path| path.is_dir()) {
            [&self.output, &self.audit].iter().try_for_each(|name| check_outside(name, folder))?;
        }
        Ok(())
    }
}

/// Puts right what a run has left that was killed, was to write `output` and called its log
/// something else than these names, which are left alone; says whether it left drafts.
pub(super) fn start_over(
    output: &Path,
    lock: &mut Lock,
    spared: &[&Path],
) -> Result<bool, Failure> {
    let Some(audit) = lock.noted() else { return Ok(false) };
    let is_spared = spared.iter().any(|name| are_same(name, &audit));
    let mut left = false;
    // A log that another run is writing is its own affair, and so is one whose folder is gone.
    if !is_spared && let Ok(of_log) = Lock::of(&audit) {
        let names = Names { output: output.to_owned(), audit, force: false };
        left = names.clear([lock, &of_log])?;
    }
    lock.settled();
    Ok(left)
}

/// Says that a run starts over where an earlier one was killed.
pub(super) fn say_over(output: &Path) {
    say(&format!(
        "retold: an earlier run that was to write {} did not come to its end; what it left is \
         removed, and this one starts over",
        output.display()
    ));
}

/// Makes sure that a file or folder can have a name: neither a pipe nor a device is replaced when
/// all is done, and a link may lead to what nobody has asked for.
pub(super) fn check_name(name: &Path, option: &str) -> Result<(), Failure> {
    let refuse =
        |reason: &str| Err(Failure::new(format!("cannot write {}: {reason}", name.display())));
    if name.file_name().is_none() || name.as_os_str() == "-" {
        return refuse(&format!(
            "{option} must name a file or folder, which appears when it is whole"
        ));
    }
    match fs::symlink_metadata(name) {
        Ok(found) if found.is_symlink() => refuse("it is a link; name what it leads to"),
        Ok(found) if !found.is_file() && !found.is_dir() => {
            refuse("it is no file that could be replaced when all is done; name a file")
        }
        _ => Ok(()),
    }
}

/// Makes sure that nothing has a name, unless it may be written over: a file, or an empty folder
/// where a `folder` is to be.
pub(super) fn check_free(name: &Path, folder: bool, force: bool) -> Result<(), Failure> {
    let Ok(found) = fs::metadata(name) else { return Ok(()) };
    let is_empty = || fs::read_dir(name).is_ok_and(|mut entries| entries.next().is_none());
    let reason = match (found.is_dir(), folder) {
        (true, true) if is_empty() => return Ok(()),
        (true, true) => {
            "the folder has something in it; --force replaces files only, so remove it or name \
             another"
        }
        (true, false) => "it is a folder; name a file in it",
        (false, true) => "it is a file, and the output is a folder; name another",
        (false, false) if force => return Ok(()),
        (false, false) => {
            let name = name.display();
            return Err(Failure::new(format!("{name} exists already; --force writes over it")));
        }
    };
    Err(Failure::new(format!("cannot write {}: {reason}", name.display())))
}

/// Makes sure that a name is not in a folder that is read.
pub(super) fn check_outside(name: &Path, read: &Path) -> Result<(), Failure> {
    if is_inside(name, read) {
        return Err(Failure::new(format!(
            "{} lies in {}, which is read: name a place beside it",
            name.display(),
            read.display()
        )));
    }
    Ok(())
}

/// Whether a name is in a folder that is there.
fn is_inside(name: &Path, folder: &Path) -> bool {
    let Ok(place) = place_of(name) else { return false };
    folder.exists() && place.parent().is_some_and(|around| around.starts_with(real(folder)))
}

/// Whether two names are those of one file, however they are written.
fn are_same(a: &Path, b: &Path) -> bool {
    let [a, b] = [a, b].map(|name| place_of(name).unwrap_or_else(|_| name.to_owned()));
    a == b
}

/// What the log of an output is called if nobody says otherwise.
pub(crate) fn beside(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".audit.jsonl");
    name.into()
}

/// Whether a file is an audit log.
pub(super) fn is_log(path: &Path) -> bool {
    let mut line = String::new();
    let read = File::open(path).and_then(|file| unpacked(file)?.read_line(&mut line));
    read.is_ok()
        && serde_json::from_str::<Header>(&line).is_ok_and(|header| header.schema == SCHEMA)
}
