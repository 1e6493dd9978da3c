//! JSON that is safe to print on a terminal.

use crate::sanitize::is_active;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Writes a value as JSON with `\u` escapes for every character that acts on a terminal. JSON itself
/// requires escapes up to U+001F only.
pub(crate) fn to_writer<T: Serialize>(
    value: &T,
    pretty: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let written = if pretty {
        let formatter = EscapeFormatter(PrettyFormatter::new());
        value.serialize(&mut Serializer::with_formatter(&mut *out, formatter))
    } else {
        let formatter = EscapeFormatter(CompactFormatter);
        value.serialize(&mut Serializer::with_formatter(&mut *out, formatter))
    };
    written?;
    out.write_all(b"\n")
}

/// A formatter that escapes such characters in strings.
struct EscapeFormatter<F>(F);

macro_rules! forward {
    ($($name:ident($($arg:ident: $type:ty),*);)*) => {
        $(fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $arg: $type)*) -> io::Result<()> {
            self.0.$name(out $(, $arg)*)
        })*
    };
}

impl<F: Formatter> Formatter for EscapeFormatter<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_active(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            write!(out, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    forward! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::to_writer;

    #[test]
    fn active_characters_are_escaped_and_come_back() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}\n\"中";
        let mut json = Vec::new();
        to_writer(&text, false, &mut json).unwrap();
        assert_eq!(
            String::from_utf8(json.clone()).unwrap(),
            "\"a\\u001b\\u007f\\u009b\\u202e\\n\\\"中\"\n"
        );
        assert_eq!(serde_json::from_slice::<String>(&json).unwrap(), text);
    }
}
