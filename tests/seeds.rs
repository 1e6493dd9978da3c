//! The five articles in the repository, as a corpus.

use retold::Corpus;
use std::fs;
use std::path::Path;

/// The articles, by file name.
pub(crate) fn corpus() -> Corpus<'static> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 5);
    files
        .into_iter()
        .map(|file| {
            let name = format!("seeds/{}", file.file_name().unwrap().to_string_lossy());
            (name, fs::read_to_string(file).unwrap())
        })
        .collect()
}

/// Nothing may rewrite them, a checkout that changes line breaks included.
#[test]
fn articles_are_byte_for_byte_the_originals() {
    let corpus = corpus();
    let lengths: Vec<usize> = corpus.documents().iter().map(|d| d.text().len()).collect();
    assert_eq!(lengths, [2499, 2593, 4694, 4221, 3782]);
    let hash = |text: &str| {
        text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    };
    let hashes: Vec<u64> = corpus.documents().iter().map(|d| hash(d.text())).collect();
    assert_eq!(hashes, SEED_HASHES, "{hashes:#x?}");
}

/// FNV-1a of each article.
const SEED_HASHES: [u64; 5] = [
    0x7157_31e9_bcd6_9789,
    0x0f3e_3909_a176_49f4,
    0x014f_8693_cdce_63e7,
    0xc442_15e8_d5fa_4d0e,
    0xd6c2_9fe3_98bb_225f,
];
