//! Passages: no repeat of the minimum length is missed, each reported one is true, the order of the documents
//! changes nothing, and frequent text takes linear work.

mod alone;
mod families;
mod oracles;
mod seeds;

use retold::hash::SplitMix64;
use retold::passage::{DocumentTokens, PassageSettings, Passages, TokenRun, find_passages};

fn find(documents: &[Vec<u64>], settings: &PassageSettings) -> Passages {
    let documents: Vec<DocumentTokens<'_>> =
        documents.iter().map(|tokens| DocumentTokens::new(tokens)).collect();
    find_passages(&documents, settings)
}

/// Tokens that occur nowhere else.
fn fresh(random: &mut SplitMix64, len: usize) -> Vec<u64> {
    (0..len).map(|_| random.next_u64()).collect()
}

fn below(random: &mut SplitMix64, end: usize) -> usize {
    (random.next_u64() % end as u64) as usize
}

/// Words of a small vocabulary, the first ones far more often than the last.
fn prose(random: &mut SplitMix64, len: usize) -> Vec<u64> {
    (0..len).map(|_| (below(random, 200) * below(random, 200) / 20) as u64).collect()
}

/// A copy in which about `edits` of 100 tokens are replaced, left out or have one put before them.
fn edited(random: &mut SplitMix64, text: &[u64], edits: usize) -> Vec<u64> {
    let mut copy = Vec::new();
    for &token in text {
        if below(random, 100) >= edits {
            copy.push(token);
            continue;
        }
        match below(random, 3) {
            0 => copy.push(random.next_u64()),
            1 => copy.extend([random.next_u64(), token]),
            _ => {}
        }
    }
    copy
}

fn runs(found: &Passages) -> Vec<Vec<(u32, u32, u32)>> {
    let run = |run: TokenRun| (run.document.0, run.start, run.end);
    let places = |family: &retold::passage::TokenFamily| {
        family.occurrences.iter().map(|occurrence| run(occurrence.run)).collect()
    };
    found.families.iter().map(places).collect()
}
