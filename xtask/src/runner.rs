//! The run of several steps, with the time of each.

use crate::outcome::Outcome;
use crate::step_list::Step;
use std::process::ExitCode;
use std::time::Instant;

/// Runs the steps in order, stops at the first that fails unless `keep_going`, and prints a summary.
pub(crate) fn run(steps: &[Step], keep_going: bool) -> ExitCode {
    let mut lines = Vec::new();
    let mut skips = Vec::new();
    let mut failed = 0;
    for (index, step) in steps.iter().enumerate() {
        println!("\n== {}: {}", step.name, step.summary);
        let (start, before) = (Instant::now(), skips.len());
        let outcome = run_parts(step, &mut skips);
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
            eprintln!(
                "\nfailed: {}\n{failure}\nTo run this step alone: cargo xtask {0}",
                step.name
            );
            if !keep_going {
                let rest = &steps[index + 1..];
                lines.extend(rest.iter().map(|step| format!("{:<23} not run", step.name)));
                break;
            }
        }
    }
    println!("\n== summary\n{}", lines.join("\n"));
    for skip in &skips {
        println!("skipped: {skip}");
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run_parts(step: &Step, skips: &mut Vec<String>) -> Outcome {
    let mut skip = |reason: &str| {
        println!("skipped: {reason}");
        skips.push(format!("{}: {reason}", step.name));
    };
    (step.run)(&mut skip)
}
