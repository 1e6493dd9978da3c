//! The documents that are compared.

use clap::Parser;
use retold_peers::at_least;
use retold_synth::{Language, NearCopies, NearCopyCorpus};

/// Measures retold beside other engines, on the same texts in the same run.
#[derive(Clone, Debug, Parser)]
pub struct Plan {
    /// The number of documents, copies included
    #[arg(long, default_value = "20000", value_parser = at_least(10))]
    documents: usize,
    /// The least length of each
    #[arg(long, default_value = "1800")]
    bytes: usize,
    /// The runs of every engine
    #[arg(long, default_value = "5", value_parser = at_least(1))]
    pub repetitions: usize,
    /// The language of the documents
    #[arg(long, default_value = "english", value_parser = language)]
    pub language: Language,
    /// Whether the Python peers run too
    #[arg(long)]
    pub python: bool,
}

fn language(name: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|known| known.name() == name);
    known.ok_or_else(|| {
        let names: Vec<&str> = Language::ALL.into_iter().map(Language::name).collect();
        format!("no such language; there are {}", names.join(", "))
    })
}

impl Plan {
    /// The documents: equal in every process.
    pub fn corpus(&self) -> NearCopyCorpus {
        let documents = self.documents;
        NearCopies::new(self.language)
            .documents(documents)
            .bytes(self.bytes)
            .near_copies(documents / 5, &[2, 5, 10, 15, 20, 25, 30, 40])
            .exact_copies(documents / 100)
            .build(1)
    }
}
