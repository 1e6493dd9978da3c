//! Tests of the search for files, and of their names.

use super::{read, request};
use crate::input::{ReadResult, Request, gather};
use std::fs;
use std::path::Path;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The names below the folder.
fn names(folder: &Path, gathered: &ReadResult) -> Vec<String> {
    let start = format!("{}/", folder.display());
    gathered.texts().map(|text| text.name.strip_prefix(&*start).unwrap().to_owned()).collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let folder = folder(&[("b.txt", "b"), ("a/z.txt", "z"), ("a.txt", "a"), ("a/b/c.md", "c")]);
    let gathered = read(folder.path());
    assert_eq!(names(folder.path(), &gathered), ["a.txt", "a/b/c.md", "a/z.txt", "b.txt"]);
    assert_eq!(gathered.bytes, 4);
}

#[test]
fn ignored_and_hidden_files_are_read_only_on_request() {
    let folder = folder(&[
        (".gitignore", "*.log\nout/\n"),
        ("a.txt", "a"),
        ("b.log", "b"),
        ("out/c.txt", "c"),
        (".hidden", "d"),
        (".git/config", "e"),
        ("sub/.ignore", "f.txt"),
        ("sub/f.txt", "f"),
    ]);
    assert_eq!(names(folder.path(), &read(folder.path())), ["a.txt"]);
    let everything = Request { everything: true, ..request(folder.path()) };
    let found = names(folder.path(), &gather(&everything, &|_| ()));
    let all = [".gitignore", ".hidden", "a.txt", "b.log", "out/c.txt", "sub/.ignore", "sub/f.txt"];
    assert_eq!(found, all);
    let named = Request { paths: vec![folder.path().join("b.log")], ..Request::default() };
    assert_eq!(gather(&named, &|_| ()).len(), 1);
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = folder(&[("a.txt", "a"), ("sub/b.txt", "b")]);
    let path = folder.path();
    let paths = vec![
        path.join("a.txt"),
        path.to_path_buf(),
        path.join("sub/../a.txt"),
        path.join("sub"),
        path.join("./sub/b.txt"),
    ];
    let gathered = gather(&Request { paths, ..Request::default() }, &|_| ());
    assert_eq!(names(path, &gathered), ["a.txt", "sub/b.txt"]);
}

#[test]
fn a_list_of_paths_is_read_by_lines_or_by_nul_bytes() {
    let folder = folder(&[("a b.txt", "a"), ("c.txt", "c")]);
    let (a, c) = (folder.path().join("a b.txt"), folder.path().join("c.txt"));
    let absent = folder.path().join("absent");
    for separator in ["\n", "\r\n", "\0"] {
        let list = [&a, &absent, &c].map(|path| path.to_str().unwrap()).join(separator) + separator;
        let path = folder.path().join("list");
        fs::write(&path, list).unwrap();
        let request = Request { files_from: Some(path), ..Request::default() };
        let gathered = gather(&request, &|_| ());
        assert_eq!(names(folder.path(), &gathered), ["a b.txt", "c.txt"]);
        let name = absent.to_str().unwrap().to_owned();
        assert_eq!(gathered.skipped, [(name, "no such file or folder".to_owned())]);
    }
}

/// The order does not depend on whether a name turned out to be wrong before or after its file was
/// opened.
#[test]
fn skipped_inputs_are_ordered_by_name_for_any_reason() {
    let folder = folder(&[("b.png", "\0"), ("d.png", "\0")]);
    let name = |name: &str| folder.path().join(name);
    let paths = ["e", "d.png", "c", "b.png", "a"].map(name).to_vec();
    let gathered = gather(&Request { paths, ..Request::default() }, &|_| ());
    let start = format!("{}/", folder.path().display());
    let found: Vec<&str> =
        gathered.skipped.iter().filter_map(|(name, _)| name.strip_prefix(&start)).collect();
    assert_eq!(found, ["a", "b.png", "c", "d.png", "e"]);
}

