//! Helper files: the files that retold keeps next to an output `NAME` while it writes it, their
//! names, and the checks that distinguish them from files of other programs.
//!
//! | File | Contents |
//! |---|---|
//! | `.NAME.retold-lock.tmp` | the lock of the run that writes `NAME`, with notes on the two others (`lock`) |
//! | `.NAME.retold-new.tmp` | the new output until it is complete (`temp_output`) |
//! | `.NAME.retold-old` | the replaced file, while a pair is being replaced (`commit`) |

use crate::error::{Error, ErrorKind};
use crate::regular_file;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// A kind of helper file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Helper {
    Lock,
    New,
    Old,
}

/// The longest output name that helper files contain literally; longer names are replaced by a
/// hash. Common systems limit a file name to 255 bytes.
const LONGEST: usize = 200;

impl Helper {
    fn ending(self) -> &'static str {
        match self {
            Helper::Lock => ".retold-lock.tmp",
            Helper::New => ".retold-new.tmp",
            Helper::Old => ".retold-old",
        }
    }

    /// The path of the helper file for the output `name`.
    pub(super) fn path(self, name: &Path) -> PathBuf {
        let own = name.file_name().unwrap_or_default();
        let mut helper = OsString::from(".");
        if own.len() > LONGEST {
            helper.push(format!("{:016x}", xxh3_64(own.as_encoded_bytes())));
        } else {
            helper.push(own);
        }
        helper.push(self.ending());
        name.with_file_name(helper)
    }
}

/// The paths of the helper files of `name`.
pub(crate) fn helper_paths(name: &Path) -> [PathBuf; 3] {
    [Helper::Lock, Helper::New, Helper::Old].map(|helper| helper.path(name))
}

/// The metadata of a path, if it exists; of a link, those of the link itself.
pub(super) fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether nothing has a path, not even a dangling link.
pub(super) fn is_free(path: &Path) -> bool {
    matches!(look(path), Ok(None))
}

/// Whether an output can get its name: nothing has it, or an empty folder.
pub(super) fn is_free_for_output(name: &Path) -> bool {
    is_free(name) || fs::read_dir(name).is_ok_and(|mut entries| entries.next().is_none())
}

/// The identity of a file in its folder. It does not change when the file is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(pub(super) u64);

impl Identity {
    #[cfg(unix)]
    pub(super) fn of(found: &Metadata) -> Identity {
        Identity(std::os::unix::fs::MetadataExt::ino(found))
    }

    /// Where files have no inode number, the creation time.
    #[cfg(not(unix))]
    pub(super) fn of(found: &Metadata) -> Identity {
        let made = found.created().ok();
        let since = made.and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
        Identity(since.map_or(0, |since| since.as_nanos() as u64))
    }

    /// Whether the file with this path is this one, and not a replacement.
    pub(super) fn is_at(self, path: &Path) -> bool {
        fs::symlink_metadata(path)
            .is_ok_and(|found| !found.is_symlink() && Identity::of(&found) == self)
    }
}

/// The reason why a file cannot be one that retold has made; `None` if it can.
pub(super) fn foreign_kind(found: &Metadata) -> Option<&'static str> {
    if !found.is_file() {
        return Some(regular_file::kind(found));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if found.nlink() > 1 {
            return Some("a file with several names (hard links)");
        }
    }
    foreign_owner(found)
}

/// The reason, if a file or folder belongs to another user.
pub(super) fn foreign_owner(found: &Metadata) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if found.uid() != rustix::process::geteuid().as_raw() {
            return Some("a file of another user");
        }
    }
    let _ = found;
    None
}

/// Opens a file that an earlier run may have left, for reading and writing. Links, pipes, devices
/// and files with several names are never opened, and the call never blocks.
///
/// # Errors
/// If it is no such file. The message says what it is.
pub(super) fn open_left(path: &Path) -> io::Result<File> {
    check_left(&fs::symlink_metadata(path)?)?;
    let mut options = File::options();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(flags.bits() as i32);
    }
    #[cfg(windows)]
    {
        // Opens a link itself, FILE_FLAG_OPEN_REPARSE_POINT.
        std::os::windows::fs::OpenOptionsExt::custom_flags(&mut options, 0x0020_0000);
    }
    let file = options.open(path)?;
    check_left(&file.metadata()?)?;
    Ok(file)
}

fn check_left(found: &Metadata) -> io::Result<()> {
    match foreign_kind(found) {
        Some(kind) => Err(io::Error::other(kind)),
        None => Ok(()),
    }
}

/// The error if a helper file cannot be created because something else has its name.
pub(super) fn in_the_way(path: &Path, name: &Path, kind: &str) -> Error {
    Error::new(
        ErrorKind::Write,
        format!(
            "cannot write {}: {} is in the way: it is {kind}, and not what an earlier run has left \
         there; nothing was touched: remove or rename it, or write to another folder",
            name.display(),
            path.display()
        ),
    )
}

/// A description of what has the name of a helper file.
pub(super) fn described(path: &Path) -> &'static str {
    match look(path) {
        Ok(Some(found)) => foreign_kind(&found).unwrap_or("a file"),
        _ => "something",
    }
}

#[cfg(test)]
mod tests {
    use super::Helper;
    use std::path::Path;

    #[test]
    fn helper_files_are_beside_their_output_and_have_names_of_a_length_that_systems_allow() {
        let path = |name: &str, helper: Helper| helper.path(Path::new(name)).display().to_string();
        assert_eq!(path("a/b.jsonl", Helper::Lock), "a/.b.jsonl.retold-lock.tmp");
        assert_eq!(path("b", Helper::New), ".b.retold-new.tmp");
        assert_eq!(path("/b", Helper::Old), "/.b.retold-old");
        let long = |end: &str| format!("a/{}{end}", "ü".repeat(120));
        let [one, other] = [".x", ".y"].map(|end| path(&long(end), Helper::Lock));
        assert!(one.len() < 60 && one != other, "{one} {other}");
    }
}
