//! The list of planted passages is right: places, numbers of edits, and nothing else is shared.

use super::fnv;
use retold_synth::{
    EditKind, Language, PassageCorpus, Passages, Plant, brute_force_resemblance, edit,
    normalised_words, word_spans,
};
use std::collections::{BTreeMap, BTreeSet};

fn corpus(language: Language) -> PassageCorpus {
    Passages::new(language).documents(30).bytes(3_000).plants(96).repeats(32).build(5)
}

/// The fewest words to substitute, insert or delete that make `a` into `b`.
fn distance(a: &[String], b: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, word) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let exchange = diagonal + usize::from(word != other);
            diagonal = row[j + 1];
            row[j + 1] = exchange.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn sides(corpus: &PassageCorpus, plant: &Plant) -> (Vec<String>, Vec<String>) {
    let documents = &corpus.documents;
    (normalised_words(plant.source.text(documents)), normalised_words(plant.target.text(documents)))
}

#[test]
fn passages_are_frozen() {
    let hashes = Language::ALL.map(|language| fnv(corpus(language).documents.concat().as_bytes()));
    assert_eq!(
        hashes,
        [
            0x8957_b02a_f6fc_f870,
            0xac56_ec61_41d2_8616,
            0xb09d_d3ca_9254_70f2,
            0xb705_d8da_7cb1_517f
        ],
        "{hashes:#x?}"
    );
}

#[test]
fn both_places_begin_and_end_with_a_word() {
    for language in Language::ALL {
        let corpus = corpus(language);
        for plant in &corpus.plants {
            let runs = plant.runs.iter().flat_map(|run| [run.0, run.1]);
            for place in runs.chain([plant.source, plant.target]) {
                let text = place.text(&corpus.documents);
                let words = word_spans(text);
                assert_eq!(words[0].start, 0, "{plant:?} {text:?}");
                assert_eq!(words.last().unwrap().end, text.len(), "{plant:?} {text:?}");
                let document = &corpus.documents[place.document];
                // The edges are edges of words in the whole text too.
                let all = word_spans(document);
                assert!(all.iter().any(|word| word.start == place.start), "{plant:?}");
                assert!(all.iter().any(|word| word.end == place.end), "{plant:?}");
            }
        }
    }
}

#[test]
fn kinds_that_keep_the_words_keep_every_word() {
    for language in Language::ALL {
        let corpus = corpus(language);
        for plant in corpus.plants.iter().filter(|plant| plant.kind.keeps_words()) {
            let (source, target) = sides(&corpus, plant);
            assert_eq!(source, target, "{language:?} {plant:?}");
            assert_eq!(source.len(), plant.words);
        }
    }
}

#[test]
fn at_severity_zero_every_kind_keeps_every_word() {
    for language in Language::ALL {
        let plan = Passages::new(language).documents(20).plants(64).severities(&[0]);
        let corpus = plan.build(6);
        for plant in &corpus.plants {
            let (source, target) = sides(&corpus, plant);
            assert_eq!(source, target, "{language:?} {plant:?}");
            assert_eq!((plant.edits, plant.runs.len()), (0, 1), "{plant:?}");
        }
    }
}

#[test]
fn word_edits_are_as_many_as_stated() {
    let kinds = [EditKind::Substitution, EditKind::Insertion, EditKind::Deletion, EditKind::Mixed];
    for language in Language::ALL {
        let plan = Passages::new(language).documents(20).plants(96).kinds(&kinds);
        let corpus = plan.build(7);
        let (mut stated, mut needed) = (0, 0);
        for plant in &corpus.plants {
            let (source, target) = sides(&corpus, plant);
            let share = (plant.words * plant.severity + 50) / 100;
            let expected = if plant.severity == 0 { 0 } else { share.max(1) };
            assert_eq!(plant.edits, expected, "{language:?} {plant:?}");
            match plant.kind {
                EditKind::Insertion => assert_eq!(target.len(), source.len() + plant.edits),
                EditKind::Deletion => assert_eq!(target.len() + plant.edits, source.len()),
                EditKind::Substitution => assert_eq!(target.len(), source.len()),
                _ => {}
            }
            let distance = distance(&source, &target);
            assert!(distance <= plant.edits, "{plant:?}: {distance}");
            (stated, needed) = (stated + plant.edits, needed + distance);
        }
        // An insertion beside a deletion is one substitution: rarely, fewer edits would do.
        assert!(needed * 100 >= stated * 97, "{language:?}: {needed} of {stated}");
    }
}

