//! The arguments of the program.

use crate::input::Input;
use clap::Parser;
use retold_synth::CorpusKind;
use std::path::{Path, PathBuf};

/// Measures the speed of the passage search on generated corpora and on folders of real text
#[derive(Clone, Debug, Parser)]
pub(crate) struct Plan {
    /// The number of documents of a generated corpus; a half and a quarter of them are measured too
    #[arg(long, default_value = "2000", value_parser = clap::value_parser!(u32).range(4..))]
    pub(crate) documents: u32,
    /// The number of runs of each measurement; the run with the median time is printed
    #[arg(long, default_value = "3", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repetitions: u32,
    /// Measure only the corpora whose name contains this text
    #[arg(long, default_value = "")]
    only: String,
    /// Also measure real corpora: each folder in this folder is one
    #[arg(long)]
    data: Option<PathBuf>,
    /// Read only the files of real corpora whose name matches this pattern
    #[arg(long, default_value = "*")]
    pub(crate) include: String,
    /// Measure the amount of shared text instead of the speed
    #[arg(long)]
    pub(crate) shape: bool,
    /// Measure the index, which takes one document at a time, instead
    #[arg(long, conflicts_with_all = ["shape", "data", "only"])]
    pub(crate) index: bool,
}

impl Plan {
    /// The corpora in full size, the generated ones first.
    pub(crate) fn inputs(&self) -> Result<Vec<Input>, String> {
        let made = CorpusKind::ALL.map(|kind| Input::Made(kind, self.documents as usize));
        let mut inputs: Vec<Input> = made.into();
        for path in self.data.iter().map(|data| folders(data)).collect::<Result<Vec<_>, _>>()? {
            let include = &self.include;
            inputs.extend(path.into_iter().map(|path| Input::Folder {
                path,
                include: include.clone(),
                every: 1,
            }));
        }
        inputs.retain(|input| input.name().contains(&self.only));
        if inputs.is_empty() {
            return Err(format!("no corpus has {:?} in its name", self.only));
        }
        Ok(inputs)
    }
}

/// The folders in a folder, sorted by name; the folder itself if it contains none.
fn folders(data: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(data)
        .map_err(|error| format!("cannot read {}: {error}", data.display()))?;
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    if folders.is_empty() {
        folders.push(data.to_owned());
    }
    Ok(folders)
}
