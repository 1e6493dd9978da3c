//! The texts of a file, with their origins.

use super::arena::{Arena, Piece};
use super::origin::{Origin, Record, RecordPlace};
use retold::Span;
use retold::model::TextKind;
use std::path::Path;
use std::sync::Arc;

/// A text as it will be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'f> {
    /// The path, followed by the record's id or line if the file contains many: `a.jsonl:17`.
    pub name: &'f str,
    /// The text. Markup is blanked byte for byte, so every offset is one of the file.
    pub text: &'f str,
    /// The encoding, if it is not UTF-8. Offsets refer to the decoded text then.
    pub encoding: Option<&'static str>,
    /// The value of the group field.
    pub group: Option<&'f str>,
}

/// The texts of one file.
///
/// Memory: the texts, their names, and 40 bytes per text; 16 more if records have groups.
#[derive(Clone, Debug)]
pub struct FileTexts {
    pub(in crate::input) arena: Arena,
    /// The metadata of the texts.
    pub index: Index,
}

/// The metadata of the texts of a file.
#[derive(Clone, Debug)]
pub struct Index {
    /// The origins of the texts.
    pub origins: FileOrigin,
    /// The encoding of the file, if it is not UTF-8.
    pub encoding: Option<&'static str>,
    names: Vec<Piece>,
    texts: Vec<Piece>,
    /// The values of the group field; empty if there are none.
    groups: Vec<Option<Piece>>,
    /// For a file that is one text: the parts that are not prose.
    kinds: Vec<(Span, TextKind)>,
}

/// The origins of the texts of a file.
///
/// Memory: nothing per record, or 8 bytes if some records of the file have no text.
#[derive(Clone, Debug)]
pub struct FileOrigin {
    /// The file; `-` is the standard input.
    pub file: Arc<Path>,
    /// Whether the file's bytes are not the text's: it is compressed, or contains records.
    wrapped: bool,
    /// The kind of its records; the number is unused.
    place: RecordPlace,
    /// The length of the file's name as it is shown.
    shown: usize,
    /// The number of records; 0 if the file is one text.
    records: usize,
    /// The number of each record; empty if no record is missing.
    numbers: Vec<u64>,
}

impl FileTexts {
    pub(in crate::input) fn new(file: &Path, shown: &str) -> FileTexts {
        let origins = FileOrigin {
            file: file.into(),
            wrapped: false,
            place: RecordPlace::Line(0),
            shown: shown.len(),
            records: 0,
            numbers: Vec::new(),
        };
        let index = Index {
            origins,
            encoding: None,
            names: Vec::new(),
            texts: Vec::new(),
            groups: Vec::new(),
            kinds: Vec::new(),
        };
        FileTexts { arena: Arena::default(), index }
    }

    /// Notes that the file is compressed.
    pub(in crate::input) fn wrap(&mut self) {
        self.index.origins.wrapped = true;
    }

    /// Adds the whole file as a text.
    pub(in crate::input) fn push_whole(
        &mut self,
        name: &str,
        text: String,
        kinds: Vec<(Span, TextKind)>,
    ) {
        self.index.kinds = kinds;
        self.index.names.push(self.arena.push(&[name]));
        self.index.texts.push(self.arena.push_whole(text));
    }

    /// Adds a record of the file.
    pub(in crate::input) fn push_record(
        &mut self,
        shown: &str,
        place: RecordPlace,
        id: Option<&str>,
        group: Option<&str>,
        text: &str,
    ) {
        let Index { origins, names, texts, groups, .. } = &mut self.index;
        let number = place.number();
        let name = match id {
            Some(id) => self.arena.push(&[shown, ":", id]),
            None => self.arena.push(&[shown, ":", &number.to_string()]),
        };
        names.push(name);
        texts.push(self.arena.push(&[text]));
        if group.is_some() || !groups.is_empty() {
            groups.resize(texts.len() - 1, None);
            groups.push(group.map(|group| self.arena.push(&[group])));
        }
        origins.place = place;
        origins.wrapped = true;
        if !origins.numbers.is_empty() || number != origins.records as u64 + 1 {
            let before = origins.records as u64;
            if origins.numbers.is_empty() {
                origins.numbers.extend(1..=before);
            }
            origins.numbers.push(number);
        }
        origins.records += 1;
    }

    /// Releases unused memory.
    pub(in crate::input) fn shrink(&mut self) {
        self.arena.shrink();
        self.index.names.shrink_to_fit();
        self.index.texts.shrink_to_fit();
        self.index.groups.shrink_to_fit();
        self.index.kinds.shrink_to_fit();
        self.index.origins.numbers.shrink_to_fit();
    }

    pub(in crate::input) fn is_empty(&self) -> bool {
        self.index.len() == 0
    }

    pub(in crate::input) fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        self.index.texts(&self.arena)
    }

    /// Separates the texts, which can be borrowed, from their metadata.
    pub fn split(self) -> (Arena, Index) {
        (self.arena, self.index)
    }
}

impl Index {
    /// The number of texts.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// For a file that is one text: the parts that are not prose, in order.
    pub fn kinds(&self) -> &[(Span, TextKind)] {
        &self.kinds
    }

    /// The texts, whose contents are in `arena`.
    pub fn texts<'f>(&self, arena: &'f Arena) -> impl Iterator<Item = Text<'f>> {
        self.names.iter().zip(&self.texts).enumerate().map(|(number, (&name, &text))| Text {
            name: arena.get(name),
            text: arena.get(text),
            encoding: self.encoding,
            group: self.groups.get(number).copied().flatten().map(|group| arena.get(group)),
        })
    }
}

impl FileOrigin {
    /// The origin of text `number`, which has this name.
    pub fn of(&self, number: usize, name: &str) -> Origin {
        let record = (number < self.records).then(|| {
            let number = self.numbers.get(number).copied().unwrap_or(number as u64 + 1);
            let place = self.place.at(number);
            let key = name.get(self.shown + 1..).unwrap_or_default().to_owned();
            Record { place, key }
        });
        Origin { file: Arc::clone(&self.file), wrapped: self.wrapped, record }
    }
}
