//! Options about what counts as a repeat.

use super::choice::{Choice, among};
use crate::failure::Failure;
use clap::{Args, ValueEnum, ValueHint};
use retold::hash::Key;
use retold::lsh::Banding;
use retold::passage;
use retold::passage::PassageSettings;
use retold::sketch::SketchKind;
use retold::text::Chars;
use retold::{Detector, DetectorBuilder, Search};
use retold_io::input::opened::read_option;
use retold_io::input::{Request, gather};
use std::path::{Path, PathBuf};

const SKETCHES: [Choice<SketchKind>; 2] = [
    ("bucketed", SketchKind::Bucketed, "One round over the text: fast, and more exact"),
    ("classic", SketchKind::Classic, "As in the textbooks: one round for each number"),
];

/// No file with a key is longer.
const LONGEST_KEY: u64 = 4 << 10;

/// Options about what counts as a repeat.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What counts as a repeat")]
pub(crate) struct Detection {
    /// The fewest words that both places have in common [default: 12]
    ///
    /// A character of a script without spaces counts 0.6 of a word. With --large-corpus: 24.
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) min_words: Option<usize>,

    /// How alike two segments must be, from 0 to 1 [default: 0.6, for documents 0.8]
    ///
    /// The resemblance of their sets of word sequences: shared ones over all. For passages,
    /// --min-identity says how alike they must be.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) threshold: Option<f64>,

    /// How alike two whole documents must be to be called near-copies [default: 0.8]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) document_threshold: Option<f64>,

    /// The share of words that a passage has in common with its other place [default: 0.8]
    ///
    /// With --noisy: 0.5.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) min_identity: Option<f64>,

    /// The longest change in the midst of a passage, in words; 0 for verbatim ones [default: 12]
    ///
    /// With --noisy: 16. At most 64.
    #[arg(long, value_name = "N", value_parser = whole)]
    pub(crate) max_gap: Option<usize>,

    /// Find every passage that has this many equal words in a row, from 3 to 64 [default: 8]
    ///
    /// Smaller finds what was edited more heavily, and takes more time and memory. With --noisy: 4,
    /// with --large-corpus: 24.
    #[arg(long, value_name = "N", value_parser = whole)]
    pub(crate) guarantee: Option<usize>,

    /// In how many files a passage may stand before it is called boilerplate [default: 32]
    #[arg(long, value_name = "N", value_parser = whole)]
    pub(crate) frequent: Option<usize>,

    /// Where passages are looked for
    #[arg(long, value_enum, value_name = "WHERE", default_value_t)]
    pub(crate) scope: Scope,

    /// A text that is known to stand everywhere (a licence, a footer): no passage enters it
    ///
    /// May be given several times.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) known_text: Vec<PathBuf>,

    /// For misread text (from character recognition): half of the words may differ
    #[arg(long, conflicts_with = "large_corpus")]
    pub(crate) noisy: bool,

    /// For collections too big to look at closely: passages of 24 words and more
    #[arg(long)]
    pub(crate) large_corpus: bool,

    /// Miss nothing at or above the threshold, and take longer
    ///
    /// An exact join instead of signatures, for segments and documents. Passages have a guarantee
    /// anyhow: --guarantee.
    #[arg(long, conflicts_with_all = ["recall", "bands"])]
    pub(crate) exact: bool,

    /// How surely a pair right at the threshold is found, between 0 and 1 [default: 0.99]
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "bands")]
    pub(crate) recall: Option<f64>,

    /// Bands and rows of the signatures by hand, instead of a recall
    #[arg(long, value_name = "BANDSxROWS", value_parser = bands)]
    pub(crate) bands: Option<Banding>,

    /// Words in a sequence that is compared, from 1 to 32 [default: 5 for documents, else 3]
    ///
    /// By default, 2 wherever a segment is shorter than 15 words.
    #[arg(long, value_name = "N", value_parser = up_to_32)]
    pub(crate) shingle_width: Option<usize>,

    /// Compare sequences of so many characters instead of words, from 1 to 32
    ///
    /// For names, codes and misspelt text. Takes no effect on passages.
    #[arg(long, value_name = "N", value_parser = up_to_32)]
    pub(crate) chars: Option<usize>,

    /// The numbers in a signature: more find more at low thresholds, and take more memory
    #[arg(long, value_name = "N", value_parser = whole, default_value_t = 128)]
    pub(crate) signature_length: usize,

    /// How signatures are made
    #[arg(long, value_name = "KIND", value_parser = among(&SKETCHES), default_value = "bucketed")]
    pub(crate) sketch: SketchKind,

    /// The seed of the signatures
    #[arg(long, value_name = "N", value_parser = seed, default_value_t = 0)]
    pub(crate) seed: u64,

    /// A file with a secret key of 32 hexadecimal digits, for texts that strangers send
    ///
    /// Who does not know it cannot build texts that pass for copies of others, or that take long.
    /// `openssl rand -hex 16` makes one. The report names the key by a fingerprint.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: Option<PathBuf>,
}

/// Where passages are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    #[default]
    /// Inside files and across them
    Both,
    /// Only what a file repeats of itself
    Inside,
    /// Only what files share
    Across,
}

impl Detection {
    /// For two sides, where what one repeats of itself is no news.
    pub(crate) const ACROSS: Scope = Scope::Across;

    /// The detector that these options describe, for passages in `scope`.
    pub(crate) fn builder(&self, scope: Scope) -> Result<DetectorBuilder, Failure> {
        let mut builder = Detector::builder()
            .search(if self.exact { Search::Exact } else { Search::Lsh })
            .sketch(self.sketch)
            .signature_length(self.signature_length)
            .seed(self.seed)
            .passages(self.passages(scope)?);
        if let Some(words) = self.min_words {
            builder = builder.min_words(words);
        }
        if let Some(threshold) = self.threshold {
            builder = builder.threshold(threshold);
        }
        if let Some(threshold) = self.document_threshold {
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
        for path in &self.known_text {
            for text in known(path)? {
                builder = builder.known_text(text);
            }
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

/// What a file says, read as any input is: the texts in it, if it has records.
fn known(path: &Path) -> Result<Vec<String>, Failure> {
    let wrong = |reason: &str| {
        Failure::new(format!("cannot read the known text {}: {reason}", path.display()))
    };
    if path.is_dir() {
        return Err(wrong("a folder, where a file is needed"));
    }
    let request = Request { paths: vec![path.to_owned()], ..Request::default() };
    let gathered = gather(&request, &|_| ());
    match gathered.skipped.first() {
        Some((_, reason)) => Err(wrong(reason)),
        None => Ok(gathered.texts().map(|text| text.text.to_owned()).collect()),
    }
}

/// The key that a file holds. What else it says stays unsaid.
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
