//! Runs `retold_fuzz::dedup` under libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| retold_fuzz::dedup(data));
