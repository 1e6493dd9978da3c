//! Texts that repeat themselves without end, in all the ways that make places alike.
//!
//! Each is a function from a size (in words, roughly) to documents.
#![allow(clippy::format_collect, reason = "texts of a test are made once")]

use retold_synth::{Language, Prose, Rng};

/// A family of texts: its name, and its documents of about so many words all in all.
pub(crate) type Texts = (&'static str, fn(usize) -> Vec<String>);

const PASSAGE: &str = "Each spring the keeper of the lighthouse painted the railing white, carried \
    seven sacks of coal up the winding stair and wrote in the book how many ships had passed in the \
    fog since the old bell was taken down. \n";

/// A unit of a passage, something else, and the passage again.
fn periodic(words: usize) -> Vec<String> {
    let unit = format!("{PASSAGE}\nHere is what lies between.\n\n{PASSAGE}");
    vec![unit.repeat(words / 84)]
}

fn period_of(period: usize, words: usize) -> Vec<String> {
    let unit: String = (0..period).map(|i| format!("w{i} ")).collect();
    vec![unit.repeat(words / period)]
}

/// A de Bruijn sequence over two words: each run of `order` of them once. Each word is the one that
/// makes a new run, the second of the two if both do.
fn de_bruijn(order: u32) -> String {
    let mut seen = vec![false; 1 << order];
    let (mut run, mask) = (0, (1 << order) - 1);
    let mut text = String::new();
    loop {
        let next = [1, 0].map(|word| (run << 1 | word) & mask);
        let Some(&new) = next.iter().find(|&&run| !seen[run]) else { return text };
        seen[new] = true;
        run = new;
        text.push_str(if run & 1 == 1 { "omega " } else { "alpha " });
    }
}

fn de_bruijn_copies(words: usize) -> Vec<String> {
    let order = (words / 4).ilog2();
    vec![[const { "" }; 4].map(|_| de_bruijn(order)).join("\n\n")]
}

fn random_over(vocabulary: usize, words: usize) -> String {
    let mut rng = Rng::new(11);
    (0..words).map(|_| format!("w{} ", rng.below(vocabulary))).collect()
}

/// Words of which no two are alike.
fn own_words(rng: &mut Rng, count: usize) -> String {
    (0..count).map(|_| format!("{:x} ", rng.next_u64())).collect()
}

fn as_words(symbols: impl Iterator<Item = bool>) -> String {
    symbols.map(|one| if one { "one " } else { "other " }).collect()
}

fn fibonacci(words: usize) -> Vec<String> {
    let (mut last, mut word) = (vec![true], vec![true, false]);
    while word.len() < words {
        let next = [&word[..], &last[..]].concat();
        last = std::mem::replace(&mut word, next);
    }
    word.truncate(words);
    vec![as_words(word.into_iter())]
}

fn thue_morse(words: usize) -> Vec<String> {
    vec![as_words((0..words).map(|i| i.count_ones() % 2 == 1))]
}

/// (((A A) B) ((A A) B) C) …, as deep as it takes.
fn nested(words: usize) -> Vec<String> {
    let mut rng = Rng::new(5);
    let mut text = own_words(&mut rng, 20);
    let mut count = 20;
    while count < words {
        text = format!("{text}{text}{}", own_words(&mut rng, 7));
        count = 2 * count + 7;
    }
    vec![text]
}

/// A B A C A D …, with A of 20 words and the others of ten.
fn interleaved(words: usize) -> Vec<String> {
    let mut rng = Rng::new(6);
    vec![(0..words / 45).map(|_| format!("{PASSAGE}{}", own_words(&mut rng, 7))).collect()]
}

/// Copies of a unit of 100 words, with one word changed in each.
fn changed_unit(words: usize) -> Vec<String> {
    let mut rng = Rng::new(8);
    let unit: Vec<String> = (0..100).map(|i| format!("w{i} ")).collect();
    let copy = |_| {
        let mut copy = unit.clone();
        copy[rng.below(100)] = format!("{:x} ", rng.next_u64());
        copy.concat()
    };
    vec![(0..words / 100).map(copy).collect()]
}

/// A table of all pairs of 24 signs, by code and by name, as a test of a line breaker has: the
/// vocabulary is small, but not tiny, and most of a row is in another row.
fn table(words: usize) -> Vec<String> {
    let signs = ["grave", "acute", "tilde", "macron", "breve", "dot", "ring", "caron"];
    let sign = |i: usize| {
        let kind = ["extend", "letter", "numeric"][i % 3];
        (format!("{:04x}", 0x300 + 7 * i), format!("combining {} {kind}", signs[i % 8]))
    };
    let rows = (0..).flat_map(|round: usize| {
        (0..24 * 24).map(move |i| {
            let ((a, a_name), (b, b_name)) = (sign(i / 24), sign((i + round) % 24));
            let between = ["", "0308 "][i % 2];
            let rule = ["9 0", "999 0", "5 1"][(i / 24 + i) % 3];
            format!("{a} {between}{b} 0 2 {a_name} {rule} {b_name} 0 3\n")
        })
    });
    vec![rows.take(words / 13).collect()]
}

fn numbers(words: usize) -> Vec<String> {
    vec![(1..=words).map(|i| format!("{i}\n")).collect()]
}

fn digits(words: usize) -> Vec<String> {
    vec![
        (1..=words / 5)
            .map(|i| format!("{}\n", i.to_string().split("").collect::<Vec<_>>().join(" ")))
            .collect(),
    ]
}

fn zeros(words: usize) -> Vec<String> {
    vec!["0,0,0,0,0,0,0,0\n".repeat(words / 8)]
}

fn fasta(words: usize) -> Vec<String> {
    let mut rng = Rng::new(9);
    let line = |_| -> String {
        (0..10).map(|_| ["A ", "C ", "G ", "T "][rng.below(4)]).chain(["\n"]).collect()
    };
    vec![(0..words / 10).map(line).collect()]
}

fn base64(words: usize) -> Vec<String> {
    let mut rng = Rng::new(10);
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    vec![(0..8 * words).map(|_| char::from(letters[rng.below(64)])).collect()]
}

fn characters(of: &'static [&'static str], words: usize) -> Vec<String> {
    let mut rng = Rng::new(12);
    vec![(0..words).map(|_| of[rng.below(of.len())]).collect()]
}

