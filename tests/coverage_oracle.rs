//! Passages cover the same tokens as the repeats that a suffix array finds.

use libsais_rs::{libsais_int, libsais_lcp, libsais_plcp_int};
use proptest::prelude::*;
use retold::passage::{
    DocumentTokens, PassageSettings, Passages, Scope, TokenPassage, TokenRun, find_passages,
};
use retold::text::Words;
use retold_synth::{EditKind, Language, Passages as Planted, Prose, Rng};
use std::collections::HashMap;
use std::path::PathBuf;

/// For each document, which of its tokens lie in a repeated run.
type Coverage = Vec<Vec<bool>>;

/// The tokens of all runs of `len` tokens that occur in two places that do not overlap.
fn by_suffix_array(documents: &[Vec<u64>], len: usize) -> Coverage {
    let number = |count: usize| i32::try_from(count).unwrap();
    // Every document ends with a symbol of its own, so that no repeat reaches beyond it.
    let mut numbers: HashMap<u64, i32> = HashMap::new();
    let mut text: Vec<i32> = Vec::new();
    for (document, tokens) in documents.iter().enumerate() {
        for &token in tokens {
            let next = number(documents.len() + numbers.len());
            text.push(*numbers.entry(token).or_insert(next));
        }
        text.push(number(document));
    }
    let symbols = number(documents.len() + numbers.len());
    let mut suffixes = vec![0; text.len()];
    assert_eq!(libsais_int(&mut text, &mut suffixes, symbols, 0), 0);
    let mut by_position = vec![0; text.len()];
    assert_eq!(libsais_plcp_int(&text, &suffixes, &mut by_position), 0);
    let mut common = vec![0; text.len()];
    assert_eq!(libsais_lcp(&by_position, &suffixes, &mut common), 0);

    let mut covered = vec![false; text.len()];
    let mut first = 0;
    while first < suffixes.len() {
        // common[i] is what suffix i shares with the one before it.
        let more = common[first + 1..].iter().take_while(|&&common| common as usize >= len);
        let same = &suffixes[first..=first + more.count()];
        first += same.len();
        let (least, most) = (*same.iter().min().unwrap(), *same.iter().max().unwrap());
        for &place in same {
            if (place - least).max(most - place) as usize >= len {
                covered[place as usize..place as usize + len].fill(true);
            }
        }
    }
    let mut rest = &covered[..];
    documents
        .iter()
        .map(|tokens| {
            let (of_document, after) = rest.split_at(tokens.len());
            rest = &after[1..];
            of_document.to_vec()
        })
        .collect()
}

fn nothing(documents: &[Vec<u64>]) -> Coverage {
    documents.iter().map(|tokens| vec![false; tokens.len()]).collect()
}

fn cover(covered: &mut Coverage, run: TokenRun) {
    covered[run.document.index()][run.start as usize..run.end as usize].fill(true);
}

/// The tokens of all passages.
fn of_passages(documents: &[Vec<u64>], found: &Passages) -> Coverage {
    let mut covered = nothing(documents);
    for passage in &found.passages {
        cover(&mut covered, passage.a);
        cover(&mut covered, passage.b);
    }
    covered
}

/// The tokens of the equal runs of at least `len` tokens in all passages.
fn of_equal_runs(documents: &[Vec<u64>], found: &Passages, len: u32) -> Coverage {
    let mut covered = nothing(documents);
    for passage in &found.passages {
        let (mut a, mut b) = (passage.a.start, passage.b.start);
        for edit in &passage.edits {
            if edit.is_equal() && edit.a_len() >= len {
                let run =
                    |of: TokenRun, start| TokenRun::new(of.document, start, start + edit.a_len());
                cover(&mut covered, run(passage.a, a));
                cover(&mut covered, run(passage.b, b));
            }
            (a, b) = (a + edit.a_len(), b + edit.b_len());
        }
    }
    covered
}

