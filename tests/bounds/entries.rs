//! The bytes of each band key while buckets are built from millions of entries are bounded.

use crate::counted::counted;
use retold::lsh::{BandJoin, Buckets};
use retold_synth::Rng;

const ENTRIES: u64 = 2_000_000;
/// Tables for one partition, and where partitions end.
const FIXED: u64 = 1 << 20;

fn peak(join: &mut BandJoin, keys: &[u64]) -> (u64, Buckets) {
    let (counted, buckets) = counted(|| join.join(keys), |_| 0);
    (counted.peak, buckets)
}

#[test]
fn a_band_takes_eight_bytes_an_entry_and_a_few_for_each_member() {
    let mut rng = Rng::new(3);
    let distinct: Vec<u64> = (0..ENTRIES).map(|_| rng.next_u64()).collect();
    let half: Vec<u64> = distinct.iter().map(|&key| if key % 2 == 0 { 7 } else { key }).collect();
    let kinds = [distinct, half, vec![7; ENTRIES as usize]];
    for keys in &kinds {
        let (peak, buckets) = peak(&mut BandJoin::default(), keys);
        let members: u64 = buckets.iter().map(|bucket| bucket.len() as u64).sum();
        // A list of members that grows is there twice for a while, and up to half empty.
        let bound = 8 * ENTRIES + 12 * members + FIXED;
        assert!(peak <= bound, "{peak} bytes with {members} members, bound {bound}");
    }

    let mut join = BandJoin::default();
    join.join(&kinds[0]);
    let (peak, _) = peak(&mut join, &kinds[0]);
    assert!(peak <= FIXED, "the memory of the band before is used again: {peak}");
}
