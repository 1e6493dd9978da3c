//! The checks that no input file is given twice, and that no two files have the same name in the
//! output.

use super::file::{Place, Source};
use super::relative_name::written;
use crate::error::{Error, ErrorKind};
use crate::input::real;
use crate::paths::place_of;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Makes sure that no file is given twice.
pub(in crate::dedup) fn check_once(all: &[Source]) -> Result<(), Error> {
    let mut seen: BTreeMap<PathBuf, &Source> = BTreeMap::new();
    for source in all {
        let Place::Path(path, _) = &source.place else { continue };
        let Some(other) = seen.insert(real(path), source) else { continue };
        let name = &source.name;
        return Err(Error::new(
            ErrorKind::Settings,
            if other.reference && !source.reference {
                format!(
                    "{name} is given as input and with --against, so all of it would be removed: leave it out of \
                     one of them"
                )
            } else if other.name == *name {
                format!("{name} is given twice: name it once, and not together with its folder")
            } else {
                format!("{name} is given twice, also as {}: name it once", other.name)
            },
        ));
    }
    Ok(())
}

/// Makes sure that no two files get the same name in the output, and no file the name of a folder.
pub(in crate::dedup) fn check_distinct(input: &[Source]) -> Result<(), Error> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for source in input {
        if let Some(other) = names.insert(&source.relative, &source.name) {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "{other} and {} would both be written to {}: rename one of them",
                    source.name, source.relative
                ),
            ));
        }
    }
    for source in input {
        let mut folders = source.relative.match_indices('/').map(|(at, _)| &source.relative[..at]);
        if let Some(file) = folders.find_map(|folder| names.get(folder)) {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "{file} would have the same name as the folder of {}: rename one of them",
                    source.name
                ),
            ));
        }
    }
    Ok(())
}

/// Names every file by its path from the folder that contains all files.
pub(in crate::dedup) fn name_from_common_folder(input: &mut [Source]) -> Result<(), Error> {
    let mut paths = Vec::with_capacity(input.len());
    for source in &*input {
        paths.push(match &source.place {
            Place::Path(path, _) => {
                Some(place_of(path).map_err(|error| Error::reading(path, &error))?)
            }
            Place::Spool(_) => None,
        });
    }
    let mut folders = paths.iter().flatten().filter_map(|path| path.parent());
    let Some(first) = folders.next() else { return Ok(()) };
    let common = folders.fold(first, |common, folder| {
        common.ancestors().find(|above| folder.starts_with(above)).unwrap_or(common)
    });
    for (source, path) in input.iter_mut().zip(&paths) {
        let relative = path.as_ref().and_then(|path| path.strip_prefix(common).ok());
        if let Some(relative) = relative.and_then(written) {
            source.relative = relative;
        }
    }
    Ok(())
}
