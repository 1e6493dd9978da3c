//! Builds with fewer features, for WebAssembly, and of each crate by itself.

use crate::outcome::{Outcome, Skip};
use crate::process::{cargo, program};
use std::path::Path;

/// The target without threads, files and a source of random numbers.
const WEB: &str = "wasm32-unknown-unknown";

/// Checks the crates with the features that they ask for alone, and with fewer.
pub(crate) fn run(skip: Skip) -> Outcome {
    cargo(
        "clippy -p retold-cli -p retold-io --no-default-features --all-targets --locked \
         -- -D warnings",
    )
    .run()?;
    for features in ["", "--features parallel", "--features serde", "--features text-view"] {
        cargo(&format!(
            "clippy -p retold --all-targets --no-default-features {features} --locked -- -D warnings"
        ))
        .run()?;
    }
    cargo("test -p retold --lib --no-default-features --locked").run()?;
    // Without rayon the drivers do the same work in order: their tests and snapshots are the same.
    cargo("test -p retold --test main --no-default-features --features serde,text-view --locked")
        .run()?;
    web(skip)?;
    for package in ["retold", "retold-io", "retold-html", "retold-synth"] {
        cargo(&format!("check --locked --lib -p {package}")).run()?;
    }
    Ok(())
}

fn web(skip: Skip) -> Outcome {
    let folder = program("rustc", &format!("--print target-libdir --target {WEB}")).output()?;
    if !Path::new(folder.trim()).is_dir() {
        skip(&format!("WebAssembly: the target is not installed (rustup target add {WEB})"));
        return Ok(());
    }
    cargo(&format!("check -p retold --lib --no-default-features --target {WEB} --locked")).run()
}