fn count(covered: &Coverage) -> usize {
    covered.iter().flatten().filter(|&&is_covered| is_covered).count()
}

/// The number of tokens that `part` covers and `whole` does not.
fn beyond(part: &Coverage, whole: &Coverage) -> usize {
    let both = part.iter().flatten().zip(whole.iter().flatten());
    both.filter(|(part, whole)| **part && !**whole).count()
}

/// Fails at the first token that `part` covers and `whole` does not.
fn assert_within(part: &Coverage, whole: &Coverage, what: &str) {
    for (document, (part, whole)) in part.iter().zip(whole).enumerate() {
        let beyond = part.iter().zip(whole).filter(|(part, whole)| **part && !**whole).count();
        let first = part.iter().zip(whole).position(|(part, whole)| *part && !*whole);
        assert_eq!(first, None, "{what}: {beyond} tokens of document {document}");
    }
}

fn of(documents: &[Vec<u64>]) -> Vec<DocumentTokens<'_>> {
    documents.iter().map(|hashes| DocumentTokens::new(hashes)).collect()
}

/// Verbatim passages cover exactly what is repeated.
fn assert_covers_verbatim(documents: &[Vec<u64>], settings: &PassageSettings) -> Coverage {
    let len = settings.guarantee();
    let truth = by_suffix_array(documents, len);
    let settings = settings.to_builder().min_words(len).max_gap(0).build().unwrap();
    let covered = of_passages(documents, &find_passages(&of(documents), &settings));
    assert_within(&truth, &covered, "repeated and not found");
    assert_within(&covered, &truth, "found and not repeated");
    truth
}

/// How many tokens of runs of `len` tokens that occur twice are in no verbatim passage of at least as
/// many words, and how many there are. Of a text that repeats itself without a pause, the rest behind
/// the last period may be shorter than a passage.
fn lost_of_longer(
    documents: &[Vec<u64>],
    settings: &PassageSettings,
    len: usize,
) -> (usize, usize) {
    let truth = by_suffix_array(documents, len);
    let settings = settings.to_builder().min_words(len).max_gap(0).build().unwrap();
    let covered = of_passages(documents, &find_passages(&of(documents), &settings));
    (beyond(&truth, &covered), count(&truth))
}

/// Passages with changes cover these runs and the text between them, and each of their equal runs is
/// repeated.
fn assert_covers_repeats(documents: &[Vec<u64>]) -> usize {
    let settings = PassageSettings::default();
    let len = settings.guarantee();
    let truth = assert_covers_verbatim(documents, &settings);
    let settings = settings.to_builder().min_words(len).build().unwrap();
    let found = find_passages(&of(documents), &settings);
    // Of two matches that overlap on one side a chain keeps the longer whole and the rest of the
    // other, of which a token may be left that does not pay for the change before it.
    let lost = beyond(&truth, &of_passages(documents, &found));
    println!("{lost} of {} repeated tokens are in no edited passage", count(&truth));
    assert!(1000 * lost <= count(&truth), "{lost} of {} tokens", count(&truth));
    let equal = of_equal_runs(documents, &found, len as u32);
    assert_within(&equal, &truth, "in an edited passage, not repeated");
    count(&truth)
}

fn words(text: &str) -> Vec<u64> {
    let mut hashes = Vec::new();
    Words.for_each(text, |token| hashes.push(token.hash));
    hashes
}

#[test]
fn planted_repeats_are_covered_token_for_token() {
    for language in Language::ALL {
        let made = Planted::new(language)
            .documents(60)
            .plants(80)
            .repeats(30)
            .kinds(&[EditKind::Verbatim, EditKind::Substitution, EditKind::ReorderedParagraphs])
            .build(3);
        let documents: Vec<Vec<u64>> = made.documents.iter().map(|text| words(text)).collect();
        assert!(assert_covers_repeats(&documents) > 4_000);
    }
}

