//! Tests of the size of the page, and of the parts that are left out if it is too large.

use crate::{TALE, data, scan, small};
use retold::Corpus;
use retold_html::Page;
use serde_json::Value;

/// Long texts of their own around a shared passage.
fn long() -> Corpus<'static> {
    let own = |name: char, from: usize| -> String {
        let lines: Vec<String> =
            (from..from + 900).map(|i| format!("{name}{i} {name}word{}\n", i * 7)).collect();
        lines.concat()
    };
    let text = |name| format!("{}\n{TALE}\n\n{}", own(name, 0), own(name, 900));
    ['a', 'b', 'c'].map(|name| (format!("{name}.txt"), text(name))).into_iter().collect()
}

fn embedded(data: &Value) -> usize {
    let pieces =
        data["documents"].as_array().unwrap().iter().flat_map(|d| d["pieces"].as_array().unwrap());
    pieces.map(|piece| piece[2].as_str().unwrap().len()).sum()
}

fn tally(data: &Value) -> [u64; 3] {
    ["whole", "part", "none"].map(|key| data["texts"]["tally"][key].as_u64().unwrap())
}

#[test]
fn a_text_that_shares_nothing_stays_out() {
    let corpus = small();
    let html = Page::new(&scan(&corpus), &corpus).render().unwrap();
    assert!(!html.contains("Nobody writes this again"));
    assert_eq!(tally(&data(&html)), [2, 0, 0]);
}

#[test]
fn beyond_the_budget_only_places_with_context_are_there() {
    let corpus = long();
    let report = scan(&corpus);
    let one = corpus.documents()[0].text().len();
    for (budget, expected) in [(100_000_000, [3, 0, 0]), (one + 2000, [1, 2, 0]), (3000, [0, 3, 0])]
    {
        let data = data(&Page::new(&report, &corpus).text_budget(budget).render().unwrap());
        assert_eq!(tally(&data), expected, "at {budget} bytes");
        assert!(embedded(&data) <= budget);
        for document in data["documents"].as_array().unwrap() {
            let texts: Vec<&str> = document["pieces"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p[2].as_str().unwrap())
                .collect();
            assert!(texts.iter().any(|text| text.contains(TALE)));
        }
    }
}

#[test]
fn a_piece_has_its_offset() {
    let corpus = long();
    let data = data(&Page::new(&scan(&corpus), &corpus).text_budget(3000).render().unwrap());
    let piece = &data["documents"][1]["pieces"][0];
    let (at, line, text) = (
        piece[0].as_u64().unwrap() as usize,
        piece[1].as_u64().unwrap() as usize,
        piece[2].as_str().unwrap(),
    );
    let whole = corpus.documents()[1].text();
    assert_eq!(&whole[at..at + text.len()], text);
    assert_eq!(whole[..at].matches('\n').count() + 1, line);
}

#[test]
fn without_a_budget_a_family_keeps_its_opening() {
    let corpus = long();
    let data = data(&Page::new(&scan(&corpus), &corpus).text_budget(0).render().unwrap());
    assert_eq!(tally(&data), [0, 0, 3]);
    assert_eq!(embedded(&data), 0);
    assert!(data["families"][0]["opening"].as_str().unwrap().starts_with("The old man"));
}

#[test]
fn the_frame_of_the_file_is_small() {
    let corpus = Corpus::new();
    let html = Page::new(&scan(&corpus), &corpus).render().unwrap();
    assert!(html.len() < 130_000, "{} bytes without a report", html.len());
}
