//! The relation of two documents follows its definition, and templates are distinguished from resent
//! documents. `cargo test relations -- --nocapture` prints how often.

use retold::matching::Relation;
use retold::matching::{Differing, Figures};
use retold::model::Similarity;
use retold::report::{Pair, Report};
use retold::{Corpus, Detector, Document, Keep, Unit};
use retold_synth::{EditKind, Language, Prose, bulletins, edit, footers, resends};
use std::collections::BTreeMap;
use std::fmt::Write;

const LANGUAGES: [Language; 4] =
    [Language::English, Language::Russian, Language::Arabic, Language::Chinese];

/// A report with the same text each time, except for the arguments.
fn statement(date: &str, name: &str, sum: &str) -> String {
    let mut prose = Prose::new(Language::English, 7);
    let (head, tail) = (prose.paragraph(90), prose.paragraph(90));
    format!("{head}\n\nIt was signed on {date} by {name} for {sum} crowns.\n\n{tail}")
}

fn numbered_statement(number: usize) -> String {
    let name = ["Otto Lindqvist", "Clara Brandt", "Emil Sorensen"][number % 3];
    let date = format!("{} May {}", 1 + number % 28, 1900 + number);
    statement(&date, name, &(900 + 37 * number).to_string())
}

fn corpus<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Corpus<'static> {
    let texts = texts.into_iter().enumerate();
    texts.map(|(number, text)| (format!("{number:04}"), text.into())).collect()
}

fn detect<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Report {
    Detector::builder().build().unwrap().detect(&corpus(texts))
}

fn pair(a: &str, b: &str) -> Pair {
    let report = detect([a, b]);
    let [pair] = report.pairs() else { panic!("one pair, got {}", report.pairs().len()) };
    pair.clone()
}

fn relation(a: &str, b: &str) -> Relation {
    pair(a, b).relation
}

fn share(part: usize) -> Similarity {
    Similarity::ratio(part, 100)
}

/// Two documents of 100 words each, alike enough for every rule.
fn figures(differing: Differing) -> Figures {
    let mut figures = Figures::default();
    figures.resemblance = share(90);
    (figures.containment_a, figures.containment_b) = (share(95), share(95));
    figures.words = 200;
    figures.matched = share(90);
    figures.differing = Some(differing);
    figures
}

fn differing(words_a: usize, words_b: usize, facts_a: usize, facts_b: usize) -> Differing {
    let mut differing = Differing::default();
    (differing.words_a, differing.words_b) = (words_a, words_b);
    (differing.facts_a, differing.facts_b) = (facts_a, facts_b);
    differing
}

fn of(figures: &Figures) -> Relation {
    Relation::classify(figures, share(80))
}

fn count(counts: &mut BTreeMap<String, usize>, relation: Relation) {
    *counts.entry(relation.to_string()).or_insert(0) += 1;
}

#[test]
fn reports_of_one_frame_are_templates_of_one_another() {
    let mut counts = BTreeMap::new();
    let mut pairs = 0;
    for seed in 1..=3 {
        let reports = bulletins(4 * 24, seed);
        for pair in detect(reports.iter().map(|report| report.text.as_str())).pairs() {
            assert_eq!(reports[pair.a.index()].frame, reports[pair.b.index()].frame);
            count(&mut counts, pair.relation);
            pairs += 1;
        }
    }
    println!("bulletins of one frame: {counts:?}");
    assert_eq!(pairs, 3 * 4 * 24 * 23 / 2, "every pair of a frame is listed");
    assert_eq!(counts["template"], pairs);
}

#[test]
fn a_resend_is_never_a_template() {
    for language in LANGUAGES {
        for bytes in [200, 900, 3_000] {
            let resent = resends(language, 200, bytes, 1);
            let texts = resent.iter().flat_map(|resend| [&resend.first, &resend.second]);
            let report = detect(texts.map(String::as_str));
            let mut counts = BTreeMap::new();
            for pair in report.pairs() {
                assert_eq!(pair.a.index() / 2, pair.b.index() / 2);
                count(&mut counts, pair.relation);
            }
            println!("resends, {language:?}, {bytes} bytes: {counts:?}");
            assert!(!counts.contains_key("template"), "{language:?} {bytes}");
            // Two mended words take ten shingles, which is more than a fifth of a short text.
            if bytes == 3_000 {
                assert_eq!(counts["near copy"], 200, "{language:?}");
            }
        }
    }
}

