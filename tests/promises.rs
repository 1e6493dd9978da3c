//! What a report promises by its settings and its words, over random texts: nothing shorter than
//! `min_words`, nothing less alike than `min_identity`, `identical` means identical, and no family
//! that lies inside another.

use proptest::prelude::*;
use retold::facts::same_text;
use retold::matching::Relation;
use retold::model::Similarity;
use retold::passage::PassageSettings;
use retold::report::{Family, FamilyKind};
use retold::report::{Nested, Passage, Place};
use retold::text::Words;
use retold::{Corpus, Detector, DocumentId, Report, Unit};
use retold_synth::{Language, Prose, Rng};

const LANGUAGES: [Language; 5] =
    [Language::English, Language::Chinese, Language::Japanese, Language::Thai, Language::Arabic];

/// Documents that share paragraphs and parts of them, each copy with about `edits` changes to a
/// hundred words, some of them in the signs between words only.
fn texts(language: Language, seed: u64, edits: usize) -> Vec<String> {
    let (mut random, mut prose) = (Rng::new(seed), Prose::new(language, seed));
    let stock: Vec<String> = (0..6).map(|_| prose.paragraph(18 + 8 * random.below(12))).collect();
    (0..5)
        .map(|_| {
            let mut paragraphs = Vec::new();
            for _ in 0..2 + random.below(4) {
                paragraphs.push(match random.below(4) {
                    0 => prose.paragraph(30),
                    1 => edited(&mut random, &mut prose, &stock[0], edits),
                    2 => {
                        // Two paragraphs that often come together, so that blocks lie inside blocks.
                        let at = random.below(5);
                        stock[at..at + 2].join("\n\n")
                    }
                    _ => {
                        let whole = stock[random.below(6)].clone();
                        let part = part(&mut random, &whole);
                        edited(&mut random, &mut prose, part, edits)
                    }
                });
            }
            paragraphs.join("\n\n")
        })
        .collect()
}

/// A part of a text, from one word to another.
fn part<'t>(random: &mut Rng, text: &'t str) -> &'t str {
    let mut starts = Vec::new();
    Words.for_each(text, |token| starts.push(token.span.start));
    let from = random.below(starts.len() / 2);
    let to = from + 1 + random.below(starts.len() - from - 1);
    &text[starts[from]..starts[to]]
}

fn edited(random: &mut Rng, prose: &mut Prose, text: &str, edits: usize) -> String {
    let mut spans = Vec::new();
    Words.for_each(text, |token| spans.push(token.span));
    let mut copy = String::new();
    let mut at = 0;
    let others = prose.paragraph(12);
    let mut other_words = Vec::new();
    Words.for_each(&others, |token| other_words.push(others[token.span.range()].to_owned()));
    for span in spans {
        copy.push_str(&text[at..span.start]);
        at = span.end;
        if random.below(100) >= edits {
            copy.push_str(&text[span.range()]);
            continue;
        }
        match random.below(4) {
            0 => copy.push_str(&other_words[random.below(other_words.len())]),
            1 => {
                copy.push_str(&other_words[random.below(other_words.len())]);
                copy.push(' ');
                copy.push_str(&text[span.range()]);
            }
            2 => {}
            _ => {
                copy.push_str(&text[span.range()]);
                copy.push_str(["++", "!", " – ", "🎉"][random.below(4)]);
            }
        }
    }
    copy.push_str(&text[at..]);
    copy
}

fn corpus(texts: &[String]) -> Corpus<'_> {
    texts.iter().enumerate().map(|(i, text)| (format!("{i}"), text.as_str())).collect()
}

fn passages(report: &Report) -> Vec<([(DocumentId, Place); 2], Passage)> {
    let shared = report.pairs().iter().flat_map(|pair| {
        pair.passages.iter().map(|it| ([(pair.a, it.a), (pair.b, it.b)], it.clone()))
    });
    shared.collect()
}

/// The places of all families, and of those inside of them.
fn places(report: &Report) -> impl Iterator<Item = (DocumentId, Place)> + '_ {
    let nested = report.families().iter().flat_map(Family::nested);
    let nested = nested.flat_map(|nested: &Nested| &nested.occurrences);
    let all = report.families().iter().flat_map(Family::occurrences).chain(nested);
    all.map(|occurrence| (occurrence.document, occurrence.place))
}

