//! The first reading.

use super::block::{self, Block, End};
use super::digest::Digest;
use super::record::{Nothing, Parsed, Records};
use super::rule::Rank;
use super::source::{Kind, Source};
use super::without::Without;
use crate::diagnostics::{Diagnostics, Progress};
use crate::error::{Error, ErrorKind};
use crate::input::Budget;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use retold::Document;
use retold::detector::FirstPass;

/// How many records without a text, and binary files, are named; the others are counted. Any other
/// file that cannot be read is always named.
const NAMED: u64 = 10;

/// What is known of a file.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The number of its first document.
    pub(super) first: u32,
    /// How many of its records are documents.
    pub(super) documents: u32,
    /// How many records there are.
    pub(super) records: u64,
    /// Those that are no documents.
    pub(super) without: Without,
    /// Where each document starts, if records can be read where they stand.
    pub(super) offsets: Vec<u64>,
    pub(super) digest: Digest,
}

impl Known {
    /// The number, from 0, of the record that is this document.
    pub(super) fn record_of(&self, document: u32) -> u64 {
        self.without.document(u64::from(document - self.first))
    }

    /// Whether a record is no document.
    pub(super) fn is_without(&self, record: u64) -> bool {
        self.without.contains(record)
    }
}

/// What is read in the first reading.
pub(super) enum Sink {
    /// Signatures, and no texts.
    Signatures(Box<FirstPass>),
    /// The texts with their ranks.
    Texts(Vec<(String, i64)>),
}

/// The result of the first reading.
pub(super) struct Survey {
    memory: Budget,
    pub(super) known: Vec<Known>,
    pub(super) sink: Sink,
    /// How many of the documents are references.
    pub(super) references: u32,
    /// Records of which no text could be had.
    pub(super) faults: u64,
    /// How many of them were not named.
    unnamed: u64,
    pub(super) blank: u64,
    /// Rows whose text is null.
    pub(super) null: u64,
    /// Files of which nothing is cut out; those of a reference corpus do not count.
    pub(super) whole: u64,
    /// The bytes of the texts.
    pub(super) bytes: u64,
    unranked: u64,
    /// Whether a rank was a number, and whether one was a date.
    kinds: [bool; 2],
}

impl Survey {
    /// Reads all sources, the references first.
    pub(super) fn read(
        sources: &[Source],
        records: &Records,
        sink: Sink,
        memory: Budget,
        progress: &dyn Progress,
        diagnostics: &dyn Diagnostics,
    ) -> Result<Survey, Error> {
        let mut survey = Survey {
            memory,
            known: (0..sources.len()).map(|_| Known::default()).collect(),
            sink,
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
            survey.take(sources, records, &block, &mut documents, diagnostics)
        })?;
        if survey.kinds == [true; 2] {
            return Err(Error::new(
                ErrorKind::Settings,
                format!(
                    "the field `{}` holds a number in some records and a date in others, and there is \
                 no telling which of them is earlier; nothing was written",
                    records.rule.field().unwrap_or_default()
                ),
            ));
        }
        if survey.unranked > 0 && records.rule.field().is_some() {
            let noun = if survey.unranked == 1 { "record" } else { "records" };
            diagnostics.say(&format!(
                "{} {noun} without a date or number in the field `{}`: kept only if nothing with \
                 one says the same",
                survey.unranked,
                records.rule.field().unwrap_or_default()
            ));
        }
        if survey.unnamed > 0 {
            diagnostics.say(&format!("{} more of them, all kept as they are", survey.unnamed));
        }
        Ok(survey)
    }

    fn take(
        &mut self,
        sources: &[Source],
        records: &Records,
        block: &Block,
        documents: &mut u32,
        diagnostics: &dyn Diagnostics,
    ) -> Result<(), Error> {
        let parsed: Vec<Result<Parsed<'_>, Nothing>> = block
            .records
            .par_iter()
            .map(|record| records.parse(&sources[record.source as usize], block.bytes_of(record)))
            .collect();
        let lengths = || parsed.iter().flatten().map(|parsed| parsed.text.len() as u64);
        let (bytes, largest) = (lengths().sum(), lengths().max().unwrap_or_default());
        let texts = parsed.iter().flatten().count();
        let kept = self.memory.keep(texts as u64, bytes, largest);
        kept.map_err(|error| {
            Error::new(ErrorKind::Capacity, format!("{error}; nothing was written"))
        })?;
        let mut ends = block.ends.iter().peekable();
        for (place, (record, parsed)) in block.records.iter().zip(&parsed).enumerate() {
            while let Some((_, end)) = ends.next_if(|(at, _)| *at <= place) {
                self.end(end, *documents);
            }
            let source = &sources[record.source as usize];
            let known = &mut self.known[record.source as usize];
            match parsed {
                Ok(parsed) => {
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
                    self.references += u32::from(source.reference);
                    self.bytes += parsed.text.len() as u64;
                    self.unranked += u64::from(parsed.rank == Rank::Unknown);
                    self.kinds[0] |= matches!(parsed.rank, Rank::Number(_));
                    self.kinds[1] |= matches!(parsed.rank, Rank::Date(_));
                }
                Err(nothing) => {
                    known.without.push(record.number);
                    match nothing {
                        Nothing::Blank => self.blank += 1,
                        Nothing::Null => self.null += 1,
                        Nothing::Whole => self.whole += u64::from(!source.reference),
                        Nothing::Fault(reason) => {
                            self.fault(source, record.number, reason, diagnostics);
                        }
                    }
                }
            }
        }
        for (_, end) in ends {
            self.end(end, *documents);
        }
        self.hand_on(sources, block, parsed)
    }

    /// Gives the texts to the sink.
    fn hand_on(
        &mut self,
        sources: &[Source],
        block: &Block,
        parsed: Vec<Result<Parsed<'_>, Nothing>>,
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
                // References are read first of all, and so they come first in a block too.
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

    /// Notes what is known of a file that was read; the next one's documents follow.
    fn end(&mut self, end: &End, documents: u32) {
        let known = &mut self.known[end.source as usize];
        known.records = end.records;
        known.digest = end.digest.clone();
        known.first = documents - known.documents;
        known.offsets.shrink_to_fit();
        debug_assert_eq!(end.records, u64::from(known.documents) + known.without.len());
    }

    fn fault(&mut self, source: &Source, record: u64, reason: &str, diagnostics: &dyn Diagnostics) {
        self.faults += 1;
        let is_one_of_many = source.kind != Kind::Text || reason.starts_with("binary");
        if self.faults > NAMED && is_one_of_many {
            self.unnamed += 1;
        } else {
            let name = match source.kind {
                Kind::Lines | Kind::Rows => format!("{}:{}", source.name, record + 1),
                Kind::Text => source.name.clone(),
            };
            diagnostics.say(&format!("{name}: kept as it is: {reason}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn documents_are_found_among_records_that_are_none() {
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
