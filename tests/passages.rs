//! Proves what passages promise: nothing long enough is missed, nothing is claimed that does not
//! hold, nothing depends on the order of the documents, and frequent text costs linear work.

use proptest::prelude::*;
use retold::hash::{SplitMix64, content_hash, token_hash};
use retold::{
    DocumentId, DocumentTokens, Edit, KnownTexts, Passage, PassageSettings, Passages, TokenRun,
    find_passages,
};
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

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
    let places = |family: &retold::passage::Family| {
        family.occurrences.iter().map(|occurrence| run(occurrence.run)).collect()
    };
    found.families.iter().map(places).collect()
}

/// Checks every figure and every edit of a passage against the tokens.
fn assert_holds(passage: &Passage, documents: &[Vec<u64>]) {
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

/// Whether a piece is long enough for one that was moved, and stands on the other side of another
/// passage of its two documents, with a passage within a gap on both sides.
fn is_moved(piece: &Passage, all: &[Passage], settings: &PassageSettings) -> bool {
    let others = || {
        let pair = (piece.a.document, piece.b.document);
        all.iter().filter(move |x| *x != piece && (x.a.document, x.b.document) == pair)
    };
    let near = |x: TokenRun, y: TokenRun| {
        let gap = settings.max_gap() as u32;
        x.start <= y.end + gap && y.start <= x.end + gap
    };
    piece.matched_words >= settings.guarantee().max(2 * settings.min_words() / 3)
        && others().any(|other| near(other.a, piece.a))
        && others().any(|other| near(other.b, piece.b))
        && others().any(|x| (x.a.start < piece.a.start) != (x.b.start < piece.b.start))
}

#[test]
fn a_short_piece_is_a_passage_where_it_was_moved_within_shared_text() {
    let mut random = SplitMix64::new(5);
    let [head, piece, tail, x, y, z] = [30, 9, 30, 2, 2, 2].map(|len| fresh(&mut random, len));
    let places = |document: Vec<u64>| {
        let source = [&head[..], &x, &piece, &y, &tail].concat();
        let found = find(&[source, document], &PassageSettings::default());
        found.passages.iter().map(|passage| passage.matched_words).collect::<Vec<_>>()
    };
    // Moved behind the text that it stood before.
    assert_eq!(places([&head[..], &z, &tail, &piece].concat()), [30, 9, 30]);
    // Where the text around it is not shared, it is a phrase like others.
    let far = fresh(&mut random, 40);
    assert_eq!(places([&head[..], &tail, &far, &piece].concat()), [30, 30]);
    assert_eq!(places([&far[..], &piece].concat()), [0; 0]);
    // Text between the same passages in the same order was not moved, but written anew around it.
    let mut between = || [&fresh(&mut random, 12)[..], &piece, &fresh(&mut random, 12)].concat();
    let rewritten =
        [[&head[..], &between(), &tail].concat(), [&head[..], &between(), &tail].concat()];
    let found = find(&rewritten, &PassageSettings::default()).passages;
    assert_eq!(found.iter().map(|passage| passage.matched_words).collect::<Vec<_>>(), [30, 30]);
    // A piece below two thirds of the least length is none, moved or not.
    assert_eq!(places([&head[..], &tail, &piece[..7]].concat()), [30, 30]);
}

/// The length of the longest common subsequence, by the textbook.
fn common_subsequence(a: &[u64], b: &[u64]) -> usize {
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
        let settings = PassageSettings::default()
            .with_guarantee(guarantee).unwrap()
            .with_seed_length(seed_length.min(guarantee)).unwrap()
            .with_min_words(guarantee).unwrap();
        let found = find(&documents, &settings);
        let run = |document, start| TokenRun {
            document: DocumentId(document),
            start: start as u32,
            end: (start + guarantee) as u32,
        };
        prop_assert_eq!(found.passages.len(), 1);
        prop_assert_eq!(found.passages[0].a, run(0, heads.0));
        prop_assert_eq!(found.passages[0].b, run(place.0, place.1));
    }

    #[test]
    fn every_passage_holds_token_for_token(seed: u64, edits in 0_usize..30, noisy: bool) {
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
            prop_assert!(
                passage.matched_words >= settings.min_words()
                    || is_moved(passage, &found, &settings)
            );
            prop_assert!(passage.identity >= settings.min_identity());
        }
    }

    #[test]
    fn any_tokens_are_survived(
        documents in prop::collection::vec(prop::collection::vec(0_u64..3, 0..80), 0..6),
        frequent in 2_usize..40,
    ) {
        let settings = PassageSettings::default().with_frequent(frequent).unwrap();
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

/// The tokens that lie in a run of `len` tokens which stands in two places, by a sorted list of
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
        let settings = PassageSettings::default()
            .with_min_words(8)
            .and_then(|settings| settings.with_max_gap(0))
            .and_then(|settings| settings.with_frequent(frequent))
            .unwrap();
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

/// What a passage earns: its equal tokens less, for each change, one and its longer side.
fn score(passage: &Passage) -> i64 {
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

#[test]
fn reordered_paragraphs_are_passages_of_their_own() {
    let mut random = SplitMix64::new(5);
    let paragraphs: Vec<Vec<u64>> = (0..5).map(|_| fresh(&mut random, 40)).collect();
    let order = [3, 0, 4, 2, 1];
    let shuffled: Vec<u64> = order.iter().flat_map(|&i| paragraphs[i].clone()).collect();
    let found = find(&[paragraphs.concat(), shuffled], &PassageSettings::default());
    let starts: BTreeSet<(u32, u32)> =
        found.passages.iter().map(|passage| (passage.a.start, passage.b.start)).collect();
    assert_eq!(found.passages.len(), 5);
    assert_eq!(starts, order.iter().zip(0..).map(|(&i, at)| (40 * i as u32, 40 * at)).collect());
}

#[test]
fn a_paragraph_between_two_copies_of_another_does_not_join_them() {
    let mut random = SplitMix64::new(6);
    let [x, y] = [0; 2].map(|_| fresh(&mut random, 30));
    let a = [x.clone(), y.clone()].concat();
    let b = [x, fresh(&mut random, 13), y].concat();
    let found = find(&[a.clone(), b], &PassageSettings::default());
    let places: Vec<_> = found.passages.iter().map(|p| (p.a.range(), p.b.range())).collect();
    assert_eq!(places, [(0..30, 0..30), (30..60, 43..73)]);

    // Twelve words may be put in between.
    let b = [&a[..30], &fresh(&mut random, 12), &a[30..]].concat();
    let found = find(&[a, b], &PassageSettings::default().with_min_identity(0.7).unwrap());
    assert_eq!(found.passages.len(), 1);
    assert_eq!(found.passages[0].edits[1], Edit::Insert { len: 12 });
}

#[test]
fn a_run_inside_text_that_is_too_different_is_not_lost() {
    let mut random = SplitMix64::new(7);
    let verbatim = fresh(&mut random, 14);
    let mut side = || {
        let mut around = Vec::new();
        // Three of four words differ, with a shared one between them, on both sides of the run.
        for shared in 0..10_u64 {
            around.extend(fresh(&mut random, 1));
            around.push(shared);
        }
        [around.clone(), verbatim.clone(), around].concat()
    };
    let found = find(&[side(), side()], &PassageSettings::default());
    assert!(
        found
            .passages
            .iter()
            .any(|p| p.a.start <= 20 && p.a.end >= 34 && p.a.document != p.b.document)
    );
}

#[test]
fn periodic_text_is_one_family_with_every_period() {
    let mut random = SplitMix64::new(8);
    let [a, b] = [0; 2].map(|_| fresh(&mut random, 15));
    let abb = [a, b.clone(), b].concat();
    let found = find(&[abb.repeat(3)], &PassageSettings::default());
    let expected = [
        vec![(0, 0, 45), (0, 45, 90), (0, 90, 135)],
        [15, 30, 60, 75, 105, 120].map(|start| (0, start, start + 15)).to_vec(),
    ];
    assert_eq!(runs(&found), expected);

    // A period too short to be a passage is taken several times over.
    let short = fresh(&mut random, 5);
    let found = find(&[short.repeat(12)], &PassageSettings::default());
    assert_eq!(runs(&found), [[0, 15, 30, 45].map(|start| (0, start, start + 15))]);
    assert_eq!(found.passages.len(), 3);

    // What repeats itself, but not for the length of two passages, is none.
    let found = find(&[short.repeat(4)], &PassageSettings::default());
    assert!(found.passages.is_empty());
}

#[test]
fn hostile_repetition_takes_linear_work() {
    for period in [1, 2, 3, 7, 50] {
        let unit: Vec<u64> = (0..period).collect();
        let document = unit.repeat(60_000 / period as usize);
        let tokens = document.len();
        let found = find(&[document], &PassageSettings::default());
        assert!(found.effort.anchors <= 2 * tokens, "period {period}: {:?}", found.effort);
        assert_eq!(found.families.len(), 1);
        let [places] = &runs(&found)[..] else { panic!("one family") };
        assert!(
            places.iter().map(|(_, start, end)| (end - start) as usize).sum::<usize>()
                > tokens - 50
        );
        assert!(places.windows(2).all(|pair| pair[0].2 == pair[1].1), "side by side");
    }
    // Two of them, with one another.
    let texts = [30_000, 40_000].map(|len| (0..len).map(|i| i % 20).collect::<Vec<u64>>());
    let found = find(&texts, &PassageSettings::default());
    assert!(found.passages.len() < 4000, "{}", found.passages.len());
}

#[test]
fn a_copied_text_that_stands_n_times_here_and_m_times_there_gives_n_plus_m_passages() {
    let mut random = SplitMix64::new(9);
    let copy = fresh(&mut random, 30);
    let mut document = |times| {
        let mut document = fresh(&mut random, 20);
        for _ in 0..times {
            document.extend(&copy);
            document.extend(fresh(&mut random, 20));
        }
        document
    };
    let found = find(&[document(4), document(7)], &PassageSettings::default());
    assert_eq!(found.families.len(), 1);
    assert_eq!(found.families[0].occurrences.len(), 11);
    assert!(found.passages.len() <= 3 + 6 + 11, "{}", found.passages.len());
}

#[test]
fn a_quotation_inside_a_longer_block_is_its_own_family() {
    let mut random = SplitMix64::new(10);
    let block = fresh(&mut random, 80);
    let quotation = &block[30..50];
    let mut around =
        |middle: &[u64]| [fresh(&mut random, 30), middle.to_vec(), fresh(&mut random, 30)].concat();
    let documents = [around(&block), around(&block), around(quotation)];
    let found = find(&documents, &PassageSettings::default());
    let expected = [vec![(0, 30, 110), (1, 30, 110)], vec![(0, 60, 80), (1, 60, 80), (2, 30, 50)]];
    assert_eq!(runs(&found), expected);

    // The same in one file, where the second block's quotation follows from the block.
    let found = find(&[documents.concat()], &PassageSettings::default());
    let places: Vec<usize> = runs(&found).iter().map(Vec::len).collect();
    assert_eq!(places, [2, 3]);
}

/// Versions of a text, each an edited copy of the one before, that drift far from the first.
fn drifting(seed: u64, versions: usize) -> Vec<Vec<u64>> {
    let mut random = SplitMix64::new(seed);
    let mut text = prose(&mut random, 120);
    let mut documents = Vec::new();
    for _ in 0..versions {
        text = edited(&mut random, &text, 4);
        let [head, tail] = [0; 2].map(|_| prose(&mut random, 40));
        documents.push([head, text.clone(), tail].concat());
    }
    documents
}

#[test]
fn every_member_of_a_family_is_like_its_medoid() {
    for seed in 0..6 {
        let documents = drifting(seed, 40);
        let found = find(&documents, &PassageSettings::default());
        assert!(found.families.len() > 1, "the text has drifted apart");
        for family in &found.families {
            let tokens = |run: TokenRun| run.tokens(&documents[run.document.index()]);
            let medoid = tokens(family.occurrences[family.medoid].run);
            assert_eq!(content_hash(medoid), family.content);
            for occurrence in &family.occurrences {
                let member = tokens(occurrence.run);
                let common = common_subsequence(medoid, member);
                let likeness = common as f64 / medoid.len().max(member.len()) as f64;
                assert!(likeness >= 0.8, "{likeness}");
                assert!((likeness - occurrence.similarity.get()).abs() < 1e-12);
            }
        }
        let mut family_of = vec![0; found.passages.len()];
        for family in &found.families {
            for &passage in &family.passages {
                family_of[passage] += 1;
                for run in [found.passages[passage].a, found.passages[passage].b] {
                    assert!(family.occurrences.iter().any(|occurrence| {
                        let place = occurrence.run;
                        place.document == run.document
                            && place.start < run.end
                            && run.start < place.end
                    }));
                }
            }
        }
        assert!(family_of.iter().all(|&families| families == 1), "one family each");
    }
}

#[test]
fn families_are_the_same_in_any_order_of_the_documents() {
    for (seed, frequent) in [(21, 2), (22, 4), (23, 4), (24, 8), (25, 32), (26, 32)] {
        families_are_the_same_in_any_order(seed, frequent);
    }
}

fn families_are_the_same_in_any_order(seed: u64, frequent: usize) {
    let mut random = SplitMix64::new(seed);
    let mut documents = [drifting(seed + 100, 12), drifting(seed + 200, 12)].concat();
    let footer = prose(&mut random, 50);
    for (nth, document) in documents.iter_mut().enumerate() {
        if nth % 3 > 0 {
            document.extend(edited(&mut random, &footer, nth % 2));
        }
    }
    documents.push(documents[4].clone());
    let settings = PassageSettings::default().with_frequent(frequent).unwrap();
    // Every family by its text and its places, every document by its own text.
    let by_content = |documents: &[Vec<u64>]| {
        let found = find(documents, &settings);
        let place = |run: TokenRun| (content_hash(&documents[run.document.index()]), run.range());
        let mut passages: Vec<_> = found
            .passages
            .iter()
            .map(|passage| {
                let mut sides = [passage.a, passage.b].map(place);
                sides.sort_by_key(|(content, range)| (*content, range.start));
                (sides, passage.matched_words)
            })
            .collect();
        passages.sort_by_key(|([x, y], _)| (x.0, x.1.start, x.1.end, y.0, y.1.start, y.1.end));
        let families: Vec<_> = found
            .families
            .iter()
            .map(|family| {
                let mut places: Vec<_> =
                    family.occurrences.iter().map(|x| (place(x.run), x.similarity)).collect();
                places.sort_by_key(|((content, range), _)| (*content, range.start, range.end));
                (family.words, family.content, family.boilerplate, places)
            })
            .collect();
        (passages, families)
    };
    let expected = by_content(&documents);
    assert!(expected.1.len() > 3);
    for _ in 0..5 {
        for i in (1..documents.len()).rev() {
            documents.swap(i, below(&mut random, i + 1));
        }
        let found = by_content(&documents);
        assert_eq!(found.0, expected.0);
        assert_eq!(found.1, expected.1);
    }
}

fn with_footers(documents: usize) -> Vec<Vec<u64>> {
    let mut random = SplitMix64::new(31);
    let footer = fresh(&mut random, 200);
    let mut all: Vec<Vec<u64>> =
        (0..documents).map(|_| [fresh(&mut random, 150), footer.clone()].concat()).collect();
    // Two of them also tell something together.
    let story = fresh(&mut random, 40);
    let last = documents - 1;
    for document in [3, last] {
        all[document].splice(50..50, story.clone());
    }
    all
}

#[test]
fn a_footer_in_every_document_is_one_boilerplate_family_in_linear_work() {
    let mut anchors = Vec::new();
    for count in [200, 400, 800] {
        let documents = with_footers(count);
        let found = find(&documents, &PassageSettings::default());
        let [footer, story] = &found.families[..] else { panic!("two families") };
        assert!(footer.boilerplate && footer.identical && footer.words == 200);
        assert_eq!(footer.occurrences.len(), count);
        assert!(!story.boilerplate && story.words == 40);
        assert_eq!(story.occurrences.len(), 2);
        assert_eq!(story.occurrences[0].run.range(), 50..90);
        assert!(found.effort.pairs <= count, "{:?}", found.effort);
        anchors.push(found.effort.anchors);
    }
    assert!(anchors[2] <= 4 * 800, "{anchors:?}");
    assert!(anchors[2] as f64 <= 2.1 * anchors[1] as f64, "{anchors:?}");
}

#[test]
fn known_texts_are_folded_away() {
    let documents = with_footers(50);
    let settings = PassageSettings::default();
    let footer = &documents[0][150..];
    let known = KnownTexts::new([footer], &settings);
    let masked: Vec<Vec<u64>> =
        documents.iter().map(|document| known.mask(document).unwrap()).collect();
    let [found] = &known.find(&documents[1])[..] else { panic!("one run") };
    assert_eq!(*found, 150..350);
    let found = find(&masked, &settings);
    assert_eq!(runs(&found), [[(3, 50, 90), (49, 50, 90)]]);
}

#[test]
fn what_a_group_shares_is_no_news() {
    let mut random = SplitMix64::new(41);
    let [series, copied] = [0; 2].map(|_| fresh(&mut random, 30));
    let mut document = |parts: &[&[u64]]| {
        let mut document = fresh(&mut random, 20);
        for part in parts {
            document.extend(*part);
            document.extend(fresh(&mut random, 20));
        }
        document
    };
    for size in [2, 50] {
        // All of a series share its text; one shares something with a stranger, and repeats it.
        let mut texts: Vec<Vec<u64>> = (0..size).map(|_| document(&[&series])).collect();
        texts.push(document(&[&series, &copied, &copied]));
        let stranger = document(&[&copied]);
        let mut documents: Vec<DocumentTokens<'_>> =
            texts.iter().map(|tokens| DocumentTokens::new(tokens).in_group(1)).collect();
        documents.push(DocumentTokens::new(&stranger));
        let found = find_passages(&documents, &PassageSettings::default());
        assert_eq!(found.families.len(), 1);
        assert_eq!(found.families[0].occurrences.len(), 3);

        let across = PassageSettings::default().with_scope(false, true).unwrap();
        let found = find_passages(&documents, &across);
        assert!(found.passages.iter().all(|passage| passage.a.document != passage.b.document));
        assert_eq!(found.passages.len(), 2);
        let within = PassageSettings::default().with_scope(true, false).unwrap();
        let found = find_passages(&documents, &within);
        assert_eq!(found.passages.len(), 1);
        assert_eq!(found.passages[0].a.document, found.passages[0].b.document);
    }
}

#[test]
fn more_places_than_frequent_lose_no_place() {
    let mut random = SplitMix64::new(51);
    // Different sentences that all hold the same frequent words.
    let words = prose(&mut random, 9);
    let sentences: Vec<Vec<u64>> = (0..40)
        .map(|_| [fresh(&mut random, 6), words.clone(), fresh(&mut random, 6)].concat())
        .collect();
    let mut documents = Vec::new();
    for _ in 0..2 {
        for sentence in &sentences {
            let around = fresh(&mut random, 10);
            documents.push([around, sentence.clone()].concat());
        }
    }
    let found = find(&documents, &PassageSettings::default().with_frequent(2).unwrap());
    let mut partners: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for passage in &found.passages {
        if passage.matched_words == 21 {
            partners.entry(passage.a.document.0).or_default().insert(passage.b.document.0);
        }
    }
    let expected = (0..40).map(|document| (document, BTreeSet::from([document + 40]))).collect();
    assert_eq!(partners, expected);
}

#[test]
fn noisy_settings_find_what_character_recognition_spoilt() {
    let mut random = SplitMix64::new(61);
    let (mut found_noisy, mut found_default) = (0, 0);
    for _ in 0..50 {
        let text = fresh(&mut random, 120);
        // Every fourth word misread, at random.
        let misread: Vec<u64> = text
            .iter()
            .map(|&token| if below(&mut random, 4) == 0 { random.next_u64() } else { token })
            .collect();
        let documents = [text, misread];
        let covered = |settings: &PassageSettings| {
            find(&documents, settings).passages.iter().map(|passage| passage.a.len()).sum::<usize>()
        };
        found_noisy += covered(&PassageSettings::noisy());
        found_default += covered(&PassageSettings::default());
    }
    assert!(found_noisy > 50 * 110, "{found_noisy} of 6000");
    assert!(found_default < found_noisy);
}

#[test]
fn characters_count_three_fifths_of_a_word() {
    use retold::TokenKind::Character;
    let mut random = SplitMix64::new(71);
    let kinds = [Character; 60];
    for (len, expected) in [(19, None), (20, Some(12)), (30, Some(18))] {
        let shared = fresh(&mut random, len);
        let mut side = || [fresh(&mut random, 30), shared.clone()].concat();
        let (a, b) = (side(), side());
        let kinds = &kinds[..a.len()];
        let documents = [&a, &b].map(|tokens| DocumentTokens::new(tokens).with_kinds(kinds));
        let found = find_passages(&documents, &PassageSettings::default());
        assert_eq!(
            found.passages.first().map(|passage| passage.matched_words),
            expected.or(
                // 19 characters are 11.4 words.
                None,
            )
        );
    }
}

#[test]
fn the_five_articles_share_exactly_what_the_design_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts: Vec<String> =
        paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!(texts.len(), 5);
    let tokens: Vec<Vec<u64>> = texts
        .iter()
        .map(|text| {
            text.unicode_words().map(|word| token_hash(word.to_lowercase().as_bytes())).collect()
        })
        .collect();
    let lines = |run: TokenRun| {
        let text = &texts[run.document.index()];
        let line = |token: u32| {
            let (at, _) = text.unicode_word_indices().nth(token as usize).unwrap();
            text[..at].matches('\n').count() + 1
        };
        (run.document.0, line(run.start), line(run.end - 1))
    };
    let found = find(&tokens, &PassageSettings::default());
    let passages: Vec<_> = found
        .passages
        .iter()
        .map(|passage| (lines(passage.a), lines(passage.b), passage.matched_words))
        .collect();
    let expected = [
        ((0, 11, 11), (1, 1, 1), 33),
        ((0, 13, 13), (1, 2, 3), 39),
        ((0, 13, 13), (1, 10, 11), 39),
        ((0, 15, 19), (1, 7, 8), 55),
        ((0, 15, 19), (1, 15, 16), 55),
        ((1, 2, 9), (1, 10, 17), 192),
        ((2, 23, 23), (2, 42, 42), 16),
    ];
    assert_eq!(passages, expected);
    let families: Vec<Vec<_>> = found
        .families
        .iter()
        .map(|family| family.occurrences.iter().map(|x| lines(x.run)).collect())
        .collect();
    let expected = [
        vec![(1, 2, 9), (1, 10, 17)],
        vec![(0, 15, 19), (1, 7, 8), (1, 15, 16)],
        vec![(0, 13, 13), (1, 2, 3), (1, 10, 11)],
        vec![(0, 11, 11), (1, 1, 1)],
        vec![(2, 23, 23), (2, 42, 42)],
    ];
    assert_eq!(families, expected);
    assert!(found.families.iter().all(|family| !family.boilerplate));
}