#[test]
fn abridged_passages_miss_the_stated_words() {
    for language in Language::ALL {
        let kinds = [EditKind::AbridgedHead, EditKind::AbridgedMiddle, EditKind::AbridgedTail];
        let plan = Passages::new(language).documents(20).plants(60).kinds(&kinds).words(50..=50);
        let corpus = plan.build(8);
        for plant in &corpus.plants {
            let (source, target) = sides(&corpus, plant);
            assert_eq!(target.len() + plant.edits, 50, "{plant:?}");
            assert_eq!(plant.edits, (plant.severity * 50 + 50) / 100, "{plant:?}");
            if plant.kind == EditKind::AbridgedMiddle && plant.edits > 0 {
                let heads = source.iter().zip(&target).take_while(|(a, b)| a == b).count();
                assert_eq!(source.len(), 50);
                assert!(heads >= 10, "the gap is in the middle: {plant:?}");
                assert_eq!(distance(&source, &target), plant.edits);
            }
        }
    }
}

#[test]
fn runs_keep_words_and_order_and_cover_the_passage() {
    let kinds = [
        EditKind::ReorderedSentences,
        EditKind::ReorderedParagraphs,
        EditKind::AbridgedMiddle,
        EditKind::AbridgedHead,
    ];
    for language in Language::ALL {
        let corpus = Passages::new(language)
            .documents(20)
            .plants(60)
            .kinds(&kinds)
            .severities(&[1, 5, 20])
            .words(60..=150)
            .build(9);
        for plant in &corpus.plants {
            let mut words = 0;
            for (source, target) in &plant.runs {
                let source = normalised_words(source.text(&corpus.documents));
                assert_eq!(source, normalised_words(target.text(&corpus.documents)));
                words += source.len();
            }
            let left_out = if plant.kind.changes_words() { plant.edits } else { 0 };
            assert_eq!(words + left_out, plant.words, "{language:?} {plant:?}");
            let several = plant.kind != EditKind::AbridgedHead;
            assert_eq!(plant.runs.len() > 1, several, "{language:?} {plant:?}");
        }
    }
}

/// Whether words are missing between the runs.
trait ChangesWords {
    fn changes_words(self) -> bool;
}

impl ChangesWords for EditKind {
    fn changes_words(self) -> bool {
        self == EditKind::AbridgedMiddle
    }
}

#[test]
fn layout_is_what_the_kind_says() {
    for language in Language::ALL {
        let source = retold_synth::Prose::new(language, 3).paragraph(120);
        let width = |line: &str| line.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum();
        for (severity, columns) in [(0, 72), (10, 40)] {
            let edited = edit(&source, language, EditKind::Rewrapped, severity, 1);
            let widths: Vec<usize> = edited.text.lines().map(width).collect();
            assert!(widths.len() > 4, "{language:?}");
            assert!(widths.iter().all(|&width| width <= columns + 4), "{language:?} {widths:?}");
        }
        let quoted = edit(&source, language, EditKind::MailQuoted, 0, 1);
        assert!(quoted.text.lines().all(|line| line.starts_with("> ")));
    }
    let source = retold_synth::Prose::new(Language::English, 3).paragraph(200);
    let cut = edit(&source, Language::English, EditKind::Hyphenated, 20, 1);
    assert!(cut.edits >= 5, "{}", cut.edits);
    let mended = cut.text.replace("-\n", "");
    let missing = distance(&normalised_words(&source), &normalised_words(&mended));
    // A word that had a hyphen of its own at a line end is joined too.
    assert!(missing <= 2, "{missing}");
}

