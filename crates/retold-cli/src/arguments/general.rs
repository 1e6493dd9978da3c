//! Options of every subcommand.

use super::choice::{Choice, among};
use clap::{Args, ValueEnum, ValueHint};
use retold::SimdLevel;
use std::num::NonZeroUsize;
use std::path::PathBuf;

const LEVELS: [Choice<SimdLevel>; 5] = [
    ("auto", SimdLevel::Widest, "Whatever the processor has"),
    ("off", SimdLevel::Baseline, "None but those that every processor of its kind has"),
    ("neon", SimdLevel::Neon, "NEON, where it is there"),
    ("avx2", SimdLevel::Avx2, "AVX2, where it is there"),
    ("avx512", SimdLevel::Avx512, "AVX-512, where it is there"),
];

/// Options of every subcommand.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "General options")]
pub(crate) struct General {
    /// Threads to work with [default: one for each processor]
    ///
    /// The report is the same, byte for byte, whatever their number.
    #[arg(long, global = true, value_name = "N", value_parser = threads)]
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
    #[arg(long, global = true, value_name = "LEVEL", default_value = "auto")]
    #[arg(value_parser = among(&LEVELS), env = "RETOLD_SIMD", hide_env_values = true)]
    pub(crate) simd: SimdLevel,

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

/// More threads than processors do no more work, and each of them takes memory: four times as many
/// are taken, and at least 64, so that a file of settings serves machines of several sizes.
fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let available = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let most = (4 * available).clamp(64, 1024);
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= most);
    number.ok_or_else(|| format!("must be a whole number from 1 to {most}"))
}
