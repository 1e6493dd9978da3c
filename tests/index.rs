//! An index reports for each document the blocks that it repeats of earlier documents, and nothing else.

use retold::hash::SplitMix64;
use retold::lsh::Banding;
use retold::matching::Relation;
use retold::model::Similarity;
use retold::report::Place;
use retold::{Corpus, Detector, DocumentId, Search, Unit};
use retold_synth::{Language, NearCopies, brute_force_resemblance, normalised_words};

#[test]
fn an_index_reports_the_repeats_of_each_document() {
    let planted = NearCopies::new(Language::English)
        .documents(200)
        .bytes(900)
        .near_copies(60, &[5, 20])
        .exact_copies(10)
        .build(6);
    for search in [Search::Lsh, Search::Exact] {
        let detector = Detector::builder().unit(Unit::Document).search(search).build().unwrap();
        let mut index = detector.index().unwrap();
        let mut copies = 0;
        for (i, text) in planted.documents.iter().enumerate() {
            let added = index.add(&i.to_string(), text).unwrap();
            let best = planted.documents[..i]
                .iter()
                .map(|earlier| brute_force_resemblance(earlier, text, 5))
                .fold(0.0, f64::max);
            match added.copy_of {
                Some(copy) => assert_eq!(copy.resemblance.get(), best),
                None => assert!(best < 0.8, "missed a copy of resemblance {best}"),
            }
            copies += usize::from(added.copy_of.is_some());
        }
        assert!(copies > 10);
        assert_eq!(index.len(), planted.documents.len());
    }
}

