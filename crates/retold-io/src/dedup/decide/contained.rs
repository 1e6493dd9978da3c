//! Documents that occur whole inside a longer one.
//!
//! Examples: a page whose download was cut off, a quotation that is also a record of its own. Each
//! word of such a document occurs in another document, in one run. A search for near-copies misses
//! them, because the longer document has a low resemblance to the shorter one.
//!
//! # How it is found
//! A document can only start where its first [`WINDOW`] tokens occur. One reading stores the hash
//! of these tokens for each document ([`Starts`]). The next reading moves a window over all
//! documents and looks up each window. If a window is found, the hash of all but the last token of
//! the shorter document is compared with the hash of as many tokens of the longer one; sums of
//! hashes give it in one step. The last word may be cut off: `gard` of `garden`. Finally the texts
//! are compared. Invariant: the container of a document is the longest one, so no container is
//! contained in another document.
//!
//! Cost: two more readings; 32 bytes for each document, 16 for each token of the document being read.

use super::repeat::{Repeat, Repeats};
use crate::dedup::records::record_store::RecordStore;
use crate::diagnostics::Progress;
use crate::error::Error;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use retold::Span;
use retold::facts::same_text;
use retold::text::{Words, normalise};
use std::collections::BTreeMap;
use std::path::Path;

/// The number of tokens in a window.
const WINDOW: usize = 8;

/// The most documents with the same start that are compared at one place.
const ALIKE: usize = 64;

/// The base of the sums of hashes: odd, so that no token is lost at the upper end.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Removes the documents that occur whole inside a longer kept document. A document that is the
/// kept text of another removal is not removed.
pub(in crate::dedup) fn remove(
    repeats: &mut Repeats,
    store: &mut RecordStore<'_>,
    (references, least): (u32, usize),
    spool: Option<&Path>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let documents: u32 = store.known.iter().map(|known| known.documents).sum();
    let mut is_removed = vec![false; documents as usize];
    let mut is_named = vec![false; documents as usize];
    for repeat in &repeats.all {
        is_removed[repeat.document as usize] = true;
        is_named[repeat.kept as usize] = true;
    }
    let all: Vec<u32> = (0..store.sources.len() as u32).collect();
    let mut starts = Vec::new();
    store.each_block(&all, progress, |parts| {
        let found: Vec<Option<Start>> = parts
            .par_iter()
            .filter(|(document, _)| {
                let at = *document as usize;
                *document >= references && !is_removed[at] && !is_named[at]
            })
            .map(|(document, record)| {
                let text = store.text_of(*document, record)?;
                Ok(Start::of(*document, &Tokens::of(&text), least))
            })
            .collect::<Result<_, Error>>()?;
        starts.extend(found.into_iter().flatten());
        Ok(())
    })?;
    let starts = Starts::new(starts);
    let mut best: BTreeMap<u32, Within> = BTreeMap::new();
    store.each_block(&all, progress, |parts| {
        let found: Vec<(Vec<Within>, bool)> = parts
            .par_iter()
            .filter(|(document, _)| !is_removed[*document as usize])
            .map(|(document, record)| {
                let text = store.text_of(*document, record)?;
                Ok(starts.within(*document, &Tokens::of(&text)))
            })
            .collect::<Result<_, Error>>()?;
        for (found, is_bounded) in found {
            repeats.unresolved += usize::from(is_bounded);
            for within in found {
                let other = best.entry(within.document).or_insert(within);
                if within.rank() < other.rank() {
                    *other = within;
                }
            }
        }
        Ok(())
    })?;
    let mut wanted = vec![false; documents as usize];
    for within in best.values() {
        wanted[within.document as usize] = true;
        wanted[within.kept as usize] = true;
    }
    store.fetch(|document| wanted[document as usize], spool, progress)?;
    let store = &*store;
    let verified: Vec<Option<Repeat>> = best
        .into_values()
        .collect::<Vec<_>>()
        .par_iter()
        .map(|within| Ok(within.verified(&store.text(within.document)?, &store.text(within.kept)?)))
        .collect::<Result<_, Error>>()?;
    repeats.all.extend(verified.into_iter().flatten());
    repeats.all.sort_by_key(|repeat| (repeat.document, repeat.span));
    Ok(())
}

