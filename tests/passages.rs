//! .

use retold::hash::token_hash;
use retold::{DocumentTokens, PassageSettings, find_passages};
use unicode_segmentation::UnicodeSegmentation;

#[test]
fn dump() {
    let mut names: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    let texts: Vec<String> = names.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let words: Vec<Vec<&str>> = texts.iter().map(|t| t.unicode_words().collect()).collect();
    let tokens: Vec<Vec<u64>> = words
        .iter()
        .map(|w| w.iter().map(|w| token_hash(w.to_lowercase().as_bytes())).collect())
        .collect();
    let documents: Vec<DocumentTokens<'_>> =
        tokens.iter().map(|t| DocumentTokens::new(t)).collect();
    let found = find_passages(&documents, &PassageSettings::default());
    for p in &found.passages {
        println!("{:?} {:?} m {} id {:.3} {:?}", p.a, p.b, p.matched_words, p.identity, p.edits);
    }
    for f in &found.families {
        println!(
            "FAMILY words {} identical {} boiler {} medoid {} passages {:?}",
            f.words, f.identical, f.boilerplate, f.medoid, f.passages
        );
        for o in &f.occurrences {
            let w = &words[o.run.document.index()][o.run.start as usize..o.run.end as usize];
            println!(
                "   {:?} {:.3} {} … {}",
                o.run,
                o.similarity,
                w[..6].join(" "),
                w[w.len() - 5..].join(" ")
            );
        }
    }
    println!("{:?}", found.effort);
}
