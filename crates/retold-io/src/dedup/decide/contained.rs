//! Documents that occur whole inside a longer one.
//!
//! Examples: a page whose download was cut off, a quotation that is also a record of its own. All
//! words of such a document occur in another document, in one run. A search for near-copies misses
//! such documents, because their resemblance to the longer document is low.
//!
//! # The search
//! A document can only occur where its middle [`WINDOW`] tokens occur. The middle is used because many
//! documents of one site start with the same menu and end with the same footer. One reading stores
//! the hash of these tokens for each document ([`Parts`]). The next reading moves a window over all
//! documents and looks up each window. If a window is found, the hash of all but the last token of
//! the shorter document is compared with the hash of as many tokens of the longer one, which two
//! sums of hashes give in one step. Finally the texts are compared; [`Ending`] says how the shorter one
//! may end. Invariant: a document is removed because of the longest document that contains it, and no
//! other document contains that one.
//!
//! Cost: two more readings of the input, and a third one of compressed files and tables if a document
//! was found. Each window takes one look-up. Of the documents with equal middle tokens, at most
//! [`LOOKED_AT`] are examined and at most [`ALIKE`] are compared. Memory: 2 bytes for each document,
//! 28 more for each one that is long enough and not removed yet, 48 more for each one that was found,
//! and 24 for each token of the documents that are being read, one on each thread.

use super::ending::{Ending, end_alike};
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

/// The most documents with equal middle tokens that are compared at one place.
const ALIKE: usize = 64;

/// The most documents with equal middle tokens that are examined to find those.
const LOOKED_AT: usize = 1024;

