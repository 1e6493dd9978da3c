//! The list of `--keep priority:FILE`: names and patterns, best first.

use crate::error::{Error, ErrorKind};
use crate::input::opened::read_option;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// The longest list in bytes: a pattern takes some hundred bytes in memory.
const LONGEST: u64 = 64 << 20;

/// A list of names and patterns. It remembers which lines matched, so that a warning can name the
/// others.
pub(in crate::dedup) struct PriorityList {
    file: PathBuf,
    lines: Vec<String>,
    /// One pattern for each line, in the same order; a blank line matches nothing.
    globs: GlobSet,
    matched: Vec<AtomicBool>,
}

impl PriorityList {
    pub(in crate::dedup) fn load(file: &Path) -> Result<PriorityList, Error> {
        let failure = |error: &dyn std::fmt::Display| {
            Error::new(ErrorKind::Read, format!("cannot read the list {}: {error}", file.display()))
        };
        let remedy = "name whole folders by patterns";
        let text = read_option(file, LONGEST, remedy).map_err(|error| failure(&error))?;
        let text = String::from_utf8(text).map_err(|error| failure(&error.utf8_error()))?;
        let clean = |line: &str| line.trim().trim_start_matches('\u{feff}').to_owned();
        let lines: Vec<String> = text.lines().map(clean).collect();
        let mut globs = GlobSetBuilder::new();
        for (number, line) in (1..).zip(&lines) {
            let glob =
                Glob::new(line).map_err(|error| failure(&format!("line {number}: {error}")))?;
            globs.add(glob);
        }
        let matched = lines.iter().map(|_| AtomicBool::new(false)).collect();
        let globs = globs.build().map_err(|error| failure(&error))?;
        Ok(PriorityList { file: file.to_owned(), lines, globs, matched })
    }

    /// The index of the first line that matches one of the names.
    pub(in crate::dedup) fn place<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<usize> {
        let all = names.into_iter().flat_map(|name| self.globs.matches(name));
        all.inspect(|&line| {
            // Stored only once: all threads share this memory, and a store would slow down the
            // others.
            if !self.matched[line].load(Relaxed) {
                self.matched[line].store(true, Relaxed);
            }
        })
        .min()
    }

    /// A warning about lines that matched nothing; most likely they are misspelt.
    pub(in crate::dedup) fn warning(&self) -> Option<String> {
        let unmatched = |(number, line): &(usize, &String)| {
            !line.is_empty() && !self.matched[*number].load(Relaxed)
        };
        let mut idle = self.lines.iter().enumerate().filter(unmatched);
        let (number, line) = idle.next()?;
        let file = self.file.display();
        let which = match 1 + idle.count() {
            1 => format!("1 line of {file} matches"),
            lines => format!("{lines} lines of {file} match"),
        };
        let first = number + 1;
        Some(format!("{which} no file and no record; the first is {file}:{first}: {line}"))
    }
}
