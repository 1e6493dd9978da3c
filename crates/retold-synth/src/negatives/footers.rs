//! Texts with a common footer.

use crate::language::Language;
use crate::prose::Prose;
use crate::rng::Rng;
use crate::words::word_spans;

/// Independent texts, with and without a footer that they all share.
///
/// # Examples
/// ```
/// use retold_synth::{Language, footers};
///
/// let corpus = footers(Language::English, 3, 1_000, 200, 1);
/// assert!(corpus.documents.iter().all(|text| text.ends_with(&corpus.footer)));
/// assert!(corpus.documents[0].starts_with(&corpus.bare[0]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterCorpus {
    /// The texts, each with the footer after a blank line.
    pub documents: Vec<String>,
    /// The same texts without it.
    pub bare: Vec<String>,
    /// The footer.
    pub footer: String,
}

/// Generates `count` texts of about `bytes` bytes with a footer of exactly `words` words.
///
/// # Examples
/// ```
/// use retold_synth::{Language, footers, word_spans};
///
/// assert_eq!(word_spans(&footers(Language::English, 3, 1_000, 200, 1).footer).len(), 200);
/// ```
pub fn footers(
    language: Language,
    count: usize,
    bytes: usize,
    words: usize,
    seed: u64,
) -> FooterCorpus {
    let text = Prose::from_rng(language, Rng::of_part(seed, count as u64)).paragraph(words);
    let end = word_spans(&text).get(words.saturating_sub(1)).map_or(text.len(), |word| word.end);
    let footer = text[..end].to_owned();
    let bare: Vec<String> = (0..count)
        .map(|number| Prose::from_rng(language, Rng::of_part(seed, number as u64)).article(bytes))
        .collect();
    let documents = bare.iter().map(|text| format!("{text}\n\n{footer}")).collect();
    FooterCorpus { documents, bare, footer }
}
