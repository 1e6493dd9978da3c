//! The permissions of outputs: never wider than those of the input.

use serde::{Deserialize, Serialize};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// The mode of a new file or folder: no wider than that of its source, and no wider than the umask
/// allows. On systems without modes, everything is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Permissions(u32);

impl Permissions {
    /// All that the umask allows.
    pub(crate) const ANY: Permissions = Permissions(0o777);

    /// The permissions of a file that only its owner may read.
    pub(crate) const OWNER: Permissions = Permissions(0o600);

    /// The permissions of a file or folder. For a folder that is made from a file, read permission becomes
    /// permission to enter.
    pub(crate) fn of(found: &Metadata) -> Permissions {
        let mode = mode(found);
        Permissions(if found.is_dir() { mode } else { mode & 0o666 | (mode & 0o444) >> 2 })
    }

    /// The permissions that a folder allows for its contents: all of them to users who may enter it.
    pub(crate) fn inside(self) -> Permissions {
        Permissions((self.0 & 0o111) * 7)
    }

    /// The permissions that both allow.
    pub(crate) fn and(self, other: Permissions) -> Permissions {
        Permissions(self.0 & other.0)
    }

    /// The permissions that all of them allow.
    pub(crate) fn all(permissions: impl IntoIterator<Item = Permissions>) -> Permissions {
        permissions.into_iter().fold(Permissions::ANY, Permissions::and)
    }

    /// The mode of a new file; its owner can always read it.
    #[cfg(unix)]
    fn of_file(self) -> u32 {
        self.0 & 0o666 | 0o400
    }

    /// The mode of a new folder; its owner can always write into it.
    #[cfg(unix)]
    fn of_folder(self) -> u32 {
        self.0 | 0o700
    }

    /// Creates a file under a free name.
    pub(super) fn create_file(self, path: &Path) -> io::Result<File> {
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, self.of_file());
        options.open(path)
    }

    /// Creates a folder.
    pub(crate) fn create_folder(self, path: &Path) -> io::Result<()> {
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only there it has a mode"))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, self.of_folder());
        builder.create(path)
    }

    /// Removes permissions from a file that these do not allow.
    pub(super) fn limit(self, file: &File) -> io::Result<()> {
        let found = file.metadata()?;
        let limited = mode(&found) & self.0;
        if limited == mode(&found) { Ok(()) } else { set_mode(file, limited) }
    }
}

#[cfg(unix)]
fn mode(found: &Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> u32 {
    0o777
}

#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "its twin can fail")]
fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}
