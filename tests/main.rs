//! Every integration test, in one binary that links once.
// Exact figures are what many of them are about.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

mod banding;
mod bucket_table;
mod clusters;
mod collapse;
mod components;
mod coverage_oracle;
mod dedup;
mod detector;
mod determinism;
mod formats;
mod golden;
mod hostile;
mod index;
mod join;
mod key;
mod layering;
mod passage_edges;
mod passage_truth;
mod passages;
mod promises;
mod public_api;
mod regressions;
mod relations;
mod report;
mod seeds;
mod segments;
mod settings;
mod shingles;
mod simd;
mod sketch_statistics;
mod truncation;
mod weak_hashes;
mod words;
