//! Benches and measurements, as small as they can be.

use crate::outcome::{Outcome, Skip};
use crate::process::cargo;

/// Compares the small quality figures with their floors.
pub(crate) fn quality(_: Skip) -> Outcome {
    cargo("run --release --locked --quiet -p retold-quality -- --small").quiet().run()
}

/// Runs each bench once, and the measurements of speed and growth on small corpora.
pub(crate) fn criterion(_: Skip) -> Outcome {
    cargo("bench -p retold --locked -- --test").run()?;
    let run = "run --release --locked --quiet -p retold-speed -- --documents 60 --repetitions 1";
    for what in ["", " --shape", " --index"] {
        cargo(&format!("{run}{what}")).run()?;
    }
    Ok(())
}

/// Runs each comparison with other engines on a small corpus.
pub(crate) fn peers(_: Skip) -> Outcome {
    let run = "run --release --locked --manifest-path benches/peers/Cargo.toml";
    for arguments in [
        "-- --documents 500",
        "--bin passages -- --articles 2000 --repetitions 1",
        "--bin reading -- --megabytes 1 --repetitions 2",
        "--bin scaling -- --entries 100000 --documents 500 --rounds 2",
    ] {
        cargo(&format!("{run} {arguments}")).run()?;
    }
    Ok(())
}
