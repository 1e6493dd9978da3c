//! Reports and other results are equal after a round trip through serde formats: formats that name
//! their fields (JSON, CBOR) and formats that write values alone (postcard, compact `MessagePack`).

use proptest::prelude::*;
use retold::hash::SplitMix64;
use retold::lsh::{Banding, BucketTable, Buckets};
use retold::model::Similarity;
use retold::shingle::ShingleSet;
use retold::sketch::{MinHasher, SketchKind};
use retold::{Corpus, Detector, Report, Span, Unit};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Checks that a value comes back from each format.
fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "JSON");
    let postcard = postcard::to_stdvec(value).unwrap();
    assert_eq!(&postcard::from_bytes::<T>(&postcard).unwrap(), value, "postcard");
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).unwrap();
    assert_eq!(&ciborium::from_reader::<T, _>(&cbor[..]).unwrap(), value, "CBOR");
    let compact = rmp_serde::to_vec(value).unwrap();
    assert_eq!(&rmp_serde::from_slice::<T>(&compact).unwrap(), value, "compact MessagePack");
    let named = rmp_serde::to_vec_named(value).unwrap();
    assert_eq!(&rmp_serde::from_slice::<T>(&named).unwrap(), value, "named MessagePack");
}

/// Texts with near-copies, changed facts, repeats within one and empty ones.
fn texts() -> Vec<String> {
    let tale = "The old man walked slowly down to the harbour to look for his brother, who had \
                left on 3 May with two bags of salt and a lantern.";
    let later = tale.replace("3 May", "7 May");
    let other = "Nobody in the village had seen the lantern since the bells rang for the feast.";
    vec![
        tale.to_owned(),
        format!("{tale}\n\nNothing else.\n\n{later}"),
        later,
        String::new(),
        format!("{other} {other}"),
        "C++ and C".to_owned(),
        tale.to_uppercase(),
    ]
}

fn corpus(texts: &[String]) -> Corpus<'_> {
    texts.iter().enumerate().map(|(i, text)| (format!("{i}.txt"), text.as_str())).collect()
}

#[test]
fn reports_are_equal_after_a_round_trip_through_every_format() {
    let texts = texts();
    let corpus = corpus(&texts);
    let key = retold::hash::Key::new([3; 16]);
    for unit in [Unit::Passage, Unit::Paragraph, Unit::Sentence, Unit::Line, Unit::Document] {
        let mut builders =
            vec![Detector::builder().unit(unit), Detector::builder().unit(unit).key(key)];
        if unit == Unit::Passage {
            let collapsed = Detector::builder().key(key).collapse(true);
            builders.push(collapsed.known_text("Nothing else."));
        }
        for detector in builders {
            let mut report = detector.build().unwrap().detect(&corpus);
            survives(&report);
            report.add_skipped("photo.jpg", "binary file");
            report.note_encoding(retold::DocumentId(1), "windows-1252");
            survives(&report);
        }
    }
    survives(&Detector::builder().build().unwrap().detect(&crate::seeds::corpus()));
}

#[test]
fn single_records_of_a_report_are_equal_after_a_round_trip() {
    let report = Detector::builder().build().unwrap().detect(&corpus(&texts()));
    survives(report.settings());
    survives(report.truncated());
    report.documents().iter().for_each(survives);
    report.families().iter().for_each(survives);
    report.pairs().iter().for_each(survives);
    report.repeats().iter().for_each(survives);
    report.clusters().iter().for_each(survives);
    assert!(report.pairs().iter().any(|pair| pair.differing.is_some()));
    assert!(report.families().iter().any(|family| family.occurrences().len() > 1));
}

#[test]
fn results_of_an_index_and_of_two_passes_are_equal_after_a_round_trip() {
    let texts = texts();
    let detector = Detector::builder().unit(Unit::Paragraph).build().unwrap();
    let mut index = detector.index().unwrap();
    let added: Vec<_> = texts.iter().map(|text| index.add("", text).unwrap()).collect();
    assert!(added.iter().any(|added| !added.repeats.is_empty() && added.copy_of.is_some()));
    survives(&added);

    let mut first = detector.removal_scanner().unwrap();
    first.add(&texts).unwrap();
    let ask = |id: retold::DocumentId| Ok::<_, ()>(texts[id.index()].as_str());
    let removals = first.finish().unwrap().decide(ask).unwrap();
    assert!(!removals.removed.is_empty());
    survives(&removals);
}

