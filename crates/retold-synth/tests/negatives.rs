//! The hard cases have the properties that their documentation states.

use super::fnv;
use retold_synth::{
    Language, brute_force_resemblance, bulletins, footers, normalised_words, quotations, resends,
};

#[test]
fn negatives_are_frozen() {
    let texts = [
        bulletins(8, 1).iter().map(|bulletin| bulletin.text.as_str()).collect::<String>(),
        resends(Language::English, 4, 900, 1).iter().map(|r| r.first.as_str()).collect(),
        footers(Language::English, 3, 900, 200, 1).documents.concat(),
        quotations(Language::English, 3, 4, 900, 1).documents.concat(),
    ];
    let hashes = texts.map(|text| fnv(text.as_bytes()));
    assert_eq!(
        hashes,
        [
            0x454c_b079_6fbb_32d4,
            0x1a50_7506_40b9_156e,
            0x31ca_f53d_1858_18d4,
            0xcbc0_f348_4aa5_143f
        ],
        "{hashes:#x?}"
    );
}

#[test]
fn bulletins_of_one_template_resemble_each_other_with_other_facts() {
    let bulletins = bulletins(40, 3);
    for (i, a) in bulletins.iter().enumerate() {
        for b in &bulletins[i + 1..] {
            let resemblance = brute_force_resemblance(&a.text, &b.text, 5);
            if a.frame == b.frame {
                assert!((0.3..0.85).contains(&resemblance), "{resemblance}");
                assert!(a.facts >= 6 && a.text != b.text);
            } else {
                assert!(resemblance < 0.05, "{resemblance}");
            }
        }
    }
    assert!(bulletins.iter().all(|b| !b.text.contains(['#', '@', '%', '&', '<', '|'])));
}

#[test]
fn resends_differ_in_one_or_two_words() {
    for language in Language::ALL {
        for resend in resends(language, 20, 1_500, 4) {
            let (a, b) = (normalised_words(&resend.first), normalised_words(&resend.second));
            assert_eq!(a.len(), b.len());
            let differ = a.iter().zip(&b).filter(|(a, b)| a != b).count();
            // In Chinese a slip exchanges two characters.
            let each = if language == Language::Chinese { 2 } else { 1 };
            assert!((1..=2 * each).contains(&differ), "{language:?} {differ}");
            assert!((1..=2).contains(&resend.mended));
        }
    }
}

#[test]
fn the_footer_is_all_that_is_shared() {
    for language in Language::ALL {
        let corpus = footers(language, 5, 2_000, 200, 5);
        assert_eq!(normalised_words(&corpus.footer).len(), 200);
        for (number, text) in corpus.documents.iter().enumerate() {
            assert_eq!(*text, format!("{}\n\n{}", corpus.bare[number], corpus.footer));
            for other in &corpus.bare[..number] {
                assert!(brute_force_resemblance(&corpus.bare[number], other, 8) <= 0.0);
            }
        }
    }
}

#[test]
fn quotations_are_short_and_alone() {
    for language in Language::ALL {
        let corpus = quotations(language, 6, 12, 1_500, 6);
        for quotation in &corpus.quotations {
            let text = quotation.a.text(&corpus.documents);
            assert_eq!(text, quotation.b.text(&corpus.documents));
            assert_eq!(normalised_words(text).len(), quotation.words);
            assert!((3..12).contains(&quotation.words));
            assert_ne!(quotation.a.document, quotation.b.document);
        }
        for (i, a) in corpus.documents.iter().enumerate() {
            for b in &corpus.documents[i + 1..] {
                assert!(brute_force_resemblance(a, b, 13) <= 0.0, "{language:?}");
            }
        }
    }
}