/// Few different words: runs are shared by chance everywhere, in one place and in hundreds.
#[test]
fn chance_repeats_are_covered_token_for_token() {
    for (words, seed) in [(3, 1), (4, 2), (5, 3), (6, 4)] {
        let mut rng = Rng::new(seed);
        let documents: Vec<Vec<u64>> = (0..30)
            .map(|_| (0..300).map(|_| retold::hash::mix64(rng.below(words) as u64)).collect())
            .collect();
        assert!(assert_covers_repeats(&documents) > 100);
    }
}

/// The same header and footer in many more documents than are compared all with all.
#[test]
fn frequent_repeats_are_covered_token_for_token() {
    let mut prose = Prose::new(Language::English, 5);
    let (header, footer) = (prose.paragraph(30), prose.paragraph(60));
    let documents: Vec<Vec<u64>> = (0..200)
        .map(|_| words(&format!("{header}\n\n{}\n\n{footer}", prose.article(500))))
        .collect();
    assert!(assert_covers_repeats(&documents) > 200 * 90);
}

/// Before and behind a frequent text stand words that few of its places share. To compare each of
/// those with all would take a dozen pairs for a document, which say nothing new of the text.
#[test]
fn text_that_few_places_of_a_frequent_text_share_is_covered_with_few_pairs() {
    let mut rng = Rng::new(6);
    let mut own = own_tokens();
    let frequent = own(40);
    let near = own(60);
    let mut beside =
        |count: usize| -> Vec<u64> { (0..count).map(|_| near[rng.below(near.len())]).collect() };
    let documents: Vec<Vec<u64>> = (0..1_000)
        .map(|_| [own(20), beside(4), frequent.clone(), beside(4), own(20)].concat())
        .collect();
    assert!(assert_covers_repeats(&documents) > 42 * documents.len());

    let pairs = find_passages(&of(&documents), &PassageSettings::default()).work.pairs;
    assert!(pairs < 5 * documents.len(), "{pairs} pairs of {} documents", documents.len());
}

/// Gives so many tokens that were not given before.
fn own_tokens() -> impl FnMut(u64) -> Vec<u64> {
    let mut given = 0;
    move |count| {
        given += count;
        (given - count..given).map(retold::hash::mix64).collect()
    }
}

/// Long pieces of a few texts, cut anywhere, at times several in one document, or at its very head
/// or end.
fn pieces(seed: u64, texts: &[u64], documents: usize) -> Vec<Vec<u64>> {
    let mut rng = Rng::new(seed);
    let mut own = own_tokens();
    let texts: Vec<Vec<u64>> = texts.iter().map(|&len| own(len)).collect();
    let mut document = || {
        let mut document = own(10 * rng.below(2) as u64);
        for _ in 0..=rng.below(3) {
            let text = &texts[rng.below(texts.len())];
            let from = rng.below(text.len() - 20);
            let to = from + 20 + rng.below(text.len() - from - 19);
            let cut = if rng.below(4) > 0 { &text[..] } else { &text[from..to] };
            document.extend(cut);
            // Another text may stand right behind, or nothing.
            document.extend(own(3 * rng.below(3).min(1) as u64));
        }
        document
    };
    (0..documents).map(|_| document()).collect()
}

/// Documents with one of a few equally long texts at their heads, one at their ends, or both, and at
/// times nothing else, with one of a few words beside them.
fn framed(seed: u64, texts: usize, len: u64, documents: usize) -> Vec<Vec<u64>> {
    let mut rng = Rng::new(seed);
    let mut own = own_tokens();
    let texts: Vec<Vec<u64>> = (0..texts).map(|_| own(len)).collect();
    let near = own(4);
    let mut document = || {
        let mut document = Vec::new();
        for side in 0..2 {
            let mut around = vec![texts[rng.below(texts.len())].clone()];
            around.push((0..rng.below(3)).map(|_| near[rng.below(near.len())]).collect());
            around.push(own(10 * rng.below(2) as u64));
            if rng.below(8) == 0 {
                // Some of the copies have other text before or behind them.
                around.insert(0, own(2));
            }
            if rng.below(6) == 0 {
                around.clear();
            }
            if side == 1 {
                around.reverse();
            }
            document.extend(around.concat());
        }
        document
    };
    (0..documents).map(|_| document()).collect()
}

