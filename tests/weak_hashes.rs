//! Token hashes of a caller may be the numbers of a dictionary: 0, 1, 2 … give the same answers as
//! hashes that are spread over 64 bits, wherever a caller can hand them over.

use retold::hash::{SplitMix64, mix64};
use retold::passage::fingerprint;
use retold::passage::{DocumentTokens, KnownTexts, PassageSettings, find_passages};
use retold::shingle::{ShingleSet, Shingler};
use retold::sketch::{MinHasher, SketchKind};
use retold::text::{Token, TokenKind, Tokenizer};
use retold::{Corpus, Detector, DocumentId, Report, Search, Span, Unit};
use std::collections::HashSet;

/// The ways of callers to number their tokens: in a row, in the upper half, in steps, and by hashes.
const NUMBERINGS: [fn(u64) -> u64; 4] =
    [|id| id, |id| id << 32, |id| 0x7f00_0000_0000 + 16 * id, |id| mix64(id ^ 0x5eed)];

/// A text of so many different words, common ones more often, as in any language.
fn text(words: usize, vocabulary: u64, random: &mut SplitMix64) -> Vec<u64> {
    let mut below = || random.next_u64() % vocabulary;
    (0..words).map(|_| below() * below() / vocabulary).collect()
}

/// A copy with every so many words replaced by others.
fn edited(text: &[u64], every: usize, vocabulary: u64) -> Vec<u64> {
    let replaced = |(at, &id): (usize, &u64)| {
        if at % every == every - 1 { vocabulary + at as u64 } else { id }
    };
    text.iter().enumerate().map(replaced).collect()
}

fn numbered(text: &[u64], numbering: fn(u64) -> u64) -> Vec<u64> {
    text.iter().map(|&id| numbering(id)).collect()
}

fn shingles(width: usize, tokens: &[u64], kind: TokenKind) -> ShingleSet {
    let mut out = Vec::new();
    Shingler::new(width).unwrap().shingles_into(tokens, &vec![kind; tokens.len()], &mut out);
    if kind == TokenKind::Word {
        let mut words = Vec::new();
        Shingler::new(width).unwrap().word_shingles_into(tokens, &mut words);
        assert_eq!(words, out);
    }
    ShingleSet::from_shingles(&out)
}

/// The resemblance of two texts by their different runs of tokens, which no hash has a part in.
fn true_resemblance(width: usize, a: &[u64], b: &[u64]) -> f64 {
    let runs = |text: &[u64]| text.windows(width).map(<[u64]>::to_vec).collect::<HashSet<_>>();
    let (a, b) = (runs(a), runs(b));
    a.intersection(&b).count() as f64 / a.union(&b).count() as f64
}

#[test]
fn shingles_of_any_numbers_have_the_resemblance_of_the_runs_of_tokens() {
    let mut random = SplitMix64::new(1);
    for (vocabulary, words) in [(4, 3_000), (60, 2_000), (30_000, 3_000)] {
        for width in [1, 2, 5, 6, 8, 20, 32] {
            let a = text(words, vocabulary, &mut random);
            let b = edited(&a, 40, vocabulary);
            let expected = true_resemblance(width, &a, &b);
            for numbering in NUMBERINGS {
                let [a, b] = [&a, &b].map(|text| numbered(text, numbering));
                let sets = [&a, &b].map(|text| shingles(width, text, TokenKind::Word));
                assert_eq!(sets[0].resemblance(&sets[1]).get(), expected, "{width} {vocabulary}");
            }
        }
    }
    // Five characters are three words.
    let a = text(2_000, 300, &mut random);
    let b = edited(&a, 30, 300);
    let sets = [&a, &b].map(|text| shingles(3, text, TokenKind::Character));
    assert_eq!(sets[0].resemblance(&sets[1]).get(), true_resemblance(5, &a, &b));
}