#[test]
fn an_index_finds_the_blocks_of_the_seeds() {
    let detector = Detector::builder().unit(Unit::Paragraph).build().unwrap();
    let mut index = detector.index().unwrap();
    let corpus = crate::seeds::corpus();
    let mut lines = Vec::new();
    for (id, document) in corpus.iter() {
        for repeat in index.add(document.name(), document.text()).unwrap().repeats {
            let (here, there) = (repeat.here.to_string(), repeat.there.to_string());
            lines
                .push(format!("{id}:{here} = {}:{there}, {} words", repeat.document, repeat.words));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

/// A phrase that everything shares makes all documents candidates, and none of them a match.
#[test]
fn an_exact_index_misses_nothing_behind_a_common_phrase() {
    let phrase = "from our own correspondent in the city of the king and queen";
    let story = |number: usize| {
        let words: Vec<String> = (0..30).map(|i| format!("word{number}x{i}")).collect();
        format!("{phrase} {}", words.join(" "))
    };
    let detector = Detector::builder().unit(Unit::Paragraph).search(Search::Exact);
    let mut index = detector.build().unwrap().index().unwrap();
    for number in 0..1_200 {
        assert_eq!(index.add(&number.to_string(), &story(number)).unwrap().repeats, []);
    }
    let added = index.add("again", &format!("{} edited", story(1_199))).unwrap();
    assert_eq!(added.copy_of.map(|copy| copy.document), Some(DocumentId(1_199)));
    assert_eq!(added.repeats.len(), 1);
    assert_eq!(index.capped_items(), 0);
}

fn paragraph(name: &str, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|i| format!("{name}{i}")).collect();
    words.join(" ")
}

/// The repeats of the last document, as words, document and lines there.
fn repeats_of_last(documents: &[String]) -> Vec<(usize, u32, String)> {
    let mut index = Detector::builder().unit(Unit::Paragraph).build().unwrap().index().unwrap();
    let mut last = Vec::new();
    for text in documents {
        last = index.add("", text).unwrap().repeats;
    }
    last.iter().map(|it| (it.words, it.document.0, it.there.to_string())).collect()
}

#[test]
fn a_block_is_found_where_all_of_it_occurs() {
    let [a, b, x, y] = ["a", "b", "x", "y"].map(|name| paragraph(name, 7));
    let block = format!("{x}\n\n{a}\n\n{y}");
    let expected = [(21, 1, "1-5".to_owned())];
    for first in [a.clone(), x.clone(), y.clone(), format!("{x}\n\n{y}")] {
        assert_eq!(repeats_of_last(&[first, block.clone(), format!("{b}\n\n{block}")]), expected);
    }
    // A line without a word interrupts no block.
    let starred = format!("{x}\n\n* * *\n\n{a}\n\n{y}");
    assert_eq!(repeats_of_last(&[a, block, starred]), expected);
}

#[test]
fn blocks_that_overlap_are_both_found() {
    let [v, w, x, y] = ["v", "w", "x", "y"].map(|name| paragraph(name, 7));
    let documents =
        [format!("{v}\n\n{w}"), format!("{w}\n\n{x}"), format!("{v}\n\n{w}\n\n{x}\n\n{y}")];
    let expected = [(14, 0, "1-3".to_owned()), (14, 1, "1-3".to_owned())];
    assert_eq!(repeats_of_last(&documents), expected);
    // Text that was reported already is cut off if enough text is left.
    let long = paragraph("long", 12);
    let documents =
        [format!("{v}\n\n{w}"), format!("{w}\n\n{long}"), format!("{v}\n\n{w}\n\n{long}")];
    let expected = [(14, 0, "1-3".to_owned()), (12, 1, "3".to_owned())];
    assert_eq!(repeats_of_last(&documents), expected);
}

/// One row in one band: whatever shares one slot is a candidate.
#[test]
fn candidates_that_do_not_match_hide_no_match() {
    let phrase = paragraph("common", 20);
    let story = |number: usize| format!("{phrase} {}", paragraph(&format!("s{number}x"), 20));
    let coarse = Banding::new(64, 1).unwrap();
    let detector = Detector::builder().unit(Unit::Paragraph).banding(coarse).build().unwrap();
    let mut index = detector.index().unwrap();
    for number in 0..1_300 {
        assert_eq!(index.add("", &story(number)).unwrap().repeats, []);
    }
    let added = index.add("", &format!("{} edited", story(1_250))).unwrap();
    assert_eq!(added.repeats.len(), 1);
    assert_eq!(added.repeats[0].document, DocumentId(1_250));
    assert!(added.bounded > 0 && added.compared <= 64, "{} compared", added.compared);
}

#[test]
fn candidates_beyond_the_limit_are_counted() {
    let base = paragraph("word", 40);
    for (search, most) in [(Search::Lsh, 24), (Search::Exact, 1_024)] {
        let detector = Detector::builder().unit(Unit::Document).search(search).build().unwrap();
        let mut index = detector.index().unwrap();
        let mut bounded = 0;
        for number in 0..1_030 {
            let text = format!("{base} end{number}");
            let added = index.add("", &text).unwrap();
            assert_eq!(added.copy_of.is_some(), number > 0);
            assert_eq!(added.compared, number.min(most), "{search:?}");
            // By bands what is beyond the limit is left out; an exact search stores it no more.
            let is_bounded = if search == Search::Lsh { number > most } else { number >= most };
            assert_eq!(added.bounded, usize::from(is_bounded), "{search:?} {number}");
            bounded += added.bounded;
            assert_eq!(index.capped_items(), bounded);
        }
        let again = index.add("", &format!("{base} end1029")).unwrap();
        let copy = again.copy_of.unwrap();
        assert_eq!((copy.document, copy.relation), (DocumentId(1_029), Relation::Identical));
        assert_eq!((again.compared, again.bounded), (0, 0), "an exact copy is always found");
    }
}

/// Documents of paragraphs that stand alone, come again, come again a little changed, and come in
/// blocks.
fn generated(seed: u64) -> Vec<String> {
    let planted = NearCopies::new(Language::English)
        .documents(60)
        .bytes(130)
        .near_copies(25, &[5, 15])
        .build(seed);
    let paragraphs: Vec<String> = planted
        .documents
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .chain((0..20).map(|i| paragraph(&format!("brief{i}x"), 5)))
        .collect();
    let mut numbers = SplitMix64::new(seed);
    let mut below = |limit: usize| (numbers.next_u64() % limit as u64) as usize;
    let mut documents: Vec<Vec<&str>> = Vec::new();
    for _ in 0..60 {
        let mut document = Vec::new();
        for _ in 0..4 {
            document.push(paragraphs[below(paragraphs.len())].as_str());
            if !documents.is_empty() {
                let earlier = &documents[below(documents.len())];
                let start = below(earlier.len());
                let end = (start + 1 + below(4)).min(earlier.len());
                document.extend(&earlier[start..end]);
            }
        }
        documents.push(document);
    }
    documents.into_iter().map(|document| document.join("\n\n")).collect()
}

/// The least resemblance of the paragraphs of one place to those of another.
fn least_resemblance(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<_>, Vec<_>) = (a.split("\n\n").collect(), b.split("\n\n").collect());
    assert_eq!(a.len(), b.len());
    let each = a.iter().zip(b).map(|(a, b)| {
        let short = [a, b].iter().any(|text| normalised_words(text).len() < 15);
        brute_force_resemblance(a, b, if short { 2 } else { 3 })
    });
    each.fold(1.0, f64::min)
}

fn cut(text: &str, place: Place) -> &str {
    &text[place.span().range()]
}

#[test]
fn each_report_of_an_index_is_true_and_no_exact_repeat_is_missing() {
    for seed in 0..4 {
        let texts = generated(seed);
        let detector = Detector::builder().unit(Unit::Paragraph).build().unwrap();
        let mut index = detector.index().unwrap();
        let mut reported: Vec<Vec<Place>> = Vec::new();
        for text in &texts {
            let added = index.add(&format!("{:03}", reported.len()), text).unwrap();
            for repeat in &added.repeats {
                let there = cut(&texts[repeat.document.index()], repeat.there);
                let least = least_resemblance(cut(text, repeat.here), there);
                assert!(least >= 0.6, "resemblance {least}");
                assert!(repeat.resemblance.get() <= least);
                assert_eq!(repeat.words, normalised_words(cut(text, repeat.here)).len());
                assert!(repeat.words >= 12);
            }
            reported.push(added.repeats.iter().map(|repeat| repeat.here).collect());
        }
        let corpus: Corpus =
            texts.iter().enumerate().map(|(i, text)| (format!("{i:03}"), text.as_str())).collect();
        let report = detector.detect(&corpus);
        let mut checked = 0;
        for family in report.families() {
            let places = family.occurrences();
            if places.iter().any(|it| it.similarity != Similarity::ONE) {
                continue;
            }
            let wording = |place: usize| {
                let it = &places[place];
                cut(&texts[it.document.index()], it.place)
            };
            if (1..places.len()).any(|place| wording(place) != wording(0)) {
                continue;
            }
            for later in &places[1..] {
                let (start, end) = (later.place.start, later.place.end);
                let mut covered = start;
                for block in &reported[later.document.index()] {
                    // Two bytes are the empty line between paragraphs.
                    if block.start <= covered + 2 {
                        covered = covered.max(block.end);
                    }
                }
                assert!(covered >= end, "seed {seed}: {start}..{end} of {}", later.document);
                checked += 1;
            }
        }
        assert!(checked > 20, "{checked} places");
    }
}
