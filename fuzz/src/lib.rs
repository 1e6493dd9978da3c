//! Fuzz targets: every part of retold that takes bytes, compared with a simpler implementation.
//!
//! Each target is a function from bytes that panics on a finding. The programs under `fuzz_targets`
//! connect them to libFuzzer. `tests/smoke.rs` runs them over the corpora with any toolchain.

mod boilerplate;
mod corpora;
mod dedup;
mod folder;
mod formats;
mod kernels;
mod oracle;
mod page;
mod pipeline;
mod pools;
mod report;
mod settings;
mod simd_levels;
mod stream;
mod texts;
mod words;

pub use boilerplate::boilerplate;
pub use dedup::dedup;
pub use formats::formats;
pub use kernels::kernels;
pub use page::page;
pub use pipeline::pipeline;
pub use report::report;
pub use settings::settings;
pub use stream::stream;
pub use words::words;