/// Most places of text in so many documents are linked without a report of their seeds.
#[test]
fn pieces_of_long_frequent_texts_are_covered_token_for_token() {
    for seed in 0..6 {
        let documents = pieces(seed, &[300, 120, 60], 400);
        assert!(assert_covers_repeats(&documents) > 40_000);
    }
}

proptest! {
    #[test]
    fn pieces_of_texts_are_covered_whatever_counts_as_frequent(
        seed: u64,
        texts in prop::collection::vec(40_u64..200, 1..5),
        // Documents are read in parts of 256.
        documents in prop_oneof![7 => 4_usize..60, 1 => 250_usize..800],
        frequent in 2_usize..12,
    ) {
        let settings = PassageSettings::builder().frequent(frequent).build().unwrap();
        assert_covers_verbatim(&pieces(seed, &texts, documents), &settings);
    }
}

proptest! {
    #[test]
    fn frames_of_texts_are_covered_whatever_counts_as_frequent(
        seed: u64,
        texts in 1_usize..4,
        len in 30_u64..60,
        documents in prop_oneof![7 => 10_usize..100, 1 => 250_usize..600],
        frequent in 2_usize..8,
    ) {
        let settings = PassageSettings::builder().frequent(frequent).build().unwrap();
        assert_covers_verbatim(&framed(seed, texts, len, documents), &settings);
    }
}

/// Two of very many places may share longer text than each of them shares with the place before it: the longer
/// text is a passage, and the shorter one is not.
#[test]
fn longer_runs_are_covered_whatever_counts_as_frequent() {
    let mut rng = Rng::new(7);
    for seed in 0..60 {
        let settings = PassageSettings::builder().frequent(2 + rng.below(8)).build().unwrap();
        let texts: Vec<u64> = (0..=rng.below(4)).map(|_| 40 + rng.below(160) as u64).collect();
        let documents = if rng.below(8) == 0 { 300 } else { 4 + rng.below(60) };
        let framed = framed(seed, 1 + rng.below(3), 30 + rng.below(30) as u64, documents);
        let pieces = pieces(seed, &texts, documents);
        for len in [9, 12, 16, 24, 48, 64] {
            for (kind, documents) in [("framed", &framed), ("pieces", &pieces)] {
                let (lost, all) = lost_of_longer(documents, &settings, len);
                assert_eq!(lost, 0, "of {all} tokens, {kind} {seed}, runs of {len}");
            }
        }
    }
}

/// If every document has the same footer, few of its places are reported as seeds: the others are linked to
/// the document before. What is repeated within one document is found nevertheless.
#[test]
fn repeats_of_a_frequent_text_within_one_document_are_found() {
    let mut own = own_tokens();
    let footer = own(200);
    let documents: Vec<Vec<u64>> = (0..250)
        .map(|number| match number % 50 {
            7 => [own(30), footer[90..110].to_vec(), own(30), footer.clone()].concat(),
            8 => [footer.clone(), own(30), footer.clone()].concat(),
            _ => [own(30), footer.clone()].concat(),
        })
        .collect();
    let found = find_passages(&of(&documents), &PassageSettings::default());
    // Of a hundred seeds in each footer no more than forty documents tell all, and some twice.
    assert!(found.work.repeated < 8_000, "{} postings", found.work.repeated);
    let within = |document: u32| {
        let own = found.passages.iter().filter(|x| x.a.document == x.b.document);
        own.filter(|x| x.a.document.0 == document).map(|x| x.matched_words).collect::<Vec<_>>()
    };
    for document in 0..250 {
        let expected: &[usize] = match document % 50 {
            7 => &[20],
            8 => &[200],
            _ => &[],
        };
        assert_eq!(within(document), expected, "document {document}");
    }
    assert_eq!(found.families.len(), 2);
    assert_eq!(found.families[0].occurrences.len(), 255);
}

