//! Oracles for passages, by brute force: all suffixes, a full alignment, the tokens.

use super::{below, edited, find, fresh, prose};
use proptest::prelude::*;
use retold::DocumentId;
use retold::hash::SplitMix64;
use retold::passage::{Edit, PassageSettings, TokenPassage, TokenRun};
use std::collections::BTreeSet;

/// Checks every figure and every edit of a passage against the tokens.
fn assert_holds(passage: &TokenPassage, documents: &[Vec<u64>]) {
    let [a, b] =
        [passage.a, passage.b].map(|run| run.tokens(&documents[run.document.index()]).to_vec());
    let (mut i, mut j, mut matched) = (0, 0, 0);
    for edit in &passage.edits {
        let (a_len, b_len) = (edit.a_len() as usize, edit.b_len() as usize);
        if edit.is_equal() {
            assert_eq!(a[i..i + a_len], b[j..j + b_len]);
            matched += a_len;
        }
        (i, j) = (i + a_len, j + b_len);
    }
    assert_eq!((i, j), (a.len(), b.len()));
    assert_eq!(matched, passage.matched_words);
    assert!((matched as f64 / a.len().max(b.len()) as f64 - passage.identity.get()).abs() < 1e-12);
    assert!(passage.edits[0].is_equal() && passage.edits[passage.edits.len() - 1].is_equal());
    assert!(passage.a < passage.b);
    assert!(passage.a.document != passage.b.document || passage.a.end <= passage.b.start);
}

