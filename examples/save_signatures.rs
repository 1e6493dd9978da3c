//! Stores signatures: writes them as JSON, reads them back, compares and merges them.

use retold::shingle::TextShingler;
use retold::sketch::{MinHasher, Signature};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let hasher = MinHasher::new(128)?;
    let mut shingler = TextShingler::new(3)?;
    let mut sign =
        |text: &str| hasher.signature(shingler.shingles(text)).expect("the text has words");
    let monday = sign("The foreign ministers of Japan and Russia have agreed to cooperate more.");
    let written = serde_json::to_string(&monday)?;
    println!("{} bytes of JSON: {:.60}…", written.len(), written);

    let mut read: Signature = serde_json::from_str(&written)?;
    let tuesday = sign("The foreign ministers of Japan and Russia agreed to cooperate more.");
    println!("estimated resemblance {:.2}", read.estimate_resemblance(&tuesday)?.resemblance);

    read.merge(&tuesday)?;
    println!("both together {:.2}", read.estimate_resemblance(&monday)?.resemblance);

    let other = MinHasher::new(64)?.signature(&[1, 2, 3]).expect("has shingles");
    if let Err(error) = read.merge(&other) {
        println!("mixing lengths is refused: {error}");
    }
    Ok(())
}
