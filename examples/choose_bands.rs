//! Chooses bands for a threshold: prints the S-curves of some bandings.

use retold::lsh::Banding;

fn main() -> Result<(), retold::Error> {
    let bandings = [
        ("chosen for 0.8", Banding::for_threshold(128, 0.8)?),
        ("chosen for 0.6", Banding::for_threshold(128, 0.6)?),
        ("256 slots, 0.8", Banding::for_threshold(256, 0.8)?),
        ("by hand", Banding::new(9, 13)?),
    ];
    print!("resemblance     ");
    (1..=9).for_each(|tenth| print!("   .{tenth}"));
    println!();
    for (name, banding) in bandings {
        print!("{name:<14} ");
        for tenth in 1..=9 {
            print!(" {:4.2}", banding.probability(f64::from(tenth) / 10.0));
        }
        println!("  {banding}");
    }
    Ok(())
}
