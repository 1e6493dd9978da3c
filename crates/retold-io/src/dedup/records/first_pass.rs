//! The first reading of the input: it counts the records and passes their texts to the detector.
//!
//! Invariant: a record without a text is reported or counted, and copied unchanged. Memory: 8 bytes
//! for each document of an uncompressed JSON Lines file, the ids if they are needed, and what the
//! [`Sink`] stores.

use super::block::{self, Block, End};
use super::ids::Ids;
use super::record::{NoText, Parsed, Records};
use super::textless_records::TextlessRecords;
use crate::dedup::digest::Digest;
use crate::dedup::keep::keep_rule::Rank;
use crate::dedup::source::file::{Kind, Source};
use crate::diagnostics::{Diagnostics, Progress};
use crate::error::{Error, ErrorKind};
use crate::input::Budget;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use retold::Document;
use retold::detector::RemovalScanner;
use std::io;

/// The number of records without a text and of binary files that are reported one by one; the
/// others are counted. Other files that cannot be read are always reported.
const NAMED: u64 = 10;

/// The figures of a file after the first reading.
#[derive(Debug, Default)]
pub(in crate::dedup) struct Known {
    /// The number of its first document.
    pub(in crate::dedup) first: u32,
    /// The number of records that are documents.
    pub(in crate::dedup) documents: u32,
    /// The number of records.
    pub(in crate::dedup) records: u64,
    /// The records that are no documents.
    pub(in crate::dedup) without: TextlessRecords,
    /// The offset of each document, if its file allows a seek.
    pub(in crate::dedup) offsets: Vec<u64>,
    pub(in crate::dedup) digest: Digest,
    /// The records before its first document that lack the text field.
    lacking: MissingTexts,
    /// Whether a record seems to be spread over several lines.
    is_spread: bool,
}

/// The records without the text field.
#[derive(Debug, Default)]
struct MissingTexts {
    /// The first of them with the reasons.
    named: Vec<(u64, String)>,
    /// The message if no record of the file has the field.
    of_all: Option<String>,
    more: u64,
}

impl MissingTexts {
    fn push(&mut self, record: u64, reason: &str, of_all: Option<&String>) {
        if self.named.is_empty() {
            self.of_all = of_all.cloned();
        }
        if self.named.len() < NAMED as usize {
            self.named.push((record, reason.to_owned()));
        } else {
            self.more += 1;
        }
    }
}

impl Known {
    /// The figures of a file that was read before. It has no offsets, so its records are read from temporary
    /// files or from files of fetched records.
    pub(in crate::dedup) fn read_before(
        (first, documents): (u32, u32),
        records: u64,
        without: TextlessRecords,
        digest: Digest,
    ) -> Known {
        Known { first, documents, records, without, digest, ..Known::default() }
    }

    /// The number of the record of a document, from 0.
    pub(in crate::dedup) fn record_of(&self, document: u32) -> u64 {
        self.without.document(u64::from(document - self.first))
    }

    /// Whether a record is no document.
    pub(in crate::dedup) fn is_without(&self, record: u64) -> bool {
        self.without.contains(record)
    }
}

/// The destination of the texts in the first reading.
pub(in crate::dedup) enum Sink {
    /// Signatures, and no texts.
    Signatures(Box<RemovalScanner>),
    /// The texts with their ranks.
    Texts(Vec<(String, i64)>),
}

/// The result of the first reading.
pub(in crate::dedup) struct FirstPass {
    memory: Budget,
    pub(in crate::dedup) known: Vec<Known>,
    pub(in crate::dedup) sink: Sink,
    /// The ids of the documents, if `Records` asks for them.
    pub(in crate::dedup) ids: Ids,
    /// The number of documents in reference corpora.
    pub(in crate::dedup) references: u32,
    /// The number of records without a readable text.
    pub(in crate::dedup) faults: u64,
    /// The number of them that were not reported one by one.
    unnamed: u64,
    pub(in crate::dedup) blank: u64,
    /// Rows whose text is null.
    pub(in crate::dedup) null: u64,
    /// The number of files that are no prose, without those of a reference corpus.
    pub(in crate::dedup) whole: u64,
    /// The bytes of the texts.
    pub(in crate::dedup) bytes: u64,
    unranked: u64,
    /// Whether a rank was a number, and whether one was a date.
    pub(in crate::dedup) kinds: [bool; 2],
}

