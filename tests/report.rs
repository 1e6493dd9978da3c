//! The text report and the JSON report of the five articles equal the snapshots.

use crate::seeds;
use retold::{Corpus, Detector, Report, Unit};

fn detect(unit: Unit) -> (Corpus<'static>, Report) {
    let corpus = seeds::corpus();
    let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus);
    (corpus, report)
}

/// The design says what the five articles repeat; this is that, and nothing else.
#[test]
fn seeds_as_text() {
    let (corpus, report) = detect(Unit::Passage);
    insta::assert_snapshot!(report.text().excerpts(&corpus));
}

#[test]
fn seeds_as_json() {
    let (_, report) = detect(Unit::Passage);
    insta::assert_snapshot!(serde_json::to_string_pretty(&report).unwrap());
}

/// The truth of the design, place by place: document, lines, matched words.
#[test]
fn the_families_of_the_seeds_are_the_planted_ones() {
    let (_, report) = detect(Unit::Passage);
    let repeats: Vec<_> = report
        .repeats()
        .iter()
        .map(|r| (r.document.0, r.a.to_string(), r.b.to_string(), r.matched_words))
        .collect();
    let expected = [(1, "2-9", "10-17", 192), (2, "23", "42", 16)];
    assert_eq!(repeats, expected.map(|(d, a, b, w)| (d, a.to_owned(), b.to_owned(), w)));

    assert_eq!(report.pairs().len(), 1, "only 000 and 001 share anything");
    let pair = &report.pairs()[0];
    assert_eq!((pair.a.0, pair.b.0, pair.relation), (0, 1, retold::matching::Relation::Overlap));
    assert_eq!(pair.matched_words, 33 + 39 + 55);
    let passages: Vec<_> =
        pair.passages.iter().map(|p| (p.a.to_string(), p.b.to_string(), p.matched_words)).collect();
    let expected = [
        ("11", "1", 33),
        ("13", "2-3", 39),
        ("13", "10-11", 39),
        ("15-19", "7-8", 55),
        ("15-19", "15-16", 55),
    ];
    assert_eq!(passages, expected.map(|(a, b, w)| (a.to_owned(), b.to_owned(), w)));
    assert_eq!(report.families().len(), 5);
    assert!(report.clusters().is_empty());
}

#[test]
fn changes_point_at_the_words_that_differ() {
    let (corpus, report) = detect(Unit::Passage);
    let pair = &report.pairs()[0];
    let (a, b) = (corpus[pair.a].text(), corpus[pair.b].text());
    let changes: Vec<_> = pair.passages[0]
        .changes
        .iter()
        .map(|change| (&a[change.a.range()], &b[change.b.range()], change.fact))
        .collect();
    assert_eq!(
        changes,
        [
            ("", "have", false),
            ("Saturday", "", true),
            ("longstanding", "long-standing", false),
            ("dispute", "row", false),
        ]
    );
}

#[test]
fn seeds_by_paragraph_as_text() {
    let (corpus, report) = detect(Unit::Paragraph);
    insta::assert_snapshot!(report.text().excerpts(&corpus));
}

#[test]
fn seeds_by_document_have_no_finding() {
    let (_, report) = detect(Unit::Document);
    assert!(report.families().is_empty() && report.clusters().is_empty());
    assert!(report.pairs().is_empty(), "no two articles are near-copies");
}

/// The block that the design names: 001's lines 2–9 again at 10–17, as one.
#[test]
fn a_run_of_repeated_paragraphs_is_one_block() {
    let (_, report) = detect(Unit::Paragraph);
    let family = &report.families()[0];
    let lines: Vec<_> = family
        .occurrences()
        .iter()
        .map(|o| (o.document.0, o.place.first_line, o.place.last_line))
        .collect();
    assert_eq!(lines, [(1, 2, 9), (1, 10, 17)]);
    assert_eq!(family.words(), 192);
    assert_eq!(family.kind(), retold::report::FamilyKind::Identical);
}

#[test]
fn text_fits_eighty_columns_and_colour_adds_nothing_but_escapes() {
    let (corpus, report) = detect(Unit::Passage);
    let plain = report.text().excerpts(&corpus).to_string();
    for line in plain.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let mut colour = report.text().excerpts(&corpus).color(true).to_string();
    assert!(colour.contains("\u{1b}[1m"));
    while let Some(start) = colour.find('\u{1b}') {
        let end = start + colour[start..].find('m').unwrap();
        colour.replace_range(start..=end, "");
    }
    assert_eq!(colour, plain);
}

