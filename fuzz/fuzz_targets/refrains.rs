//! Runs `retold_fuzz::refrains` under libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| retold_fuzz::refrains(data));
