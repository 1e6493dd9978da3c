//! `retold dedup`.

use super::choice::{Choice, among};
use super::{Detection, Reading};
use crate::failure::Failure;
use clap::{Args, ValueHint};
use retold::matching::Remove;
use retold_io::dedup::{By, KeepRule, Options};
use retold_io::input::listed;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  A corpus without its near-copies, and an audit log of what went:
    retold dedup corpus.jsonl.zst --output clean.jsonl.zst

  Only look at what would go:
    retold dedup corpus.jsonl --dry-run

  The oldest version of each article, by a field of the records:
    retold dedup a.jsonl b.jsonl --output clean.jsonl --keep earliest:published

  Repeated paragraphs out of a folder of texts:
    retold dedup seeds --unit paragraph --output seeds-clean

  New texts that the old corpus does not have yet:
    retold dedup new.jsonl --against old.jsonl.zst --output really-new.jsonl

  All records, with the cluster of each in a field:
    retold dedup corpus.jsonl --annotate --output annotated.jsonl

  Everything back as it was:
    retold restore clean.jsonl.zst --output corpus.jsonl";

/// Write a corpus without its repeated text, and an audit log of what was removed
///
/// JSON Lines, CSV, arrays of JSON and Parquet come out as what they are, in the order of the input,
/// every record that is kept as it was. A folder, or several files, come out as a folder (several
/// files of JSON Lines as one file), in which a file that cannot be read is kept as it is. Text is
/// packed as the name of the output says: .zst, .gz, or not at all. The input is never touched, and
/// the output appears when it is whole.
///
/// Nothing is removed that says anything which the text that is kept does not say at the same place:
/// another number, name or negation, another word. --remove chooses otherwise. By paragraph, by
/// line and by passage, only prose is cut: the texts of records, .txt and .md files, those without
/// an extension and the standard input. Other files of a folder (code, tables, HTML) stay whole.
/// Code, tables and front matter inside a text in Markdown stay as they are.
///
/// By document, paragraph and line, the input is read twice or three times and only a few hundred
/// bytes for each document (paragraph, line) are kept in memory, so the corpus may be larger than
/// memory. By passage, all texts are held in memory, with about 25 bytes for each word.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct Dedup {
    /// Records, texts or folders to read; `-` is the standard input
    #[arg(value_name = "IN", value_hint = ValueHint::AnyPath)]
    #[arg(required_unless_present_any = ["files_from", "print_config"])]
    pub(crate) inputs: Vec<PathBuf>,

    /// Read the paths from a file, one to a line; `-` is the standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(help_heading = "What to read")]
    pub(crate) files_from: Option<PathBuf>,

    /// Where to write what is left: a file, or a folder if there are several texts
    ///
    /// This is no pipe, no device and no link, nor the standard output: it gets its name when it
    /// is whole. It has no wider rights than what was read, and lies in no folder that is read.
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    #[arg(required_unless_present_any = ["dry_run", "print_config"])]
    pub(crate) output: Option<PathBuf>,

    /// What is removed: whole documents, paragraphs, lines, or passages at the bounds of sentences
    #[arg(long, alias = "by", value_name = "UNIT", default_value = "document")]
    #[arg(value_parser = among(&UNITS))]
    pub(crate) unit: By,

    /// Which copies are removed: identical, equivalent or similar ones
    ///
    /// Whatever is removed repeats a text that is kept. The summary says what the other choices
    /// would remove besides.
    #[arg(long, value_name = "WHICH", default_value = "equivalent", value_parser = among(&REMOVE))]
    pub(crate) remove: Remove,

    /// The same as --remove similar
    #[arg(long, conflicts_with = "remove")]
    pub(crate) ignore_facts: bool,

    /// Which of several is kept: first, longest, earliest:FIELD or priority:FILE
    ///
    /// `earliest:FIELD` goes by a date (2024-05-17, with or without a time) or a number in a field
    /// of the record (a bare year counts among dates as its start); for text files,
    /// `earliest:mtime` goes by the time of their last change, which nothing else looks at.
    /// `priority:FILE` goes by a list of names or glob patterns, best first,
    /// one to a line, each held against the file and against the id of a record. Of several that
    /// are as good, the longest is kept, then the first: the longest paragraph by paragraph, the
    /// longest line by line, the longest document otherwise.
    #[arg(long, value_name = "RULE", default_value = "first", value_parser = keep_rule)]
    pub(crate) keep: KeepRule,

    /// Remove a document, too, that occurs whole inside a longer one; --keep longest does so anyway
    ///
    /// A crawl that was cut off half way, a letter that is quoted in full: each of its words is in the
    /// longer one, in one run, but for the end of a last word that is cut off. It has --min-words words
    /// and more. Takes two more readings of the input.
    #[arg(long)]
    pub(crate) contained: bool,

    /// Remove nothing, and add to each record its cluster, the size of it and its relation
    ///
    /// Each record is written as it was, with three fields behind its own (three columns in CSV and
    /// Parquet): `retold_cluster`, `retold_cluster_size` and `retold_relation`. They are null (empty
    /// in CSV) in a record without duplicates. Text files have no fields: they are copied, and the
    /// audit log names their clusters. Works with --unit document.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) annotate: bool,

    /// What the names of the added fields start with
    #[arg(long, value_name = "PREFIX", default_value = "retold_")]
    pub(crate) annotate_prefix: String,

    /// Compare the pairs of records in a file, too: those of a search by embeddings, say
    ///
    /// CSV, TSV, JSON Lines or Parquet with the fields `a` and `b` and perhaps `score`, which is only
    /// carried along. A name is the id of a record (--id-field) or `FILE:RECORD`, as the audit log calls
    /// it. The pairs add to those that are found anyway, and each is verified by its texts like any
    /// other. The audit log says what came of each. Works with --unit document.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) pairs: Option<PathBuf>,

    /// A reference corpus: what stands there goes from IN; nothing is removed from itself
    ///
    /// May be given several times. No file of it may be one of IN.
    #[arg(long, value_name = "OLD", value_hint = ValueHint::AnyPath)]
    pub(crate) against: Vec<PathBuf>,

    /// The audit log [default: OUT.audit.jsonl]
    ///
    /// It holds the texts, those of OLD too, and nobody may read it who may not read all of them.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) audit: Option<PathBuf>,

    /// Write nothing, and print what would go
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Write over an older file, and its audit log
    ///
    /// Nothing that is read is ever written over, nor is a folder with something in it.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) reading: Reading,

    #[command(flatten)]
    pub(crate) detection: Detection,
}

