//! Links between the pages.

use super::pages::{Page, all, book, target};
use crate::program::root;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with the links of a page.
fn faults(page: &Page, anchors: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    for link in page.links() {
        if link.starts_with("https://") {
            continue;
        }
        let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
        let file = if path.is_empty() { page.name.clone() } else { target(&page.name, path) };
        let says = |what: &str| format!("{}: the link {link} {what}", page.name);
        if !root().join(&file).exists() {
            faults.push(says("leads to no file"));
        } else if page.is_in_book() && !file.starts_with("docs/") {
            faults.push(says("leads out of the book"));
        } else if !anchor.is_empty()
            && !anchors.get(&file).is_some_and(|known| known.iter().any(|name| name == anchor))
        {
            faults.push(says("leads to no heading"));
        }
    }
    faults
}

fn anchors() -> BTreeMap<String, Vec<String>> {
    all().into_iter().map(|page| (page.name.clone(), page.anchors())).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let anchors = anchors();
    let faults: Vec<String> = all().iter().flat_map(|page| faults(page, &anchors)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// crates.io shows the README of a package alone, so a relative link leads nowhere there.
#[test]
fn the_readme_of_a_package_has_absolute_links_only() {
    let folders = [
        "src",
        "crates/retold-arrow",
        "crates/retold-cli",
        "crates/retold-html",
        "crates/retold-io",
    ];
    let packages = folders.map(|it| format!("{it}/README.md"));
    let pages = all();
    for name in packages {
        let page = pages.iter().find(|page| page.name == name).unwrap();
        let links = page.links();
        assert!(!links.is_empty(), "{name}");
        for link in links {
            assert!(link.starts_with("https://") || link.starts_with('#'), "{name}: {link}");
        }
        assert!(!page.text.contains("src=\"") && !page.text.contains("href=\""), "{name}: HTML");
    }
}

#[test]
fn wrong_links_are_found() {
    let links = "[a](missing.md) [b](glossary.md#no-such-term) [c](../README.md) [d](glossary.md)";
    let page = Page { name: "docs/page.md".to_owned(), text: links.to_owned() };
    let faults = faults(&page, &anchors());
    assert_eq!(faults.len(), 3, "{faults:?}");
}

#[test]
fn the_summary_names_every_page_of_the_book_once() {
    let pages = book();
    let summary = pages.iter().find(|page| page.name == "docs/SUMMARY.md").unwrap();
    let mut listed: Vec<String> =
        summary.links().iter().map(|link| target(&summary.name, link)).collect();
    listed.sort();
    let names: BTreeSet<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    let expected: Vec<&str> = names.into_iter().filter(|name| *name != "docs/SUMMARY.md").collect();
    assert_eq!(listed, expected);
}
