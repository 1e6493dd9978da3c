//! The command `retold`: reports repeated text, and removes it.

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    retold_cli::run(&args)
}
