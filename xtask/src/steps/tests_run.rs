//! Tests of the workspace and of the fuzz targets.

use super::lint;
use crate::outcome::{Outcome, Skip};
use crate::process::{cargo, target_folder};

/// Runs all tests, with the command that the README names.
pub(crate) fn workspace(_: Skip) -> Outcome {
    cargo("test --workspace --locked").run()
}

/// Runs format, clippy and the unit tests of the libraries, for work on the code.
pub(crate) fn quick(_: Skip) -> Outcome {
    lint::format()?;
    lint::clippy_workspace()?;
    cargo("test --workspace --lib --locked").run()
}

/// Runs the tests that are ignored because they take minutes and up to 12 GB.
pub(crate) fn slow(_: Skip) -> Outcome {
    cargo("test --release --locked -p retold --test bounds -- --ignored large::").run()?;
    cargo("test --release --locked -p retold-cli --test main -- --ignored large_job --nocapture")
        .run()
}

/// Runs the tests that are ignored because they measure time.
pub(crate) fn timing(_: Skip) -> Outcome {
    cargo("test --release --locked -p retold --test bounds -- --ignored measure --nocapture").run()
}

/// Runs the fuzz targets over their corpora and over fixed mutations of them.
pub(crate) fn fuzz(_: Skip) -> Outcome {
    cargo("test --locked --no-default-features --manifest-path fuzz/Cargo.toml")
        .env("CARGO_TARGET_DIR", &target_folder().to_string_lossy())
        .run()
}

#[cfg(test)]
mod tests {
    use crate::process::{read, root};

    #[test]
    fn the_readme_names_the_command_of_all_tests() {
        assert!(read("README.md").is_ok_and(|text| text.contains("\ncargo test --workspace\n")));
    }

    /// The steps `slow` and `timing` choose tests by name, so an ignored test of another name would be run
    /// by nobody.
    #[test]
    fn every_ignored_test_is_in_a_step() {
        let folder = root().join("tests/bounds");
        let mut ignored = 0;
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            for (_, rest) in text.match_indices("#[ignore").map(|(at, _)| text.split_at(at)) {
                let (_, name) = rest.split_once("fn ").expect("a test has a name");
                let is_large = path.file_name().is_some_and(|name| name == "large.rs");
                assert!(is_large || name.starts_with("measure_"), "{}", path.display());
                ignored += 1;
            }
        }
        assert_eq!(ignored, 5);
    }
}
