//! Fixed inputs: the same bytes on every machine.

use retold::shingle::{ShingleSets, Shingler};
use retold::text::{TokenKind, Words};
use retold_synth::{Language, NearCopies, Passages, Prose};

/// The tokens of a text as the later stages take them.
#[derive(Default)]
pub struct Tokens {
    /// The hash of each token.
    pub hashes: Vec<u64>,
    /// The kind of each token.
    pub kinds: Vec<TokenKind>,
}

impl Tokens {
    /// The tokens of a text.
    pub fn of(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        Words.for_each(text, |token| {
            tokens.hashes.push(token.hash);
            tokens.kinds.push(token.kind);
        });
        tokens
    }

    /// Their shingles of five words.
    pub fn shingles(&self) -> Vec<u64> {
        let mut shingles = Vec::new();
        shingler().shingles_into(&self.hashes, &self.kinds, &mut shingles);
        shingles
    }
}

/// Five words to a shingle.
pub fn shingler() -> Shingler {
    Shingler::new(5).expect("5 is a width").of_hashes()
}

/// Sixteen documents of four kilobytes.
pub fn articles(language: Language) -> Vec<String> {
    (0..16).map(|seed| Prose::new(language, seed).article(4 << 10)).collect()
}

/// The bytes of some texts.
pub fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// 200,000 band keys, of which six percent equal an earlier one.
pub fn band_keys() -> Vec<u64> {
    let spread = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let key = |number: u64| if number % 50 < 3 { number / 2 } else { number };
    (0..200_000).map(|number| spread(key(number) + 1)).collect()
}

/// The shingle sets of 200 documents, and pairs to compare: planted copies, and as many unrelated
/// pairs.
pub fn pairs() -> (ShingleSets, Vec<(u32, u32)>) {
    let corpus = NearCopies::new(Language::English)
        .documents(200)
        .near_copies(80, &[2, 5, 10, 20, 40])
        .build(1);
    let mut sets = ShingleSets::new();
    for text in &corpus.documents {
        sets.push(&Tokens::of(text).shingles());
    }
    let copies = corpus.related_pairs().into_iter().map(|(a, b)| (a as u32, b as u32));
    let pairs = copies.flat_map(|(a, b)| [(a, b), (a, (a + 100) % 200)]).collect();
    (sets, pairs)
}

/// 200 articles, each of which contains a passage of another one.
pub fn retold_articles() -> Vec<Tokens> {
    let corpus = Passages::new(Language::English).documents(200).bytes(2_000).plants(200).build(1);
    corpus.documents.iter().map(|text| Tokens::of(text)).collect()
}
