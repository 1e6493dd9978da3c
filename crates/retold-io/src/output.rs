//! Where a report is written: to the standard output, to a device, or to a file that gets its name
//! when it is whole (`publish`). No file that is read is ever written.

use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::publish::{Lock, Permissions, TempOutput, commit, helper_paths, recover};
use crate::regular_file;
use same_file::Handle;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where the report goes.
#[derive(Debug)]
pub enum Output {
    /// The standard output.
    Standard,
    /// A file, with the older one that it takes the place of.
    File {
        /// Its name.
        path: PathBuf,
        /// The older file of that name.
        older: Option<Handle>,
    },
    /// Something that takes bytes and cannot be replaced: a device, a named pipe.
    Device(PathBuf),
}

impl Output {
    /// Makes sure, before any work is done, that the report can go there.
    ///
    /// # Errors
    /// If nothing can be written there.
    pub fn new(path: Option<&Path>) -> Result<Output, Error> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Standard);
        };
        let failure = |error: &dyn std::fmt::Display| {
            Error::new(ErrorKind::Settings, format!("cannot write {}: {error}", path.display()))
        };
        let older = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                return Err(failure(&"it is a folder; name a file in it"));
            }
            Ok(metadata) if !metadata.is_file() => return Ok(Output::Device(path.to_owned())),
            Ok(_) => Some(Handle::from_path(path).map_err(|error| failure(&error))?),
            Err(_) => None,
        };
        // The file behind a link is replaced, not the link.
        let path = if older.is_some() {
            fs::canonicalize(path).map_err(|error| failure(&error))?
        } else {
            path.to_owned()
        };
        // Dropped at once: reading may take long, and a second run may write the file meanwhile. What
        // a killed run has left may be what is read, so that it is not removed yet.
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
            // Records of one file come one after another.
            let read = if name == last { None } else { regular(name) };
            if let Some((path, _)) = written.iter().find(|(_, own)| read.as_ref() == Some(own)) {
                return Err(Error::new(
                    ErrorKind::Settings,
                    format!(
                        "{} is one of the files to read, and is not overwritten: write to another \
                     file, or keep it from being read (.gitignore, .ignore)",
                        path.display()
                    ),
                ));
            }
            last = name;
        }
        Ok(())
    }

    /// Lets `fill` write. A reader that has seen enough and closes the pipe is no failure.
    ///
    /// # Errors
    /// If nothing can be written, or `fill` fails.
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
                        // What is still buffered has no reader.
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

/// Makes sure that a name is not that of a file that is read.
///
/// # Errors
/// If it is.
pub fn check_not_among(name: &Path, read: &[&Path]) -> Result<(), Error> {
    let Some(written) = regular(name) else { return Ok(()) };
    if read.iter().any(|path| regular(path).is_some_and(|read| read == written)) {
        return Err(Error::new(
            ErrorKind::Settings,
            format!(
                "{} is one of the files to read, which are never written over: name another file",
                name.display()
            ),
        ));
    }
    Ok(())
}

/// A file, to be compared with others. To open what is no file might be to wait for ever.
fn regular(path: &Path) -> Option<Handle> {
    regular_file::open(path).and_then(Handle::from_file).ok()
}

/// Writes a file under a name that the user has not given: nothing but a file is replaced.
///
/// # Errors
/// If it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], diagnostics: &dyn Diagnostics) -> Result<(), Error> {
    if let Ok(found) = fs::symlink_metadata(path) {
        regular_file::check(&found).map_err(|error| Error::writing(path, &error))?;
    }
    replace(path, diagnostics, |out| out.write_all(bytes))
}

/// Starts a file that will be called `path`, with the permissions of an older one.
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

/// Writes a file beside `path` and gives it the name when it is whole.
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
