//! The corpora in the shape of real ones share as much text as they state.

use super::fnv;
use retold_synth::{CorpusKind, Sharing, sharing};

#[test]
fn corpora_share_as_much_as_they_state() {
    for kind in CorpusKind::ALL {
        let Sharing { words, repeated, partners, places } = kind.sharing();
        for (count, seed) in [(200, 1), (400, 2)] {
            let found = sharing(&kind.documents(count, seed), kind.language());
            println!("{} {count}: {found:.2?}", kind.name());
            for (figure, stated, found) in [
                ("words", words, found.words),
                ("repeated", repeated, found.repeated),
                ("partners", partners, found.partners),
                ("places", places, found.places),
            ] {
                let near = (stated * 0.75..=stated * 1.25).contains(&found);
                assert!(near, "{} {count}, {figure}: {found:.2}, not {stated}", kind.name());
            }
        }
    }
}
