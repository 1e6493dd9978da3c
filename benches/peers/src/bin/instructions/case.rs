//! The measured hot paths.

use crate::input::{Tokens, articles, band_keys, bytes, pairs, retold_articles, shingler};
use retold::SimdLevel;
use retold::lsh::Buckets;
use retold::matching::{exact_join, verify};
use retold::model::Similarity;
use retold::passage::{DocumentTokens, PassageSettings, find_passages};
use retold::sketch::{MinHasher, SketchKind};
use retold::text::Words;
use retold_synth::Language;
use std::hint::black_box;

/// A hot path.
#[derive(Clone, Copy)]
pub enum Path {
    /// Texts to tokens.
    Tokens(Language),
    /// Tokens to shingles of five words.
    Shingles,
    /// Shingles to a signature of 128 slots.
    Sketch(SketchKind),
    /// The keys of a band to buckets.
    Buckets,
    /// Candidate pairs to matches.
    Verify,
    /// Shingle sets to all matches.
    ExactJoin,
    /// The tokens of all documents to passages.
    Passages,
}

/// A hot path at a level of vector instructions.
#[derive(Clone, Copy)]
pub struct Case {
    path: Path,
    level: SimdLevel,
}

/// The work of one pass.
pub struct Work {
    /// The amount.
    pub count: usize,
    /// The unit of the amount.
    pub unit: &'static str,
}

impl Case {
    /// Every case. AVX-512 is not among them: valgrind does not know it.
    pub fn all() -> Vec<Case> {
        let mut paths: Vec<Path> = Language::ALL.into_iter().map(Path::Tokens).collect();
        paths.extend([SketchKind::Bucketed, SketchKind::Classic].map(Path::Sketch));
        let with_kernels = paths.into_iter().flat_map(|path| {
            [SimdLevel::Baseline, SimdLevel::Avx2].map(|level| Case { path, level })
        });
        let without =
            [Path::Shingles, Path::Buckets, Path::Verify, Path::ExactJoin, Path::Passages];
        let level = SimdLevel::Baseline;
        with_kernels.chain(without.map(|path| Case { path, level })).collect()
    }

    /// The case of this name.
    pub fn named(name: &str) -> Option<Case> {
        Case::all().into_iter().find(|case| case.name() == name)
    }

    /// Its name in the table of expected counts.
    pub fn name(self) -> String {
        let path = match self.path {
            Path::Tokens(language) => format!("tokens/{}", language.name()),
            Path::Sketch(kind) => format!("sketch/{kind}"),
            Path::Shingles => return "shingles".to_owned(),
            Path::Buckets => return "buckets".to_owned(),
            Path::Verify => return "verify".to_owned(),
            Path::ExactJoin => return "exact-join".to_owned(),
            Path::Passages => return "passages".to_owned(),
        };
        format!("{path}/{:?}", self.level).to_lowercase()
    }

    /// Builds the input and runs the pass; `None` if the processor lacks the level.
    pub fn pass(self, times: u32) -> Option<Work> {
        SimdLevel::limit(self.level);
        if SimdLevel::current() != self.level {
            return None;
        }
        Some(match self.path {
            Path::Tokens(language) => tokens(language, times),
            Path::Shingles => shingles(times),
            Path::Sketch(kind) => sketch(kind, times),
            Path::Buckets => buckets(times),
            Path::Verify => verified(times),
            Path::ExactJoin => joined(times),
            Path::Passages => passages(times),
        })
    }
}

fn tokens(language: Language, times: u32) -> Work {
    let texts = articles(language);
    for _ in 0..times {
        let mut sum = 0_u64;
        for text in &texts {
            Words.for_each(black_box(text), |token| sum = sum.wrapping_add(token.hash));
        }
        black_box(sum);
    }
    Work { count: bytes(&texts), unit: "bytes" }
}

fn shingles(times: u32) -> Work {
    let texts: Vec<Tokens> = texts_to_tokens();
    let mut out = Vec::with_capacity(4 << 10);
    for _ in 0..times {
        for text in &texts {
            out.clear();
            shingler().shingles_into(black_box(&text.hashes), &text.kinds, &mut out);
            black_box(&out);
        }
    }
    Work { count: texts.iter().map(|text| text.hashes.len()).sum(), unit: "tokens" }
}

fn texts_to_tokens() -> Vec<Tokens> {
    articles(Language::English).iter().map(|text| Tokens::of(text)).collect()
}

fn sketch(kind: SketchKind, times: u32) -> Work {
    let texts: Vec<Vec<u64>> = texts_to_tokens().iter().map(Tokens::shingles).collect();
    let hasher = MinHasher::with_kind(kind, 128, 0).expect("128 is a length");
    let mut slots = [0; 128];
    for _ in 0..times {
        for text in &texts {
            hasher.sketch_into(black_box(text), &mut slots);
            black_box(&slots);
        }
    }
    Work { count: texts.iter().map(Vec::len).sum(), unit: "shingles" }
}

fn buckets(times: u32) -> Work {
    let keys = band_keys();
    for _ in 0..times {
        black_box(Buckets::from_keys(black_box(&keys)).candidate_pairs());
    }
    Work { count: keys.len(), unit: "keys" }
}

fn verified(times: u32) -> Work {
    let (sets, pairs) = pairs();
    for _ in 0..times {
        for &(a, b) in black_box(&pairs) {
            black_box(verify(&sets, a, b, Similarity::ratio(4, 5)));
        }
    }
    Work { count: pairs.len(), unit: "pairs" }
}

fn joined(times: u32) -> Work {
    let (sets, _) = pairs();
    for _ in 0..times {
        black_box(exact_join(black_box(&sets), Similarity::ratio(4, 5)));
    }
    Work { count: sets.shingle_count(), unit: "shingles" }
}

fn passages(times: u32) -> Work {
    let texts = retold_articles();
    let documents: Vec<DocumentTokens> = texts
        .iter()
        .map(|text| DocumentTokens::new(&text.hashes).with_kinds(&text.kinds))
        .collect();
    for _ in 0..times {
        black_box(find_passages(black_box(&documents), &PassageSettings::default()));
    }
    Work { count: texts.iter().map(|text| text.hashes.len()).sum(), unit: "tokens" }
}