#[test]
fn texts_with_edited_words_are_no_templates() {
    let mut counts = BTreeMap::new();
    for language in LANGUAGES {
        for number in 0..60 {
            let text = Prose::new(language, number).article(2_000);
            for severity in [2, 5, 10] {
                let other = edit(&text, language, EditKind::Substitution, severity, number).text;
                if let [pair] = detect([&text, &other].map(String::as_str)).pairs() {
                    count(&mut counts, pair.relation);
                }
            }
        }
    }
    println!("other words: {counts:?}");
    assert!(counts.values().sum::<usize>() >= 700);
    assert!(!counts.contains_key("template"));
}

#[test]
fn a_shared_footer_makes_no_template() {
    for language in LANGUAGES {
        let texts = footers(language, 24, 600, 200, 1).documents;
        let report = detect(texts.iter().map(String::as_str));
        let mut counts = BTreeMap::new();
        for pair in report.pairs() {
            count(&mut counts, pair.relation);
        }
        println!("a footer of 200 words, {language:?}: {counts:?}");
        assert!(report.pairs().len() >= 200);
        assert!(!counts.contains_key("template"), "{language:?}");
    }
}

#[test]
fn a_template_comes_before_a_near_copy() {
    let first = statement("3 March 1988", "Otto Lindqvist", "4,200");
    let second = statement("17 June 1991", "Clara Brandt", "650");
    let found = pair(&first, &second);
    assert!(found.resemblance >= share(80));
    assert_eq!(found.relation, Relation::Template);
    assert_eq!(found.differing, Some(differing(6, 6, 6, 6)));
}

#[test]
fn one_corrected_figure_leaves_a_near_copy() {
    let first = statement("3 March 1988", "Otto Lindqvist", "4,200");
    for second in [
        statement("3 March 1988", "Otto Lindqvist", "4,800"),
        statement("4 March 1988", "Otto Lindquist", "4,200"),
    ] {
        assert_eq!(relation(&first, &second), Relation::NearCopy);
    }
}

#[test]
fn abridged_and_extended_texts_are_contained() {
    let text = Prose::new(Language::English, 3).article(3_000);
    let end = text.len() * 2 / 3;
    let end = end + text[end..].find(". ").unwrap() + 1;
    let start = text.len() / 3;
    let start = start + text[start..].find(". ").unwrap() + 2;
    assert_eq!(relation(&text, &text[..end]), Relation::Contained);
    assert_eq!(relation(&text[start..], &text), Relation::Contained);
    let more = Prose::new(Language::English, 4).article(1_500);
    assert_eq!(relation(&text, &format!("{text}\n\n{more}")), Relation::Contained);
}

#[test]
fn a_table_that_one_text_has_more_makes_no_template() {
    let text = Prose::new(Language::English, 3).article(1_500);
    let mut table = text.clone();
    for row in 0..30 {
        write!(table, "\n{} {} {}", 1900 + row, 17 * row + 3, 29 * row + 11).unwrap();
    }
    let found = pair(&text, &table);
    let differing = found.differing.unwrap();
    assert!(differing.facts() == 90 && differing.words() == 90, "{differing:?}");
    assert_eq!(found.relation, Relation::Contained);
}

#[test]
fn texts_that_share_a_passage_overlap() {
    let shared = Prose::new(Language::English, 1).paragraph(80);
    let own = |seed| Prose::new(Language::English, seed).article(3_000);
    let found = pair(&format!("{}\n\n{shared}", own(2)), &format!("{shared}\n\n{}", own(3)));
    assert_eq!(found.relation, Relation::Overlap);
    assert_eq!(found.differing, None);
}

