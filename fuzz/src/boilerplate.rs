//! Boilerplate: all text is found that many short documents share, most of it in nearly all of
//! them.

use retold::hash::mix64;
use retold::passage::{DocumentTokens, PassageSettings, Scope, find_passages};
use std::collections::HashMap;
use std::ops::Range;

/// The words of the shortest passage, and of the runs that are guaranteed to be found.
const LEAST: usize = 8;
/// The lengths of the shared texts.
const TEXTS: [u64; 4] = [40, 40, 64, 150];
/// The approximate number of tokens in all documents.
const MOST: usize = 6_000;

/// Compares the passages of some documents with all their runs of guaranteed length.
pub fn boilerplate(data: &[u8]) {
    let Some((&first, steps)) = data.split_first() else { return };
    let across = first & 1 == 1;
    let settings = PassageSettings::builder()
        .frequent(usize::from(first >> 1) % 7 + 2)
        .scope(if across { Scope::Across } else { Scope::Both })
        .min_words(LEAST)
        .max_gap(0)
        .build()
        .expect("all of these settings are allowed");
    let documents = documents(steps);
    let truth = repeated(&documents, LEAST, across);
    let tokens: Vec<DocumentTokens<'_>> =
        documents.iter().map(|hashes| DocumentTokens::new(hashes)).collect();
    let mut covered: Vec<Vec<bool>> = truth.iter().map(|it| vec![false; it.len()]).collect();
    for passage in find_passages(&tokens, &settings).passages {
        let [a, b] = [passage.a, passage.b]
            .map(|run| (run.document.index(), run.start as usize..run.end as usize));
        assert!(!across || a.0 != b.0, "{a:?} {b:?}");
        let said = |(document, range): &(usize, Range<usize>)| &documents[*document][range.clone()];
        assert_eq!(said(&a), said(&b), "{a:?} {b:?} of {documents:?}");
        for (document, range) in [a, b] {
            covered[document][range].fill(true);
        }
    }
    for (document, (truth, covered)) in truth.iter().zip(&covered).enumerate() {
        let missing = truth.iter().zip(covered).position(|(truth, covered)| truth != covered);
        assert_eq!(missing, None, "document {document} of {documents:?}, {settings:?}");
    }
}

/// Documents in which each step adds something. None repeats itself without a pause: then only
/// whole periods are reported, and a rest that is no passage is not.
fn documents(steps: &[u8]) -> Vec<Vec<u64>> {
    let text = |number: u8| -> Vec<u64> {
        let number = usize::from(number) % TEXTS.len();
        (0..TEXTS[number]).map(|at| mix64(1_000 * number as u64 + at)).collect()
    };
    let mut own = 1 << 20;
    let mut tokens = 0;
    // The texts added without a pause, with all words as one more text.
    let mut added: Vec<usize> = Vec::new();
    let mut documents: Vec<Vec<u64>> = vec![Vec::new()];
    for step in steps.chunks(2) {
        let (what, more) = (step[0] >> 4, step.get(1).copied().unwrap_or_default());
        let document = documents.last_mut().expect("there is one");
        let before = document.len();
        let is_word = matches!(what, 7 | 8);
        let adding = if is_word { TEXTS.len() } else { usize::from(step[0]) % TEXTS.len() };
        let most = if is_word { 3 } else { 1 };
        if what < 9 {
            if added.iter().filter(|&&other| other == adding).count() == most {
                document.push(mix64(own));
                own += 20;
                added.clear();
            }
            added.push(adding);
        }
        match what {
            0..=4 => document.extend(text(step[0])),
            5 => {
                let text = text(step[0]);
                let from = usize::from(more) % text.len();
                document.extend(&text[from..]);
            }
            6 => {
                let text = text(step[0]);
                let to = usize::from(more) % text.len();
                document.extend(&text[..to]);
            }
            7 | 8 => document.push(mix64(500_000 + u64::from(more % 4))),
            9 | 10 => {
                document.extend((0..=u64::from(more % 12)).map(|at| mix64(own + at)));
                own += 20;
                added.clear();
            }
            11 | 12 => {
                // A repetition, the given number of times, except for a token of its own.
                for _ in 0..more % 40 {
                    let mut again = documents.last().expect("there is one").clone();
                    let at = usize::from(step[0]) * 7 % (again.len() + 1);
                    again.insert(at, mix64(own));
                    own += 20;
                    tokens += again.len();
                    if tokens < MOST {
                        documents.push(again);
                    }
                }
                continue;
            }
            _ => {
                documents.push(Vec::new());
                added.clear();
                continue;
            }
        }
        tokens += document.len() - before;
        if tokens > MOST {
            break;
        }
    }
    documents
}

/// For each document, which of its tokens are in a run of `len` tokens that occurs in another
/// place: in another document if `across`, otherwise without an overlap.
fn repeated(documents: &[Vec<u64>], len: usize, across: bool) -> Vec<Vec<bool>> {
    // The first and the last place of each run.
    let mut places: HashMap<&[u64], [(usize, usize); 2]> = HashMap::new();
    for (document, tokens) in documents.iter().enumerate() {
        for (at, run) in tokens.windows(len).enumerate() {
            let here = (document, at);
            places.entry(run).or_insert([here, here])[1] = here;
        }
    }
    let is_other =
        |x: (usize, usize), y: (usize, usize)| x.0 != y.0 || (!across && x.1.abs_diff(y.1) >= len);
    let of_document = |(document, tokens): (usize, &Vec<u64>)| {
        let mut repeated = vec![false; tokens.len()];
        for (at, run) in tokens.windows(len).enumerate() {
            if places[run].iter().any(|&place| is_other(place, (document, at))) {
                repeated[at..at + len].fill(true);
            }
        }
        repeated
    };
    documents.iter().enumerate().map(of_document).collect()
}
