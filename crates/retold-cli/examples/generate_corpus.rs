//! Writes a corpus of generated articles as JSON Lines to the standard output, for measurements.
//!
//! `generate_corpus DOCUMENTS BYTES NEAR EXACT SEED > corpus.jsonl`: so many documents of about so
//! many bytes each; of a thousand of them, NEAR are near-copies of one of the 64 documents before
//! them, with one word in fifty replaced or left out, and EXACT are copies of one in other letters.

use retold_synth::{Language, Prose, Rng};
use std::collections::VecDeque;
use std::io::{BufWriter, Error, Write, stdout};

/// So many documents back can be copied.
const RECENT: usize = 64;

/// How many generators of prose take turns: each has its own manner.
const VOICES: u64 = 16;

fn main() -> Result<(), Error> {
    let arguments: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let &[documents, bytes, near, exact, seed] = arguments.as_slice() else {
        return Err(Error::other("usage: generate_corpus DOCUMENTS BYTES NEAR EXACT SEED"));
    };
    let mut voices: Vec<Prose> = (0..VOICES)
        .map(|voice| Prose::new(Language::English, seed as u64 * VOICES + voice))
        .collect();
    let mut rng = Rng::new(seed as u64);
    let mut recent: VecDeque<String> = VecDeque::new();
    let mut out = BufWriter::with_capacity(1 << 20, stdout().lock());
    for number in 0..documents {
        let draw = rng.below(1000);
        let text = if draw < near + exact && !recent.is_empty() {
            let original = &recent[rng.below(recent.len())];
            if draw < near { edited(original, &mut rng) } else { original.to_uppercase() }
        } else {
            let length = rng.between(bytes / 2, bytes + bytes / 2);
            let voice = rng.below(voices.len());
            let text = voices[voice].article(length);
            recent.push_back(text.clone());
            if recent.len() > RECENT {
                recent.pop_front();
            }
            text
        };
        let text = serde_json::to_string(&text)?;
        writeln!(out, r#"{{"id":"doc-{number:08}","source":"generated","text":{text}}}"#)?;
    }
    out.flush()
}

/// A copy with one word in fifty replaced by the one before it, or left out.
fn edited(text: &str, rng: &mut Rng) -> String {
    let mut copy = String::with_capacity(text.len());
    let mut before = "";
    for word in text.split_inclusive(' ') {
        match rng.below(100) {
            0 => {}
            1 => copy.push_str(before),
            _ => copy.push_str(word),
        }
        before = word;
    }
    copy
}
