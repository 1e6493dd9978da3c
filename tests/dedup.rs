//! The two passes of a removal: they remove the same texts as a batch run, keep a representative of each, and
//! request few texts.

use retold::detector::RemovalPlanner;
use retold::facts::states_more;
use retold::matching::Remove;
use retold::matching::verify;
use retold::model::Similarity;
use retold::shingle::{ShingleSets, Shingler};
use retold::text::{Words, normalise, segments};
use retold::{Detector, DetectorBuilder, Document, DocumentId, Keep, Removals, Span, Unit};
use retold_synth::{Language, NearCopies, Prose, bulletins};
use std::sync::atomic::{AtomicUsize, Ordering};

const SHORT_STORY: &str = "The old man walked slowly down to the harbour to look for his brother.";

fn texts() -> Vec<String> {
    let corpus = NearCopies::new(Language::English)
        .documents(300)
        .bytes(1_500)
        .near_copies(150, &[1, 3, 10, 30])
        .exact_copies(30)
        .build(11);
    let mut texts = corpus.documents;
    texts.push(String::new());
    texts.push(texts[3].to_uppercase());
    texts
}

fn detector(unit: Unit, keep: Keep) -> Detector {
    Detector::builder().unit(unit).keep(keep).build().unwrap()
}

/// A detector that removes all documents that are alike.
fn similar(builder: DetectorBuilder) -> Detector {
    builder.unit(Unit::Document).remove(Remove::Similar).build().unwrap()
}

fn ranks(texts: &[String]) -> Vec<i64> {
    (0..texts.len() as i64).map(|number| number * 7_919 % 101).collect()
}

fn first_passed(detector: &Detector, texts: &[String]) -> RemovalPlanner {
    let documents: Vec<Document> = texts
        .iter()
        .zip(ranks(texts))
        .map(|(text, rank)| Document::new("", text).with_rank(rank))
        .collect();
    let mut first = detector.removal_scanner().unwrap();
    // Parts of an odd size: where they end must not matter.
    for part in documents.chunks(77) {
        first.add_documents(part).unwrap();
    }
    assert_eq!(first.len(), texts.len());
    first.finish().unwrap()
}

fn removals(detector: &Detector, texts: &[String]) -> Removals {
    let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
    first_passed(detector, texts).decide(fetch).unwrap()
}

#[test]
fn two_passes_remove_the_clusters_of_a_batch_run() {
    let texts = texts();
    for keep in [Keep::First, Keep::Longest, Keep::Rank] {
        let detector = similar(Detector::builder().keep(keep));
        let corpus = texts
            .iter()
            .zip(ranks(&texts))
            .enumerate()
            .map(|(number, (text, rank))| {
                Document::new(format!("{number:05}"), text.as_str()).with_rank(rank)
            })
            .fold(retold::Corpus::new(), |mut corpus, document| {
                corpus.push_document(document).unwrap();
                corpus
            });
        let report = detector.detect(&corpus);
        let mut expected: Vec<(u32, u32)> = report
            .clusters()
            .iter()
            .flat_map(|cluster| {
                cluster.members.iter().map(|member| (member.document.0, cluster.representative.0))
            })
            .collect();
        expected.sort_unstable();
        let removals = removals(&detector, &texts);
        let found: Vec<(u32, u32)> =
            removals.removed.iter().map(|removal| (removal.document.0, removal.kept.0)).collect();
        assert!(found.len() > 100);
        assert_eq!(found, expected, "{keep:?}");
    }
}

#[test]
fn each_removed_text_is_similar_to_a_kept_one() {
    let texts = texts();
    let mut facts_kept = 0;
    for unit in [Unit::Document, Unit::Paragraph] {
        let detector = detector(unit, Keep::Longest);
        let settings = detector.settings();
        let comparison =
            if unit == Unit::Document { settings.documents } else { settings.segments };
        let removals = removals(&detector, &texts);
        let mut gone: Vec<_> = removals.removed.iter().map(|r| (r.document, r.span)).collect();
        let all = gone.len();
        gone.dedup();
        assert_eq!(gone.len(), all, "nothing is removed twice");
        for removal in &removals.removed {
            assert!(gone.binary_search(&(removal.kept, removal.kept_span)).is_err());
            let sides = [(removal.document, removal.span), (removal.kept, removal.kept_span)]
                .map(|(id, span)| &texts[id.index()][span.range()]);
            let short = sides.iter().any(|text| words(text).len() < comparison.short_below);
            let width = if short { comparison.short_width } else { comparison.shingle_width };
            let sets = ShingleSets::from_iter(sides.map(|text| shingles(text, width)));
            let found = verify(&sets, 0, 1, comparison.threshold).unwrap();
            assert_eq!(found.resemblance, removal.resemblance);
            assert_eq!(removal.same_words, words(sides[0]) == words(sides[1]));
            assert_eq!(removal.identical, seen(sides[0]) == seen(sides[1]));
            let kept = words(sides[1]);
            for fact in facts(sides[0]) {
                let lost = words(fact).iter().any(|word| !kept.contains(word));
                assert!(!lost, "{fact} of {removal:?}");
                facts_kept += 1;
            }
        }
    }
    assert!(facts_kept > 500, "{facts_kept}");
}

