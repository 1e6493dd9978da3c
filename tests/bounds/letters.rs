//! The streaming index on letters of one template: near-copies are found however many look like
//! them, and a letter costs little more than prose of its length.

use crate::counted::counted;
use retold::detector::AddOutcome;
use retold::{Detector, Index, Unit};
use retold_synth::{Language, Prose, Rng};

/// The most wordings that a document is compared with by bands.
const MOST_COMPARED: usize = 24;

/// The letters of a stream, and which of them are sent again: the later place and the earlier one.
struct Stream {
    letters: Vec<String>,
    resent: Vec<(usize, usize)>,
}

/// Letters of one template: names, dates and sums differ, now and then a whole paragraph does.
///
/// `resent` of them, at random places in the last third, are earlier letters with one to three words changed.
fn stream(count: usize, resent: usize, seed: u64) -> Stream {
    let mut rng = Rng::new(seed);
    let mut prose = Prose::new(Language::English, seed);
    let frame: Vec<String> = (0..6).map(|_| prose.paragraph(24)).collect();
    let others: Vec<String> = (0..40).map(|_| prose.paragraph(24)).collect();
    let mut letters: Vec<String> =
        (0..count).map(|number| letter(&frame, &others, number, &mut rng)).collect();
    let mut places = rng.distinct(resent, count / 3);
    places.sort_unstable();
    let resent = places.into_iter().map(|place| {
        let (later, earlier) = (2 * count / 3 + place, rng.below(2 * count / 3));
        let words = letters[earlier].split(' ').map(String::from);
        let mut words: Vec<String> = words.collect();
        for _ in 0..rng.between(1, 3) {
            let at = rng.below(words.len());
            words[at] = format!("another{}", rng.below(1_000));
        }
        letters[later] = words.join(" ");
        (later, earlier)
    });
    let resent = resent.collect();
    Stream { letters, resent }
}

fn letter(frame: &[String], others: &[String], number: usize, rng: &mut Rng) -> String {
    let mut paragraphs = vec![format!("Dear client {}{number},", rng.below(10_000))];
    for paragraph in frame {
        let body = if rng.chance(60) { rng.pick(others) } else { paragraph };
        let field = match rng.below(6) {
            0 => format!("on {} May {}", rng.between(1, 28), rng.between(1990, 2030)),
            1 => format!("the sum of {}.{:02} euros", rng.below(100_000), rng.below(100)),
            2 => format!("at house {}x{}", rng.below(1000), rng.below(1000)),
            _ => String::new(),
        };
        let (head, tail) = body.split_at(body.len() / 2);
        let (word, tail) = tail.split_once(' ').unwrap_or((tail, ""));
        paragraphs.push(format!("{head}{word} {field} {tail}"));
    }
    paragraphs.join("\n\n")
}

fn prose(count: usize, words: usize) -> Vec<String> {
    let mut prose = Prose::new(Language::English, 77);
    let article = |_| (0..7).map(|_| prose.paragraph(words / 7)).collect::<Vec<_>>().join("\n\n");
    (0..count).map(article).collect()
}

fn index(unit: Unit) -> Index {
    Detector::builder().unit(unit).build().unwrap().index().unwrap()
}

fn add_all(index: &mut Index, texts: &[String]) -> Vec<AddOutcome> {
    texts.iter().map(|text| index.add("", text).unwrap()).collect()
}

fn found(stream: &Stream, added: &[AddOutcome]) -> usize {
    let is_found = |&&(later, earlier): &&(usize, usize)| {
        added[later].copy_of.is_some_and(|copy| copy.document.index() == earlier)
    };
    stream.resent.iter().filter(is_found).count()
}

/// Each sent again is found, by a bounded number of comparisons and of bytes however long the stream.
#[test]
fn near_copies_among_forty_thousand_letters_are_found_by_few_comparisons() {
    let count = 40_000;
    let letters = stream(count, 20, 11);
    let words = letters.letters.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let mut index = index(Unit::Document);
    let (of_letters, added) = counted(|| add_all(&mut index, &letters.letters), |_| 0);
    assert_eq!(found(&letters, &added), 20);
    assert!(added.iter().all(|added| added.compared <= MOST_COMPARED), "none has more than that");
    assert!(added[count - 1].bounded > 0, "said of each answer");
    assert_eq!(index.capped_items(), added.iter().map(|added| added.bounded).sum::<usize>());

    let prose = prose(count, words / count);
    let mut index = self::index(Unit::Document);
    let (of_prose, _) = counted(|| add_all(&mut index, &prose), |_| 0);
    let most = 3 * of_prose.bytes;
    assert!(of_letters.bytes <= most, "{} bytes, prose {}", of_letters.bytes, of_prose.bytes);
}

/// The same stream at another time, in another process: the tables inside have other seeds.
#[test]
fn the_seeds_of_tables_change_no_answer() {
    let letters = stream(3_000, 10, 3);
    let add = || add_all(&mut index(Unit::Paragraph), &letters.letters);
    assert_eq!(add(), add());
}

/// What a stream of 40,000 letters takes beside prose of the same length, in time: the tests above
/// count. `cargo test --release --test bounds measure_letters -- --ignored --nocapture`.
#[allow(clippy::print_stdout)]
fn measure(unit: Unit) {
    let count = 40_000;
    let letters = stream(count, 20, 5);
    let words = letters.letters.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let prose = prose(count, words / count);
    let mut each = Vec::new();
    for texts in [&prose, &letters.letters] {
        let start = std::time::Instant::now();
        let (counted, added) = counted(|| add_all(&mut index(unit), texts), |_| 0);
        each.push(start.elapsed() / count as u32);
        let compared: usize = added.iter().map(|added| added.compared).sum();
        let bounded: usize = added.iter().map(|added| added.bounded).sum();
        println!("{} words, compared {compared}, bounded {bounded}, {counted:?}", words / count);
        println!("found {}", found(&letters, &added));
    }
    println!("{unit:?}: {:?} for prose, {:?} for letters", each[0], each[1]);
    assert!(each[1] <= 3 * each[0], "a letter takes three times the time of prose at most");
}

#[test]
#[ignore = "measures time, on a quiet machine: `cargo xtask timing`"]
fn measure_letters_as_documents() {
    measure(Unit::Document);
}

#[test]
#[ignore = "measures time, on a quiet machine: `cargo xtask timing`"]
fn measure_letters_and_their_paragraphs() {
    measure(Unit::Passage);
}