#[test]
fn signatures_sets_tables_and_settings_are_equal_after_a_round_trip() {
    for kind in [SketchKind::Bucketed, SketchKind::Classic] {
        let hasher = MinHasher::with_kind(kind, 64, 9).unwrap();
        survives(&hasher);
        let signature = hasher.signature(&[1, 2, 3]).unwrap();
        survives(&signature);
        survives(&signature.estimate_resemblance(&signature).unwrap());
    }
    survives(&ShingleSet::from_shingles(&[3, 1, u64::MAX]));
    survives(&Banding::new(8, 4).unwrap());
    survives(&Buckets::from_keys(&[1, 1, 2]).candidate_pairs());
    let hasher = MinHasher::new(32).unwrap();
    let mut table = BucketTable::new(Banding::new(8, 4).unwrap());
    let signature = hasher.signature(&[5]).unwrap();
    table.insert(3, &signature).unwrap();
    survives(&table.ranked(&signature, 4).unwrap());
    survives(&retold::passage::PassageSettings::default());
}

/// The JSON of a report names what has a value, and nothing else: its bytes are a promise.
#[test]
fn json_leaves_out_absent_fields() {
    let report = retold::scan(["one text of a few words", "another"]);
    let json = serde_json::to_string(&report).unwrap();
    assert!(!json.contains("encoding") && !json.contains("null") || json.contains("\"banding\""));
    for absent in ["\"encoding\"", "\"key\"", "\"differing\"", "\"changes\""] {
        assert!(!json.contains(absent), "{absent}");
    }
    let occurrence = serde_json::to_string(
        &retold::scan(texts().iter().map(String::as_str)).families()[0].occurrences()[0],
    );
    assert!(occurrence.unwrap().starts_with("{\"document\":0,\"start\":0,\"end\":"));
}

/// Bytes of another format that hold something impossible.
fn refused<T: DeserializeOwned + Debug>(value: impl Serialize, rule: &str) {
    let json = serde_json::to_string(&value).unwrap();
    let error = serde_json::from_str::<T>(&json).unwrap_err().to_string();
    assert!(error.contains(rule), "{error}");
    assert!(postcard::from_bytes::<T>(&postcard::to_stdvec(&value).unwrap()).is_err());
    let packed = rmp_serde::to_vec_named(&value).unwrap();
    let error = rmp_serde::from_slice::<T>(&packed).unwrap_err().to_string();
    assert!(error.contains(rule), "{error}");
}

#[derive(Serialize)]
struct Ends {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Lines {
    start: usize,
    end: usize,
    first_line: usize,
    last_line: usize,
}

#[test]
fn spans_places_and_similarities_are_checked_when_they_are_read() {
    refused::<Span>(Ends { start: 9, end: 3 }, "a span must not end before it starts, got 9..3");
    let place = Lines { start: 9, end: 3, first_line: 1, last_line: 2 };
    refused::<retold::report::Place>(place, "a place must not end before it starts, got 9..3");
    for (first_line, last_line) in [(3, 2), (0, 2)] {
        let place = Lines { start: 0, end: 3, first_line, last_line };
        refused::<retold::report::Place>(place, "lines of a place count from 1");
    }
    for value in [1.5, -0.1] {
        refused::<Similarity>(value, "a similarity must be in 0..=1, got");
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(postcard::from_bytes::<Similarity>(&postcard::to_stdvec(&value).unwrap()).is_err());
        assert!(rmp_serde::from_slice::<Similarity>(&rmp_serde::to_vec(&value).unwrap()).is_err());
    }
    let minus_zero: Similarity = serde_json::from_str("-0.0").unwrap();
    assert_eq!(minus_zero.cmp(&Similarity::ZERO), std::cmp::Ordering::Equal);
}

proptest! {
    #[test]
    fn spans_and_similarities_that_are_possible_come_back(
        start in 0..1_000_000_usize,
        len in 0..1_000_000_usize,
        part in 0..=1_000_usize,
    ) {
        survives(&Span::new(start, start + len));
        survives(&Similarity::ratio(part, 1_000));
    }

    /// With any byte of a report replaced, a report that is still read has no number out of range.
    #[test]
    fn a_damaged_report_is_refused_or_names_nothing_that_is_not_there(seed in any::<u64>()) {
        let texts = texts();
        let report = Detector::builder().build().unwrap().detect(&corpus(&texts));
        let mut bytes = postcard::to_stdvec(&report).unwrap();
        let mut random = SplitMix64::new(seed);
        for _ in 0..=random.next_u64() % 3 {
            let at = random.next_u64() as usize % bytes.len();
            bytes[at] = random.next_u64() as u8;
        }
        let Ok(read) = postcard::from_bytes::<Report>(&bytes) else { return Ok(()) };
        // To show all of it looks every reference up.
        prop_assert!(!read.to_string().is_empty());
        for pair in read.pairs() {
            for passage in &pair.passages {
                let [a, b] = [pair.a, pair.b].map(|id| &read.documents()[id.index()]);
                prop_assert!(passage.a.end <= a.bytes && passage.b.end <= b.bytes);
                prop_assert!(passage.family.index() < read.families().len());
            }
        }
    }
}