#[test]
fn a_name_that_may_start_a_sentence_is_not_lost() {
    let text = "At noon the clerk of the court read out what had been agreed on by both sides, \
                and {} went home by train with the iPhone of his brother in a bag. Osaka had \
                won, they said, as it had before, and the people in {} were pleased with that.";
    let of = |who: &str, town: &str| text.replacen("{}", who, 1).replacen("{}", town, 1);
    let kept = of("Mr. Smith", "Osaka");
    for other in ["Mr. Miller", "J. Smith", "Dr. Smith", "the Minister: Miller", "Smith-Jones"] {
        assert_eq!(removed(&kept, &of(other, "Osaka")), None, "{other}");
    }
    assert_eq!(removed(&kept, &kept.replace("iPhone", "iPad")), None);
    assert_eq!(removed(&kept.replacen("Osaka had", "They had", 1), &kept), None);
    assert_eq!(removed(&kept, &kept.replacen("Osaka had", "They had", 1)), None);
    assert_eq!(removed(&kept, &kept.replace("At noon", "Before noon")), None);
    assert_eq!(removed(&kept, &kept.replace("the clerk", "a clerk")), Some((false, false)));
}

#[test]
fn no_two_kept_texts_are_similar() {
    let texts = texts();
    let removed = removals(&similar(Detector::builder().keep(Keep::First)), &texts).removed;
    let kept: Vec<Vec<u64>> = texts
        .iter()
        .enumerate()
        .filter(|(number, _)| removed.iter().all(|removal| removal.document.index() != *number))
        .map(|(_, text)| shingles(text, 5))
        .collect();
    let sets = ShingleSets::from_iter(kept);
    let threshold = Similarity::new(0.8).unwrap();
    let left = retold::matching::exact_join(&sets, threshold).len();
    assert!(left * 100 <= removed.len(), "{left} pairs left of {}", removed.len());
}

/// The decision on two texts, the second of which may be removed: whether they are identical, and
/// whether they have the same words.
fn removed(a: &str, b: &str) -> Option<(bool, bool)> {
    let builder = Detector::builder().unit(Unit::Document).keep(Keep::First);
    let detector = builder.threshold(0.3).build().unwrap();
    let removals = removals(&detector, &[a.to_owned(), b.to_owned()]);
    let kinds: Vec<_> = removals.removed.iter().map(|it| (it.identical, it.same_words)).collect();
    assert!(kinds.len() + removals.other_facts <= 1);
    kinds.first().copied()
}

#[test]
fn identical_texts_differ_in_case_and_quotes_only() {
    let text = "“Well,” said the old man in the C++ course, “this is the end of chapter 1.5”";
    let same = text.to_uppercase().replace(['“', '”'], "\"").replace(' ', "\n ");
    assert_eq!(removed(text, &same), Some((true, true)));
    let other = text.replace("course,", "course:");
    assert_eq!(removed(text, &other), Some((false, true)));
    assert_eq!(removed(text, &text.replace("the old", "an old")), Some((false, false)));
}

#[test]
fn a_text_with_other_symbols_is_not_identical() {
    let text = "In this chapter the reader learns to write a program in C, to compile it for the \
                machine at hand, to run it at 5 degrees, and to sell it for 30 crowns or 1/5 of it.";
    let changes = [
        (" C,", " C++,"),
        (" C,", " C#,"),
        (" 5 ", " -5 "),
        (" 30 ", " $30 "),
        (" 30 ", " 30% "),
        ("1/5", "1-5"),
    ];
    for (from, to) in changes {
        let other = text.replace(from, to);
        assert_ne!(other, text);
        assert_eq!(removed(text, &other), None, "{to}");
        assert_eq!(removed(&other, text), None, "{to}");
    }
}

