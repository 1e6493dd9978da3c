//! The benches, in the order of the questions that they answer: whole runs first, then single stages.
//!
//! `cargo bench` measures all, `cargo bench -- scan/` those whose name contains `scan/`, and
//! `cargo bench -- --test` runs each once. `docs/performance.md` says how to read them.

mod index;
mod inputs;
mod lsh;
mod matching;
mod passages;
mod pipeline;
mod scan;
mod shingle;
mod sketch;
mod text;

fn main() {
    let mut criterion = inputs::criterion();
    scan::run(&mut criterion);
    index::run(&mut criterion);
    passages::run(&mut criterion);
    pipeline::run(&mut criterion);
    text::run(&mut criterion);
    shingle::run(&mut criterion);
    sketch::run(&mut criterion);
    lsh::run(&mut criterion);
    matching::run(&mut criterion);
    criterion.final_summary();
}
