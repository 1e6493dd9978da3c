//! The error for a missing field.

use super::names::field_names;
use std::borrow::Cow;
use std::fmt;

/// The number of fields that a message lists.
const NAMED: usize = 8;

/// The least similarity, from 0 to 1, of two names if one may be a misspelling of the other.
const ALIKE: f64 = 0.7;

/// A record without the requested field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingField {
    /// The requested name.
    pub field: String,
    /// The names of the record's top-level fields, in order.
    pub fields: Vec<String>,
}

impl MissingField {
    pub(super) fn new(json: &str, field: &str) -> MissingField {
        let fields = field_names(json.as_bytes()).unwrap_or_default();
        MissingField { field: field.to_owned(), fields }
    }

    /// The field that was probably meant, if the name is misspelt.
    pub fn nearest(&self) -> Option<&str> {
        let alike = |name: &&str| strsim::jaro_winkler(name, &self.field);
        let nearest = self
            .fields
            .iter()
            .map(String::as_str)
            .max_by(|a, b| alike(a).total_cmp(&alike(b)).then_with(|| b.cmp(a)))?;
        (alike(&nearest) >= ALIKE).then_some(nearest)
    }

    /// The message if no record of the file has the field; this is its first record.
    pub fn of_all(&self) -> String {
        let field = short(&self.field);
        let meant = self
            .nearest()
            .map_or_else(String::new, |name| format!("; is `{}` meant?", short(name)));
        format!(
            "no record has a field `{field}`; the first has {}{meant} (--text-field names another)",
            self.names()
        )
    }

    fn names(&self) -> String {
        let mut names: Vec<String> =
            self.fields.iter().take(NAMED).map(|name| format!("`{}`", short(name))).collect();
        if self.fields.len() > NAMED {
            names.push(format!("{} more", self.fields.len() - NAMED));
        }
        if names.is_empty() { "no field at all".to_owned() } else { names.join(", ") }
    }
}

impl fmt::Display for MissingField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, names) = (short(&self.field), self.names());
        write!(f, "no field `{field}`; the record has {names} (--text-field names another)")
    }
}

/// A name for messages: only its start, if it is very long.
pub(super) fn short(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &name[..end]).into(),
        None => name.into(),
    }
}
