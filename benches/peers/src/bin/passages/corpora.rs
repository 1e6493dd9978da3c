//! The corpora of articles.

use clap::Parser;
use retold_peers::at_least;
use retold_synth::{Language, NearCopies, Prose, footers};

/// The words of the footer that every article of a case carries.
const FOOTER: usize = 200;
/// The near-copies of every original of a case.
const COPIES: usize = 50;
/// The edits in 1,000 words of a near-copy.
const EDITS: [usize; 3] = [5, 10, 20];

/// The similarity from which documents are collapsed: two copies with 20 edits in 1,000 words each have a
/// resemblance of about .68.
pub const COLLAPSED: f64 = 0.6;

/// Measures what passages cost.
#[derive(Clone, Debug, Parser)]
pub struct Plan {
    /// The most articles; a tenth and a hundredth of them are measured too
    #[arg(long, default_value = "100000", value_parser = at_least(1_000))]
    pub articles: usize,
    /// The least length of an article
    #[arg(long, default_value = "1800")]
    pub bytes: usize,
    /// The runs of every case
    #[arg(long, default_value = "3", value_parser = at_least(1))]
    pub repetitions: usize,
}

/// A kind of corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Independent articles of one language.
    Plain(Language),
    /// The articles of [`Case::BeforeFooter`], each with the same footer of 200 words.
    Footer,
    /// Independent English articles.
    BeforeFooter,
    /// English articles, each of them with 50 near-copies of a few edits.
    NearCopies,
    /// The articles of [`Case::NearCopies`], searched with the near-copies collapsed.
    Collapsed,
}

impl Case {
    /// Every case.
    pub const ALL: [Case; 8] = [
        Case::Plain(Language::English),
        Case::Plain(Language::Russian),
        Case::Plain(Language::Arabic),
        Case::Plain(Language::Chinese),
        Case::BeforeFooter,
        Case::Footer,
        Case::NearCopies,
        Case::Collapsed,
    ];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Case::Plain(language) => language.name(),
            Case::Footer => "the same, 200-word footer under each",
            Case::BeforeFooter => "english, without a footer",
            Case::NearCopies => "english, 50 near-copies of each",
            Case::Collapsed => "the same, collapsed above .6",
        }
    }

    /// The texts: equal in every process.
    pub fn texts(self, articles: usize, bytes: usize) -> Vec<String> {
        match self {
            Case::Plain(language) => (0..articles as u64)
                .map(|number| Prose::new(language, number).article(bytes))
                .collect(),
            Case::Footer => footers(Language::English, articles, bytes, FOOTER, 1).documents,
            Case::BeforeFooter => footers(Language::English, articles, bytes, FOOTER, 1).bare,
            Case::NearCopies | Case::Collapsed => {
                let originals = articles.div_ceil(COPIES + 1);
                NearCopies::new(Language::English)
                    .documents(articles)
                    .bytes(bytes)
                    .near_copies(articles - originals, &EDITS)
                    .build(1)
                    .documents
            }
        }
    }
}
