//! Which vector instructions may be used?
//!
//! Tokens, shingles and signatures are the same bits with any of them, which is tested; what differs
//! is the time. So the choice is one for the whole process, and no setting of a report.

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
    /// What every processor of the architecture has: the scalar code, as compiled.
    Baseline = 0,
    /// AVX2 with BMI1, BMI2, LZCNT and POPCNT, of x86-64.
    Avx2 = 1,
    /// AVX-512 F, BW, DQ, VL, VBMI and VBMI2, of x86-64, and all of [`SimdLevel::Avx2`].
    Avx512 = 2,
    /// The widest that is known: no limit.
    Widest = u8::MAX,
}

/// No level: not looked yet.
const UNKNOWN: u8 = u8::MAX;

static LIMIT: AtomicU8 = AtomicU8::new(SimdLevel::Widest as u8);
static CURRENT: AtomicU8 = AtomicU8::new(UNKNOWN);

impl SimdLevel {
    /// The level in use: what the processor has, up to the limit.
    #[inline]
    pub fn current() -> SimdLevel {
        match CURRENT.load(Ordering::Relaxed) {
            0 => SimdLevel::Baseline,
            1 => SimdLevel::Avx2,
            2 => SimdLevel::Avx512,
            _ => SimdLevel::detect(),
        }
    }

    /// Lets all kernels of this process use no more than a level, from their next call on.
    ///
    /// For those who distrust a processor, and for comparisons; no result depends on it.
    pub fn limit(level: SimdLevel) {
        LIMIT.store(level as u8, Ordering::Relaxed);
        CURRENT.store(UNKNOWN, Ordering::Relaxed);
    }

    #[cold]
    fn detect() -> SimdLevel {
        let level = (SimdLevel::of_processor() as u8).min(LIMIT.load(Ordering::Relaxed));
        let level = match level {
            0 => SimdLevel::Baseline,
            1 => SimdLevel::Avx2,
            _ => SimdLevel::Avx512,
        };
        CURRENT.store(level as u8, Ordering::Relaxed);
        level
    }

    #[cfg(target_arch = "x86_64")]
    fn of_processor() -> SimdLevel {
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
            (true, true) => SimdLevel::Avx512,
            (true, false) => SimdLevel::Avx2,
            _ => SimdLevel::Baseline,
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn of_processor() -> SimdLevel {
        SimdLevel::Baseline
    }
}
