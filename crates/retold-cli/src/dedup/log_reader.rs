//! The audit log of a clean corpus, read line by line.

use super::audit::{Header, SCHEMA};
use super::packing::unpacked;
use super::rights::Rights;
use crate::failure::Failure;
use crate::regular_file;
use std::io::BufRead;
use std::path::{Component, Path, PathBuf};

/// The audit log, line by line.
pub(super) struct Log {
    pub(super) name: PathBuf,
    reader: Box<dyn BufRead + Send>,
    line: u64,
    pub(super) rights: Rights,
}

impl Log {
    pub(super) fn open(name: &Path) -> Result<Log, Failure> {
        let opened = regular_file::open(name).and_then(|file| {
            let rights = Rights::of(&file.metadata()?);
            Ok(Log { name: name.to_owned(), reader: unpacked(file)?, line: 0, rights })
        });
        opened.map_err(|error| Failure::reading(name, &error))
    }

    /// Reads the next line; false at the end.
    pub(super) fn read(&mut self, line: &mut String) -> Result<bool, Failure> {
        line.clear();
        self.line += 1;
        let read = self.reader.read_line(line);
        match read {
            Ok(_) if !line.is_empty() && !line.ends_with('\n') => Err(self.wrong("it breaks off")),
            Ok(read) => Ok(read > 0),
            Err(error) => Err(self.wrong(&error.to_string())),
        }
    }

    pub(super) fn wrong(&self, reason: &str) -> Failure {
        let name = self.name.display();
        Failure::new(format!("{name}:{}: no sound audit log: {reason}", self.line))
    }

    pub(super) fn header(&mut self) -> Result<Header, Failure> {
        let mut line = String::new();
        self.read(&mut line)?;
        let header: Header =
            serde_json::from_str(&line).map_err(|error| self.wrong(&error.to_string()))?;
        if header.schema != SCHEMA {
            return Err(self.wrong(&format!("it says {}, not {SCHEMA}", header.schema)));
        }
        for input in &header.inputs {
            // These become names of files: they must stay within the folder.
            let parts = Path::new(&input.relative).components();
            if input.relative.is_empty()
                || parts.into_iter().any(|it| !matches!(it, Component::Normal(_)))
            {
                return Err(self.wrong(&format!("{} is no name in a folder", input.relative)));
            }
        }
        Ok(header)
    }
}
