//! The cost of `wc -w`.

use std::path::Path;

/// The CPU seconds of `wc -w` on a file.
#[cfg(unix)]
pub fn seconds(file: &Path) -> Result<f64, String> {
    use std::process::{Command, Stdio};

    let before = of_children()?;
    let status = Command::new("wc")
        .env("LC_ALL", "C.UTF-8")
        .arg("-w")
        .arg(file)
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("cannot start wc: {error}"))?;
    if !status.success() {
        return Err(format!("wc ended with {status}"));
    }
    Ok(of_children()? - before)
}

#[cfg(not(unix))]
pub fn seconds(_file: &Path) -> Result<f64, String> {
    Err("there is no wc to compare with on this system".to_owned())
}

/// The CPU seconds of all child processes that have ended.
#[cfg(unix)]
fn of_children() -> Result<f64, String> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}
