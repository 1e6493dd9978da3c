//! Tests of reading as a whole, from paths to texts.

use super::{one_file, read, request};
use crate::input::gather;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

#[test]
fn the_result_is_the_same_at_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..200 {
        let (name, text) = match i % 4 {
            0 => (format!("{i}.txt"), format!("text {i}")),
            1 => (format!("{i}.md"), format!("# Head {i}\n\n[link](no)")),
            2 => (
                format!("{i}.jsonl"),
                format!("{{\"text\":\"{i}\"}}\n{{\"text\":]\n{{\"text\":\"b\"}}"),
            ),
            _ => (format!("{i}.bin"), "\0".to_owned()),
        };
        fs::write(folder.path().join(name), text).unwrap();
    }
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(|| read(folder.path())))
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
    let gathered = read(folder.path());
    assert_eq!((gathered.len(), gathered.skipped.len()), (200, 100));
    assert!(gathered.skipped.is_sorted_by(|a, b| file(&a.0) <= file(&b.0)));
}

fn file(name: &str) -> &str {
    name.split(':').next().unwrap()
}

#[test]
fn progress_adds_up_to_the_bytes_of_the_files() {
    let folder = tempfile::tempdir().unwrap();
    for i in 1..50 {
        fs::write(folder.path().join(format!("{i}")), "x".repeat(i * 7001)).unwrap();
    }
    fs::write(folder.path().join("packed"), super::containers::gzip(b"packed")).unwrap();
    let on_disk: u64 = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    let reported = AtomicU64::new(0);
    let gathered = gather(&request(folder.path()), &|read| {
        reported.fetch_add(read, Relaxed);
    });
    assert_eq!((reported.load(Relaxed), gathered.bytes), (on_disk, on_disk));
}

#[test]
fn a_large_file_is_read_whole() {
    let text = (0..200_000).map(|i| i.to_string()).collect::<Vec<_>>().join("\n");
    assert_eq!(super::text_of("a.txt", text.as_bytes()), text);
    // Around the size of one read.
    for len in [65_535, 65_536, 65_537] {
        assert_eq!(super::text_of("a", "x".repeat(len).as_bytes()).len(), len);
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_ends_where_it_ended_at_first() {
    let (_folder, path) = one_file("a.log", "line\n".repeat(40_000).as_bytes());
    let grown = AtomicBool::new(false);
    let gathered = gather(&request(&path), &|_| {
        // The first chunk was read, so the length is known.
        if !grown.swap(true, Relaxed) {
            let mut file = OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all("more\n".repeat(40_000).as_bytes()).unwrap();
        }
    });
    assert_eq!(gathered.texts().next().unwrap().text, "line\n".repeat(40_000));
    assert_eq!((gathered.skipped.len(), gathered.bytes), (0, 200_000));
}

#[test]
fn a_file_that_shrinks_while_it_is_read_ends_where_it_ends() {
    let (_folder, path) = one_file("a.log", "line\n".repeat(40_000).as_bytes());
    let gathered = gather(&request(&path), &|_| {
        OpenOptions::new().write(true).open(&path).unwrap().set_len(100_000).unwrap();
    });
    assert_eq!(gathered.texts().next().unwrap().text, "line\n".repeat(20_000));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_a_length_is_read_to_its_end() {
    let gathered = read(std::path::Path::new("/proc/self/status"));
    assert!(gathered.texts().next().unwrap().text.starts_with("Name:"), "{gathered:?}");
}