/// The tokens of a text and the sums of their hashes.
struct Tokens {
    /// The sums of the first 0, 1, 2 … tokens.
    sums: Vec<u64>,
    spans: Vec<Span>,
    /// The length of the text, in units of 0.2 words.
    fifths: usize,
}

impl Tokens {
    fn of(text: &str) -> Tokens {
        let mut tokens = Tokens { sums: vec![0], spans: Vec::new(), fifths: 0 };
        let mut sum: u64 = 0;
        Words.for_each(text, |token| {
            sum = sum.wrapping_mul(BASE).wrapping_add(token.hash);
            tokens.sums.push(sum);
            tokens.spans.push(token.span);
            tokens.fifths += token.kind.fifths();
        });
        tokens
    }

    fn len(&self) -> usize {
        self.spans.len()
    }
}

/// `BASE` to each power up to `most`.
fn powers(most: usize) -> Vec<u64> {
    std::iter::successors(Some(1_u64), |power| Some(power.wrapping_mul(BASE)))
        .take(most + 1)
        .collect()
}

/// The start of a document.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// The hash of its first tokens.
    head: u64,
    document: u32,
    tokens: u32,
    /// The hash of all tokens but the last, which may be cut off.
    run: u64,
}

impl Start {
    /// None if the document is too short to be removed as contained.
    fn of(document: u32, tokens: &Tokens, least: usize) -> Option<Start> {
        let long_enough = tokens.fifths >= 5 * least && tokens.len() > WINDOW;
        long_enough.then(|| Start {
            head: tokens.sums[WINDOW],
            document,
            tokens: tokens.len() as u32,
            run: tokens.sums[tokens.len() - 1],
        })
    }
}

/// The starts of all documents, in an index by their first tokens.
struct Starts {
    /// Sorted by hash, then by length.
    all: Vec<Start>,
    /// A bit set of the upper bits of their hashes; it rejects most windows without a search.
    seen: Vec<u64>,
    shift: u32,
}

/// The occurrence of a document inside another one.
#[derive(Clone, Copy, Debug)]
struct Within {
    document: u32,
    kept: u32,
    kept_tokens: u32,
    /// The span of its words in the other document.
    span: Span,
    /// The start of its last word there.
    last: usize,
}

impl Starts {
    fn new(mut all: Vec<Start>) -> Starts {
        all.sort_unstable_by_key(|start| (start.head, start.tokens, start.run, start.document));
        let bits = (all.len().max(4) * 16).next_power_of_two();
        let shift = 64 - bits.trailing_zeros();
        let mut seen = vec![0_u64; bits / 64];
        for start in &all {
            let at = (start.head >> shift) as usize;
            seen[at / 64] |= 1 << (at % 64);
        }
        Starts { all, seen, shift }
    }

    /// The documents with this start.
    fn with(&self, head: u64) -> &[Start] {
        let bit = (head >> self.shift) as usize;
        if self.seen[bit / 64] >> (bit % 64) & 1 == 0 {
            return &[];
        }
        let from = self.all.partition_point(|start| start.head < head);
        let count = self.all[from..].partition_point(|start| start.head == head);
        &self.all[from..from + count]
    }

