//! The choice of vector instructions, one for the whole process.
//!
//! Tokens, shingles and signatures have the same bits with all of them, which is tested. Only the time
//! differs, so the choice is no setting of a report.

use std::sync::atomic::{AtomicU8, Ordering};

/// The vector instructions that the kernels use, narrowest first.
///
/// # Examples
/// ```
/// use retold::SimdLevel;
///
/// SimdLevel::limit(SimdLevel::Baseline);
/// assert_eq!(SimdLevel::current(), SimdLevel::Baseline);
/// SimdLevel::limit(SimdLevel::Widest);
/// println!("{:?}", SimdLevel::current());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum SimdLevel {
    /// The scalar code, as compiled for every processor of the architecture.
    Baseline = 0,
    /// NEON, of little-endian 64-bit ARM, where every processor has it.
    Neon = 1,
    /// AVX2 with BMI1, BMI2, LZCNT and POPCNT, of x86-64.
    Avx2 = 2,
    /// AVX-512 F, BW, DQ, VL, VBMI and VBMI2, of x86-64, and all of [`SimdLevel::Avx2`].
    Avx512 = 3,
    /// No limit.
    Widest = u8::MAX,
}

/// The value before the first detection.
const UNKNOWN: u8 = u8::MAX;

static LIMIT: AtomicU8 = AtomicU8::new(SimdLevel::Widest as u8);
static CURRENT: AtomicU8 = AtomicU8::new(UNKNOWN);

impl SimdLevel {
    /// The level in use: the widest of the processor, up to the limit.
    #[inline]
    pub fn current() -> SimdLevel {
        match CURRENT.load(Ordering::Relaxed) {
            0 => SimdLevel::Baseline,
            1 => SimdLevel::Neon,
            2 => SimdLevel::Avx2,
            3 => SimdLevel::Avx512,
            _ => SimdLevel::detect(),
        }
    }

    /// Limits all kernels of this process to a level, from their next call on.
    ///
    /// For tests and comparisons; no result depends on it. A level of another architecture limits by
    /// its position in the list.
    pub fn limit(level: SimdLevel) {
        LIMIT.store(level as u8, Ordering::Relaxed);
        CURRENT.store(UNKNOWN, Ordering::Relaxed);
    }

    #[cold]
    fn detect() -> SimdLevel {
        let limit = LIMIT.load(Ordering::Relaxed);
        let within = |level: &&SimdLevel| **level as u8 <= limit;
        let levels = SimdLevel::of_processor();
        let level = levels.iter().rev().find(within).copied().unwrap_or(SimdLevel::Baseline);
        CURRENT.store(level as u8, Ordering::Relaxed);
        level
    }

    /// The levels that the processor has, narrowest first.
    #[cfg(target_arch = "x86_64")]
    fn of_processor() -> &'static [SimdLevel] {
        use std::arch::is_x86_feature_detected as has;
        let narrow =
            has!("avx2") && has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt");
        let wide = has!("avx512f")
            && has!("avx512bw")
            && has!("avx512dq")
            && has!("avx512vl")
            && has!("avx512vbmi")
            && has!("avx512vbmi2");
        match (narrow, wide) {
            (true, true) => &[SimdLevel::Baseline, SimdLevel::Avx2, SimdLevel::Avx512],
            (true, false) => &[SimdLevel::Baseline, SimdLevel::Avx2],
            _ => &[SimdLevel::Baseline],
        }
    }

    #[cfg(all(target_arch = "aarch64", target_endian = "little"))]
    fn of_processor() -> &'static [SimdLevel] {
        if std::arch::is_aarch64_feature_detected!("neon") {
            &[SimdLevel::Baseline, SimdLevel::Neon]
        } else {
            &[SimdLevel::Baseline]
        }
    }

    #[cfg(not(any(
        target_arch = "x86_64",
        all(target_arch = "aarch64", target_endian = "little")
    )))]
    fn of_processor() -> &'static [SimdLevel] {
        &[SimdLevel::Baseline]
    }
}
