//! Options that define which text counts as repeated.

use super::choice::{Choice, among};
use crate::failure::Failure;
use clap::{Args, ValueEnum, ValueHint};
use retold::hash::Key;
use retold::lsh::Banding;
use retold::passage;
use retold::passage::PassageSettings;
use retold::sketch::SketchKind;
use retold::text::Chars;
use retold::{Detector, DetectorBuilder, Search, Unit};
use retold_io::input::opened::read_option;
use retold_io::input::{Request, gather};
use std::path::{Path, PathBuf};

const SKETCHES: [Choice<SketchKind>; 2] = [
    ("bucketed", SketchKind::Bucketed, "One pass over the text: faster and more accurate"),
    ("classic", SketchKind::Classic, "The textbook MinHash: one pass for each number"),
];

/// The largest size of a key file, in bytes.
const LONGEST_KEY: u64 = 4 << 10;

/// Options that define which text counts as repeated.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What counts as a repeat")]
pub(crate) struct Detection {
    /// The least number of words of repeated text [default: 12]
    ///
    /// Counts the words that both places have in common. In scripts without spaces, a character counts
    /// as 0.6 words. With --large-corpus: 24.
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) min_words: Option<usize>,

    /// The least similarity of two segments, above 0 and at most 1 [default: 0.6, for documents 0.8]
    ///
    /// The Jaccard resemblance of their sets of word sequences: shared sequences divided by all. With
    /// --unit passage, use --min-identity instead.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) threshold: Option<f64>,

    /// The least similarity of two whole documents that are near-copies [default: 0.8]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) document_threshold: Option<f64>,

    /// The least share of equal words in two places of a passage [default: 0.8]
    ///
    /// With --noisy: 0.5.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) min_identity: Option<f64>,

    /// The longest change inside a passage, in words; 0 finds only verbatim passages [default: 12]
    ///
    /// With --noisy: 16. At most 64.
    #[arg(long, value_name = "N", value_parser = whole)]
    pub(crate) max_gap: Option<usize>,

    /// Find every passage that has N equal words in a row, from 3 to 64 [default: 8]
    ///
    /// A smaller N finds more heavily edited text, and takes more time and memory. The default is 4
    /// with --noisy, and 24 with --large-corpus.
    #[arg(long, value_name = "N", value_parser = whole)]
    pub(crate) guarantee: Option<usize>,

    /// A passage in more than N files is marked as boilerplate [default: 32]
    #[arg(long, value_name = "N", value_parser = whole)]
    pub(crate) frequent: Option<usize>,

    /// Where to search for passages
    #[arg(long, value_enum, value_name = "WHERE", default_value_t)]
    pub(crate) scope: Scope,

    /// Exclude the text of a file, such as a licence or a footer, from all passages
    ///
    /// You can give the option several times.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) known_text: Vec<PathBuf>,

    /// Settings for text from character recognition (OCR): half of the words may differ
    #[arg(long, conflicts_with = "large_corpus")]
    pub(crate) noisy: bool,

    /// Settings for large corpora: faster, finds only passages of 24 words and more
    #[arg(long)]
    pub(crate) large_corpus: bool,

    /// Find every pair at or above the threshold; slower
    ///
    /// Compares segments and documents with an exact join instead of signatures. For
    /// passages, --guarantee says which are certain to be found.
    #[arg(long, conflicts_with_all = ["recall", "bands"])]
    pub(crate) exact: bool,

    /// The probability that a pair at the threshold is found, between 0 and 1 [default: 0.99]
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "bands")]
    pub(crate) recall: Option<f64>,

    /// The bands and rows of the signatures, instead of --recall
    #[arg(long, value_name = "BANDSxROWS", value_parser = bands)]
    pub(crate) bands: Option<Banding>,

    /// The words in each compared sequence (shingle), from 1 to 32 [default: 5 for documents, else 3]
    ///
    /// The default for segments of fewer than 15 words is 2.
    #[arg(long, value_name = "N", value_parser = up_to_32)]
    pub(crate) shingle_width: Option<usize>,

    /// Compare sequences of N characters instead of words, from 1 to 32
    ///
    /// For names, codes and misspelt text.
    #[arg(long, value_name = "N", value_parser = up_to_32)]
    pub(crate) chars: Option<usize>,

    /// The numbers in a signature: a longer one finds more pairs at a low threshold, and takes more memory
    #[arg(long, value_name = "N", value_parser = whole, default_value_t = 128)]
    pub(crate) signature_length: usize,

    /// The kind of signature
    #[arg(long, value_name = "KIND", value_parser = among(&SKETCHES), default_value = "bucketed")]
    pub(crate) sketch: SketchKind,

    /// The seed of the signatures' hash functions
    #[arg(long, value_name = "N", value_parser = seed, default_value_t = 0)]
    pub(crate) seed: u64,

    /// A file with a secret key of 32 hexadecimal digits, for texts from untrusted sources
    ///
    /// An attacker who does not know the key cannot construct texts that collide with others or slow down a run.
    /// `openssl rand -hex 16` makes one. The report contains a fingerprint of the key, not the key.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: Option<PathBuf>,
}

/// Where to search for passages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    #[default]
    /// Inside each file and across files
    Both,
    /// Only inside each file
    Inside,
    /// Only across files
    Across,
}