#[test]
fn a_symbol_beside_a_word_of_one_text_only_is_a_difference() {
    let more = |a: &str, b: &str| states_more(a, Span::new(0, a.len()), b, Span::new(0, b.len()));
    for (a, b) in [
        ("In the night it was -5 degrees.", "In the night it was about 5 degrees."),
        ("The price rose by $5 a day.", "The price rose by nearly 5 a day."),
        ("It is written in the language c++ today.", "It is written in the language c now."),
        ("He sells tea and r&d at the harbour.", "He sells tea at the harbour."),
    ] {
        assert!(more(a, b), "{a}");
    }
    let longer = "In the night, it was 5 degrees. Nobody was out.";
    assert!(!more("In the night it was 5 degrees!", longer), "punctuation states nothing");
}

#[test]
fn short_texts_are_removed_only_if_they_are_identical() {
    assert_eq!(removed("He has gone?", "he has\ngone?"), Some((true, true)));
    assert_eq!(removed("He has gone?", "He has gone."), None);
    let eleven = "so it was and so it has been to this very";
    assert_eq!(removed(eleven, &format!("{eleven}!")), None);
    let twelve = format!("{eleven} day");
    assert_eq!(removed(&twelve, &format!("{twelve}!")), Some((false, true)));
}

#[test]
fn removed_text_states_no_fact_that_kept_text_does_not() {
    let text = "The price of rice in Osaka rose by 12 yen in the morning and by 15 yen in the \
                evening, said the dealers at the market, who were pleased with the weather.";
    for (from, to) in [
        ("12", "13"),
        ("Osaka", "Kyoto"),
        ("Osaka", "the city of Osaka, near Kyoto,"),
        ("weather.", "weather on Monday."),
    ] {
        assert_eq!(removed(text, &text.replace(from, to)), None, "{to}");
    }
    let swapped = text.replace("12", "x").replace("15", "12").replace('x', "15");
    assert_eq!(removed(text, &swapped), None);
    // What is kept may have whole sentences more, and no words within one: these could turn it round.
    let shorter = text.replace(" in Osaka", "");
    assert_eq!(removed(text, &shorter), None);
    assert_eq!(removed(&shorter, text), None);
    let longer = format!("{text} Nobody had hoped for it.");
    assert_eq!(removed(&longer, text), Some((false, false)));
    assert_eq!(removed(text, &longer), None);
    assert_eq!(removed(text, &text.replace("pleased", "content")), None);
}

#[test]
fn reports_of_one_template_are_kept_and_counted() {
    let mut texts: Vec<String> =
        bulletins(40, 7).into_iter().map(|bulletin| bulletin.text).collect();
    texts.extend(texts.clone());
    let detector = Detector::builder().unit(Unit::Document).threshold(0.5).build().unwrap();
    let kept = removals(&detector, &texts);
    let gone: Vec<usize> = kept.removed.iter().map(|removal| removal.document.index()).collect();
    assert_eq!(gone, (texts.len() / 2..texts.len()).collect::<Vec<_>>());
    assert!(kept.other_facts > 20, "{}", kept.other_facts);
    let all = removals(&similar(Detector::builder().threshold(0.5)), &texts);
    assert_eq!(all.other_facts, 0);
    assert_eq!(all.removed.len(), kept.removed.len() + kept.other_facts);
}

/// Whole chapters in another order: too many edits for an alignment.
#[test]
fn facts_are_found_in_texts_of_another_order() {
    let mut prose = Prose::new(Language::English, 3);
    let chapters: Vec<String> = (0..3).map(|_| prose.article(9_000)).collect();
    let text = chapters.join("\n\n");
    let other = [1, 2, 0].map(|chapter| chapters[chapter].as_str()).join("\n\n");
    assert_eq!(removed(&text, &other), Some((false, false)));
    let at = other[20_000..].find(" the ").unwrap() + 20_000;
    let more = format!("{} 1,234 times{}", &other[..at], &other[at..]);
    assert_eq!(removed(&text, &more), None);
    let with = |sign: &str| format!("{}{sign}{}", &other[..at + 4], &other[at + 4..]);
    assert_eq!(removed(&text, &with("!")), Some((false, false)));
    for sign in ["++", "%", " = "] {
        assert_eq!(removed(&text, &with(sign)), None, "{sign}");
        assert_eq!(removed(&with(sign), &text), None, "{sign}");
    }
}

