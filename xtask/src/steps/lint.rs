//! Format and clippy.

use crate::outcome::{Outcome, Skip};
use crate::process::{cargo, target_folder};

/// Checks the format of the workspace and of the packages outside it.
pub(crate) fn format() -> Outcome {
    cargo("fmt --all --check").run()?;
    cargo("fmt --check --manifest-path benches/peers/Cargo.toml").run()?;
    cargo("fmt --check --manifest-path bindings/python/Cargo.toml").run()?;
    cargo("fmt --check --manifest-path fuzz/Cargo.toml").run()
}

/// Runs clippy over the workspace.
pub(crate) fn clippy_workspace() -> Outcome {
    cargo("clippy --workspace --all-targets --locked -- -D warnings").run()
}

/// Runs format and clippy for all packages of the repository.
pub(crate) fn run(_: Skip) -> Outcome {
    format()?;
    clippy_workspace()?;
    cargo("clippy --all-targets --locked --manifest-path benches/peers/Cargo.toml -- -D warnings")
        .run()?;
    cargo("clippy --locked --manifest-path bindings/python/Cargo.toml -- -D warnings")
        .env("PYO3_NO_PYTHON", "1")
        .env("PYO3_BUILD_EXTENSION_MODULE", "1")
        .run()?;
    // The fuzz targets use the dependencies that the workspace has built.
    cargo(
        "clippy --all-targets --locked --no-default-features --manifest-path fuzz/Cargo.toml \
         -- -D warnings",
    )
    .env("CARGO_TARGET_DIR", &target_folder().to_string_lossy())
    .run()
}
