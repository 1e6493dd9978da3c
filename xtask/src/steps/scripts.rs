//! Steps that are shell scripts of their own.

use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{is_installed, program};

/// Status of the browser script where no browser is installed.
const NO_BROWSER: i32 = 2;

/// Status of the script that counts instructions where no count can be compared.
const NOT_COMPARED: i32 = 77;

/// Opens the HTML page in Chromium.
pub(crate) fn browser(skip: Skip) -> Outcome {
    // On Windows npm is a batch file, which cannot be started by its name alone; the script is for
    // Unix besides.
    if cfg!(windows) || !is_installed("npm") {
        skip("the page in a browser: it needs npm and Unix");
        return Ok(());
    }
    let script = "crates/retold-html/tests/browser/run";
    match program("bash", script).status()? {
        Some(0) => Ok(()),
        Some(NO_BROWSER) => {
            skip("the page in a browser: there is no Chromium (CHROME names one)");
            Ok(())
        }
        _ => Err(Failure::new(format!("`{script}` failed"))),
    }
}

/// Counts the instructions of the hot paths.
pub(crate) fn instructions(skip: Skip) -> Outcome {
    if !is_installed("valgrind") {
        skip("instructions: valgrind is not installed");
        return Ok(());
    }
    let script = "benches/instructions/run";
    match program("bash", script).status()? {
        Some(0) => Ok(()),
        Some(NOT_COMPARED) => {
            skip("instructions: the expected counts are of another compiler or processor");
            Ok(())
        }
        _ => Err(Failure::new(format!("`{script}` failed"))),
    }
}
