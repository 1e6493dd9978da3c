//! Planted copies are as similar as their number of edits implies, and other documents are not
//! similar.

use super::fnv;
use retold_synth::{Language, NearCopies, NearCopyCorpus, brute_force_resemblance};

fn corpus(language: Language) -> NearCopyCorpus {
    NearCopies::new(language)
        .documents(120)
        .bytes(1_800)
        .near_copies(40, &[2, 10, 25, 60])
        .exact_copies(5)
        .build(11)
}

#[test]
fn near_copies_are_frozen() {
    let hashes = Language::ALL.map(|language| fnv(corpus(language).documents.concat().as_bytes()));
    assert_eq!(
        hashes,
        [
            0x1c2d_2369_8b87_941b,
            0xe10e_d275_039b_2c78,
            0x9f88_6f08_c0d9_5f29,
            0x58c4_3798_e27c_a31b
        ],
        "{hashes:#x?}"
    );
}

#[test]
fn every_edit_breaks_at_most_five_shingles_on_either_side() {
    for language in Language::ALL {
        let corpus = corpus(language);
        for planted in &corpus.copies {
            let (a, b) = (&corpus.documents[planted.original], &corpus.documents[planted.copy]);
            let shingles = retold_synth::normalised_words(a).len() - 4;
            let resemblance = brute_force_resemblance(a, b, 5);
            let broken = 5 * planted.edits;
            let least = (shingles - broken) as f64 / (shingles + broken) as f64;
            // A few shingles occur twice, which moves the share a little.
            assert!(resemblance >= least - 0.005, "{planted:?}: {resemblance} < {least}");
            assert_eq!(resemblance > 0.999_999, planted.edits == 0, "{planted:?}: {resemblance}");
        }
    }
}

#[test]
fn the_rate_decides_on_which_side_of_a_threshold_a_copy_lies() {
    for language in Language::ALL {
        let mean = |rate: usize| {
            let corpus = NearCopies::new(language)
                .documents(80)
                .bytes(4_000)
                .near_copies(40, &[rate])
                .build(3);
            let sum: f64 = corpus
                .copies
                .iter()
                .map(|p| {
                    let (a, b) = (&corpus.documents[p.original], &corpus.documents[p.copy]);
                    brute_force_resemblance(a, b, 5)
                })
                .sum();
            sum / 40.0
        };
        for (rate, expected) in [(5, 0.95), (10, 0.91), (25, 0.79), (40, 0.69), (100, 0.42)] {
            let found = mean(rate);
            assert!((found - expected).abs() < 0.03, "{language:?} {rate}: {found}");
        }
    }
}

#[test]
fn only_related_documents_resemble_each_other() {
    let plan = NearCopies::new(Language::English).documents(60).near_copies(20, &[2, 25]);
    let corpus = plan.build(5);
    let related = corpus.related_pairs();
    assert!(related.len() >= 20);
    for a in 0..corpus.documents.len() {
        for b in a + 1..corpus.documents.len() {
            let resemblance =
                brute_force_resemblance(&corpus.documents[a], &corpus.documents[b], 5);
            let is_related = related.binary_search(&(a, b)).is_ok();
            assert_eq!(resemblance > 0.3, is_related, "{a} {b}: {resemblance}");
        }
    }
}