/// The length of a place in fifths of a word.
fn fifths(texts: &[String], (document, place): (DocumentId, Place)) -> usize {
    let mut fifths = 0;
    let text = &texts[document.index()][place.span().range()];
    Words.for_each(text, |token| fifths += token.kind.fifths());
    fifths
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_shorter_than_was_asked_for(seed: u64, language in 0..5_usize, edits in 0..14_usize) {
        let texts = texts(LANGUAGES[language], seed, edits);
        for unit in [Unit::Passage, Unit::Paragraph, Unit::Sentence] {
            for least in [1, 12, 30, 100] {
                let detector = Detector::builder().unit(unit).min_words(least).build().unwrap();
                let report = detector.detect(&corpus(&texts));
                for place in places(&report) {
                    let fifths = fifths(&texts, place);
                    prop_assert!(fifths >= 5 * least, "{unit:?} {least}: {fifths} fifths at {place:?}");
                }
                for family in report.families() {
                    prop_assert!(family.words() >= least);
                }
                for (_, passage) in passages(&report) {
                    prop_assert!(passage.matched_words >= least, "{unit:?} {least}: {passage:?}");
                }
                for repeat in report.repeats() {
                    prop_assert!(repeat.matched_words >= least, "{unit:?} {least}: {repeat:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_less_alike_than_was_asked_for_and_pair_and_family_agree(
        seed: u64, language in 0..5_usize, edits in 0..20_usize,
    ) {
        let texts = texts(LANGUAGES[language], seed, edits);
        for least in [0.8, 0.9, 0.95, 1.0] {
            let settings = PassageSettings::builder().min_identity(least).build().unwrap();
            let report =
                Detector::builder().passages(settings).build().unwrap().detect(&corpus(&texts));
            for family in report.families() {
                for place in family.occurrences() {
                    prop_assert!(place.similarity.get() >= least, "{least}: {place:?}");
                }
            }
            let repeats = report.repeats().iter().map(|it| {
                ([(it.document, it.a), (it.document, it.b)], it.family, it.identity)
            });
            let shared = passages(&report).into_iter().map(|(at, it)| (at, it.family, it.identity));
            for (sides, family, identity) in shared.chain(repeats) {
                prop_assert!(identity.get() >= least);
                let family = &report.families()[family.index()];
                let medoid = family.medoid();
                let medoid = (medoid.document, medoid.place);
                let mut places = family.occurrences().iter();
                // Nothing that was found is lost: each side is at a place of its family.
                for (document, place) in sides {
                    let is_there = |it: &retold::report::Occurrence| {
                        it.document == document && it.place.span().overlaps(place.span())
                    };
                    prop_assert!(family.occurrences().iter().any(is_there), "{document} {place:?}");
                }
                let Some(other) = [0, 1].into_iter().find(|&side| sides[1 - side] == medoid) else {
                    continue;
                };
                let is_other =
                    |it: &&retold::report::Occurrence| (it.document, it.place) == sides[other];
                if let Some(occurrence) = places.find(is_other) {
                    prop_assert_eq!(occurrence.similarity, identity, "{:?}", sides);
                }
            }
        }
    }

    #[test]
    fn identical_places_are_the_same_text(seed: u64, language in 0..5_usize, edits in 0..6_usize) {
        let texts = texts(LANGUAGES[language], seed, edits);
        for unit in [Unit::Passage, Unit::Paragraph, Unit::Sentence] {
            let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus(&texts));
            for family in report.families() {
                let text = |it: &retold::report::Occurrence| &texts[it.document.index()][it.place.span().range()];
                let medoid = text(family.medoid());
                let same = family.occurrences().iter().all(|it| same_text(medoid, text(it)));
                let ones = family.occurrences().iter().all(|it| it.similarity == Similarity::ONE);
                match family.kind() {
                    FamilyKind::Identical => prop_assert!(same && ones, "{family:?}"),
                    FamilyKind::SameWords => prop_assert!(ones, "{family:?}"),
                    _ => prop_assert!(!same, "{family:?}"),
                }
            }
            for pair in report.pairs() {
                let [a, b] = [pair.a, pair.b].map(|id| &texts[id.index()][..]);
                prop_assert_eq!(pair.relation == Relation::Identical, same_text(a, b));
            }
            for cluster in report.clusters() {
                for member in &cluster.members {
                    let [a, b] = [cluster.representative, member.document]
                        .map(|id| &texts[id.index()][..]);
                    prop_assert_eq!(member.relation == Relation::Identical, same_text(a, b));
                }
            }
        }
    }

    #[test]
    fn no_family_lies_inside_another(seed: u64, language in 0..5_usize, edits in 0..8_usize) {
        let texts = texts(LANGUAGES[language], seed, edits);
        for unit in [Unit::Passage, Unit::Paragraph] {
            let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus(&texts));
            for (number, family) in report.families().iter().enumerate() {
                for other in report.families().iter().filter(|other| other.id() != family.id()) {
                    prop_assert!(!lies_inside(family.occurrences(), other), "{number} {unit:?}");
                }
                for nested in family.nested() {
                    prop_assert!(lies_inside(&nested.occurrences, family), "{number} {unit:?}");
                }
            }
        }
    }
}

/// Whether each place lies inside a different place of a family.
fn lies_inside(inner: &[retold::report::Occurrence], outer: &Family) -> bool {
    let mut used = vec![false; outer.occurrences().len()];
    inner.iter().all(|place| {
        let around = outer.occurrences().iter().enumerate().position(|(at, it)| {
            !used[at]
                && it.document == place.document
                && it.place.start <= place.place.start
                && place.place.end <= it.place.end
        });
        around.is_some_and(|at| !std::mem::replace(&mut used[at], true))
    })
}

/// A sentence of 14 words for each of the two sides of a comparison.
fn kind_of(a: &str, b: &str) -> (FamilyKind, Relation) {
    let report = retold::scan([a, b]);
    let [family] = report.families() else { panic!("{a} / {b}: {:?}", report.families()) };
    (family.kind(), report.pairs()[0].relation)
}

#[test]
fn signs_between_and_around_the_same_words_make_them_same_words_and_no_more() {
    let text = "The parser of the compiler was written in C and reads about 5 files a second";
    let same = (FamilyKind::Identical, Relation::Identical);
    let other = (FamilyKind::SameWords, Relation::SameWords);
    for (to, expected) in [
        (text.to_uppercase(), same),
        (text.replace(' ', "\n"), same),
        (text.replace("parser", "par\u{ad}s\u{2060}er"), same),
        (text.replace("files", "ﬁles"), same),
        (text.replace(" C ", " C++ "), other),
        (text.replace(" 5 ", " -5 "), other),
        (text.replace(" 5 ", " $5 "), other),
        (text.replace("second", "second 🎉"), other),
        (text.replace("second", "second?"), other),
        (text.replace("The", "¿The"), other),
        (text.replace("compiler", "compiler,"), other),
    ] {
        assert_eq!(kind_of(text, &to), expected, "{to}");
        assert_eq!(kind_of(&to, text), expected, "{to}");
    }
    let quoted = text.replace("parser", "\"parser\"");
    assert_eq!(kind_of(&quoted, &text.replace("parser", "“parser”")), same);
    // Where a passage ends in mid-sentence, the sign that touches its last word counts, the comma
    // of the sentence does not.
    let found = |a: &str, b: &str| {
        let head = format!("It was years ago that {}", &text[..text.find(" and reads").unwrap()]);
        retold::scan([format!("{head}{a}"), format!("{head}{b}")]).families()[0].kind()
    };
    let (one, two) = (" by one person alone", " for another team of five");
    assert_eq!(found(one, two), FamilyKind::Identical);
    assert_eq!(found(&format!(",{one}"), two), FamilyKind::Identical);
    assert_eq!(found(&format!("++{one}"), two), FamilyKind::SameWords);
    assert_eq!(found(&format!("#{one}"), &format!("++{two}")), FamilyKind::SameWords);
}

/// Three copies of a chapter: its end was edited in two of them, in different words, so that all three
/// share its body and each of the two shares more with the first.
#[test]
fn a_shorter_family_is_listed_under_the_one_around_it() {
    let mut prose = Prose::new(Language::English, 3);
    let words = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (body, end) = (words(prose.paragraph(100)), words(prose.paragraph(50)));
    let edited = |from: usize| {
        let new = |(at, word): (usize, &String)| match at % 5 {
            it if it == from => format!("other{from}x{at}"),
            _ => word.clone(),
        };
        let end = end.iter().enumerate().map(new);
        body.iter().cloned().chain(end).collect::<Vec<_>>().join(" ")
    };
    let texts = [edited(9), edited(1), edited(3)];
    let report = retold::scan(&texts);
    let [family] = report.families() else { panic!("{report:#?}") };
    assert_eq!(family.occurrences().len(), 3);
    let [nested] = family.nested() else { panic!("{family:#?}") };
    assert!(nested.words < family.words() && nested.occurrences.len() >= 2, "{nested:?}");
    // What the two share of one another is listed with the family around it.
    assert_eq!(report.pairs().len(), 3);
    for pair in report.pairs() {
        assert!(pair.passages.iter().all(|passage| passage.family == family.id()));
    }
    assert!(report.to_string().contains("1 shorter passage inside"), "{report}");
    // If the text also occurs elsewhere, it is reported.
    let body = body.join(" ");
    let with_more = [&texts[..], &[format!("It begins here.\n\n{body}")]].concat();
    assert_eq!(retold::scan(with_more).families().len(), 2);
}
