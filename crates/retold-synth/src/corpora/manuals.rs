//! Manuals in ten versions.

use super::parts::{capitalised, phrase, prose};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::Prose;
use crate::rng::Rng;

/// The number of versions of a manual.
const VERSIONS: usize = 10;
/// The number of changes in 1,000 sentences from one version to the next.
const CHANGED: usize = 50;

/// Manuals of about 1,600 words with ten versions each.
///
/// From each version to the next, one sentence in twenty is replaced, removed or followed by a new one. A sentence
/// of the first version is in the last one with a probability of about 0.71.
pub(super) fn manuals(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| versions(&mut rng))
}

/// A heading and sentences.
struct Section {
    heading: String,
    sentences: Vec<String>,
}

fn versions(rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let title = capitalised(&phrase(&mut writer, 3));
    let mut sections: Vec<Section> = (0..18)
        .map(|_| Section {
            heading: capitalised(&phrase(&mut writer, rng.between(2, 6))),
            sentences: (0..rng.between(2, 7)).map(|_| writer.sentence()).collect(),
        })
        .collect();
    let mut texts = vec![written(&title, 1, &sections)];
    for version in 2..=VERSIONS {
        for section in &mut sections {
            section.sentences = next(&section.sentences, &mut writer, rng);
        }
        texts.push(written(&title, version, &sections));
    }
    texts
}

/// The sentences of the next version: half of the changes replace a sentence, a quarter insert one, and a
/// quarter remove one.
fn next(sentences: &[String], writer: &mut Prose, rng: &mut Rng) -> Vec<String> {
    let mut all = Vec::with_capacity(sentences.len() + 1);
    for sentence in sentences {
        if !rng.chance(CHANGED) {
            all.push(sentence.clone());
            continue;
        }
        match rng.below(4) {
            0 => {}
            1 => all.extend([sentence.clone(), writer.sentence()]),
            _ => all.push(writer.sentence()),
        }
    }
    all
}

fn written(title: &str, version: usize, sections: &[Section]) -> String {
    let mut text = format!("# {title}, version {version}");
    for Section { heading, sentences } in sections {
        text.extend(["\n\n## ", heading, "\n\n", &sentences.join(" ")]);
    }
    text
}