/// The base of the sums of hashes. It is odd, so that a multiplication by it loses no bit of a token.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Removes the documents that occur whole inside a longer kept document. A document that is the
/// kept text of another removal is not removed.
pub(in crate::dedup) fn remove(
    repeats: &mut Repeats,
    store: &mut RecordStore<'_>,
    (references, least, ending): (u32, usize, Ending),
    spool: Option<&Path>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let documents = store.documents() as usize;
    let mut is_removed = vec![false; documents];
    let mut is_named = vec![false; documents];
    for repeat in &repeats.all {
        is_removed[repeat.document as usize] = true;
        is_named[repeat.kept as usize] = true;
    }
    let all: Vec<u32> = (0..store.sources.len() as u32).collect();
    let mut candidates = Vec::new();
    store.each_block(&all, progress, |parts| {
        let found: Vec<Option<Part>> = parts
            .par_iter()
            .filter(|(document, _)| {
                let at = *document as usize;
                *document >= references && !is_removed[at] && !is_named[at]
            })
            .map(|(document, record)| {
                let text = store.text_of(*document, record)?;
                Ok(Part::of(*document, &Tokens::of(&text), least))
            })
            .collect::<Result<_, Error>>()?;
        candidates.extend(found.into_iter().flatten());
        Ok(())
    })?;
    let candidates = Parts::new(candidates);
    let mut best: BTreeMap<u32, Within> = BTreeMap::new();
    store.each_block(&all, progress, |parts| {
        let found: Vec<(Vec<Within>, bool)> = parts
            .par_iter()
            .filter(|(document, _)| !is_removed[*document as usize])
            .map(|(document, record)| {
                let text = store.text_of(*document, record)?;
                Ok(candidates.within(*document, &Tokens::of(&text)))
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
    let both = best.values().flat_map(|within| [within.document, within.kept]);
    store.fetch_documents(both, spool, progress)?;
    let store = &*store;
    let verified: Vec<Option<Repeat>> = best
        .into_values()
        .collect::<Vec<_>>()
        .par_iter()
        .map(|within| {
            Ok(within.verified(&store.text(within.document)?, &store.text(within.kept)?, ending))
        })
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

    /// The hash of a run of tokens.
    fn run(&self, from: usize, to: usize) -> u64 {
        self.run_with(BASE.wrapping_pow((to - from) as u32), from, to)
    }

    /// The hash of the [`WINDOW`] tokens from `at` on.
    fn window(&self, at: usize) -> u64 {
        const POWER: u64 = BASE.wrapping_pow(WINDOW as u32);
        self.run_with(POWER, at, at + WINDOW)
    }

    /// The hash of a run; `power` is [`BASE`] to the power of its length.
    fn run_with(&self, power: u64, from: usize, to: usize) -> u64 {
        self.sums[to].wrapping_sub(self.sums[from].wrapping_mul(power))
    }
}

/// A document that may be a part of another one.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// The hash of its middle tokens.
    middle: u64,
    document: u32,
    tokens: u32,
    /// The hash of all tokens but the last, which may be cut off.
    run: u64,
}

impl Part {
    /// None if the document is too short to be removed as contained.
    fn of(document: u32, tokens: &Tokens, least: usize) -> Option<Part> {
        let long_enough = tokens.fifths >= 5 * least && tokens.len() > WINDOW;
        long_enough.then(|| Part {
            middle: tokens.window(middle(tokens.len())),
            document,
            tokens: tokens.len() as u32,
            run: tokens.sums[tokens.len() - 1],
        })
    }
}

/// The start of the middle tokens in a document of `tokens` tokens. The last token is not among them,
/// because it may be cut off.
fn middle(tokens: usize) -> usize {
    (tokens - 1 - WINDOW) / 2
}

/// The documents that may be parts of others, in an index by their middle tokens.
struct Parts {
    /// Sorted by hash, then by length.
    all: Vec<Part>,
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

impl Parts {
    fn new(mut all: Vec<Part>) -> Parts {
        all.sort_unstable_by_key(|part| (part.middle, part.tokens, part.run, part.document));
        let bits = (all.len().max(4) * 16).next_power_of_two();
        let shift = 64 - bits.trailing_zeros();
        let mut seen = vec![0_u64; bits / 64];
        for part in &all {
            let at = (part.middle >> shift) as usize;
            seen[at / 64] |= 1 << (at % 64);
        }
        Parts { all, seen, shift }
    }

    /// The documents with these middle tokens.
    fn with(&self, middle: u64) -> &[Part] {
        let bit = (middle >> self.shift) as usize;
        if self.seen[bit / 64] >> (bit % 64) & 1 == 0 {
            return &[];
        }
        let from = self.all.partition_point(|part| part.middle < middle);
        let count = self.all[from..].partition_point(|part| part.middle == middle);
        &self.all[from..from + count]
    }

    /// The documents inside this one, and whether some were not compared because of a limit.
    fn within(&self, kept: u32, tokens: &Tokens) -> (Vec<Within>, bool) {
        let mut found = Vec::new();
        let mut is_bounded = false;
        let len = tokens.len();
        if len <= WINDOW {
            return (found, false);
        }
        for at in 0..=len - WINDOW {
            let alike = self.with(tokens.window(at));
            // A longer document does not fit, and one of the same length is a copy, not a part.
            let shorter = alike.partition_point(|part| (part.tokens as usize) < len);
            // If there are too many, the longest are compared, because their removal saves most text.
            is_bounded |= shorter > LOOKED_AT;
            let mut compared = 0;
            for part in alike[..shorter].iter().rev().take(LOOKED_AT) {
                let part_tokens = part.tokens as usize;
                let Some(from) = at.checked_sub(middle(part_tokens)) else { continue };
                if from + part_tokens > len {
                    continue;
                }
                compared += 1;
                if compared > ALIKE {
                    is_bounded = true;
                    break;
                }
                let last = from + part_tokens - 1;
                if part.document != kept && tokens.run(from, last) == part.run {
                    found.push(Within {
                        document: part.document,
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

    /// The removal, if the texts agree.
    fn verified(self, own: &str, kept: &str, ending: Ending) -> Option<Repeat> {
        let tokens = Tokens::of(own);
        let (first, last) = (tokens.spans.first()?, tokens.spans.last()?);
        let head = kept.get(self.span.start..self.last)?;
        if !same_text(own.get(first.start..last.start)?, head) {
            return None;
        }
        let own_last = normalise(&own[last.range()]);
        let kept_last = normalise(kept.get(self.last..self.span.end)?);
        let is_whole = own_last == kept_last
            && end_alike(&own_last, &own[last.end..], kept.get(self.span.end..)?);
        let is_cut = || ending == Ending::Cut && kept_last.starts_with(own_last.as_ref() as &str);
        if !is_whole && !is_cut() {
            return None;
        }
        Some(Repeat {
            document: self.document,
            span: Span::new(0, own.len()),
            kept: self.kept,
            kept_span: self.span,
            similarity: 1.0,
            identical: false,
            same_words: is_whole,
            equivalent: is_whole,
            is_contained: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ALIKE, Ending, Part, Parts, Tokens};

    fn within(texts: &[&str]) -> Vec<(u32, u32)> {
        within_by(texts, Ending::Whole)
    }

    fn within_by(texts: &[&str], ending: Ending) -> Vec<(u32, u32)> {
        let tokens: Vec<Tokens> = texts.iter().map(|text| Tokens::of(text)).collect();
        let parts =
            (0..).zip(&tokens).filter_map(|(at, tokens)| Part::of(at, tokens, 12)).collect();
        let parts = Parts::new(parts);
        let mut found = Vec::new();
        for (at, own) in (0..).zip(&tokens) {
            for within in parts.within(at, own).0 {
                let [document, kept] = [within.document, within.kept].map(|it| texts[it as usize]);
                if within.verified(document, kept, ending).is_some() {
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

    /// Every page of a site starts with the same menu, and each was also stored cut off after a few words.
    #[test]
    fn parts_that_start_alike_are_all_found() {
        let menu = "home news weather sports about us contact search language login help imprint";
        let pages: Vec<String> = (0..3 * ALIKE)
            .map(|page| {
                let own: Vec<String> = (0..30).map(|word| format!("w{page}x{word}")).collect();
                format!("{menu} {}", own.join(" "))
            })
            .collect();
        let cut = |page: &String| page.split(' ').take(24).collect::<Vec<_>>().join(" ");
        let parts: Vec<String> = pages.iter().map(cut).collect();
        let texts: Vec<&str> = pages.iter().chain(&parts).map(String::as_str).collect();
        let mut found = within(&texts);
        found.sort_unstable();
        let count = pages.len() as u32;
        assert!(found.into_iter().eq((0..count).map(|page| (count + page, page))));
    }

    /// A word that is cut off can say something else, so it takes a rule that allows other words.
    #[test]
    fn the_last_word_is_whole_unless_a_cut_is_allowed() {
        let longer = format!("{PART} was old");
        let cut = &PART[..PART.len() - 2];
        assert_eq!(within(&[cut, &longer]), []);
        assert_eq!(within_by(&[cut, &longer], Ending::Cut), [(0, 1)]);
        assert_eq!(within_by(&[&PART[2..], &longer], Ending::Cut), []);
        for (short, long) in [
            ("12", "12345 francs"),
            ("12", "12.345"),
            ("12", "12/31"),
            ("12", "12 million francs"),
            ("3", "3.5 million"),
            ("3", "3,500 francs"),
            ("5", "5 % of it"),
            ("5", "5% of it"),
            ("C", "C++, as all know"),
            ("C", "C# or so"),
            ("can", "cannot"),
            ("with", "without"),
            ("no", "nothing"),
            ("well", "well-known"),
            ("it", "it's"),
        ] {
            let texts = [short, long].map(|end| format!("{PART} {end}"));
            let texts = [&*texts[0], &format!("{} and all that came afterwards", texts[1])];
            assert_eq!(within(&texts), [], "{short} is not {long}");
        }
        for (short, long) in [
            ("sand", "sand, and so on"),
            ("sand.", "sand, and so on"),
            ("sand", "sand — and so on"),
            ("sand”", "sand and so on"),
            ("5 %", "5 % and so on"),
            ("in 1912", "in 1912. That was all"),
            ("sand", "sand $5"),
            ("C++", "C++ and so on"),
            ("沙", "沙。他走了"),
        ] {
            let texts = [short, long].map(|end| format!("{PART} {end}"));
            assert_eq!(within(&[&texts[0], &texts[1]]).len(), 1, "{short} and {long}");
        }
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
