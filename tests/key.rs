//! A key changes which hashes collide by chance, and no other result.

use crate::seeds;
use crate::simd::at_each_level;
use retold::facts::same_text;
use retold::hash::{Key, token_hash};
use retold::text::Chars;
use retold::{Corpus, Detector, DetectorBuilder, DocumentId, Search, Unit};

/// Two words with one hash (V1), found by a search over sums of halves of their state.
const COLLIDING: [&str; 2] = ["guzabomokotemome", "defalamujiluzodu"];
const SECRET: Key = Key::new(*b"sixteen bytes of");

fn keyed() -> DetectorBuilder {
    Detector::builder().key(SECRET)
}

/// A text that is the same except for the colliding word.
fn forged(word: &str) -> String {
    format!("The old man walked slowly down to the harbour to look for his {word} and his boat.")
}

#[test]
fn two_words_that_collide_count_as_one_without_a_key() {
    let [a, b] = COLLIDING.map(str::as_bytes);
    assert_eq!(token_hash(a), token_hash(b), "V1 is frozen, with what it takes for one word");
    assert_ne!(SECRET.token_hash(a), SECRET.token_hash(b));
    assert_ne!(Key::new([0; 16]).token_hash(a), Key::new([0; 16]).token_hash(b));
    let texts = COLLIDING.map(forged);
    assert!(same_text(&texts[0], &texts[1]));
    let corpus: Corpus<'_> = texts.iter().map(|text| ("text", text.as_str())).collect();
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph] {
        let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus);
        assert_eq!(report.clusters()[0].members[0].resemblance.get(), 1.0, "{unit:?}");
        let report = keyed().unit(unit).build().unwrap().detect(&corpus);
        assert!(report.clusters().is_empty(), "{unit:?}");
        assert!(report.families().iter().all(|family| family.occurrences().len() < 2
            || family.kind() != retold::report::FamilyKind::Identical));
    }
}

#[test]
fn an_index_and_two_passes_distinguish_colliding_words_with_a_key() {
    let texts = COLLIDING.map(forged);
    for (builder, copies) in [(Detector::builder(), 1), (keyed(), 0)] {
        let detector = builder.unit(Unit::Document).build().unwrap();
        let mut index = detector.index().unwrap();
        index.add("one", &texts[0]).unwrap();
        assert_eq!(usize::from(index.add("two", &texts[1]).unwrap().copy_of.is_some()), copies);
        let mut first = detector.removal_scanner().unwrap();
        first.add(&texts).unwrap();
        let ask = |id: DocumentId| Ok::<_, ()>(texts[id.index()].as_str());
        assert_eq!(first.finish().unwrap().decide(ask).unwrap().removed.len(), copies);
    }
}

#[test]
fn a_key_changes_only_the_fingerprint_of_the_settings_in_a_report() {
    let mut texts: Vec<(String, String)> = seeds::corpus()
        .documents()
        .iter()
        .map(|document| (document.name().to_owned(), document.text().to_owned()))
        .collect();
    let tale = "It’s an old treat-\nment of “coöperation”, ﬁnally: 他慢慢走到港口 and İSTANBUL.";
    texts.push(("tale".to_owned(), tale.repeat(3)));
    let again = "it's AN old treatment of coöperation. Finally 他慢慢走到港口 AND İstanbul!";
    texts.push(("again".to_owned(), again.to_owned()));
    let corpus: Corpus<'_> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::Sentence, Unit::Line] {
        let report = |builder: DetectorBuilder| {
            let detector = builder.unit(unit).search(Search::Exact).build().unwrap();
            let mut report = serde_json::to_value(detector.detect(&corpus)).unwrap();
            let settings = report.as_object_mut().unwrap().remove("settings").unwrap();
            (report, settings["key"].clone())
        };
        let (plain, none) = report(Detector::builder());
        assert!(none.is_null());
        let levels = at_each_level(|| report(keyed()));
        for (level, (report, key)) in levels {
            assert_eq!(key.as_str(), Some(&*SECRET.fingerprint()));
            assert!(report == plain, "{unit:?}, {level:?}");
        }
    }
}

#[test]
fn hashes_of_a_custom_tokenizer_are_keyed() {
    let text = "The old man walked slowly down to the harbour.";
    let corpus: Corpus<'_> = [("a", text), ("b", text)].into_iter().collect();
    let content = |builder: DetectorBuilder| {
        let chars = Chars::code_points(4).unwrap();
        let detector = builder.tokenizer("chars", chars).known_text(text).build().unwrap();
        assert_eq!(detector.detect(&corpus).clusters().len(), 1);
        detector.settings().known_texts[0].clone()
    };
    assert_ne!(content(Detector::builder()), content(keyed()));
}

#[test]
fn the_key_is_shown_nowhere() {
    let detector = keyed().build().unwrap();
    let settings = serde_json::to_string(detector.settings()).unwrap();
    let shown = format!("{detector:?} {settings} {SECRET:?} {:?}", keyed());
    assert!(shown.contains(&SECRET.fingerprint()));
    for secret in ["sixteen", "115, 105", "7369787465656e"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// SipHash-1-3, as published for the key 00 … 0f, and two values of our own: frozen as V1.
#[test]
fn keyed_hashes_are_frozen() {
    let key = Key::new(std::array::from_fn(|i| i as u8));
    assert_eq!(key.token_hash(b""), 0xabac_0158_050f_c4dc);
    let tokens = [key.token_hash(b"peace"), key.token_hash("мир".as_bytes()), key.seed()];
    assert_eq!(tokens, [0x66e5_16a2_af60_a785, 0xbb11_daa0_b10d_3d13, 0x9c72_879f_9449_8037]);
    assert_eq!(key.fingerprint(), "61abbe60a768211e");
}
