//! The run of several steps, with the time of each.

use crate::outcome::Outcome;
use crate::step_list::Step;
use std::process::ExitCode;
use std::time::Instant;

/// What a run has come to.
#[derive(Debug, Default)]
struct Summary {
    /// One line for each step, with its seconds.
    lines: Vec<String>,
    /// What could not be run on this machine.
    skips: Vec<String>,
    failed: usize,
}

/// Runs the steps in order, stops at the first that fails unless `keep_going`, and prints a summary.
pub(crate) fn run(steps: &[Step], keep_going: bool) -> ExitCode {
    let summary = run_all(steps, keep_going);
    println!("\n== summary\n{}", summary.lines.join("\n"));
    for skip in &summary.skips {
        println!("skipped: {skip}");
    }
    if summary.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run_all(steps: &[Step], keep_going: bool) -> Summary {
    let Summary { mut lines, mut skips, mut failed } = Summary::default();
    for step in steps {
        if failed > 0 && !keep_going {
            lines.push(format!("{:<14}{:>8}  not run", step.name, ""));
            continue;
        }
        println!("\n== {}: {}", step.name, step.summary);
        let (start, before) = (Instant::now(), skips.len());
        let outcome = run_step(step, &mut skips);
        let seconds = start.elapsed().as_secs();
        let state = match (&outcome, skips.len() - before) {
            (Err(_), _) => "failed".to_owned(),
            (Ok(()), 0) => "passed".to_owned(),
            (Ok(()), 1) => "passed, 1 part skipped".to_owned(),
            (Ok(()), count) => format!("passed, {count} parts skipped"),
        };
        lines.push(format!("{:<14}{seconds:>6} s  {state}", step.name));
        if let Err(failure) = outcome {
            failed += 1;
            eprintln!("\nfailed: {}\n{failure}", step.name);
            eprintln!("To run this step alone: cargo xtask {}", step.name);
        }
    }
    Summary { lines, skips, failed }
}

fn run_step(step: &Step, skips: &mut Vec<String>) -> Outcome {
    let mut skip = |reason: &str| {
        println!("skipped: {reason}");
        skips.push(format!("{}: {reason}", step.name));
    };
    (step.run)(&mut skip)
}

#[cfg(test)]
mod tests {
    use super::{Step, run_all};
    use crate::outcome::Failure;

    const PASSES: Step = Step { name: "passes", summary: "", run: |_| Ok(()) };
    const FAILS: Step = Step { name: "fails", summary: "", run: |_| Err(Failure::new("why")) };
    const SKIPS: Step = Step {
        name: "skips",
        summary: "",
        run: |skip| {
            skip("no tool");
            Ok(())
        },
    };

    fn states(steps: &[Step], keep_going: bool) -> Vec<String> {
        let lines = run_all(steps, keep_going).lines;
        let state = |line: &String| line.split("  ").last().expect("it has one").to_owned();
        lines.iter().map(state).collect()
    }

    #[test]
    fn the_first_failure_ends_the_run() {
        assert_eq!(states(&[PASSES, FAILS, PASSES], false), ["passed", "failed", "not run"]);
        assert_eq!(states(&[PASSES, FAILS, PASSES], true), ["passed", "failed", "passed"]);
        assert_eq!(run_all(&[FAILS, FAILS], true).failed, 2);
    }

    #[test]
    fn a_skipped_part_is_in_the_summary() {
        let summary = run_all(&[PASSES, SKIPS], false);
        assert_eq!(summary.failed, 0);
        assert_eq!(summary.skips, ["skips: no tool"]);
        assert!(summary.lines[1].ends_with("passed, 1 part skipped"));
    }
}
