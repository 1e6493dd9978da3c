//! The decision whether a file is prose, so that parts of it can be removed.

use crate::dedup::source::file::{Place, Source};
use crate::input::{Kind, content_of};
use retold::model::TextKind;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use std::path::Path;

/// Whether paragraphs and sentences may be cut out of a file with one text and this content.
///
/// The name decides first: `.txt`, `.md` and similar, or no extension. In code, tables and
/// configuration files, an equal line is no repeated text. A file with such a name is no prose
/// either if it contains JSON or starts like a program. The standard input always counts as prose,
/// because the user chose the unit.
pub(in crate::dedup) fn is_prose(source: &Source, content: &[u8]) -> bool {
    matches!(source.place, Place::Spool(_))
        || is_called_prose(&source.relative) && !is_data(content)
}

fn is_called_prose(relative: &str) -> bool {
    match Kind::of(Path::new(relative), true) {
        Kind::Text | Kind::Markdown => true,
        Kind::Unnamed => content_of(Path::new(relative)) == TextKind::Prose,
        // The text of HTML is not a range of its bytes, so it cannot be cut.
        _ => false,
    }
}

fn is_data(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start();
    match content.first() {
        Some(b'{' | b'[') => {
            let mut values = Deserializer::from_slice(content).into_iter::<IgnoredAny>();
            values.all(|value| value.is_ok())
        }
        Some(b'<') => ["<!doctype html", "<html"].iter().any(|start| {
            let head = content.get(..start.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
        }),
        Some(b'#') => content.starts_with(b"#!"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_called_prose, is_data};

    #[test]
    fn prose_is_recognised_by_its_name() {
        for name in ["a.txt", "b/A.TXT", "c.md.gz", "README", "d.markdown", "v1.2/chapter"] {
            assert!(is_called_prose(name), "{name}");
        }
        for name in [
            "a.rs",
            "b.csv.zst",
            "c.json",
            "d.html",
            "b/Makefile",
            "Makefile.gz",
            ".profile",
            "a.txt.py",
        ] {
            assert!(!is_called_prose(name), "{name}");
        }
    }

    #[test]
    fn data_and_programs_with_any_name_are_no_prose() {
        for content in [
            "{\"a\": [1]}",
            "\u{feff} [\n1,\n2]\n",
            "{\n}\n{\n}\n",
            "#!/bin/sh\necho",
            "<!DOCTYPE html>\n<p>",
        ] {
            assert!(is_data(content.as_bytes()), "{content}");
        }
        for content in ["", "# A heading", "[1] See there.", "<Spill>", "{Spill} he said", "Text"] {
            assert!(!is_data(content.as_bytes()), "{content}");
        }
    }
}
