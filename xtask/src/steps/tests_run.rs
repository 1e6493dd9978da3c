//! Tests of the workspace and of the fuzz targets.

use super::lint;
use crate::outcome::{Outcome, Skip};
use crate::process::{cargo, target_folder};

/// Runs all tests, with the command that the README names.
pub(crate) fn workspace(_: Skip) -> Outcome {
    cargo("test --workspace --locked").run()
}

/// Runs format, clippy and the tests inside the sources, for work on the code.
pub(crate) fn quick(_: Skip) -> Outcome {
    lint::format()?;
    lint::clippy_workspace()?;
    cargo("test --workspace --lib --locked").run()
}

/// Runs the fuzz targets over their corpora and over fixed mutations of them.
pub(crate) fn fuzz(_: Skip) -> Outcome {
    cargo("test --locked --no-default-features --manifest-path fuzz/Cargo.toml")
        .env("CARGO_TARGET_DIR", &target_folder().to_string_lossy())
        .run()
}
