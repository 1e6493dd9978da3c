//! The Markdown pages of the repository and the parts of them that the tests look at.

use crate::program::root;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::path::{Path, PathBuf};

/// Pages outside of `docs/`.
const SINGLE: [&str; 11] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "bindings/python/README.md",
    "crates/retold-arrow/README.md",
    "crates/retold-cli/README.md",
    "crates/retold-html/README.md",
    "crates/retold-io/README.md",
    "src/README.md",
    "fuzz/README.md",
];

/// A Markdown file.
pub(super) struct Page {
    /// The path below the root of the repository, with `/`.
    pub(super) name: String,
    pub(super) text: String,
}

impl Page {
    fn read(name: String) -> Page {
        // Git may check text out with the line ends of the platform.
        let text = std::fs::read_to_string(root().join(&name)).unwrap().replace("\r\n", "\n");
        Page { name, text }
    }

    pub(super) fn is_in_book(&self) -> bool {
        self.name.starts_with("docs/")
    }

    fn events(&self) -> Parser<'_> {
        Parser::new_ext(&self.text, Options::ENABLE_TABLES)
    }

    /// The targets of all links and images, in their order.
    pub(super) fn links(&self) -> Vec<String> {
        let target = |event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        };
        self.events().filter_map(target).collect()
    }

    /// The anchors of the headings, as GitHub and mdBook make them.
    pub(super) fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        let mut heading: Option<String> = None;
        for event in self.events() {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    let anchor = anchor(&heading.take().unwrap());
                    let copies = anchors.iter().filter(|other| **other == anchor).count();
                    anchors.push(if copies == 0 { anchor } else { format!("{anchor}-{copies}") });
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        anchors
    }

    /// The text without code: each piece with the number of its line.
    pub(super) fn prose(&self) -> Vec<(usize, String)> {
        let mut prose: Vec<(usize, String)> = Vec::new();
        let (mut in_code, mut open) = (false, false);
        for (event, range) in self.events().into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                // A phrase may go on after emphasis, a link or the end of a line, and not after a block.
                Event::Text(text) if !in_code => match prose.last_mut() {
                    Some((_, last)) if open => last.push_str(&text),
                    _ => prose.push((line_of(&self.text, range.start), text.into_string())),
                },
                Event::SoftBreak | Event::HardBreak | Event::Code(_) => {
                    if let Some((_, last)) = prose.last_mut() {
                        last.push(if matches!(event, Event::Code(_)) { '`' } else { '\n' });
                    }
                }
                Event::Start(tag) if is_inline(&tag) => {}
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
                _ => {
                    open = false;
                    continue;
                }
            }
            open = true;
        }
        prose
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. })
}

pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    heading.trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// The pages of the book.
pub(super) fn book() -> Vec<Page> {
    let mut names = Vec::new();
    collect(&root().join("docs"), &mut names);
    names.sort();
    names.into_iter().map(Page::read).collect()
}

/// All pages.
pub(super) fn all() -> Vec<Page> {
    let single = SINGLE.into_iter().map(|name| Page::read(name.to_owned()));
    single.chain(book()).collect()
}

fn collect(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            names.push(below_root(&path));
        }
    }
}

/// The path below the root of the repository, with `/`.
pub(super) fn below_root(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().iter();
    parts.map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

/// The path that a link of a page leads to, below the root of the repository.
pub(super) fn target(page: &str, link: &str) -> String {
    let mut path = PathBuf::from(page);
    path.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(path.pop(), "{page}: {link} leads out of the repository"),
            name => path.push(name),
        }
    }
    path.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}
