//! What was there before?

use super::audit::{Entry, Header, Input, SCHEMA, Undo};
use super::digest::Digester;
use super::draft::{Draft, left_of, remove_left};
use super::packing::{Packer, Packing, unpacked};
use super::place::beside;
use crate::arguments::Restore;
use crate::failure::{Failure, Outcome};
use crate::plain::say;
use crate::session::Session;
use crate::summary::{binary, counted};
use std::fs::{self, File};
use std::io::{self, BufRead, Write};
use std::path::{Component, Path, PathBuf};

pub(crate) fn restore(arguments: &Restore, session: &Session) -> Result<Outcome, Failure> {
    let clean: PathBuf = arguments.clean.components().collect();
    let output: PathBuf = arguments.output.components().collect();
    let audit = arguments.audit.clone().unwrap_or_else(|| beside(&clean));
    let mut log = Log::open(&audit)?;
    let header = log.header()?;
    let is_file = !header.folder && header.inputs.len() == 1;
    for left in left_of(&output) {
        remove_left(&left)?;
    }
    check(arguments, &output, is_file, [&clean, &audit])?;
    let draft = if is_file { Draft::file_for(&output)? } else { Draft::folder_for(&output)? };
    let mut restoring = Restoring {
        clean: &clean,
        draft: &draft,
        output: &output,
        is_file,
        header: &header,
        log,
        next: None,
        line: String::new(),
    };
    restoring.all()?;
    draft.publish()?;
    if !session.quiet {
        let bytes = header.inputs.iter().map(|input| input.digest.bytes).sum();
        let seconds = session.started.elapsed().as_secs_f64();
        let files = counted(header.inputs.len(), "file");
        say(&format!("retold: restored {files} ({}), {seconds:.2} s", binary(bytes)));
    }
    Ok(Outcome::Done)
}

/// Makes sure that nothing is written over that was not asked for.
fn check(
    arguments: &Restore,
    output: &Path,
    is_file: bool,
    read: [&Path; 2],
) -> Result<(), Failure> {
    let refuse = |reason: &str| {
        Err(Failure::new(format!("cannot write {}: {reason}", arguments.output.display())))
    };
    if output.file_name().is_none() || output.as_os_str() == "-" {
        return refuse("--output must name a file or folder");
    }
    let Ok(found) = fs::metadata(output) else { return Ok(()) };
    let same = |path: &&Path| same_file::is_same_file(path, output).unwrap_or(false);
    if read.iter().any(same) {
        return refuse("it is one of the files to read");
    }
    if found.is_dir() && !is_file {
        let is_empty = fs::read_dir(output).is_ok_and(|mut entries| entries.next().is_none());
        return if is_empty { Ok(()) } else { refuse("the folder has something in it") };
    }
    if !is_file {
        return refuse("it is a file, and several files are to be restored");
    }
    if !found.is_file() {
        return refuse("it is no file that could be replaced when all is done");
    }
    if arguments.force { Ok(()) } else { refuse("it exists already; --force writes over it") }
}

/// The audit log, line by line.
struct Log {
    name: PathBuf,
    reader: Box<dyn BufRead + Send>,
    line: u64,
}

impl Log {
    fn open(name: &Path) -> Result<Log, Failure> {
        match File::open(name).and_then(unpacked) {
            Ok(reader) => Ok(Log { name: name.to_owned(), reader, line: 0 }),
            Err(error) => Err(Failure::new(format!("cannot read {}: {error}", name.display()))),
        }
    }

    /// Reads the next line; false at the end.
    fn read(&mut self, line: &mut String) -> Result<bool, Failure> {
        line.clear();
        self.line += 1;
        let read = self.reader.read_line(line);
        match read {
            Ok(_) if !line.is_empty() && !line.ends_with('\n') => Err(self.wrong("it breaks off")),
            Ok(read) => Ok(read > 0),
            Err(error) => Err(self.wrong(&error.to_string())),
        }
    }

    fn wrong(&self, reason: &str) -> Failure {
        let name = self.name.display();
        Failure::new(format!("{name}:{}: no sound audit log: {reason}", self.line))
    }

    fn header(&mut self) -> Result<Header, Failure> {
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

struct Restoring<'a> {
    clean: &'a Path,
    draft: &'a Draft,
    output: &'a Path,
    is_file: bool,
    header: &'a Header,
    log: Log,
    /// The input of the next entry, which is in `line`.
    next: Option<(usize, u64)>,
    line: String,
}

impl Restoring<'_> {
    fn all(&mut self) -> Result<(), Failure> {
        self.advance()?;
        if self.header.folder {
            for (number, input) in self.header.inputs.iter().enumerate() {
                let mut out = Originals::new(self, number..number + 1);
                let path = self.clean.join(&input.relative);
                match &input.clean {
                    Some(digest) => {
                        let file = File::open(&path).map_err(|error| unreadable(&path, &error))?;
                        let opened =
                            if input.copied { Packing::Plain.reader(file) } else { unpacked(file) };
                        let mut reader = opened.map_err(|error| unreadable(&path, &error))?;
                        let found = self.stream(&mut reader, &path, number, &mut out)?;
                        if found.digest() != *digest {
                            return Err(self.foreign(&path));
                        }
                    }
                    None => {
                        self.stream(&mut io::empty(), &path, number, &mut out)?;
                    }
                }
                out.finish()?;
            }
        } else {
            let mut out = Originals::new(self, 0..self.header.inputs.len());
            let path = self.clean;
            let opened = File::open(path).and_then(unpacked);
            let mut reader = opened.map_err(|error| unreadable(path, &error))?;
            let last = self.header.inputs.len().saturating_sub(1);
            let found = self.stream(&mut reader, path, last, &mut out)?;
            if self.header.clean.as_ref() != Some(&found.digest()) {
                return Err(self.foreign(path));
            }
            out.finish()?;
        }
        match self.next {
            Some(_) => Err(self.log.wrong("the entry belongs to no file")),
            None => Ok(()),
        }
    }

