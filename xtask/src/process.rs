//! Programs that a step runs at the root of the repository.

use crate::outcome::{Failure, Outcome};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Returns the root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository")
}

/// Returns the folder in which cargo builds.
pub(crate) fn target_folder() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Reads a text file of the repository; `path` is relative to its root.
pub(crate) fn read(path: &str) -> Outcome<String> {
    std::fs::read_to_string(root().join(path))
        .map_err(|error| Failure::new(format!("{path} cannot be read: {error}")))
}

/// A program with its arguments.
pub(crate) struct Program {
    command: Command,
    /// The command as a shell takes it, for messages.
    line: String,
    quiet: bool,
}

/// Creates a cargo command from its arguments, separated by spaces.
pub(crate) fn cargo(arguments: &str) -> Program {
    // The cargo that runs this program; `cargo` on the path may be of another version.
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Program::new(Command::new(program), "cargo", arguments)
}

/// Creates a command of another program from its arguments, separated by spaces.
pub(crate) fn program(name: &str, arguments: &str) -> Program {
    Program::new(Command::new(name), name, arguments)
}

/// Whether a program of this name can be started.
pub(crate) fn is_installed(name: &str) -> bool {
    let mut command = Command::new(name);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Program {
    fn new(mut command: Command, name: &str, arguments: &str) -> Program {
        command.args(arguments.split_whitespace()).current_dir(root());
        // `cargo run` describes this package to its program. The commands here are about others.
        for (key, _) in env::vars_os() {
            let key = key.to_string_lossy();
            if key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_") {
                command.env_remove(key.as_ref());
            }
        }
        Program { command, line: format!("{name} {arguments}").trim_end().to_owned(), quiet: false }
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Program {
        self.command.env(name, value);
        let value = if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() };
        self.line = format!("{name}={value} {}", self.line);
        self
    }

    /// Discards what the program writes to standard output.
    pub(crate) fn quiet(mut self) -> Program {
        self.quiet = true;
        self
    }

    /// Runs the program.
    ///
    /// # Errors
    /// It cannot be started, or its status is not 0.
    pub(crate) fn run(self) -> Outcome {
        let line = self.line.clone();
        match self.status()? {
            Some(0) => Ok(()),
            Some(code) => Err(Failure::new(format!("`{line}` failed with status {code}"))),
            None => Err(Failure::new(format!("`{line}` was stopped by a signal"))),
        }
    }

    /// Runs the program and returns its status, `None` if a signal stopped it.
    ///
    /// # Errors
    /// It cannot be started.
    pub(crate) fn status(mut self) -> Outcome<Option<i32>> {
        println!("$ {}", self.line);
        if self.quiet {
            self.command.stdout(Stdio::null());
        }
        match self.command.status() {
            Ok(status) => Ok(status.code()),
            Err(error) => Err(Failure::new(format!("`{}` cannot be started: {error}", self.line))),
        }
    }

    /// Runs the program and returns what it writes to standard output.
    ///
    /// # Errors
    /// It cannot be started, its status is not 0, or the output is not UTF-8.
    pub(crate) fn output(mut self) -> Outcome<String> {
        println!("$ {}", self.line);
        let output = self.command.stderr(Stdio::inherit()).output();
        let output = output
            .map_err(|error| Failure::new(format!("`{}` cannot be started: {error}", self.line)))?;
        if !output.status.success() {
            return Err(Failure::new(format!("`{}` failed: {}", self.line, output.status)));
        }
        String::from_utf8(output.stdout)
            .map_err(|_| Failure::new(format!("the output of `{}` is not UTF-8", self.line)))
    }
}
