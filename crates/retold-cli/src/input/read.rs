//! One file to the texts in it.

use super::container::{CHUNK, Container, split, unpacked};
use super::counting::Counting;
use super::guarded::Guarded;
use super::jsonl::{RecordReader, find, is_blank, is_json_lines};
use super::kind::Kind;
use super::recognise::explained;
use super::walk::{Source, is_stdin, reason};
use super::{Fields, Gathered, Origin, RecordPlace, Text, encoding, html, markdown};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The faulty records of a file that are named one by one; the others are counted.
const NAMED_FAULTS: u64 = 1000;

/// Reads one file.
pub(super) fn read(source: &Source, fields: &Fields, progress: &(dyn Fn(u64) + Sync)) -> Gathered {
    let count = Arc::new(AtomicU64::new(0));
    let origin = Origin::of_file(&source.path);
    let mut reading = Reading { source, fields, origin, gathered: Gathered::default() };
    if let Err(error) = reading.read(progress, &count) {
        reading.skip(reason(&error));
    }
    reading.gathered.bytes += count.load(Relaxed);
    reading.gathered
}

struct Reading<'a> {
    source: &'a Source,
    fields: &'a Fields,
    origin: Origin,
    gathered: Gathered,
}

impl Reading<'_> {
    /// Names the file with the reason why it, or some of it, is no text.
    fn skip(&mut self, reason: String) {
        let reason = explained(reason, &self.source.path);
        self.skip_as(self.source.name.clone(), self.origin.clone(), reason);
    }

    fn skip_as(&mut self, name: String, origin: Origin, reason: String) {
        self.gathered.origins.push((name.clone(), origin));
        self.gathered.skipped.push((name, reason));
    }

    fn read(&mut self, progress: &(dyn Fn(u64) + Sync), count: &Arc<AtomicU64>) -> io::Result<()> {
        let count = Arc::clone(count);
        if is_stdin(&self.source.path) {
            let reader = Counting { inner: io::stdin(), progress, count: Arc::clone(&count) };
            return self.unpack(reader, CHUNK, &count);
        }
        let file = File::open(&self.source.path)?;
        let found = file.metadata()?;
        // A file is read up to the length that it had when it was opened: what a program writes to
        // it meanwhile is for the next run. Pipes, and the files of /proc, are read to their end.
        let len = if found.is_file() && found.len() > 0 { found.len() } else { u64::MAX };
        let reader = Counting { inner: file.take(len), progress, count: Arc::clone(&count) };
        self.unpack(reader, usize::try_from(len).unwrap_or(CHUNK), &count)
    }

    /// Tells how the file is packed. `len` is how long it is, if that is less than a chunk.
    fn unpack(
        &mut self,
        reader: impl Read + Send,
        len: usize,
        count: &Arc<AtomicU64>,
    ) -> io::Result<()> {
        let (head, rest) = split(reader, len.min(CHUNK))?;
        let container = Container::of(&head);
        let kind = Kind::of(&self.source.path, container != Container::Plain);
        self.origin.wrapped = container != Container::Plain;
        match container {
            Container::Parquet => self.parquet(head, rest),
            Container::Plain if kind != Kind::JsonLines => self.whole(head, rest, kind),
            _ => {
                let unpacked = unpacked(container, head, rest)?;
                let mut guarded = Guarded::new(unpacked, Arc::clone(count));
                if kind == Kind::JsonLines && !is_wide(guarded.fill_buf()?) {
                    self.records(guarded, None);
                    Ok(())
                } else {
                    self.whole(Vec::new(), guarded, kind)
                }
            }
        }
    }

    /// Reads what is one text, or turns out to be JSON Lines.
    fn whole(&mut self, mut bytes: Vec<u8>, mut rest: impl Read, kind: Kind) -> io::Result<()> {
        rest.read_to_end(&mut bytes)?;
        bytes.shrink_to_fit();
        let may_be_any = matches!(kind, Kind::Text | Kind::Unnamed | Kind::Other);
        let declared = |bytes: &[u8]| {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
            let is_html = kind == Kind::Html || may_be_any && html::is_html(&head);
            if is_html { html::declared_encoding(bytes) } else { None }
        };
        let (text, encoding) = match encoding::decode(bytes, declared) {
            Ok(decoded) => decoded,
            Err(reason) => {
                self.skip(reason);
                return Ok(());
            }
        };
        let text = match kind {
            Kind::Markdown => markdown::mask(&text),
            Kind::Html => html::mask(&text),
            Kind::JsonLines => {
                self.records(text.as_bytes(), encoding);
                return Ok(());
            }
            _ if html::is_html(&text) => html::mask(&text),
            _ if is_json_lines(&text, &self.fields.text) => {
                self.records(text.as_bytes(), encoding);
                return Ok(());
            }
            Kind::Text | Kind::Unnamed | Kind::Other => text,
        };
        let name = self.source.name.clone();
        let origin = self.origin.clone();
        self.gathered.texts.push(Text { name, text, encoding, group: None, origin });
        Ok(())
    }

    /// Reads JSON Lines. If the file breaks off, the records before that are texts all the same.
    fn records(&mut self, reader: impl BufRead, encoding: Option<&'static str>) {
        let Fields { text, id, group } = self.fields;
        let others: Vec<&str> = [id, group].into_iter().flatten().map(String::as_str).collect();
        let path = &self.source.name;
        let mut reader = RecordReader::new(reader);
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
                    let id = id.map(Cow::into_owned);
                    self.gathered.texts.push(Text {
                        name: record_name(path, number, id.as_deref()),
                        text: found.text.value.into_owned(),
                        encoding,
                        group: group.map(Cow::into_owned),
                        origin: self.origin.record(RecordPlace::Line(number), id),
                    });
                }
                Err(found) => {
                    faults += 1;
                    self.fault(RecordPlace::Line(number), faults, found.to_string());
                }
            }
        }
        self.count_faults(faults, "lines");
    }

    /// Names a record that gives no text, the `count`th of its file, unless that is too many.
    fn fault(&mut self, place: RecordPlace, count: u64, reason: String) {
        if count <= NAMED_FAULTS {
            let (RecordPlace::Line(number) | RecordPlace::Row(number)) = place;
            let name = record_name(&self.source.name, number, None);
            self.skip_as(name, self.origin.record(place, None), reason);
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
            File::open(&self.source.path)?
        };
        let path = &self.source.name;
        let packed = file.metadata()?.len();
        let mut unpacked = 0;
        let mut faults = 0;
        let rows = match super::parquet::Rows::new(file, self.fields) {
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
            if super::guarded::is_bomb(unpacked, packed) {
                self.skip(super::guarded::bomb());
                break;
            }
            match row {
                Ok(row) => match row.text {
                    Ok(text) => self.gathered.texts.push(Text {
                        name: record_name(path, row.row, row.id.as_deref()),
                        text,
                        encoding: None,
                        group: row.group,
                        origin: self.origin.record(RecordPlace::Row(row.row), row.id),
                    }),
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

/// What a record is called: its file, and its id or its number there.
fn record_name(path: &str, number: u64, id: Option<&str>) -> String {
    id.map_or_else(|| format!("{path}:{number}"), |id| format!("{path}:{id}"))
}

/// Whether a text starts with a byte order mark of UTF-16: its lines cannot be told by bytes.
fn is_wide(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff])
}
