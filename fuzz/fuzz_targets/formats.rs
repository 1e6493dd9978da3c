//! Runs `retold_fuzz::formats` under libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| retold_fuzz::formats(data));
