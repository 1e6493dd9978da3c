//! Runs `retold_fuzz::boilerplate` under libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| retold_fuzz::boilerplate(data));
