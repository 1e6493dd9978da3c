//! A file of the input and its figures as data, for a run that reads it later.

use super::file::{CsvColumns, Kind, Place, Source, Stamp};
use super::packing::Packing;
use super::permissions::Rights;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A file of the input, as it was found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::dedup) struct SourceState {
    pub(in crate::dedup) name: String,
    pub(in crate::dedup) relative: String,
    /// Its absolute path.
    pub(in crate::dedup) path: PathBuf,
    pub(in crate::dedup) stamp: Stamp,
    kind: Kind,
    packing: Packing,
    csv: Option<CsvColumns>,
    pub(in crate::dedup) reference: bool,
    shown: bool,
    copied: bool,
    refused: Option<String>,
    broken: Option<String>,
    rights: Rights,
    reach: Rights,
}

impl SourceState {
    /// The state of a file; none of the standard input, which cannot be read again.
    pub(in crate::dedup) fn of(source: &Source) -> Option<SourceState> {
        let Place::Path(path, stamp) = &source.place else { return None };
        Some(SourceState {
            name: source.name.clone(),
            relative: source.relative.clone(),
            path: path.clone(),
            stamp: *stamp,
            kind: source.kind,
            packing: source.packing,
            csv: source.csv.clone(),
            reference: source.reference,
            shown: source.shown,
            copied: source.copied,
            refused: source.refused.clone(),
            broken: source.broken.get().cloned(),
            rights: source.rights,
            reach: source.reach,
        })
    }

    /// The file, to be read again.
    pub(in crate::dedup) fn source(&self) -> Source {
        Source {
            name: self.name.clone(),
            relative: self.relative.clone(),
            place: Place::Path(self.path.clone(), self.stamp),
            kind: self.kind,
            packing: self.packing,
            csv: self.csv.clone(),
            reference: self.reference,
            shown: self.shown,
            copied: self.copied,
            refused: self.refused.clone(),
            broken: self.broken.clone().map_or_else(OnceLock::new, OnceLock::from),
            rights: self.rights,
            reach: self.reach,
        }
    }

    /// Whether the file still has the length and modification time that it was found with.
    pub(in crate::dedup) fn is_unchanged(&self) -> std::io::Result<bool> {
        Ok(Stamp::of(&std::fs::metadata(Path::new(&self.path))?) == self.stamp)
    }
}