#[test]
fn typography_changes_marks_and_no_words() {
    let source = "\"Don't go, please,\" she said, \"it's late, and cold, and dark.\"";
    let curly = edit(source, Language::English, EditKind::Typography, 100, 1);
    assert_eq!(curly.text, "“Don’t go — please,” she said — “it’s late — and cold — and dark.”");
    let straight = edit(&curly.text, Language::English, EditKind::Typography, 0, 1);
    assert!(straight.text.contains("\"Don't go"));
}

#[test]
fn misread_letters_are_as_many_as_stated() {
    for language in Language::ALL {
        let source = retold_synth::Prose::new(language, 3).paragraph(300);
        let letters: usize =
            word_spans(&source).iter().map(|w| source[w.clone()].chars().count()).sum();
        for severity in [1, 5, 10, 20] {
            let edited = edit(&source, language, EditKind::Ocr, severity, 1);
            let expected = letters * severity / 100;
            assert!(edited.edits.abs_diff(expected) <= 3, "{language:?} {severity}");
            let (a, b) = (normalised_words(&source), normalised_words(&edited.text));
            let words = distance(&a, &b);
            assert!(
                words <= edited.edits * 2 && words * 4 >= edited.edits.min(a.len()),
                "{language:?} {severity}: {words} of {}",
                edited.edits
            );
        }
    }
    let text = "and then the morning came with the sun and the children ran home ".repeat(20);
    let read = edit(&text, Language::English, EditKind::Ocr, 10, 1).text;
    assert!(read.contains("camo") && read.contains("aud"), "{read}");
}

#[test]
fn every_kind_and_severity_gets_its_turn() {
    let corpus = Passages::new(Language::English).documents(10).plants(96).build(1);
    let cells: BTreeSet<(EditKind, usize)> =
        corpus.plants.iter().map(|plant| (plant.kind, plant.severity)).collect();
    assert_eq!(cells.len(), 96);
    assert!(corpus.plants.iter().all(|plant| plant.source.document != plant.target.document));
    let repeats = Passages::new(Language::English).documents(4).plants(0).repeats(8).build(1);
    assert!(repeats.plants.iter().all(|plant| plant.source.document == plant.target.document));
    assert!(repeats.plants.iter().all(|plant| plant.source.shared(plant.target) == 0));
}

#[test]
fn nothing_is_shared_but_what_was_planted() {
    for language in Language::ALL {
        let corpus = corpus(language);
        let mut seen: BTreeMap<Vec<String>, (usize, usize)> = BTreeMap::new();
        for (number, text) in corpus.documents.iter().enumerate() {
            let spans = word_spans(text);
            let words: Vec<String> = normalised_words(text);
            for (at, run) in words.windows(9).enumerate() {
                let here = (number, spans[at].start);
                if let Some(there) = seen.insert(run.to_vec(), here) {
                    let inside = |place: (usize, usize), known: retold_synth::Place| {
                        // The word before a passage is the same on both sides now and then.
                        let range = known.start.saturating_sub(30)..known.end;
                        known.document == place.0 && range.contains(&place.1)
                    };
                    let planted = corpus.plants.iter().any(|plant| {
                        (inside(here, plant.source) && inside(there, plant.target))
                            || (inside(there, plant.source) && inside(here, plant.target))
                    });
                    assert!(planted, "{language:?} {here:?} {there:?} {run:?}");
                }
            }
        }
    }
}

#[test]
fn documents_as_a_whole_stay_different() {
    let corpus = Passages::new(Language::English).documents(10).bytes(8_000).plants(10).build(2);
    for (i, a) in corpus.documents.iter().enumerate() {
        for b in &corpus.documents[i + 1..] {
            assert!(brute_force_resemblance(a, b, 5) < 0.3);
        }
    }
}
