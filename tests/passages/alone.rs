//! The definition of a passage: its minimum length, its start and its end.

use super::{below, find, fresh, runs};
use retold::hash::{SplitMix64, token_hash};
use retold::passage::{DocumentTokens, Edit, PassageSettings, TokenRun, find_passages};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// `min_words` holds for a piece between passages, in any order of them.
#[test]
fn a_short_piece_that_was_moved_is_as_short_as_any_other() {
    let mut random = SplitMix64::new(5);
    let [head, piece, tail, x, y] = [30, 11, 30, 2, 2].map(|len| fresh(&mut random, len));
    let matched = |settings: &PassageSettings| {
        let source = [&head[..], &x, &piece, &y, &tail].concat();
        let found = find(&[source, [&head[..], &tail, &piece].concat()], settings);
        found.passages.iter().map(|passage| passage.matched_words).collect::<Vec<_>>()
    };
    assert_eq!(matched(&PassageSettings::default()), [30, 30]);
    let shorter = PassageSettings::builder().min_words(11).build().unwrap();
    assert_eq!(matched(&shorter), [30, 11, 30]);
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
    let found = find(&[a, b], &PassageSettings::builder().min_identity(0.7).build().unwrap());
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

    // The last time it breaks off: long enough for a passage, or not.
    let long = fresh(&mut random, 30);
    let breaking_off = |rest: usize| {
        let document = [long.repeat(3), long[..rest].to_vec()].concat();
        runs(&find(&[document], &PassageSettings::default()))
    };
    let expected = [
        [0, 30, 60].map(|start| (0, start, start + 30)).to_vec(),
        [0, 30, 60, 90].map(|start| (0, start, start + 20)).to_vec(),
    ];
    assert_eq!(breaking_off(20), expected);
    assert_eq!(breaking_off(11), expected[..1]);

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
        assert!(found.work.anchors <= 2 * tokens, "period {period}: {:?}", found.work);
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
fn a_copied_text_that_occurs_n_times_here_and_m_times_there_gives_n_plus_m_passages() {
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
fn noisy_settings_find_text_with_errors_of_character_recognition() {
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
    use retold::text::TokenKind::Character;
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
fn the_five_articles_share_exactly_the_planted_passages() {
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
