//! Measurements in other processes, which start this program with other arguments.

use serde::de::DeserializeOwned;
use std::process::Command;

/// Starts this program several times and returns the figures of the run with the median time. `name` is what
/// is measured, for an error.
pub(crate) fn median<T: DeserializeOwned>(
    arguments: &[String],
    repetitions: u32,
    name: &str,
    seconds: impl Fn(&T) -> f64,
) -> Result<T, String> {
    let runs = (0..repetitions).map(|_| run(arguments, name));
    let mut runs = runs.collect::<Result<Vec<T>, String>>()?;
    runs.sort_by(|a, b| seconds(a).total_cmp(&seconds(b)));
    Ok(runs.swap_remove(runs.len() / 2))
}

fn run<T: DeserializeOwned>(arguments: &[String], name: &str) -> Result<T, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output =
        Command::new(program).args(arguments).output().map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        format!("{name} cannot be measured: {}", String::from_utf8_lossy(&output.stderr))
    })
}

/// Prints the figures of this process, as [`median`] reads them.
pub(crate) fn print(figures: &impl serde::Serialize) -> Result<(), String> {
    println!("{}", serde_json::to_string(figures).map_err(|error| error.to_string())?);
    Ok(())
}
