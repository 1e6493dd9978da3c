//! The steps by name.

use crate::outcome::{Outcome, Skip};
use crate::steps::{
    benches, command, dependencies, docs, examples, features, lint, packages, python, scripts,
    tests_run,
};
use std::fmt::Write as _;

/// A named check.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// What the command line calls it.
    pub(crate) name: &'static str,
    /// One line for the list.
    pub(crate) summary: &'static str,
    /// Runs it.
    pub(crate) run: fn(Skip) -> Outcome,
}

/// Names are unique.
impl PartialEq for Step {
    fn eq(&self, other: &Step) -> bool {
        self.name == other.name
    }
}

impl Eq for Step {}

const fn step(name: &'static str, run: fn(Skip) -> Outcome, summary: &'static str) -> Step {
    Step { name, summary, run }
}

/// The step for work on the code: the first parts of `lint` and `test`.
const QUICK: Step =
    step("quick", tests_run::quick, "format, clippy of the workspace, unit tests of the libraries");

/// The steps that take minutes and much memory, or a quiet machine. `ci` does not run them.
const SLOW: [Step; 2] = [
    step(
        "slow",
        tests_run::slow,
        "bounds at a gigabyte and ten million documents (12 GB); stages with 200,000",
    ),
    step("timing", tests_run::timing, "bounds in time, printed, on a quiet machine"),
];

/// The steps of `ci`, cheap ones and those that find most first.
const ALL: [Step; 15] = [
    step("lint", lint::run, "format and clippy of all packages, warnings denied"),
    step("dependencies", dependencies::run, "minimum Rust version; licences, advisories, sources"),
    step("docs", docs::run, "documentation of the API, warnings denied; the book"),
    step("test", tests_run::workspace, "all tests of the workspace"),
    step("fuzz", tests_run::fuzz, "fuzz targets over their corpora, with stable Rust"),
    step("command", command::run, "the command in release: same output as in the test profile"),
    step("features", features::run, "fewer features, WebAssembly, each crate by itself"),
    step("package", packages::run, "packages for crates.io: contents, sizes, builds"),
    step("python", python::run, "the wheel, its tests and types in a clean environment (Python)"),
    step("examples", examples::run, "the examples run and are short"),
    step("quality", benches::quality, "what is found of planted text, small: no figure falls"),
    step("browser", scripts::browser, "the HTML page in a real browser (npm, Chromium)"),
    step("bench", benches::criterion, "benches in test mode: each runs once"),
    step("peers", benches::peers, "the comparison with other engines, small"),
    step("instructions", scripts::instructions, "instructions of the hot paths (valgrind)"),
];

/// Returns the steps of `ci` in order.
pub(crate) fn all() -> impl Iterator<Item = Step> {
    ALL.into_iter()
}

/// Returns the step of this name; `ci` is none.
pub(crate) fn find(name: &str) -> Option<Step> {
    [QUICK].into_iter().chain(ALL).chain(SLOW).find(|step| step.name == name)
}

/// Returns the list of steps, with one line for each.
pub(crate) fn listing() -> String {
    let mut text = "cargo xtask STEP… [--keep-going]\n\n".to_owned();
    for Step { name, summary, .. } in [QUICK].iter().chain(&ALL).chain(&SLOW) {
        writeln!(text, "  {name:<14}{summary}").expect("a string takes any text");
    }
    text += "  ci            all of these but quick, slow and timing, with the seconds of each\n\n\
             The first failure ends the run; with --keep-going the other steps run too.\n";
    text
}

#[cfg(test)]
mod tests {
    use super::{all, find, listing};
    use crate::process::read;

    /// The names after `cargo xtask` in a text.
    fn named(text: &str) -> Vec<&str> {
        let is_name = |c: char| c.is_ascii_lowercase() || c == ' ';
        let rests = text.split("cargo xtask ").skip(1);
        let lists = rests.filter_map(|rest| rest.split(|c| !is_name(c)).next());
        lists.flat_map(str::split_whitespace).collect()
    }

    #[test]
    fn names_are_unique_and_listed() {
        let list = listing();
        for step in all() {
            assert_eq!(all().filter(|it| *it == step).count(), 1, "{}", step.name);
            assert!(list.contains(step.summary));
        }
    }

    #[test]
    fn the_contributors_guide_names_every_step_and_no_other() {
        let guide = read("CONTRIBUTING.md").expect("the guide is there");
        let named = named(&guide);
        for step in all().chain([super::QUICK]).chain(super::SLOW) {
            assert!(named.contains(&step.name), "CONTRIBUTING.md lacks {}", step.name);
        }
        for name in named {
            assert!(name == "ci" || find(name).is_some(), "CONTRIBUTING.md: no step {name}");
        }
    }

    /// Tests that `ci` leaves out are run before a release.
    #[test]
    fn the_release_runs_the_slow_tests() {
        let workflow = read(".github/workflows/release.yml").expect("the workflow is there");
        assert_eq!(named(&workflow), ["slow"]);
    }

    #[test]
    fn the_workflow_runs_every_step_and_no_other() {
        let workflow = read(".github/workflows/ci.yml").expect("the workflow is there");
        let steps: Vec<&str> =
            workflow.lines().filter_map(|line| line.trim().strip_prefix("- step: ")).collect();
        let named: Vec<&str> = named(&workflow).into_iter().chain(steps).collect();
        for step in all() {
            assert!(named.contains(&step.name), "ci.yml lacks {}", step.name);
        }
        for name in named {
            assert!(find(name).is_some(), "ci.yml: no step {name}");
        }
    }
}
