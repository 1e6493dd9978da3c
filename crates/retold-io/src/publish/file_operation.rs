//! Every change that publishing makes to a file system, one function for each kind.
//!
//! All of `publish` changes files through these functions, and through nothing else but the writing
//! of bytes into a file that it has made. So the tests can list the changes in their order, and stop
//! after any of them as if the program had been killed there (`recording`).

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
use super::recording::begin;

/// Makes a file that nothing has the name of.
pub(super) fn create_file(path: &Path, permissions: Permissions) -> io::Result<File> {
    begin("create", path)?;
    permissions.create_file(path)
}

/// Makes a folder that nothing has the name of.
pub(super) fn create_folder(path: &Path, permissions: Permissions) -> io::Result<()> {
    begin("create", path)?;
    permissions.create_folder(path)
}

/// Adds to a file that was opened as `path`.
pub(super) fn append(mut file: &File, path: &Path, text: &str) -> io::Result<()> {
    begin("append", path)?;
    file.write_all(text.as_bytes())
}

/// Cuts a file off, which was opened as `path`.
pub(super) fn truncate(file: &File, path: &Path, len: u64) -> io::Result<()> {
    begin("truncate", path)?;
    file.set_len(len)
}

/// Takes from a file, which was opened as `path`, what `permissions` do not allow.
pub(super) fn limit(file: &File, path: &Path, permissions: Permissions) -> io::Result<()> {
    begin("limit", path)?;
    permissions.limit(file)
}

/// Waits until what was written to a file, opened as `path`, is on the disk.
pub(super) fn sync_file(file: &File, path: &Path) -> io::Result<()> {
    begin("sync", path)?;
    file.sync_all()
}

/// Waits until the names in the folder around `path` are on the disk, where the system can do that:
/// not every folder can be opened for it, and there is no way back from a name that was given.
pub(super) fn sync_name(path: &Path) -> io::Result<()> {
    let folder = folder_of(path);
    begin("sync folder", folder)?;
    let _ = sync_folder(folder);
    Ok(())
}

/// Waits until a folder is on the disk with everything in it.
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
    // Windows asks for the right to write.
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

/// Renames a file, in the place of a file of that name if there is one, or a folder.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    begin("rename", to)?;
    fs::rename(from, to)
}

/// Renames a file or folder if nothing has the new name.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    begin("rename", to)?;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Not every file system, and no old kernel, can do this.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            renamed => return Ok(renamed?),
        }
    }
    rename_new_in_two_steps(from, to)
}

/// A second name for a file is refused if it is taken; so the first name is removed after that. A
/// run that is killed in between leaves one file with both names, which `recovery` knows. Folders
/// have no second names: for them, and where files have none, only a look tells.
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

/// Removes a folder with all that is in it; links in it are not followed.
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
    fn where_no_rename_refuses_a_taken_name_two_steps_do() {
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
