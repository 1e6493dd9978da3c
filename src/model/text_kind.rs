//! The kinds of parts of a text: prose, lists, tables, code and others.

use super::span::Span;

/// The kind of a part of a text.
///
/// Kinds are in the order of reports: repeated prose comes before repeated lists, then tables and code.
///
/// # Examples
/// ```
/// use retold::model::TextKind;
///
/// assert!(TextKind::Prose < TextKind::Code);
/// assert_eq!(TextKind::FrontMatter.name(), "front_matter");
/// assert_eq!("table".parse(), Ok(TextKind::Table));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum TextKind {
    /// Running text; the kind of all parts without another kind.
    #[default]
    Prose,
    /// The items of a list.
    List,
    /// A heading.
    Heading,
    /// A table.
    Table,
    /// The code of a program.
    Code,
    /// Records, figures, configuration.
    Data,
    /// A block before the text with facts about it: title, date, tags.
    FrontMatter,
}

impl TextKind {
    /// All kinds, in their order.
    pub const ALL: [TextKind; 7] = [
        TextKind::Prose,
        TextKind::List,
        TextKind::Heading,
        TextKind::Table,
        TextKind::Code,
        TextKind::Data,
        TextKind::FrontMatter,
    ];

    /// The name of the kind in reports.
    pub fn name(self) -> &'static str {
        match self {
            TextKind::Prose => "prose",
            TextKind::List => "list",
            TextKind::Heading => "heading",
            TextKind::Table => "table",
            TextKind::Code => "code",
            TextKind::Data => "data",
            TextKind::FrontMatter => "front_matter",
        }
    }
}

impl std::str::FromStr for TextKind {
    type Err = String;

    fn from_str(name: &str) -> Result<TextKind, String> {
        let found = TextKind::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| {
            let names = TextKind::ALL.map(TextKind::name).join(", ");
            format!("a kind of text is one of {names}; got {name}")
        })
    }
}

/// The kind of most bytes of `span`; of several, the first in the order of kinds. `parts` are in
/// ascending order without overlaps, and all other bytes are prose.
pub(crate) fn most_of(parts: &[(Span, TextKind)], span: Span) -> TextKind {
    if parts.is_empty() {
        return TextKind::Prose;
    }
    let mut bytes = [0_usize; TextKind::ALL.len()];
    let from = parts.partition_point(|(part, _)| part.end <= span.start);
    for (part, kind) in parts[from..].iter().take_while(|(part, _)| part.start < span.end) {
        bytes[*kind as usize] += part.end.min(span.end) - part.start.max(span.start);
    }
    let other: usize = bytes.iter().sum();
    bytes[TextKind::Prose as usize] += span.len() - other;
    let most = bytes.iter().max().copied().unwrap_or_default();
    let found = TextKind::ALL.into_iter().find(|kind| bytes[*kind as usize] == most);
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Span, TextKind, most_of};

    #[test]
    fn a_place_is_of_the_kind_that_most_of_its_bytes_have() {
        let parts = [(Span::new(10, 20), TextKind::Code), (Span::new(20, 24), TextKind::Table)];
        for (span, kind) in [
            (Span::new(0, 10), TextKind::Prose),
            (Span::new(0, 25), TextKind::Prose),
            (Span::new(2, 20), TextKind::Code),
            (Span::new(0, 20), TextKind::Prose),
            (Span::new(19, 24), TextKind::Table),
            (Span::new(24, 30), TextKind::Prose),
        ] {
            assert_eq!(most_of(&parts, span), kind, "{span:?}");
        }
        assert_eq!(most_of(&[], Span::new(0, 5)), TextKind::Prose);
    }
}
