//! The bucket table: an insertion moves a bounded number of entries, a removal one.

use allocation_counter::measure;
use retold::lsh::{Banding, BucketTable};
use retold::sketch::{MinHasher, Signature, SketchKind};
use retold_synth::Rng;

const BANDS: usize = 4;

fn banding() -> Banding {
    Banding::new(BANDS, 1).unwrap()
}

/// Signatures of four slots that are cheap to make.
fn signature(hasher: &MinHasher, shingle: u64) -> Signature {
    hasher.signature(&[shingle]).unwrap()
}

fn hasher() -> MinHasher {
    MinHasher::with_kind(SketchKind::Classic, BANDS, 0).unwrap()
}

/// A hash map allocates memory for the entries that it moves, so the allocated bytes of one insertion bound the
/// number of moved entries.
#[test]
fn no_insertion_allocates_more_than_a_constant_however_large_the_table() {
    let hasher = hasher();
    let mut table = BucketTable::new(banding());
    let mut longest = [0; 4];
    for id in 0..400_000_u32 {
        let signature = signature(&hasher, u64::from(id));
        let info = measure(|| table.insert(id, &signature).unwrap());
        let most = &mut longest[id as usize / 100_000];
        *most = info.bytes_total.max(*most);
    }
    // Two new maps of 512 places a band, and for the ids; the lists of maps double now and then.
    let bound = (BANDS as u64 + 1) * 2 * 512 * 17 + 300_000;
    assert!(longest.iter().all(|&bytes| bytes <= bound), "{longest:?} bytes, bound {bound}");
}

/// A bucket of everything is given up without a copy: what a removal moves, it moves in place or
/// allocates anew, and lists are short (a test beside `Crowd` holds that).
#[test]
fn no_removal_allocates_more_than_a_constant_however_large_the_bucket() {
    let hasher = hasher();
    let one = signature(&hasher, 7);
    let mut table = BucketTable::new(banding());
    let mut ids: Vec<u32> = (0..200_000).collect();
    Rng::new(5).shuffle(&mut ids);
    for &id in &ids {
        table.insert(id, &one).unwrap();
    }
    for &id in &ids {
        let info = measure(|| assert!(table.remove(id, &one).unwrap()));
        assert!(info.bytes_total <= 4_096, "{} bytes", info.bytes_total);
    }
    assert!(table.is_empty());
    assert_eq!(table.candidates(&one).unwrap(), []);
}

/// The longest single insertion, in time: the tests above count.
/// `cargo xtask timing` runs it.
#[test]
#[ignore = "measures time, on a quiet machine: `cargo xtask timing`"]
#[allow(clippy::print_stdout)]
fn measure_the_longest_insertion_into_a_table_of_four_million() {
    let hasher = MinHasher::new(128).unwrap();
    let mut table = BucketTable::new(Banding::for_threshold(128, 0.8).unwrap());
    let (mut longest, mut all) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for id in 0..4_000_000_u32 {
        let shingles: [u64; 4] = std::array::from_fn(|i| u64::from(id) * 4 + i as u64);
        let signature = hasher.signature(&shingles).unwrap();
        let start = std::time::Instant::now();
        table.insert(id, &signature).unwrap();
        let took = start.elapsed();
        longest = longest.max(took);
        all += took;
        if (id + 1) % 1_000_000 == 0 {
            println!("{} entries: longest {longest:?}, {:?} each", id + 1, all / (id + 1));
        }
    }
    assert!(longest < std::time::Duration::from_millis(5), "no insertion stalls: {longest:?}");
}
