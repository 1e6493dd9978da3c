//! The Python package: its wheel, built from the source distribution, and its tests in a clean environment.

use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{Program, is_installed, program, target_folder};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the package.
const FOLDER: &str = "bindings/python";

/// The packages that the tests need, with their versions.
const REQUIREMENTS: &str = "bindings/python/tests/requirements.txt";

/// What Python prints if it is new enough.
const NEW_ENOUGH: &str = "import sys; print(sys.version_info >= (3, 11))";

/// Builds the wheel from the source distribution, installs it into a new environment, and runs the tests, the examples
/// of the documentation, and the checks of the types.
pub(crate) fn run(skip: Skip) -> Outcome {
    let Some(python) = ["python3", "python"].into_iter().find(|name| is_new_enough(name)) else {
        skip("the Python package: there is no Python 3.11 or newer");
        return Ok(());
    };
    let folder = target_folder().join("python");
    let environment = Environment::new(python, &folder)?;
    environment.python(&format!("-m pip install --quiet --requirement {REQUIREMENTS}")).run()?;

    let dist = emptied(&folder.join("dist"))?;
    let shown = dist.to_string_lossy();
    environment.python(&format!("{FOLDER}/sdist.py {shown}")).run()?;
    let archive = only_file(&dist, ".tar.gz")?;
    let archive = archive.to_string_lossy();
    // The wheel comes from the archive, so a file that the archive lacks is an error. The compiler's results of an
    // earlier run are used again.
    environment
        .python(&format!(
            "-m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir {shown} {archive}"
        ))
        .env("CARGO_TARGET_DIR", &folder.join("build").to_string_lossy())
        .env("MATURIN_PEP517_ARGS", "--profile checked --locked")
        // pip starts maturin by its name.
        .env("PATH", &environment.search_path()?)
        .run()?;
    let wheel = only_file(&dist, ".whl")?;
    environment
        .python(&format!("-m pip install --quiet --no-deps {}", wheel.to_string_lossy()))
        .run()?;

    environment.python(&format!("-m pytest {FOLDER}/tests")).run()?;
    environment
        .python(&format!("-m mypy --config-file {FOLDER}/pyproject.toml {FOLDER}/python"))
        .run()?;
    environment.python("-m mypy.stubtest retold").run()
}

/// Whether a program is Python 3.11 or newer.
fn is_new_enough(name: &str) -> bool {
    if !is_installed(name) {
        return false;
    }
    let version = std::process::Command::new(name).args(["-c", NEW_ENOUGH]).output();
    version.is_ok_and(|output| output.stdout.starts_with(b"True"))
}

/// A virtual environment.
struct Environment {
    python: PathBuf,
}

impl Environment {
    /// Makes a new one in the place of an earlier one.
    fn new(python: &str, folder: &Path) -> Outcome<Environment> {
        let place = folder.join("venv");
        program(python, &format!("-m venv --clear {}", place.to_string_lossy())).run()?;
        let python = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
        Ok(Environment { python: place.join(python) })
    }

    /// A command of its Python, with arguments that are separated by spaces.
    fn python(&self, arguments: &str) -> Program {
        program(&self.python.to_string_lossy(), arguments)
    }

    /// The folders in which programs are searched, with those of the environment first.
    fn search_path(&self) -> Outcome<String> {
        let own = self.python.parent().map(Path::to_owned);
        let others = std::env::var_os("PATH").unwrap_or_default();
        let all = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&others)));
        let all = all.map_err(|error| Failure::new(format!("the variable PATH: {error}")))?;
        Ok(all.to_string_lossy().into_owned())
    }
}

/// Returns a folder without files.
fn emptied(folder: &Path) -> Outcome<PathBuf> {
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)?;
    Ok(folder.to_owned())
}

/// Returns the file of a folder whose name ends like this.
fn only_file(folder: &Path, end: &str) -> Outcome<PathBuf> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found = paths.filter(|path| path.to_string_lossy().ends_with(end));
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        _ => Err(Failure::new(format!("{} has not one file `*{end}`", folder.display()))),
    }
}

#[test]
fn the_requirements_name_a_version_of_each_package() {
    let text = crate::process::read(REQUIREMENTS).expect("the file is there");
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        assert!(line.contains("=="), "{line} has no version");
    }
}
