//! `retold dedup`.

use super::choice::{Choice, among};
use super::reading::limit;
use super::size::size;
use clap::{Args, ValueHint};
use retold::matching::Remove;
use retold_io::dedup::{By, KeepRule, Options};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  A corpus without its near-copies, and an audit log of what went:
    retold dedup corpus.jsonl.zst --output clean.jsonl.zst

  Only look at what would go:
    retold dedup corpus.jsonl --output clean.jsonl --dry-run

  The oldest version of each article, by a field of the records:
    retold dedup a.jsonl b.jsonl --output clean.jsonl --keep earliest:published

  Repeated paragraphs out of a folder of texts:
    retold dedup seeds --by paragraph --output seeds-clean

  New texts that the old corpus does not have yet:
    retold dedup new.jsonl --against old.jsonl.zst --output really-new.jsonl

  Everything back as it was:
    retold restore clean.jsonl.zst --output corpus.jsonl";

/// Write a corpus without its repeated text, and an audit log of what was removed
///
/// JSON Lines come out as JSON Lines, in the order of the input, every record that stays byte for
/// byte as it was. A folder, or several text files, come out as a folder, in which a file that
/// cannot be read is kept as it is. The output is packed as its name says: .zst, .gz, or not at
/// all. The input is never touched, and the output appears when it is whole.
///
/// Nothing is removed that says anything which the text that is kept does not say at the same place:
/// another number, name or negation, another word. --remove chooses otherwise. By paragraph and by
/// passage, only prose is cut: the texts of JSON Lines, .txt and .md files, those without an
/// extension and the standard input. Other files of a folder (code, tables, HTML) stay whole.
///
/// By document and by paragraph, the input is read twice or three times and only a few hundred
/// bytes for each document (for each paragraph) are kept in memory, so the corpus may be larger
/// than memory. By passage, all texts are held in memory, with about 25 bytes for each word.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct Dedup {
    /// JSON Lines, texts or folders to read; `-` is the standard input
    #[arg(required = true, value_name = "IN", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,

    /// Where to write what is left: a file, or a folder if there are several texts
    ///
    /// This is no pipe, no device and no link, nor the standard output: it gets its name when it
    /// is whole. It has no wider rights than what was read, and lies in no folder that is read.
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub(crate) output: PathBuf,

    /// What goes: whole documents, paragraphs, or passages at the bounds of sentences
    #[arg(long, value_name = "UNIT", default_value = "document", value_parser = among(&UNITS))]
    pub(crate) by: By,

    /// How alike two texts must be, from 0 to 1 [default: 0.8, for paragraphs 0.6]
    ///
    /// For passages: the share of words that both places have in common. What is the same but for
    /// case, white space and the form of quotes goes whatever the threshold.
    #[arg(long, value_name = "SHARE")]
    pub(crate) threshold: Option<f64>,

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
    /// are as good, the longest is kept, then the first: the longest of the paragraphs by paragraph,
    /// of the documents otherwise.
    #[arg(long, value_name = "RULE", default_value = "first", value_parser = keep_rule)]
    pub(crate) keep: KeepRule,

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

    /// The fewest words of a paragraph or passage that goes [default: 12]
    ///
    /// A document of fewer words goes only if another is the same but for case, white space and the
    /// form of quotes.
    #[arg(long, value_name = "N")]
    pub(crate) min_words: Option<usize>,

    /// The seed of the signatures
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,

    /// The field of a record that holds the text
    #[arg(long, value_name = "FIELD", default_value = "text")]
    pub(crate) text_field: String,

    /// The field that names a record in the audit log
    #[arg(long, value_name = "FIELD")]
    pub(crate) id_field: Option<String>,

    /// Read hidden files in folders too, and what .gitignore and its like name
    #[arg(long)]
    pub(crate) everything: bool,

    /// The most memory to use, such as 2GiB or 500MB [default: 80 % of what there is]
    ///
    /// What is needed is estimated in the first reading; if that is more, the run ends with an error
    /// before memory runs out, and nothing is written.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_memory: Option<u64>,
}

const UNITS: [Choice<By>; 3] = [
    ("document", By::Document, "Whole documents"),
    ("paragraph", By::Paragraph, "Paragraphs, inside a document and across"),
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
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::new(self.inputs.clone(), self.output.clone());
        options.against.clone_from(&self.against);
        options.audit.clone_from(&self.audit);
        options.force = self.force;
        options.by = self.by;
        options.threshold = self.threshold;
        options.min_words = self.min_words;
        options.remove = if self.ignore_facts { Remove::Similar } else { self.remove };
        options.keep = self.keep.clone();
        options.seed = self.seed;
        options.text_field.clone_from(&self.text_field);
        options.id_field.clone_from(&self.id_field);
        options.everything = self.everything;
        options.memory = limit(self.max_memory);
        options
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
