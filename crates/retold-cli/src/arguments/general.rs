//! Options of every subcommand.

use clap::{Args, ValueEnum, ValueHint};
use retold::SimdLevel;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Options of every subcommand.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "General options")]
pub(crate) struct General {
    /// Threads to work with [default: one for each processor]
    ///
    /// The report is the same, byte for byte, whatever their number.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Say nothing but what went wrong: no progress, no summary
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,

    /// When to use colours
    ///
    /// `auto` uses them at a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,

    /// Use vector instructions up to these
    ///
    /// No result depends on them, only the time: a way around a processor that is not to be trusted.
    #[arg(long, global = true, value_enum, value_name = "LEVEL", default_value_t)]
    #[arg(env = "RETOLD_SIMD", hide_env_values = true)]
    pub(crate) simd: Simd,

    /// Read this configuration file, and no other
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long, global = true)]
    pub(crate) no_config: bool,

    /// Print the settings in force as a configuration file, and do nothing else
    #[arg(long, global = true)]
    pub(crate) print_config: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Vector instructions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Simd {
    /// Whatever the processor has
    #[default]
    Auto,
    /// None but those that every processor of its kind has
    Off,
    /// AVX2, where it is there
    Avx2,
    /// AVX-512, where it is there
    Avx512,
}

impl From<Simd> for SimdLevel {
    fn from(simd: Simd) -> SimdLevel {
        match simd {
            Simd::Auto => SimdLevel::Widest,
            Simd::Off => SimdLevel::Baseline,
            Simd::Avx2 => SimdLevel::Avx2,
            Simd::Avx512 => SimdLevel::Avx512,
        }
    }
}
