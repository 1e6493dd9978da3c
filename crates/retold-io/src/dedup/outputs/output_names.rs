//! The names of a clean corpus and its audit log, and the checks that nothing is overwritten by
//! mistake.

use crate::dedup::log::verify_log::describes;
use crate::dedup::options::{KeepRule, Options};
use crate::dedup::source::file::Place;
use crate::dedup::source::sources::Sources;
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::input::real;
use crate::output::check_not_among;
use crate::paths::{are_same_place, place_of};
use crate::publish::{Lock, helper_paths, recover_pair};
use std::fs;
use std::path::{Path, PathBuf};

/// The final names of the output.
#[derive(Debug)]
pub(in crate::dedup) struct OutputNames {
    pub(in crate::dedup) output: PathBuf,
    pub(in crate::dedup) audit: PathBuf,
    pub(in crate::dedup) force: bool,
}

impl OutputNames {
    /// Checks the names before anything is read.
    pub(in crate::dedup) fn new(options: &Options, writes: bool) -> Result<OutputNames, Error> {
        // Without a separator at its end, so that the log of `out/` is `out.audit.jsonl`.
        let output: PathBuf = options.output.components().collect();
        check_name(&output, "--output")?;
        let audit = options.audit.clone().unwrap_or_else(|| beside(&output));
        check_name(&audit, "--audit")?;
        if are_same_place(&audit, &output) {
            return Err(Error::new(ErrorKind::Settings, "--output and --audit name the same file"));
        }
        check_distinct(&output, &audit)?;
        let names = OutputNames { output, audit, force: options.force };
        if writes {
            names.check_outside(options.inputs.iter().chain(&options.against))?;
            let mut read = options.inputs.iter().chain(&options.against);
            if read.any(|path| path.as_os_str() == "-") && names.output.is_file() {
                // The standard input cannot be read again, so this check comes before it is read.
                check_free(&names.output, false, names.force)?;
            }
        }
        Ok(names)
    }

    /// Locks both names.
    pub(in crate::dedup) fn lock(&self) -> Result<[Lock; 2], Error> {
        Ok([Lock::take(&self.output)?, Lock::take(&self.audit)?])
    }

    /// Makes sure that no file that is read is overwritten: no input file, no priority list, and no
    /// other file of the options.
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

    /// Makes sure that no existing file is overwritten without --force.
    pub(in crate::dedup) fn check_free(&self, folder: bool) -> Result<(), Error> {
        for name in [&self.output, &self.audit] {
            check_free(name, folder && *name == self.output, self.force)?;
        }
        Ok(())
    }

    /// Makes sure that no output is in a folder that is read, where the next run would read it, and
    /// that the log is not in the output folder, which is renamed after the log.
    fn check_outside<'p>(&self, read: impl Iterator<Item = &'p PathBuf>) -> Result<(), Error> {
        if is_inside(&self.audit, &self.output) {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "{} is in {}, the output folder: name a place outside of it",
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

/// Completes or reverts the renaming of a run that was killed.
pub(in crate::dedup) fn recover(
    [output, audit]: &mut [Lock; 2],
    diagnostics: &dyn Diagnostics,
) -> Result<(), Error> {
    recover_pair(output, audit, describes, diagnostics)
}

/// Makes sure that no file that is read is overwritten, or removed as a temporary file of an
/// earlier run.
pub(in crate::dedup) fn check_not_read(name: &Path, read: &[&Path]) -> Result<(), Error> {
    check_not_among(name, read)?;
    helper_paths(name).iter().try_for_each(|helper| check_not_among(helper, read))
}

/// Makes sure that neither of two names is that of a temporary file of the other.
fn check_distinct(output: &Path, audit: &Path) -> Result<(), Error> {
    for (name, other) in [(output, audit), (audit, output)] {
        if helper_paths(other).iter().any(|helper| are_same_place(name, helper)) {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "cannot write {}: this name is reserved for a temporary file while {} is written: choose another name",
                    name.display(),
                    other.display()
                ),
            ));
        }
    }
    Ok(())
}

/// Makes sure that a name can be that of an output. A pipe or device cannot be replaced by a
/// finished file, and a link could lead to a file that the user did not mean.
pub(in crate::dedup) fn check_name(name: &Path, option: &str) -> Result<(), Error> {
    let refuse = |reason: &str| {
        Err(Error::new(ErrorKind::Settings, format!("cannot write {}: {reason}", name.display())))
    };
    if name.file_name().is_none() || name.as_os_str() == "-" {
        return refuse(&format!(
            "{option} must name a file or folder, which is created when the run is complete"
        ));
    }
    match fs::symlink_metadata(name) {
        Ok(found) if found.is_symlink() => refuse("it is a link; name its target"),
        Ok(found) if !found.is_file() && !found.is_dir() => {
            refuse("it is a pipe or a device, which cannot be replaced; name a file")
        }
        _ => Ok(()),
    }
}

/// Makes sure that nothing with this name exists, except for a file that may be overwritten, or an
/// empty folder if the output is a `folder`.
pub(in crate::dedup) fn check_free(name: &Path, folder: bool, force: bool) -> Result<(), Error> {
    let Ok(found) = fs::metadata(name) else { return Ok(()) };
    let is_empty = || fs::read_dir(name).is_ok_and(|mut entries| entries.next().is_none());
    let reason = match (found.is_dir(), folder) {
        (true, true) if is_empty() => return Ok(()),
        (true, true) => {
            "the folder is not empty; --force replaces files only, so remove the folder or name \
             another"
        }
        (true, false) => "it is a folder; name a file in it",
        (false, true) => "it is a file, and the output is a folder; choose another name",
        (false, false) if force => return Ok(()),
        (false, false) => {
            let name = name.display();
            return Err(Error::new(
                ErrorKind::Settings,
                format!("{name} exists already; --force overwrites it"),
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
                "{} is in {}, which is read: name a place outside of it",
                name.display(),
                read.display()
            ),
        ));
    }
    Ok(())
}

/// Whether a name is in an existing folder.
fn is_inside(name: &Path, folder: &Path) -> bool {
    let Ok(place) = place_of(name) else { return false };
    folder.exists() && place.parent().is_some_and(|around| around.starts_with(real(folder)))
}

/// The default name of the audit log of an output.
pub fn beside(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".audit.jsonl");
    name.into()
}
