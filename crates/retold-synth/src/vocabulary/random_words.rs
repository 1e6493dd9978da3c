//! Random words of the letters of a script, for languages without a list of real words.

use crate::rng::Rng;
use std::collections::BTreeSet;

const HIRAGANA: &str = "のにはをたがてとしれさあいもるなかきくけこすせそちつぬねひふへほまみむめやゆよらりろわんだでどばびぶべぼずじぐげご";
const THAI_LETTERS: &str = "กขคงจชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮ";
/// Signs above and below a letter.
const THAI_SIGNS: [&str; 8] = ["", "", "ั", "ิ", "ี", "ื", "ุ", "ู"];
/// Vowels next to a letter, which are words of their own.
const THAI_VOWELS: &str = "าเแะโใไ";
const DEVANAGARI_LETTERS: &str = "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह";
const DEVANAGARI_SIGNS: [&str; 12] = ["", "", "", "ा", "ि", "ी", "ु", "ू", "े", "ै", "ो", "ौ"];

/// The letters of Hiragana, most frequent first, then the most frequent of the Han characters.
pub(super) fn japanese(han: &[&'static str]) -> Vec<&'static str> {
    let hiragana = HIRAGANA.split_inclusive(|_| true);
    hiragana.chain(han.iter().take(300).copied()).collect()
}

/// Letters with and without a sign, and the vowels among them.
pub(super) fn thai() -> Vec<&'static str> {
    let mut words: BTreeSet<String> = THAI_VOWELS.chars().map(String::from).collect();
    for letter in THAI_LETTERS.chars() {
        words.extend(THAI_SIGNS.iter().map(|sign| format!("{letter}{sign}")));
    }
    shuffled(words)
}

/// Words of one to four syllables, the short ones first.
pub(super) fn hindi() -> Vec<&'static str> {
    let letters: Vec<char> = DEVANAGARI_LETTERS.chars().collect();
    let mut rng = Rng::new(1);
    let mut words = Vec::new();
    for (syllables, count) in [(1, 60), (2, 500), (3, 700), (4, 240)] {
        let mut made = BTreeSet::new();
        while made.len() < count {
            let mut word = String::new();
            for _ in 0..syllables {
                word.push(*rng.pick(&letters));
                let sign: &&str = rng.pick(&DEVANAGARI_SIGNS);
                word.push_str(sign);
            }
            made.insert(word);
        }
        words.extend(shuffled(made));
    }
    words
}

/// The words in a fixed random order, with a static lifetime.
fn shuffled(words: BTreeSet<String>) -> Vec<&'static str> {
    let mut words: Vec<&'static str> =
        words.into_iter().map(|word| &*Box::leak(word.into_boxed_str())).collect();
    Rng::new(2).shuffle(&mut words);
    words
}
