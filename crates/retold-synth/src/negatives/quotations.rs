//! Quotations that two texts share, too short to be passages.

use crate::language::Language;
use crate::place::Place;
use crate::prose::Prose;
use crate::rng::Rng;
use crate::words::word_spans;

/// Independent texts that share short quotations.
///
/// # Examples
/// ```
/// use retold_synth::{Language, quotations};
///
/// let corpus = quotations(Language::English, 4, 6, 2_000, 1);
/// let quotation = &corpus.quotations[0];
/// assert_eq!(quotation.a.text(&corpus.documents), quotation.b.text(&corpus.documents));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotationCorpus {
    /// The texts.
    pub documents: Vec<String>,
    /// The shared quotations.
    pub quotations: Vec<Quotation>,
}

/// A quotation that occurs in two texts.
///
/// # Examples
/// ```
/// use retold_synth::{Language, quotations};
///
/// let quotation = quotations(Language::English, 2, 1, 2_000, 1).quotations.remove(0);
/// assert!((3..12).contains(&quotation.words));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The place in one text, without the quotation marks.
    pub a: Place,
    /// The place in the other.
    pub b: Place,
    /// The number of words: 3 to 11.
    pub words: usize,
}

/// Generates `count` texts of about `bytes` bytes and `shared` quotations of 3 to 11 words, each in
/// two of the texts, in sentences of their own.
///
/// # Panics
/// If there are fewer than two texts.
///
/// # Examples
/// ```
/// use retold_synth::{Language, quotations};
///
/// assert_eq!(quotations(Language::Arabic, 3, 5, 1_000, 1).quotations.len(), 5);
/// ```
pub fn quotations(
    language: Language,
    count: usize,
    shared: usize,
    bytes: usize,
    seed: u64,
) -> QuotationCorpus {
    assert!(count >= 2, "a quotation needs two texts");
    let mut rng = Rng::new(seed);
    let mut documents: Vec<String> = (0..count)
        .map(|number| Prose::from_rng(language, Rng::of_part(seed, number as u64)).article(bytes))
        .collect();
    let mut prose = Prose::from_rng(language, Rng::of_part(seed, count as u64));
    // Appended at the ends, so that earlier places stay valid.
    let mut quotations = Vec::with_capacity(shared);
    for _ in 0..shared {
        let words = rng.between(3, 11);
        let text = prose.paragraph(words);
        let spans = word_spans(&text);
        let quote = &text[spans[0].start..spans[words - 1].end];
        let a = rng.below(count);
        let b = (a + 1 + rng.below(count - 1)) % count;
        let mut place = |document: usize| {
            let before = prose.paragraph(12);
            let after = prose.paragraph(12);
            let text = &mut documents[document];
            text.push_str("\n\n");
            text.push_str(&before);
            text.push_str(" “");
            let start = text.len();
            text.push_str(quote);
            let end = text.len();
            text.push_str("” ");
            text.push_str(&after);
            Place { document, start, end }
        };
        quotations.push(Quotation { a: place(a), b: place(b), words });
    }
    QuotationCorpus { documents, quotations }
}