/// The seeds of a frequent text are reported for the first documents only, whether the text is at the head, in
/// the middle or at the end of a document. Two places that share one more word are linked, so that this word
/// makes no pair of its own.
#[test]
fn a_text_in_all_of_many_documents_is_reported_by_few_and_makes_one_pair_of_each() {
    let around = |own: u64, text: &[u64], place: usize, number: u64| -> Vec<u64> {
        let word = |side: u64| retold::hash::mix64((1 << 20) + 2 * (number * number % 500) + side);
        let [head, end] = [0, 1].map(|side| {
            let own = (0..30).map(|at| retold::hash::mix64(own + 100 * number + 50 * side + at));
            own.collect::<Vec<_>>()
        });
        match place {
            0 => [text, &[word(0)], &end].concat(),
            1 => [&head[..], &[word(0)], text, &[word(1)], &end].concat(),
            _ => [&head[..], &[word(0)], text].concat(),
        }
    };
    for place in 0..3 {
        let text = own_tokens()(200);
        let documents: Vec<Vec<u64>> =
            (0..2_000).map(|number| around(1 << 30, &text, place, number)).collect();
        assert!(assert_covers_repeats(&documents) > 200 * documents.len());

        let work = find_passages(&of(&documents), &PassageSettings::default()).work;
        // A hundred seeds in each of some 35 documents, and a few around each edge of all.
        let edges = if place == 1 { 2 } else { 1 };
        let most = 35 * 100 + edges * 5 * documents.len();
        assert!(work.repeated < most, "{} postings, place {place}", work.repeated);
        let pairs = edges * documents.len() * 11 / 10;
        assert!(work.pairs < pairs, "{} pairs, place {place}", work.pairs);
    }
}

/// A document that has not what all others have does not make them forget it, however much these say of
/// their own between one and the next.
#[test]
fn a_text_in_nearly_all_documents_is_reported_by_few() {
    let mut own = own_tokens();
    let text = own(100);
    let documents: Vec<Vec<u64>> = (0..600)
        .map(|number| [own(3_000), if number % 40 == 0 { vec![] } else { text.clone() }].concat())
        .collect();
    let found = find_passages(&of(&documents), &PassageSettings::default());
    assert_eq!(found.families.len(), 1);
    assert_eq!(found.families[0].occurrences.len(), 585);
    // Fifty seeds in each of some 35 documents, and in two behind each without it.
    let (postings, most) = (found.work.repeated, 50 * (35 + 2 * 15) + 5 * 585);
    assert!(postings < most, "{postings} postings, not below {most}");
}

/// If repeats within a document are not reported, a place can come before all places that it is linked with.
#[test]
fn beside_a_frequent_text_every_place_has_a_partner_in_another_document() {
    for own_places in 1..4 {
        let mut own = own_tokens();
        let (frequent, beside) = (own(40), own(2));
        let mut documents: Vec<Vec<u64>> =
            (0..40).map(|_| [own(20), frequent.clone()].concat()).collect();
        for places in [own_places, 1] {
            let place = |_| [own(20), beside.clone(), frequent.clone()].concat();
            documents.push((0..places).flat_map(place).collect());
        }
        let across = PassageSettings::builder().scope(Scope::Across).max_gap(0).build().unwrap();
        let found = find_passages(&of(&documents), &across);
        assert!(found.passages.iter().all(|it| it.a.document != it.b.document), "{own_places}");
        let covered = of_passages(&documents, &found);
        for document in [40, 41] {
            for (at, token) in documents[document].iter().enumerate() {
                let is_shared = frequent.contains(token) || beside.contains(token);
                assert_eq!(covered[document][at], is_shared, "{own_places}: {document}, {at}");
            }
        }
    }
}

