//! Field names that lead to several strings of a record.

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The deepest nesting of a field. Each level is read once more, so this bounds the stack and the
/// time per record.
pub(super) const DEEPEST: usize = 32;

/// The values to which the names lead.
#[derive(Debug, Default)]
pub(super) struct PathValues<'a> {
    /// The values as they are written, in the order of the record; none of them is null.
    pub(super) raw: Vec<&'a str>,
    /// Whether a name leads deeper than is searched.
    pub(super) is_too_deep: bool,
}

/// Finds all values to which the comma-separated `names` lead.
///
/// A name is a path: `a.b` leads into an object, `a[]` to all elements of a list, `a[0]` to its
/// first. A field may have a dot or a bracket in its own name.
///
/// # Examples
/// In `{"messages": [{"content": "A"}, {"content": null}, {"content": "B"}]}` the name
/// `messages[].content` leads to `"A"` and `"B"`.
pub(super) fn strings<'a>(json: &'a str, names: &str) -> serde_json::Result<PathValues<'a>> {
    let names: Vec<&str> = names.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
    let mut reached = PathValues::default();
    reached.descend(json, &names, 0)?;
    Ok(reached)
}

impl<'a> PathValues<'a> {
    /// Follows the rest of each name from the value `raw`, in one pass over it, so that the values
    /// of several names come in the order of the record.
    fn descend(&mut self, raw: &'a str, rests: &[&str], depth: usize) -> serde_json::Result<()> {
        if rests.iter().any(|rest| rest.is_empty()) && raw != "null" {
            self.raw.push(raw);
        }
        let leads_on = rests.iter().any(|rest| !rest.is_empty());
        if leads_on && depth > DEEPEST {
            self.is_too_deep = true;
            return Ok(());
        }
        match raw.as_bytes().first() {
            Some(b'[') if rests.iter().any(|rest| rest.starts_with('[')) => {
                let elements: Vec<&'a RawValue> = serde_json::from_str(raw)?;
                for (number, element) in elements.into_iter().enumerate() {
                    let inner: Vec<&str> =
                        rests.iter().filter_map(|rest| element_of(rest, number)).collect();
                    if !inner.is_empty() {
                        self.descend(element.get(), &inner, depth + 1)?;
                    }
                }
            }
            Some(b'{') if leads_on => {
                let mut deserializer = serde_json::Deserializer::from_str(raw);
                let fields = deserializer.deserialize_map(Fields { rests })?;
                for (key, value) in fields {
                    let inner: Vec<&str> =
                        rests.iter().filter_map(|rest| field_of(rest, &key)).collect();
                    self.descend(value, &inner, depth + 1)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The rest of a name after the field `key`.
fn field_of<'n>(rest: &'n str, key: &str) -> Option<&'n str> {
    let behind = rest.strip_prefix(key).filter(|_| !rest.is_empty())?;
    match behind.as_bytes().first() {
        None | Some(b'[') => Some(behind),
        Some(b'.') => Some(&behind[1..]).filter(|behind| !behind.is_empty()),
        Some(_) => None,
    }
}

/// The rest of a name after the element `number` of a list.
fn element_of(rest: &str, number: usize) -> Option<&str> {
    let (index, behind) = rest.strip_prefix('[')?.split_once(']')?;
    let is_meant = index.is_empty() || index.parse() == Ok(number);
    is_meant.then(|| behind.strip_prefix('.').unwrap_or(behind))
}

/// The fields of an object to which the names lead.
struct Fields<'r> {
    rests: &'r [&'r str],
}

impl<'a> Visitor<'a> for Fields<'_> {
    type Value = Vec<(Cow<'a, str>, &'a str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields: Self::Value = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if self.rests.iter().any(|rest| field_of(rest, &key).is_some()) {
                let raw = map.next_value::<&RawValue>()?.get();
                // Of equal fields, the last counts.
                fields.retain(|(other, _)| *other != key);
                fields.push((key, raw));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(fields)
    }
}

/// A name in an object; borrowed unless it has an escape sequence.
#[derive(Deserialize)]
pub(super) struct Key<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);
