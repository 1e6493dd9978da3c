//! Text that is known to stand everywhere, and is to be folded away.

use super::settings::PassageSettings;
use crate::hash::{ShingleHash, mix64, shingle_hash};
use std::collections::BTreeMap;
use std::ops::Range;

/// Known boilerplate: licence headers, footers, templates.
///
/// A document's tokens are known where a run of them, of the guaranteed length (or a whole known
/// text, if that is shorter), stands in a known text.
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
/// // What is known equals nothing else any more, so no passage enters it.
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
    /// Learns the token hashes of known texts.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::KnownTexts;
    ///
    /// let known = KnownTexts::new([&[1_u64, 2, 3][..]], &Default::default());
    /// assert_eq!(known.find(&[9, 1, 2, 3]), [1..4]);
    /// ```
    pub fn new<'k>(
        texts: impl IntoIterator<Item = &'k [u64]>,
        settings: &PassageSettings,
    ) -> KnownTexts {
        let mut runs: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for text in texts {
            let len = text.len().min(settings.guarantee());
            if len > 0 {
                // Mixed, since a run is not looked at again: small numbers would make equal hashes
                // of different runs.
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

    /// The runs of a document's tokens that are known, in order, apart from one another.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::KnownTexts::default().find(&[1, 2, 3]).is_empty());
    /// ```
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
        found.sort_unstable_by_key(|run| (run.start, run.end));
        let mut joined: Vec<Range<u32>> = Vec::new();
        for run in found {
            match joined.last_mut() {
                Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
                _ => joined.push(run),
            }
        }
        joined
    }

    /// The document's tokens with what is known made unlike anything else; `None` if nothing is.
    ///
    /// Equal documents are masked equally, and stay equal.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::KnownTexts::default().mask(&[1, 2, 3]).is_none());
    /// ```
    pub fn mask(&self, tokens: &[u64]) -> Option<Vec<u64>> {
        let found = self.find(tokens);
        if found.is_empty() {
            return None;
        }
        // The same mask must not come again in this document or another one: it depends on all of
        // the document's tokens and on the place.
        let content = crate::hash::content_hash(tokens).0;
        let seed = mix64(content as u64 ^ (content >> 64) as u64);
        let mut masked = tokens.to_vec();
        for at in found.into_iter().flatten() {
            masked[at as usize] = mix64(seed.wrapping_add(u64::from(at) << 1 | 1));
        }
        Some(masked)
    }
}