/// The second half is the first, with a word put in before it and one at its end.
fn shifted(words: usize) -> Vec<String> {
    let half = random_over(2, words / 2);
    vec![format!("{half}between {half}")]
}

/// Documents of 1000 words, each the same periodic text with a word of its own at its head.
fn documents_of_one_period(words: usize) -> Vec<String> {
    (0..words / 1000).map(|i| format!("own{i} {}", "a b c d e ".repeat(200))).collect()
}

fn two_periods(words: usize) -> Vec<String> {
    vec!["a b c d e f ".repeat(words / 12), "a b c d e f g ".repeat(words / 14)]
}

fn same_passage_in_two(words: usize) -> Vec<String> {
    let mut rng = Rng::new(14);
    (0..2)
        .map(|_| {
            let unit = |_| format!("{PASSAGE}{}{PASSAGE}", own_words(&mut rng, 5));
            (0..words / 170).map(unit).collect()
        })
        .collect()
}

fn random_documents(words: usize) -> Vec<String> {
    let text = random_over(2, words);
    let all: Vec<&str> = text.split_inclusive(' ').collect();
    all.chunks(500).map(<[&str]>::concat).collect()
}

fn two_random(words: usize) -> Vec<String> {
    let text = random_over(2, words);
    let (a, b) = text.split_at(3 * (words / 2));
    vec![a.to_owned(), b.to_owned()]
}

/// A text and a copy of it in which every `nth` word is another.
fn edited(nth: usize, words: usize) -> Vec<String> {
    let mut rng = Rng::new(15);
    let text: Vec<String> = (0..words / 2).map(|_| format!("{:x} ", rng.next_u64())).collect();
    let mut copy = text.clone();
    // One run that is found.
    for i in (0..copy.len()).filter(|i| i % nth == 0 && i % 500 > 20) {
        copy[i] = format!("{:x} ", rng.next_u64());
    }
    vec![text.concat(), copy.concat()]
}

/// A rare run before each of many copies of a periodic text.
fn marked_periods(words: usize) -> Vec<String> {
    let mut rng = Rng::new(16);
    let unit = |_| {
        let mark = own_words(&mut rng, 9);
        let period = "x y z ".repeat(30);
        format!("{mark}{period}{mark}{period}")
    };
    vec![(0..words / 200).map(unit).collect()]
}

/// Random words in sentences over ten words, each sentence many times in any order.
fn shuffled_sentences(words: usize) -> Vec<String> {
    let mut rng = Rng::new(17);
    let sentences: Vec<String> =
        (0..10).map(|_| format!("{}. ", own_words(&mut rng, 10).trim_end())).collect();
    vec![(0..words / 10).map(|_| sentences[rng.below(10)].clone()).collect()]
}

pub(crate) fn prose(words: usize) -> Vec<String> {
    let mut prose = Prose::new(Language::English, 3);
    let mut text = String::new();
    let mut count = 0;
    while count < words {
        let sentence = prose.sentence();
        count += sentence.split(' ').count();
        text.push_str(&sentence);
        text.push(' ');
    }
    vec![text]
}

pub(crate) const ALL: &[Texts] = &[
    ("periodic", periodic),
    ("period of 1", |words| period_of(1, words)),
    ("period of 2", |words| period_of(2, words)),
    ("period of 3", |words| period_of(3, words)),
    ("period of 7", |words| period_of(7, words)),
    ("period of 100", |words| period_of(100, words)),
    ("de Bruijn", de_bruijn_copies),
    ("random of 2", |words| vec![random_over(2, words)]),
    ("random of 3", |words| vec![random_over(3, words)]),
    ("random of 4", |words| vec![random_over(4, words)]),
    ("random of 10", |words| vec![random_over(10, words)]),
    ("Fibonacci", fibonacci),
    ("Thue-Morse", thue_morse),
    ("nested", nested),
    ("interleaved", interleaved),
    ("changed unit", changed_unit),
    ("table", table),
    ("numbers", numbers),
    ("digits", digits),
    ("zeros", zeros),
    ("FASTA", fasta),
    ("base64", base64),
    ("two characters", |words| characters(&["天", "地"], words)),
    ("one character", |words| characters(&["天"], words)),
    ("shifted", shifted),
    ("documents of one period", documents_of_one_period),
    ("two periods", two_periods),
    ("same passage in two", same_passage_in_two),
    ("random documents", random_documents),
    ("two random", two_random),
    ("edited at every 4th", |words| edited(4, words)),
    ("edited at every 5th", |words| edited(5, words)),
    ("edited at every 8th", |words| edited(8, words)),
    ("marked periods", marked_periods),
    ("shuffled sentences", shuffled_sentences),
];
