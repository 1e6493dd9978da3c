//! Options of the commands that report.

use super::{Detection, Filter, Reading, Telling};
use clap::Args;

/// Options of the commands that report, in the order of their help.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reporting {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) filter: Filter,
    #[command(flatten)]
    pub(crate) detection: Detection,
    #[command(flatten)]
    pub(crate) telling: Telling,
}
