//! Bench: the time of one document in the index that compares each new document with all earlier ones.
//!
//! `a new document` shares nothing with the earlier ones, `a near-copy` is one of them with 1 % of the words
//! changed, `an exact copy` has the same bytes. Each is compared and then added: the time of a query and an
//! insert. The number is that of the documents added before; the time should hardly grow with it. Articles of
//! 1,800 bytes. The unit `document` compares whole documents, `paragraph` paragraphs too.

use crate::inputs;
use criterion::{Criterion, SamplingMode, Throughput};
use retold::{Detector, Index, Unit};
use retold_synth::{EditKind, Language, Prose, edit};
use std::time::{Duration, Instant};

const BYTES: usize = 1_800;

pub(crate) fn run(criterion: &mut Criterion) {
    let sizes: &[usize] = if inputs::is_test() { &[20] } else { &[1_000, 10_000] };
    for &earlier in sizes {
        let article = |number: usize| Prose::new(Language::English, number as u64).article(BYTES);
        let stored: Vec<String> = (0..earlier).map(article).collect();
        let new = earlier / 5;
        let near = |text: &String| edit(text, Language::English, EditKind::Mixed, 1, 1).text;
        let queries: [(&str, Vec<String>); 3] = [
            ("a new document", (earlier..earlier + new).map(article).collect()),
            ("a near-copy", stored[..new].iter().map(near).collect()),
            ("an exact copy", stored[..new].to_vec()),
        ];
        for (unit, name) in [(Unit::Document, "document"), (Unit::Paragraph, "paragraph")] {
            let builder = Detector::builder().unit(unit);
            let detector = builder.build().expect("the settings are valid");
            let filled = || {
                let mut index = detector.index().expect("the unit is compared");
                for text in &stored {
                    index.add("earlier", text).expect("there is room");
                }
                index
            };
            let mut group =
                criterion.benchmark_group(format!("index by {name}, {earlier} earlier"));
            group.throughput(Throughput::Elements(1)).sampling_mode(SamplingMode::Flat);
            group.sample_size(10);
            for (query, texts) in &queries {
                group.bench_function(*query, |bencher| {
                    let mut state = State { index: filled(), added: 0 };
                    bencher.iter_custom(|count| timed(count, texts, &mut state, &filled));
                });
            }
            group.finish();
        }
    }
}

/// An index, and how many of the texts of a query were added to it.
struct State {
    index: Index,
    added: usize,
}

/// The time to add `count` texts. Before they repeat, the index is filled again, outside of the time.
fn timed(count: u64, texts: &[String], state: &mut State, filled: &dyn Fn() -> Index) -> Duration {
    let mut time = Duration::ZERO;
    let mut left = count as usize;
    while left > 0 {
        if state.added == texts.len() {
            *state = State { index: filled(), added: 0 };
        }
        let some = left.min(texts.len() - state.added);
        let batch = &texts[state.added..state.added + some];
        let start = Instant::now();
        for text in batch {
            state.index.add("later", text).expect("there is room");
        }
        time += start.elapsed();
        state.added += some;
        left -= some;
    }
    time
}
