//! The file system operations of publishing, one function each.
//!
//! `publish` changes files only through these functions and by writing into files that it created.
//! So tests can list the operations in order, and stop after any of them as if the program had been
//! killed.

use super::permissions::Permissions;
use crate::paths::folder_of;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it can fail")]
fn begin(_: &'static str, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use super::operation_log::begin;

/// Creates a file under a free name.
pub(super) fn create_file(path: &Path, permissions: Permissions) -> io::Result<File> {
    begin("create", path)?;
    permissions.create_file(path)
}

/// Creates a folder under a free name.
pub(super) fn create_folder(path: &Path, permissions: Permissions) -> io::Result<()> {
    begin("create", path)?;
    permissions.create_folder(path)
}

/// Appends to a file that was opened as `path`.
pub(super) fn append(mut file: &File, path: &Path, text: &str) -> io::Result<()> {
    begin("append", path)?;
    file.write_all(text.as_bytes())
}

/// Truncates a file that was opened as `path`.
pub(super) fn truncate(file: &File, path: &Path, len: u64) -> io::Result<()> {
    begin("truncate", path)?;
    file.set_len(len)
}

/// Removes permissions beyond `permissions` from a file that was opened as `path`.
pub(super) fn limit(file: &File, path: &Path, permissions: Permissions) -> io::Result<()> {
    begin("limit", path)?;
    permissions.limit(file)
}

/// Waits until the contents of a file, opened as `path`, are on the disk.
pub(super) fn sync_file(file: &File, path: &Path) -> io::Result<()> {
    begin("sync", path)?;
    file.sync_all()
}

/// Waits until the names in the folder of `path` are on the disk, if the system supports it. Not
/// every folder can be opened for this, and a rename cannot be taken back, so failures are ignored.
pub(super) fn sync_name(path: &Path) -> io::Result<()> {
    let folder = folder_of(path);
    begin("sync folder", folder)?;
    let _ = sync_folder(folder);
    Ok(())
}

/// Waits until a folder with all its contents is on the disk.
pub(super) fn sync_tree(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    let mut at = 0;
    while let Some(folder) = folders.get(at) {
        let entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        for entry in entries {
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
        at += 1;
    }
    // On Windows this needs write access.
    let open = |file: &PathBuf| File::options().read(true).write(cfg!(windows)).open(file);
    files.par_iter().try_for_each(|path| sync_file(&open(path)?, path))?;
    folders.iter().try_for_each(|folder| {
        begin("sync folder", folder)?;
        sync_folder(folder)
    })
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Renames a file, and replaces an existing file, or renames a folder.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    begin("rename", to)?;
    fs::rename(from, to)
}

/// Renames a file or folder if the new name is free.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    begin("rename", to)?;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems and old kernels cannot do this.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            renamed => return Ok(renamed?),
        }
    }
    rename_new_in_two_steps(from, to)
}

/// Renames in two steps where no rename refuses an existing name: a hard link fails if the name is
/// taken, and then the old name is removed. A run that is killed in between leaves one file with
/// both names, which `recovery` recognises. For folders, and where there are no hard links, the
/// name is only checked first.
fn rename_new_in_two_steps(from: &Path, to: &Path) -> io::Result<()> {
    if fs::symlink_metadata(from)?.is_file() {
        match fs::hard_link(from, to) {
            Ok(()) => return fs::remove_file(from),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            Err(_) => {}
        }
    }
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// Removes a file.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    begin("remove", path)?;
    fs::remove_file(path)
}

/// Removes a folder with all its contents. Links in it are not followed.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    begin("remove", path)?;
    fs::remove_dir_all(path)
}

/// Removes an empty folder.
pub(super) fn remove_empty(path: &Path) -> io::Result<()> {
    begin("remove", path)?;
    fs::remove_dir(path)
}

#[cfg(test)]
mod tests {
    use super::rename_new_in_two_steps;
    use std::fs;

    #[test]
    fn a_rename_in_two_steps_refuses_a_taken_name() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::write(&from, "new").expect("a file can be written");
        fs::write(&to, "mine").expect("a file can be written");
        assert!(rename_new_in_two_steps(&from, &to).is_err());
        assert_eq!(fs::read(&to).expect("it is there"), b"mine");
        fs::remove_file(&to).expect("it is there");
        rename_new_in_two_steps(&from, &to).expect("the name is free");
        assert_eq!(fs::read(&to).expect("it is there"), b"new");
        assert!(!from.exists());
        fs::create_dir(&from).expect("the name is free");
        assert!(rename_new_in_two_steps(&from, &to).is_err());
        assert!(to.is_file() && from.is_dir());
    }
}