#[test]
fn signatures_of_any_numbers_estimate_the_resemblance() {
    for kind in [SketchKind::Bucketed, SketchKind::Classic] {
        for numbering in NUMBERINGS {
            let mut sum = 0.0;
            let a: Vec<u64> = (0..600).map(numbering).collect();
            let b: Vec<u64> = (200..800).map(numbering).collect();
            for seed in 0..64 {
                let hasher = MinHasher::with_kind(kind, 256, seed).unwrap();
                let [a, b] = [&a, &b].map(|set| hasher.signature(set).unwrap());
                sum += a.estimate_resemblance(&b).unwrap().resemblance.get();
            }
            // The standard error of the mean of 64 estimates is .0039 at most.
            assert!((sum / 64.0 - 0.5).abs() < 3.5 * 0.0039, "{kind:?}: {}", sum / 64.0);
        }
    }
}

/// Documents of ten paragraphs, of which neighbours share one.
fn documents(vocabulary: u64) -> Vec<Vec<u64>> {
    let mut random = SplitMix64::new(4);
    let shared: Vec<Vec<u64>> = (0..12).map(|_| text(40, vocabulary, &mut random)).collect();
    (0..12)
        .map(|i| {
            let mut document = text(150, vocabulary, &mut random);
            document.extend(&shared[i]);
            document.extend(text(100, vocabulary, &mut random));
            document.extend(&shared[(i + 1) % 12]);
            document
        })
        .collect()
}

#[test]
fn passages_of_any_numbers_are_those_of_hashes() {
    for vocabulary in [40, 400, 40_000] {
        let documents = documents(vocabulary);
        let settings = PassageSettings::default();
        let found = |numbering: fn(u64) -> u64| {
            let tokens: Vec<Vec<u64>> =
                documents.iter().map(|text| numbered(text, numbering)).collect();
            let documents: Vec<_> = tokens.iter().map(|text| DocumentTokens::new(text)).collect();
            find_passages(&documents, &settings)
        };
        let hashes = found(NUMBERINGS[3]);
        for numbering in NUMBERINGS {
            let ids = found(numbering);
            for passage in &ids.passages {
                assert!(passage.matched_words >= settings.min_words());
            }
            // Each of the twelve planted ones is found whole in both.
            for found in [&ids, &hashes] {
                let planted = |(i, document): (usize, &Vec<u64>)| {
                    let (start, end) = (document.len() - 40, document.len());
                    let next = (i + 1) % 12;
                    found.passages.iter().any(|passage| {
                        let sides = [&passage.a, &passage.b];
                        sides.iter().any(|run| {
                            run.document == DocumentId(i as u32)
                                && run.start as usize <= start
                                && run.end as usize >= end
                        }) && sides.iter().any(|run| run.document == DocumentId(next as u32))
                    })
                };
                assert!(documents.iter().enumerate().all(planted), "{vocabulary}");
            }
            let works = (ids.work.postings as f64, hashes.work.postings as f64);
            assert!(works.0 < 1.15 * works.1 && works.1 < 1.15 * works.0, "{works:?}");
        }
    }
}

/// The content of a family is the hash of the tokens as the caller gave them.
#[test]
fn the_content_of_a_family_is_that_of_the_tokens_of_the_caller() {
    let paragraph: Vec<u64> = (0..30).collect();
    let documents = [DocumentTokens::new(&paragraph), DocumentTokens::new(&paragraph)];
    let found = find_passages(&documents, &PassageSettings::default());
    assert_eq!(found.families[0].content, retold::hash::content_hash(&paragraph));
}

