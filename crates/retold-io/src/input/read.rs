//! A file to the texts in it.

use super::format::{
    CHUNK, Container, Counting, Guarded, Kind, decode, explained, refused_by_head, split, unpacked,
};
use super::markup::{html, markdown};
use super::memory::Budget;
use super::records::jsonl::{RecordReader, find, is_blank, is_json_lines};
use super::request::{Fields, Request};
use super::text::{FileTexts, Origin, RecordPlace};
use super::walk::{Source, is_stdin, opened, reason};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The faulty records of a file that are named one by one; the others are counted.
const NAMED_FAULTS: u64 = 1000;

/// How much of a file is read between two looks at the memory.
const STEP: u64 = 4 << 20;

/// What came of one file.
#[derive(Debug, Default)]
pub(super) struct OneFile {
    pub(super) texts: Option<FileTexts>,
    /// Names and reasons.
    pub(super) skipped: Vec<(String, String)>,
    /// What these names mean.
    pub(super) origins: Vec<(String, Origin)>,
    /// The bytes read, before they were unpacked.
    pub(super) bytes: u64,
}

/// Reads one file.
pub(super) fn read(source: &Source, request: &Request, progress: &(dyn Fn(u64) + Sync)) -> OneFile {
    if request.memory.exceeded().is_some() {
        return OneFile::default();
    }
    let count = Arc::new(AtomicU64::new(0));
    let origin = Origin::of_file(&source.path);
    let texts = FileTexts::new(&source.path, &source.name);
    let Request { fields, memory, .. } = request;
    let file = OneFile::default();
    let mut reading = Reading { source, fields, memory, origin, texts, file };
    if let Err(error) = reading.read(progress, &count) {
        reading.skip(reason(&error));
    }
    let Reading { mut texts, mut file, .. } = reading;
    file.bytes += count.load(Relaxed);
    if !texts.is_empty() {
        texts.shrink();
        file.texts = Some(texts);
    }
    file
}

struct Reading<'a> {
    source: &'a Source,
    fields: &'a Fields,
    memory: &'a Budget,
    origin: Origin,
    texts: FileTexts,
    file: OneFile,
}