/// The length of the longest common subsequence, by the textbook.
pub(super) fn common_subsequence(a: &[u64], b: &[u64]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// Texts with edited copies of their own parts: checks every passage that is found.
fn assert_passages_hold(seed: u64, edits: usize, noisy: bool) -> Result<(), TestCaseError> {
    let mut random = SplitMix64::new(seed);
    let source = prose(&mut random, 200);
    let mut documents = vec![source.clone(), prose(&mut random, 50)];
    for _ in 0..3 {
        let from = below(&mut random, 150);
        let copy = edited(&mut random, &source[from..from + 50], edits);
        let document = below(&mut random, 2);
        let mut rest = documents[document].split_off(40);
        documents[document].extend(copy);
        documents[document].append(&mut rest);
    }
    let settings = if noisy { PassageSettings::noisy() } else { PassageSettings::default() };
    let found = find(&documents, &settings).passages;
    for passage in &found {
        assert_holds(passage, &documents);
        prop_assert!(passage.matched_words >= settings.min_words());
        prop_assert!(passage.identity >= settings.min_identity());
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_shared_run_of_guaranteed_length_is_found(
        seed: u64,
        guarantee in 3_usize..30,
        heads in (0_usize..60, 0_usize..60),
        tails in (0_usize..60, 0_usize..60),
        same_document: bool,
        seed_length in 1_usize..30,
    ) {
        let mut random = SplitMix64::new(seed);
        let shared = fresh(&mut random, guarantee);
        let mut around = |len| fresh(&mut random, len);
        let mut a = [around(heads.0), shared.clone(), around(tails.0)].concat();
        let b = [around(heads.1), shared, around(tails.1)].concat();
        let mut place = (1, heads.1);
        let documents = if same_document {
            place = (0, a.len() + heads.1);
            a.extend(b);
            vec![a]
        } else {
            vec![a, b]
        };
        let settings = PassageSettings::builder()
            .guarantee(guarantee)
            .seed_length(seed_length.min(guarantee))
            .min_words(guarantee)
            .build()
            .unwrap();
        let found = find(&documents, &settings);
        let run = |document, start| TokenRun::new(DocumentId(document), start as u32, (start + guarantee) as u32);
        prop_assert_eq!(found.passages.len(), 1);
        prop_assert_eq!(found.passages[0].a, run(0, heads.0));
        prop_assert_eq!(found.passages[0].b, run(place.0, place.1));
    }

    #[test]
    fn every_passage_holds_token_for_token(seed: u64, edits in 0_usize..30, noisy: bool) {
        assert_passages_hold(seed, edits, noisy)?;
    }

    #[test]
    fn any_tokens_are_survived(
        documents in prop::collection::vec(prop::collection::vec(0_u64..3, 0..80), 0..6),
        frequent in 2_usize..40,
    ) {
        let settings = PassageSettings::builder().frequent(frequent).build().unwrap();
        let found = find(&documents, &settings);
        for passage in &found.passages {
            assert_holds(passage, &documents);
        }
        let mut family_of = vec![0; found.passages.len()];
        for family in &found.families {
            for &passage in &family.passages {
                family_of[passage] += 1;
            }
        }
        prop_assert!(family_of.iter().all(|&families| families == 1), "one family each");
    }
}

/// The tokens that lie in a run of `len` tokens that occurs in two places, by a sorted list of
/// all suffixes and their longest common prefixes.
fn repeated_tokens(documents: &[Vec<u64>], len: usize) -> BTreeSet<(u32, u32)> {
    let mut suffixes: Vec<(&[u64], u32, u32)> = Vec::new();
    for (id, document) in documents.iter().enumerate() {
        for at in 0..document.len() {
            suffixes.push((&document[at..], id as u32, at as u32));
        }
    }
    suffixes.sort();
    let mut repeated = BTreeSet::new();
    for pair in suffixes.windows(2) {
        let common = pair[0].0.iter().zip(pair[1].0).take_while(|(x, y)| x == y).count();
        if common >= len {
            for (_, id, at) in pair {
                repeated.extend((0..common as u32).map(|i| (*id, at + i)));
            }
        }
    }
    repeated
}

#[test]
fn coverage_of_verbatim_repeats_equals_the_suffix_array() {
    for (seed, frequent) in [(1, 2), (2, 3), (3, 32), (4, 32), (5, 1000)] {
        let mut random = SplitMix64::new(seed);
        let pool: Vec<Vec<u64>> = (0..12).map(|_| prose(&mut random, 60)).collect();
        let mut documents = Vec::new();
        for _ in 0..60 {
            let mut document = Vec::new();
            let mut last = usize::MAX;
            for _ in 0..below(&mut random, 6) {
                let len = below(&mut random, 30);
                document.extend(prose(&mut random, len));
                let piece = below(&mut random, pool.len());
                // Two neighbouring copies of one piece would overlap as repeats of one another.
                if piece != last {
                    let from = below(&mut random, 40);
                    let len = below(&mut random, 60 - from);
                    document.extend(&pool[piece][from..from + len]);
                    last = piece;
                }
            }
            documents.push(document);
        }
        let settings =
            PassageSettings::builder().min_words(8).max_gap(0).frequent(frequent).build().unwrap();
        let mut covered = BTreeSet::new();
        for passage in find(&documents, &settings).passages {
            assert!(passage.is_verbatim());
            for run in [passage.a, passage.b] {
                covered.extend(run.range().map(|at| (run.document.0, at)));
            }
        }
        let repeated = repeated_tokens(&documents, 8);
        assert!(repeated.len() > 1000, "the case is worth looking at: {}", repeated.len());
        let missed: Vec<_> = repeated.difference(&covered).collect();
        let invented: Vec<_> = covered.difference(&repeated).collect();
        assert!(missed.is_empty(), "seed {seed}: missed {missed:?}");
        assert!(invented.is_empty(), "seed {seed}: invented {invented:?}");
    }
}

/// The score of a passage: its equal tokens, less one and the longer side for each change.
fn score(passage: &TokenPassage) -> i64 {
    let earns = |edit: &Edit| match *edit {
        Edit::Equal { len } => i64::from(len),
        change => -1 - i64::from(change.a_len().max(change.b_len())),
    };
    passage.edits.iter().map(earns).sum()
}

/// The best score of any pair of runs, by looking at all of them (Smith & Waterman 1981).
fn best_local_score(a: &[u64], b: &[u64]) -> i64 {
    const NEVER: i64 = i64::MIN / 2;
    let mut best = 0;
    // Per cell: the alignment ends with an equal token, a swap, an insertion, a deletion.
    let mut above = vec![[NEVER; 4]; b.len() + 1];
    for x in a {
        let mut row = vec![[NEVER; 4]; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            let top = |cell: [i64; 4]| cell.into_iter().max().unwrap();
            let [d, u, l] = [above[j], above[j + 1], row[j]];
            let equal = if x == y { 1 + top(d).max(0) } else { NEVER };
            let swap = (d[0] - 2).max(d[1] - 1);
            let insert = (l[0] - 2).max(l[1] - 1).max(l[2] - 1);
            let delete = (u[0] - 2).max(u[1] - 1).max(u[3] - 1);
            row[j + 1] = [equal, swap, insert, delete];
            best = best.max(equal);
        }
        above = row;
    }
    best
}

#[test]
fn the_best_passage_scores_like_a_full_local_alignment() {
    let mut random = SplitMix64::new(11);
    let mut as_good = 0;
    for _ in 0..300 {
        let source = prose(&mut random, 90);
        let edits = below(&mut random, 6);
        let copy = edited(&mut random, &source[20..70], edits);
        let [head, tail] = [0; 2].map(|_| prose(&mut random, 30));
        let other = [head, copy, tail].concat();
        let best = best_local_score(&source, &other);
        let found = find(&[source, other], &PassageSettings::default());
        let across =
            found.passages.iter().filter(|passage| passage.a.document != passage.b.document);
        let ours = across.map(score).max().unwrap_or(0);
        assert!(ours <= best, "no score is better than the best");
        assert!(ours + 4 >= best, "{ours} of {best}");
        as_good += usize::from(ours == best);
    }
    assert!(as_good >= 285, "{as_good} of 300");
}