    /// The documents inside this one, and whether some were not compared because there were too
    /// many.
    fn within(&self, kept: u32, tokens: &Tokens) -> (Vec<Within>, bool) {
        let mut found = Vec::new();
        let mut is_bounded = false;
        let len = tokens.len();
        if len <= WINDOW {
            return (found, false);
        }
        let powers = powers(len);
        let run = |from: usize, to: usize| {
            let before = tokens.sums[from].wrapping_mul(powers[to - from]);
            tokens.sums[to].wrapping_sub(before)
        };
        for from in 0..=len - WINDOW {
            let alike = self.with(run(from, from + WINDOW));
            // A longer document does not fit, and one of the same length is a copy, not a part.
            let room = (len - from).min(len - 1);
            let fit = alike.partition_point(|start| start.tokens as usize <= room);
            is_bounded |= fit > ALIKE;
            // If there are too many, the longest are compared: they save the most text.
            for start in alike[..fit].iter().rev().take(ALIKE) {
                let last = from + start.tokens as usize - 1;
                if start.document != kept && run(from, last) == start.run {
                    found.push(Within {
                        document: start.document,
                        kept,
                        kept_tokens: len as u32,
                        span: Span::new(tokens.spans[from].start, tokens.spans[last].end),
                        last: tokens.spans[last].start,
                    });
                }
            }
        }
        (found, is_bounded)
    }
}

impl Within {
    /// The order of containers: the longest, then the first document, then the first place.
    fn rank(self) -> (std::cmp::Reverse<u32>, u32, usize) {
        (std::cmp::Reverse(self.kept_tokens), self.kept, self.span.start)
    }

    /// The removal, if the texts agree. The last word may be a prefix of the word in the longer
    /// text.
    fn verified(self, own: &str, kept: &str) -> Option<Repeat> {
        let tokens = Tokens::of(own);
        let (first, last) = (tokens.spans.first()?, tokens.spans.last()?);
        let head = kept.get(self.span.start..self.last)?;
        if !same_text(own.get(first.start..last.start)?, head) {
            return None;
        }
        let (cut, whole) =
            (normalise(&own[last.range()]), normalise(kept.get(self.last..self.span.end)?));
        // Only punctuation can follow the last word, and it may be cut off too.
        if !whole.starts_with(cut.as_ref() as &str) {
            return None;
        }
        Some(Repeat {
            document: self.document,
            span: Span::new(0, own.len()),
            kept: self.kept,
            kept_span: self.span,
            similarity: 1.0,
            identical: false,
            same_words: cut == whole,
            equivalent: true,
            is_contained: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Start, Starts, Tokens};

    fn within(texts: &[&str]) -> Vec<(u32, u32)> {
        let tokens: Vec<Tokens> = texts.iter().map(|text| Tokens::of(text)).collect();
        let starts =
            (0..).zip(&tokens).filter_map(|(at, tokens)| Start::of(at, tokens, 12)).collect();
        let starts = Starts::new(starts);
        let mut found = Vec::new();
        for (at, own) in (0..).zip(&tokens) {
            for within in starts.within(at, own).0 {
                let [document, kept] = [within.document, within.kept].map(|it| texts[it as usize]);
                if within.verified(document, kept).is_some() {
                    found.push((within.document, within.kept));
                }
            }
        }
        found
    }

    const PART: &str = "the old man walked slowly down to the harbour to look for his younger brother and his boat";

    #[test]
    fn a_part_is_found_at_the_start_in_the_middle_and_at_the_end() {
        for whole in [
            format!("{PART} on the sand"),
            format!("In May {PART}, and on the sand."),
            format!("In May {PART}."),
        ] {
            assert_eq!(within(&[PART, &whole]), [(0, 1)], "{whole}");
            assert_eq!(within(&[&whole, PART]), [(1, 0)], "{whole}");
        }
    }

    #[test]
    fn the_last_word_may_be_cut_off_and_no_other() {
        let cut = &PART[..PART.len() - 2];
        assert_eq!(within(&[cut, &format!("{PART} was old")]), [(0, 1)]);
        assert_eq!(within(&[&PART[2..], &format!("{PART} was old")]), []);
    }

    #[test]
    fn a_document_with_other_words_is_not_contained() {
        let other = PART.replace("slowly", "quickly");
        assert_eq!(within(&[&other, &format!("{PART} on the sand")]), []);
        assert_eq!(within(&[&format!("{PART} 1"), &format!("{PART} 2 and more")]), []);
        assert_eq!(within(&[PART, PART]), [], "what is as long is a copy");
        let short = "the old man walked slowly down to the harbour to";
        assert_eq!(within(&[short, &format!("{short} sea")]), [], "too short to be removed");
    }
}
