//! The cost of each stage, from texts to verified pairs.
//!
//! ```text
//! cargo run --release --bin stages -- [--documents 20000] [--bytes 1800] [--rounds 15]
//! ```
//!
//! The documents are those of the comparison with other engines, in memory, on one thread: words,
//! shingles of five words, signatures of 128 slots, buckets, exact resemblance of the candidates. A
//! stage that works on the output of the one before it is measured together with it, and the
//! earlier time is subtracted. The least CPU time of all rounds counts, since other work on the
//! machine can only add to it.

use clap::Parser;
use cpu_time::ProcessTime;
use retold::lsh::{BandJoin, Banding, CandidatePairs};
use retold::matching::{Components, Match, Verifier};
use retold::model::Similarity;
use retold::shingle::{ShingleSets, TextShingler};
use retold::sketch::MinHasher;
use retold::text::Words;
use retold_peers::at_least;
use retold_synth::{Language, NearCopies};
use std::hint::black_box;

/// Measures each stage on the way from texts to verified pairs.
#[derive(Parser)]
struct Plan {
    /// The number of documents, copies included
    #[arg(long, default_value = "20000", value_parser = at_least(10))]
    documents: usize,
    /// The least length of each
    #[arg(long, default_value = "1800")]
    bytes: usize,
    /// The runs of each stage
    #[arg(long, default_value = "15", value_parser = at_least(1))]
    rounds: usize,
}

fn main() {
    let plan = Plan::parse();
    let corpus = NearCopies::new(Language::English)
        .documents(plan.documents)
        .bytes(plan.bytes)
        .near_copies(plan.documents / 5, &[2, 5, 10, 15, 20, 25, 30, 40])
        .exact_copies(plan.documents / 100)
        .build(1);
    let stages = Stages::new(&corpus.documents);
    let mut least = [f64::MAX; 5];
    let (mut candidates, mut matches) = (0, 0);
    for _ in 0..plan.rounds {
        let (words, ()) = seconds(|| stages.words());
        let (shingles, ()) = seconds(|| stages.shingles());
        let (keys, columns) = seconds(|| stages.keys());
        let (buckets, pairs) = seconds(|| candidate_pairs(&columns));
        candidates = pairs.len();
        let (verified, found) = seconds(|| stages.verified(pairs));
        matches = found.len();
        let round = [words, shingles, keys, buckets, verified];
        for (least, seconds) in least.iter_mut().zip(round) {
            *least = least.min(seconds);
        }
    }
    let [words, shingles, keys, buckets, verified] = least;
    let total = keys + buckets + verified;
    println!(
        "{} documents, {:.1} MB; {candidates} candidates, {matches} of them matches; one thread, the \
         least of {} rounds.\n",
        plan.documents,
        corpus.bytes() as f64 / 1e6,
        plan.rounds,
    );
    println!("| Stage | ms | share | ns a byte |");
    println!("|---|---:|---:|---:|");
    for (stage, seconds) in [
        ("words", words),
        ("shingles", shingles - words),
        ("signatures and band keys", keys - shingles),
        ("buckets", buckets),
        ("verification, with reading the candidates again", verified),
        ("all", total),
    ] {
        println!(
            "| {stage} | {:.1} | {:.0} % | {:.3} |",
            seconds * 1e3,
            seconds / total * 100.0,
            seconds * 1e9 / corpus.bytes() as f64,
        );
    }
    println!("\n{:.0} MB a second.", corpus.bytes() as f64 / 1e6 / total);
}

/// The texts, and what the stages work with.
struct Stages<'t> {
    texts: &'t [String],
    hasher: MinHasher,
    banding: Banding,
    threshold: Similarity,
}

impl Stages<'_> {
    fn new(texts: &[String]) -> Stages<'_> {
        Stages {
            texts,
            hasher: MinHasher::new(128).expect("128 is a length"),
            banding: Banding::for_threshold(128, 0.8).expect("128 slots serve a threshold of .8"),
            threshold: Similarity::ratio(4, 5),
        }
    }

    fn words(&self) {
        for text in self.texts {
            let mut sum = 0_u64;
            Words.for_each(text, |token| sum = sum.wrapping_add(token.hash));
            black_box(sum);
        }
    }

    fn shingles(&self) {
        let mut shingler = shingler();
        for text in self.texts {
            black_box(shingler.shingles(text));
        }
    }

    /// The band keys, a column for each band.
    fn keys(&self) -> Vec<Vec<u64>> {
        let mut shingler = shingler();
        let mut slots = [0; 128];
        let mut keys = vec![0; self.banding.bands()];
        let mut columns = vec![Vec::with_capacity(self.texts.len()); keys.len()];
        for text in self.texts {
            self.hasher.sketch_into(shingler.shingles(text), &mut slots);
            self.banding.keys(&slots, &mut keys);
            for (column, &key) in columns.iter_mut().zip(&keys) {
                column.push(key);
            }
        }
        columns
    }

    fn verified(&self, pairs: Vec<(u32, u32)>) -> Vec<Match> {
        let mut shingler = shingler();
        let mut verifier = Verifier::default();
        let mut matches = Vec::new();
        for pairs in Components::from_pairs(pairs).iter() {
            let shingles = |text: u32, sets: &mut ShingleSets| {
                sets.push(shingler.shingles(&self.texts[text as usize]));
            };
            verifier.verify(pairs, self.threshold, shingles, &mut matches);
        }
        matches
    }
}

fn shingler() -> TextShingler {
    TextShingler::new(5).expect("5 is a width")
}

fn candidate_pairs(columns: &[Vec<u64>]) -> Vec<(u32, u32)> {
    let mut join = BandJoin::default();
    let of_bands = columns.iter().map(|keys| join.join(keys).candidate_pairs());
    CandidatePairs::merge(of_bands.collect()).pairs
}

fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = ProcessTime::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}
