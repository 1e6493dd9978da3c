//! The options of `retold dedup`.

use super::choice::{Choice, among, name_of};
use super::detection::Purpose;
use super::{Detection, Reading};
use crate::failure::Failure;
use clap::{Args, ValueHint};
use retold::matching::Remove;
use retold_io::dedup::{By, KeepRule, Options};
use retold_io::input::listed;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  A corpus without its near-copies, and an audit log of what was removed:
    retold dedup corpus.jsonl.zst --output clean.jsonl.zst

  Only list what would be removed:
    retold dedup corpus.jsonl --dry-run

  The oldest version of each article, by a field of the records:
    retold dedup a.jsonl b.jsonl --output clean.jsonl --keep earliest:published

  A folder of texts without its repeated paragraphs:
    retold dedup seeds --unit paragraph --output seeds-clean

  New texts that the old corpus does not contain:
    retold dedup new.jsonl --against old.jsonl.zst --output really-new.jsonl

  All records, with the cluster of each in a field:
    retold dedup corpus.jsonl --annotate --output annotated.jsonl

  The input, restored byte for byte:
    retold restore clean.jsonl.zst --output corpus.jsonl";

/// Write a corpus without its repeated text, and an audit log of what was removed
///
/// JSON Lines, CSV, JSON arrays and Parquet are written in the format and the order of the input, and
/// every kept record is unchanged. A folder, or several files, are written as a folder (several files
/// of JSON Lines as one file), in which a file that cannot be read is copied unchanged. The name of
/// the output decides its compression: .zst, .gz or none. The input is never changed, and the output
/// appears when it is complete.
///
/// A text is removed only if the kept text is equivalent: a text that differs in a
/// number, a name, a negation or another word is kept. --remove sets another rule. By paragraph, line
/// and passage, only prose is cut: the texts of records, .txt and .md files, files without an
/// extension, and the standard input. Other files of a folder (code, tables, HTML) are copied
/// unchanged. In Markdown, code, tables and front matter are kept.
///
/// By document, paragraph and line, the input is read two or three times and only a few hundred bytes
/// for each document (paragraph, line) are kept in memory, so the corpus may be larger than memory.
/// By passage, all texts are in memory, with about 25 bytes for each word.
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

    /// Where to write the clean corpus: a file, or a folder if there are several texts
    ///
    /// It must not be a pipe, a device, a link or the standard output, because it gets its name when
    /// it is complete. Its permissions are no wider than those of the input. It must not be in a
    /// folder that is read.
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    #[arg(required_unless_present_any = ["dry_run", "print_config"])]
    pub(crate) output: Option<PathBuf>,

    /// The unit that is removed: whole documents, paragraphs, lines, or sentences of passages
    #[arg(long, alias = "by", value_name = "UNIT", default_value = "document")]
    #[arg(value_parser = among(&UNITS))]
    pub(crate) unit: By,

    /// Which copies are removed: identical, equivalent or similar ones
    ///
    /// Every removed text repeats a text that is kept. The summary shows how much more the other
    /// values would remove.
    #[arg(long, value_name = "WHICH", default_value = "equivalent", value_parser = among(&REMOVE))]
    pub(crate) remove: Remove,

    /// The same as --remove similar
    #[arg(long, conflicts_with = "remove")]
    pub(crate) ignore_facts: bool,

    /// Which of several copies is kept: first, longest, earliest:FIELD or priority:FILE
    ///
    /// `earliest:FIELD` keeps the copy with the earliest date (2024-05-17, with or without a time) or
    /// the smallest number in a field of the record; among dates, a year counts as its first day. For
    /// text files, `earliest:mtime` uses the modification time. `priority:FILE` uses a list of names
    /// or glob patterns, best first, one to a line; each is matched with the name of the file and
    /// with the id of the record. Among copies of equal rank, the longest is kept, then the first:
    /// the longest paragraph by paragraph, the longest line by line, the longest document otherwise.
    #[arg(long, value_name = "RULE", default_value = "first", value_parser = keep_rule)]
    pub(crate) keep: KeepRule,

    /// Also remove a document that occurs whole inside a longer one; --keep longest includes this
    ///
    /// Examples are a page whose download was cut off, and a letter that another one quotes in full.
    /// All words of such a document occur in the longer one, in one run. With --remove similar, the
    /// last word may be cut off. Documents with fewer than --min-words words are kept. The input is
    /// read twice more.
    #[arg(long)]
    pub(crate) contained: bool,

    /// Remove nothing, and add to each record its cluster, the size of the cluster and its relation
    ///
    /// Each record is written unchanged, with three fields after its own (three columns in CSV and
    /// Parquet): `retold_cluster`, `retold_cluster_size` and `retold_relation`. They are null (empty
    /// in CSV) in a record that is in no cluster. A record without a text is copied without the fields;
    /// in CSV and Parquet, its fields are empty or null. Text files have no fields: they are copied,
    /// and the audit log names their clusters. Works with --unit document.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) annotate: bool,

    /// The prefix of the names of the fields that --annotate adds
    #[arg(long, value_name = "PREFIX", default_value = "retold_")]
    pub(crate) annotate_prefix: String,

    /// Also compare the pairs of records in a file, such as the result of a search by embeddings
    ///
    /// CSV, TSV and JSON Lines (compressed or not) or Parquet, with the fields `a` and `b`, and
    /// optionally `score`, which is copied to the audit log. A name is the id of a record (--id-field) or `FILE:RECORD`, as in the
    /// audit log. The pairs are compared in addition to the candidates, and verified by their texts
    /// in the same way. The audit log has the result of each pair. Works with --unit document.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) pairs: Option<PathBuf>,

    /// A reference corpus: text that occurs in it is removed from IN; the corpus itself is not
    /// changed
    ///
    /// You can give the option several times. No file of it may be one of IN.
    #[arg(long, value_name = "OLD", value_hint = ValueHint::AnyPath)]
    pub(crate) against: Vec<PathBuf>,

    /// The audit log [default: OUT.audit.jsonl]
    ///
    /// It contains the texts, including those of OLD, and has the permissions that all inputs share.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) audit: Option<PathBuf>,

    /// Write nothing, and print what would be removed
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Overwrite an older output and its audit log
    ///
    /// A file that is read is never overwritten, and neither is a folder that is not empty.
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
        "Copies that are the same, except for case, white space and the form of quotation marks",
    ),
    (
        "equivalent",
        Remove::Equivalent,
        "Also copies of which each word has a counterpart at the same place in the kept text, except \
         for spelling, inflection, typing errors and articles",
    ),
    (
        "similar",
        Remove::Similar,
        "All copies that reach the threshold, even if they differ in a fact",
    ),
];

impl Dedup {
    /// The name of the unit.
    pub(super) fn unit_name(&self) -> &'static str {
        name_of(&UNITS, self.unit)
    }

    /// The options of the library.
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
        let purpose = Purpose { unit: self.unit.unit(), scope: detection.scope, removes: true };
        options.detector = detection.builder(purpose)?;
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