impl FirstPass {
    /// Reads all sources, the references first.
    pub(in crate::dedup) fn read(
        sources: &[Source],
        records: &Records,
        sink: Sink,
        memory: Budget,
        progress: &dyn Progress,
        diagnostics: &dyn Diagnostics,
    ) -> Result<FirstPass, Error> {
        let mut pass = FirstPass {
            memory,
            known: (0..sources.len()).map(|_| Known::default()).collect(),
            sink,
            ids: Ids::default(),
            references: 0,
            faults: 0,
            unnamed: 0,
            blank: 0,
            null: 0,
            whole: 0,
            bytes: 0,
            unranked: 0,
            kinds: [false; 2],
        };
        let all: Vec<u32> = (0..sources.len() as u32).collect();
        let mut documents = 0;
        block::read(sources, records, &all, progress, |block| {
            pass.take(sources, records, &block, &mut documents, diagnostics)
        })?;
        check_kinds(pass.kinds, records)?;
        if pass.unranked > 0 && records.rule.field().is_some() {
            let noun = if pass.unranked == 1 { "record" } else { "records" };
            diagnostics.say(&format!(
                "{} {noun} without a date or number in the field `{}`; a copy that has one is kept \
                 instead",
                pass.unranked,
                records.rule.field().unwrap_or_default()
            ));
        }
        if pass.unnamed > 0 {
            diagnostics.say(&format!("{} more such records, copied unchanged", pass.unnamed));
        }
        Ok(pass)
    }

    fn take(
        &mut self,
        sources: &[Source],
        records: &Records,
        block: &Block,
        documents: &mut u32,
        diagnostics: &dyn Diagnostics,
    ) -> Result<(), Error> {
        let parsed: Vec<Result<Parsed<'_>, NoText>> = block
            .records
            .par_iter()
            .map(|record| {
                let source = &sources[record.source as usize];
                if source.is_header(record.number) {
                    Err(NoText::Frame)
                } else {
                    records.parse(source, block.bytes_of(record))
                }
            })
            .collect();
        let lengths = || parsed.iter().flatten().map(|parsed| parsed.text.len() as u64);
        let (bytes, largest) = (lengths().sum(), lengths().max().unwrap_or_default());
        let texts = parsed.iter().flatten().count();
        let kept = self.memory.keep(texts as u64, bytes, largest);
        kept.map_err(|error| beyond_memory(&error))?;
        if records.keeps_ids {
            let ids = parsed.iter().flatten().map(|parsed| Ids::memory(parsed.id.as_deref()));
            self.memory.hold(ids.sum()).map_err(|error| beyond_memory(&error))?;
        }
        let mut ends = block.ends.iter().peekable();
        for (place, (record, parsed)) in block.records.iter().zip(&parsed).enumerate() {
            while let Some((_, end)) = ends.next_if(|(at, _)| *at <= place) {
                self.end(sources, end, *documents)?;
            }
            let source = &sources[record.source as usize];
            let known = &mut self.known[record.source as usize];
            match parsed {
                Ok(parsed) => {
                    let lacking = std::mem::take(&mut known.lacking);
                    if source.is_seekable() && source.kind == Kind::Lines {
                        known.offsets.push(record.offset);
                    }
                    known.documents += 1;
                    *documents = documents.checked_add(1).ok_or_else(|| {
                        Error::new(
                            ErrorKind::Capacity,
                            "more than 4,294,967,295 documents; nothing was written",
                        )
                    })?;
                    if records.keeps_ids {
                        self.ids.push(parsed.id.as_deref());
                    }
                    self.references += u32::from(source.reference);
                    self.bytes += parsed.text.len() as u64;
                    self.unranked += u64::from(parsed.rank == Rank::Unknown);
                    self.kinds[0] |= matches!(parsed.rank, Rank::Number(_));
                    self.kinds[1] |= matches!(parsed.rank, Rank::Date(_));
                    for (record, reason) in &lacking.named {
                        self.fault(source, *record, reason, diagnostics);
                    }
                    self.faults += lacking.more;
                    self.unnamed += lacking.more;
                }
                Err(nothing) => {
                    known.without.push(record.number);
                    match nothing {
                        NoText::Blank => self.blank += 1,
                        NoText::Null => self.null += 1,
                        NoText::Frame => {}
                        NoText::Whole => self.whole += u64::from(!source.reference),
                        NoText::Field(reason, of_all) => {
                            if known.documents > 0 {
                                self.fault(source, record.number, reason, diagnostics);
                            } else {
                                known.lacking.push(record.number, reason, of_all.as_ref());
                            }
                        }
                        NoText::Spanning(reason) => {
                            if known.is_spread {
                                self.faults += 1;
                                self.unnamed += 1;
                            } else {
                                known.is_spread = true;
                                let remedy =
                                    "put each record on one line, for example with `jq -c . FILE`";
                                let reason = format!("{reason}; if records span lines, {remedy}");
                                self.fault(source, record.number, &reason, diagnostics);
                            }
                        }
                        NoText::Fault(reason) => {
                            self.fault(source, record.number, reason, diagnostics);
                        }
                    }
                }
            }
        }
        for (_, end) in ends {
            self.end(sources, end, *documents)?;
        }
        self.hand_on(sources, block, parsed)
    }

