//! The look-up of fields in a JSON record.

use super::missing_field::{MissingField, short};
use super::numbers::with_numbers;
use super::path::{DEEPEST, Key, strings};
use super::string::{JsonString, decode};
use serde::Deserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// The separator between strings that are joined into one text.
pub const SEPARATOR: &str = "\n\n";

/// The fields that were found in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFields<'a> {
    /// The text. If it was joined from several strings, `raw` reaches from the first to the last.
    pub text: JsonString<'a>,
    /// The ranges of the joined strings with their quotes; empty if the text is one string.
    pub parts: Vec<Range<usize>>,
    /// The values of the other fields, in the requested order: strings, and numbers and booleans as
    /// written. `None` for missing fields, null, lists and objects.
    pub others: Vec<Option<Cow<'a, str>>>,
}

/// The reason why a line has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not a JSON object.
    Syntax(String),
    /// The value of the field is no text.
    Field(String),
    /// The record has no such field.
    Missing(MissingField),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Syntax(reason) => write!(f, "not a JSON object: {reason}"),
            Fault::Field(reason) => f.write_str(reason),
            Fault::Missing(missing) => missing.fmt(f),
        }
    }
}

/// Finds the text and other fields of a record in one pass over the line.
///
/// A dot in a field's name leads into an object, as in `meta.text`, unless a field has that very
/// name. If a field occurs twice, the last one counts, as in most JSON parsers. Names lead into at
/// most 32 nested objects. The line may include its line ending and the byte order mark of the
/// file.
///
/// `text` may name several strings: `messages[].content` those of all elements of a list,
/// `choices[0].text` that of the first; commas separate several names. They are joined in the order
/// of the record with blank lines between them ([`SEPARATOR`]).
///
/// `NaN`, `Infinity` and `-Infinity`, which Python writes, are accepted as numbers.
///
/// # Errors
/// If the line is no JSON object, or if the field is missing or no string.
pub fn find<'a>(line: &'a [u8], text: &str, others: &[&str]) -> Result<RecordFields<'a>, Fault> {
    let line = std::str::from_utf8(line).map_err(|error| {
        Fault::Syntax(format!("not valid UTF-8 at column {}", error.valid_up_to() + 1))
    })?;
    let json = line.strip_prefix('\u{feff}').unwrap_or(line).trim_ascii_end();
    let places = match places(json, text, others) {
        Err(error) => {
            let numbers = with_numbers(json).ok_or_else(|| Fault::Syntax(plain(&error)))?;
            self::places(&numbers, text, others).map_err(|error| Fault::Syntax(plain(&error)))?
        }
        Ok(places) => places,
    };
    let before = json.as_ptr() as usize - line.as_ptr() as usize;
    let (mut parts, mut other) = (Vec::new(), None);
    for place in places.texts {
        let start = before + place.start;
        match inner(&json[place.clone()]) {
            Some(inner) => {
                let value = decode(inner).map_err(|at| {
                    let (text, column) = (short(text), start + 1 + at + 1);
                    Fault::Field(format!(
                        "half a surrogate pair in the field `{text}` at column {column}"
                    ))
                })?;
                parts.push(JsonString { raw: start..start + place.len(), value });
            }
            None => other = Some(kind(&json[place])),
        }
    }
    if parts.is_empty() {
        let name = short(text);
        return Err(match other {
            Some(kind) => Fault::Field(format!("the field `{name}` is {kind}, not a string")),
            None if places.is_too_deep => too_deep(text),
            None => Fault::Missing(MissingField::new(json, text)),
        });
    }
    let scalar = |place: Option<Range<usize>>| scalar(&json[place?]);
    let others = places.others.into_iter().map(scalar).collect();
    let (text, parts) = joined(parts);
    Ok(RecordFields { text, parts, others })
}

/// Joins the strings of a text. Also returns their ranges if there are several.
fn joined(mut parts: Vec<JsonString<'_>>) -> (JsonString<'_>, Vec<Range<usize>>) {
    if parts.len() == 1 {
        return (parts.remove(0), Vec::new());
    }
    let raw = parts[0].raw.start..parts[parts.len() - 1].raw.end;
    let values: Vec<&str> = parts.iter().map(|part| &*part.value).collect();
    let value = Cow::Owned(values.join(SEPARATOR));
    (JsonString { raw, value }, parts.into_iter().map(|part| part.raw).collect())
}