impl Reading<'_> {
    /// Names the file with the reason why it, or some of it, is no text.
    fn skip(&mut self, reason: String) {
        let reason = explained(reason, &self.source.path);
        self.skip_as(self.source.name.clone(), self.origin.clone(), reason);
    }

    fn skip_as(&mut self, name: String, origin: Origin, reason: String) {
        self.file.origins.push((name.clone(), origin));
        self.file.skipped.push((name, reason));
    }

    fn read(&mut self, progress: &(dyn Fn(u64) + Sync), count: &Arc<AtomicU64>) -> io::Result<()> {
        let count = Arc::clone(count);
        if is_stdin(&self.source.path) {
            let reader = Counting { inner: io::stdin(), progress, count: Arc::clone(&count) };
            return self.unpack(reader, CHUNK, &count);
        }
        let file = opened::open(&self.source.path)?;
        let found = file.metadata()?;
        // A file is read up to the length that it had when it was opened: what a program writes to
        // it meanwhile is for the next run. Pipes, and the files of /proc, are read to their end.
        let len = if found.is_file() && found.len() > 0 { found.len() } else { u64::MAX };
        let reader = Counting { inner: file.take(len), progress, count: Arc::clone(&count) };
        self.unpack(reader, usize::try_from(len).unwrap_or(CHUNK), &count)
    }

    /// Tells how the file is packed, and whether its first bytes are those of a text. `len` is how
    /// long it is, if that is less than a chunk.
    fn unpack(
        &mut self,
        reader: impl Read + Send,
        len: usize,
        count: &Arc<AtomicU64>,
    ) -> io::Result<()> {
        let (head, rest) = split(reader, len.min(CHUNK))?;
        let container = Container::of(&head);
        let kind = Kind::of(&self.source.path, container != Container::Plain);
        if container != Container::Plain {
            self.origin.wrapped = true;
            self.texts.wrap();
        }
        match container {
            Container::Parquet => self.parquet(head, rest),
            Container::Plain if kind != Kind::JsonLines => match refused_by_head(&head, false) {
                Some(reason) => Err(io::Error::other(reason)),
                None => self.whole(head, rest, kind),
            },
            _ => {
                let unpacked = unpacked(container, head, rest)?;
                let mut guarded = Guarded::new(unpacked, Arc::clone(count));
                let head = guarded.fill_buf()?;
                let is_lines = kind == Kind::JsonLines && !is_wide(head);
                if let Some(reason) = refused_by_head(head, is_lines) {
                    return Err(io::Error::other(reason));
                }
                if is_lines {
                    self.records(guarded, None)
                } else {
                    self.whole(Vec::new(), guarded, kind)
                }
            }
        }
    }

    /// Reads what is one text, or turns out to be JSON Lines.
    fn whole(&mut self, mut bytes: Vec<u8>, mut rest: impl Read, kind: Kind) -> io::Result<()> {
        let mut passing = self.memory.passing();
        loop {
            // What a text of that length takes when it is kept is no less than this.
            passing.set(bytes.len())?;
            if rest.by_ref().take(STEP).read_to_end(&mut bytes)? == 0 {
                break;
            }
        }
        bytes.shrink_to_fit();
        let may_be_any = matches!(kind, Kind::Text | Kind::Unnamed | Kind::Other);
        let declared = |bytes: &[u8]| {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
            let is_html = kind == Kind::Html || may_be_any && html::is_html(&head);
            if is_html { html::declared_encoding(bytes) } else { None }
        };
        let (text, encoding) = match decode(bytes, declared) {
            Ok(decoded) => decoded,
            Err(reason) => {
                self.skip(reason);
                return Ok(());
            }
        };
        passing.set(text.len())?;
        let text = match kind {
            Kind::Markdown => markdown::mask(&text),
            Kind::Html => html::mask(&text),
            Kind::JsonLines => return self.records(text.as_bytes(), encoding),
            _ if html::is_html(&text) => html::mask(&text),
            _ if is_json_lines(&text, &self.fields.text) => {
                return self.records(text.as_bytes(), encoding);
            }
            Kind::Text | Kind::Unnamed | Kind::Other => text,
        };
        drop(passing);
        let len = (self.source.name.len() + text.len()) as u64;
        self.memory.keep(1, len, len)?;
        self.texts.index.encoding = encoding;
        self.texts.push_whole(&self.source.name, text);
        Ok(())
    }

    /// Reads JSON Lines. If the file breaks off, the records before that are texts all the same.
    fn records(&mut self, reader: impl BufRead, encoding: Option<&'static str>) -> io::Result<()> {
        self.texts.index.encoding = encoding;
        let Fields { text, id, group } = self.fields;
        let others: Vec<&str> = [id, group].into_iter().flatten().map(String::as_str).collect();
        let mut reader = RecordReader::new(reader, self.memory);
        let mut line = Vec::new();
        let mut faults = 0;
        loop {
            let number = match reader.read(&mut line) {
                Ok(Some(number)) => number,
                Ok(None) => break,
                Err(error) => {
                    let (reason, lines) = (reason(&error), reader.line());
                    self.skip(format!("{reason} ({} read)", lines_were(lines)));
                    break;
                }
            };
            if is_blank(&line) {
                continue;
            }
            match find(&line, text, &others) {
                Ok(mut found) => {
                    let group = group.as_ref().and_then(|_| found.others.pop().flatten());
                    let id = id.as_ref().and_then(|_| found.others.pop().flatten());
                    let place = RecordPlace::Line(number);
                    self.keep(place, id.as_deref(), group.as_deref(), &found.text.value)?;
                }
                Err(found) => {
                    faults += 1;
                    self.fault(RecordPlace::Line(number), faults, found.to_string());
                }
            }
        }
        self.count_faults(faults, "lines");
        Ok(())
    }

    /// Keeps the text of a record.
    fn keep(
        &mut self,
        place: RecordPlace,
        id: Option<&str>,
        group: Option<&str>,
        text: &str,
    ) -> io::Result<()> {
        let name = self.source.name.len() + id.map_or(8, str::len);
        let len = (name + group.map_or(0, str::len) + text.len()) as u64;
        self.memory.keep(1, len, len)?;
        self.texts.push_record(&self.source.name, place, id, group, text);
        Ok(())
    }

    /// Names a record that gives no text, the `count`th of its file, unless that is too many.
    fn fault(&mut self, place: RecordPlace, count: u64, reason: String) {
        if count <= NAMED_FAULTS {
            let name = format!("{}:{}", self.source.name, place.number());
            self.skip_as(name, self.origin.record(place), reason);
        }
    }

    /// Says how many faults were not named.
    fn count_faults(&mut self, faults: u64, what: &str) {
        if faults > NAMED_FAULTS {
            let more = faults - NAMED_FAULTS;
            self.skip(format!("{more} more {what} with such faults"));
        }
    }

    #[cfg(feature = "parquet")]
    fn parquet(&mut self, head: Vec<u8>, rest: impl Read) -> io::Result<()> {
        // The table of contents is at the end, and so the file must be one that can be gone back
        // in. What comes from a pipe goes to a file that has no name.
        let file = if is_stdin(&self.source.path) {
            let mut file = tempfile::tempfile()?;
            io::copy(&mut io::Cursor::new(head).chain(rest), &mut file)?;
            file
        } else {
            opened::open(&self.source.path)?
        };
        let packed = file.metadata()?.len();
        let mut unpacked = 0;
        let mut faults = 0;
        let rows = match super::records::parquet::Rows::new(file, self.fields, self.memory) {
            Ok(rows) => rows,
            Err(reason) => {
                self.skip(reason);
                return Ok(());
            }
        };
        for row in rows {
            // A column can say in a few bytes that one text is told a billion times.
            unpacked +=
                row.as_ref().map_or(0, |row| row.text.as_ref().map_or(0, String::len) as u64 + 16);
            if super::format::is_bomb(unpacked, packed) {
                self.skip(super::format::bomb());
                break;
            }
            match row {
                Ok(row) => match row.text {
                    Ok(text) => {
                        let place = RecordPlace::Row(row.row);
                        self.keep(place, row.id.as_deref(), row.group.as_deref(), &text)?;
                    }
                    Err(reason) => {
                        faults += 1;
                        self.fault(RecordPlace::Row(row.row), faults, reason);
                    }
                },
                Err(reason) => {
                    self.skip(reason);
                    break;
                }
            }
        }
        self.count_faults(faults, "rows");
        Ok(())
    }

    #[cfg(not(feature = "parquet"))]
    #[expect(clippy::unnecessary_wraps, reason = "its twin with Parquet can fail")]
    fn parquet(&mut self, _: Vec<u8>, _: impl Read) -> io::Result<()> {
        self.skip("this retold was built without Parquet".to_owned());
        Ok(())
    }
}

/// `no line was`, `only 1 line was`, `only 7 lines were`.
fn lines_were(lines: u64) -> String {
    match lines {
        0 => "no line was".to_owned(),
        1 => "only 1 line was".to_owned(),
        _ => format!("only {lines} lines were"),
    }
}

/// Whether a text starts with a byte order mark of UTF-16: its lines cannot be told by bytes.
fn is_wide(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff])
}
