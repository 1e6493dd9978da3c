//! Corpora with near-copies and exact copies of documents.

use crate::edit::{Pieces, WordEdit, edit_words};
use crate::language::Language;
use crate::prose::Prose;
use crate::rng::Rng;

/// A plan for a corpus in which a stated number of documents are near or exact copies of others.
///
/// A near-copy differs by substituted, inserted and deleted words (2 : 1 : 1), at a rate stated
/// in edits per 1,000 words. With single words substituted at the rate p, a share (1 − p)⁵ of the
/// shingles of five words survives, call it s, and the resemblance is about s / (2 − s):
///
/// | edits per 1,000 words | 2 | 5 | 10 | 15 | 20 | 25 | 30 | 40 | 60 | 100 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | resemblance at w = 5, about | .98 | .95 | .91 | .87 | .83 | .79 | .76 | .69 | .58 | .42 |
///
/// A document of 300 words has so few edits that single copies differ a lot from these values.
///
/// # Examples
/// ```
/// use retold_synth::{Language, NearCopies};
///
/// let corpus = NearCopies::new(Language::English)
///     .documents(50)
///     .bytes(1_800)
///     .near_copies(10, &[5, 20])
///     .exact_copies(2)
///     .build(7);
/// assert_eq!(corpus.documents.len(), 50);
/// assert_eq!(corpus.copies.len(), 12);
/// ```
#[derive(Clone, Debug)]
pub struct NearCopies {
    language: Language,
    documents: usize,
    bytes: usize,
    near: usize,
    rates: Vec<usize>,
    exact: usize,
}

/// A corpus made by [`NearCopies`], with its planted copies.
///
/// # Examples
/// ```
/// use retold_synth::{Language, NearCopies, brute_force_resemblance};
///
/// let corpus = NearCopies::new(Language::English).documents(9).near_copies(3, &[5]).build(7);
/// for copy in &corpus.copies {
///     let (a, b) = (&corpus.documents[copy.original], &corpus.documents[copy.copy]);
///     assert!(brute_force_resemblance(a, b, 5) > 0.8);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct NearCopyCorpus {
    /// The texts, originals and copies in random order.
    pub documents: Vec<String>,
    /// The planted copies, by the number of the copy.
    pub copies: Vec<PlantedCopy>,
}

/// A document that is a copy of another one in the corpus.
///
/// An original may have several copies, which are also similar to each other. An original is never a
/// copy itself.
///
/// # Examples
/// ```
/// use retold_synth::{Language, NearCopies};
///
/// let corpus = NearCopies::new(Language::English).documents(4).exact_copies(1).build(7);
/// let copy = &corpus.copies[0];
/// assert_eq!(copy.edits, 0);
/// assert_eq!(corpus.documents[copy.original], corpus.documents[copy.copy]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlantedCopy {
    /// The document that was copied.
    pub original: usize,
    /// The document that is the copy.
    pub copy: usize,
    /// The planned edits per 1,000 words; 0 for an exact copy.
    pub rate: usize,
    /// The number of words that were substituted, inserted or deleted.
    pub edits: usize,
}

impl NearCopies {
    /// Plans 100 documents of 1,800 bytes without any copies.
    pub fn new(language: Language) -> NearCopies {
        NearCopies { language, documents: 100, bytes: 1_800, near: 0, rates: Vec::new(), exact: 0 }
    }

    /// Sets the number of documents, copies included.
    #[must_use]
    pub fn documents(mut self, documents: usize) -> NearCopies {
        self.documents = documents;
        self
    }

    /// Sets the length of an original: at least `bytes`, at most a sentence more.
    #[must_use]
    pub fn bytes(mut self, bytes: usize) -> NearCopies {
        self.bytes = bytes;
        self
    }

    /// Plants `count` near-copies, which use the edit rates (per 1,000 words) in turn.
    #[must_use]
    pub fn near_copies(mut self, count: usize, rates: &[usize]) -> NearCopies {
        self.near = count;
        self.rates = rates.to_vec();
        self
    }

    /// Plants `count` exact copies.
    #[must_use]
    pub fn exact_copies(mut self, count: usize) -> NearCopies {
        self.exact = count;
        self
    }

    /// Generates the corpus for `seed`.
    ///
    /// # Panics
    /// If the copies leave no original, or if there are near-copies without an edit rate.
    pub fn build(&self, seed: u64) -> NearCopyCorpus {
        let planted = self.near + self.exact;
        assert!(planted < self.documents, "a corpus needs an original beside its copies");
        assert!(self.near == 0 || !self.rates.is_empty(), "near-copies need an edit rate");
        let originals = self.documents - planted;
        let mut rng = Rng::new(seed);
        // The positions of the documents in the corpus: first of the originals, then of the copies.
        let mut places: Vec<usize> = (0..self.documents).collect();
        rng.shuffle(&mut places);
        let mut documents = vec![String::new(); self.documents];
        for (original, &place) in places[..originals].iter().enumerate() {
            let rng = Rng::of_part(seed, original as u64);
            documents[place] = Prose::from_rng(self.language, rng).article(self.bytes);
        }
        let mut copies = Vec::with_capacity(planted);
        for number in 0..planted {
            let original = places[rng.below(originals)];
            let copy = places[originals + number];
            let rate = if number < self.near { self.rates[number % self.rates.len()] } else { 0 };
            let part = Rng::of_part(seed, (originals + number) as u64);
            let (text, edits) = self.copy(&documents[original], rate, part);
            documents[copy] = text;
            copies.push(PlantedCopy { original, copy, rate, edits });
        }
        copies.sort_by_key(|planted| planted.copy);
        NearCopyCorpus { documents, copies }
    }

    fn copy(&self, original: &str, rate: usize, rng: Rng) -> (String, usize) {
        if rate == 0 {
            return (original.to_owned(), 0);
        }
        let mut pieces = Pieces::of(original);
        let edits = (pieces.words.len() * rate).div_ceil(1000);
        let mut prose = Prose::from_rng(self.language, rng);
        let edits = edit_words(&mut pieces, self.language, WordEdit::Any, edits, &mut prose);
        (pieces.text(), edits)
    }
}

impl NearCopyCorpus {
    /// The total length of the texts in bytes.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, NearCopies};
    ///
    /// let corpus = NearCopies::new(Language::English).documents(10).bytes(500).build(7);
    /// assert!((5_000..10_000).contains(&corpus.bytes()));
    /// ```
    pub fn bytes(&self) -> usize {
        self.documents.iter().map(String::len).sum()
    }

    /// All pairs of documents that have the same original, the lower number first, sorted.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, NearCopies};
    ///
    /// let corpus = NearCopies::new(Language::English).documents(3).exact_copies(2).build(7);
    /// assert_eq!(corpus.related_pairs(), [(0, 1), (0, 2), (1, 2)]);
    /// ```
    pub fn related_pairs(&self) -> Vec<(usize, usize)> {
        let mut copies = self.copies.clone();
        copies.sort_by_key(|planted| (planted.original, planted.copy));
        let mut pairs = Vec::new();
        for family in copies.chunk_by(|a, b| a.original == b.original) {
            let mut members: Vec<usize> = family.iter().map(|planted| planted.copy).collect();
            members.push(family[0].original);
            members.sort_unstable();
            for (i, &a) in members.iter().enumerate() {
                pairs.extend(members[i + 1..].iter().map(|&b| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs
    }
}