/// What a detector is built for. Settings that have no effect on it, which a configuration file may contain,
/// are left out: the library rejects them.
#[derive(Clone, Copy)]
pub(crate) struct Purpose {
    pub(crate) unit: Unit,
    /// Where to search for passages; other units have no scope.
    pub(crate) scope: Scope,
    /// Whether removals are decided. They always find candidates by signatures.
    pub(crate) removes: bool,
}

impl Detection {
    /// The detector that these options describe.
    pub(crate) fn builder(&self, purpose: Purpose) -> Result<DetectorBuilder, Failure> {
        let Purpose { unit, scope, removes } = purpose;
        let mut builder = Detector::builder().unit(unit);
        if self.exact && !removes {
            builder = builder.search(Search::Exact);
        } else {
            builder =
                builder.sketch(self.sketch).signature_length(self.signature_length).seed(self.seed);
        }
        let mut least_words = self.min_words;
        if unit == Unit::Passage {
            builder = builder.passages(self.passages(scope)?);
            for path in &self.known_text {
                for text in known(path)? {
                    builder = builder.known_text(text);
                }
            }
        } else if self.large_corpus {
            least_words = least_words.or(Some(PassageSettings::large_corpus().min_words()));
        }
        if let Some(words) = least_words {
            builder = builder.min_words(words);
        }
        if let Some(threshold) = self.threshold {
            builder = builder.threshold(threshold);
        }
        let compares_documents = match unit {
            Unit::Document => self.threshold.is_none(),
            Unit::Passage => true,
            _ => !removes,
        };
        if let Some(threshold) = self.document_threshold.filter(|_| compares_documents) {
            builder = builder.document_threshold(threshold);
        }
        if let Some(recall) = self.recall {
            builder = builder.recall(recall);
        }
        if let Some(banding) = self.bands {
            builder = builder.banding(banding);
        }
        if let Some(width) = self.shingle_width {
            builder = builder.shingle_width(width);
        }
        if let Some(n) = self.chars {
            builder = builder.tokenizer(format!("chars {n}"), Chars::code_points(n)?);
        }
        if let Some(path) = &self.key {
            builder = builder.key(key(path)?);
        }
        Ok(builder)
    }

    /// The files that these options name.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.known_text.iter().chain(&self.key).map(AsRef::as_ref)
    }

    fn passages(&self, scope: Scope) -> Result<PassageSettings, Failure> {
        let preset = if self.noisy {
            PassageSettings::noisy()
        } else if self.large_corpus {
            PassageSettings::large_corpus()
        } else {
            PassageSettings::default()
        };
        let mut passages = preset.to_builder().scope(match scope {
            Scope::Inside => passage::Scope::Within,
            Scope::Across => passage::Scope::Across,
            Scope::Both => passage::Scope::Both,
        });
        if let Some(tokens) = self.guarantee {
            passages = passages.guarantee(tokens);
        }
        if let Some(identity) = self.min_identity {
            passages = passages.min_identity(identity);
        }
        if let Some(tokens) = self.max_gap {
            passages = passages.max_gap(tokens);
        }
        if let Some(places) = self.frequent {
            passages = passages.frequent(places);
        }
        Ok(passages.build()?)
    }
}

/// The texts of a `--known-text` file, which is read like any input.
fn known(path: &Path) -> Result<Vec<String>, Failure> {
    let wrong = |reason: &str| {
        Failure::new(format!("cannot read the known text {}: {reason}", path.display()))
    };
    if path.is_dir() {
        return Err(wrong("it is a folder; name a file"));
    }
    let request = Request { paths: vec![path.to_owned()], ..Request::default() };
    let gathered = gather(&request, &|_| ());
    match gathered.skipped.first() {
        Some((_, reason)) => Err(wrong(reason)),
        None => Ok(gathered.texts().map(|text| text.text.to_owned()).collect()),
    }
}

/// Reads the key. Errors never quote the file: it is secret.
fn key(path: &Path) -> Result<Key, Failure> {
    let text = read_option(path, LONGEST_KEY, "a key is 32 hexadecimal digits");
    let text = text.map_err(|error| retold_io::Error::reading(path, &error))?;
    let digits = text.trim_ascii();
    let is_key = digits.len() == 32 && digits.iter().all(u8::is_ascii_hexdigit);
    let bytes = str::from_utf8(digits).ok().filter(|_| is_key);
    let bytes =
        bytes.and_then(|digits| u128::from_str_radix(digits, 16).ok()).ok_or_else(|| {
            let path = path.display();
            Failure::new(format!(
                "the key in {path} must be 32 hexadecimal digits and nothing else"
            ))
        })?;
    Ok(Key::new(bytes.to_be_bytes()))
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("must be a number above 0 and at most 1, such as 0.8".to_owned()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|&number| number > 0)
        .ok_or_else(|| "must be a whole number, 1 or more".to_owned())
}

fn whole(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "must be a whole number".to_owned())
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("must be a whole number from 0 to {}", u64::MAX))
}

fn up_to_32(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=32).contains(number));
    number.ok_or_else(|| "must be a whole number from 1 to 32".to_owned())
}

fn bands(text: &str) -> Result<Banding, String> {
    let numbers = text.split_once('x').and_then(|(b, r)| Some((b.parse().ok()?, r.parse().ok()?)));
    let (bands, rows) = numbers.ok_or("must be bands and rows, such as 16x6")?;
    Banding::new(bands, rows).map_err(|error| error.to_string())
}
