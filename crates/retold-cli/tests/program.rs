//! Functions that run the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of the repository, where the names in the tests begin.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The program, prepared to run in `folder` without the environment of the tester.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_retold"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RETOLD_SIMD"] {
        command.env_remove(name);
    }
    command
}

/// The output of the program with these arguments, run in the root of the repository.
pub(crate) fn retold(args: &[&str]) -> Output {
    retold_in(&root(), args)
}

pub(crate) fn retold_in(folder: &Path, args: &[&str]) -> Output {
    program(folder).args(args).output().unwrap()
}

/// Runs the program with something to read from its standard input.
pub(crate) fn fed(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = program(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// The standard output of the program, if it succeeded.
pub(crate) fn stdout(args: &[&str]) -> String {
    let output = retold(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with these files in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// A text long enough to be reported when it is repeated.
pub(crate) const TALE: &str =
    "The old man walked slowly down to the harbour to look for his brother and his boat.\n";
