//! The markup language of a text.

use super::outline::Outline;
use super::signs::Signs;
use super::{asciidoc, latex, markdown, restructured_text};

/// The markup language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Markup {
    /// None: only lines and blank lines.
    Plain,
    /// Markdown, by the name of the file.
    Markdown,
    /// Text with signs of Markdown, but without its name. Each of its lines may be a paragraph.
    LikeMarkdown,
    Restructured,
    AsciiDoc,
    Latex,
}

impl Markup {
    /// The language of a text: Markdown if `markdown` is set (by the name of the file), or else by
    /// the signs in it.
    pub(in crate::dedup) fn of(text: &str, markdown: bool) -> Markup {
        if markdown {
            return Markup::Markdown;
        }
        let signs = Signs::of(text);
        let Signs { restructured, asciidoc, latex, markdown } = signs;
        let most = restructured.max(asciidoc).max(latex).max(markdown);
        if most == 0 {
            Markup::Plain
        } else if latex == most && latex > 1 {
            Markup::Latex
        } else if restructured == most && restructured > markdown && restructured > 1 {
            Markup::Restructured
        } else if asciidoc == most && asciidoc > markdown && asciidoc > 1 {
            Markup::AsciiDoc
        } else if markdown > 0 {
            Markup::LikeMarkdown
        } else {
            Markup::Plain
        }
    }

    /// The blocks of a text; none if it is plain.
    pub(super) fn outline(self, text: &str) -> Option<Outline> {
        Some(match self {
            Markup::Plain => return None,
            Markup::Markdown | Markup::LikeMarkdown => markdown::outline(text),
            Markup::Restructured => restructured_text::outline(text),
            Markup::AsciiDoc => asciidoc::outline(text),
            Markup::Latex => latex::outline(text),
        })
    }

    /// Whether every line break inside a block of running text is a soft wrap.
    pub(super) fn wraps(self) -> bool {
        self != Markup::LikeMarkdown
    }
}
