//! The corpora that are measured.

use retold_io::input::{Globs, Request, gather};
use retold_synth::{CorpusKind, Language};
use std::path::PathBuf;

/// A corpus, generated or read.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// A generated corpus of a kind, with its number of documents.
    Made(CorpusKind, usize),
    /// The texts of a folder, or every n-th of them.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The pattern of the names of the files that are read.
        include: String,
        /// The number n: 1 for all texts, 2 for every second one.
        every: usize,
    },
}

impl Input {
    /// The name of the corpus in a table.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Made(kind, _) => kind.name().to_owned(),
            Input::Folder { path, .. } => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                format!("`{}`", name.to_string_lossy())
            }
        }
    }

    /// The corpus with its number of documents divided by `part`.
    pub(crate) fn part(&self, part: usize) -> Input {
        match self {
            Input::Made(kind, documents) => Input::Made(*kind, documents / part),
            Input::Folder { path, include, every } => {
                Input::Folder { path: path.clone(), include: include.clone(), every: every * part }
            }
        }
    }

    /// The arguments with which another process makes the same corpus ([`Input::of`]).
    pub(crate) fn arguments(&self) -> [String; 4] {
        match self {
            Input::Made(kind, documents) => {
                ["made".into(), kind.name().into(), documents.to_string(), String::new()]
            }
            Input::Folder { path, include, every } => {
                let path = path.to_string_lossy().into_owned();
                ["folder".into(), path, every.to_string(), include.clone()]
            }
        }
    }

    /// The corpus that these arguments describe ([`Input::arguments`]).
    pub(crate) fn of(arguments: &[&str]) -> Result<Input, String> {
        let wrong = || format!("these arguments name no corpus: {arguments:?}");
        let [sort, name, number, include] = arguments else { return Err(wrong()) };
        let number = number.parse().map_err(|_| wrong())?;
        match *sort {
            "made" => {
                let kind = CorpusKind::ALL.into_iter().find(|kind| kind.name() == *name);
                Ok(Input::Made(kind.ok_or_else(wrong)?, number))
            }
            "folder" => Ok(Input::Folder {
                path: PathBuf::from(name),
                include: (*include).to_owned(),
                every: number,
            }),
            _ => Err(wrong()),
        }
    }

    /// The texts: generated from a fixed seed, or read as `retold scan` reads them.
    pub(crate) fn texts(&self) -> Result<Vec<String>, String> {
        match self {
            Input::Made(kind, documents) => Ok(kind.documents(*documents, 1)),
            Input::Folder { path, include, every } => {
                let globs = Globs::new(std::slice::from_ref(include), &[]);
                let globs = globs.map_err(|error| error.to_string())?;
                let request = Request { paths: vec![path.clone()], globs, ..Request::default() };
                let read = gather(&request, &|_| ());
                if read.is_empty() {
                    return Err(format!("{} contains no text", path.display()));
                }
                Ok(read.texts().step_by(*every).map(|text| text.text.to_owned()).collect())
            }
        }
    }
}

/// A language for [`retold_synth::sharing`]: Thai if most letters are of Thai, Japanese or Chinese, which have no
/// spaces between words, otherwise English.
pub(crate) fn language(texts: &[String]) -> Language {
    let alone = |c: &char| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3041}'..='\u{9fff}');
    let letters = || texts.iter().flat_map(|text| text.chars()).filter(|c| c.is_alphabetic());
    if letters().filter(alone).count() * 2 > letters().count() {
        Language::Thai
    } else {
        Language::English
    }
}