#[test]
fn control_characters_of_the_input_never_reach_the_terminal() {
    let evil = "one two three four five \u{1b}[31msix seven\u{7} eight nine ten eleven twelve \
                thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
    let worse = evil.replace("nine", "nine\u{9b}0m\u{202e} and a half");
    for other in [evil, &worse] {
        let corpus: Corpus =
            [("a\u{1b}]0;x\u{7}.txt", evil), ("b\u{202e}txt.exe", other)].into_iter().collect();
        let report = Detector::builder().build().unwrap().detect(&corpus);
        let text = report.text().excerpts(&corpus).to_string();
        assert_eq!(report.families().len(), 1);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
    }
}

/// The words that differ are marked so that they read without colour, in any script, and the marks
/// take no more columns than there are.
#[test]
fn changed_words_are_marked_in_any_script() {
    let pairs = [
        (
            "The ministers met on Monday and agreed to lend 120 boats to the fishermen of the north \
             coast until the end of the long winter.",
            "The ministers met on Tuesday and agreed to lend 135 old boats to the fishermen of the \
             coast until the end of the long winter.",
        ),
        (
            "外交部长们周六同意加强经济和安全合作，但在解决长期存在的领土争端方面没有取得进展，这一争端使两国无法缔结和平条约。",
            "外交部长们周日同意加强经济和安全合作，但在解决存在的领土争端方面没有取得任何进展，这一争端使两国无法缔结和平条约。",
        ),
        (
            "اتفق وزيرا خارجية اليابان وروسيا يوم السبت على تعزيز التعاون الاقتصادي والأمني لكنهما \
             لم يحرزا تقدما في حل النزاع الإقليمي الطويل الأمد الذي منع البلدين من إبرام معاهدة سلام.",
            "اتفق وزيرا خارجية اليابان وروسيا يوم الأحد على تعزيز التعاون الاقتصادي والأمني لكنهما \
             لم يحرزا أي تقدم في حل النزاع الإقليمي الطويل الأمد الذي منع البلدين من إبرام معاهدة سلام.",
        ),
    ];
    let corpus: Corpus = pairs
        .iter()
        .enumerate()
        .flat_map(|(i, (a, b))| [(format!("{i}a.txt"), *a), (format!("{i}b.txt"), *b)])
        .collect();
    let report = Detector::builder().build().unwrap().detect(&corpus);
    let text = report.text().excerpts(&corpus).to_string();
    for line in text.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
    insta::assert_snapshot!(text);
}

/// For each change of the one passage of two texts: its words, and whether it is marked as a fact.
fn changes(a: &str, b: &str) -> Vec<(String, bool)> {
    let corpus: Corpus = [("a.txt", a), ("b.txt", b)].into_iter().collect();
    let report = Detector::builder().build().unwrap().detect(&corpus);
    let [pair] = report.pairs() else { panic!("one pair") };
    let changes = pair.passages.iter().flat_map(|passage| &passage.changes);
    changes
        .map(|change| (format!("{}/{}", &a[change.a.range()], &b[change.b.range()]), change.fact))
        .collect()
}

/// A change is marked by the same words that keep a text in `dedup`: numbers, names wherever they are,
/// and the small words that turn a statement round.
#[test]
fn a_changed_fact_is_marked_wherever_it_is() {
    let frame = |name: &str, modal: &str, adjective: &str, owner: &str| {
        format!(
            "The ministers met in the old town hall and spoke in a calm manner. {name} said that the \
             treaty {modal} be signed before the end of the {adjective} year. Later the people of the \
             town saw {name} leave for the harbour in the car of {owner} friends \
             before the long night came over the hills."
        )
    };
    let (a, b) =
        (frame("Gemba", "must", "long", "Osaka"), frame("Gamba", "may", "short", "Osaka's"));
    assert_eq!(
        changes(&a, &b),
        [
            ("Gemba/Gamba".to_owned(), true),
            ("must/may".to_owned(), true),
            ("long/short".to_owned(), false),
            ("Gemba/Gamba".to_owned(), true),
            ("Osaka/Osaka's".to_owned(), false),
        ]
    );
    // An accent makes another fact word.
    let frame = |word: &str| {
        format!(
            "La commission des finances a demandé que les crédits de la ville soient votés avant la fin \
             de l'année, {word} que le projet soit remis à la session suivante par le conseil général."
        )
    };
    assert_eq!(changes(&frame("ou"), &frame("où")), [("ou/où".to_owned(), true)]);
    // An ordinary word at the start of a sentence is none: the texts have it in small letters too.
    let a = a.replace("Gemba said", "Dealers said") + " Many dealers slept.";
    let b = b.replace("Gamba said", "Traders said") + " Many traders slept.";
    assert_eq!(changes(&a, &b)[0], ("Dealers/Traders".to_owned(), false));
}

