//! Runs `retold_fuzz::settings` under libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| retold_fuzz::settings(data));
