//! The search for the files of the input and of the reference corpora.
//!
//! Invariant: the files of a folder are sorted by path, so that two runs see the same order.

use super::content::{Look, look};
use super::file::{Kind, Place, Source, Stamp};
use super::output_form::{check_form, is_folder};
use super::packing::Packing;
use super::permissions::Rights;
use super::relative_name::written;
use super::temp_file::nameless;
use super::unique_names::{check_distinct, check_once, name_from_common_folder};
use crate::dedup::field_names::FieldNames;
use crate::dedup::options::{By, Options};
use crate::diagnostics::Diagnostics;
use crate::error::{self, ErrorKind};
use crate::input::{Budget, CHUNK, Container, FolderWalk, refused_by_head};
use crate::regular_file;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// The files of a run.
#[derive(Debug)]
pub(in crate::dedup) struct Sources {
    /// The reference corpora, then the input, each in its order.
    pub(in crate::dedup) all: Vec<Source>,
    /// The number of reference files.
    pub(in crate::dedup) references: usize,
    /// Whether the output is a folder.
    pub(in crate::dedup) folder: bool,
    /// Whether an entry of a folder was skipped, because it is no file or cannot be read.
    pub(in crate::dedup) trouble: bool,
    /// The permissions of the files and folders that the user named as input.
    roots: Rights,
}

impl Sources {
    /// Finds the files, and copies the standard input to a temporary file in `spool`.
    pub(in crate::dedup) fn find(
        options: &Options,
        spool: Option<&Path>,
        diagnostics: &dyn Diagnostics,
    ) -> Result<Sources, error::Error> {
        let mut finder = SourceFinder {
            options,
            diagnostics,
            spool,
            all: Vec::new(),
            stdin: false,
            trouble: false,
        };
        for path in &options.against {
            finder.root(path, "", true)?;
        }
        let references = finder.all.len();
        let several = options.inputs.len() > 1;
        let mut roots = Rights::ANY;
        for path in &options.inputs {
            let name = path.file_name().filter(|_| several).unwrap_or_default();
            roots = roots.and(finder.root(path, &name.to_string_lossy(), false)?);
        }
        let SourceFinder { mut all, trouble, .. } = finder;
        if all.len() == references {
            return Err(error::Error::new(
                ErrorKind::Settings,
                "there is no file to read: the folder is empty, or all its files are hidden or ignored \
                 (--everything reads those too)",
            ));
        }
        if several || !options.against.is_empty() {
            check_once(&all)?;
        }
        let input = &mut all[references..];
        let folder = is_folder(options, input);
        check_form(options, input, folder)?;
        if check_distinct(input).is_err() {
            name_from_common_folder(input)?;
            check_distinct(input)?;
        }
        for source in &mut all {
            if let Some(reason) = source.broken.get().filter(|_| !folder || source.reference) {
                return Err(error::Error::new(
                    ErrorKind::Settings,
                    format!("cannot read {}: {reason}", source.name),
                ));
            }
            source.shown &= source.kind == Kind::Text;
            if source.shown && (folder || source.reference) {
                source.copy();
            }
        }
        Ok(Sources { all, references, folder, trouble, roots })
    }

    /// The permissions of the output.
    pub(in crate::dedup) fn output_rights(&self) -> Rights {
        let input = self.all[self.references..].iter();
        if self.folder { self.roots } else { Rights::all(input.map(|source| source.reach)) }
    }

    /// The permissions of the log, which contains text of all files.
    pub(in crate::dedup) fn log_rights(&self) -> Rights {
        Rights::all(self.all.iter().map(|source| source.reach))
    }

    /// Marks files that turned out to be damaged as copied unchanged, if each file of the input has
    /// its own file in the output. Returns whether there were any.
    pub(in crate::dedup) fn keep_broken(&mut self) -> bool {
        self.folder && keep_broken(&mut self.all)
    }

    /// The files that an earlier run found, for an output that is a folder.
    pub(in crate::dedup) fn found(all: Vec<Source>, references: usize, roots: Rights) -> Sources {
        Sources { all, references, folder: true, trouble: false, roots }
    }
}

/// Marks files that turned out to be damaged as copied unchanged. Returns whether there were any.
pub(in crate::dedup) fn keep_broken(sources: &mut [Source]) -> bool {
    let mut any = false;
    for source in sources {
        if source.is_broken() && !source.copied && !source.reference {
            source.copy();
            any = true;
        }
    }
    any
}

