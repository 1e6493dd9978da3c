//! The inputs of the benches, made before any measurement.

use criterion::Criterion;
use retold_synth::{Language, Prose};
use std::time::Duration;

/// Whether every bench runs only once, as a test (`cargo test --benches`, `cargo bench -- --test`).
pub(crate) fn is_test() -> bool {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    has("--test") || !has("--bench")
}

/// Short measurements: less than a second per bench, so that all of them take some minutes.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(150))
        .measurement_time(Duration::from_millis(600))
        .sample_size(20)
        .configure_from_args()
}

/// The lengths of the texts: a paragraph, an article, a chapter.
pub(crate) fn lengths() -> &'static [usize] {
    if is_test() { &[500] } else { &[500, 4 << 10, 64 << 10] }
}

/// One text of each length in each language, named `english/500` and so on; English once in pure
/// ASCII, which has fast paths of its own, and once with the curly quotes of printed prose.
pub(crate) fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for &length in lengths() {
        for language in Language::ALL {
            let text = Prose::new(language, length as u64).article(length);
            texts.push((format!("{}/{length}", language.name()), text));
        }
        let mut curly = Prose::new(Language::English, length as u64).with_curly_quotes();
        texts.push((format!("english, curly/{length}"), curly.article(length)));
    }
    texts
}
