//! Tests of compressed files: they are read as their contents.

use super::{one_file, read, reason_of, text_of};
use crate::input::format::Container;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

#[test]
fn compressed_files_are_recognised_by_content_and_not_by_name() {
    for name in ["a", "a.txt", "a.gz", "a.zst"] {
        assert_eq!(text_of(name, &gzip(b"some text")), "some text");
        assert_eq!(text_of(name, &zstd(b"some text")), "some text");
        assert_eq!(text_of(name, b"some text"), "some text");
    }
    assert_eq!(text_of("a.md.gz", &gzip(b"[seen](no)")).trim(), "seen");
}

#[test]
fn several_members_and_frames_are_one_text() {
    assert_eq!(text_of("a.gz", &[gzip(b"one "), gzip(b"two")].concat()), "one two");
    assert_eq!(text_of("a.zst", &[zstd(b"one "), zstd(b"two")].concat()), "one two");
    let skippable = [b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), zstd(b"one")].concat();
    assert_eq!(text_of("a.zst", &skippable), "one");
}

#[test]
fn a_truncated_archive_is_named() {
    let text = (0..40_000).map(|i| (i * i).to_string()).collect::<Vec<_>>().join(" ");
    for packed in [gzip(text.as_bytes()), zstd(text.as_bytes())] {
        let reason = reason_of("a", &packed[..packed.len() / 2]);
        assert!(reason.contains("ends in the middle"), "{reason}");
        let mut broken = packed.clone();
        let middle = broken.len() / 2;
        broken[middle..middle + 200].fill(0x55);
        let reason = reason_of("a", &broken);
        assert!(reason.starts_with("broken"), "{reason}");
    }
}

#[test]
fn records_before_a_truncation_are_read() {
    let lines =
        (0..20_000).map(|i| format!("{{\"text\":\"{}\"}}\n", i * i)).collect::<Vec<_>>().concat();
    let packed = gzip(lines.as_bytes());
    let (_folder, path) = one_file("a.jsonl.gz", &packed[..packed.len() / 2]);
    let gathered = read(&path);
    let count = gathered.len();
    assert!((1000..19_000).contains(&count), "{count}");
    assert_eq!(
        gathered.texts().nth(count - 1).unwrap().text,
        ((count - 1) * (count - 1)).to_string()
    );
    let [(name, reason)] = &gathered.skipped[..] else { panic!("{:?}", gathered.skipped) };
    assert_eq!(*name, path.to_string_lossy());
    assert!(reason.ends_with(&format!("(only {count} lines were read)")), "{reason}");
}

#[test]
fn a_bomb_that_is_read_as_a_whole_is_stopped() {
    let bomb = zstd(&vec![b' '; 300 << 20]);
    let reason = reason_of("a.zst", &bomb);
    assert!(reason.contains("more than 250 times its size"), "{reason}");
    // The same ratio is allowed in a small file.
    assert_eq!(text_of("a.zst", &zstd(&vec![b' '; 1 << 20])).len(), 1 << 20);
}

#[test]
fn a_container_is_recognised_by_all_of_its_first_bytes() {
    assert_eq!(Container::of(b"PAR1"), Container::Parquet);
    assert_eq!(Container::of(b"PA"), Container::Plain);
}