/// Removed words are those that only the first of two places on a line has.
#[test]
fn words_are_removed_from_the_first_place() {
    let one = "the old man walked slowly down to the harbour to look for his younger brother and for his boat";
    let two = "the old man walked slowly down to the harbour to look for his elder brother and for his boat";
    for (names, marks) in
        [(["a", "b"], "[-younger-] {+elder+}"), (["b", "a"], "[-elder-] {+younger+}")]
    {
        let corpus: Corpus = names.into_iter().zip([one, two]).collect();
        let text = Detector::builder().build().unwrap().detect(&corpus);
        let text = text.text().excerpts(&corpus).to_string();
        assert!(text.contains("a:1 ~ b:1") && text.contains(marks), "{text}");
    }
}

#[test]
fn a_report_survives_json() {
    let (_, report) = detect(Unit::Passage);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn languages_of_any_direction_and_width_fit_the_line() {
    let chinese = "外交部长们周六同意加强经济和安全合作，但在解决长期存在的领土争端方面没有取得进展，\
                   这一争端使两国无法缔结和平条约。外交部长表示两国需要以冷静的态度处理岛屿问题。";
    let arabic = "اتفق وزيرا خارجية اليابان وروسيا يوم السبت على تعزيز التعاون الاقتصادي والأمني لكنهما \
                  لم يحرزا تقدما في حل النزاع الإقليمي الطويل الأمد الذي منع البلدين من إبرام معاهدة سلام.";
    let corpus: Corpus =
        [("中文/一.txt", chinese), ("中文/二.txt", chinese), ("١.txt", arabic), ("٢.txt", arabic)]
            .into_iter()
            .collect();
    let report = Detector::builder().build().unwrap().detect(&corpus);
    insta::assert_snapshot!(report.text().excerpts(&corpus));
}

/// Boilerplate has a section of its own, and no family floods the screen.
#[test]
fn a_footer_of_many_documents_is_boilerplate_in_few_lines() {
    let footers = retold_synth::footers(retold_synth::Language::English, 60, 600, 40, 9);
    let corpus: Corpus = footers
        .documents
        .iter()
        .enumerate()
        .map(|(i, text)| (format!("{i:02}.txt"), text.as_str()))
        .collect();
    let report = Detector::builder().build().unwrap().detect(&corpus);
    insta::assert_snapshot!(report.text().excerpts(&corpus));
}

#[test]
fn inputs_that_were_not_read_are_named() {
    let mut report = retold::scan(["one text", "another"]);
    for number in 0..30 {
        report.add_skipped(format!("seeds/photo{number:02}.jpg"), "binary file");
    }
    let text = report.to_string();
    assert!(text.contains("seeds/photo00.jpg: binary file\n"));
    assert!(text.ends_with("seeds/photo19.jpg: binary file\n  and 10 more\n"), "{text}");
}

/// A report can come from anywhere; whoever shows it may trust its numbers.
#[test]
fn a_report_with_numbers_out_of_range_is_not_deserialised() {
    let tale = "The old man walked slowly down to the harbour to look for his brother, who had \
                left on 3 May with two bags of salt.";
    let later = tale.replace("3 May", "7 May");
    let report = retold::scan([tale.to_owned(), format!("{tale}\n\nNothing else.\n\n{later}")]);
    let twins = serde_json::to_value(retold::scan([tale, tale])).unwrap();
    let value = serde_json::to_value(&report).unwrap();
    assert_eq!(serde_json::from_value::<Report>(value.clone()).unwrap(), report);
    for (value, pointer, number, said) in [
        (&value, "/documents/1/id", 7, "documents[1] calls itself number 7"),
        (&value, "/families/0/id", 1, "families[0] calls itself number 1"),
        (&value, "/families/0/medoid", 3, "the medoid of family 0 is number 3 of 3"),
        (&value, "/families/0/occurrences/2/document", 9, "occurrences[2] names document 9"),
        (&value, "/families/0/occurrences/0/end", 9999, "families[0].occurrences[0] spans"),
        (
            &value,
            "/families/0/occurrences/0/start",
            5000,
            "must not end before it starts, got 5000..",
        ),
        (&value, "/families/0/occurrences/1/last_line", 0, "must not descend, got 1 to 0"),
        (&value, "/pairs/0/a", 3, "pairs[0] names document 3, there are 2"),
        (&value, "/pairs/0/b", 3, "pairs[0] names document 3, there are 2"),
        (&value, "/pairs/0/b", 0, "pairs[0] names document 0 twice"),
        (&value, "/pairs/0/passages/0/family", 1, "names family 1, there are 1"),
        (&value, "/pairs/0/passages/0/b/end", 9999, "pairs[0].passages[0] spans"),
        (&value, "/repeats/0/document", 4_000_000, "repeats[0] names document 4000000"),
        (&value, "/pairs/0/passages/0/a/end", 9999, "pairs[0].passages[0] spans"),
        (&value, "/pairs/0/passages/0/b/last_line", 0, "must not descend"),
        (&value, "/repeats/0/family", 5, "repeats[0] names family 5, there are 1"),
        (&value, "/repeats/0/a/start", 9999, "must not end before it starts, got 9999.."),
        (&value, "/repeats/0/a/end", 9999, "repeats[0] spans"),
        (&value, "/repeats/0/b/end", 9999, "repeats[0] spans"),
        (&value, "/repeats/0/changes/0/b/end", 9999, "repeats[0].changes[0] lies outside"),
        (&value, "/repeats/0/changes/0/b/start", 9998, "a span must not end before it starts"),
        (&value, "/repeats/0/changes/0/a/end", 9999, "repeats[0].changes[0] lies outside"),
        (&twins, "/clusters/0/representative", 3, "clusters[0] names document 3"),
        (&twins, "/clusters/0/members/0/document", 3, "clusters[0] names document 3"),
    ] {
        let mut value = value.clone();
        *value.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = number.into();
        let error = serde_json::from_value::<Report>(value).unwrap_err().to_string();
        assert!(error.contains(said), "{pointer}: {error}");
    }
}

/// A sort at each of them would take minutes here, and so would a search for the place of each.
#[test]
fn noting_many_inputs_that_were_not_read_takes_linear_time() {
    const MANY: usize = 200_000;
    let started = std::time::Instant::now();
    let mut report = retold::scan(["one text", "another"]);
    for number in (0..MANY).rev() {
        report.add_skipped(format!("photo{number:06}.jpg"), "binary file");
    }
    let names: Vec<&str> = report.skipped().iter().map(|skipped| &*skipped.name).collect();
    assert_eq!(
        (names.len(), names[0], names[MANY - 1]),
        (MANY, "photo000000.jpg", "photo199999.jpg")
    );
    assert!(names.is_sorted());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn inputs_noted_after_the_list_was_read_are_sorted_too() {
    let mut report = retold::scan(["one text", "another"]);
    for name in ["b", "c", "a"] {
        report.add_skipped(name, "binary file");
        assert!(report.skipped().iter().any(|skipped| skipped.name == name));
    }
    let names: Vec<&str> = report.skipped().iter().map(|skipped| &*skipped.name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let copy = report.clone();
    assert_eq!(report, copy);
    report.add_skipped("d", "binary file");
    assert_ne!(report, copy);
    let back: retold::Report =
        serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(back, report);
}

/// A name is one line, and turns nothing around it, whatever characters it has.
#[test]
fn no_character_of_a_name_breaks_a_line_or_turns_its_direction() {
    let active = "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202e}\u{2066}\u{85}\n\u{1b}";
    let mut report = retold::scan(["one text", "another"]);
    report.add_skipped(format!("a{active}b"), format!("c{active}d"));
    let text = report.to_string();
    let line = text.lines().find(|line| line.starts_with("  a")).unwrap();
    assert!(line.ends_with("\\u{1b}d"), "{line:?}");
    assert!(!line.contains(|c| active.contains(c)), "{line:?}");
}

/// For every unit; the shares of the second corpus are counted by hand.
#[test]
fn between_groups_keeps_only_families_of_both_groups() {
    let tale =
        "The old man walked slowly down to the harbour to look for his brother and his boat.";
    let own = "Nobody has ever seen the whole of the garden behind the grey house on the hill.";
    let texts = [
        (0, format!("{own}\n\nIn between.\n\n{own}")),
        (0, format!("{own}\n\nSomething of b.\n\n{tale}")),
        (1, format!("It begins.\n\n{tale}\n\nMore of it.\n\n{tale}")),
        (1, format!("{own} {tale}")),
    ];
    for unit in [Unit::Passage, Unit::Paragraph, Unit::Sentence] {
        let mut corpus = Corpus::new();
        for (group, text) in &texts {
            corpus
                .push_document(retold::Document::new("", text.clone()).with_group(*group))
                .unwrap();
        }
        let whole = Detector::builder().unit(unit).build().unwrap().detect(&corpus);
        let report = whole.clone().between_groups(&corpus);
        assert!(report.repeats().is_empty());
        assert!(!report.families().is_empty(), "{unit:?}");
        if unit == Unit::Paragraph {
            assert_eq!((whole.families().len(), report.families().len()), (2, 1));
        }
        for (number, family) in report.families().iter().enumerate() {
            assert_eq!(family.id().index(), number);
            let groups: std::collections::BTreeSet<_> =
                family.occurrences().iter().map(|o| corpus[o.document].group()).collect();
            assert_eq!(groups.len(), 2, "{unit:?}");
            assert!(whole.families().iter().any(|f| f.occurrences() == family.occurrences()));
        }
        assert!(!report.pairs().is_empty());
        for pair in report.pairs() {
            assert!(corpus[pair.a].group() != corpus[pair.b].group());
            for passage in &pair.passages {
                let family = &report.families()[passage.family.index()];
                let is_there = |document, place: retold::report::Place| {
                    let mut all = family.occurrences().iter();
                    all.any(|o| o.document == document && o.place.span().overlaps(place.span()))
                };
                assert!(is_there(pair.a, passage.a) && is_there(pair.b, passage.b));
            }
        }
    }
    // A family on one side is left out. The other one gets its number, and its texts are counted again.
    let mut corpus = Corpus::new();
    let long = format!("{own} {own}");
    for (group, text) in
        [(0, format!("{long}\n\n{tale}")), (0, long), (1, format!("{tale} {tale}"))]
    {
        corpus.push_document(retold::Document::new("", text).with_group(group)).unwrap();
    }
    let detector = Detector::builder().unit(Unit::Paragraph).threshold(0.3).build().unwrap();
    let report = detector.detect(&corpus).between_groups(&corpus);
    assert_eq!(report.families().len(), 1);
    let reused: Vec<f64> = report.documents().iter().map(|d| d.reused.get()).collect();
    assert_eq!(reused, [17.0 / 49.0, 0.0, 1.0]);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    // A shorter passage inside of a longer one does not end it.
    let part = |from: usize| {
        (from..from + 20).map(|at| format!("w{at} ")).chain(["\n\n".to_owned()]).collect::<String>()
    };
    let [head, middle, end] = [0, 20, 40].map(part);
    let mut corpus = Corpus::new();
    for (group, text) in [
        (0, format!("{head}{middle}{end}")),
        (0, own.to_owned()),
        (0, format!("And so.\n\n{own}")),
        (1, format!("{head}{middle}{end}")),
        (1, format!("{}{middle}{}", part(100), part(200))),
    ] {
        corpus.push_document(retold::Document::new("", text).with_group(group)).unwrap();
    }
    let detector = Detector::builder().unit(Unit::Paragraph).build().unwrap();
    let report = detector.detect(&corpus);
    let report = report.between_groups(&corpus);
    assert_eq!(report.families().len(), 2, "of 60 words and of 20");
    let reused: Vec<f64> = report.documents().iter().map(|d| d.reused.get()).collect();
    assert_eq!(reused, [1.0, 0.0, 0.0, 1.0, 1.0 / 3.0]);
}

/// A report without the passages of pairs has the same figures, families and repeats as the whole report, and counts what
/// it does not list.
#[test]
fn a_report_without_the_passages_of_pairs_says_the_same_otherwise() {
    for unit in [Unit::Passage, Unit::Paragraph] {
        let (corpus, whole) = detect(unit);
        let builder = Detector::builder().unit(unit).pair_passages(false);
        let summary = builder.build().unwrap().detect(&corpus);
        assert_eq!(summary.families(), whole.families());
        assert_eq!(summary.repeats(), whole.repeats());
        assert_eq!(summary.pairs().len(), whole.pairs().len());
        assert!(!whole.pairs().is_empty());
        for (summary, whole) in summary.pairs().iter().zip(whole.pairs()) {
            assert!(summary.passages.is_empty());
            assert_eq!(
                (summary.unlisted_passages, whole.unlisted_passages),
                (whole.passages.len(), 0)
            );
            let mut listed = summary.clone();
            listed.passages.clone_from(&whole.passages);
            listed.unlisted_passages = 0;
            assert_eq!(&listed, whole);
        }
        let json = serde_json::to_string(&summary).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), summary);
        assert!(json.contains("\"pair_passages\":false"));
    }
}
