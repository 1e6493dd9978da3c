//! The pair that is replaced, until the new one stands in its place.
//!
//! Two files cannot be replaced at one stroke. So the older log is set aside, then the older
//! output; the new log gets its name, then the new output; and then the older ones go, the output
//! first. Wherever that breaks off, what is there tells how far it came: an output beside its log
//! is the new pair, anything else is less than that, and the older pair is still there.

use super::belong::belong;
use super::draft::{hidden, sync_name};
use super::names::{Names, is_log};
use crate::failure::Failure;
use crate::plain::say;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where a file is kept that is replaced.
fn kept(name: &Path) -> PathBuf {
    hidden(name, "older")
}

/// Sets aside what is about to be replaced.
pub(super) fn set_aside(names: &Names) -> Result<(), Failure> {
    for name in [&names.audit, &names.output] {
        if fs::symlink_metadata(name).is_ok_and(|found| found.is_file()) {
            fs::rename(name, kept(name)).map_err(|error| stuck(name, &kept(name), &error))?;
            sync_name(name);
        }
    }
    Ok(())
}

/// Puts back what was set aside.
pub(super) fn put_back(names: &Names) -> Result<(), Failure> {
    for name in [&names.output, &names.audit] {
        let kept = kept(name);
        if fs::symlink_metadata(&kept).is_err() {
            continue;
        }
        let put = match fs::symlink_metadata(name) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&kept, name),
        };
        put.map_err(|error| stuck(&kept, name, &error))?;
    }
    Ok(())
}

/// Removes what was replaced.
pub(super) fn remove(names: &Names) -> Result<(), Failure> {
    for name in [&names.output, &names.audit] {
        let kept = kept(name);
        match fs::remove_file(&kept) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::new(format!(
                    "{} is written, but the older one cannot be removed: {error}; it is {}",
                    name.display(),
                    kept.display()
                )));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Settles a replacement that was interrupted, and says how: it is undone, or was all but done.
pub(super) fn settle(names: &Names) -> Result<(), Failure> {
    let Names { output, audit, .. } = names;
    if ![output, audit].iter().any(|name| fs::symlink_metadata(kept(name)).is_ok()) {
        return Ok(());
    }
    let name = output.display();
    if belong(output, audit) {
        remove(names)?;
        say(&format!(
            "retold: an earlier run that replaced {name} came to its end, but for removing the \
             older files, which is done now"
        ));
        return Ok(());
    }
    // Where a log was set aside, the one in its place was named for an output that never got its
    // own. Without that, it may be the log of what is put back.
    if !is_whole(output) && is_log(audit) && fs::symlink_metadata(kept(audit)).is_ok() {
        fs::remove_file(audit).map_err(|error| {
            Failure::new(format!(
                "cannot remove {}, whose output was never finished: {error}",
                audit.display()
            ))
        })?;
    }
    put_back(names)?;
    say(&format!(
        "retold: an earlier run that was to replace {name} did not come to its end: {name} and its \
         audit log are back as they were"
    ));
    Ok(())
}

/// Whether an output is there; an empty folder only waits for one.
fn is_whole(output: &Path) -> bool {
    match fs::read_dir(output) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => output.exists(),
    }
}

fn stuck(from: &Path, to: &Path, error: &io::Error) -> Failure {
    Failure::new(format!(
        "cannot rename {} to {}: {error}; nothing is lost: rename it by hand",
        from.display(),
        to.display()
    ))
}
