//! Who may read what is written?

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// The rights with which something is made: no wider than those of what it is made from, and no
/// wider than the umask allows. Where files have no such rights, nothing is known of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rights(u32);

impl Rights {
    /// All that the umask allows.
    pub(super) const ANY: Rights = Rights(0o777);

    /// Those of a file or folder. Who may read a file may enter a folder that is made like it.
    pub(super) fn of(found: &Metadata) -> Rights {
        let mode = mode(found);
        Rights(if found.is_dir() { mode } else { mode & 0o666 | (mode & 0o444) >> 2 })
    }

    /// Those that a folder leaves to what lies in it: all to those who may enter it.
    pub(super) fn inside(self) -> Rights {
        Rights((self.0 & 0o111) * 7)
    }

    pub(super) fn and(self, other: Rights) -> Rights {
        Rights(self.0 & other.0)
    }

    pub(super) fn all(rights: impl IntoIterator<Item = Rights>) -> Rights {
        rights.into_iter().fold(Rights::ANY, Rights::and)
    }

    /// The mode of a file, which whoever makes it can read.
    #[cfg(unix)]
    fn of_file(self) -> u32 {
        self.0 & 0o666 | 0o400
    }

    /// The mode of a folder, which whoever makes it can fill.
    #[cfg(unix)]
    pub(super) fn of_folder(self) -> u32 {
        self.0 | 0o700
    }

    /// Makes a file; nothing may have its name.
    pub(super) fn file(self, path: &Path) -> io::Result<File> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, self.of_file());
        options.open(path)
    }

    /// Makes a folder.
    pub(super) fn folder(self, path: &Path) -> io::Result<()> {
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only there it has a mode"))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, self.of_folder());
        builder.create(path)
    }

    /// Takes from a file what these do not allow.
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