/// A text of one sentence, said over and over, in many documents: each is compared with the one
/// before in a few places, not in as many as there are sentences.
#[test]
fn text_that_documents_repeat_very_often_is_compared_in_few_places() {
    for seed in 0..8 {
        let sentence: Vec<u64> = (0..40).map(|at| retold::hash::mix64(100 * seed + at)).collect();
        let documents: Vec<Vec<u64>> = (0..120)
            .map(|number| {
                let own: Vec<u64> = (0..10).map(|at| 10_000 + 10 * number + at).collect();
                [own, sentence.repeat(50)].concat()
            })
            .collect();
        let found = find_passages(&of(&documents), &PassageSettings::default());
        let across = |passage: &&TokenPassage| passage.a.document != passage.b.document;
        let across = found.passages.iter().filter(across).count();
        assert!(across <= 8 * documents.len(), "seed {seed}: {across} passages across");
        assert!(found.work.anchors <= 4 * documents.len(), "seed {seed}: {:?}", found.work);
    }
}

/// A few places of a frequent text have text beside it in common, in pairs: all of these
/// are found, however the two texts lie to one another.
#[test]
fn a_passage_beside_a_frequent_text_is_found_between_all_its_places() {
    let mut own = own_tokens();
    for (before, behind) in [(6, 0), (0, 6), (8, 8), (30, 0), (0, 30)] {
        let frequent = own(40);
        let (head, tail) = (own(before), own(behind));
        let documents: Vec<Vec<u64>> = (0..100)
            .map(|document| {
                let shares = document % 20 == 7;
                let beside = |part: &[u64]| if shares { part.to_vec() } else { Vec::new() };
                [own(20), beside(&head), frequent.clone(), beside(&tail), own(20)].concat()
            })
            .collect();
        let found = find_passages(&of(&documents), &PassageSettings::default());
        for b in (7..100).step_by(20) {
            for a in (7..b).step_by(20) {
                let shared = |passage: &&TokenPassage| {
                    (passage.a.document.0, passage.b.document.0) == (a, b)
                        && passage.matched_words == 40 + (before + behind) as usize
                };
                assert!(found.passages.iter().any(|x| shared(&x)), "{before} {behind}: {a}, {b}");
            }
        }
    }
}

/// Run by hand on texts that are not part of the repository: `RETOLD_DATA=folder cargo test …`.
#[test]
fn repeats_in_real_texts_are_covered_token_for_token() {
    let Ok(folder) = std::env::var("RETOLD_DATA") else {
        println!("skipped: RETOLD_DATA names no folder with docs.jsonl files");
        return;
    };
    let mut folders: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let files: Vec<PathBuf> = folders
        .iter()
        .map(|folder| folder.join("docs.jsonl"))
        .filter(|file| file.exists())
        .collect();
    let (mut documents, mut bytes) = (Vec::new(), 0);
    for file in &files {
        let mut share = (10 << 20) / files.len();
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let document: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = document["text"].as_str().unwrap();
            if text.len() > share {
                break;
            }
            share -= text.len();
            bytes += text.len();
            documents.push(words(text));
        }
    }
    let tokens: usize = documents.iter().map(Vec::len).sum();
    let settings = PassageSettings::default();
    let (lost, all) = lost_of_longer(&documents, &settings, settings.min_words());
    println!("{lost} of {all} tokens of runs as long as a passage are in none");
    assert!(100_000 * lost <= all, "{lost} of {all} tokens");
    let covered = assert_covers_repeats(&documents);
    println!(
        "{covered} of {tokens} tokens in {} documents ({bytes} bytes) are repeated",
        documents.len(),
    );
}
