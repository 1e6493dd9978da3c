//! The corpora in the shape of real ones have the properties that their documentation states.

use super::fnv;
use retold_synth::{CorpusKind, Sharing, sharing};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn corpora_are_frozen() {
    let hashes = CorpusKind::ALL.map(|kind| fnv(kind.documents(60, 1).concat().as_bytes()));
    let expected = [
        0x8650_eef2_cd72_0dd0,
        0xe33b_7686_bf26_babb,
        0xbf6f_1a54_92d4_0597,
        0xd968_0b39_b491_6e8b,
        0x7cfb_a706_7888_2c34,
        0xdbaf_54a6_0a46_306e,
        0x9af5_6458_8f71_4f8a,
        0x8a30_1372_8443_6839,
        0x435e_a5f0_2eb1_c0e0,
    ];
    assert_eq!(hashes, expected, "{hashes:#x?}");
}

#[test]
fn corpora_share_as_much_as_they_state() {
    for kind in CorpusKind::ALL {
        let Sharing { words, repeated, partners, places } = kind.sharing();
        for seed in [1, 2] {
            let found = sharing(&kind.documents(400, seed), kind.language());
            for (figure, stated, found) in [
                ("words", words, found.words),
                ("repeated", repeated, found.repeated),
                ("partners", partners, found.partners),
                ("places", places, found.places),
            ] {
                let is_near = (stated * 0.75..=stated * 1.25).contains(&found);
                assert!(is_near, "{}, {figure}: {found:.2} instead of {stated}", kind.name());
            }
        }
    }
}

/// A larger corpus has more sets, not more shared text for each document.
#[test]
fn the_amount_of_shared_text_does_not_depend_on_the_size() {
    for kind in [CorpusKind::Mail, CorpusKind::Pages, CorpusKind::NearCopies] {
        let [small, large] = [300, 1_200].map(|count| {
            let amount = sharing(&kind.documents(count, 3), kind.language());
            [amount.words, amount.repeated, amount.partners, amount.places]
        });
        for (small, large) in small.into_iter().zip(large) {
            assert!((0.9..1.1).contains(&(large / small)), "{}: {small} {large}", kind.name());
        }
    }
}

#[test]
fn a_manual_changes_by_a_twentieth_from_each_version_to_the_next() {
    let texts = CorpusKind::Manuals.documents(40, 1);
    let mut manuals: BTreeMap<&str, BTreeMap<usize, BTreeSet<&str>>> = BTreeMap::new();
    for text in &texts {
        let (head, body) = text.split_once("\n\n").unwrap();
        let (title, version) = head.split_once(", version ").unwrap();
        let sentences = body.split(['\n', '.', '?', '!']).map(str::trim).collect();
        manuals.entry(title).or_default().insert(version.parse().unwrap(), sentences);
    }
    assert_eq!(manuals.len(), 4);
    let (mut all, mut kept) = (0_u32, 0_u32);
    for versions in manuals.values() {
        assert_eq!(versions.len(), 10);
        for (version, sentences) in versions.iter().filter(|(version, _)| **version < 10) {
            all += sentences.len() as u32;
            kept += sentences.intersection(&versions[&(version + 1)]).count() as u32;
        }
    }
    let changed = 1.0 - f64::from(kept) / f64::from(all);
    assert!((0.025..0.05).contains(&changed), "{changed}");
}

#[test]
fn replies_quote_quotations() {
    let texts = CorpusKind::Mail.documents(100, 1);
    let deep = |mark: &str| texts.iter().filter(|text| text.contains(mark)).count();
    assert!(deep("\n> ") > 50 && deep("\n> > ") > 20, "{} {}", deep("\n> "), deep("\n> > "));
}

#[test]
fn near_copies_come_in_sets_of_fifty_one() {
    let texts = CorpusKind::NearCopies.documents(102, 1);
    let starts: BTreeSet<&str> =
        texts.iter().map(|text| &text[..text.find(' ').unwrap()]).collect();
    assert_eq!(starts.len(), 2, "{starts:?}");
}
