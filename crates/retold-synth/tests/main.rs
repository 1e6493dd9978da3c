//! Every integration test, in one binary that links once.

#![allow(clippy::unwrap_used)]

mod corpora;
mod near_copies;
mod negatives;
mod passages;
mod plagdet;
mod prose;

/// FNV-1a over the bytes, for golden values.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
