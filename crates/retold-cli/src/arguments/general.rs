//! Options that every subcommand has.

use super::choice::{Choice, among};
use clap::{Args, ValueEnum, ValueHint};
use retold::SimdLevel;
use std::num::NonZeroUsize;
use std::path::PathBuf;

const LEVELS: [Choice<SimdLevel>; 5] = [
    ("auto", SimdLevel::Widest, "The widest that the processor has"),
    ("off", SimdLevel::Baseline, "Only those that every processor of the architecture has"),
    ("neon", SimdLevel::Neon, "NEON, if available"),
    ("avx2", SimdLevel::Avx2, "Up to AVX2, if available"),
    ("avx512", SimdLevel::Avx512, "Up to AVX-512, if available"),
];

/// Options that every subcommand has.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "General options")]
pub(crate) struct General {
    /// The number of threads [default: one per processor]
    ///
    /// The report is the same, byte for byte, at any number of threads.
    #[arg(long, global = true, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Print only errors and warnings: no progress bar, no summary
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,

    /// When to use colours
    ///
    /// `auto` uses them at a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,

    /// The widest vector instructions to use
    ///
    /// Changes the speed, never the result. Use it to work around a faulty processor or emulator.
    #[arg(long, global = true, value_name = "LEVEL", default_value = "auto")]
    #[arg(value_parser = among(&LEVELS), env = "RETOLD_SIMD", hide_env_values = true)]
    pub(crate) simd: SimdLevel,

    /// Read this configuration file instead of searching for one
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long, global = true)]
    pub(crate) no_config: bool,

    /// Print the settings in effect as a configuration file, and exit
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

/// A number of threads, at most four times as many as there are processors, or 64 if that is more.
/// Each thread takes memory and more threads do no more work, but one configuration file may serve
/// machines of several sizes.
fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let available = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let most = (4 * available).clamp(64, 1024);
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= most);
    number.ok_or_else(|| format!("must be a whole number from 1 to {most}"))
}