/// The ranges of the requested fields in a record.
struct Places {
    texts: Vec<Range<usize>>,
    others: Vec<Option<Range<usize>>>,
    /// Whether a name leads deeper than is searched.
    is_too_deep: bool,
}

fn places(json: &str, text: &str, others: &[&str]) -> serde_json::Result<Places> {
    let place = |raw: &str| {
        let start = raw.as_ptr() as usize - json.as_ptr() as usize;
        start..start + raw.len()
    };
    let is_path = text.contains(['[', ',']);
    let raw = vec![None; others.len() + usize::from(!is_path)];
    let mut wanted =
        FieldSearch { text: (!is_path).then_some(text), others, raw, is_too_deep: false };
    wanted.fill(json, "", 1)?;
    let FieldSearch { mut raw, mut is_too_deep, .. } = wanted;
    let texts = if is_path {
        let found = strings(json, text)?;
        is_too_deep |= found.is_too_deep;
        found.raw.into_iter().map(place).collect()
    } else {
        raw.remove(0).into_iter().map(place).collect()
    };
    let others = raw.into_iter().map(|raw| raw.map(place)).collect();
    Ok(Places { texts, others, is_too_deep })
}

/// The fields that are searched for, and the values found.
struct FieldSearch<'w, 'a> {
    /// `None` if it is no plain name.
    text: Option<&'w str>,
    others: &'w [&'w str],
    /// The value of the text, then those of the others.
    raw: Vec<Option<&'a str>>,
    /// Whether a name leads deeper than is searched.
    is_too_deep: bool,
}

impl<'a> FieldSearch<'_, 'a> {
    /// Searches an object at `path`, which is empty or ends with a dot, at nesting depth `depth`.
    fn fill(&mut self, json: &'a str, path: &str, depth: usize) -> serde_json::Result<()> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.deserialize_map(Level { wanted: self, path, depth })?;
        deserializer.end()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.text.into_iter().chain(self.others.iter().copied())
    }
}

/// An object on the path to a field.
struct Level<'l, 'w, 'a> {
    wanted: &'l mut FieldSearch<'w, 'a>,
    path: &'l str,
    depth: usize,
}

impl<'a> Visitor<'a> for Level<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let Level { wanted, path, depth } = self;
        while let Some(Key(key)) = map.next_key()? {
            let rest_of = |name: &'_ str| -> Option<usize> {
                let rest = name.strip_prefix(path)?.strip_prefix(&*key)?;
                (rest.is_empty() || rest.starts_with('.')).then_some(rest.len())
            };
            if !wanted.names().any(|name| rest_of(name).is_some()) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw = map.next_value::<&RawValue>()?.get();
            let rests: Vec<Option<usize>> = wanted.names().map(rest_of).collect();
            for (slot, rest) in wanted.raw.iter_mut().zip(&rests) {
                if *rest == Some(0) {
                    *slot = Some(raw);
                }
            }
            let leads_on = rests.iter().any(|rest| rest.is_some_and(|len| len > 0));
            if leads_on && raw.starts_with('{') {
                if depth == DEEPEST {
                    wanted.is_too_deep = true;
                    continue;
                }
                let path = format!("{path}{key}.");
                wanted.fill(raw, &path, depth + 1).map_err(A::Error::custom)?;
            }
        }
        Ok(())
    }
}

/// The inside of a JSON string; `None` for anything else.
fn inner(raw: &str) -> Option<&str> {
    raw.strip_prefix('"')?.strip_suffix('"')
}

/// The value of a field that is a single value.
fn scalar(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes()[0] {
        b'"' => decode(inner(raw)?).ok(),
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}

fn kind(raw: &str) -> &'static str {
    match raw.as_bytes()[0] {
        b'{' => "an object",
        b'[' => "a list",
        b'n' => "null",
        b't' | b'f' => "a truth value",
        _ => "a number",
    }
}

fn too_deep(name: &str) -> Fault {
    let name = short(name);
    Fault::Field(format!(
        "the field `{name}` is more than {DEEPEST} objects deep, which is not read; move the text up"
    ))
}

/// The message of a parser error without the line number, which is always 1.
fn plain(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}
