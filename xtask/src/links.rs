//! Links of a Markdown text that no registry can follow.

/// Returns the targets of links and images that are neither absolute nor inside the page. crates.io
/// shows the README of a package alone, so that a relative link leads nowhere there.
pub(crate) fn relative(markdown: &str) -> Vec<&str> {
    let inline = markdown.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    let html = ["src=\"", "href=\""]
        .into_iter()
        .flat_map(|name| markdown.split(name).skip(1))
        .filter_map(|rest| rest.split('"').next());
    let defined = markdown
        .lines()
        .filter(|line| line.starts_with('['))
        .filter_map(|line| line.split_once("]: "))
        .map(|(_, target)| target.trim());
    let is_absolute =
        |target: &str| ["https://", "http://", "#"].iter().any(|it| target.starts_with(it));
    inline.chain(html).chain(defined).filter(|target| !is_absolute(target)).collect()
}

#[test]
fn relative_finds_links_images_html_and_definitions() {
    let markdown = "[a](https://example.org) ![b](docs/b.png \"title\") [c](#part) \
                    <img src=\"d.png\"> [e][e]\n\n[e]: e.md\n[f]: https://example.org\n";
    assert_eq!(relative(markdown), ["docs/b.png", "d.png", "e.md"]);
}
