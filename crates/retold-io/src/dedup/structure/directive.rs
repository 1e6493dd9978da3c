//! The directives of documentation tools, in any markup language.

use super::outline::Role;

/// The role of a line that is a directive; none for text.
///
/// `:::note` (Docusaurus, Pandoc), `!!! note`, `??? tip`, `=== "Tab"` (Material for `MkDocs`), `{% tab %}` (Jekyll,
/// Liquid), `{{< tabs >}}`, `{{% note %}}` (Hugo), `{{#include x}}` (mdBook), `{: .class}` (kramdown),
/// `(label)=` (`MyST`), `/// details`, `--8<-- "file"`, `import … from '…'` and `export` (MDX),
/// `\newpage`, `[[_TOC_]]`, `$$`, `<<[file]`, expressions in braces.
pub(super) fn directive(line: &str) -> Option<Role> {
    let line = line.trim();
    let first = line.bytes().next()?;
    let role = match first {
        b':' if line.starts_with(":::") => {
            let name = line.trim_start_matches(':').trim();
            if name.is_empty() { Role::Closes } else { Role::Opens }
        }
        // The caption of a table, a definition.
        b':' if line.starts_with(": ") => Role::Fixed,
        b'!' if line.starts_with("!!!") => Role::Opens,
        b'?' if line.starts_with("???") => Role::Opens,
        b'/' if line.starts_with("///") => {
            if line.trim_matches('/').is_empty() {
                Role::Closes
            } else {
                Role::Opens
            }
        }
        b'=' if line.starts_with("=== \"") || line.starts_with("=== '") => Role::Opens,
        b'-' if line.starts_with("--8<--") || line.starts_with("-8<-") => Role::Fixed,
        b'{' => braces(line)?,
        b'}' => Role::Closes,
        b'(' if is_label(line) => Role::Fixed,
        b'i' if is_import(line) => Role::Fixed,
        b'e' if is_export(line) => Role::Fixed,
        b'\\' if is_command(line) => Role::Fixed,
        b'$' if line.starts_with("$$") => Role::Fixed,
        b'[' if is_contents(line) => Role::Fixed,
        b'<' if line.starts_with("<<[") || line.starts_with("<<<") => Role::Fixed,
        b'|' => Role::Fixed,
        b'+' if line.starts_with("+--") || line.starts_with("+==") => Role::Fixed,
        b'%' if line.starts_with("%%") => Role::Fixed,
        b'@' if line.starts_with("@[") => Role::Fixed,
        _ => return None,
    };
    Some(role)
}

/// The role of a line that starts with a brace.
fn braces(line: &str) -> Option<Role> {
    let rest = line.trim_start_matches('{');
    let inner = rest.trim_start_matches(['%', '<', '-', '#', ' ']);
    if line.starts_with("{{") && !line.starts_with("{{<") && !line.starts_with("{{%") {
        let is_call = line.starts_with("{{#") || line.ends_with("}}");
        // `{{ product }} can be …` starts a sentence.
        return is_call.then_some(Role::Fixed);
    }
    let is_end = inner.starts_with('/') || inner.starts_with("end");
    Some(if is_end { Role::Closes } else { Role::Opens })
}

fn is_label(line: &str) -> bool {
    line.ends_with(")=") && !line.contains(' ')
}

fn is_import(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("import ") else { return false };
    let rest = rest.trim_start();
    let quoted = |text: &str| text.trim_start().starts_with(['"', '\'']);
    quoted(rest) || rest.split_once(" from ").is_some_and(|(_, path)| quoted(path))
}

fn is_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let words = ["const ", "let ", "var ", "default ", "function ", "async ", "class ", "{", "* "];
    words.iter().any(|word| rest.starts_with(word))
}

/// `\newpage`, `\begin{align}`, but not `\*escaped`.
fn is_command(line: &str) -> bool {
    let rest = &line[1..];
    let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let behind = rest[name..].chars().next();
    name > 1 && matches!(behind, None | Some('{' | '['))
}

/// `[TOC]`, `[[_TOC_]]`, `[[toc]]`.
fn is_contents(line: &str) -> bool {
    let inner = line.trim_matches(['[', ']', '_']);
    inner.eq_ignore_ascii_case("toc") && line.ends_with(']')
}

/// The role of some HTML or JSX: it opens an element that a later block closes, closes one, or
/// neither.
pub(super) fn tag_role(html: &str) -> Role {
    let mut open = 0i64;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end..]);
            continue;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        let (tag, is_end) = (&rest[..end], rest.starts_with('/'));
        let name = tag.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if is_end {
            open -= 1;
        } else if !name.is_empty() && !tag.ends_with('/') && !is_void(name) {
            open += 1;
        }
    }
    match open.signum() {
        1 => Role::Opens,
        -1 => Role::Closes,
        _ => Role::Fixed,
    }
}

/// Whether an HTML element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    let names =
        ["br", "img", "hr", "input", "wbr", "area", "col", "embed", "source", "link", "meta"];
    names.iter().any(|void| void.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{directive, tag_role};
    use crate::dedup::structure::outline::Role;

    #[test]
    fn directives_are_distinguished_from_text() {
        for line in [
            ":::note",
            "::::",
            "::: {.callout}",
            "!!! warning \"Read this\"",
            "??? note",
            "=== \"Linux\"",
            "{% include note.html %}",
            "{{< tabs >}}",
            "{{% /notice %}}",
            "{{#include ../a.rs}}",
            "{{ toc }}",
            "{: .no_toc}",
            "(a-label)=",
            "import Tabs from '@theme/Tabs';",
            "export const Red = 1;",
            "\\newpage",
            "\\begin{align}",
            "$$",
            "[[_TOC_]]",
            "| a | b |",
            "{props.name}",
        ] {
            assert!(directive(line).is_some(), "{line}");
        }
        for line in [
            "import duties from overseas are high",
            "export of goods",
            "{{ product }} can be installed.",
            "(see there) = here",
            "\\*not a command",
            "= 5",
            "[toc means contents]",
            "Text",
            "$5 is the price",
        ] {
            assert!(directive(line).is_none(), "{line}");
        }
    }

    #[test]
    fn tags_open_or_close_what_is_around_other_blocks() {
        for (html, role) in [
            ("<details>\n<summary>More</summary>", Role::Opens),
            ("<p align=\"center\"><img src=\"a.svg\"></p>", Role::Fixed),
            ("</TabItem>\n</Tabs>", Role::Closes),
            ("<Tabs>", Role::Opens),
            ("<Card title=\"a\" />", Role::Fixed),
            ("<!-- <div> -->", Role::Fixed),
            ("<br>", Role::Fixed),
        ] {
            assert_eq!(tag_role(html), role, "{html}");
        }
    }
}