#[test]
fn a_missing_file_is_reported() {
    let folder = folder(&[]);
    let absent = folder.path().join("absent");
    let request = Request { files_from: Some(absent.clone()), ..request(&absent) };
    let gathered = gather(&request, &|_| ());
    let expected = (absent.to_str().unwrap().to_owned(), "no such file or folder".to_owned());
    assert_eq!(gathered.skipped, [expected.clone(), expected]);
}

#[cfg(unix)]
mod unix {
    use super::{folder, names};
    use crate::input::tests::{read, request};
    use crate::input::{Request, gather};
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_loop_of_links_ends_and_is_named() {
        let folder = folder(&[("a/b/c.txt", "c")]);
        symlink("../../a", folder.path().join("a/b/up")).unwrap();
        symlink("self", folder.path().join("self")).unwrap();
        let follow = Request { follow_links: true, ..request(folder.path()) };
        let gathered = gather(&follow, &|_| ());
        assert_eq!(names(folder.path(), &gathered), ["a/b/c.txt"]);
        let [(up, why), (own, _)] = &gathered.skipped[..] else { panic!("{gathered:?}") };
        assert!(up.ends_with("a/b/up") && why.starts_with("a link that leads back"), "{up} {why}");
        assert!(own.ends_with("self"), "{own}");
        assert_eq!(read(folder.path()).skipped, []);
    }

    #[test]
    fn links_are_followed_on_request_and_read_once() {
        let folder = folder(&[("a.txt", "a"), ("sub/b.txt", "b")]);
        symlink("a.txt", folder.path().join("link.txt")).unwrap();
        symlink("sub", folder.path().join("link")).unwrap();
        assert_eq!(names(folder.path(), &read(folder.path())), ["a.txt", "sub/b.txt"]);
        let follow = Request { follow_links: true, ..request(folder.path()) };
        assert_eq!(gather(&follow, &|_| ()).len(), 2);
        let named = request(&folder.path().join("link.txt"));
        assert_eq!(gather(&named, &|_| ()).len(), 1);
    }

    #[test]
    fn a_name_that_is_not_utf_8_is_shown_with_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(OsStr::from_bytes(b"caf\xe9.txt"));
        // Some file systems reject such names.
        if fs::write(&path, "noir").is_ok() {
            let gathered = read(folder.path());
            assert_eq!(gathered.texts().next().unwrap().text, "noir");
            assert_eq!(names(folder.path(), &gathered), [r"caf\xe9.txt"]);
            let list = folder.path().join("list");
            fs::write(&list, path.as_os_str().as_bytes()).unwrap();
            let listed = Request { files_from: Some(list), ..Request::default() };
            assert_eq!(gather(&listed, &|_| ()).len(), 1);
        }
    }

    #[test]
    fn an_unreadable_file_is_reported() {
        let folder = folder(&[("a.txt", "a"), ("shut.txt", "b"), ("shut/c.txt", "c")]);
        let shut = [folder.path().join("shut.txt"), folder.path().join("shut")];
        for path in &shut {
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        }
        let gathered = read(folder.path());
        // The administrator may read everything.
        if fs::read_dir(&shut[1]).is_err() {
            assert_eq!(names(folder.path(), &gathered), ["a.txt"]);
            let denied = |path: &std::path::Path| {
                (path.to_str().unwrap().to_owned(), "permission denied".to_owned())
            };
            assert_eq!(gathered.skipped, [denied(&shut[1]), denied(&shut[0])]);
        }
        fs::set_permissions(&shut[1], fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn a_socket_is_named_and_not_opened() {
        let folder = folder(&[("a.txt", "a")]);
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let gathered = read(folder.path());
        let expected =
            (path.to_str().unwrap().to_owned(), "neither a file nor a folder".to_owned());
        assert_eq!((gathered.len(), gathered.skipped), (1, vec![expected]));
    }
}
