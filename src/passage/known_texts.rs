//! Known texts, which are masked before passages are looked for.

use super::ranges::join_ranges;
use super::settings::PassageSettings;
use crate::hash::{ShingleHash, mix64, shingle_hash};
use std::collections::BTreeMap;
use std::ops::Range;

/// Texts that are known boilerplate: licence headers, footers, templates.
///
/// A token of a document is known if it is in a run of guaranteed length that also occurs in a known
/// text (or in the whole known text, if that is shorter).
///
/// Memory: 8 bytes a token of the known texts.
///
/// # Examples
/// ```
/// use retold::passage::{KnownTexts, PassageSettings};
///
/// let licence: Vec<u64> = (100..140).collect();
/// let known = KnownTexts::new([&licence[..]], &PassageSettings::default());
///
/// let document = [&[1, 2][..], &licence, &[3]].concat();
/// assert_eq!(known.find(&document), [2..42]);
///
/// // Masked tokens equal no other token, so no passage contains them.
/// let masked = known.mask(&document).unwrap();
/// assert_eq!((masked[1], masked[42]), (2, 3));
/// assert!(!masked.contains(&100));
/// ```
#[derive(Clone, Debug, Default)]
pub struct KnownTexts {
    /// For each length of runs, their hashes, sorted.
    runs: BTreeMap<usize, Vec<u64>>,
}

impl KnownTexts {
    /// Known texts, given as token hashes.
    pub fn new<'k>(
        texts: impl IntoIterator<Item = &'k [u64]>,
        settings: &PassageSettings,
    ) -> KnownTexts {
        let mut runs: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for text in texts {
            let len = text.len().min(settings.guarantee());
            if len > 0 {
                // A run found by its hash is not compared. Tokens that are small numbers would give
                // different runs equal hashes, so they are mixed first.
                let mixed: Vec<u64> = text.iter().map(|&token| mix64(token)).collect();
                runs.entry(len).or_default().extend(mixed.windows(len).map(shingle_hash));
            }
        }
        for hashes in runs.values_mut() {
            hashes.sort_unstable();
            hashes.dedup();
        }
        KnownTexts { runs }
    }

    /// The known runs of a document, in order. They do not touch each other.
    pub fn find(&self, tokens: &[u64]) -> Vec<Range<u32>> {
        let mut found: Vec<Range<u32>> = Vec::new();
        for (&len, hashes) in &self.runs {
            let mut rolling = ShingleHash::default();
            for (at, &token) in tokens.iter().enumerate() {
                rolling.push(mix64(token));
                if rolling.len() == len {
                    let start = at + 1 - len;
                    if hashes.binary_search(&rolling.finish()).is_ok() {
                        found.push(start as u32..at as u32 + 1);
                    }
                    rolling.pop(mix64(tokens[start]));
                }
            }
        }
        join_ranges(found)
    }

    /// The tokens of a document with each known token replaced by a unique number; `None` if no token
    /// is known.
    ///
    /// Equal documents have equal masks.
    pub fn mask(&self, tokens: &[u64]) -> Option<Vec<u64>> {
        let found = self.find(tokens);
        if found.is_empty() {
            return None;
        }
        // The number must not occur again in this document or another one, so it depends on all tokens of
        // the document and on the position.
        let content = crate::hash::content_hash(tokens).0;
        let seed = mix64(content as u64 ^ (content >> 64) as u64);
        let mut masked = tokens.to_vec();
        for at in found.into_iter().flatten() {
            masked[at as usize] = mix64(seed.wrapping_add(u64::from(at) << 1 | 1));
        }
        Some(masked)
    }
}