/// The raw steps take tokens as they are: numbers in a row keep about as many seeds as hashes do.
#[test]
fn the_seeds_of_numbers_in_a_row_are_as_dense_as_those_of_hashes() {
    let settings = PassageSettings::default();
    for numbering in NUMBERINGS {
        for vocabulary in [50, 5_000, u64::MAX] {
            let mut random = SplitMix64::new(2);
            let tokens: Vec<u64> = match vocabulary {
                u64::MAX => (0..20_000).map(numbering).collect(),
                _ => numbered(&text(20_000, vocabulary, &mut random), numbering),
            };
            let mut kept = 0;
            fingerprint(DocumentId(0), &tokens, &settings, |_| kept += 1);
            let expected =
                2.0 * 20_000.0 / (settings.guarantee() - settings.seed_length() + 2) as f64;
            assert!((f64::from(kept) / expected - 1.0).abs() < 0.25, "{kept} of {expected}");
        }
    }
}

#[test]
fn known_texts_of_any_numbers_are_found_where_they_are_and_nowhere_else() {
    let mut random = SplitMix64::new(8);
    for vocabulary in [3, 20, 2_000] {
        let licence = text(400, vocabulary, &mut random);
        let settings = PassageSettings::default();
        let len = settings.guarantee();
        let runs: HashSet<&[u64]> = licence.windows(len).collect();
        let mut document = text(30_000, vocabulary, &mut random);
        document.splice(500..500, licence.iter().copied());
        for numbering in NUMBERINGS {
            let known = KnownTexts::new([&numbered(&licence, numbering)[..]], &settings);
            let found = known.find(&numbered(&document, numbering));
            let mut expected: Vec<bool> = vec![false; document.len()];
            for (at, run) in document.windows(len).enumerate() {
                if runs.contains(run) {
                    expected[at..at + len].fill(true);
                }
            }
            let mut marked = vec![false; document.len()];
            for run in &found {
                marked[run.start as usize..run.end as usize].fill(true);
            }
            assert_eq!(marked, expected, "{vocabulary}");
        }
    }
}

/// A tokenizer whose hashes are the numbers that the words are made of.
struct Numbers(fn(u64) -> u64);

impl Tokenizer for Numbers {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        let mut start = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let number = word.trim_end();
            if let Ok(id) = number.parse() {
                let span = Span::new(start, start + number.len());
                sink(Token::new((self.0)(id), span, TokenKind::Word));
            }
            start += word.len();
        }
    }
}

fn report(texts: &[String], search: Search, unit: Unit, numbering: fn(u64) -> u64) -> Report {
    let corpus: Corpus<'_> =
        texts.iter().enumerate().map(|(i, text)| (format!("{i:02}"), text.as_str())).collect();
    let detector = Detector::builder().unit(unit).search(search);
    let mut detector = detector.tokenizer("numbers", Numbers(numbering));
    if unit != Unit::Passage {
        detector = detector.shingle_width(6);
    }
    detector.build().unwrap().detect(&corpus)
}

#[test]
fn a_tokenizer_may_number_its_tokens_as_it_likes() {
    let write = |words: &[u64]| words.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
    let mut random = SplitMix64::new(6);
    let mut texts = Vec::new();
    for _ in 0..8 {
        let original = text(300, 200, &mut random);
        texts.push(write(&original));
        texts.push(write(&edited(&original, 90, 200)));
    }
    for unit in [Unit::Document, Unit::Passage] {
        for search in [Search::Exact, Search::Lsh] {
            let expected = report(&texts, search, unit, NUMBERINGS[3]);
            assert!(expected.pairs().len() >= 8, "{unit:?}");
            for numbering in NUMBERINGS {
                let found = report(&texts, search, unit, numbering);
                assert_eq!(found.pairs(), expected.pairs(), "{unit:?}");
                assert_eq!(found.clusters(), expected.clusters(), "{unit:?}");
                // Which of two places that are as central represents a family, hashes decide.
                let places = |report: &Report| -> Vec<_> {
                    let places = report.families().iter().map(|family| {
                        let places = family.occurrences().iter();
                        places.map(|it| (it.document, it.place)).collect::<Vec<_>>()
                    });
                    places.collect()
                };
                assert_eq!(places(&found), places(&expected), "{unit:?}");
            }
        }
    }
}
