//! Families have the same places in any order of the documents, for any number of places.

use super::oracles::common_subsequence;
use super::{below, edited, find, fresh, prose, runs};
use retold::hash::{SplitMix64, content_hash};
use retold::passage::{
    DocumentTokens, KnownTexts, PassageSettings, Scope, TokenRun, find_passages,
};
use std::collections::{BTreeMap, BTreeSet};

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
    let settings = PassageSettings::builder().frequent(frequent).build().unwrap();
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
        assert!(found.work.pairs <= count, "{:?}", found.work);
        anchors.push(found.work.anchors);
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
fn text_within_one_group_is_not_reported() {
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
            texts.iter().map(|tokens| DocumentTokens::new(tokens).with_group(1)).collect();
        documents.push(DocumentTokens::new(&stranger));
        let found = find_passages(&documents, &PassageSettings::default());
        assert_eq!(found.families.len(), 1);
        assert_eq!(found.families[0].occurrences.len(), 3);

        let across = PassageSettings::builder().scope(Scope::Across).build().unwrap();
        let found = find_passages(&documents, &across);
        assert!(found.passages.iter().all(|passage| passage.a.document != passage.b.document));
        assert_eq!(found.passages.len(), 2);
        let within = PassageSettings::builder().scope(Scope::Within).build().unwrap();
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
    let found = find(&documents, &PassageSettings::builder().frequent(2).build().unwrap());
    let mut partners: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for passage in &found.passages {
        if passage.matched_words == 21 {
            partners.entry(passage.a.document.0).or_default().insert(passage.b.document.0);
        }
    }
    let expected = (0..40).map(|document| (document, BTreeSet::from([document + 40]))).collect();
    assert_eq!(partners, expected);
}

/// Places that overlap by most are taken for one, and then the other places of a passage may overlap
/// its hub. Found by the fuzz target `pipeline`.
#[test]
fn a_family_has_two_places_even_in_text_that_repeats_itself_from_within() {
    let documents = [
        vec![
            0, 1, 2, 3, 4, 5, 6, 7, 5, 8, 9, 10, 5, 6, 7, 5, 8, 9, 10, 3, 0, 1, 2, 3, 4, 11, 0, 1,
            2, 12, 4, 5, 6, 7, 5, 8, 9, 10, 5, 6, 7, 5, 8, 9, 10, 3, 0, 1, 2, 3, 4, 11,
        ],
        vec![
            0, 1, 2, 3, 0, 1, 2, 12, 4, 5, 6, 7, 5, 8, 9, 10, 12, 13, 14, 15, 6, 7, 5, 8, 9, 10, 0,
            1, 2, 3,
        ],
    ];
    let found = find(&documents, &PassageSettings::default());
    assert!(!found.families.is_empty());
    assert!(found.families.iter().all(|family| family.occurrences.len() > 1), "{found:?}");
    let repeated: usize = found.families.iter().map(|family| family.passages.len()).sum();
    assert_eq!(repeated, found.passages.len(), "each passage has its family");
}

#[test]
fn boilerplate_is_text_in_eight_documents_and_in_half_of_all() {
    let mut random = SplitMix64::new(51);
    for (repeated, all, expected) in
        [(10, 20, true), (9, 20, false), (8, 16, true), (7, 14, false), (33, 100, true)]
    {
        let block = fresh(&mut random, 30);
        let documents: Vec<Vec<u64>> = (0..all)
            .map(|number| {
                let own = fresh(&mut random, 40);
                if number < repeated { [own, block.clone()].concat() } else { own }
            })
            .collect();
        let found = find(&documents, &PassageSettings::default());
        let [family] = &found.families[..] else { panic!("one family of {repeated} in {all}") };
        assert_eq!(family.occurrences.len(), repeated);
        assert_eq!(family.boilerplate, expected, "{repeated} of {all}");
    }
}