#[test]
fn case_and_layout_leave_texts_identical_and_punctuation_their_words() {
    let text = statement("3 March 1988", "Otto Lindqvist", "4,200");
    let wrapped = text.replace("\n\n", " ").replacen(' ', "\n", 40);
    let invisible = text.replacen('a', "a\u{ad}", 9).replacen(' ', " \u{200b}", 20);
    for other in [text.to_uppercase(), wrapped, invisible, text.clone()] {
        let found = pair(&text, &other);
        assert_eq!((found.relation, found.differing), (Relation::Identical, None));
    }
    for other in
        [text.replace(". ", "! "), format!("{text} 🎉"), text.replacen("4,200", "-4,200", 1)]
    {
        let found = pair(&text, &other);
        assert_eq!((found.relation, found.differing), (Relation::SameWords, None), "{other}");
    }
}

#[test]
fn the_first_rule_that_holds_decides() {
    let facts = differing(10, 10, 10, 10);
    let mut all = figures(facts);
    (all.identical, all.same_words) = (true, true);
    assert_eq!(of(&all), Relation::Identical);
    all.identical = false;
    assert_eq!(of(&all), Relation::SameWords);
    all.same_words = false;
    assert_eq!(of(&all), Relation::Template);
    all.differing = None;
    assert_eq!(of(&all), Relation::NearCopy);
    all.resemblance = share(79);
    assert_eq!(of(&all), Relation::Contained);
    (all.containment_a, all.containment_b) = (share(10), share(80));
    assert_eq!(of(&all), Relation::Contained);
    all.containment_b = share(79);
    assert_eq!(of(&all), Relation::Overlap);
}

#[test]
fn a_template_needs_every_one_of_its_figures() {
    // At least six words.
    assert_eq!(of(&figures(differing(3, 3, 3, 3))), Relation::Template);
    assert_eq!(of(&figures(differing(2, 3, 2, 3))), Relation::NearCopy);
    // At least .6 of them are facts.
    assert_eq!(of(&figures(differing(5, 5, 3, 3))), Relation::Template);
    assert_eq!(of(&figures(differing(5, 5, 2, 3))), Relation::NearCopy);
    // At least a quarter of these in each document: they replace one another.
    assert_eq!(of(&figures(differing(4, 8, 2, 6))), Relation::Template);
    assert_eq!(of(&figures(differing(8, 4, 7, 1))), Relation::NearCopy);
    assert_eq!(of(&figures(differing(4, 9, 2, 7))), Relation::NearCopy);
    // Six words are 2 % of 300 words, and less of 301.
    let six = figures(differing(3, 3, 3, 3));
    let with = |change: fn(&mut Figures)| {
        let mut figures = six;
        change(&mut figures);
        of(&figures)
    };
    assert_eq!(with(|six| six.words = 300), Relation::Template);
    assert_eq!(with(|six| six.words = 301), Relation::NearCopy);
    assert_eq!(with(|six| six.matched = share(50)), Relation::Template);
    assert_eq!(with(|six| six.matched = share(49)), Relation::NearCopy);
}

#[test]
fn differing_words_change_sides_with_the_documents() {
    let first = statement("3 March 1988", "Otto Lindqvist", "4,200");
    let second = statement("17 June 1991", "Clara Maria Brandt of Bergen", "650");
    let (there, back) = (pair(&first, &second), pair(&second, &first));
    let (x, y) = (there.differing.unwrap(), back.differing.unwrap());
    assert_eq!((x.words_a, x.facts_a, x.words_b, x.facts_b), (6, 6, 9, 8));
    assert_eq!((y.words_b, y.facts_b, y.words_a, y.facts_a), (6, 6, 9, 8));
    assert_eq!(there.relation, back.relation);
}

#[test]
fn a_repeated_passage_counts_once() {
    let text = Prose::new(Language::English, 5).paragraph(100);
    let twice = format!("{text}\n\n{text}\n\nSomething else was said by Otto Lindqvist in 1988.");
    let differing = pair(&text, &twice).differing.unwrap();
    assert_eq!(differing, self::differing(0, 9, 0, 3));
}