const UNITS: [Choice<By>; 4] = [
    ("document", By::Document, "Whole documents"),
    ("paragraph", By::Paragraph, "Paragraphs, inside a document and across"),
    ("line", By::Line, "Lines, inside a document and across"),
    ("passage", By::Passage, "The sentences of passages, inside a document and across"),
];

const REMOVE: [Choice<Remove>; 3] = [
    (
        "identical",
        Remove::Identical,
        "Only those that are the same but for case, white space and the form of quotes",
    ),
    (
        "equivalent",
        Remove::Equivalent,
        "Also those that say nothing that the text that is kept does not: each of their words has \
         its counterpart at its place, but for spelling, inflection, slips and articles",
    ),
    (
        "similar",
        Remove::Similar,
        "All that are as alike as --threshold asks for, whatever they say",
    ),
];

impl Dedup {
    /// What the library is asked to do.
    pub(crate) fn options(&self) -> Result<Options, Failure> {
        let Reading { text_field, id_field, everything, follow_links, .. } = &self.reading;
        let detection = &self.detection;
        let mut inputs = self.inputs.clone();
        if let Some(list) = &self.files_from {
            inputs.extend(listed(list)?);
        }
        let mut options = Options::new(inputs, self.output.clone().unwrap_or_default());
        options.against.clone_from(&self.against);
        options.audit.clone_from(&self.audit);
        options.force = self.force;
        options.by = self.unit;
        options.detector = detection.builder(detection.scope)?;
        options.threshold = detection.threshold;
        options.min_identity = detection.min_identity;
        options.min_words = detection.min_words;
        options.seed = detection.seed;
        options.remove = if self.ignore_facts { Remove::Similar } else { self.remove };
        options.keep = self.keep.clone();
        options.contained = self.contained;
        options.annotate = self.annotate;
        options.pairs.clone_from(&self.pairs);
        options.annotate_prefix.clone_from(&self.annotate_prefix);
        options.text_field.clone_from(text_field);
        options.id_field.clone_from(id_field);
        options.everything = *everything;
        options.follow_links = *follow_links;
        let read = detection.files().map(Path::to_owned);
        let read = read.chain(self.files_from.clone()).chain(self.pairs.clone());
        options.protected = read.collect();
        options.memory = self.reading.limit();
        Ok(options)
    }
}

fn keep_rule(text: &str) -> Result<KeepRule, String> {
    match text.split_once(':') {
        None if text == "first" => Ok(KeepRule::First),
        None if text == "longest" => Ok(KeepRule::Longest),
        Some(("earliest", field)) if !field.is_empty() => Ok(KeepRule::Earliest(field.to_owned())),
        Some(("priority", file)) if !file.is_empty() => Ok(KeepRule::Priority(file.into())),
        _ => Err("must be first, longest, earliest:FIELD or priority:FILE".to_owned()),
    }
}
