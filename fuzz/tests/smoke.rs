//! Runs the targets with any toolchain: over their corpora, and over fixed mutations of these.

use retold::hash::SplitMix64;
use std::fs;
use std::panic;
use std::path::Path;

/// The mutations of each target, spread over the files of its corpus.
const MUTATIONS: usize = 300;
/// The longest input of a corpus.
const LONGEST: usize = 2_000;

/// Runs a target over the files of its corpus, unchanged and mutated.
fn smoke(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("every target has a corpus")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    let corpus: Vec<Vec<u8>> =
        paths.iter().map(|path| fs::read(path).expect("the file can be read")).collect();
    assert!(corpus.len() >= 10, "{name} has {} files", corpus.len());
    attempt(name, target, &[]);
    for data in &corpus {
        attempt(name, target, data);
    }
    let mut random = SplitMix64::new(corpus.len() as u64);
    // Each input of `dedup` runs the command three times.
    let mutations = if name == "dedup" { MUTATIONS / 3 } else { MUTATIONS };
    for number in 0..mutations {
        let data = mutated(&corpus, number % corpus.len(), &mut random);
        attempt(name, target, &data);
    }
}

/// Runs a target on one input. A finding is written where cargo-fuzz writes it.
fn attempt(name: &str, target: fn(&[u8]), data: &[u8]) {
    if let Err(finding) = panic::catch_unwind(|| target(data)) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts").join(name);
        let path = folder.join("smoke");
        fs::create_dir_all(&folder).and_then(|()| fs::write(&path, data)).expect("it is writable");
        eprintln!("the input is in {}", path.display());
        panic::resume_unwind(finding);
    }
}

/// An input with a few bytes changed, removed or inserted, or with a part of another one appended.
fn mutated(corpus: &[Vec<u8>], number: usize, random: &mut SplitMix64) -> Vec<u8> {
    let mut below = |limit: usize| (random.next_u64() % limit.max(1) as u64) as usize;
    let mut data = corpus[number].clone();
    for _ in 0..=below(6) {
        let at = below(data.len() + 1);
        let end = (at + 1 + below(8)).min(data.len());
        match below(5) {
            0 => data[at..end].fill(below(256) as u8),
            1 => data[at..end].iter_mut().for_each(|byte| *byte ^= 1 << below(8)),
            2 => drop(data.drain(at..end)),
            3 => data.insert(at, below(256) as u8),
            _ => {
                let other = &corpus[below(corpus.len())];
                data.truncate(at);
                data.extend(&other[below(other.len())..]);
            }
        }
    }
    data.truncate(LONGEST);
    data
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            smoke(stringify!($name), retold_fuzz::$name);
        })*

        #[test]
        fn every_target_is_here() {
            let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
            let targets = fs::read_dir(manifest.join("fuzz_targets")).expect("it can be read");
            assert_eq!(targets.count(), [$(stringify!($name)),*].len());
        }
    };
}

targets! { boilerplate dedup formats kernels page pipeline report settings stream words }
