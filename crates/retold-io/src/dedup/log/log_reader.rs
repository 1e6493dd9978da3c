//! The reader of an audit log, line by line, with a limit on the length of a line.

use super::audit::{Header, SCHEMA};
use crate::dedup::source::packing::unpacked;
use crate::dedup::source::permissions::Rights;
use crate::error::{Error, ErrorKind};
use crate::input::{machine, opened};
use std::io::{self, BufRead};
use std::path::{Component, Path, PathBuf};

/// The longest line on a machine with much memory: a line contains a record of at most 1 GiB, with
/// escapes, and the kept text.
const LONGEST: u64 = 16 << 30;

/// An open audit log.
pub(in crate::dedup) struct Log {
    pub(in crate::dedup) name: PathBuf,
    reader: Box<dyn BufRead + Send>,
    line: u64,
    /// The longest line in bytes.
    longest: u64,
    pub(in crate::dedup) rights: Rights,
}

impl Log {
    pub(in crate::dedup) fn open(name: &Path) -> Result<Log, Error> {
        let opened = opened::open(name).and_then(|file| {
            let rights = Rights::of(&file.metadata()?);
            // A line is in memory up to three times: as JSON, decoded, and as the bytes that are
            // restored.
            let longest = machine::limit().map_or(LONGEST, |limit| limit.bytes / 4);
            let longest = longest.min(LONGEST);
            Ok(Log { name: name.to_owned(), reader: unpacked(file)?, line: 0, longest, rights })
        });
        opened.map_err(|error| Error::reading(name, &error))
    }

    /// Reads the next line; false at the end.
    pub(in crate::dedup) fn read(&mut self, line: &mut String) -> Result<bool, Error> {
        self.line += 1;
        let mut bytes = std::mem::take(line).into_bytes();
        bytes.clear();
        let is_whole = loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.wrong(&error.to_string())),
            };
            let end = memchr::memchr(b'\n', chunk).map(|at| at + 1);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            // JSON contains no NUL byte. A file of NUL bytes would otherwise be read as one endless
            // line.
            let is_text = memchr::memchr(0, part).is_none();
            bytes.extend_from_slice(part);
            let len = part.len();
            self.reader.consume(len);
            if !is_text {
                return Err(self.wrong("the line contains a NUL byte"));
            }
            if bytes.len() as u64 > self.longest {
                let longest = crate::size::binary(self.longest);
                return Err(self.wrong(&format!(
                    "the line is longer than {longest}, a quarter of the memory"
                )));
            }
            if end.is_some() || len == 0 {
                break end.is_some();
            }
        };
        *line = String::from_utf8(bytes).map_err(|error| self.wrong(&error.to_string()))?;
        if line.is_empty() || is_whole {
            Ok(is_whole)
        } else {
            Err(self.wrong("the last line is cut off"))
        }
    }

    pub(in crate::dedup) fn wrong(&self, reason: &str) -> Error {
        let name = self.name.display();
        Error::new(ErrorKind::Read, format!("{name}:{}: no sound audit log: {reason}", self.line))
    }

    pub(in crate::dedup) fn header(&mut self) -> Result<Header, Error> {
        let mut line = String::new();
        self.read(&mut line)?;
        let header: Header =
            serde_json::from_str(&line).map_err(|error| self.wrong(&error.to_string()))?;
        if header.schema != SCHEMA {
            return Err(self.wrong(&format!("it says {}, not {SCHEMA}", header.schema)));
        }
        for input in &header.inputs {
            // These become paths of files; a path with `..` or an absolute one would leave the
            // folder.
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