#[test]
fn clusters_and_pairs_never_contradict_one_another() {
    let mut texts: Vec<String> = (0..6).map(numbered_statement).collect();
    texts.push(texts[2].to_uppercase());
    texts.push(texts[2].replace(" signed ", " singed "));
    texts.extend(bulletins(48, 5).into_iter().map(|report| report.text));
    for resend in resends(Language::English, 10, 900, 5) {
        texts.extend([resend.first, resend.second]);
    }
    for keep in [Keep::First, Keep::Longest, Keep::Rank] {
        let mut corpus = Corpus::new();
        for (number, text) in (0..).zip(&texts) {
            // By rank the capitals represent the text that they repeat.
            let document = Document::new(format!("{number:04}"), text.as_str());
            corpus.push_document(document.with_rank(-number)).unwrap();
        }
        let report = Detector::builder().keep(keep).build().unwrap().detect(&corpus);
        let mut counts = BTreeMap::new();
        for cluster in report.clusters() {
            for member in &cluster.members {
                count(&mut counts, member.relation);
                // Of identical texts the first alone is named in pairs with others.
                let key = if member.relation == Relation::Identical {
                    (2, 6)
                } else {
                    let named = |id: usize| if id == 6 { 2 } else { id };
                    let ids = [cluster.representative, member.document].map(|id| named(id.index()));
                    (ids[0].min(ids[1]), ids[0].max(ids[1]))
                };
                let listed = |pair: &&Pair| (pair.a.index(), pair.b.index()) == key;
                let listed = report.pairs().iter().find(listed).unwrap();
                assert_eq!(member.relation, listed.relation, "{key:?} {keep:?}");
            }
        }
        println!("members of clusters, {keep:?}: {counts:?}");
        assert!(counts["template"] >= 4 && counts["near copy"] >= 10, "{counts:?}");
    }
}

#[test]
fn frames_of_very_many_reports_are_templates_too() {
    // Passages in so many documents are linked with one of their places only, and of so large a
    // cluster the pairs with its representative are listed.
    let report = detect((0..80).map(numbered_statement));
    let mut counts = BTreeMap::new();
    for pair in report.pairs() {
        count(&mut counts, pair.relation);
        let words = [pair.a, pair.b].map(|id| report.documents()[id.index()].words);
        // Reports of the same person, or of the same day, have too few words of their own.
        let is_template = 50 * pair.differing.unwrap().words() >= words[0] + words[1];
        assert_eq!(pair.relation == Relation::Template, is_template, "{:?}", pair.differing);
    }
    println!("80 statements: {counts:?}");
    assert!(counts["template"] >= 40 && counts["near copy"] >= 20, "{counts:?}");
    let members = report.clusters().iter().flat_map(|cluster| &cluster.members);
    assert!(members.filter(|member| member.relation == Relation::Template).count() >= 40);
}

#[test]
fn people_read_template_where_near_copies_are_listed() {
    let texts = [
        statement("3 March 1988", "Otto Lindqvist", "4,200"),
        statement("17 June 1991", "Clara Brandt", "650"),
    ];
    let report = detect(texts);
    let text = report.to_string();
    let (_, near_copies) = text.split_once("Near-copies").unwrap();
    assert!(near_copies.contains("  template  0.8"), "{near_copies}");
}

#[test]
fn without_aligned_passages_nothing_is_called_a_template() {
    let texts = [
        statement("3 March 1988", "Otto Lindqvist", "4,200"),
        statement("17 June 1991", "Clara Brandt", "650"),
    ];
    for unit in [Unit::Paragraph, Unit::Document] {
        let detector = Detector::builder().unit(unit).build().unwrap();
        let report = detector.detect(&corpus(texts.clone()));
        assert_eq!(report.pairs()[0].relation, Relation::NearCopy);
        assert_eq!(report.pairs()[0].differing, None);
        assert_eq!(report.clusters()[0].members[0].relation, Relation::NearCopy);
    }
}
