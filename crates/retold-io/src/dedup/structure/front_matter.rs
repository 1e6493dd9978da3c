//! The front matter of a text: fields of a page before its content.

/// The length of the front matter, with a byte order mark before it and the line break after it.
///
/// The formats are YAML between `---`, TOML between `+++`, JSON between `;;;` or as an object, and
/// fields without a delimiter (`Title: Volumes`), as in `MultiMarkdown` and Pelican.
pub(super) fn front_matter(text: &str) -> usize {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let body = &text[mark..];
    let first = body.lines().next().unwrap_or_default().trim_end();
    let len = match first {
        "---" => fenced(body, &["---", "..."]),
        "+++" => fenced(body, &["+++"]),
        ";;;" => fenced(body, &[";;;"]),
        "{" => fenced(body, &["}"]),
        _ => fields(body),
    };
    if len == 0 { 0 } else { mark + len }
}

/// The length of the block from the first line to one of the `closing` lines; 0 without such a
/// line, or if the block contains no field.
fn fenced(body: &str, closing: &[&str]) -> usize {
    let (mut at, mut has_field) = (0, false);
    for (number, line) in body.split_inclusive('\n').enumerate() {
        at += line.len();
        if number == 0 {
            continue;
        }
        let line = line.trim_end();
        if closing.contains(&line) {
            return if has_field || number == 1 { at } else { 0 };
        }
        if number == 1 && line.is_empty() {
            // A blank line follows, so `---` is a thematic break.
            return 0;
        }
        has_field |= line.contains([':', '=']) || line.trim_start().starts_with('#');
    }
    0
}

/// The length of fields without a delimiter: at least two lines before the first blank line.
fn fields(body: &str) -> usize {
    let (mut at, mut count) = (0, 0);
    for line in body.split_inclusive('\n') {
        if line.trim().is_empty() {
            return if count >= 2 { at } else { 0 };
        }
        let goes_on = count > 0 && line.starts_with([' ', '\t']);
        if !goes_on && !is_field(line) {
            return 0;
        }
        count += usize::from(!goes_on);
        at += line.len();
    }
    if count >= 2 { at } else { 0 }
}

/// `Title: Volumes in depth`.
fn is_field(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty()
        && name.len() <= 32
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(is_part)
        && (value.trim().is_empty() || value.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_is_found_in_each_form() {
        for head in [
            "---\ntitle: A\n---\n",
            "---\r\ntitle: A\r\n\r\ntags: [b]\r\n...\r\n",
            "\u{feff}---\ntitle: A\n---\n",
            "+++\ntitle = \"A\"\n+++\n",
            ";;;\n\"title\": \"A\"\n;;;\n",
            "{\n  \"title\": \"A\"\n}\n",
            "---\n---\n",
            "Title: A page\nDate: 2024-05-17\nSummary: Long, and\n  wrapped\n",
        ] {
            assert_eq!(front_matter(&format!("{head}\nText: here.\n")), head.len(), "{head}");
        }
    }

    #[test]
    fn text_that_only_resembles_front_matter_is_text() {
        for text in [
            "---\n\nText between\n\n---\n",
            "---\nText that nobody: closes\n",
            "---\nText between breaks\n---\n",
            "He said: no.\nShe said: yes.\n\nAnd more.",
            "Note: this is it.\n\nAnd more.",
            "",
        ] {
            assert_eq!(front_matter(text), 0, "{text}");
        }
    }
}
