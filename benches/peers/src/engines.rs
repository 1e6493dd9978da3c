//! The engines, each from texts to pairs.

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, calculate_minhash_params};
use gaoya::text::{shingle_tokens, whitespace_split};
use retold::lsh::{BandJoin, Banding, CandidatePairs};
use retold::matching::Relation;
use retold::matching::{Components, DisjointSets, Search, Verifier, exact_join};
use retold::model::Similarity;
use retold::shingle::{ShingleSets, TextShingler};
use retold::sketch::MinHasher as Sketcher;
use retold::{Corpus, Detector, Unit};
use std::collections::BTreeMap;

/// Pairs of document numbers, the lower first, sorted.
pub type Pairs = Vec<(u32, u32)>;

/// An engine under measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Reads the texts only.
    Idle,
    /// `Detector::detect` with `Unit::Document`, up to the finished report.
    Retold,
    /// The same with `Search::Exact`: 100 % recall, without signatures.
    RetoldExact,
    /// The stages of retold called one by one, from texts to verified pairs.
    RetoldStages,
    /// gaoya as in its documentation: every document is looked up in the index, then added.
    Gaoya,
}

impl Engine {
    /// Every engine.
    pub const ALL: [Engine; 5] =
        [Engine::Idle, Engine::Retold, Engine::RetoldExact, Engine::RetoldStages, Engine::Gaoya];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Idle => "idle",
            Engine::Retold => "retold, LSH, full report",
            Engine::RetoldExact => "retold, exact, full report",
            Engine::RetoldStages => "retold, LSH, stages to verified pairs",
            Engine::Gaoya => "gaoya 0.2.2",
        }
    }

    /// Does the work on the current thread.
    pub fn pairs(self, texts: &[&str]) -> Found {
        match self {
            Engine::Idle => Found::Pairs(Pairs::new()),
            Engine::Retold => detector(texts, Search::Lsh),
            Engine::RetoldExact => detector(texts, Search::Exact),
            Engine::RetoldStages => Found::Pairs(stages(texts)),
            Engine::Gaoya => Found::Pairs(gaoya(texts)),
        }
    }
}

/// The output of an engine.
pub enum Found {
    /// All pairs.
    Pairs(Pairs),
    /// A report, which pairs each of several identical documents with only one of them.
    Report(Box<retold::Report>),
}

impl Found {
    /// All pairs as a list. Not part of the measured work.
    pub fn into_pairs(self) -> Pairs {
        let report = match self {
            Found::Pairs(pairs) => return pairs,
            Found::Report(report) => report,
        };
        let mut identical = DisjointSets::new(report.documents().len() as u32);
        let is_copy = |relation| matches!(relation, Relation::Identical | Relation::SameWords);
        for pair in report.pairs().iter().filter(|pair| is_copy(pair.relation)) {
            identical.join(pair.a.0, pair.b.0);
        }
        let groups = identical.groups();
        let group_of: BTreeMap<u32, &Vec<u32>> =
            groups.iter().flat_map(|group| group.iter().map(move |&one| (one, group))).collect();
        let members = |one: u32| group_of.get(&one).map_or_else(|| vec![one], |all| all.to_vec());
        let mut pairs = Pairs::new();
        for pair in report.pairs() {
            for &a in &members(pair.a.0) {
                let others = members(pair.b.0);
                pairs.extend(others.iter().filter(|&&b| a != b).map(|&b| (a.min(b), a.max(b))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// All true pairs, by the exact join.
pub fn truth(texts: &[String]) -> Pairs {
    let mut shingler = shingler();
    let mut sets = ShingleSets::new();
    for text in texts {
        sets.push(shingler.shingles(text));
    }
    exact_join(&sets, threshold()).iter().map(|found| (found.a, found.b)).collect()
}

fn shingler() -> TextShingler {
    TextShingler::new(5).expect("5 is a width")
}

fn threshold() -> Similarity {
    Similarity::ratio(4, 5)
}

fn detector(texts: &[&str], search: Search) -> Found {
    let detector = Detector::builder()
        .unit(Unit::Document)
        .threshold(0.8)
        .shingle_width(5)
        .signature_length(128)
        .search(search)
        .build()
        .expect("the settings are valid");
    let corpus: Corpus =
        (0..).zip(texts).map(|(number, &text): (u32, &&str)| (number.to_string(), text)).collect();
    Found::Report(Box::new(detector.detect(&corpus)))
}

fn stages(texts: &[&str]) -> Pairs {
    let hasher = Sketcher::new(128).expect("128 is a length");
    let banding = Banding::for_threshold(128, 0.8).expect("128 slots serve a threshold of .8");
    let bands = banding.bands();
    let mut shingler = shingler();
    let mut slots = [0; 128];
    let mut keys = vec![0; bands];
    let mut columns = vec![Vec::with_capacity(texts.len()); bands];
    for text in texts {
        hasher.sketch_into(shingler.shingles(text), &mut slots);
        banding.keys(&slots, &mut keys);
        for (column, &key) in columns.iter_mut().zip(&keys) {
            column.push(key);
        }
    }
    let mut join = BandJoin::default();
    let of_bands = columns.iter().map(|keys| join.join(keys).candidate_pairs());
    let candidates = CandidatePairs::merge(of_bands.collect()).pairs;
    // Only the texts of candidate pairs are read again.
    let mut verifier = Verifier::default();
    let mut matches = Vec::new();
    for pairs in Components::from_pairs(candidates).iter() {
        let shingles = |text: u32, sets: &mut ShingleSets| {
            sets.push(shingler.shingles(texts[text as usize]));
        };
        verifier.verify(pairs, threshold(), shingles, &mut matches);
    }
    matches.sort_unstable();
    matches.iter().map(|found| (found.a, found.b)).collect()
}

fn gaoya(texts: &[&str]) -> Pairs {
    let (bands, rows) = calculate_minhash_params(0.8, 128);
    let hasher = MinHasher32::new(bands * rows);
    let mut index = MinHashIndex::new(bands, rows, 0.8);
    let mut pairs = Pairs::new();
    for (id, text) in (0_u32..).zip(texts) {
        let text = text.to_lowercase();
        let tokens: Vec<&str> = whitespace_split(&text).collect();
        let signature = hasher.create_signature(shingle_tokens(&tokens, 5));
        pairs.extend(index.query(&signature).into_iter().map(|&earlier| (earlier, id)));
        index.insert(id, signature);
    }
    pairs.sort_unstable();
    pairs
}
