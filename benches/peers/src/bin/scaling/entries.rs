//! The cost of buckets for the keys of one band, by their distribution.

use crate::Plan;
use cpu_time::ProcessTime;
use retold::lsh::{BandJoin, Banding};
use retold_synth::Rng;
use std::hint::black_box;

/// How many entries share their key.
#[derive(Clone, Copy)]
enum Sharing {
    None,
    SixPercent,
    Half,
    All,
}

impl Sharing {
    const ALL: [Sharing; 4] = [Sharing::None, Sharing::SixPercent, Sharing::Half, Sharing::All];

    fn name(self) -> &'static str {
        match self {
            Sharing::None => "all distinct",
            Sharing::SixPercent => "6 % repeat an earlier one",
            Sharing::Half => "half are one and the same",
            Sharing::All => "all are one and the same",
        }
    }

    /// The keys of one band of six random slots, some of them copied.
    fn keys(self, entries: usize) -> Vec<u64> {
        let banding = Banding::new(1, 6).expect("a band of six rows");
        let mut rng = Rng::new(7);
        let mut keys: Vec<u64> = Vec::with_capacity(entries);
        let mut slots = [0; 6];
        let mut key = [0];
        for entry in 0..entries {
            let copied = match self {
                Sharing::None => None,
                Sharing::SixPercent => rng.chance(60).then(|| rng.below(entry.max(1))),
                Sharing::Half => (entry % 2 == 1).then_some(0),
                Sharing::All => Some(0),
            };
            if let Some(&copied) = copied.and_then(|earlier| keys.get(earlier)) {
                keys.push(copied);
                continue;
            }
            slots.fill_with(|| rng.next_u64() as u32);
            banding.keys(&slots, &mut key);
            keys.push(key[0]);
        }
        keys
    }
}

/// Prints the time of an entry for each distribution.
pub fn print(plan: &Plan) {
    println!("{} band keys into buckets, one thread, {} rounds.\n", plan.entries, plan.rounds);
    println!("| Keys | ns an entry | (least to most) | of all distinct | entries in buckets |");
    println!("|---|---:|---:|---:|---:|");
    let mut distinct = None;
    for sharing in Sharing::ALL {
        let keys = sharing.keys(plan.entries);
        let mut nanoseconds = Vec::new();
        // As for the bands of one table, one after the other.
        let mut join = BandJoin::default();
        let mut members = 0;
        for _ in 0..plan.rounds {
            let start = ProcessTime::now();
            let buckets = join.join(black_box(&keys));
            nanoseconds.push(start.elapsed().as_nanos() as f64 / keys.len() as f64);
            members = buckets.iter().map(<[u32]>::len).sum();
        }
        nanoseconds.sort_by(f64::total_cmp);
        let (least, most) = (nanoseconds[0], nanoseconds[nanoseconds.len() - 1]);
        let base = *distinct.get_or_insert(least);
        println!(
            "| {} | {least:.1} | {least:.1} to {most:.1} | {:.2} | {members} |",
            sharing.name(),
            least / base,
        );
    }
    println!();
}