struct SourceFinder<'a> {
    options: &'a Options,
    diagnostics: &'a dyn Diagnostics,
    spool: Option<&'a Path>,
    all: Vec<Source>,
    stdin: bool,
    trouble: bool,
}

impl SourceFinder<'_> {
    /// Adds a path that the user named, and returns its permissions. Files in a folder get `prefix`
    /// before their name.
    fn root(&mut self, root: &Path, prefix: &str, reference: bool) -> Result<Rights, error::Error> {
        if root.as_os_str() == "-" {
            self.stdin(reference)?;
            return Ok(Rights::ANY);
        }
        let metadata = fs::metadata(root).map_err(|error| error::Error::reading(root, &error))?;
        let rights = Rights::of(&metadata);
        if metadata.is_dir() {
            self.folder(root, prefix, reference)?;
        } else if metadata.is_file() {
            let name = root.file_name().unwrap_or_default();
            self.file(root, name.as_ref(), None, reference)?;
        } else {
            // Opening a pipe could wait forever.
            return Err(error::Error::new(
                ErrorKind::Settings,
                format!(
                    "cannot read {}: it is no regular file, and can be read only once; give it as the standard input, -",
                    root.display()
                ),
            ));
        }
        Ok(rights)
    }

    fn folder(&mut self, root: &Path, prefix: &str, reference: bool) -> Result<(), error::Error> {
        let mut files = Vec::new();
        // The permissions of each folder and the folders around it. The walk visits a folder before
        // its entries.
        let mut folders: BTreeMap<PathBuf, Rights> = BTreeMap::new();
        let around = |path: &Path, folders: &BTreeMap<PathBuf, Rights>| {
            path.parent().and_then(|folder| folders.get(folder)).copied().unwrap_or(Rights::ANY)
        };
        for entry in FolderWalk::new(root, self.options.everything, self.options.follow_links) {
            let entry = match entry {
                Ok(entry) => entry,
                // A text that is missing from a reference corpus would count as new.
                Err(error) if reference => {
                    let (path, error) = placed(root, &error);
                    return Err(error::Error::reading(path, error));
                }
                Err(error) => {
                    let (path, error) = placed(root, &error);
                    self.pass_over(path, &format!("{error}; it will be missing from the output"));
                    continue;
                }
            };
            match entry.file_type() {
                Some(kind) if kind.is_file() => files.push(entry.into_path()),
                // The folder that the user named may be a link to a folder.
                Some(kind) if kind.is_dir() || entry.depth() == 0 => {
                    let found = fs::metadata(entry.path());
                    let inside = found.map_or(Rights::ANY, |found| Rights::of(&found).inside());
                    let inside = inside.and(around(entry.path(), &folders));
                    folders.insert(entry.into_path(), inside);
                }
                _ => self.pass_over(entry.path(), "it is a link or a device, not a file"),
            }
        }
        files.sort_unstable();
        for file in files {
            let relative = file.strip_prefix(root).unwrap_or(&file);
            let relative = Path::new(prefix).join(relative);
            self.file(&file, &relative, Some(around(&file, &folders)), reference)?;
        }
        Ok(())
    }

    fn pass_over(&mut self, path: &Path, reason: &str) {
        self.trouble = true;
        self.diagnostics.say(&format!("{}: skipped: {reason}", path.display()));
    }

    /// Adds a file. `around` is the permissions of the folders around a file in a folder; none for
    /// a file that the user named.
    fn file(
        &mut self,
        path: &Path,
        relative: &Path,
        around: Option<Rights>,
        reference: bool,
    ) -> Result<(), error::Error> {
        let opened = regular_file::open(path).and_then(|file| Ok((file.metadata()?, file)));
        let (metadata, mut file) = match opened {
            Ok(opened) => opened,
            Err(error) if reference || around.is_none() => {
                return Err(error::Error::reading(path, &error));
            }
            Err(error) => {
                self.pass_over(path, &format!("{error}; it will be missing from the output"));
                return Ok(());
            }
        };
        let Some(relative) = written(relative) else {
            return Err(error::Error::new(
                ErrorKind::Settings,
                format!(
                    "cannot write the name of {} to the audit log: it is not Unicode; rename the file",
                    path.display()
                ),
            ));
        };
        let rights = Rights::of(&metadata);
        let mut source = Source {
            name: path.display().to_string(),
            relative,
            place: Place::Path(path.to_owned(), Stamp::of(&metadata)),
            kind: Kind::Text,
            packing: Packing::Plain,
            csv: None,
            reference,
            shown: self.options.by == By::Document,
            copied: false,
            refused: None,
            broken: std::sync::OnceLock::new(),
            rights,
            reach: rights.and(around.unwrap_or(Rights::ANY)),
        };
        let is_named = around.is_none();
        match look(path, &mut file, FieldNames::of(self.options), is_named) {
            // A table without the text column is an error if the user named it. In a folder, it is
            // copied.
            Ok(Look { lacks: Some(lacks), .. }) if is_named => {
                return Err(unfit(&source.name, &lacks));
            }
            Ok(Look { kind, refused: Some(reason), .. }) if kind != Kind::Text => {
                source.unreadable(&io::Error::other(reason));
                source.copy();
            }
            Ok(Look { kind, packing, csv, refused, is_raw, .. }) => {
                (source.kind, source.packing, source.refused) = (kind, packing, refused);
                source.csv = csv;
                // Records without the text field are compared as one text, with their bytes as they
                // are.
                source.shown &= !is_raw;
                self.check_columns(&mut source)?;
            }
            Err(error) => {
                source.unreadable(&error);
                source.copy();
            }
        }
        self.all.push(source);
        Ok(())
    }

    /// Makes sure that a Parquet file has the text column: otherwise nothing would be removed from
    /// it without a message. A damaged file is copied unchanged.
    fn check_columns(&self, source: &mut Source) -> Result<(), error::Error> {
        if source.kind != Kind::Rows {
            return Ok(());
        }
        let Ok((table, _)) = source.open_table(&Budget::default()) else {
            source.copy();
            return Ok(());
        };
        let field = &self.options.text_field;
        let columns = table.paths();
        if columns.contains(field) {
            if !field.contains("[]") || self.options.by == By::Document {
                return Ok(());
            }
            let reason = format!(
                "its column `{field}` holds lists of texts, which cannot be cut; use --unit document, or name \
                 a column with one text for each row with --text-field"
            );
            return Err(unfit(&source.name, &reason));
        }
        let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
        let columns = columns.join(", ");
        let reason = format!(
            "it has no column `{field}`; its columns are {columns}; name the one with the texts with \
             --text-field"
        );
        Err(unfit(&source.name, &reason))
    }

    fn stdin(&mut self, reference: bool) -> Result<(), error::Error> {
        let failure = |error: &io::Error| {
            error::Error::new(
                ErrorKind::Settings,
                format!("cannot copy the standard input to a temporary file: {error}"),
            )
        };
        if std::mem::replace(&mut self.stdin, true) {
            return Err(error::Error::new(
                ErrorKind::Settings,
                "the standard input is named twice, but can be read only once: leave one `-` out",
            ));
        }
        let mut file = nameless(self.spool).map_err(|error| failure(&error))?;
        let mut head = Vec::new();
        io::stdin().lock().take(CHUNK as u64).read_to_end(&mut head).map_err(|e| failure(&e))?;
        // A stream that is no text, such as a device, may have no end.
        if Container::of(&head) == Container::Plain
            && let Some(reason) = refused_by_head(&head, false)
        {
            return Err(error::Error::new(
                ErrorKind::Settings,
                format!("cannot read the standard input: {reason}"),
            ));
        }
        let mut input = io::Cursor::new(head).chain(io::stdin().lock());
        io::copy(&mut input, &mut file).map_err(|error| failure(&error))?;
        file.rewind().map_err(|error| failure(&error))?;
        let path = Path::new("-");
        let Look { kind, packing, csv, .. } =
            look(path, &mut file, FieldNames::of(self.options), true)
                .map_err(|error| error::Error::reading(path, &error))?;
        let names = ["-", "stdin"];
        let mut source = Source::in_spool(names, file, (kind, packing, csv), reference);
        self.check_columns(&mut source)?;
        self.all.push(source);
        Ok(())
    }
}

/// The error for a file without the texts.
fn unfit(name: &str, reason: &str) -> error::Error {
    error::Error::new(ErrorKind::Settings, format!("cannot read {name}: {reason}"))
}

/// The path of an error during the walk through a folder, and its cause.
fn placed<'e>(
    root: &'e Path,
    error: &'e ignore::Error,
) -> (&'e Path, &'e (dyn std::error::Error + 'static)) {
    match error {
        ignore::Error::WithPath { path, err } => placed(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            placed(root, err)
        }
        ignore::Error::Io(error) => match error.get_ref().and_then(std::error::Error::source) {
            // The message of the walker contains the path; the cause does not.
            Some(cause) => (root, cause),
            None => (root, error),
        },
        error => (root, error),
    }
}
