//! The peers: engines in Rust, and engines in Python where these can be installed.

use crate::engines::Engine;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One row of the table.
pub enum Peer {
    /// An engine that is linked into this program.
    Rust(Engine),
    /// An engine that runs in a Python interpreter.
    Python(PythonEngine),
}

impl Peer {
    /// Its name in the table.
    pub fn name(&self) -> &'static str {
        match self {
            Peer::Rust(engine) => engine.name(),
            Peer::Python(engine) => engine.title,
        }
    }
}

/// An engine that `python/engine.py` runs.
pub struct PythonEngine {
    title: &'static str,
    name: &'static str,
    interpreter: PathBuf,
}

impl PythonEngine {
    /// Runs it on the corpus whose path is the next argument.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.arg(folder().join("engine.py")).arg(self.name);
        command
    }

    /// Returns all of them; the virtual environment is created at the first call.
    ///
    /// # Errors
    /// If there is no Python, no `venv`, or no package index.
    pub fn all() -> Result<Vec<PythonEngine>, String> {
        let environment = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python");
        let output = Command::new(folder().join("environment"))
            .arg(&environment)
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
        }
        let interpreter = environment.join("bin/python");
        let engine = |(title, name)| PythonEngine { title, name, interpreter: interpreter.clone() };
        let engines = [
            ("rensa 0.5.0 (Python), 16 bands, estimates checked", "rensa"),
            ("rensa 0.5.0 (Python), 32 bands, candidates unchecked", "rensa-candidates"),
            ("datasketch 2.0.0 (Python)", "datasketch"),
            ("text-dedup 0.4.0 (Python), clusters unchecked", "text-dedup"),
        ];
        Ok(engines.map(engine).into())
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python")
}
