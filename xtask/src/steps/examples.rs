//! The examples of the library.

use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{cargo, read, root};
use std::fs;

/// Lines that an example has at most.
const LINES: usize = 40;

/// The example of the README, with its argument. The others take none.
const MAIN: (&str, &str) = ("scan_folder", "-- seeds");

/// Runs every example, the one of the README first, and counts their lines.
pub(crate) fn run(_: Skip) -> Outcome {
    let mut names = names()?;
    names.sort_by_key(|name| (name != MAIN.0, name.clone()));
    for name in &names {
        let arguments = if name == MAIN.0 { MAIN.1 } else { "" };
        cargo(&format!("run --release --locked --example {name} {arguments}")).run()?;
    }
    for name in &names {
        let path = format!("examples/{name}.rs");
        let lines = read(&path)?.lines().count();
        if lines > LINES {
            return Err(Failure::new(format!("{path} has {lines} lines; {LINES} are allowed")));
        }
    }
    Ok(())
}

/// Returns the names of all examples, so that a new one cannot be left out.
fn names() -> Outcome<Vec<String>> {
    let unreadable = |error| Failure::new(format!("examples cannot be listed: {error}"));
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("examples")).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(names)
}

#[test]
fn the_example_of_the_readme_is_among_the_examples() {
    assert!(names().expect("the folder can be listed").iter().any(|name| name == MAIN.0));
    let readme = read("README.md").expect("it is there");
    let command = format!("cargo run --release --example {} {}", MAIN.0, MAIN.1);
    assert!(readme.contains(&command), "README.md lacks `{command}`");
}
