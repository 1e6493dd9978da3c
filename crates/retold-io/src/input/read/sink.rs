//! The sink of a file's reader: texts, and faults with their reasons.

use crate::input::format::{LostWord, content_of, with_remedy};
use crate::input::kinds::KindFilter;
use crate::input::markup::{LeftOut, Masked};
use crate::input::memory::Budget;
use crate::input::records::jsonl::{Fault, MissingField};
use crate::input::request::{Fields, Request};
use crate::input::text::{FileTexts, Origin, RecordPlace};
use crate::input::walk::Source;
use retold::Span;
use retold::model::TextKind;
use std::io;

/// The faulty records of a file that are listed individually; the others are counted.
const NAMED_FAULTS: u64 = 1000;

/// The result of reading one file.
#[derive(Debug, Default)]
pub(in crate::input) struct FileResult {
    pub(in crate::input) texts: Option<FileTexts>,
    /// Names and reasons.
    pub(in crate::input) skipped: Vec<(String, String)>,
    /// The origins of these names.
    pub(in crate::input) origins: Vec<(String, Origin)>,
    /// The bytes read, before decompression.
    pub(in crate::input) bytes: u64,
    /// The parts that were left out.
    pub(in crate::input) left_out: LeftOut,
}

/// The receiver of what a reader finds in a file.
pub(super) struct Sink<'a> {
    pub(super) source: &'a Source,
    pub(super) fields: &'a Fields,
    pub(super) memory: &'a Budget,
    pub(super) filter: KindFilter,
    /// Whether front matter, headers and the like are text, too.
    pub(super) with_frames: bool,
    origin: Origin,
    texts: FileTexts,
    file: FileResult,
    faults: u64,
    /// The first record without the text field.
    missing: Option<MissingField>,
    /// The number of records without the text field.
    without: u64,
}

impl<'a> Sink<'a> {
    pub(super) fn new(source: &'a Source, request: &'a Request) -> Sink<'a> {
        let Request { fields, memory, kinds: filter, with_frames, .. } = request;
        let origin = Origin::of_file(&source.path);
        let texts = FileTexts::new(&source.path, &source.name);
        let file = FileResult::default();
        Sink {
            source,
            fields,
            memory,
            filter: *filter,
            with_frames: *with_frames,
            origin,
            texts,
            file,
            faults: 0,
            missing: None,
            without: 0,
        }
    }

    /// Returns the result; `bytes` is the number of bytes read.
    pub(super) fn finish(mut self, bytes: u64) -> FileResult {
        self.file.bytes += bytes;
        if !self.texts.is_empty() {
            self.texts.shrink();
            self.file.texts = Some(self.texts);
        }
        self.file
    }

    /// Notes that the text is not the file's bytes.
    pub(super) fn wrap(&mut self) {
        self.origin.wrapped = true;
        self.texts.wrap();
    }

    /// Notes the encoding, if it is not UTF-8.
    pub(super) fn set_encoding(&mut self, encoding: Option<&'static str>) {
        self.texts.index.encoding = encoding;
    }

    /// Reports why the file, or part of it, is no text.
    pub(super) fn skip(&mut self, reason: String) {
        let reason = with_remedy(reason, &self.source.path);
        self.skip_as(self.source.name.clone(), self.origin.clone(), reason);
    }

    /// Reports the words that were left out of the text.
    pub(super) fn lose(&mut self, words: &[LostWord]) {
        for word in words.iter().take(NAMED_FAULTS as usize) {
            self.skip(word.to_string());
        }
        if let Some(more @ 1..) = words.len().checked_sub(NAMED_FAULTS as usize) {
            self.skip(format!("{more} more words with such bytes are left out"));
        }
    }

    fn skip_as(&mut self, name: String, origin: Origin, reason: String) {
        self.file.origins.push((name.clone(), origin));
        self.file.skipped.push((name, reason));
    }

    /// Whether a text of this kind is read. If not, it is counted.
    fn reads(&mut self, kind: TextKind) -> bool {
        let reads = self.filter.keeps(kind);
        if !reads {
            self.file.left_out.add(kind);
        }
        reads
    }

    /// Keeps the whole file as one text.
    pub(super) fn keep_whole(&mut self, masked: Masked) -> io::Result<()> {
        let Masked { text, mut kinds, left_out } = masked;
        self.file.left_out.join(&left_out);
        let whole = content_of(&self.source.path);
        if kinds.is_empty() && whole != TextKind::Prose {
            kinds.push((Span::new(0, text.len()), whole));
        }
        if kinds.is_empty() && left_out == LeftOut::default() && !self.reads(TextKind::Prose)
            || kinds.len() == 1 && !self.reads(kinds[0].1)
        {
            return Ok(());
        }
        let len = (self.source.name.len() + text.len()) as u64;
        self.memory.keep(1, len, len)?;
        self.texts.push_whole(&self.source.name, text, kinds);
        Ok(())
    }

    /// Keeps the text of a record.
    pub(super) fn keep(
        &mut self,
        place: RecordPlace,
        id: Option<&str>,
        group: Option<&str>,
        text: &str,
    ) -> io::Result<()> {
        if !self.reads(TextKind::Prose) {
            return Ok(());
        }
        let name = self.source.name.len() + id.map_or(8, str::len);
        let len = (name + group.map_or(0, str::len) + text.len()) as u64;
        self.memory.keep(1, len, len)?;
        self.texts.push_record(&self.source.name, place, id, group, text);
        Ok(())
    }

    /// Reports a record without a text, unless too many were reported already.
    pub(super) fn fault(&mut self, place: RecordPlace, fault: Fault) {
        self.faults += 1;
        if self.faults <= NAMED_FAULTS {
            let name = format!("{}:{}", self.source.name, place.number());
            self.skip_as(name, self.origin.record(place), fault.to_string());
        }
        if let Fault::Missing(missing) = fault {
            self.without += 1;
            self.missing.get_or_insert(missing);
        }
    }

    /// Ends the records. If none of them has the text field, the name of the field is wrong: this
    /// is reported once, for the file.
    pub(super) fn finish_records(&mut self, place: RecordPlace) {
        match self.missing.take() {
            Some(missing) if self.texts.is_empty() && self.without == self.faults => {
                self.file.skipped.clear();
                self.file.origins.clear();
                self.skip(missing.of_all());
            }
            _ if self.faults > NAMED_FAULTS => {
                let more = self.faults - NAMED_FAULTS;
                self.skip(format!("{more} more {} with such faults", place.plural()));
            }
            _ => {}
        }
    }
}
