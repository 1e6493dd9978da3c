//! The structure of the page.

use crate::{TALE, data, frame, scan, small};
use retold::Corpus;
use retold_html::Page;

#[test]
fn the_same_report_gives_the_same_bytes() {
    let corpus = small();
    let first = Page::new(&scan(&corpus), &corpus).render().unwrap();
    assert_eq!(first, Page::new(&scan(&corpus), &corpus).render().unwrap());
    let mut written = Vec::new();
    Page::new(&scan(&corpus), &corpus).write_to(&mut written).unwrap();
    assert_eq!(first.as_bytes(), written);
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let corpus = small();
    let html = Page::new(&scan(&corpus), &corpus).render().unwrap();
    let frame = frame(&html);
    for address in ["http:", "https:", "//cdn", " src=", "<link", "@import", "url(", "<base"] {
        assert!(!frame.contains(address), "{address} in the file");
    }
    for call in ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "localStorage", "cookie"] {
        assert!(!frame.contains(call), "{call} in the script");
    }
}

#[test]
fn the_policy_forbids_all_but_the_own_style_and_script() {
    let corpus = small();
    let html = Page::new(&scan(&corpus), &corpus).render().unwrap();
    let policy = html.split("content=\"").nth(1).unwrap().split('"').next().unwrap();
    let rules: Vec<&str> = policy.split("; ").collect();
    assert_eq!(rules[0], "default-src 'none'");
    assert!(
        rules[1].starts_with("style-src 'sha256-") && rules[2].starts_with("script-src 'sha256-")
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(html.find("Content-Security-Policy").unwrap() < html.find("<style>").unwrap());
}

#[test]
fn no_text_becomes_markup_in_the_script() {
    let corpus = small();
    let html = frame(&Page::new(&scan(&corpus), &corpus).render().unwrap());
    for way in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "eval(",
        "new Function",
    ] {
        assert!(!html.contains(way), "{way} in the script");
    }
}

#[test]
fn offsets_count_utf16_units() {
    let corpus = small();
    let html = Page::new(&scan(&corpus), &corpus).render().unwrap();
    let data = data(&html);
    for (expected, document) in data["documents"].as_array().unwrap().iter().zip(corpus.documents())
    {
        assert_eq!(expected["length"], document.text().encode_utf16().count());
    }
    let places = data["families"][0]["places"].as_array().unwrap();
    assert_eq!(places.len(), 3);
    for place in places {
        let [document, start, end] = [0, 1, 2].map(|i| place[i].as_u64().unwrap() as usize);
        let text: Vec<u16> = corpus.documents()[document].text().encode_utf16().collect();
        let text = String::from_utf16(&text[start..end]).unwrap();
        assert!(text.starts_with("The old man") && text.ends_with("bags of salt"), "{text}");
    }
}

#[test]
fn a_changed_number_is_marked_as_a_fact() {
    let corpus = small();
    let data = data(&Page::new(&scan(&corpus), &corpus).render().unwrap());
    let edits = data["repeats"][0][1][5].as_array().unwrap();
    assert_eq!((edits.len(), edits[0][4].as_u64()), (1, Some(1)));
}

#[test]
fn without_scripts_there_is_a_summary_with_places() {
    let corpus = small();
    let mut report = scan(&corpus);
    report.add_skipped("photo.jpg", "binary file");
    let html = Page::new(&report, &corpus).render().unwrap();
    let summary = html.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    for expected in [
        "monday.txt</bdi>:3",
        "tuesday.txt</bdi>:1",
        "tuesday.txt</bdi>:5",
        &TALE[..40],
        "photo.jpg",
    ] {
        assert!(summary.contains(expected), "{expected} is not in {summary}");
    }
}

/// Near-copies that are not listed are counted; a complete list has no such note.
#[test]
fn the_members_of_a_cluster_that_are_not_listed_are_counted() {
    for (members, expected) in [(20, None), (21, Some("and 1 more")), (25, Some("and 5 more"))] {
        let corpus: Corpus = (0..=members).map(|i| (format!("{i:02}.txt"), TALE)).collect();
        let detector = retold::Detector::builder().unit(retold::Unit::Document).build().unwrap();
        let html = Page::new(&detector.detect(&corpus), &corpus).render().unwrap();
        let summary = html.split("<h2>Near-copies</h2>").nth(1).unwrap();
        let summary = summary.split("</noscript>").next().unwrap();
        let more = summary.find("and ").map(|at| &summary[at..]);
        let more = more.and_then(|more| more.split('<').next());
        assert_eq!(more, expected, "{members} members");
    }
}

#[test]
fn an_empty_corpus_has_a_page() {
    let corpus = Corpus::new();
    let html = Page::new(&scan(&corpus), &corpus).render().unwrap();
    assert_eq!(data(&html)["documents"].as_array().unwrap().len(), 0);
}
