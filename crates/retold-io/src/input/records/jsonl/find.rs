//! The fields of a record.

use super::string::{JsonString, decode};
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// How many objects deep a field may be. Each level is read once more, so that this bounds the stack
/// and the time that a record takes.
const DEEPEST: usize = 32;

/// What was found in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The text.
    pub text: JsonString<'a>,
    /// What the other fields say, in the order in which they were asked for: strings, and numbers
    /// and truth values as they are written. None for what is missing, null, a list or an object.
    pub others: Vec<Option<Cow<'a, str>>>,
}

/// Why a line gives no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not a JSON object.
    Syntax(String),
    /// It is one, but has no such text.
    Field(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Syntax(reason) => write!(f, "not a JSON object: {reason}"),
            Fault::Field(reason) => f.write_str(reason),
        }
    }
}

/// Finds the text of a record, and other fields of it, in one pass over the line.
///
/// A dot in a field's name leads into an object, as in `meta.text`, unless a field has that very
/// name. If a field stands there twice, the last one counts, as in most programs that read JSON.
/// It leads into [`DEEPEST`] objects at most.
/// The line may have its line ending, and the byte order mark of the file.
///
/// # Errors
/// If the line is no JSON object, has no such field, or has no string there.
pub fn find<'a>(line: &'a [u8], text: &str, others: &[&str]) -> Result<Found<'a>, Fault> {
    let line = std::str::from_utf8(line).map_err(|error| {
        Fault::Syntax(format!("not valid UTF-8 at column {}", error.valid_up_to() + 1))
    })?;
    let json = line.strip_prefix('\u{feff}').unwrap_or(line).trim_ascii_end();
    let raw = vec![None; 1 + others.len()];
    let mut wanted = Wanted { text, others, raw, is_too_deep: false };
    wanted.fill(json, "", 1).map_err(|error| Fault::Syntax(plain(&error)))?;
    let Some(raw) = wanted.raw[0] else {
        return Err(if wanted.is_too_deep { too_deep(text) } else { missing(json, text) });
    };
    let start = raw.as_ptr() as usize - line.as_ptr() as usize;
    let Some(inner) = inner(raw) else {
        let (text, kind) = (short(text), kind(raw));
        return Err(Fault::Field(format!("the field `{text}` is {kind}, not a string")));
    };
    let value = decode(inner).map_err(|at| {
        let (text, column) = (short(text), start + 1 + at + 1);
        Fault::Field(format!("half a surrogate pair in the field `{text}` at column {column}"))
    })?;
    let others = wanted.raw[1..].iter().map(|raw| raw.and_then(scalar)).collect();
    Ok(Found { text: JsonString { raw: start..start + raw.len(), value }, others })
}

/// The fields that are looked for, and what stands in them.
struct Wanted<'w, 'a> {
    text: &'w str,
    others: &'w [&'w str],
    /// The text's, then the others'.
    raw: Vec<Option<&'a str>>,
    /// Whether a name led deeper than was looked.
    is_too_deep: bool,
}

impl<'a> Wanted<'_, 'a> {
    /// Goes through an object at `path`, which is empty or ends with a dot, the `depth`th on the way.
    fn fill(&mut self, json: &'a str, path: &str, depth: usize) -> serde_json::Result<()> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.deserialize_map(Level { wanted: self, path, depth })?;
        deserializer.end()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text).chain(self.others.iter().copied())
    }
}

/// One object on the way to the fields.
struct Level<'l, 'w, 'a> {
    wanted: &'l mut Wanted<'w, 'a>,
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

/// A name in an object; borrowed unless it has an escape sequence.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// What stands between the quotes of a string; None for anything else.
fn inner(raw: &str) -> Option<&str> {
    raw.strip_prefix('"')?.strip_suffix('"')
}

/// What a field says, if it says one thing.
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

/// Says that a field is missing, and which ones there are.
fn missing(json: &str, name: &str) -> Fault {
    let name = short(name);
    let there = serde_json::from_str::<BTreeMap<String, &RawValue>>(json).unwrap_or_default();
    let mut names: Vec<String> =
        there.keys().take(9).map(|name| format!("`{}`", short(name))).collect();
    if there.len() > 8 {
        names[8] = format!("{} more", there.len() - 8);
    }
    let has = if names.is_empty() { "no field at all".to_owned() } else { names.join(", ") };
    Fault::Field(format!("no field `{name}`; the record has {has} (--text-field names another)"))
}

fn too_deep(name: &str) -> Fault {
    let name = short(name);
    Fault::Field(format!(
        "the field `{name}` is more than {DEEPEST} objects deep, which is not read; move the text up"
    ))
}

/// A name as a message shows it: its start, if it is very long.
fn short(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &name[..end]).into(),
        None => name.into(),
    }
}

/// The message of an error without the line, which is always the first.
fn plain(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}