    /// Passes the texts of a block to the sink.
    fn hand_on(
        &mut self,
        sources: &[Source],
        block: &Block,
        parsed: Vec<Result<Parsed<'_>, NoText>>,
    ) -> Result<(), Error> {
        match &mut self.sink {
            Sink::Signatures(first) => {
                let (mut references, mut others) = (Vec::new(), Vec::new());
                for (record, parsed) in block.records.iter().zip(&parsed) {
                    let Ok(parsed) = parsed else { continue };
                    if sources[record.source as usize].reference {
                        references.push(parsed.compared());
                    } else {
                        let document = Document::new("", parsed.compared());
                        others.push(document.with_rank(parsed.rank.value()));
                    }
                }
                // The references come before the input, so they also come first in a block.
                first.add_references(&references)?;
                first.add_documents(&others)?;
            }
            Sink::Texts(texts) => texts.extend(parsed.into_iter().flatten().map(|parsed| {
                let rank = parsed.rank.value();
                (parsed.compared().into_owned(), rank)
            })),
        }
        Ok(())
    }

    /// Stores the figures of a file at its end.
    ///
    /// # Errors
    /// If none of its records has the text field: the output would look clean although nothing was
    /// compared.
    fn end(&mut self, sources: &[Source], end: &End, documents: u32) -> Result<(), Error> {
        let known = &mut self.known[end.source as usize];
        known.records = end.records;
        known.digest = end.digest.clone();
        known.first = documents - known.documents;
        known.offsets.shrink_to_fit();
        debug_assert_eq!(end.records, u64::from(known.documents) + known.without.len());
        match known.lacking.named.first() {
            Some((_, reason)) => {
                let name = &sources[end.source as usize].name;
                let reason = known.lacking.of_all.as_ref().unwrap_or(reason);
                let message =
                    format!("no record of {name} has a text: {reason}; nothing was written");
                Err(Error::new(ErrorKind::Settings, message))
            }
            _ => Ok(()),
        }
    }

    fn fault(&mut self, source: &Source, record: u64, reason: &str, diagnostics: &dyn Diagnostics) {
        self.faults += 1;
        let is_one_of_many = source.kind != Kind::Text || reason.starts_with("binary");
        if self.faults > NAMED && is_one_of_many {
            self.unnamed += 1;
        } else {
            let name = match source.kind {
                Kind::Text => source.name.clone(),
                _ => format!("{}:{}", source.name, source.shown_number(record)),
            };
            diagnostics.say(&format!("{name}: kept as it is: {reason}"));
        }
    }
}

/// Makes sure that not some ranks are numbers and others dates.
pub(in crate::dedup) fn check_kinds(kinds: [bool; 2], records: &Records) -> Result<(), Error> {
    if kinds != [true; 2] {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Settings,
        format!(
            "the field `{}` contains a number in some records and a date in others, which cannot be \
             compared: make all of them dates; nothing was written",
            records.rule.field().unwrap_or_default()
        ),
    ))
}

/// The error for an input that does not fit into memory.
pub(in crate::dedup) fn beyond_memory(error: &io::Error) -> Error {
    Error::new(ErrorKind::Capacity, format!("{error}; nothing was written"))
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn documents_are_found_among_other_records() {
        let records = 200;
        for step in 1..9 {
            let is_without = |n: &u64| n.is_multiple_of(step) || n % 7 < 2;
            let with: Vec<u64> = (0..records).filter(|n| !is_without(n)).collect();
            let without = (0..records).filter(is_without).collect();
            let known = Known { first: 5, without, ..Known::default() };
            for (document, record) in (5..).zip(with) {
                assert_eq!(known.record_of(document), record);
                assert!(!known.is_without(record));
            }
            assert!((0..records).all(|record| known.is_without(record) == is_without(&record)));
        }
    }
}