    /// Reads the next entry.
    fn advance(&mut self) -> Result<(), Failure> {
        self.next = None;
        if self.log.read(&mut self.line)? {
            let entry: Entry<'_> = serde_json::from_str(&self.line)
                .map_err(|error| self.log.wrong(&error.to_string()))?;
            self.next = Some((entry.input, entry.clean));
        }
        Ok(())
    }

    /// Puts a clean file together with the entries up to those of input `last`.
    fn stream(
        &mut self,
        clean: &mut (impl BufRead + ?Sized),
        path: &Path,
        last: usize,
        out: &mut Originals<'_>,
    ) -> Result<Digester, Failure> {
        let mut found = Digester::default();
        while let Some((_, at)) = self.next.filter(|&(input, _)| input <= last) {
            let copied = at.checked_sub(found.bytes());
            let Some(len) = copied else { return Err(self.log.wrong("it is out of order")) };
            if copy(clean, len, &mut found, path, out)? < len {
                return Err(self.foreign(path));
            }
            let entry: Entry<'_> =
                serde_json::from_str(&self.line).expect("it was read once already");
            match entry.undo().ok_or_else(|| self.log.wrong("it says nothing to put back"))? {
                Undo::Insert(raw) => out.write(&raw)?,
                Undo::Skip(added) => {
                    let mut there = vec![0; added.len()];
                    let read = clean.read_exact(&mut there);
                    if read.is_err() || there != added {
                        return Err(self.foreign(path));
                    }
                    found.take(&there);
                }
            }
            self.advance()?;
        }
        copy(clean, u64::MAX, &mut found, path, out)?;
        Ok(found)
    }

    fn foreign(&self, path: &Path) -> Failure {
        Failure::new(format!(
            "{} is not what {} was written for, or was changed since; nothing was restored",
            path.display(),
            self.log.name.display()
        ))
    }
}

/// Copies up to `len` bytes, and says how many there were.
fn copy(
    clean: &mut (impl BufRead + ?Sized),
    len: u64,
    found: &mut Digester,
    path: &Path,
    out: &mut Originals<'_>,
) -> Result<u64, Failure> {
    let mut left = len;
    while left > 0 {
        let chunk = match clean.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(path, &error)),
        };
        if chunk.is_empty() {
            break;
        }
        let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
        found.take(&chunk[..taken]);
        out.write(&chunk[..taken])?;
        clean.consume(taken);
        left -= taken as u64;
    }
    Ok(len - left)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

/// The files that are restored, one after the other: where one ends, its length says.
struct Originals<'a> {
    draft: &'a Draft,
    output: &'a Path,
    is_file: bool,
    inputs: &'a [Input],
    open: Option<(Packer, Digester)>,
}

impl<'a> Originals<'a> {
    fn new(restoring: &Restoring<'a>, which: std::ops::Range<usize>) -> Originals<'a> {
        Originals {
            draft: restoring.draft,
            output: restoring.output,
            is_file: restoring.is_file,
            inputs: &restoring.header.inputs[which],
            open: None,
        }
    }

    fn write(&mut self, mut bytes: &[u8]) -> Result<(), Failure> {
        while !bytes.is_empty() {
            self.close_full()?;
            let Some(input) = self.inputs.first() else { return Err(unlike(None)) };
            let (packer, digester) = self.opened()?;
            let room = input.digest.bytes - digester.bytes();
            let taken = bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX));
            digester.take(&bytes[..taken]);
            let written = packer.write_all(&bytes[..taken]);
            written.map_err(|error| self.draft.failure(&error))?;
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// Ends the files that have their length.
    fn close_full(&mut self) -> Result<(), Failure> {
        while let Some(input) = self.inputs.first() {
            let (_, digester) = self.opened()?;
            if digester.bytes() < input.digest.bytes {
                break;
            }
            let right = digester.digest() == input.digest;
            if let Some((packer, _)) = self.open.take() {
                packer.finish().map_err(|error| self.draft.failure(&error))?;
            }
            if !right {
                return Err(unlike(Some(input)));
            }
            self.inputs = &self.inputs[1..];
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Failure> {
        self.close_full()?;
        match self.inputs.first() {
            Some(input) => Err(unlike(Some(input))),
            None => Ok(()),
        }
    }

    /// The file that is being restored.
    fn opened(&mut self) -> Result<&mut (Packer, Digester), Failure> {
        if self.open.is_none() {
            let input = &self.inputs[0];
            let made = if self.is_file {
                self.draft.file().map(|file| (file, Packing::of_name(self.output)))
            } else {
                let path = self.draft.path().join(&input.relative);
                let packing = if input.copied { Packing::Plain } else { Packing::of_name(&path) };
                let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
                folder.and_then(|()| File::create_new(&path)).map(|file| (file, packing))
            };
            let packer = made.and_then(|(file, packing)| packing.writer(file));
            let packer = packer.map_err(|error| self.draft.failure(&error))?;
            self.open = Some((packer, Digester::default()));
        }
        Ok(self.open.as_mut().expect("it was opened above"))
    }
}

fn unlike(input: Option<&Input>) -> Failure {
    let name = input.map_or("the input", |input| input.name.as_str());
    Failure::new(format!(
        "what comes out is not {name} as it was: the clean corpus or the audit log was \
         changed; nothing was restored"
    ))
}
