//! The output of a report: the standard output, a device, or a file that appears when all of it is
//! written (`publish`). A file that is part of the input is never overwritten.

use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::publish::{Lock, Permissions, TempOutput, commit, helper_paths, recover};
use crate::regular_file;
use same_file::Handle;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The destination of a report.
#[derive(Debug)]
pub enum Output {
    /// The standard output.
    Standard,
    /// A file.
    File {
        /// Its name.
        path: PathBuf,
        /// The existing file of that name, which is replaced.
        older: Option<Handle>,
    },
    /// A device or named pipe, which takes bytes and is not replaced.
    Device(PathBuf),
}

impl Output {
    /// Checks, before any work is done, that the report can be written.
    ///
    /// # Errors
    /// If it cannot.
    pub fn new(path: Option<&Path>) -> Result<Output, Error> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Standard);
        };
        let failure = |error: &dyn std::fmt::Display| {
            Error::new(ErrorKind::Settings, format!("cannot write {}: {error}", path.display()))
        };
        let older = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                return Err(failure(&"it is a folder; name a file"));
            }
            Ok(metadata) if !metadata.is_file() => return Ok(Output::Device(path.to_owned())),
            Ok(_) => Some(Handle::from_path(path).map_err(|error| failure(&error))?),
            Err(_) => None,
        };
        // The target of a link is replaced, not the link.
        let path = if older.is_some() {
            fs::canonicalize(path).map_err(|error| failure(&error))?
        } else {
            path.to_owned()
        };
        // The lock is released at once: reading may take long, and another run may write the file
        // meanwhile. The remains of a killed run are not removed yet, since they may be part of the
        // input.
        Lock::take(&path)?.check_new_is_free()?;
        Ok(Output::File { path, older })
    }

    /// Refuses an output that is one of the files that were read.
    ///
    /// # Errors
    /// If it is.
    pub fn protect<'n>(&self, names: impl IntoIterator<Item = &'n Path>) -> Result<(), Error> {
        let Output::File { path, older } = self else { return Ok(()) };
        let helpers = helper_paths(path);
        let helpers: Vec<_> =
            helpers.iter().filter_map(|path| Some((path, regular(path)?))).collect();
        let written: Vec<(&PathBuf, &Handle)> = older
            .iter()
            .map(|older| (path, older))
            .chain(helpers.iter().map(|(path, own)| (*path, own)))
            .collect();
        if written.is_empty() {
            return Ok(());
        }
        let mut last = Path::new("");
        for name in names {
            // The records of one file are consecutive.
            let read = if name == last { None } else { regular(name) };
            if let Some((path, _)) = written.iter().find(|(_, own)| read.as_ref() == Some(own)) {
                return Err(Error::new(
                    ErrorKind::Settings,
                    format!(
                        "{} is part of the input and is not overwritten; write to another \
                     file, or keep it from being read (.gitignore, .ignore)",
                        path.display()
                    ),
                ));
            }
            last = name;
        }
        Ok(())
    }

    /// Writes the report by calling `fill`. A reader that closes the pipe early is no failure.
    ///
    /// # Errors
    /// If the output cannot be written, or `fill` fails.
    pub fn write(
        self,
        diagnostics: &dyn Diagnostics,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Error> {
        match self {
            Output::Standard => {
                let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
                match fill(&mut out).and_then(|()| out.flush()) {
                    Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(
                        ErrorKind::Settings,
                        format!("cannot write to the standard output: {error}"),
                    )),
                    _ => {
                        // Nobody reads what is still buffered.
                        let _ = out.into_parts();
                        Ok(())
                    }
                }
            }
            Output::Device(path) => {
                let written = File::options().write(true).open(&path).and_then(|file| {
                    let mut out = BufWriter::new(file);
                    fill(&mut out).and_then(|()| out.flush())
                });
                match written {
                    Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(
                        ErrorKind::Settings,
                        format!("cannot write {}: {error}", path.display()),
                    )),
                    _ => Ok(()),
                }
            }
            Output::File { path, .. } => replace(&path, diagnostics, fill),
        }
    }
}

/// Checks that a name is not that of an input file.
///
/// # Errors
/// If it is.
pub fn check_not_among(name: &Path, read: &[&Path]) -> Result<(), Error> {
    let Some(written) = regular(name) else { return Ok(()) };
    if read.iter().any(|path| regular(path).is_some_and(|read| read == written)) {
        return Err(Error::new(
            ErrorKind::Settings,
            format!(
                "{} is part of the input and is not overwritten; name another file",
                name.display()
            ),
        ));
    }
    Ok(())
}

/// A handle for comparing files. Only regular files are opened, since others may block.
fn regular(path: &Path) -> Option<Handle> {
    regular_file::open(path).and_then(Handle::from_file).ok()
}

/// Writes a file whose name was not given by the user: only a regular file is replaced.
///
/// # Errors
/// If it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], diagnostics: &dyn Diagnostics) -> Result<(), Error> {
    if let Ok(found) = fs::symlink_metadata(path) {
        regular_file::check(&found).map_err(|error| Error::writing(path, &error))?;
    }
    replace(path, diagnostics, |out| out.write_all(bytes))
}

/// Starts a file that will be called `path`, with the permissions of the existing one.
fn begin(path: &Path, diagnostics: &dyn Diagnostics) -> Result<(Lock, TempOutput), Error> {
    let mut lock = Lock::take(path)?;
    recover(&mut lock, diagnostics)?;
    let Ok(older) = fs::metadata(path) else {
        let file = TempOutput::file(&lock, Permissions::ANY)?;
        return Ok((lock, file));
    };
    let file = TempOutput::file(&lock, Permissions::OWNER)?;
    let permitted = file.open_file().and_then(|own| own.set_permissions(older.permissions()));
    permitted.map_err(|error| file.failure(&error))?;
    Ok((lock, file))
}

/// Writes a temporary file next to `path`, and renames it when it is complete.
fn replace(
    path: &Path,
    diagnostics: &dyn Diagnostics,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let (_lock, file) = begin(path, diagnostics)?;
    let written = file.open_file().and_then(|own| {
        let mut out = BufWriter::with_capacity(1 << 16, own);
        fill(&mut out)?;
        out.flush()
    });
    written.map_err(|error| file.failure(&error))?;
    commit(file, true)
}
