//! Runs `retold_fuzz::kernels` under libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| retold_fuzz::kernels(data));