#[test]
fn paragraphs_are_removed_inside_a_document_and_across_documents() {
    let texts = [
        format!("{SHORT_STORY}\n\nA first end.\n\n{SHORT_STORY}"),
        format!("A beginning.\n\n{SHORT_STORY}\n\nA first end."),
    ];
    let detector = detector(Unit::Paragraph, Keep::First);
    let removed = removals(&detector, &texts).removed;
    let gone: Vec<&str> =
        removed.iter().map(|r| &texts[r.document.index()][r.span.range()]).collect();
    assert_eq!(gone, [SHORT_STORY, SHORT_STORY], "three words are too few to go");
    assert_eq!(removed[0].document, removed[0].kept);
    assert_eq!(removed[1].kept_span.range(), 0..SHORT_STORY.len());
    let all = segments(&texts[0], Unit::Paragraph);
    assert_eq!(removed[0].span, all[2]);
}

#[test]
fn references_are_kept_and_come_first() {
    let edited = SHORT_STORY.replace("slowly", "very slowly");
    let long = |text: &str| format!("{text} {}", Prose::new(Language::English, 5).article(2_000));
    let texts = [long(SHORT_STORY), long(&edited), long(SHORT_STORY), long(SHORT_STORY)];
    let mut first = detector(Unit::Document, Keep::First).removal_scanner().unwrap();
    first.add(&texts[..1]).unwrap();
    first.add_references(&texts[1..]).unwrap();
    let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
    let removed = first.finish().unwrap().decide(fetch).unwrap().removed;
    assert_eq!(removed.len(), 1);
    let removal = removed[0];
    assert_eq!((removal.document.0, removal.kept.0, removal.identical), (0, 2, true));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let texts = texts();
    for unit in [Unit::Document, Unit::Line] {
        let detector = detector(unit, Keep::Longest);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| removals(&detector, &texts))
        };
        assert_eq!(with(1), with(3));
    }
}

#[test]
fn a_text_that_changed_between_the_passes_is_kept_and_named() {
    let mut texts = texts();
    let detector = detector(Unit::Document, Keep::First);
    let before = removals(&detector, &texts);
    let victim = before.removed.iter().find(|removal| !removal.identical).unwrap().document;
    let second = first_passed(&detector, &texts);
    assert!(second.needs_text(victim));
    texts[victim.index()].push_str(" And one more sentence.");
    let after = second.decide(|id| Ok::<_, ()>(&texts[id.index()])).unwrap();
    assert_eq!(after.changed, [victim]);
    assert!(after.removed.iter().all(|r| r.document != victim && r.kept != victim));
}

#[test]
fn an_error_of_the_caller_is_returned() {
    let texts = texts();
    let second = first_passed(&detector(Unit::Document, Keep::First), &texts);
    let failed = second.decide(|id| Err::<String, _>(format!("cannot read {}", id.0)));
    assert!(failed.unwrap_err().starts_with("cannot read"));
}

/// All documents share a long frame, and with it most buckets, but no two are alike enough.
#[test]
fn a_bucket_of_all_documents_takes_a_bounded_number_of_readings() {
    let frame = Prose::new(Language::English, 1).article(3_000);
    let texts: Vec<String> = (0..2_000)
        .map(|number| {
            let own = Prose::new(Language::English, 100 + number).article(1_400);
            format!("{frame}\n\n{own}")
        })
        .collect();
    let asked = AtomicUsize::new(0);
    let detector = detector(Unit::Document, Keep::First);
    let removals = first_passed(&detector, &texts)
        .decide(|id| {
            asked.fetch_add(1, Ordering::Relaxed);
            Ok::<_, ()>(&texts[id.index()])
        })
        .unwrap();
    assert!(removals.removed.is_empty());
    assert!(removals.unresolved > 100, "{}", removals.unresolved);
    assert!(asked.into_inner() < 65 * texts.len());
}

fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    Words.for_each(text, |token| words.push(token.hash));
    words
}

/// The characters that are seen, in the form in which they are compared.
fn seen(text: &str) -> String {
    let visible = normalise(text).into_owned().replace(['“', '”', '„', '‟'], "\"");
    visible.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The numbers and names of English prose, by a rule of its own: what has a digit, and what starts
/// with a capital letter and neither a paragraph nor, behind `.`, `!` or `?`, a sentence.
fn facts(text: &str) -> Vec<&str> {
    let is_closer = |c: char| matches!(c, '"' | '”' | ')');
    let mut facts = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut starts = true;
        for piece in paragraph.split_whitespace() {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let is_name = word.starts_with(char::is_uppercase) && !starts;
            if is_name || word.contains(|c: char| c.is_ascii_digit()) {
                facts.push(word);
            }
            starts = piece.trim_end_matches(is_closer).ends_with(['.', '!', '?']);
        }
    }
    facts
}

fn shingles(text: &str, width: usize) -> Vec<u64> {
    let mut shingles = Vec::new();
    Shingler::new(width).unwrap().of_hashes().word_shingles_into(&words(text), &mut shingles);
    shingles
}
