//! The markup language of a text.

use super::outline::Outline;
use super::signs::Signs;
use super::{asciidoc, latex, markdown, restructured};

/// The markup language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Markup {
    /// None: lines and blank lines.
    Plain,
    /// Markdown, by the name of the file.
    Markdown,
    /// What has signs of Markdown. Its lines may be paragraphs, as in other texts without a name.
    LikeMarkdown,
    Restructured,
    AsciiDoc,
    Latex,
}

impl Markup {
    /// The language of a text that is `markdown` by its name, or else by the signs in it.
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
            Markup::Restructured => restructured::outline(text),
            Markup::AsciiDoc => asciidoc::outline(text),
            Markup::Latex => latex::outline(text),
        })
    }

    /// Whether each line break within a block of running text is a soft wrap.
    pub(super) fn wraps(self) -> bool {
        self != Markup::LikeMarkdown
    }
}
