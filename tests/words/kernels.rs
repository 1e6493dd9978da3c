//! All kernels give the same tokens as the scalar code.

use super::reference::SIDES;
use super::{NASTY, SEEDS, config, nasty, reference, words};
use crate::simd::TURN;
use proptest::prelude::*;
use retold::SimdLevel;
use retold::text::Words;

/// The kernels that this processor can run, narrowest first; the first is the scalar code.
fn levels() -> Vec<SimdLevel> {
    let mut levels = vec![SimdLevel::Baseline, SimdLevel::Neon, SimdLevel::Avx2, SimdLevel::Avx512];
    levels.retain(|&level| {
        SimdLevel::limit(level);
        SimdLevel::current() == level
    });
    SimdLevel::limit(SimdLevel::Widest);
    levels
}

/// Checks that all kernels give the same tokens, and that these are those of the reference.
fn assert_levels_agree(texts: impl IntoIterator<Item = String>) {
    let turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let texts: Vec<String> = texts.into_iter().collect();
    let mut scalar = Vec::new();
    for level in levels() {
        SimdLevel::limit(level);
        for (i, text) in texts.iter().enumerate() {
            let found = words(text);
            if level == SimdLevel::Baseline {
                let spans: Vec<_> =
                    found.iter().map(|word| (word.span.start, word.span.end)).collect();
                assert_eq!(spans, reference(text), "{text:?}");
                scalar.push(found);
            } else {
                assert_eq!(found, scalar[i], "{level:?} {text:?}");
            }
        }
    }
    SimdLevel::limit(SimdLevel::Widest);
    drop(turn);
}

/// Padding before a text, so that it starts at a chosen place of a block of 64 bytes.
fn padding(bytes: usize) -> String {
    "word ".chars().cycle().take(bytes).collect()
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn all_kernels_give_the_tokens_of_the_reference_on_nasty_texts(
        before in 0..64_usize,
        rare in nasty(0..30),
        common in prop::collection::vec(prop::sample::select(NASTY), 1..5),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        // Many different pieces; few, so that the same meet again and again; and both.
        let few: String = order.iter().map(|index| *index.get(&common)).collect();
        let texts = [padding(before) + &rare, padding(before) + &few, few + &rare + &padding(90)];
        assert_levels_agree(texts);
    }
}

#[test]
fn all_kernels_agree_on_every_short_text_across_the_end_of_a_block() {
    let pieces =
        ["a", "B", "1", "_", "'", ":", ",", " ", "’", "·", "é", "Р", "中", "カ", "，", "\u{301}"];
    let pairs = || pieces.iter().flat_map(|a| pieces.iter().map(move |b| format!("{a}{b}")));
    for bytes in [0, 57, 60, 61, 62, 63, 64] {
        for first in pairs() {
            let before = padding(bytes) + &first;
            assert_levels_agree(pairs().map(|second| format!("{before}{second} end")));
        }
    }
}

#[test]
fn all_kernels_agree_on_texts_of_every_length() {
    for piece in
        NASTY.iter().chain(&["a ", "a’", "1,", "ab中", "aカ", "Ж. ", "１，２", "中，", "क\u{93f} "])
    {
        let whole = piece.repeat(400 / piece.len());
        let ends = (0..=whole.len()).filter(|&end| whole.is_char_boundary(end));
        assert_levels_agree(ends.map(|end| whole[..end].to_owned()));
    }
    assert_levels_agree((0..200).map(|bytes| padding(bytes) + &"q".repeat(bytes)));
}

#[test]
fn all_kernels_agree_on_every_character_on_all_sides() {
    let common = ('\0'..='\u{3100}').chain('\u{d700}'..='\u{d7c0}');
    let rest = ('\u{3100}'..=char::MAX).step_by(61).chain('\u{ff00}'..='\u{ffef}');
    for c in common.chain(rest) {
        let texts = SIDES.iter().map(|(before, after)| format!("{before}{c}{after}{c}{c} "));
        let all: String = texts.collect();
        assert_levels_agree([all.clone() + "\u{301}" + &all]);
    }
}

#[test]
fn limiting_the_level_in_the_middle_of_a_text_changes_nothing() {
    let turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = SEEDS.concat();
    let expected = words(&text);
    for level in levels() {
        let mut found = Vec::new();
        Words.for_each(&text, |token| {
            if token.span.start > text.len() / 2 {
                SimdLevel::limit(level);
            }
            found.push(token);
        });
        assert_eq!(found, expected, "{level:?}");
        SimdLevel::limit(SimdLevel::Widest);
    }
    drop(turn);
}

#[test]
fn all_kernels_agree_on_the_seeds() {
    assert_levels_agree(SEEDS.map(str::to_owned));
}
