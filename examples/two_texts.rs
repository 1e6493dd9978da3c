//! Compares two texts stage by stage: tokens, shingles, signatures.

use retold::shingle::{ShingleSet, TextShingler};
use retold::sketch::MinHasher;

fn shingles(text: &str) -> Result<ShingleSet, retold::Error> {
    let mut shingler = TextShingler::new(2)?;
    Ok(ShingleSet::from_shingles(shingler.shingles(text)))
}

fn main() -> Result<(), retold::Error> {
    let a = shingles("Japan needs this problem to keep boiling. That will be the only news.")?;
    let b =
        shingles("Japan needs this problem to stay afloat and keep boiling. That will be all.")?;
    println!("resemblance            {:.3}", a.resemblance(&b));
    println!("of the first in second {:.3}", a.containment_in(&b));
    println!("of the second in first {:.3}", b.containment_in(&a));

    let hasher = MinHasher::new(256)?;
    let [a, b] = [a, b].map(|set| hasher.signature(set.as_slice()).expect("has words"));
    let estimate = a.estimate_resemblance(&b)?;
    println!("estimated              {:.3} ± {:.3}", estimate.resemblance, estimate.standard_error);
    Ok(())
}
