//! The names of a clean corpus and its audit log, and whether they may be written.

use crate::dedup::log::verify_log::describes;
use crate::dedup::options::{KeepRule, Options};
use crate::dedup::source::file::Place;
use crate::dedup::source::find::Sources;
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::input::real;
use crate::output::check_not_among;
use crate::paths::{are_same_place, place_of};
use crate::publish::{Lock, helper_paths, recover_pair};
use std::fs;
use std::path::{Path, PathBuf};

/// The names under which the output will appear.
#[derive(Debug)]
pub(in crate::dedup) struct OutputNames {
    pub(in crate::dedup) output: PathBuf,
    pub(in crate::dedup) audit: PathBuf,
    pub(in crate::dedup) force: bool,
}

impl OutputNames {
    /// Makes sure that the output can have its names at all, before anything is read.
    pub(in crate::dedup) fn new(options: &Options, writes: bool) -> Result<OutputNames, Error> {
        // Textless a separator behind it, so that the log is called after it.
        let output: PathBuf = options.output.components().collect();
        check_name(&output, "--output")?;
        let audit = options.audit.clone().unwrap_or_else(|| beside(&output));
        check_name(&audit, "--audit")?;
        if are_same_place(&audit, &output) {
            return Err(Error::new(ErrorKind::Settings, "--output and --audit name the same file"));
        }
        check_apart(&output, &audit)?;
        let names = OutputNames { output, audit, force: options.force };
        if writes {
            names.check_outside(options.inputs.iter().chain(&options.against))?;
            let mut read = options.inputs.iter().chain(&options.against);
            if read.any(|path| path.as_os_str() == "-") && names.output.is_file() {
                // What is lost in a pipe is lost.
                check_free(&names.output, false, names.force)?;
            }
        }
        Ok(names)
    }

    /// Takes the right to write them.
    pub(in crate::dedup) fn lock(&self) -> Result<[Lock; 2], Error> {
        Ok([Lock::take(&self.output)?, Lock::take(&self.audit)?])
    }

    /// Makes sure that nothing that is read is written over: none of the files to read, nor the
    /// list of names.
    pub(in crate::dedup) fn check_not_read(
        &self,
        options: &Options,
        sources: &Sources,
    ) -> Result<(), Error> {
        let list = match &options.keep {
            KeepRule::Priority(file) => Some(file.as_path()),
            KeepRule::First | KeepRule::Longest | KeepRule::Earliest(_) => None,
        };
        let files = sources.all.iter().filter_map(|source| match &source.place {
            Place::Path(path, _) => Some(path.as_path()),
            Place::Spool(_) => None,
        });
        let read: Vec<&Path> =
            files.chain(list).chain(options.protected.iter().map(PathBuf::as_path)).collect();
        [&self.output, &self.audit].into_iter().try_for_each(|name| check_not_read(name, &read))
    }

    /// Makes sure that nothing is written over that was not asked for.
    pub(in crate::dedup) fn check_free(&self, folder: bool) -> Result<(), Error> {
        for name in [&self.output, &self.audit] {
            check_free(name, folder && *name == self.output, self.force)?;
        }
        Ok(())
    }

    /// Nothing may be written into a folder that is read: the next run would read it. Nor can the
    /// log lie in a folder that appears after it.
    fn check_outside<'p>(&self, read: impl Iterator<Item = &'p PathBuf>) -> Result<(), Error> {
        if is_inside(&self.audit, &self.output) {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "{} lies in {}, which is to be made: name a place beside it",
                    self.audit.display(),
                    self.output.display()
                ),
            ));
        }
        for folder in read.filter(|path| path.is_dir()) {
            [&self.output, &self.audit].iter().try_for_each(|name| check_outside(name, folder))?;
        }
        Ok(())
    }
}

/// Puts right what a run has left that wrote a clean corpus and its log, and was killed.
pub(in crate::dedup) fn recover(
    [output, audit]: &mut [Lock; 2],
    diagnostics: &dyn Diagnostics,
) -> Result<(), Error> {
    recover_pair(output, audit, describes, diagnostics)
}

/// Makes sure that no file that is read is written over, nor removed as what an earlier run has left.
pub(in crate::dedup) fn check_not_read(name: &Path, read: &[&Path]) -> Result<(), Error> {
    check_not_among(name, read)?;
    helper_paths(name).iter().try_for_each(|helper| check_not_among(helper, read))
}

/// Makes sure that neither of two names is that of a helper file of the other.
fn check_apart(output: &Path, audit: &Path) -> Result<(), Error> {
    for (name, other) in [(output, audit), (audit, output)] {
        if helper_paths(other).iter().any(|helper| are_same_place(name, helper)) {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "cannot write {}: a file of this name is needed while {} is written: name another",
                    name.display(),
                    other.display()
                ),
            ));
        }
    }
    Ok(())
}

/// Makes sure that a file or folder can have a name: neither a pipe nor a device is replaced when
/// all is done, and a link may lead to what nobody has asked for.
pub(in crate::dedup) fn check_name(name: &Path, option: &str) -> Result<(), Error> {
    let refuse = |reason: &str| {
        Err(Error::new(ErrorKind::Settings, format!("cannot write {}: {reason}", name.display())))
    };
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
pub(in crate::dedup) fn check_free(name: &Path, folder: bool, force: bool) -> Result<(), Error> {
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
            return Err(Error::new(
                ErrorKind::Settings,
                format!("{name} exists already; --force writes over it"),
            ));
        }
    };
    Err(Error::new(ErrorKind::Settings, format!("cannot write {}: {reason}", name.display())))
}

/// Makes sure that a name is not in a folder that is read.
pub(in crate::dedup) fn check_outside(name: &Path, read: &Path) -> Result<(), Error> {
    if is_inside(name, read) {
        return Err(Error::new(
            ErrorKind::Settings,
            format!(
                "{} lies in {}, which is read: name a place beside it",
                name.display(),
                read.display()
            ),
        ));
    }
    Ok(())
}

/// Whether a name is in a folder that is there.
fn is_inside(name: &Path, folder: &Path) -> bool {
    let Ok(place) = place_of(name) else { return false };
    folder.exists() && place.parent().is_some_and(|around| around.starts_with(real(folder)))
}

/// What the log of an output is called if nobody says otherwise.
pub fn beside(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".audit.jsonl");
    name.into()
}
